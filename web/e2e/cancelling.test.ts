/** Cancelling a run: what it says before, and how the run shows that what was done is undone; what sending back does again. */
import { Other } from './support/api';
import { TRIP } from './support/blocks';
import { publish } from './support/equipment';
import { expect, signInAs, test } from './support/fixtures';
import { looksRight } from './support/looks';

const JOURNEY = TRIP.replace('trip-booking', 'trip-cancelling')
  .replace('Trip booking', 'Trip to cancel')
  .replace('key: TRP', 'key: TRC')
  .replace('drop: {', 'back: { label: Send back, then: flight }\n      drop: {');

test('who cancels a run sees what is withdrawn, has it undone, and the run says so until that is over', async ({ page, server }) => {
  await publish(server.base, 'trip-cancelling', JOURNEY);
  const ana = await Other.as(server.base, '@ana.diaz');
  const { run } = await ana.post<{ run: { id: string } }>('/workflows/trip-cancelling/runs', { values: { where: 'Lisbon' } });
  for (const nth of [1, 2]) await ana.post(`/tasks/${run.id}.${nth}/complete`, {});
  await signInAs(page, 'Ana Díaz');
  await page.goto(`/tasks/${run.id}.3`);
  await expect(page.getByText('Send back: Book the flight (Ana Díaz), Book the hotel (Ana Díaz), and Look at it all.')).toBeVisible();
  await looksRight(page, 'task-again');

  await signInAs(page, 'Ines Weber');
  await page.goto(`/runs/${run.id}`);
  await page.getByRole('button', { name: 'Cancel run' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('status')).toContainText('Look at it all (Ana Díaz)');
  await expect(dialog.getByRole('list', { name: 'What can be undone' }).getByRole('listitem')).toHaveText(['Book the hotel: Cancel the hotel', 'Book the flight: Cancel the flight']);
  await dialog.getByLabel('Undo what was done first').check();
  await dialog.getByLabel('Reason').fill('They fell ill.');
  await looksRight(page, 'run-cancel');
  await dialog.getByRole('button', { name: 'Undo and cancel' }).click();
  await expect(page.getByText('What was done is being undone.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Cancel run' })).toHaveCount(0);
  await page.getByRole('button', { name: 'End now' }).click();
  await expect(dialog.getByRole('status')).toContainText('Cancel the hotel (Ana Díaz)');
  await expect(dialog.getByRole('list', { name: 'What is not undone any more' }).getByRole('listitem')).toHaveText(['Book the hotel: Cancel the hotel', 'Book the flight: Cancel the flight']);
  await expect(dialog.getByRole('button', { name: 'End now' })).toBeDisabled();
  await looksRight(page, 'run-end-now');
  await dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
  for (const nth of [4, 5]) await ana.post(`/tasks/${run.id}.${nth}/complete`, {});
  await expect(page.getByRole('list', { name: 'About this run' })).toContainText('Cancelled');
  await ana.leave();
});

test('who is about to cancel a run that somebody else cancels meanwhile does not end it at once', async ({ page, server }) => {
  await publish(server.base, 'trip-both', JOURNEY.replace('trip-cancelling', 'trip-both').replace('Trip to cancel', 'Trip of both').replace('key: TRC', 'key: TRB'));
  const ana = await Other.as(server.base, '@ana.diaz');
  const { run } = await ana.post<{ run: { id: string } }>('/workflows/trip-both/runs', { values: { where: 'Lisbon' } });
  for (const nth of [1, 2]) await ana.post(`/tasks/${run.id}.${nth}/complete`, {});
  const other = await Other.as(server.base, '@ines.weber');
  await signInAs(page, 'Ines Weber');
  await page.goto(`/runs/${run.id}`);
  await page.getByRole('button', { name: 'Cancel run' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('They fell ill.');
  await expect(dialog.getByRole('button', { name: 'Cancel run' })).toBeEnabled();
  await other.post(`/runs/${run.id}/cancel`, { reason: 'It rains there.', how: 'undo' });
  await expect(dialog.getByRole('alert')).toContainText('begun to end');
  await expect(dialog.getByRole('button', { name: 'End now' })).toHaveCount(0);
  await expect(dialog.getByRole('button', { name: 'Cancel run' })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.getByText('What was done is being undone.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'End now' })).toBeVisible();
  await ana.leave();
  await other.leave();
});

test('what could not be told before a run is cancelled can be undone all the same', async ({ page, server }) => {
  await publish(server.base, 'trip-untold', JOURNEY.replace('trip-cancelling', 'trip-untold').replace('Trip to cancel', 'Trip untold').replace('key: TRC', 'key: TRU'));
  const ana = await Other.as(server.base, '@ana.diaz');
  const { run } = await ana.post<{ run: { id: string } }>('/workflows/trip-untold/runs', { values: { where: 'Lisbon' } });
  for (const nth of [1, 2]) await ana.post(`/tasks/${run.id}.${nth}/complete`, {});
  await signInAs(page, 'Ines Weber');
  let isAsked: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => { isAsked = resolve; });
  await page.route(`**/api/v1/runs/${run.id}/cancel`, async (route) => {
    if (route.request().method() !== 'GET') return route.fallback();
    await asked;
    return route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"code":"server.busy","title":"Busy","status":503}' });
  });
  await page.goto(`/runs/${run.id}`);
  await page.getByRole('button', { name: 'Cancel run' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('They fell ill.');
  await expect(dialog.getByRole('button', { name: 'Cancel run' })).toBeDisabled();
  isAsked();
  await dialog.getByLabel('Undo what was done first').check();
  await dialog.getByRole('button', { name: 'Undo and cancel' }).click();
  await expect(page.getByText('What was done is being undone.')).toBeVisible();
  await ana.leave();
});

test('a run of which the end does not come is ended at once, with a reason', async ({ page, server }) => {
  await publish(server.base, 'trip-ended', JOURNEY.replace('trip-cancelling', 'trip-ended').replace('Trip to cancel', 'Trip to end').replace('key: TRC', 'key: TRN'));
  const ana = await Other.as(server.base, '@ana.diaz');
  const { run } = await ana.post<{ run: { id: string } }>('/workflows/trip-ended/runs', { values: { where: 'Lisbon' } });
  for (const nth of [1, 2]) await ana.post(`/tasks/${run.id}.${nth}/complete`, {});
  const ines = await Other.as(server.base, '@ines.weber');
  await ines.post(`/runs/${run.id}/cancel`, { reason: 'They fell ill.', how: 'undo' });
  await signInAs(page, 'Ines Weber');
  await page.goto(`/runs/${run.id}`);
  await page.getByRole('button', { name: 'End now' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('The hotel is closed for good.');
  await dialog.getByRole('button', { name: 'End now' }).click();
  await expect(page.getByRole('list', { name: 'About this run' })).toContainText('Cancelled');
  await expect(page.getByText('what was still done for its end is given up')).toBeVisible();
  await ana.leave();
  await ines.leave();
});
