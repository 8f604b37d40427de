/** Walking with the keyboard alone, and whether one sees where one is. */
import { expect, type Locator, type Page } from '@playwright/test';

const STOPS_MAX = 80;
/** A line round it of two pixels at least that stands out from what is behind it three to one: WCAG 2.2, 1.4.11 and 2.4.13. */
const LINE_PX = 2;

/** Goes with the Tab key until it has the focus. Each stop on the way has to be seen. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target).toBeVisible();
  const stops: string[] = [];
  for (let stop = 0; stop < STOPS_MAX; stop += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
    stops.push(await focusIsSeen(page));
  }
  throw new Error(`The Tab key does not lead to ${String(target)}, but to:\n${stops.join('\n')}`);
}

/** Fails where nobody sees what has the focus: no line round it, or something above it. Gives its words. */
export async function focusIsSeen(page: Page): Promise<string> {
  // What slides in or out is not yet where it will be.
  await page.waitForFunction(() => document.getAnimations().every((one) => one.playState !== 'running' || one.effect?.getComputedTiming().endTime === Infinity));
  const { words, line, covered } = await page.evaluate(seen);
  expect.soft(line, `the line round ${words}`).toBeGreaterThanOrEqual(LINE_PX);
  expect.soft(covered, `what covers ${words}`).toBeNull();
  return words;
}

/** In the page: the widest line round what has the focus, drawn by itself or by what stands for it, and what lies above its middle. */
function seen(): { words: string; line: number; covered: string | null } {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || focused === document.body) return { words: 'nothing', line: Infinity, covered: null };
  const words = `${focused.tagName.toLowerCase()} "${(focused.getAttribute('aria-label') ?? focused.textContent ?? '').trim().slice(0, 60)}" ${focused.className}`;
  const rect = focused.getBoundingClientRect();
  // What is focused by the page itself to say where somebody is, such as a new page's main part, is not one of the stops.
  if (focused.tabIndex < 0) return { words, line: Infinity, covered: null };
  const widthOf = (style: CSSStyleDeclaration) => (style.outlineStyle === 'none' ? 0 : Number.parseFloat(style.outlineWidth));
  const around = [focused, focused.closest('[data-focus]'), focused.closest('label'), focused.nextElementSibling].filter((one): one is Element => one instanceof Element);
  const lines = around.flatMap((one) => [widthOf(getComputedStyle(one)), widthOf(getComputedStyle(one, '::after'))]);
  const [x, y] = [rect.left + rect.width / 2, rect.top + rect.height / 2];
  const above = document.elementFromPoint(x, y);
  const own = above === null || above.contains(focused) || focused.contains(above) || (above.closest('label')?.contains(focused) ?? false) || rect.width * rect.height < 4;
  const outside = x < 0 || y < 0 || x > innerWidth || y > innerHeight;
  return { words, line: Math.max(0, ...lines), covered: outside ? 'the edge of the window' : own ? null : above.outerHTML.slice(0, 120) };
}

/** The focus stays in the layer, however often one goes on. */
export async function staysIn(page: Page, layer: Locator, presses: number): Promise<void> {
  for (const key of ['Tab', 'Shift+Tab'] as const) {
    for (let press = 0; press < presses; press += 1) {
      await page.keyboard.press(key);
      expect(await layer.evaluate((element) => element.contains(document.activeElement)), `${key} leaves the layer`).toBe(true);
      await focusIsSeen(page);
    }
  }
}
