/** A run in which every kind of block stands in another one: what its page, its list and a run under it look like. */
import type { Page } from '@playwright/test';
import { Other } from './support/api';
import { publish } from './support/equipment';
import { expect, signInAs, test } from './support/fixtures';
import { FAIR, STAND } from './support/kinds';
import { looksRight } from './support/looks';

test('every kind of block is drawn and told, and a run under a run is opened in its place', async ({ page, server }) => {
  // Many pages are looked at in four ways each.
  test.slow();
  await publish(server.base, 'stand-building', STAND);
  await publish(server.base, 'trade-fair', FAIR);
  const ana = await Other.as(server.base, '@ana.diaz');
  const { key } = await ana.post<{ key: string }>('/workflows/trade-fair/runs', {
    start: 'plan-a-trade-fair', values: { fair: 'Machines and tools', halls: [{ hall: 'Hall 1, at the western entrance' }, { hall: 'Hall 2' }, { hall: 'Hall 3' }, { hall: 'Hall 4' }], budget: 120_000 },
  });
  await signInAs(page, 'Ana Díaz');
  await page.goto('/workflows/trade-fair');
  await expect(page.getByRole('group', { name: 'Diagram of Trade fair' })).toBeVisible();
  await looksRight(page, 'kinds-workflow');
  await movesByKeys(page);
  await page.goto(`/runs/${key}`);
  const under = page.getByRole('region', { name: 'Runs under this run' });
  await expect(under).toContainText('Have the stand built');
  await expect(page.getByRole('region', { name: 'Who has it' })).toContainText('Draw the hall');
  const waits = page.getByRole('region', { name: 'Who has it' });
  await expect(waits).toContainText(/Draw the hall.* · 4 times/);
  await waits.getByText('Show all 4').click();
  await expect(waits.getByRole('listitem').filter({ hasText: /^Hall 1, at the western entrance/ })).toBeVisible();
  await expect(waits.getByRole('listitem').filter({ hasText: /^Hall 2/ })).toBeVisible();
  await expect(waits).toContainText(/Waits for the end of Stand at .+ \(STB-\d+\)/);
  await looksRight(page, 'kinds-run');
  await under.getByRole('button', { name: /^Open .* here$/ }).first().click();
  await expect(under).toContainText('Order the material');
  await looksRight(page, 'kinds-inside');
  await page.getByRole('button', { name: /^Add/ }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await looksRight(page, 'kinds-add');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /^Add/ })).toBeFocused();
  await ana.leave();
});

/** What is wider than its window says so, is small enough to be seen nearly whole, and is moved by the arrow keys. */
async function movesByKeys(page: Page): Promise<void> {
  const diagram = page.getByRole('group', { name: 'Diagram of Trade fair' });
  await expect(diagram.getByText(/There is more to see/)).toBeVisible();
  const left = async () => (await diagram.locator('.react-flow__node').first().boundingBox())?.x ?? 0;
  await diagram.focus();
  const before = await left();
  await page.keyboard.press('ArrowRight');
  await expect.poll(left).toBeLessThan(before);
}
