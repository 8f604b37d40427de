/** The moves of the purchase approval, in the words people see. */
import { expect, type Page } from '@playwright/test';
import { signInAs } from './fixtures';

export const QUOTE = { name: 'quote.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') };

export type Request = { item: string; vendor: string; amount: string; reason: string; quote?: boolean };

/** Asks to buy something and gives back the run's key. */
export async function ask(page: Page, request: Request): Promise<string> {
  await page.goto('/start');
  await page.getByRole('link', { name: 'Ask to buy something' }).click();
  await expect(page.getByRole('heading', { name: 'Ask to buy something', level: 1 })).toBeVisible();
  await fillRequest(page, request);
  if (request.quote) await addQuote(page);
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByRole('region', { name: 'Who has it' })).toBeVisible();
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

export async function fillRequest(page: Page, request: Request): Promise<void> {
  await page.getByLabel('What do you need?').fill(request.item);
  await page.getByLabel('From which vendor?').fill(request.vendor);
  await page.getByLabel('Amount').fill(request.amount);
  await page.getByLabel('Department').selectOption('Engineering');
  await page.getByLabel('Why do you need it?').fill(request.reason);
}

export async function addQuote(page: Page): Promise<void> {
  await page.getByLabel(/^Quote/).and(page.locator('input')).setInputFiles(QUOTE);
  await expect(page.getByRole('list', { name: 'Files: Quote' })).toContainText('quote.pdf');
}

/** The person who has the run now, read from its page. */
export async function holder(page: Page, run: string): Promise<string> {
  await page.goto(`/runs/${run}`);
  const words = await page.getByRole('region', { name: 'Who has it' }).getByText(/^With /).first().textContent();
  return (words ?? '').replace(/^With /, '');
}

/** Goes to a task by the list, as somebody; claims it where it is offered to a group. */
export async function openTask(page: Page, who: string, view: 'Mine' | 'My teams', item: string): Promise<void> {
  await signInAs(page, who);
  if (view !== 'Mine') await page.getByRole('tab', { name: view }).click();
  await page.getByRole('link', { name: new RegExp(item) }).click();
  await expect(page.getByRole('article')).toContainText(item);
  if (view === 'Mine') return;
  await page.getByRole('button', { name: 'Claim' }).click();
  await expect(page.getByRole('group', { name: 'Decision' })).toBeVisible();
}

export async function decide(page: Page, choice: string, comment?: string): Promise<void> {
  if (comment !== undefined) await page.getByLabel('Comment').fill(comment);
  await page.getByRole('group', { name: 'Decision' }).getByRole('button', { name: choice, exact: true }).click();
}

export async function done(page: Page, run: string): Promise<void> {
  await expect(page.getByText(new RegExp(`^${run}: `))).toBeVisible();
}
