import type { Page } from '@playwright/test';
import { violations } from './support/accessible';
import { expect, signInAs, test } from './support/fixtures';

const CLASS = `decision: travel-class
title: Which class?
owner: finance
inputs:
  hours: { type: number, min: 0 }
outputs:
  class: { type: choice, options: [economy, business] }
table:
  hit: first
  inputs: [hours]
  rules:
    - { when: ["< 6"], gives: [economy] }
    - { when: ["< 3"], gives: [economy] }
    - { when: ["> 6"], gives: [business] }
`;
const TRIP = `decision: trip
title: How do we travel?
owner: finance
inputs:
  hours: { type: number, min: 0 }
uses: [travel-class]
outputs:
  how: { type: text }
value: |-
  "in " +
  travel-class
`;

async function write(page: Page, text: string) {
  await page.goto('/decisions/new');
  await page.getByRole('textbox', { name: 'Definition' }).fill(text);
}

async function publish(page: Page, title: string) {
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByRole('dialog').getByLabel('Note').fill('As agreed');
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByRole('heading', { name: title, level: 1, exact: true })).toBeVisible();
  await expect(page.getByRole('list', { name: 'About this decision' })).toContainText('v1');
}

test('a decision is written, mended, tried, published and used, and who is left behind is told', async ({ page }) => {
  await signInAs(page, '@nora.lindqvist');
  await write(page, CLASS);
  await page.getByRole('tab', { name: /Tables/ }).click();
  const grid = page.getByRole('grid');
  const cell = (rule: number, column: string) => grid.getByRole('combobox', { name: `Rule ${rule}, ${column}` });
  await expect(grid.getByRole('row').nth(2).getByRole('img', { name: /can never hit/ })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Gaps and overlaps' })).toContainText('hours = 6');
  expect(await violations(page)).toEqual([]);
  await cell(2, 'hours').focus();
  await page.keyboard.press('Alt+Delete');
  await expect(grid.getByRole('img', { name: /can never hit/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Add this rule' }).click();
  await cell(3, 'class').fill('business');
  await expect(page.getByText('Every input has its rule.')).toBeVisible();
  await publish(page, 'Which class?');
  const tried = page.getByRole('region', { name: 'Try it out' });
  await tried.getByLabel('hours').fill('7');
  await expect(tried.getByRole('status')).toContainText('business');

  // One that uses it: its condition has two lines, and stays so.
  await write(page, TRIP);
  await page.getByRole('tab', { name: /Conditions/ }).click();
  const field = page.getByRole('textbox', { name: 'value' });
  await expect(field).toHaveValue('"in " +\ntravel-class');
  await field.fill('"we go in " +\ntravel-class');
  await page.getByRole('tab', { name: /Tables/ }).click();
  const whole = page.getByRole('region', { name: 'Try it with the decisions it uses' });
  await whole.getByLabel('hours').fill('8');
  await expect(whole.getByRole('status')).toContainText('we go in business');
  expect(await violations(page)).toEqual([]);
  await publish(page, 'How do we travel?');
  const { source } = await (await page.request.get('/api/v1/decisions/trip')).json() as { source: string };
  expect(source).toBe(TRIP.replace('"in "', '"we go in "'));

  // Another name of an input: who gives it by the old one is told before anybody publishes.
  await page.goto('/decisions/travel-class/edit');
  const text = page.getByRole('textbox', { name: 'Definition' });
  await text.fill((await text.inputValue()).replaceAll('hours', 'flight_hours'));
  await page.getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByRole('dialog')).toContainText('could not ask it any more');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await page.goto('/decisions/travel-class');
  await expect(page.getByRole('link', { name: 'trip', exact: true })).toBeVisible();
  await expect(page.getByText(/flight_hours/).first()).toBeVisible();
  expect(await violations(page)).toEqual([]);
});
