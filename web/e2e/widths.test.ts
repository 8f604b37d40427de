import { Other } from './support/api';
import { EQUIPMENT, publish } from './support/equipment';
import { expect, signInAs, test } from './support/fixtures';

const WIDE = { width: 1280, height: 860 };
const NARROW = { width: 900, height: 860 };

test('what was begun and not sent stays when the window becomes narrower or wider', async ({ page, server }) => {
  await publish(server.base, 'equipment-request', EQUIPMENT);
  const ana = await Other.as(server.base, '@ana.diaz');
  const values = { title: 'A desk by the window', things: [{ what: 'Desk', count: 1 }], consent: 'Ana Díaz' };
  await ana.post('/workflows/equipment-request/runs', { start: 'ask-for-equipment', values });
  await ana.leave();

  await page.setViewportSize(WIDE);
  await signInAs(page, 'Victor Hahn');
  await page.getByRole('link', { name: /A desk by the window/ }).first().click();
  const acceptance = page.getByRole('region', { name: 'Is it ready for you?' });
  await acceptance.getByLabel('The list is complete').check();
  await acceptance.getByRole('button', { name: 'Hand back' }).click();
  await page.getByLabel('What is missing?').fill('How deep is it?');

  await page.setViewportSize(NARROW);
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(page.getByLabel('What is missing?')).toHaveValue('How deep is it?');
  await expect(acceptance.getByLabel('The list is complete')).toBeChecked();
  await page.setViewportSize(WIDE);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByLabel('What is missing?')).toHaveValue('How deep is it?');

  await acceptance.getByRole('button', { name: 'Cancel' }).click();
  await acceptance.getByRole('button', { name: 'Accept' }).click();
  await page.getByLabel('Labelled the devices').check();
  await page.setViewportSize(NARROW);
  await expect(page.getByRole('dialog').getByLabel('Labelled the devices')).toBeChecked();
});

test('what was typed a moment ago is there in the other layout, and saving goes on', async ({ page, server }) => {
  await publish(server.base, 'a-note', NOTE);
  const ana = await Other.as(server.base, '@ana.diaz');
  const { key } = await ana.post<{ key: string }>('/workflows/a-note/runs', { start: 'ask-for-a-note', values: { about: 'The ladder' } });
  await ana.leave();
  await page.setViewportSize(WIDE);
  await signInAs(page, 'Ana Díaz');
  await page.getByRole('link', { name: /The ladder/ }).first().click();
  await page.getByRole('textbox', { name: /^Note/ }).fill('It is high');
  await page.setViewportSize(NARROW);
  const note = page.getByRole('dialog').getByRole('textbox', { name: /^Note/ });
  await expect(note).toHaveValue('It is high');
  await note.fill('It is high, and it is old');
  await expect(page.getByRole('dialog').getByText(/^Saved /)).toBeVisible();
  // At an address of its own the task is another page: what was saved is there at once, not what was read before.
  await page.goto(`/tasks/${key}.1`);
  await expect(page.getByRole('textbox', { name: /^Note/ })).toHaveValue('It is high, and it is old');
});

const NOTE = `workflow: a-note
title: A note
owner: it
key: NTE
label: "{about}"
start:
  - form: Ask for a note
    who: everyone
    gives: [about]
roles:
  writer: { is: starter }
fields:
  about: { type: text, label: What about?, required: true }
  note: { type: text, label: Note, required: true }
steps:
  - { task: Write it, who: writer, gives: [note] }
  - end: written
outcomes:
  written: { title: Written }
`;
