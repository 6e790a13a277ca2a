/** Milliseconds as a person reads them: "0.4 ms", "312 ms", "9.4 s". */
export function duration(ms) {
  if (ms === null || ms === undefined) return '–';
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  return `${(ms / 1000).toFixed(1)} s`;
}

/** A time that was set, such as a time to live: "300 ms", "4 s", "1.5 s". */
export function setting(ms) {
  return ms < 1000 ? `${ms} ms` : `${+(ms / 1000).toFixed(1)} s`;
}

export function count(n) {
  return n === null || n === undefined ? '–' : n.toLocaleString('en');
}

/** Writes only what has changed, so that a screen reader and the layout have nothing to do. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
