/** Shows what a part is when it is pointed at or focused. One help is open at a time; Escape closes it. */
export function explain(help) {
  let shown = null;

  function show(target) {
    if (!target || target === shown) return;
    hide();
    shown = target;
    help.textContent = target.dataset.help + (target.dataset.key ? ` (Key ${target.dataset.key})` : '');
    help.hidden = false;
    target.setAttribute('aria-describedby', help.id);
    place(target.getBoundingClientRect());
  }

  function place(at) {
    const own = help.getBoundingClientRect();
    const left = Math.max(8, Math.min(at.left, innerWidth - own.width - 8));
    const above = at.top - own.height - 8;
    help.style.left = `${left}px`;
    help.style.top = `${above > 8 ? above : Math.min(at.bottom + 8, innerHeight - own.height - 8)}px`;
  }

  function hide() {
    if (!shown) return;
    shown.removeAttribute('aria-describedby');
    shown = null;
    help.hidden = true;
  }

  const part = event => event.target.closest?.('[data-help]');
  document.addEventListener('pointerover', event => (part(event) ? show(part(event)) : hide()));
  document.addEventListener('focusin', event => {
    if (part(event) && event.target.matches(':focus-visible')) show(part(event));
  });
  document.addEventListener('focusout', hide);
  document.addEventListener('keydown', event => event.key === 'Escape' && hide());
  addEventListener('scroll', hide, { passive: true });
}
