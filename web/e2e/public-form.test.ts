/** A form that anybody may fill in: by keyboard, on a narrow and a wide screen, in both schemes, without an account. */
import type { Page } from '@playwright/test';
import { Other } from './support/api';
import { expect, signInAs, test } from './support/fixtures';
import { looksRight } from './support/looks';
import type { Server } from './support/server';

const SOURCE = `workflow: leaks
title: Leaks and damages
about: |
  Tell us what is **broken** in the building.
owner: procurement
key: LEA
start:
  - form: Report a leak
    who: public
    gives: [what, urgent, where, rooms, email]
roles:
  repairs: { group: procurement }
fields:
  what: { type: long-text, label: What is broken?, required: true }
  urgent: { type: yes-no, label: Does water run?, required: true }
  where: { type: text, label: Where is the stopcock?, show_when: urgent, required_when: urgent }
  rooms: { type: list, label: Rooms, of: { room: { type: text, label: Room, required: true } } }
  email: { type: email, label: Your e-mail address, personal: true, check: { when: 'not(ends with(email, "@example.org"))', message: Take one that is read. } }
steps:
  - task: Mend it
    who: repairs
    needs: [what]
outcomes:
  mended: { title: Mended }
`;

async function publish(server: Server): Promise<void> {
  const nora = await Other.as(server.base, '@nora.lindqvist');
  const { live_version: live } = await nora.get<{ live_version: number | null }>('/workflows/leaks').catch(() => ({ live_version: null }));
  if (live === null) {
    const { rev } = await nora.putNew<{ rev: number }>('/workflows/leaks/draft', { source: SOURCE });
    await nora.post('/workflows/leaks/publish', { rev, note: 'Open to anybody.' });
  }
  await nora.leave();
}

/** Counts what is sent, so that a run that is made twice does not hide behind one answer. */
function sends(page: Page): string[] {
  const seen: string[] = [];
  page.on('request', (request) => request.url().endsWith('/forms/leaks/runs') && seen.push(request.postData() ?? ''));
  return seen;
}

test.beforeEach(({ server }) => publish(server));

test('somebody without an account sends a form once, and people inside get the work', async ({ page, server }) => {
  const sent = sends(page);
  await page.goto('/f/leaks');
  await expect(page.getByRole('heading', { name: 'Report a leak', level: 1 })).toBeVisible();
  await expect(page.getByText('Tell us what is broken in the building.')).toBeVisible();
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await expect(page.getByLabel('Where is the stopcock?')).toHaveCount(0);

  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('alert')).toContainText('2 things to mend');
  await expect(page.getByLabel('What is broken?')).toBeFocused();
  await page.keyboard.type('The pipe under the sink');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(page.getByLabel('Where is the stopcock?')).toBeVisible();
  await page.getByLabel('Where is the stopcock?').fill('Behind the door');
  await page.getByLabel('Your e-mail address').fill('me@example.org');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('alert')).toContainText('Take one that is read.');
  await looksRight(page, 'public-mend');
  await expect(page.getByLabel('What is broken?')).toHaveValue('The pipe under the sink');
  await page.getByLabel('Your e-mail address').fill('me@example.com');
  await page.getByRole('button', { name: 'Send' }).dblclick();
  await expect(page.getByRole('heading', { name: 'Thank you', level: 1 })).toBeVisible();
  await looksRight(page, 'public-thanks');
  const key = (await page.getByRole('button', { name: /^Copy LEA-/ }).innerText()).trim();
  expect(new Set(sent.map((body) => (JSON.parse(body) as { ticket: string }).ticket)).size).toBe(1);

  const hannah = await Other.as(server.base, '@hannah.vogel');
  const { items } = await hannah.get<{ items: { run: string | { id: string } }[] }>('/tasks?view=teams&workflow=leaks');
  expect(items).toHaveLength(1);
  await hannah.leave();

  await page.getByRole('button', { name: 'Fill in another one' }).click();
  await expect(page.getByLabel('What is broken?')).toHaveValue('');

  await signInAs(page, 'Ines Weber');
  await page.goto(`/runs/${key}`);
  await expect(page.getByRole('list', { name: 'About this run' })).toContainText('Started by somebody without an account');
});

test('a form that is changed after its answer was lost begins no second run, and says so', async ({ page, server }) => {
  const hannah = await Other.as(server.base, '@hannah.vogel');
  const count = async () => (await hannah.get<{ items: object[] }>('/tasks?view=teams&workflow=leaks')).items.length;
  const before = await count();
  let lost = false;
  await page.route('**/forms/leaks/runs', async (route) => {
    if (lost) return route.continue();
    const answer = await route.fetch();
    lost = answer.ok();
    return lost ? route.abort() : route.fulfill({ response: answer });
  });
  await page.goto('/f/leaks');
  await page.getByLabel('What is broken?').fill('The lamp in the hall');
  await page.getByRole('radio', { name: 'No' }).check();
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByLabel('What is broken?').fill('Both lamps in the hall');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('heading', { name: 'Thank you', level: 1 })).toBeVisible();
  await expect(page.getByText('It had arrived at an earlier try already.')).toBeVisible();
  await looksRight(page, 'public-earlier');
  expect(await count()).toBe(before + 1);
  await hannah.leave();
});

test('of what was sent twice without an answer that is told of which arrived', async ({ page, server }) => {
  const hannah = await Other.as(server.base, '@hannah.vogel');
  const count = async () => (await hannah.get<{ items: object[] }>('/tasks?view=teams&workflow=leaks')).items.length;
  const before = await count();
  let lost = 0;
  await page.route('**/forms/leaks/runs', async (route) => {
    if (lost === 2) return route.continue();
    // The first does not arrive at all; of the second the answer is lost.
    if (lost === 1) {
      const answer = await route.fetch();
      if (!answer.ok()) return route.fulfill({ response: answer });
    }
    lost += 1;
    return route.abort();
  });
  await page.goto('/f/leaks');
  await page.getByRole('radio', { name: 'No' }).check();
  for (const [nth, what] of ['The door', 'The front door', 'Both doors'].entries()) {
    await page.getByLabel('What is broken?').fill(what);
    await page.getByRole('button', { name: 'Send' }).click();
    await expect.poll(() => lost).toBe(Math.min(nth + 1, 2));
    if (nth < 2) await expect(page.getByRole('alert')).toBeVisible();
  }
  await expect(page.getByRole('heading', { name: 'Thank you', level: 1 })).toBeVisible();
  await expect(page.getByText('It had arrived at an earlier try already.')).toBeVisible();
  expect(await count()).toBe(before + 1);
  await hannah.leave();
});

test('a form that stood open too long since it was lost on its way is not sent as a new one without a word', async ({ page, server }) => {
  const hannah = await Other.as(server.base, '@hannah.vogel');
  const count = async () => (await hannah.get<{ items: object[] }>('/tasks?view=teams&workflow=leaks')).items.length;
  const before = await count();
  const arrived: string[] = [];
  let tries = 0;
  await page.route('**/forms/leaks/runs', async (route) => {
    tries += 1;
    // Of the first the answer is lost; until the second is sent its ticket has become too old.
    if (tries === 2) return route.fulfill({ status: 409, contentType: 'application/problem+json', json: { code: 'form.too_old', status: 409, title: 'The form was opened too long ago' } });
    const answer = await route.fetch();
    if (answer.ok()) arrived.push(((await answer.json()) as { key: string }).key);
    else tries -= 1;
    return arrived.length === 1 && answer.ok() ? route.abort() : route.fulfill({ response: answer });
  });
  await page.goto('/f/leaks');
  await page.getByLabel('What is broken?').fill('The handle of the window');
  await page.getByRole('radio', { name: 'No' }).check();
  const send = page.getByRole('button', { name: 'Send' });
  await send.click();
  await expect(page.getByRole('alert')).toBeVisible();
  await send.click();
  await expect(page.getByRole('alert')).toContainText('may have arrived when you sent it before');
  await looksRight(page, 'public-doubtful');
  expect(await count()).toBe(before + 1);
  await send.click();
  await expect(page.getByRole('heading', { name: 'Thank you', level: 1 })).toBeVisible();
  await hannah.leave();
});

test('the form is accessible and fits, and says where there is none', async ({ page }) => {
  for (const [name, path, heading] of [
    ['public', '/f/leaks', 'Report a leak'], ['public-titled', '/f/leaks/report-a-leak', 'Report a leak'], ['public-none', '/f/purchase-approval', 'There is no form here'],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
    if (heading === 'Report a leak') {
      await page.getByRole('button', { name: 'Add a row' }).click();
      await expect(page.getByRole('textbox', { name: 'Room' })).toBeVisible();
    }
    await looksRight(page, name);
  }
});

test("a workflow's page hands out the address of its form", async ({ page }) => {
  await signInAs(page, 'Miriam Sato');
  await page.goto('/workflows/leaks');
  const forms = page.getByRole('list', { name: 'Forms open to anybody' });
  await expect(forms).toContainText('Report a leak');
  await expect(forms.getByRole('link', { name: 'open the form' })).toHaveAttribute('href', /\/f\/leaks$/);
  await expect(forms.getByRole('button', { name: /^Copy .*\/f\/leaks$/ })).toBeVisible();
});
