/** Whether a pointer is held down. */
let pressed = false;

window.addEventListener('pointerdown', () => { pressed = true; }, true);
for (const end of ['pointerup', 'pointercancel']) window.addEventListener(end, () => { pressed = false; }, true);

/** Does it at once, or, while a pointer is held down, when it is let go: what moves a button under it loses the click. */
export function afterPress(then: () => void): void {
  if (!pressed) {
    then();
    return;
  }
  const done = new AbortController();
  const later = () => { done.abort(); setTimeout(then); };
  for (const end of ['pointerup', 'pointercancel']) window.addEventListener(end, later, { signal: done.signal });
}
