/** A page or dialog looked at in both widths and both schemes: what axe finds, and whether it is wider than the window. */
import { expect, type Page } from '@playwright/test';
import { violations } from './accessible';

const WIDTHS = [1280, 375] as const;
const SCHEMES = ['light', 'dark'] as const;

/** Looks at it; pictures are kept in the folder that `BATON_SHOTS` names, where it names one. */
export async function looksRight(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 860 });
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
      expect.soft(await violations(page), `${name}, ${width}, ${colorScheme}`).toEqual([]);
      const shots = process.env['BATON_SHOTS'];
      if (shots) await page.screenshot({ path: `${shots}/${name}-${width}-${colorScheme}.png`, fullPage: true });
    }
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect.soft(over, `${name}, ${width}, is wider than the window`).toBeLessThanOrEqual(0);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  if (before) await page.setViewportSize(before);
}
