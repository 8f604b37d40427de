/** What a run did that has come to its outcome, it undoes itself: what is shown before, and what both pages say meanwhile. */
import { Other } from './support/api';
import { publish } from './support/equipment';
import { expect, signInAs, test } from './support/fixtures';
import { looksRight } from './support/looks';

const ROOM = `workflow: undone-room
title: A room
owner: it
key: UNR
start: [{ run: true }]
roles:
  guest: { is: starter }
steps:
  - task: Reserve the room
    who: guest
    undo: [{ task: Free the room, who: guest }]
outcomes:
  had: { title: Reserved, default: true }
`;

const STAY = `workflow: undone-stay
title: A stay
owner: it
key: UNS
start: [{ manual: Begin, who: everyone }]
roles:
  guest: { is: starter }
steps:
  - run: Get a room
    workflow: undone-room
  - task: Pack
    who: guest
outcomes:
  stayed: { title: Stayed, default: true }
`;

test('a run that has ended undoes what it did when the run that asked for it is cancelled so', async ({ page, server }) => {
  await publish(server.base, 'undone-room', ROOM);
  await publish(server.base, 'undone-stay', STAY);
  const ana = await Other.as(server.base, '@ana.diaz');
  const { run } = await ana.post<{ run: { id: string } }>('/workflows/undone-stay/runs', { values: {} });
  const state = (id: string) => ana.get<{ state: string }>(`/runs/${id}`).then((it) => it.state, () => 'none');
  await expect.poll(() => state('UNR-1')).toBe('running');
  await ana.post('/tasks/UNR-1.1/complete', {});

  await signInAs(page, 'Ines Weber');
  await page.goto(`/runs/${run.id}`);
  await expect(page.getByRole('region', { name: 'Who has it' })).toContainText('Pack');
  await page.getByRole('button', { name: 'Cancel run' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('list', { name: 'What can be undone' }).getByRole('listitem')).toHaveText(['Get a room: UNR-1 undoes what it did']);
  await dialog.getByLabel('Undo what was done first').check();
  await dialog.getByLabel('Reason').fill('They fell ill.');
  await dialog.getByRole('button', { name: 'Undo and cancel' }).click();
  const waits = page.getByRole('region', { name: 'Who has it' });
  await expect(waits).toContainText('Waits until this run has undone what it did');
  await looksRight(page, 'run-undoing-elsewhere');

  await waits.getByRole('link', { name: 'A room' }).click();
  await expect(page.getByText('What was done is being undone.')).toBeVisible();
  await looksRight(page, 'run-undone-after-its-end');
  await ana.post('/tasks/UNR-1.2/complete', {});
  await expect(page.getByText('What this run did is undone; its outcome stays in the record')).toBeVisible();
  await expect.poll(() => state(run.id)).toBe('cancelled');
  expect(await state('UNR-1')).toBe('finished');
  await ana.leave();
});
