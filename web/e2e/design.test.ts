import { expect, signInAs, test } from './support/fixtures';

test('a draft that cannot run yet says why', async ({ page }) => {
  await signInAs(page, 'Nora Lindqvist');
  await page.goto('/workflows/model-deployment');
  await expect(page.getByText(/It can't run yet, for/)).toBeVisible();
  await expect(page.getByText(/^Line \d+:/).first()).toBeVisible();
});

test('the clock of a rehearsal goes forward, for administrators alone', async ({ page }) => {
  await signInAs(page, 'Ines Weber');
  await page.goto('/rehearsal');
  const banner = page.getByRole('complementary', { name: 'Rehearsal' });
  const before = await banner.getByRole('link').textContent();
  await page.getByRole('button', { name: '4 hours' }).click();
  await expect(banner.getByRole('link')).not.toHaveText(before ?? '');
  await signInAs(page, 'Ana Díaz');
  await page.goto('/rehearsal');
  await expect(page.getByText('Only administrators move the clock.')).toBeVisible();
});
