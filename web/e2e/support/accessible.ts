/** What axe finds on the page that stands there: every rule of WCAG 2.2 AA, no element left out. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

export async function violations(page: Page): Promise<string[]> {
  // What a bar that stays in place half covers is no target of its own.
  await page.evaluate(() => window.scrollTo(0, 0));
  // No page of the app holds a frame, so no second page is needed to gather what its frames say; opening one takes longer than looking.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).withTags(TAGS).setLegacyMode();
  const found = (await axe.analyze()).violations;
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}
