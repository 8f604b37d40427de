import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures';
import { enter, places, type Place } from './support/places';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

for (const scheme of ['light', 'dark'] as const) {
  test(`every page is accessible and fits its width (${scheme})`, async ({ page, context }) => {
    test.setTimeout(300_000);
    await page.emulateMedia({ colorScheme: scheme });
    const said: string[] = [];
    page.on('console', (message) => message.type() === 'error' && !/401|404/.test(message.text()) && said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    for (const place of await places(context.request)) {
      await show(page, place);
      const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
      const found = violations.map(({ id, nodes }) => `${place.name}: ${id}: ${nodes.map((node) => node.html).join(' ')}`);
      expect.soft(found).toEqual([]);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect.soft(over, `${place.name} is wider than the window`).toBeLessThanOrEqual(0);
    }
    expect.soft(said).toEqual([]);
  });
}

test('layers are accessible too', async ({ page, context }) => {
  await enter(context.request, '@miriam.sato');
  await page.goto('/inbox');
  await expect(page.getByRole('heading', { name: 'Inbox', level: 1 })).toBeVisible();
  for (const key of ['Control+k', '?']) {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog')).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  await page.getByRole('button', { name: /^Profile of/ }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
});

async function show(page: Page, place: Place): Promise<void> {
  if (place.who) await enter(page.request, place.who);
  else await page.context().clearCookies();
  await page.goto(place.path);
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  await expect(page.getByText('Loading', { exact: true })).toHaveCount(0);
}
