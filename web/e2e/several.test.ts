import type { Page } from '@playwright/test';
import { Other } from './support/api';
import { EQUIPMENT, publish, REPORT } from './support/equipment';
import { expect, signInAs, test } from './support/fixtures';
import { decide, done } from './support/journey';
import { looksRight } from './support/looks';

async function openMine(page: Page, who: string, title: string): Promise<void> {
  await signInAs(page, who);
  await page.getByRole('link', { name: new RegExp(title) }).first().click();
  await expect(page.getByRole('article')).toContainText(title);
}

test('rows are filled in, work is handed back and accepted, and a board of two agrees', async ({ page, server }) => {
  // Many pages are looked at in four ways each.
  test.slow();
  await publish(server.base, 'equipment-request', EQUIPMENT);
  const title = 'Two new colleagues';

  await signInAs(page, 'Ana Díaz');
  await page.goto('/start/equipment-request');
  await page.getByLabel('What is it for?').fill(title);
  await page.getByRole('button', { name: 'Add a row' }).click();
  await page.getByRole('button', { name: 'Add a row' }).click();
  const row = (nth: number) => page.getByRole('listitem', { name: `Row ${nth}` });
  await row(1).getByLabel('What').fill('Laptop');
  await row(1).getByLabel('Count').fill('2');
  await row(2).getByLabel('What').fill('Nothing');
  await row(2).getByRole('button', { name: 'Remove row 2' }).click();
  await expect(row(2)).toHaveCount(0);
  await page.getByLabel('Contact data').fill('{"phone": "+49 30 1234"}');
  await page.getByLabel('Signature').fill('Ana Díaz');
  await looksRight(page, 'start-rows');
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByRole('region', { name: 'Who has it' })).toContainText('Victor Hahn');
  const run = new URL(page.url()).pathname.split('/').at(-1) ?? '';

  await openMine(page, 'Victor Hahn', title);
  const acceptance = page.getByRole('region', { name: 'Is it ready for you?' });
  await expect(acceptance.getByRole('button', { name: 'Accept' })).toBeDisabled();
  await expect(page.getByRole('table')).toContainText('Laptop');
  await looksRight(page, 'task-accept');
  await acceptance.getByRole('button', { name: 'Hand back' }).click();
  await expect(page.getByLabel('What is missing?')).toBeFocused();
  await page.getByLabel('What is missing?').fill('How many docks?');
  await acceptance.getByRole('button', { name: 'Hand back' }).click();
  await expect(page.getByText('It was handed back.')).toBeVisible();

  await openMine(page, 'Ana Díaz', title);
  await expect(page.getByText('How many docks?').first()).toBeVisible();
  await looksRight(page, 'task-handed-back');
  await page.getByRole('button', { name: 'Add a row' }).click();
  await row(2).getByLabel('What').fill('Dock');
  await row(2).getByLabel('Count').fill('2');
  await page.getByRole('group', { name: 'Decision' }).getByRole('button').first().click();
  await done(page, run);

  await openMine(page, 'Victor Hahn', title);
  await expect(page.getByRole('table')).toContainText('Dock');
  await page.getByLabel('The list is complete').check();
  await acceptance.getByRole('button', { name: 'Accept' }).click();
  await expect(acceptance).toHaveCount(0);
  await looksRight(page, 'task-checklist');
  await page.getByLabel('Labelled the devices').check();
  await decide(page, 'Done');
  await done(page, run);

  await openMine(page, 'Priya Nair', title);
  const votes = page.getByRole('region', { name: 'Votes' });
  await expect(votes).toContainText('Tom Becker');
  await looksRight(page, 'task-votes');
  await decide(page, 'Approve');
  await done(page, run);

  await page.goto(`/runs/${run}`);
  await expect(page.getByRole('region', { name: 'Does the board agree?' })).toContainText('1 of 2');
  await looksRight(page, 'run-votes');
  // The record stands beside the diagram whatever it shows, also rows and long texts.
  const left = () => page.getByRole('region', { name: 'Record' }).evaluate((record) => record.getBoundingClientRect().left);
  const beside = await left();
  await page.getByRole('tab', { name: /^Data/ }).click();
  await expect(page.getByRole('table')).toContainText('Dock');
  expect(await left()).toBe(beside);
  await looksRight(page, 'run-data');
  await openMine(page, 'Tom Becker', title);
  await decide(page, 'Approve');
  await done(page, run);
  await page.goto(`/runs/${run}`);
  await expect(page.getByRole('list', { name: 'About this run' })).toContainText('Everything is there');
});

test('several exceptions are passed over at once, with one reason', async ({ page, server }) => {
  await publish(server.base, 'report-delivery', REPORT);
  const ana = await Other.as(server.base, '@ana.diaz');
  for (const name of ['January', 'February', 'March']) {
    await ana.post('/workflows/report-delivery/runs', { start: 'deliver-a-report', values: { name } });
  }
  await ana.leave();
  await signInAs(page, 'Ines Weber');
  await page.goto('/exceptions');
  for (const name of ['January', 'February', 'March']) await expect(page.getByRole('link', { name })).toBeVisible();
  await looksRight(page, 'exceptions-three');
  const choose = (nth: number) => page.getByRole('checkbox', { name: `Choose REP-${nth}` });
  await choose(1).check();
  await choose(2).check();
  await expect(page.getByText('2 chosen')).toBeVisible();
  await looksRight(page, 'exceptions-chosen');
  await page.getByRole('button', { name: 'Resolve…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Resolve what holds 2 runs' });
  await expect(dialog.getByRole('radio', { name: 'Skip this step (2)' })).toBeChecked();
  await looksRight(page, 'exceptions-many');
  await dialog.getByLabel('Reason').fill('The archive is closed.');
  await dialog.getByRole('button', { name: 'Resolve' }).click();
  await expect(page.getByText('2 are resolved.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'January' })).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'March' })).toBeVisible();
});

test('the runs of several exceptions are cancelled at once', async ({ page, server }) => {
  await publish(server.base, 'report-archive', REPORT.replace('report-delivery', 'report-archive').replace('key: REP', 'key: ARC'));
  const ana = await Other.as(server.base, '@ana.diaz');
  for (const name of ['April', 'May']) {
    await ana.post('/workflows/report-archive/runs', { start: 'deliver-a-report', values: { name } });
  }
  await ana.leave();
  await signInAs(page, 'Ines Weber');
  await page.goto('/exceptions');
  for (const name of ['April', 'May']) {
    await page.getByRole('listitem').filter({ has: page.getByRole('link', { name }) }).getByRole('checkbox').check();
  }
  await page.getByRole('button', { name: 'Resolve…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Resolve what holds 2 runs' });
  await dialog.getByRole('radio', { name: 'Cancel their runs (2)' }).check();
  await dialog.getByLabel('Reason').fill('Nobody needs them any more.');
  await dialog.getByRole('button', { name: 'Cancel their runs' }).click();
  await expect(page.getByText('2 runs are cancelled.')).toBeVisible();
  for (const name of ['April', 'May']) await expect(page.getByRole('link', { name })).toHaveCount(0);
});

test('what holds several runs is tried again with another value for each', async ({ page, server }) => {
  await publish(server.base, 'report-season', REPORT.replace('report-delivery', 'report-season').replace('key: REP', 'key: SEA'));
  const ana = await Other.as(server.base, '@ana.diaz');
  for (const name of ['June', 'July']) {
    await ana.post('/workflows/report-season/runs', { start: 'deliver-a-report', values: { name } });
  }
  await ana.leave();
  await signInAs(page, 'Ines Weber');
  await page.goto('/exceptions');
  for (const name of ['June', 'July']) {
    await page.getByRole('listitem').filter({ has: page.getByRole('link', { name }) }).getByRole('checkbox').check();
  }
  await page.getByRole('button', { name: 'Resolve…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Resolve what holds 2 runs' });
  await dialog.getByRole('radio', { name: 'Change values and try again (2)' }).check();
  await dialog.getByRole('combobox', { name: 'Value' }).click();
  await page.getByRole('option', { name: 'Name' }).click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Summer');
  await looksRight(page, 'exceptions-change');
  await dialog.getByLabel('Reason').fill('The archive wants seasons.');
  await dialog.getByRole('button', { name: 'Resolve' }).click();
  await expect(page.getByText('2 are resolved.')).toBeVisible();
  // The archive is not there for them either.
  await expect(page.getByRole('link', { name: 'Summer' })).toHaveCount(2);
});
