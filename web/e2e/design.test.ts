import type { Page } from '@playwright/test';
import { Other } from './support/api';
import { expect, signInAs, test } from './support/fixtures';

/** Drafts are kept, but the page is not told so before `release`; `underWay`: the first one is. */
async function holdSaves(page: Page): Promise<{ underWay: Promise<void>; release: () => void }> {
  let arrived = () => {};
  let release = () => {};
  const underWay = new Promise<void>((done) => { arrived = done; });
  const held = new Promise<void>((done) => { release = done; });
  await page.route('**/api/v1/workflows/employee-onboarding/draft', async (route) => {
    if (route.request().method() !== 'PUT') return route.continue();
    const answer = await route.fetch();
    arrived();
    await held;
    return route.fulfill({ response: answer });
  });
  return { underWay, release };
}

test('a designer writes a definition, mends its fault, and publishes it', async ({ page }) => {
  await signInAs(page, 'Nora Lindqvist');
  await page.goto('/workflows/new');
  const text = page.getByRole('textbox', { name: 'Definition' });
  const source = (await text.inputValue()).replaceAll('my-workflow', 'desk-move').replace('My workflow', 'Desk move');
  await text.fill(source.replace('due: 2 business days', 'duee: 2 business days'));
  const checks = page.getByRole('region', { name: 'Checks' });
  await expect(checks).toContainText('due');
  await expect(page.getByRole('button', { name: 'Publish' })).toBeDisabled();
  await checks.getByRole('button', { name: /Error, line/ }).first().click();
  await expect(text).toBeFocused();
  await text.fill(source);
  await expect(checks).toContainText('can be published');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByLabel('Note').fill('First version');
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByRole('heading', { name: 'Desk move', level: 1 })).toBeVisible();
  await expect(page.getByRole('list', { name: 'About this workflow' })).toContainText('Live: v1');
});

test('a draft is kept while it is written, and never over somebody else without a word', async ({ page, server }) => {
  await signInAs(page, 'Nora Lindqvist');
  await page.goto('/workflows/employee-onboarding/edit');
  const text = page.getByRole('textbox', { name: 'Definition' });
  const before = await text.inputValue();
  await text.fill(`${before}\n# mine`);
  await expect(page.getByText('Not saved')).toBeVisible();
  await expect(page.getByText('Draft saved')).toBeVisible();
  await page.reload();
  await expect(text).toHaveValue(/# mine$/);

  const ines = await Other.as(server.base, '@ines.weber');
  const path = '/workflows/employee-onboarding/draft';
  const { rev } = await ines.get<{ rev: number }>(path);
  await ines.put(path, rev, { source: `${before}\n# hers` });
  await text.fill(`${before}\n# mine again`);
  await expect(page.getByRole('alert')).toContainText('Somebody changed this draft meanwhile');
  await page.getByRole('button', { name: 'Keep what is here' }).click();
  await expect(page.getByText('Draft saved')).toBeVisible();
  expect((await ines.get<{ source: string }>(path)).source).toMatch(/# mine again$/);
  await ines.leave();
});

test('what is published while its draft is still being saved waits for that, and is nobody else\'s change', async ({ page }) => {
  await signInAs(page, 'Nora Lindqvist');
  const { underWay, release } = await holdSaves(page);
  await page.goto('/workflows/employee-onboarding/edit');
  const text = page.getByRole('textbox', { name: 'Definition' });
  await text.fill(`${await text.inputValue()}\n# slowly saved`);
  await underWay;
  await page.getByRole('button', { name: 'Publish' }).click();
  release();
  await expect(page.getByRole('dialog').getByLabel('Note')).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('what is typed while a save is under way is kept when the page is left', async ({ page, server }) => {
  await signInAs(page, 'Nora Lindqvist');
  const { underWay, release } = await holdSaves(page);
  await page.goto('/workflows/employee-onboarding/edit');
  const text = page.getByRole('textbox', { name: 'Definition' });
  const before = await text.inputValue();
  await text.fill(`${before}\n# first`);
  await underWay;
  await text.fill(`${before}\n# typed meanwhile`);
  await page.getByRole('link', { name: 'Inbox' }).first().click();
  await expect(page.getByRole('heading', { name: 'Inbox', level: 1 })).toBeVisible();
  release();
  const nora = await Other.as(server.base, '@nora.lindqvist');
  const kept = () => nora.get<{ source: string }>('/workflows/employee-onboarding/draft').then(({ source }) => source);
  await expect.poll(kept).toMatch(/# typed meanwhile$/);
  await nora.leave();
});

test('a new workflow that was left is there again', async ({ page }) => {
  await signInAs(page, 'Nora Lindqvist');
  await page.goto('/workflows/new');
  const text = page.getByRole('textbox', { name: 'Definition' });
  const first = await text.inputValue();
  await text.fill(`${first}\n# half a thought`);
  await page.goto('/workflows');
  await page.getByRole('link', { name: 'New workflow' }).click();
  await expect(text).toHaveValue(/# half a thought$/);
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(text).toHaveValue(first);
});

test('a draft that cannot run yet says why', async ({ page }) => {
  await signInAs(page, 'Nora Lindqvist');
  const { source } = await (await page.request.get('/api/v1/workflows/model-deployment/draft')).json();
  const later = { source: source.replace('workflow: model-deployment', 'workflow: nightly-deployment').replace(/^owner: .*$/m, '$&\naccess: { see: [everyone] }') };
  const saved = await page.request.put('/api/v1/workflows/nightly-deployment/draft', { data: later, headers: { 'Baton-CSRF': '1', 'If-None-Match': '*' } });
  expect(saved.ok(), await saved.text()).toBe(true);
  await page.goto('/workflows/nightly-deployment');
  await expect(page.getByText(/It can't run yet, for/)).toBeVisible();
  await expect(page.getByText(/^Line \d+:/).first()).toBeVisible();
});

test('an administrator takes somebody in and puts them into a group', async ({ page }) => {
  await signInAs(page, 'Ines Weber');
  await page.goto('/people');
  await page.getByRole('button', { name: 'Add person' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Lea Sommer');
  await page.getByLabel('E-mail').fill('lea.sommer@example.com');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Lea Sommer' })).toBeVisible();
  await page.getByRole('tab', { name: /Groups/ }).click();
  await page.getByRole('combobox', { name: 'Add somebody to Data science' }).click();
  await page.getByRole('option', { name: 'Lea Sommer' }).click();
  await expect(page.getByRole('button', { name: 'Remove Lea Sommer from Data science' })).toBeVisible();
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
