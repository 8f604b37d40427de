import type { Page } from '@playwright/test';
import { accessibleInBothSchemes, violations } from './support/accessible';
import { expect, signInAs, test } from './support/fixtures';

const TITLE = 'How deep is the check?';

async function openTable(page: Page) {
  await signInAs(page, '@nora.lindqvist');
  await page.goto('/workflows/purchase-approval/edit?view=tables');
  const grid = page.getByRole('grid', { name: TITLE });
  await expect(page.getByText('Every input has its rule.')).toBeVisible();
  const cell = (rule: number, column: string) => grid.getByRole('combobox', { name: `Rule ${rule}, ${column}` });
  return { grid, cell, findings: page.getByRole('list', { name: 'Gaps and overlaps' }) };
}

test('a gap in the purchase approval is found in its table, mended and published', async ({ page }) => {
  const { grid, cell, findings } = await openTable(page);
  await cell(3, 'amount').fill('> 10000');
  await expect(findings).toContainText('amount = 10000');
  await accessibleInBothSchemes(page, 'a gap');

  await findings.getByRole('button', { name: 'Add this rule' }).click();
  await expect(cell(4, 'amount')).toHaveValue('10000');
  await expect(cell(4, 'check_level')).toBeFocused();
  await page.keyboard.press('Control+Space');
  const options = page.getByRole('listbox', { name: 'Proposals' }).getByRole('option');
  await expect(options.first()).toContainText('none');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(cell(4, 'check_level')).toHaveValue('cfo');
  await expect(page.getByText('Every input has its rule.')).toBeVisible();

  await page.getByRole('region', { name: 'Try it out' }).getByLabel('amount').fill('10000');
  await expect(grid.getByRole('row').nth(4).getByRole('img', { name: 'met' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Try it out' })).toContainText('Rule 4 gives check_level: cfo');

  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByRole('dialog').getByLabel('Note').fill('Exactly 10,000 is signed off as well.');
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByRole('heading', { name: 'Purchase approval', level: 1, exact: true })).toBeVisible();
  const { source } = await (await page.request.get('/api/v1/workflows/purchase-approval')).json() as { source: string };
  expect(source).toContain('- { when: ["10000"], gives: ["cfo"] }');
  expect(source, 'comments stay').toContain('# there only on some ways');
});

test('a table is filled in by keys, from a spreadsheet and by dragging', async ({ page }) => {
  const { grid, cell } = await openTable(page);
  const first = await cell(1, 'amount').inputValue();
  const second = await cell(2, 'amount').inputValue();
  await cell(1, 'amount').focus();
  await page.keyboard.press('ArrowDown');
  await expect(cell(2, 'amount')).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowRight');
  await expect(cell(2, 'check_level')).toBeFocused();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(cell(1, 'amount')).toHaveValue(second);
  await expect(cell(1, 'check_level')).toBeFocused();
  await grid.getByRole('rowheader').nth(0).dragTo(grid.getByRole('rowheader').nth(1));
  await expect(cell(1, 'amount')).toHaveValue(first);

  const rules = await grid.getByRole('rowheader').count();
  await cell(1, 'amount').focus();
  await page.keyboard.press('Control+Enter');
  await expect(cell(2, 'amount')).toBeFocused();
  await expect(grid.getByRole('rowheader')).toHaveCount(rules + 1);
  await cell(2, 'amount').evaluate((input) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', '5\tcfo\r\n6\tnone\r\n');
    input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(cell(2, 'check_level')).toHaveValue('cfo');
  await expect(cell(3, 'amount')).toHaveValue('6');
  await page.getByRole('button', { name: 'Take the last change back' }).click();
  await expect(cell(3, 'amount')).not.toHaveValue('6');

  await page.getByRole('button', { name: 'Add input' }).click();
  await page.keyboard.type('department');
  await expect(page.getByRole('columnheader').nth(2).getByRole('combobox')).toHaveValue('department');
  await cell(1, 'department').fill('Salse');
  await expect(cell(1, 'department')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText(/Salse/).first()).toBeVisible();
});

test('a condition is written with help, and tried', async ({ page }) => {
  await signInAs(page, '@nora.lindqvist');
  await page.goto('/workflows/purchase-approval/edit?view=expressions');
  const group = page.getByRole('region', { name: 'By the depth of the check' });
  const field = group.getByRole('combobox', { name: 'Case 1: when' });
  await field.fill('chek_level = "cfo"');
  await expect(group.getByText(/check_level/).last()).toBeVisible();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  const options = page.getByRole('listbox', { name: 'Proposals' }).getByRole('option');
  await field.fill('');
  await field.pressSequentially('chec');
  await expect(options.first()).toContainText('check_level');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await field.pressSequentially(' = "f');
  await expect(options.first()).toContainText('finance');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await expect(field).toHaveValue('check_level = "finance"');
  await group.getByLabel('Check level').selectOption('finance');
  await expect(group.getByRole('status')).toContainText('true');
  await page.getByRole('tab', { name: 'Text' }).click();
  await expect(page.getByRole('textbox', { name: 'Definition' })).toHaveValue(/when: '?check_level = "finance"'?\n/);
});
