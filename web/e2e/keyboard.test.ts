import { expect, signInAs, test } from './support/fixtures';

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
