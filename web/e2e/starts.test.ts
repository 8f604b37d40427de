import { Other } from './support/api';
import { publish } from './support/equipment';
import { expect, signInAs, test } from './support/fixtures';
import { looksRight } from './support/looks';

const HEARD = `workflow: orders-heard
title: Orders that were heard of
owner: procurement
key: OHE
start:
  - event: order-heard
    gives: { order: body.order, total: body.total }
  - schedule: 30 7 * * MON-FRI
    zone: Europe/Berlin
    gives: { order: '"By schedule"', total: '1' }
fields:
  order: { type: text, label: Order, required: true }
  total: { type: number, label: Total, required: true }
roles:
  buyer: { group: procurement }
steps:
  - task: Order it
    who: buyer
    needs: [order, total]
  - end: done
outcomes:
  done: { title: Done }
`;

test('what began a run wrongly stands with the owner, who completes it or drops it', async ({ page, server }) => {
  await publish(server.base, 'orders-heard', HEARD);
  const nora = await Other.as(server.base, '@nora.lindqvist');
  for (const order of ['O-1', 'O-2']) await nora.post('/events/order-heard', { body: { order, total: 'a dozen' } });
  await nora.leave();

  await signInAs(page, 'Hannah Vogel');
  await page.goto('/workflows/orders-heard');
  const starts = page.getByRole('region', { name: 'How it starts' });
  await expect(starts).toContainText('With the event order-heard');
  await expect(starts.getByRole('listitem').filter({ hasText: 'By a schedule' }).locator('time')).toHaveCount(3);
  await expect(starts).toContainText('By a schedule: every weekday at 07:30');
  await expect(starts).toContainText('2 runs wait at their start');
  await looksRight(page, 'workflow-starts');

  await starts.getByRole('link', { name: 'See what came and complete or drop it' }).click();
  const held = (run: string) => page.getByRole('listitem').filter({ has: page.locator(`a[href="/runs/${run}"]`) });
  await held('OHE-1').getByText('What came', { exact: true }).click();
  await expect(held('OHE-1')).toContainText('a dozen');
  await looksRight(page, 'exceptions-start');
  await held('OHE-1').getByRole('button', { name: 'Resolve' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Total').fill('12');
  await dialog.getByLabel('Reason').fill('They meant twelve.');
  await dialog.getByRole('button', { name: 'Resolve' }).click();
  await expect(page.getByText('Resolved. The run goes on.')).toBeVisible();

  await held('OHE-2').getByRole('button', { name: 'Resolve' }).click();
  await dialog.getByRole('radio', { name: /Drop it/ }).check();
  await dialog.getByLabel('Reason').fill('A test of theirs.');
  await looksRight(page, 'exceptions-drop');
  await dialog.getByRole('button', { name: 'Resolve' }).click();
  await expect(page.getByText('Dropped.')).toBeVisible();
  await expect(held('OHE-2')).toHaveCount(0);
  await page.goto('/runs/OHE-2');
  await expect(page.getByRole('group', { name: 'Timeline' })).toContainText('A test of theirs.');
});
