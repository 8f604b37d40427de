import { Other } from './support/api';
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

test('what happened while the stream was away is there when it is back', async ({ page, server }) => {
  let away = true;
  const refused = page.waitForResponse((response) => response.url().endsWith('/api/v1/events') && response.status() === 503);
  await page.route('**/api/v1/events', (route) => (away ? route.fulfill({ status: 503 }) : route.continue()));
  await signInAs(page, 'Miriam Sato');
  await refused;
  const jonas = await Other.as(server.base, '@jonas.lind');
  const values = { item: 'A stream of water', vendor: 'Anybody', amount: '20', department: 'Engineering', reason: 'Thirst.' };
  await jonas.post('/workflows/purchase-approval/runs', { values });
  await jonas.leave();
  await expect(page.getByRole('link', { name: /A stream of water/ })).toHaveCount(0);
  away = false;
  await expect(page.getByRole('link', { name: /A stream of water/ })).toBeVisible();
});

test('what happened before a slow first stream opened is there when it opens', async ({ page, server }) => {
  let open = () => {};
  const opens = new Promise<void>((done) => (open = done));
  await page.route('**/api/v1/events', async (route) => {
    await opens;
    await route.continue();
  });
  await signInAs(page, 'Miriam Sato');
  await expect(page.getByRole('tab', { name: /^Mine/, selected: true })).toBeVisible();
  const jonas = await Other.as(server.base, '@jonas.lind');
  const values = { item: 'A slow stream', vendor: 'Anybody', amount: '20', department: 'Engineering', reason: 'Thirst.' };
  await jonas.post('/workflows/purchase-approval/runs', { values });
  await jonas.leave();
  await page.waitForFunction(() => performance.now() > 3_000);
  await expect(page.getByRole('link', { name: /A slow stream/ })).toHaveCount(0);
  open();
  await expect(page.getByRole('link', { name: /A slow stream/ })).toBeVisible();
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
