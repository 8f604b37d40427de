/** What axe finds on the page that stands there: every rule of WCAG 2.2 AA, no element left out. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';

declare const axe: { run: (options: RunOptions) => Promise<AxeResults> };

type Scheme = 'light' | 'dark';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const EVERY_RULE: RunOptions = { resultTypes: ['violations'], runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] } };
/** The rules that look at colours. A scheme changes nothing else: the elements, their names, roles and places are the same in both. */
const COLOURS: RunOptions = { resultTypes: ['violations'], runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };

export async function violations(page: Page, rules = EVERY_RULE): Promise<string[]> {
  // What a bar that stays in place half covers is no target of its own.
  await page.evaluate(() => window.scrollTo(0, 0));
  // What fades in or out has other colours on its way; what turns for as long as something loads never ends.
  await page.waitForFunction(() => document.getAnimations().every((one) => one.playState !== 'running' || one.effect?.getComputedTiming().endTime === Infinity));
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  const found = (await page.evaluate((options) => axe.run(options), rules)).violations;
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}

/** Looks at the page in both schemes; `seen` is called while it stands in each. It is left in the light one. */
export async function accessibleInBothSchemes(page: Page, name: string, seen?: (scheme: Scheme) => Promise<unknown>): Promise<void> {
  for (const [colorScheme, rules] of [['light', EVERY_RULE], ['dark', COLOURS]] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    expect.soft(await violations(page, rules), `${name}, ${colorScheme}`).toEqual([]);
    await seen?.(colorScheme);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}
