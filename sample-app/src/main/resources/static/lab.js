import { Controls } from './page/controls.js';
import { explain } from './page/help.js';
import { Lane } from './page/lane.js';
import { listen } from './page/stream.js';
import { setting, write } from './page/words.js';

const byId = id => document.getElementById(id);
const notice = sentence => write(byId('notice'), sentence);
const controls = new Controls(notice);
const lanes = [
  new Lane('unprotected', 'Unprotected', '@Cacheable'),
  new Lane('protected', 'Protected', '@StampedeSafeCacheable')
];
let story = null;
let began = null;
let latest = null;

listen({
  frame(frame) {
    latest = frame;
    const query = `The query takes ${setting(frame.query.millis)}; the database runs ${frame.query.capacity} at a time, the rest queue.`;
    write(byId('query'), frame.query.failing ? `The database refuses every query now.` : query);
    const most = Math.max(...lanes.map(lane => lane.peak(frame)), frame.query.capacity);
    for (const lane of lanes) lane.show(frame, most);
    controls.show(frame);
    title(frame.t);
  },
  /** While an experiment runs, it tells several sentences, one after the other. */
  story(next) {
    const begins = next.state === 'running' && story?.state !== 'running';
    if (begins) {
      notice('');
      began = latest?.t ?? null;
    }
    story = next;
    controls.running(next.title);
    write(byId('sentence'), next.sentence);
    byId('sentence').dataset.long = String(next.sentence.length > 78);
    for (const lane of lanes) lane.tell(next, begins, latest);
    title(latest?.t);
  },
  lost() {
    document.documentElement.dataset.link = 'lost';
    byId('lost').hidden = false;
    write(byId('lost'), 'The lab has stopped. Start it again; this page comes back by itself.');
    controls.lost();
  },
  back() {
    document.documentElement.dataset.link = 'live';
    byId('lost').hidden = true;
    for (const lane of lanes) lane.forget();
  }
});

/** The story's name, and for how long it has been going on by the lab's own clock. */
function title(t) {
  if (!story) return;
  const running = story.state === 'running';
  const since = running && began !== null && t !== undefined ? `, ${((t - began) / 1000).toFixed(1)} s` : '';
  write(byId('story-title'), story.title + (running ? ` · running${since}` : ' · result'));
  document.querySelector('.story').dataset.state = story.state;
}

explain(byId('help'));
const still = matchMedia('(prefers-reduced-motion: reduce)');
(function paint(now) {
  for (const lane of lanes) lane.paint(now, still.matches);
  requestAnimationFrame(paint);
})(performance.now());
