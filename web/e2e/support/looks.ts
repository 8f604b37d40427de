/** A page or dialog looked at in both widths and both schemes: what axe finds, and whether it is wider than the window. */
import { expect, type Page } from '@playwright/test';
import { accessibleInBothSchemes } from './accessible';

const WIDTHS = [1280, 375] as const;

/** Looks at it; pictures are kept in the folder that `BATON_SHOTS` names, where it names one. */
export async function looksRight(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  const shots = process.env['BATON_SHOTS'];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 860 });
    await accessibleInBothSchemes(page, `${name}, ${width}`, async (scheme) => {
      if (shots) await page.screenshot({ path: `${shots}/${name}-${width}-${scheme}.png`, fullPage: true });
    });
    await fitsItsWidth(page, `${name}, ${width}`);
  }
  if (before) await page.setViewportSize(before);
}

/** Nothing has to be scrolled sideways, in no dialog either. */
export async function fitsItsWidth(page: Page, name: string): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect.soft(over, `${name}, is wider than the window`).toBeLessThanOrEqual(0);
  const dialogs = await page.evaluate(() => [...document.querySelectorAll('[role=dialog]')].map((one) => one.scrollWidth - one.clientWidth));
  expect.soft(Math.max(0, ...dialogs), `${name}, scrolls sideways in a dialog`).toBeLessThanOrEqual(0);
}
