import { sharp } from './sharp.js';

const WINDOW = 20000;
const STEP = 5000;

/** A strip chart of the last 20 s: queries at the database above, the age of the value below. Each frame is one point. */
export class Recorder {
  constructor(canvas) {
    this.canvas = canvas;
    this.points = [];
    this.begins = [];
  }

  /** Marks the begin of an experiment. */
  begin(t, title) {
    this.begins = [...this.begins.slice(-4), { t, title }];
  }

  peak() {
    return this.points.reduce((most, point) => Math.max(most, point.running + point.queued), 0);
  }

  frame(frame, lane, refreshed, most, stale) {
    const last = this.points.at(-1);
    if (last && frame.t < last.t) this.points = this.begins = [];

    const { running, queued } = lane.database;
    const there = lane.value.stored && lane.value.age !== null && frame.redis.state === 'up';
    this.points.push({ t: frame.t, running, queued, refreshed, age: there ? lane.value.age : null });
    while (this.points[0].t < frame.t - WINDOW - STEP) this.points.shift();
    Object.assign(this, { most, frameT: frame.t, at: performance.now(), capacity: frame.query.capacity, ttl: frame.ttl, end: frame.ttl + frame.stale, stale });
  }

  paint(now, still) {
    const pen = sharp(this.canvas);
    if (!this.points.length) return;
    const style = getComputedStyle(this.canvas);
    const colour = name => style.getPropertyValue(name);
    const width = this.canvas.clientWidth;
    const height = this.canvas.clientHeight;
    const t = this.frameT + (still ? 0 : Math.min(150, now - this.at));
    const left = 34;
    const x = time => left + (width - left) * (1 - (t - time) / WINDOW);
    const upper = { top: 17, bottom: Math.round(height * 0.55) };
    const lower = { top: upper.bottom + 18, bottom: height - 1 };
    pen.font = '11px "IBM Plex Sans", sans-serif';
    this.grid(pen, x, t, height, left, colour);
    pen.save();
    pen.beginPath();
    pen.rect(left, 0, width - left, height);
    pen.clip();
    this.queries(pen, x, upper, colour);
    this.ages(pen, x, lower, colour);
    this.marks(pen, x, height, colour);
    pen.restore();
    this.labels(pen, upper, lower, left, width, colour);
  }

  grid(pen, x, t, height, left, colour) {
    pen.strokeStyle = colour('--line');
    pen.lineWidth = 1;
    for (let time = Math.ceil((t - WINDOW) / STEP) * STEP; time <= t; time += STEP) {
      const at = Math.round(x(time)) + 0.5;
      if (at < left) continue;
      pen.beginPath();
      pen.moveTo(at, 17);
      pen.lineTo(at, height);
      pen.stroke();
    }
  }

  queries(pen, x, { top, bottom }, colour) {
    const y = queries => bottom - (bottom - top) * queries / this.most;
    const area = (low, high) => {
      pen.beginPath();
      for (const point of this.points) pen.lineTo(x(point.t), y(high(point)));
      for (const point of [...this.points].reverse()) pen.lineTo(x(point.t), y(low(point)));
      pen.closePath();
    };
    pen.fillStyle = colour('--accent');
    area(() => 0, point => point.running);
    pen.fill();
    pen.globalAlpha = 0.45;
    area(point => point.running, point => point.running + point.queued);
    pen.fill();
    pen.globalAlpha = 1;
    this.outline(pen, x, y, colour('--accent'));
    pen.strokeStyle = colour('--muted');
    pen.setLineDash([2, 3]);
    pen.beginPath();
    pen.moveTo(0, y(this.capacity));
    pen.lineTo(this.canvas.clientWidth, y(this.capacity));
    pen.stroke();
    pen.setLineDash([]);
    pen.beginPath();
    pen.moveTo(0, bottom + 0.5);
    pen.lineTo(this.canvas.clientWidth, bottom + 0.5);
    pen.strokeStyle = colour('--line');
    pen.stroke();
  }

  /** A line on top of the area, so that one query is seen beside a hundred. */
  outline(pen, x, y, colour) {
    pen.strokeStyle = colour;
    pen.lineWidth = 1.5;
    pen.lineJoin = 'round';
    pen.beginPath();
    this.points.forEach((point, i) => {
      const before = this.points[i - 1];
      const number = point.running + point.queued;
      if (!before || (!number && !(before.running + before.queued))) pen.moveTo(x(point.t), y(0));
      else pen.lineTo(x(point.t), y(number) - 0.75);
    });
    pen.stroke();
    pen.lineWidth = 1;
  }

  ages(pen, x, { top, bottom }, colour) {
    const y = age => bottom - (bottom - top) * Math.min(1, age / this.end);
    pen.strokeStyle = colour('--muted');
    pen.setLineDash([2, 3]);
    pen.beginPath();
    pen.moveTo(0, Math.round(y(this.ttl)) + 0.5);
    pen.lineTo(this.canvas.clientWidth, Math.round(y(this.ttl)) + 0.5);
    pen.stroke();
    pen.setLineDash([]);
    pen.strokeStyle = colour('--ink');
    pen.lineWidth = 1.5;
    pen.beginPath();
    let down = false;
    for (const { t, age, refreshed } of this.points) {
      if (age === null) {
        down = false;
        continue;
      }
      if (down && !refreshed) pen.lineTo(x(t), y(age));
      else pen.moveTo(x(t), y(age));
      down = true;
    }
    pen.stroke();
    pen.fillStyle = colour('--ink');
    for (const { t, refreshed } of this.points) {
      if (!refreshed) continue;
      pen.beginPath();
      pen.moveTo(x(t), bottom - 6);
      pen.lineTo(x(t) - 4, bottom);
      pen.lineTo(x(t) + 4, bottom);
      pen.fill();
    }
  }

  marks(pen, x, height, colour) {
    pen.strokeStyle = pen.fillStyle = colour('--ink');
    pen.lineWidth = 1;
    let free = Infinity;
    for (const { t, title } of [...this.begins].reverse()) {
      const at = Math.round(x(t)) + 0.5;
      pen.beginPath();
      pen.moveTo(at, 17);
      pen.lineTo(at, height);
      pen.stroke();
      const room = pen.measureText(title).width + 8;
      const left = this.canvas.clientWidth - at > room;
      pen.textAlign = left ? 'left' : 'right';
      if (at + (left ? room : 0) < free) this.halo(pen, title, at + (left ? 4 : -4), 27, colour);
      free = at - (left ? 0 : room);
    }
  }

  /** Text that is read on top of the area, too. */
  halo(pen, text, x, y, colour) {
    pen.strokeStyle = colour('--panel');
    pen.lineWidth = 4;
    pen.strokeText(text, x, y);
    pen.fillText(text, x, y);
    pen.strokeStyle = colour('--ink');
    pen.lineWidth = 1;
  }

  labels(pen, upper, lower, left, width, colour) {
    pen.fillStyle = colour('--muted');
    pen.textBaseline = 'alphabetic';
    pen.textAlign = 'left';
    pen.fillText('Queries at the database', 0, 9);
    pen.fillText('Age of the value', 0, lower.top - 4);
    pen.textAlign = 'right';
    pen.fillText('last 20 s, a line every 5 s', width, 9);
    pen.fillText(String(this.most), left - 6, upper.top + 7);
    pen.fillText('0', left - 6, upper.bottom + 4);
    const at = upper.bottom + 4 - (upper.bottom - upper.top) * this.capacity / this.most;
    if (at > upper.top + 19 && at < upper.bottom - 8) pen.fillText(String(this.capacity), left - 6, at);
    pen.fillText(`${this.ttl / 1000} s`, left - 6, lower.bottom - (lower.bottom - lower.top) * this.ttl / this.end + 4);
  }
}
