import { Other } from './support/api';
import { expect, signInAs, test } from './support/fixtures';
import { looksRight } from './support/looks';
import { enter } from './support/places';

const text = (id: string, limit: number, more = '') => `workflow: ${id}
title: Room booking
about: Rooms for many people are looked at first.
owner: hr
start:
  - form: Book a room
    who: everyone
    gives: [room, seats]
roles:
  desk: { group: hr, pick: first-come }
  asker: { is: starter }
fields:
  room: { type: text, label: Which room?, required: true }
  seats: { type: number, label: How many seats?, required: true }
  check: { type: choice, options: [none, thorough], label: Check }
steps:
  - decide: How much is looked at?
    gives: [check]
    table:
      hit: first
      inputs: [seats]
      rules:
        - { when: ["< ${limit}"], gives: [none] }
        - { when: ["-"], gives: [thorough] }
${more}  - task: Look whether it is free
    id: look
    when: check = "thorough"
    who: asker
    due: 3 days
  - task: Book it
    id: book
    who: asker
  - end: booked
outcomes:
  booked: { title: Booked }
`;

/** Publishes a text of that id; the draft's revision before. */
async function publish(designer: Other, id: string, source: string, note: string): Promise<void> {
  const { rev } = await designer.putNew<{ rev: number }>(`/workflows/${id}/draft`, { source });
  await designer.post(`/workflows/${id}/publish`, { rev, note });
}

/** A run of it; `done`: to its end. */
async function run(who: Other, id: string, seats: number, done: boolean): Promise<string> {
  const { key } = await who.post<{ key: string }>(`/workflows/${id}/runs`, { values: { room: `Red ${seats}`, seats } });
  if (done) await who.post(`/tasks/${key}.1/complete`, {});
  return key;
}

test('one version alone is nothing to compare, and that is said', async ({ page, server }) => {
  const nora = await Other.as(server.base, '@nora.lindqvist');
  const id = 'rooms-alone';
  await publish(nora, id, text(id, 20), 'First');
  await signInAs(page, 'Nora Lindqvist');
  await page.goto(`/workflows/${id}/compare`);
  await expect(page.getByText('There is nothing to compare with yet')).toBeVisible();
  await expect(page.getByRole('combobox')).toHaveCount(0);
  await looksRight(page, 'compare-alone');
  await nora.putNew(`/workflows/${id}/draft`, { source: text(id, 5) });
  await nora.leave();
  await page.reload();
  await expect(page.getByRole('region', { name: 'v1 and Draft side by side' }).locator('ins').filter({ hasText: '5' })).toBeVisible();
});

test('versions are compared side by side, and an earlier one is restored without losing the draft', async ({ page, server }) => {
  const nora = await Other.as(server.base, '@nora.lindqvist');
  const id = 'rooms-compared';
  await publish(nora, id, text(id, 20), 'First');
  await publish(nora, id, text(id, 10, '  - task: Ask the neighbours\n    who: asker\n'), 'Ask first');
  await nora.putNew(`/workflows/${id}/draft`, { source: text(id, 5) });
  await signInAs(page, 'Nora Lindqvist');
  await page.goto(`/workflows/${id}?tab=versions`);
  await page.getByRole('link', { name: 'Changes of version 2' }).click();
  await expect(page.getByRole('heading', { name: 'Compare versions of Room booking', level: 1 })).toBeVisible();
  await expect(page.getByRole('region', { name: 'What changes' })).toContainText('Step “Ask the neighbours” is new');
  const both = page.getByRole('region', { name: 'v1 and v2 side by side' });
  await expect(both.getByRole('row').filter({ hasText: 'Ask the neighbours' })).toContainText('Added:');
  await expect(both.locator('ins').filter({ hasText: '10' })).toBeVisible();
  await expect(both.locator('del').filter({ hasText: '20' })).toBeVisible();
  await expect(both).not.toContainText('Which room?');
  await both.getByRole('button', { name: /Show \d+ lines that are the same/ }).first().click();
  await expect(both).toContainText('Which room?');
  const next = page.getByRole('button', { name: 'Next change' });
  await next.click();
  await next.click();
  await expect(page.getByText('Change 2 of 2')).toBeVisible();
  await expect(both.locator('tr:focus')).toContainText('Ask the neighbours');
  await looksRight(page, 'compare');
  await page.getByRole('combobox', { name: 'To', exact: true }).click();
  await page.getByRole('option', { name: 'Draft' }).click();
  await expect(page.getByRole('region', { name: 'v1 and Draft side by side' }).locator('ins').filter({ hasText: '5' })).toBeVisible();

  await page.goto(`/workflows/${id}?tab=versions`);
  await page.getByRole('button', { name: 'Restore version 1' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('There is a draft already, by Nora Lindqvist');
  await looksRight(page, 'restore');
  await dialog.getByRole('button', { name: 'Restore, the draft goes into the bin' }).click();
  await expect(page.getByRole('textbox', { name: 'Definition' })).toHaveValue(/< 20/);
  await page.goto('/bin');
  await page.getByRole('button', { name: 'Look at Room booking' }).click();
  await expect(page.getByRole('dialog')).toContainText('A draft of it is being written');
  await expect(page.getByRole('dialog').locator('ins').filter({ hasText: '5' })).toBeVisible();
  await looksRight(page, 'bin-item');
  await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect((await nora.get<{ source: string }>(`/workflows/${id}/draft`)).source).toContain('< 5');
  await nora.leave();
});

test('before a version is published it is told which finished runs would have gone another way, and which runs move with it', async ({ page, server }) => {
  const nora = await Other.as(server.base, '@ines.weber');
  const ana = await Other.as(server.base, '@ana.diaz');
  const id = 'rooms-moved';
  await publish(nora, id, text(id, 20), 'First');
  const [few, many] = [await run(ana, id, 4, true), await run(ana, id, 12, true)];
  const [moving, staying] = [await run(ana, id, 5, false), await run(ana, id, 30, false)];
  await nora.putNew(`/workflows/${id}/draft`, { source: text(id, 10).replace('  - task: Look whether', '  - task: Look well whether').replace('id: look', 'id: look-well') });
  await signInAs(page, 'Ines Weber');
  await page.goto(`/workflows/${id}/edit`);
  await page.getByRole('button', { name: 'Publish' }).click();
  const dialog = page.getByRole('dialog');
  const ways = dialog.getByRole('region', { name: 'Finished runs, had they gone by the draft' });
  await expect(ways).toContainText('1 would have gone another way.');
  const item = ways.getByRole('listitem').filter({ hasText: many });
  await expect(item).toContainText('Another way');
  await expect(item).toContainText('Look well whether it is free');
  await expect(item).toContainText('Check would have been thorough instead of none');
  await expect(ways).not.toContainText(few);
  await expect(dialog.getByRole('checkbox', { name: new RegExp(staying) })).toBeDisabled();
  await expect(dialog).toContainText('which version 2 does not have');
  await dialog.getByRole('checkbox', { name: new RegExp(moving) }).check();
  await looksRight(page, 'publish');
  await dialog.getByLabel('Note').fill('Rooms for ten are looked at');
  await dialog.getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByRole('list', { name: 'About this workflow' })).toContainText('Live: v2');
  expect(await nora.get<{ version: number }>(`/runs/${moving}`)).toMatchObject({ version: 2 });
  expect(await nora.get<{ version: number }>(`/runs/${staying}`)).toMatchObject({ version: 1 });

  // The run that stayed goes on at another step.
  await page.goto(`/runs/${staying}`);
  await page.getByRole('button', { name: 'Move to another step' }).click();
  await expect(dialog).toContainText('It is at “Look whether it is free” now.');
  await dialog.getByRole('combobox', { name: 'To the step' }).click();
  await page.getByRole('option', { name: 'Book it' }).click();
  await expect(dialog.getByRole('status')).toContainText('“Look whether it is free” is withdrawn');
  await expect(dialog.getByRole('status')).toContainText('“Book it” opens');
  await expect(dialog.getByRole('button', { name: 'Move', exact: true })).toBeDisabled();
  await looksRight(page, 'move');
  await dialog.getByLabel('Reason').fill('Everybody knows that it is free.');
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('Book it').first()).toBeVisible();
  await nora.leave();
  await ana.leave();
});

test('of two designers who write one draft, neither loses a line', async ({ page, browser, server }) => {
  const id = 'rooms-shared';
  const nora = await Other.as(server.base, '@nora.lindqvist');
  await nora.putNew(`/workflows/${id}/draft`, { source: text(id, 20) });
  const other = await browser.newContext({ baseURL: server.base });
  const hers = await other.newPage();
  await enter(hers.request, '@ines.weber');
  await signInAs(page, 'Nora Lindqvist');
  const open = async (on: typeof page) => {
    await on.goto(`/workflows/${id}/edit`);
    return on.getByRole('textbox', { name: 'Definition' });
  };
  const [mine, theirs] = [await open(page), await open(hers)];
  await theirs.fill(text(id, 30).replace('Rooms for many', 'Rooms for very many'));
  await expect(hers.getByText('Draft saved')).toBeVisible();
  await mine.fill(text(id, 40).replace('due: 3 days', 'due: 2 days'));
  await expect(page.getByRole('alert')).toContainText('Somebody changed this draft meanwhile');
  await page.getByRole('button', { name: 'Look at both' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Ines Weber and you changed the same lines in one place.');
  const save = dialog.getByRole('button', { name: 'Save both together' });
  await expect(save).toBeDisabled();
  await dialog.getByRole('radio', { name: 'As you have it' }).check();
  await expect(dialog.getByRole('region', { name: 'Ines Weber and Both together side by side' })).toBeVisible();
  await looksRight(page, 'merge');
  await save.click();
  await expect(page.getByText('Draft saved')).toBeVisible();
  const { source } = await nora.get<{ source: string }>(`/workflows/${id}/draft`);
  expect(source).toContain('< 40');
  expect(source).toContain('due: 2 days');
  expect(source).toContain('Rooms for very many');

  // Who keeps theirs puts the other's into the bin.
  await theirs.fill(text(id, 50));
  await expect(hers.getByRole('alert')).toContainText('Somebody changed this draft meanwhile');
  await hers.getByRole('button', { name: 'Keep what is here' }).click();
  await expect(hers.getByText('Draft saved')).toBeVisible();
  const bin = await nora.get<{ items: { id: string; item: string }[] }>('/bin');
  const item = bin.items.find((binned) => binned.id === id)?.item ?? '';
  expect((await nora.get<{ source: string }>(`/bin/${item}`)).source).toBe(source);
  expect((await nora.get<{ source: string }>(`/workflows/${id}/draft`)).source).toContain('< 50');
  await other.close();
  await nora.leave();
});

test('a workflow that never ran goes into the bin and comes back', async ({ page, server }) => {
  const nora = await Other.as(server.base, '@nora.lindqvist');
  const id = 'rooms-binned';
  await publish(nora, id, text(id, 20).replace('Room booking', 'Rooms of old'), 'First');
  await signInAs(page, 'Nora Lindqvist');
  await page.goto(`/workflows/${id}`);
  await page.getByRole('button', { name: 'More to do' }).click();
  await page.getByRole('menuitem', { name: 'Throw all of it away' }).click();
  await expect(page.getByRole('menu')).toHaveCount(0);
  await looksRight(page, 'throw');
  await page.getByRole('dialog').getByRole('button', { name: 'Throw away' }).click();
  await expect(page.getByRole('heading', { name: 'Workflows', level: 1 })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Rooms of old' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Bin' }).click();
  const item = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: /Rooms of old/ }) });
  await expect(item).toContainText('Nora Lindqvist');
  await expect(item).toContainText(/just now · kept until \w+ \d+/);
  await looksRight(page, 'bin');
  await item.getByRole('button', { name: 'Look at Rooms of old' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
  await expect(item).toHaveCount(0);
  await page.goto('/workflows');
  await expect(page.getByRole('link', { name: 'Rooms of old' })).toBeVisible();
  await nora.leave();
});
