import { sharp } from './sharp.js';

const NARROW = 480;
const FRAME = 100;
const FLIGHT = 450;
const MOST = 600;

/**
 * Draws one mark for each caller and each query that a frame has counted: in flight to an instance, waiting in it, at the database.
 * Between two frames only positions of the same marks are interpolated.
 */
export class Scene {
  constructor(root) {
    this.root = root;
    this.canvas = root.querySelector('canvas');
    this.flying = [];
    this.state = null;
  }

  forget() {
    this.flying = [];
    this.state = null;
  }

  frame(frame, lane, previous, rows) {
    this.state = { frame, lane, rows };
    if (!previous) return;
    const now = performance.now();
    for (const { n, sent, callers } of lane.waiting) {
      const before = previous.waiting.find(other => other.n === n) ?? { sent: 0, callers: 0 };
      this.launch(now, n, sent - before.sent, 'in');
      this.launch(now, n, (sent - callers) - (before.sent - before.callers), 'out');
    }
    this.fail(lane.failed - previous.failed, now);
  }

  launch(now, n, number, way) {
    for (let i = 0; i < number && this.flying.length < MOST; i++) {
      this.flying.push({ n, way, born: now + (i + Math.random()) * FRAME / number, height: Math.random() });
    }
  }

  /** Failures are counted for the lane, so the latest answers of this frame carry their crosses. */
  fail(number, born) {
    const answers = this.flying.filter(mark => mark.way === 'out' && mark.born >= born);
    for (const answer of answers.slice(0, Math.max(0, number))) answer.way = 'failed';
  }

  paint(now, still) {
    const pen = sharp(this.canvas);
    if (!this.state) return;
    const style = getComputedStyle(this.root);
    this.ink = style.getPropertyValue('--ink');
    this.accent = style.getPropertyValue('--accent');
    this.line = style.getPropertyValue('--line');
    this.origin = this.root.getBoundingClientRect();
    this.cell = this.origin.width < NARROW ? 7.5 : 10;
    this.size = this.cell * 0.75;
    this.links(pen);
    this.flights(pen, now, still);
    for (const { n, callers } of this.state.lane.waiting) {
      const row = this.state.rows.get(n);
      if (row) this.cells(pen, this.box(row.querySelector('.stack')), callers, this.dot.bind(this), this.ink);
    }
    this.places(pen);
    const queue = this.box(this.root.querySelector('.queue'));
    this.cells(pen, queue, this.state.lane.database.queued, this.square.bind(this), this.accent);
  }

  box(element) {
    const at = element.getBoundingClientRect();
    return { x: at.left - this.origin.left, y: at.top - this.origin.top, width: at.width, height: at.height };
  }

  /** A line from each instance to the database for its queries, as thick as they are many. */
  links(pen) {
    const database = this.box(this.root.querySelector('.database'));
    const cache = this.box(this.root.querySelector('.cache'));
    for (const { n, queries } of this.state.lane.waiting) {
      const row = this.state.rows.get(n);
      if (!row) continue;
      const from = this.box(row);
      const x = from.x + from.width;
      const y = from.y + from.height / 2;
      this.link(pen, x, y, cache.x, cache.y + cache.height / 2, 1, this.line);
      this.link(pen, x, y, database.x, database.y + Math.min(40, database.height / 2), 1, this.line);
      if (queries) this.link(pen, x, y, database.x, database.y + Math.min(40, database.height / 2), Math.min((database.x - x) / 2.2, 2 + (queries - 1) * 0.35), this.accent);
    }
  }

  link(pen, x1, y1, x2, y2, width, colour) {
    const middle = (x1 + x2) / 2;
    pen.beginPath();
    pen.moveTo(x1, y1);
    pen.bezierCurveTo(middle, y1, middle, y2, x2, y2);
    pen.lineWidth = width;
    pen.strokeStyle = colour;
    pen.stroke();
  }

  flights(pen, now, still) {
    this.flying = this.flying.filter(mark => now < mark.born + FLIGHT);
    if (still) return;
    const stream = this.box(this.root.querySelector('.stream'));
    for (const mark of this.flying) {
      const way = (now - mark.born) / FLIGHT;
      const row = this.state.rows.get(mark.n);
      if (way < 0 || !row) continue;
      const to = this.box(row);
      const half = to.height / 2 - 4;
      const y = to.y + 4 + (mark.way === 'in' ? 0 : half) + mark.height * half;
      const x = stream.x + (mark.way === 'in' ? way : 1 - way) * stream.width;
      if (mark.way === 'in') this.dot(pen, x, y, this.ink);
      else if (mark.way === 'out') this.ring(pen, x, y, this.ink);
      else this.cross(pen, x, y, this.ink);
    }
  }

  /** Stacks marks column by column, the oldest at the side of the database; says how many have no room. */
  cells(pen, box, number, mark, colour) {
    const rows = Math.max(1, Math.floor(box.height / this.cell));
    const columns = Math.max(1, Math.floor(box.width / this.cell));
    const room = rows * columns;
    const drawn = number > room ? room - 5 * rows : number;
    for (let i = 0; i < drawn; i++) {
      mark(pen, box.x + Math.floor(i / rows) * this.cell + this.cell / 2, box.y + (i % rows) * this.cell + this.cell / 2, colour);
    }
    if (number <= room) return;
    pen.fillStyle = colour;
    pen.font = '600 12px "IBM Plex Sans", sans-serif';
    pen.textAlign = 'right';
    pen.textBaseline = 'middle';
    pen.fillText(`+${number - drawn}`, box.x + box.width, box.y + box.height / 2);
  }

  places(pen) {
    const { running } = this.state.lane.database;
    const { capacity } = this.state.frame.query;
    const box = this.box(this.root.querySelector('.places'));
    const step = Math.min(box.width / capacity, 28);
    const side = Math.min(box.height, step - 4);
    for (let i = 0; i < capacity; i++) {
      const x = box.x + i * step;
      pen.strokeStyle = i < running ? this.accent : this.line;
      pen.lineWidth = 1.5;
      pen.strokeRect(x + 0.75, box.y + 0.75, side - 1.5, side - 1.5);
      if (i >= running) continue;
      pen.fillStyle = this.accent;
      pen.fillRect(x, box.y, side, side);
    }
  }

  dot(pen, x, y, colour) {
    pen.fillStyle = colour;
    pen.beginPath();
    pen.arc(x, y, this.size / 2, 0, 7);
    pen.fill();
  }

  ring(pen, x, y, colour) {
    pen.strokeStyle = colour;
    pen.lineWidth = 1.25;
    pen.beginPath();
    pen.arc(x, y, this.size / 2 - 0.6, 0, 7);
    pen.stroke();
  }

  cross(pen, x, y, colour) {
    pen.strokeStyle = colour;
    pen.lineWidth = 1.75;
    pen.beginPath();
    pen.moveTo(x - 3, y - 3);
    pen.lineTo(x + 3, y + 3);
    pen.moveTo(x + 3, y - 3);
    pen.lineTo(x - 3, y + 3);
    pen.stroke();
  }

  square(pen, x, y, colour) {
    pen.fillStyle = colour;
    pen.fillRect(x - this.size / 2, y - this.size / 2, this.size, this.size);
  }
}
