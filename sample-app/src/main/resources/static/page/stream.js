const SILENCE = 2500;

/**
 * Listens to the lab for as long as the page is open. `lost` is called when frames stop, with the time of the last frame; `back` when
 * they come again. The browser reconnects on its own unless the server has refused, then this does.
 */
export function listen({ frame, story, lost, back }) {
  let live = false;
  let last = 0;
  let source;

  function open() {
    source = new EventSource('/lab/stream');
    source.addEventListener('frame', event => {
      last = performance.now();
      if (!live) {
        live = true;
        back();
      }
      frame(JSON.parse(event.data));
    });
    source.addEventListener('story', event => story(JSON.parse(event.data)));
    source.addEventListener('error', () => {
      silent();
      if (source.readyState === EventSource.CLOSED) setTimeout(open, 1000);
    });
  }

  function silent() {
    live = false;
    lost();
  }

  open();
  last = performance.now();
  setInterval(() => {
    if (live && performance.now() - last > SILENCE) silent();
  }, 500);
}

/** Sends one request of a button; answers null, or the sentence by which the lab refused. */
export async function ask(path, body) {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body)
    });
    if (answer.ok) return null;
    const problem = await answer.json().catch(() => ({}));
    return problem.detail ?? `The lab answered ${answer.status} to ${path}.`;
  } catch {
    return 'The lab does not answer.';
  }
}
