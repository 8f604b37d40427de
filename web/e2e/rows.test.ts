import { Other } from './support/api';
import { publish } from './support/equipment';
import { expect, signInAs, test } from './support/fixtures';
import { PARTS } from './support/parts';

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
  const row = (nth: number) => page.getByRole('listitem', { name: `Row ${nth}`, exact: true });
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
  await page.getByRole('button', { name: 'Send the prices' }).click();
  await expect(page.getByText(new RegExp(`^${key}: `))).toBeVisible();
  const run = await asker.get<{ fields: { id: string; value: unknown }[] }>(`/runs/${key}`);
  expect(run.fields.find((field) => field.id === 'parts')?.value).toEqual([
    { part: 'Big frame', price: 20 }, { part: 'Saddle', price: 33 }, { part: 'Bell' }, { part: 'Lamp' },
  ]);
  await asker.leave();
});
