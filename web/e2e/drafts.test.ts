import { Other } from './support/api';
import { expect, signInAs, test } from './support/fixtures';
import { HIDDEN, SAFE } from './support/hidden';
import { ask, fillRequest } from './support/journey';
import { looksRight } from './support/looks';

const LAMP = { item: 'A lamp for the hall', vendor: 'Ikea', amount: '40', reason: 'It is dark there.' };

test('a form that was sent opens empty', async ({ page }) => {
  await signInAs(page, 'Omar Farouk');
  await ask(page, { ...LAMP, quote: true });
  await page.goto('/start/purchase-approval');
  await expect(page.getByLabel('What do you need?')).toHaveValue('');
  await expect(page.getByRole('list', { name: 'Files: Quote' })).toHaveCount(0);
  await expect(page.getByText(/^Saved /)).toHaveCount(0);
});

test('a save that is still under way is awaited before the form is sent', async ({ page }) => {
  await signInAs(page, 'Omar Farouk');
  const order: string[] = [];
  let release = () => {};
  const held = new Promise<void>((done) => { release = done; });
  await page.route('**/draft', async (route) => {
    await held;
    order.push('draft');
    await route.continue();
  });
  page.on('request', (request) => { if (request.url().endsWith('/purchase-approval/runs')) order.push('run'); });
  await page.goto('/start/purchase-approval');
  const saving = page.waitForRequest('**/draft');
  await fillRequest(page, LAMP);
  await page.getByLabel('Why do you need it?').blur();
  await saving;
  await page.getByRole('button', { name: 'Submit' }).click();
  release();
  await expect(page.getByRole('region', { name: 'Who has it' })).toBeVisible();
  expect(order.at(-1)).toBe('run');
  await page.goto('/start/purchase-approval');
  await expect(page.getByLabel('What do you need?')).toHaveValue('');
});

test('a form that is sent twice in a hurry starts one run', async ({ page }) => {
  await signInAs(page, 'Omar Farouk');
  const keys: string[] = [];
  page.on('request', (request) => { if (request.url().endsWith('/purchase-approval/runs')) keys.push(request.headers()['idempotency-key'] ?? ''); });
  await page.goto('/start/purchase-approval');
  await fillRequest(page, LAMP);
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('region', { name: 'Who has it' })).toBeVisible();
  expect(keys).toHaveLength(1);
});

test('an answer that is lost on its way does not start a second run', async ({ page }) => {
  await signInAs(page, 'Omar Farouk');
  const began: string[] = [];
  await page.route('**/purchase-approval/runs', async (route) => {
    const answer = await route.fetch();
    began.push(((await answer.json()) as { key: string }).key);
    if (began.length === 1) await route.abort();
    else await route.fulfill({ response: answer });
  });
  await page.goto('/start/purchase-approval');
  await fillRequest(page, LAMP);
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByRole('region', { name: 'Who has it' })).toBeVisible();
  expect(began).toHaveLength(2);
  expect(new Set(began).size).toBe(1);
});

test('a form that never arrived is sent under the same key after a reload', async ({ page }) => {
  await signInAs(page, 'Omar Farouk');
  const keys = new Set<string | undefined>();
  let reachable = false;
  await page.route('**/purchase-approval/runs', async (route) => {
    keys.add(route.request().headers()['idempotency-key']);
    await (reachable ? route.continue() : route.abort());
  });
  await page.goto('/start/purchase-approval');
  await fillRequest(page, LAMP);
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByText(/^Saved /)).toBeVisible();
  reachable = true;
  await page.reload();
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByRole('region', { name: 'Who has it' })).toBeVisible();
  expect(keys.size).toBe(1);
  expect([...keys][0]).toBeTruthy();
});

test('what was filled in and is hidden again is neither asked for nor sent', async ({ page, server }) => {
  const designer = await Other.as(server.base, '@nora.lindqvist');
  const { rev } = await designer.putNew<{ rev: number }>('/workflows/a-form-that-changes/draft', { source: HIDDEN });
  await designer.post('/workflows/a-form-that-changes/publish', { rev, note: 'First' });
  await designer.leave();
  await signInAs(page, 'Omar Farouk');
  await page.goto('/start/a-form-that-changes');
  await page.getByRole('radio', { name: 'Yes' }).check();
  await page.getByLabel('Why is it urgent?').fill('It is not.');
  // Sent at once: that the field is hidden by now is not known here yet.
  await page.getByRole('radio', { name: 'No' }).check();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('region', { name: 'Who has it' })).toBeVisible();
  await page.getByRole('tab', { name: /Data/ }).click();
  await expect(page.getByText('It is not.')).toHaveCount(0);
});

test('a secret stays with its draft, unseen, and one that was emptied again is as it was', async ({ page, server }) => {
  const designer = await Other.as(server.base, '@nora.lindqvist');
  const { rev } = await designer.putNew<{ rev: number }>('/workflows/a-safe/draft', { source: SAFE });
  await designer.post('/workflows/a-safe/publish', { rev, note: 'First' });
  await designer.leave();
  await signInAs(page, 'Omar Farouk');
  await page.goto('/start/a-safe');
  const code = page.getByLabel('Which code?');
  const kept = page.getByText('Something is kept here and not shown; what you type replaces it.');
  const saved = () => page.waitForResponse((answer) => answer.url().endsWith('/draft') && answer.request().method() === 'PUT' && answer.ok());
  const typed = saved();
  await code.fill('s3same');
  await typed;
  await page.reload();
  await expect(code).toHaveValue('');
  await expect(kept).toBeVisible();
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByRole('region', { name: 'Who has it' })).toBeVisible();
  await expect(page.getByText('given, and not shown')).toBeVisible();
  await expect(page.getByText('s3same')).toHaveCount(0);
  await looksRight(page, 'secret-timeline');

  const { items } = (await (await page.request.get('/api/v1/tasks?view=mine&workflow=a-safe')).json()) as { items: { id: string }[] };
  await page.goto(`/tasks/${items[0]?.id ?? ''}`);
  await expect(kept).toBeVisible();
  const wrong = saved();
  await code.fill('typed by mistake');
  await wrong;
  await expect(kept).toHaveCount(0);
  const emptied = saved();
  await code.fill('');
  await emptied;
  await expect(kept).toBeVisible();
  await looksRight(page, 'secret-kept');
  const sent = page.waitForRequest((request) => request.url().endsWith('/complete'));
  await page.keyboard.press('Control+Enter');
  expect((await sent).postDataJSON()).toMatchObject({ values: {} });
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect.poll(async () => ((await (await page.request.get('/api/v1/tasks?view=mine&workflow=a-safe')).json()) as { items: object[] }).items.length).toBe(0);
});
