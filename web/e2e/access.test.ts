import { Other } from './support/api';
import { expect, signInAs, test } from './support/fixtures';
import { ask } from './support/journey';

const STOOL = { item: 'A stool', vendor: 'Anybody', amount: '20', department: 'Engineering', reason: 'To reach the top shelf.' };

test('a member without further rights is offered no editor and no directory', async ({ page }) => {
  await signInAs(page, 'Grace Kim');
  await page.goto('/workflows');
  await expect(page.getByRole('link', { name: 'Purchase approval' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'New workflow' })).toHaveCount(0);
  await page.goto('/workflows/purchase-approval');
  await expect(page.getByRole('heading', { name: 'Purchase approval', level: 1 })).toBeVisible();
  await expect(page.getByRole('link', { name: /^Edit/ })).toHaveCount(0);
  await page.goto('/workflows/new');
  await expect(page.getByRole('textbox', { name: 'Definition' })).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.goto('/people');
  await expect(page.getByRole('heading', { name: 'Grace Kim' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add person' })).toHaveCount(0);
});

test('an auditor sees every run and changes none', async ({ page }) => {
  await signInAs(page, 'Jonas Lind');
  const run = await ask(page, { item: 'A thing to audit', vendor: 'Anybody', amount: '20', reason: 'To be looked at.' });
  await signInAs(page, 'Alan Whitfield');
  await page.goto(`/runs/${run}`);
  await expect(page.getByRole('heading', { name: /A thing to audit/, level: 1 })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Evidence' })).toBeVisible();
  for (const name of ['Comment', 'Cancel run', 'Resolve']) await expect(page.getByRole('button', { name })).toHaveCount(0);
  await page.goto(`/tasks/${run}.1`);
  await expect(page.getByRole('article')).toContainText('A thing to audit');
  await expect(page.getByRole('group', { name: 'Decision' })).toHaveCount(0);
  await page.goto('/exceptions');
  await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0);
});

test('an administrator gives a stuck step to somebody, and the run goes on', async ({ page, server }) => {
  // Nobody is his manager, so his request stops where the manager decides.
  const kofi = await Other.as(server.base, '@kofi.mensah');
  const { key } = await kofi.post<{ key: string }>('/workflows/purchase-approval/runs', { values: STOOL });
  await kofi.leave();
  await signInAs(page, 'Ines Weber');
  await page.goto('/exceptions');
  const run = `/runs/${key}`;
  const stuck = page.getByRole('listitem').filter({ has: page.locator(`a[href="${run}"]`) });
  await stuck.getByRole('button', { name: 'Resolve' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Give it to somebody' }).check();
  await dialog.getByRole('combobox', { name: 'Person' }).click();
  await page.getByRole('option', { name: 'Clara Jensen' }).click();
  await dialog.getByLabel('Reason').fill('Kofi has no manager yet; Clara decides until then.');
  await dialog.getByRole('button', { name: 'Resolve' }).click();
  await expect(page.getByText('Resolved. The run goes on.')).toBeVisible();
  await page.goto(run);
  await expect(page.getByRole('region', { name: 'Who has it' })).toContainText('Clara Jensen');
  await expect(page.getByRole('group', { name: 'Timeline' })).toContainText('Kofi has no manager yet; Clara decides until then.');
});

test('what somebody began stands under what they wait for', async ({ page }) => {
  await signInAs(page, 'Yuki Tanaka');
  const run = await ask(page, { item: 'A thing to wait for', vendor: 'Anybody', amount: '20', reason: 'Patience.' });
  await page.goto('/inbox');
  await page.getByRole('tab', { name: 'Waiting for others' }).click();
  const row = page.getByRole('link', { name: /A thing to wait for/ });
  await expect(row).toContainText('Miriam Sato');
  await row.click();
  await expect(page).toHaveURL(new RegExp(`/runs/${run}$`));
});
