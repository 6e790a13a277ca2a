import { Recorder } from './recorder.js';
import { Scene } from './scene.js';
import { count, duration, setting, write } from './words.js';

const REFRESHES = 6;

/** One of the two lanes: what its frames say in words and figures. The drawing is the scene's and the recorder's. */
export class Lane {
  constructor(id, name, annotation) {
    this.id = id;
    const article = document.getElementById('lane').content.cloneNode(true).firstElementChild;
    article.id = id;
    article.querySelector('h2').textContent = name;
    article.querySelector('h2').id = `${id}-name`;
    article.setAttribute('aria-labelledby', `${id}-name`);
    article.querySelector('code').textContent = annotation;
    document.getElementById('lanes').append(article);
    this.article = article;
    this.fields = Object.fromEntries([...article.querySelectorAll('[data-field]')].map(field => [field.dataset.field, field]));
    this.rows = new Map();
    this.scene = new Scene(article.querySelector('.scene'));
    this.recorder = new Recorder(article.querySelector('.recorder canvas'));
    this.refreshes = [];
    this.story = null;
  }

  /** The most queries at one moment that the recorder still shows or this frame brings, for a scale that both lanes share. */
  peak(frame) {
    const { running, queued } = frame.lanes[this.id].database;
    return Math.max(this.recorder.peak(), running + queued);
  }

  forget() {
    this.previous = null;
    this.scene.forget();
  }

  show(frame, most) {
    const lane = frame.lanes[this.id];
    this.say('rate', String(frame.perSecond));
    this.say('p50', duration(lane.recent?.p50));
    this.say('max', duration(lane.recent?.max));
    this.say('running', String(lane.database.running));
    this.say('capacity', String(frame.query.capacity));
    this.say('queued', String(lane.database.queued));
    this.article.dataset.full = String(lane.database.running >= frame.query.capacity);
    this.article.dataset.failing = String(frame.query.failing);
    this.instances(frame, lane);
    const refreshed = this.age(frame, lane.value);
    this.soFar(lane);
    this.scene.frame(frame, lane, this.previous, this.rows);
    this.recorder.frame(frame, lane, refreshed, most, this.id === 'protected');
    this.previous = lane;
  }

  say(field, text) {
    write(this.fields[field], text);
  }

  instances(frame, lane) {
    const there = frame.instances.filter(instance => instance.state !== 'gone');
    const list = this.article.querySelector('.fleet ol');
    for (const [n, row] of this.rows) {
      if (there.some(instance => instance.n === n)) continue;
      row.remove();
      this.rows.delete(n);
    }
    for (const { n, state } of there) {
      const row = this.rows.get(n) ?? this.row(list, n);
      const { callers, queries } = lane.waiting.find(waiting => waiting.n === n) ?? { callers: 0, queries: 0 };
      row.dataset.state = state;
      row.dataset.lit = String(queries > 0);
      write(row.querySelector('.role'), state === 'up' ? this.role(queries) : state);
      write(row.querySelector('.waiting'), callers ? `${callers} wait` : '');
    }
    write(list.previousElementSibling, there.length ? 'Instances' : 'Instances start …');
  }

  row(list, n) {
    const row = document.createElement('li');
    row.innerHTML = '<span class="name"></span><span class="role"></span><span class="waiting"></span><div class="stack"></div>';
    row.querySelector('.name').textContent = n;
    row.dataset.n = n;
    this.rows.set(n, row);
    list.append(row);
    return row;
  }

  role(queries) {
    if (!queries) return '';
    const number = queries === 1 ? '1 query' : `${queries} queries`;
    return this.id === 'protected' ? `leads, ${number}` : number;
  }

  /** Shows how old the value is; answers whether it is younger than it was, which is a refresh. */
  age(frame, value) {
    const before = this.previous?.value.age;
    const age = value.age ?? null;
    const refreshed = before !== null && before !== undefined && age !== null && age < before - 50;
    if (refreshed) this.refreshes = [Math.min(before, frame.ttl + frame.stale), ...this.refreshes].slice(0, REFRESHES);
    const end = frame.ttl + (this.id === 'protected' ? frame.stale : 0);
    const scale = frame.ttl + frame.stale;
    const life = this.article.querySelector('.life');
    life.style.setProperty('--fresh', frame.ttl / scale);
    life.style.setProperty('--end', end / scale);
    life.style.setProperty('--age', Math.min(1, (age ?? 0) / scale));
    const redis = frame.redis.state;
    life.dataset.redis = redis;
    life.dataset.there = String(value.stored && age !== null && redis === 'up');
    this.say('value', redis === 'up' ? this.freshness(value, age, frame) : `Redis is ${redis}`);
    write(this.article.querySelector('.expiry'), `expires ${setting(frame.ttl)}`);
    write(this.article.querySelector('.end'), end > frame.ttl ? `ends ${setting(end)}` : '');
    this.article.querySelector('.expiry').style.setProperty('--at', frame.ttl / scale);
    this.article.querySelector('.cache').dataset.help = 'How old the value is that callers get. It is fresh until it expires'
      + (end > frame.ttl ? `; after that the old one is still served for ${setting(frame.stale)} while one query replaces it.` : ', then it is gone.')
      + ' Each small triangle is an age at which it was really refreshed.';
    this.ticks(life, scale);
    return refreshed;
  }

  freshness(value, age, frame) {
    if (!value.stored || age === null) return 'not there';
    if (age <= frame.ttl) return `fresh, ${duration(age)} old`;
    return this.id === 'protected' ? `expired, still served, ${duration(age)} old` : `expired, ${duration(age)} old`;
  }

  ticks(life, scale) {
    const old = [...life.querySelectorAll('b')];
    this.refreshes.forEach((age, i) => {
      const tick = old[i] ?? life.appendChild(document.createElement('b'));
      tick.style.setProperty('--at', age / scale);
    });
  }

  /** While an experiment runs, its figures so far, counted from its begin. */
  soFar(lane) {
    if (this.story?.state !== 'running') return;
    this.base ??= { total: lane.database.total, failed: lane.failed, slowest: 0 };
    this.base.slowest = Math.max(this.base.slowest, lane.recent?.max ?? 0);
    this.figures({ queries: lane.database.total - this.base.total, slowest: this.base.slowest, failed: lane.failed - this.base.failed });
  }

  tell(story, begins, latest) {
    this.story = story;
    if (story.state === 'running') {
      if (!begins) return;
      if (latest) this.recorder.begin(latest.t, story.title);
      this.base = this.previous && { total: this.previous.database.total, failed: this.previous.failed, slowest: 0 };
      return;
    }
    const other = story.figures?.[this.id === 'protected' ? 'unprotected' : 'protected'];
    this.figures(story.figures?.[this.id] ?? {}, other);
  }

  figures(own, other) {
    this.say('queries', count(own.queries));
    this.say('slowest', duration(own.slowest));
    this.say('failed', count(own.failed));
    this.say('stale', count(own.stale));
    for (const field of ['queries', 'slowest', 'failed', 'stale']) {
      const most = Math.max(own[field] ?? 0, other?.[field] ?? 0);
      this.fields[field].parentElement.style.setProperty('--share', other && most ? (own[field] ?? 0) / most : 0);
    }
  }

  paint(now, still) {
    this.scene.paint(now, still);
    this.recorder.paint(now, still);
  }
}
