/** Two people fill in one list side by side: nothing of what either of them did is lost, and what both changed is told. */
import type { Page } from '@playwright/test';
import { accessibleInBothSchemes } from './support/accessible';
import { Other } from './support/api';
import { publish } from './support/equipment';
import { expect, signInAs, test } from './support/fixtures';
import { PARTS } from './support/parts';

/** The same under another name: each test has its own. */
const named = (id: string, key: string) => PARTS.replace('workflow: bike-parts', `workflow: ${id}`).replace('key: BIP', `key: ${key}`);

const rowOf = (page: Page) => (nth: number) => page.getByRole('listitem', { name: `Row ${nth}`, exact: true });
const partsOf = async (asker: Other, key: string) => {
  const run = await asker.get<{ values: { id: string; value: unknown }[] }>(`/runs/${key}`);
  return run.values.find((field) => field.id === 'parts')?.value;
};

test('two people fill in one list: it is put together, and what both changed is told by row before it stands', async ({ page, server }) => {
  await publish(server.base, 'bike-parts', PARTS);
  const asker = await Other.as(server.base, '@jonas.lind');
  const { key } = await asker.post<{ key: string }>('/workflows/bike-parts/runs', {
    values: { parts: [{ part: 'Wheel', price: 1 }, { part: 'Frame', price: 2 }, { part: 'Saddle', price: 3 }] },
  });

  // What happens meanwhile does not reach this page by itself.
  await page.route('**/api/v1/events', (route) => route.abort());
  await signInAs(page, 'Miriam Sato');
  await page.goto(`/tasks/${key}.1`);
  const row = rowOf(page);
  await row(2).getByLabel('Price').fill('20');
  await page.getByRole('button', { name: 'Remove row 1' }).click();
  await expect(row(1).getByLabel('Part')).toHaveValue('Frame');
  await page.getByRole('button', { name: 'Add a row' }).click();
  await row(3).getByLabel('Part').fill('Bell');
  await asker.post(`/tasks/${key}.2/complete`, {
    values: { parts: [{ $row: 1, part: 'Wheel', price: 1 }, { $row: 2, part: 'Big frame', price: 22 }, { $row: 3, part: 'Saddle', price: 33 }, { $row: null, part: 'Lamp' }] },
  });

  await page.getByRole('button', { name: 'Send the prices' }).click();
  await expect(page.getByRole('alert')).toContainText('In row 1 somebody else changed Price since you saw it; it is now 22');
  await expect(row(1).getByLabel('Price')).toHaveValue('20');
  await accessibleInBothSchemes(page, 'rows that both changed');
  await page.getByRole('button', { name: 'Send the prices' }).click();
  await expect(page.getByText(new RegExp(`^${key}: `))).toBeVisible();
  expect(await partsOf(asker, key)).toEqual([
    { part: 'Big frame', price: 20 }, { part: 'Saddle', price: 33 }, { part: 'Lamp' }, { part: 'Bell' },
  ]);
  await asker.leave();
});

test('a list stays as it was shown while others change it, also for who loads the page anew', async ({ page, server }) => {
  await publish(server.base, 'bike-drafts', named('bike-drafts', 'BID'));
  const asker = await Other.as(server.base, '@jonas.lind');
  const { key } = await asker.post<{ key: string }>('/workflows/bike-drafts/runs', {
    values: { parts: [{ part: 'Wheel', price: 1 }, { part: 'Frame', price: 2 }] },
  });
  await page.route('**/api/v1/events', (route) => route.abort());
  await signInAs(page, 'Miriam Sato');
  await page.goto(`/tasks/${key}.1`);
  const row = rowOf(page);
  await expect(row(2).getByLabel('Part')).toHaveValue('Frame');
  await asker.post(`/tasks/${key}.2/complete`, {
    values: { parts: [{ $row: 1, part: 'Wheel', price: 10 }, { $row: 2, part: 'Frame', price: 2 }, { $row: null, part: 'Lamp', price: 4 }] },
  });

  // The answer to the save knows of the third row; it is not shown as one that this form began with.
  await row(2).getByLabel('Price').fill('20');
  await row(2).getByLabel('Price').blur();
  await expect(page.getByText(/^Saved /)).toBeVisible();
  await expect(row(3)).toHaveCount(0);
  await page.reload();
  await expect(row(2).getByLabel('Price')).toHaveValue('20');
  await expect(row(3)).toHaveCount(0);
  await page.getByRole('button', { name: 'Send the prices' }).click();
  await expect(page.getByText(new RegExp(`^${key}: `))).toBeVisible();
  expect(await partsOf(asker, key)).toEqual([
    { part: 'Wheel', price: 10 }, { part: 'Frame', price: 20 }, { part: 'Lamp', price: 4 },
  ]);
  await asker.leave();
});

test('a draft that is gone on with takes back nothing that others did meanwhile', async ({ page, server }) => {
  await publish(server.base, 'bike-returns', named('bike-returns', 'BIR'));
  const asker = await Other.as(server.base, '@jonas.lind');
  const { key } = await asker.post<{ key: string }>('/workflows/bike-returns/runs', {
    values: { parts: [{ part: 'Wheel', price: 1 }, { part: 'Frame', price: 2 }, { part: 'Saddle', price: 3 }] },
  });
  await signInAs(page, 'Miriam Sato');
  await page.goto(`/tasks/${key}.1`);
  const row = rowOf(page);
  await row(2).getByLabel('Price').fill('20');
  await row(2).getByLabel('Price').blur();
  await expect(page.getByText(/^Saved /)).toBeVisible();
  await page.goto('/start');
  await asker.post(`/tasks/${key}.2/complete`, {
    values: { parts: [{ $row: 1, part: 'Wheel', price: 10 }, { $row: 2, part: 'Frame', price: 2 }, { $row: null, part: 'Lamp', price: 4 }] },
  });

  await page.goto(`/tasks/${key}.1`);
  await expect(row(2).getByLabel('Price')).toHaveValue('20');
  await page.getByRole('button', { name: 'Send the prices' }).click();
  await expect(page.getByText(new RegExp(`^${key}: `))).toBeVisible();
  expect(await partsOf(asker, key)).toEqual([{ part: 'Wheel', price: 10 }, { part: 'Frame', price: 20 }, { part: 'Lamp', price: 4 }]);
  await asker.leave();
});

test('two who have the form open at once both send it, and each row has what either of them did', async ({ page, browser, server }) => {
  await publish(server.base, 'bike-pairs', named('bike-pairs', 'BIQ'));
  const asker = await Other.as(server.base, '@jonas.lind');
  const { key } = await asker.post<{ key: string }>('/workflows/bike-pairs/runs', {
    values: { parts: [{ part: 'Wheel', price: 1 }, { part: 'Frame', price: 2 }, { part: 'Saddle', price: 3 }] },
  });
  const context = await browser.newContext({ baseURL: server.base });
  const other = await context.newPage();
  await signInAs(page, 'Miriam Sato');
  await page.goto(`/tasks/${key}.1`);
  await signInAs(other, 'Jonas Lind');
  await other.goto(`/tasks/${key}.2`);
  const [mine, theirs] = [rowOf(page), rowOf(other)];
  await expect(mine(3).getByLabel('Part')).toHaveValue('Saddle');

  await theirs(1).getByLabel('Part').fill('Front wheel');
  await other.getByRole('button', { name: 'Remove row 3' }).click();
  await other.getByRole('button', { name: 'Add a row' }).click();
  await theirs(3).getByLabel('Part').fill('Lamp');
  await mine(2).getByLabel('Price').fill('20');
  await page.getByRole('button', { name: 'Add a row' }).click();
  await mine(4).getByLabel('Part').fill('Bell');
  await other.getByRole('button', { name: 'Send the names' }).click();
  await expect(other.getByText(new RegExp(`^${key}: `))).toBeVisible();

  // News of it comes by itself; what stands in the list here stays under these hands.
  await expect(mine(3).getByLabel('Part')).toHaveValue('Saddle');
  await page.getByRole('button', { name: 'Send the prices' }).click();
  await expect(page.getByText(new RegExp(`^${key}: `))).toBeVisible();
  expect(await partsOf(asker, key)).toEqual([{ part: 'Front wheel', price: 1 }, { part: 'Frame', price: 20 }, { part: 'Lamp' }, { part: 'Bell' }]);
  await context.close();
  await asker.leave();
});
