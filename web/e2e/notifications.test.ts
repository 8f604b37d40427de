import { Other } from './support/api';
import { expect, signInAs, test } from './support/fixtures';

test('a notification says which task of which run, and leads there', async ({ page, server }) => {
  const jonas = await Other.as(server.base, '@jonas.lind');
  const values = { item: 'A bell', vendor: 'Anybody', amount: '20', department: 'Engineering', reason: 'To be heard.' };
  const { key } = await jonas.post<{ key: string }>('/workflows/purchase-approval/runs', { values });
  await jonas.leave();
  await signInAs(page, 'Miriam Sato');
  await page.goto('/notifications');
  const list = page.getByRole('main').getByRole('list');
  await expect(list.getByRole('link').first()).toHaveText('“Manager reviews the business case” is yours: A bell, 20.00 EUR from Anybody');
  await expect(list).not.toContainText('{');
  await list.getByRole('link').first().click();
  await expect(page).toHaveURL(new RegExp(`/tasks/${key}\\.1$`));
});
