import { expect, signInAs, test } from './support/fixtures';
import { ask } from './support/journey';

test('an administrator erases somebody, after being asked twice', async ({ page }) => {
  await signInAs(page, 'Pavel Novák');
  const run = await ask(page, { item: 'A lamp to forget', vendor: 'Anybody', amount: '20', reason: 'It is dark.' });
  await signInAs(page, 'Ines Weber');
  await page.goto('/people');
  await page.getByRole('button', { name: 'Edit Pavel Novák' }).click();
  await page.getByRole('button', { name: 'Erase this person…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Erase Pavel Novák' });
  await expect(dialog.getByText(/They started \d+ runs?;/)).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Go on' })).toBeDisabled();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('He asked for it.');
  await dialog.getByRole('button', { name: 'Go on' }).click();
  const forEver = dialog.getByRole('button', { name: 'Erase for ever' });
  await expect(forEver).toBeDisabled();
  await dialog.getByRole('textbox', { name: /Write @pavel\.novak/ }).fill('@pavel.novak');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Pavel Novák' })).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'erased' }).first()).toBeVisible();
  await page.goto(`/runs/${run}`);
  await expect(page.getByRole('heading', { name: /A lamp to forget/, level: 1 })).toBeVisible();
  await expect(page.getByRole('main')).not.toContainText('Pavel Novák');
});

test('an auditor sees what is kept how long, holds a run and lifts the hold', async ({ page }) => {
  await signInAs(page, 'Jonas Lind');
  const run = await ask(page, { item: 'A thing in dispute', vendor: 'Anybody', amount: '20', reason: 'For the court.' });
  await signInAs(page, 'Alan Whitfield');
  await page.goto(`/runs/${run}`);
  await page.getByRole('button', { name: 'Hold' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Reason' }).fill('A lawsuit.');
  await page.getByRole('dialog').getByRole('button', { name: 'Hold' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('g');
  await page.keyboard.press('k');
  await expect(page.getByRole('heading', { name: 'Retention', level: 1 })).toBeVisible();
  const holds = page.getByRole('region', { name: 'Legal holds' });
  await expect(holds).toContainText('A lawsuit.');
  await holds.getByRole('button', { name: `Lift the hold on ${run}` }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Reason' }).fill('It was settled.');
  await page.getByRole('dialog').getByRole('button', { name: 'Lift' }).click();
  await expect(holds).toContainText('Nothing is held.');
});

test('a member is shown neither retention nor a way to erase', async ({ page }) => {
  await signInAs(page, 'Jonas Lind');
  await expect(page.getByRole('link', { name: 'Retention' })).toHaveCount(0);
  await page.goto('/people');
  await expect(page.getByRole('button', { name: /^Edit/ })).toHaveCount(0);
});
