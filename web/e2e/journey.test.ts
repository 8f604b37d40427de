import { addQuote, ask, decide, done, holder, openTask } from './support/journey';
import { expect, signInAs, test } from './support/fixtures';

const FINANCE = /Priya Nair|Tom Becker/;
const BUYERS = /Hannah Vogel|Samir Haddad/;

test('a purchase is asked for, sent back, mended, approved, checked by finance and ordered', async ({ page }, info) => {
  const item = `Ladders for ${info.project.name}`;
  await signInAs(page, 'Ana Díaz');
  const run = await ask(page, { item, vendor: 'Krause', amount: '900', reason: 'The shelves are high.' });

  await openTask(page, 'Miriam Sato', 'Mine', item);
  await decide(page, 'Send back');
  await expect(page.getByRole('alert')).toContainText('needs a comment');
  await expect(page.getByLabel('Comment')).toBeFocused();
  await decide(page, 'Send back', 'Please take the certified ones.');
  await done(page, run);

  await openTask(page, 'Ana Díaz', 'Mine', item);
  await expect(page.getByText('Please take the certified ones.').first()).toBeVisible();
  await expect(page.getByLabel('From which vendor?')).toHaveValue('Krause');
  await page.getByLabel('Amount').fill('4200');
  await page.getByLabel('Amount').blur();
  await expect(page.getByText(/^Saved /)).toBeVisible();
  await addQuote(page);
  await page.getByRole('group', { name: 'Decision' }).getByRole('button').first().click();
  await done(page, run);

  await openTask(page, 'Miriam Sato', 'Mine', item);
  await expect(page.getByText('4,200.00 EUR').first()).toBeVisible();
  await decide(page, 'Approve');
  await done(page, run);

  const checker = await holder(page, run);
  expect(checker).toMatch(FINANCE);
  await openTask(page, checker, 'Mine', item);
  await page.getByLabel('Budget code').fill('FAC-2026');
  await decide(page, 'Done');
  await done(page, run);

  const buyer = await holder(page, run);
  expect(buyer).toMatch(BUYERS);
  await openTask(page, buyer, 'Mine', item);
  await page.getByLabel('Order number').fill('PO-77001');
  await decide(page, 'Done');
  await done(page, run);

  await signInAs(page, 'Ana Díaz');
  await page.goto(`/runs/${run}`);
  await expect(page.getByRole('list', { name: 'About this run' })).toContainText('Order placed');
  await expect(page.getByRole('group', { name: 'Timeline' })).toContainText('Please take the certified ones.');
  await expect(page.getByRole('group', { name: 'Timeline' }).getByRole('deletion')).toHaveText('900.00 EUR');
  await page.getByRole('tab', { name: /Data/ }).click();
  await expect(page.getByText('PO-77001').first()).toBeVisible();
});

test('the CFO signs off from 10,000', async ({ page }, info) => {
  const item = `Forklift for ${info.project.name}`;
  await signInAs(page, 'Ana Díaz');
  const run = await ask(page, { item, vendor: 'Linde', amount: '12500', reason: 'The old one is broken.', quote: true });
  await openTask(page, 'Miriam Sato', 'Mine', item);
  await decide(page, 'Approve');
  await done(page, run);
  await openTask(page, await holder(page, run), 'Mine', item);
  await page.getByLabel('Budget code').fill('FAC-2026');
  await decide(page, 'Done');
  await done(page, run);
  await openTask(page, 'Victor Hahn', 'My teams', item);
  await decide(page, 'Approve', 'It saves two people a day.');
  await done(page, run);
  expect(await holder(page, run)).toMatch(BUYERS);
});

test('a quote is required from 1,000, and nothing typed is lost when it is missing', async ({ page }) => {
  await signInAs(page, 'Jonas Lind');
  await page.goto('/start/purchase-approval');
  await page.getByLabel('What do you need?').fill('A plotter');
  await page.getByLabel('From which vendor?').fill('Canon');
  await page.getByLabel('Amount').fill('2500');
  await page.getByLabel('Department').selectOption('Sales');
  await page.getByLabel('Why do you need it?').fill('For plans.');
  await page.getByLabel('Why do you need it?').blur();
  await expect(page.getByText(/^Saved /)).toBeVisible();
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByRole('alert')).toContainText('Quote');
  await page.reload();
  await expect(page.getByLabel('What do you need?')).toHaveValue('A plotter');
  await addQuote(page);
  await page.getByRole('button', { name: 'Remove quote.pdf' }).click();
  await expect(page.getByRole('list', { name: 'Files: Quote' })).toHaveCount(0);
  await addQuote(page);
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByRole('region', { name: 'Who has it' })).toContainText('Miriam Sato');
});
