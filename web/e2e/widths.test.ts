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
  // Saved, it comes back from the server, and what is typed on is saved on top of it.
  await page.setViewportSize(WIDE);
  const wide = page.getByRole('textbox', { name: /^Note/ });
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(wide).toHaveValue('It is high, and it is old');
  const saved = page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.url().endsWith('/draft'));
  await wide.fill('It is high, and it is very old');
  expect((await saved).ok()).toBe(true);
  // At an address of its own the task is another page: what was saved is there at once, not what was read before.
  await page.goto(`/tasks/${key}.1`);
  await expect(page.getByRole('textbox', { name: /^Note/ })).toHaveValue('It is high, and it is very old');
});

test('a task that is opened again shows what others changed meanwhile, not what it showed before', async ({ page, server }) => {
  await publish(server.base, 'two-prices', TWO_PRICES);
  const asker = await Other.as(server.base, '@jonas.lind');
  const begin = (about: string) => asker.post<{ key: string }>('/workflows/two-prices/runs', { values: { about, price: 900 } });
  const { key } = await begin('The mended one');
  await begin('The other one');
  await page.setViewportSize(WIDE);
  await signInAs(page, 'Miriam Sato');
  const open = (about: string) => page.getByRole('link', { name: new RegExp(about) }).first().click();
  const task = page.getByRole('region', { name: 'Task', exact: true });
  const price = task.getByRole('textbox', { name: /^Price/ });
  await open('The mended one');
  await expect(task.getByText('The mended one').first()).toBeVisible();
  await expect(price).toHaveValue('900');
  await open('The other one');
  await expect(task.getByText('The mended one')).toHaveCount(0);
  await asker.post(`/tasks/${key}.2/complete`, { values: { price: 4200 } });
  await asker.leave();
  await open('The mended one');
  await expect(task.getByText('The mended one').first()).toBeVisible();
  await expect(price).toHaveValue(/^4,?200$/);
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

const TWO_PRICES = `workflow: two-prices
title: Two prices
owner: it
key: TWP
label: "{about}"
start:
  - form: Begin
    who: everyone
    gives: [about, price]
roles:
  asker: { is: starter }
  judge: { is: manager of asker }
fields:
  about: { type: text, label: What about?, required: true }
  price: { type: number, label: Price, required: true }
steps:
  - parallel: Both at once
    join: all
    branches:
      - title: Look
        steps:
          - { task: Look at the price, who: judge, shows: [about], gives: [price] }
      - title: Mend
        steps:
          - { task: Mend the price, who: asker, gives: [price] }
  - end: agreed
outcomes:
  agreed: { title: Agreed }
`;
