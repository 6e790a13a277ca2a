import { ask } from './stream.js';
import { write } from './words.js';

const HINT = 'Keys 1 to 9 and 0 press the buttons.';

/** The buttons and the slider. What the lab refuses is said in its own words. */
export class Controls {
  constructor(notice) {
    this.notice = notice;
    this.reason = document.getElementById('reason');
    this.slider = document.getElementById('traffic');
    this.output = document.getElementById('traffic-value');
    this.redis = document.getElementById('redis-state');
    this.title = '';
    this.live = false;
    document.getElementById('controls').addEventListener('click', event => this.press(event.target.closest('button')));
    document.addEventListener('keydown', event => this.key(event));
    this.slider.addEventListener('input', () => this.traffic());
    for (const button of document.querySelectorAll('[data-key]')) {
      button.setAttribute('aria-keyshortcuts', button.dataset.key);
      const cap = document.createElement('kbd');
      cap.textContent = button.dataset.key;
      cap.setAttribute('aria-hidden', 'true');
      button.append(cap);
    }
    this.enable();
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    this.press(document.querySelector(`[data-key="${CSS.escape(event.key)}"]`));
  }

  async press(button) {
    if (!button) return;
    if (button.getAttribute('aria-disabled') === 'true') {
      this.notice(button.dataset.why);
      return;
    }
    this.notice('');
    const { scenario, instance, act } = button.dataset;
    const path = scenario ? `/lab/scenario/${scenario}` : instance ? `/lab/instances/${instance}/${act}` : '/lab/instances';
    const refusal = await ask(path);
    if (refusal) this.notice(refusal);
  }

  traffic() {
    write(this.output, this.slider.value);
    this.moved = performance.now();
    clearTimeout(this.sending);
    this.sending = setTimeout(async () => {
      const refusal = await ask('/lab/traffic', { perSecond: Number(this.slider.value) });
      if (refusal) this.notice(refusal);
    }, 120);
  }

  /** The name by which a running scenario is called. */
  running(title) {
    this.title = title;
  }

  show(frame) {
    this.frame = frame;
    this.live = true;
    if (!(performance.now() - this.moved < 1500)) {
      this.slider.value = frame.perSecond;
      write(this.output, String(frame.perSecond));
    }
    write(this.redis, frame.redis.state);
    this.redis.dataset.state = frame.redis.state;
    this.each('kill', frame.instances);
    this.each('freeze', frame.instances);
    this.enable();
  }

  lost() {
    this.live = false;
    this.enable();
  }

  /** One button for each instance there is. A button stays the same element while its instance lives, so it keeps the focus. */
  each(act, instances) {
    const group = document.getElementById(act);
    const there = instances.filter(instance => instance.state !== 'gone');
    for (const button of group.querySelectorAll('button')) {
      if (!there.some(instance => String(instance.n) === button.dataset.instance)) button.remove();
    }
    for (const { n } of there) {
      if (group.querySelector(`[data-instance="${n}"]`)) continue;
      const button = document.createElement('button');
      button.textContent = n;
      button.dataset.instance = n;
      button.dataset.act = act;
      button.dataset.help = act === 'kill'
        ? `Ends the process of instance ${n} at once, while it leads a load if it can be.`
        : `Stops the process of instance ${n} for 3 s, as a long pause of the garbage collector would.`;
      button.setAttribute('aria-label', `${act === 'kill' ? 'Kill' : 'Freeze'} instance ${n}`);
      group.append(button);
    }
  }

  enable() {
    for (const button of document.querySelectorAll('.controls button')) {
      const why = this.why(button);
      button.setAttribute('aria-disabled', why ? 'true' : 'false');
      button.dataset.why = why;
      button.dataset.active = String(Boolean(this.live && this.frame?.scenario && this.frame.scenario === button.dataset.scenario));
    }
    this.slider.disabled = !this.live;
    const scenario = this.live && this.frame?.scenario;
    write(this.reason, !this.live ? 'The lab is not there, so no button does anything.' : scenario ? this.busy() : HINT);
  }

  why(button) {
    if (!this.live) return 'The lab is not there.';
    const redis = button.dataset.scenario?.startsWith('redis-');
    if (redis && !this.frame.redis.embedded) return 'This Redis is not the lab’s own, so the lab leaves it alone.';
    if (button.dataset.scenario === 'redis-restart' && this.frame.redis.state !== 'up') return '';
    return this.frame.scenario ? this.busy() : '';
  }

  busy() {
    return `“${this.title || this.frame.scenario}” is running. The next experiment can begin when it is done.`;
  }
}
