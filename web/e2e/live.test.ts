import { expect, signInAs, test } from './support/fixtures';
import { ask } from './support/journey';

test('a task appears in an open inbox, in every tab, without reloading', async ({ browser, page, server }) => {
  await signInAs(page, 'Miriam Sato');
  await expect(page.getByRole('banner').getByText('Live')).toBeVisible();
  const second = await page.context().newPage();
  await second.goto('/inbox');
  await expect(second.getByRole('banner').getByText('Live')).toBeVisible();

  const other = await browser.newContext({ baseURL: server.base });
  const requester = await other.newPage();
  await signInAs(requester, 'Jonas Lind');
  await ask(requester, { item: 'A very live lamp', vendor: 'Ikea', amount: '40', reason: 'It is dark.' });
  await other.close();

  await expect(page.getByRole('link', { name: /A very live lamp/ })).toBeVisible();
  await expect(second.getByRole('link', { name: /A very live lamp/ })).toBeVisible();
});

test('what the server refuses for good leads to the sign-in page and back', async ({ page }) => {
  await signInAs(page, 'Ana Díaz');
  await page.goto('/runs?state=finished');
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await page.context().clearCookies();
  await page.reload();
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByRole('button', { name: 'Ana Díaz' }).click();
  await expect(page).toHaveURL(/\/runs\?state=finished/);
});
