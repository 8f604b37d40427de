import { expect, signInAs, test } from './support/fixtures';
import { ask } from './support/journey';

test('the inbox is worked with keys alone', async ({ page }) => {
  for (const item of ['A first thing', 'A second thing']) {
    await signInAs(page, 'Jonas Lind');
    await ask(page, { item, vendor: 'Anybody', amount: '20', reason: 'So that the list has two.' });
  }
  await signInAs(page, 'Miriam Sato');
  const current = page.locator('#inbox-list [aria-current="true"]');
  await expect(current).toHaveCount(1);
  const first = await current.getAttribute('data-task');
  await page.keyboard.press('j');
  await expect(current).not.toHaveAttribute('data-task', first ?? '');
  await expect(current).toBeFocused();
  await page.keyboard.press('k');
  await expect(current).toHaveAttribute('data-task', first ?? '');
  await page.keyboard.press('Enter');
  await expect(page.locator('#task-title')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(current).toBeFocused();
});

test('who goes into a task that is still being loaded gets there', async ({ page }) => {
  for (const item of ['A quick thing', 'A slow thing']) {
    await signInAs(page, 'Jonas Lind');
    await ask(page, { item, vendor: 'Anybody', amount: '20', reason: 'So that the list has two.' });
  }
  await signInAs(page, 'Miriam Sato');
  await expect(page.locator('#task-title')).toBeVisible();
  let arrive = (): void => undefined;
  const held = new Promise<void>((resolve) => { arrive = resolve; });
  await page.route('**/api/v1/tasks/*', async (route) => {
    await held;
    await route.continue();
  });
  const shown = await page.locator('#inbox-list [aria-current="true"]').getAttribute('data-task');
  await page.keyboard.press('j');
  await expect(page.locator('#inbox-list [aria-current="true"]')).not.toHaveAttribute('data-task', shown ?? '');
  await page.keyboard.press('Enter');
  arrive();
  await expect(page.locator('#task-title')).toBeFocused();
});

test('the palette finds pages and gives the focus back', async ({ page }) => {
  await signInAs(page, 'Miriam Sato');
  await page.getByRole('button', { name: 'Search or run a command' }).focus();
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'Search or run a command' });
  await expect(field).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Search or run a command' })).toBeFocused();
  await page.keyboard.press('Control+k');
  await field.fill('workfl');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Workflows', level: 1 })).toBeVisible();
});

test('letters lead to pages, and do nothing while somebody types', async ({ page }) => {
  await signInAs(page, 'Miriam Sato');
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await expect(page.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible();
  await page.getByLabel('Search', { exact: true }).pressSequentially('gi?');
  await expect(page.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible();
  await page.getByLabel('Search', { exact: true }).blur();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
});

test('single keys can be switched off', async ({ page }) => {
  await signInAs(page, 'Kofi Mensah');
  await page.goto('/profile');
  await page.getByRole('switch', { name: 'Single-key shortcuts' }).click({ force: true });
  await expect(page.getByRole('switch', { name: 'Single-key shortcuts' })).not.toBeChecked();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('the first stop of the tab key skips the navigation', async ({ page }) => {
  await signInAs(page, 'Miriam Sato');
  await page.goto('/runs');
  await expect(page.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible();
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to content' });
  await expect(skip).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});
