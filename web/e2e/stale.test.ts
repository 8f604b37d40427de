import { Other } from './support/api';
import { expect, signInAs, test } from './support/fixtures';
import { RACE } from './support/race';

test('nobody approves what has changed since they saw it, and nothing typed is lost', async ({ page, server }) => {
  const designer = await Other.as(server.base, '@nora.lindqvist');
  const { rev } = await designer.putNew<{ rev: number }>('/workflows/two-branches/draft', { source: RACE });
  await designer.post('/workflows/two-branches/publish', { rev, note: 'First' });
  await designer.leave();
  const asker = await Other.as(server.base, '@jonas.lind');
  const { key } = await asker.post<{ key: string }>('/workflows/two-branches/runs', { values: { price: 900 } });

  // What happens meanwhile does not reach this page by itself.
  await page.route('**/api/v1/events', (route) => route.abort());
  await signInAs(page, 'Miriam Sato');
  await page.goto(`/tasks/${key}.1`);
  await page.getByLabel('Comment').fill('That is a fair price.');
  await expect(page.getByText('900').first()).toBeVisible();
  const opened = page.getByRole('listitem').filter({ hasText: 'Take this price' });
  await expect(opened.first()).toBeVisible();
  await asker.post(`/tasks/${key}.2/complete`, { values: { price: 4200 } });
  await asker.leave();

  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(page.getByText('This has changed since you saw it')).toBeVisible();
  const asked = page.getByRole('region', { name: 'What is asked' });
  await expect(asked.getByRole('deletion')).toHaveText('900');
  await expect(asked.getByRole('insertion')).toHaveText(/4,?200/);
  await expect(page.getByRole('alert')).toContainText('Price');
  await expect(page.getByLabel('Comment')).toHaveValue('That is a fair price.');

  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(page.getByText(new RegExp(`^${key}: `))).toBeVisible();
});
