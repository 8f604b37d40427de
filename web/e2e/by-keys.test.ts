import type { Page } from '@playwright/test';
import { Other } from './support/api';
import { publish, REPORT } from './support/equipment';
import { expect, test } from './support/fixtures';
import { focusIsSeen, staysIn, tabTo } from './support/keyboard';

/** Signs in on the page that lists the people of an example. */
async function enter(page: Page, name: string): Promise<void> {
  await tabTo(page, page.getByRole('button', { name }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Inbox', level: 1 })).toBeVisible();
}

async function leave(page: Page): Promise<void> {
  await tabTo(page, page.getByRole('button', { name: /^Profile of/ }));
  await page.keyboard.press('Enter');
  const out = page.getByRole('menuitem', { name: 'Sign out' });
  await expect(out).toBeVisible();
  for (let press = 0; press < 10 && !(await out.evaluate((item) => item === document.activeElement)); press += 1) {
    await page.keyboard.press('ArrowDown');
    await focusIsSeen(page);
  }
  await expect(out).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Ana Díaz' })).toBeVisible();
}

async function type(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, page.getByLabel(label));
  await page.keyboard.type(text);
}

test('a purchase is asked for, found and approved without a mouse', async ({ page }) => {
  test.slow();
  const item = 'A label printer';
  await page.goto('/inbox');
  await enter(page, 'Ana Díaz');
  await page.keyboard.press('c');
  await expect(page.getByRole('heading', { level: 1, name: 'Start' })).toBeVisible();
  await tabTo(page, page.getByRole('link', { name: 'Ask to buy something' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Ask to buy something', level: 1 })).toBeVisible();
  await type(page, 'What do you need?', item);
  await type(page, 'From which vendor?', 'Pixelhaus');
  await type(page, 'Amount', '240');
  await type(page, 'Department', 'Eng');
  await expect(page.getByLabel('Department')).toHaveValue('Engineering');
  await type(page, 'Why do you need it?', 'The old one jams.');
  await tabTo(page, page.getByRole('button', { name: 'Submit' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Who has it' })).toContainText('Miriam Sato');
  const run = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await leave(page);

  await enter(page, 'Miriam Sato');
  await tabTo(page, page.getByRole('search').getByRole('textbox'));
  await page.keyboard.type('label printer');
  const row = page.getByRole('link', { name: new RegExp(item) });
  await expect(page.locator('#inbox-list [data-task]')).toHaveCount(1);
  await tabTo(page, row);
  await page.keyboard.press('Enter');
  await expect(page.locator('#task-title')).toBeFocused();
  await type(page, 'Comment', 'Take the one with a cutter.');
  await tabTo(page, page.getByRole('group', { name: 'Decision' }).getByRole('button', { name: 'Approve' }));
  await page.keyboard.press('Enter');
  await expect(page.getByText(new RegExp(`^${run}: `))).toBeVisible();

  await page.goto(`/runs/${run}`);
  const card = page.getByRole('group', { name: `Diagram of ${run}` }).getByRole('button', { name: /^Manager/ }).first();
  await tabTo(page, card);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/step=/);
  await page.keyboard.press('[');
  await expect(page.getByRole('region', { name: 'Record' }).getByRole('button', { name: 'Show all' })).toBeVisible();
  await tabTo(page, page.getByRole('tab', { name: 'Timeline' }));
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: /^Data/ })).toHaveAttribute('aria-selected', 'true');
  await focusIsSeen(page);
});

test('on a phone the menu and the steps of a run are worked by keys', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 812 });
  await page.goto('/runs');
  await enterHere(page, 'Miriam Sato');
  await expect(page.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible();
  const menu = page.getByRole('button', { name: 'Open menu' });
  await tabTo(page, menu);
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog', { name: 'Menu' });
  await expect(drawer).toBeVisible();
  await staysIn(page, drawer, 15);
  await page.keyboard.press('Escape');
  await expect(drawer).toHaveCount(0);
  await expect(menu).toBeFocused();

  const { items } = (await (await page.request.get('/api/v1/runs?state=running&limit=1')).json()) as { items: { id: string }[] };
  await page.goto(`/runs/${items[0]?.id}`);
  const list = page.getByRole('group', { name: `Diagram of ${items[0]?.id}` });
  const steps = list.getByRole('button');
  await tabTo(page, steps.first());
  await page.keyboard.press('Enter');
  await expect(steps.first()).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Tab');
  await focusIsSeen(page);
  await expect(steps.nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(steps.nth(1)).toHaveAttribute('aria-pressed', 'true');
});

test('a task in a drawer keeps the focus, and its row has it back', async ({ page }) => {
  await page.setViewportSize({ width: 900, height: 860 });
  await page.goto('/inbox');
  await enter(page, 'Miriam Sato');
  const row = page.locator('#inbox-list [data-task]').first();
  await tabTo(page, row);
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog', { name: 'Task' });
  await expect(drawer.getByRole('group', { name: 'Decision' })).toBeVisible();
  await staysIn(page, drawer, 15);
  await page.keyboard.press('Escape');
  await expect(drawer).toHaveCount(0);
  await expect(row).toBeFocused();
});

test('several exceptions are chosen and resolved without a mouse', async ({ page, server }) => {
  await publish(server.base, 'report-by-keys', REPORT.replace('report-delivery', 'report-by-keys').replace('key: REP', 'key: RBK'));
  const ana = await Other.as(server.base, '@ana.diaz');
  for (const name of ['August', 'September']) {
    await ana.post('/workflows/report-by-keys/runs', { start: 'deliver-a-report', values: { name } });
  }
  await ana.leave();
  await page.goto('/inbox');
  await enter(page, 'Ines Weber');
  await page.keyboard.press('g');
  await page.keyboard.press('e');
  await expect(page.getByRole('link', { name: 'September' })).toBeVisible();
  for (const nth of [1, 2]) {
    await tabTo(page, page.getByRole('checkbox', { name: `Choose RBK-${nth}` }));
    await page.keyboard.press('Space');
  }
  await expect(page.getByText('2 chosen')).toBeVisible();
  const resolve = page.getByRole('button', { name: 'Resolve…' });
  await tabTo(page, resolve, 'Shift+Tab');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Resolve what holds 2 runs' });
  await expect(dialog).toBeVisible();
  await staysIn(page, dialog, 8);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(resolve).toBeFocused();
  await page.keyboard.press('Enter');
  await tabTo(page, dialog.getByLabel('Reason'));
  await page.keyboard.type('The archive is closed.');
  await tabTo(page, dialog.getByRole('button', { name: 'Resolve' }));
  await page.keyboard.press('Enter');
  await expect(page.getByText('2 are resolved.')).toBeVisible();
});

/** Signs in where another page was asked for. */
async function enterHere(page: Page, name: string): Promise<void> {
  await tabTo(page, page.getByRole('button', { name }));
  await page.keyboard.press('Enter');
}
