/** What begins and does work from outside: secrets, workers, webhooks and events; and a way to a flaw, played on the diagram. */
import { createHmac } from 'node:crypto';
import { Other } from './support/api';
import { ORDER, STUCK } from './support/blocks';
import { publish } from './support/equipment';
import { expect, signInAs, test } from './support/fixtures';
import { looksRight } from './support/looks';

const SHOP = 'what the shop signs with';

test('orders begin by a signed webhook and by an event, and wait for a worker', async ({ page, server }) => {
  await publish(server.base, 'order-intake', ORDER);
  await signInAs(page, 'Ines Weber');
  const ines = await Other.as(server.base, '@ines.weber');
  await ines.putNew('/secrets/shop', { value: SHOP });
  await page.goto('/secrets');
  await expect(page.getByRole('listitem').filter({ hasText: 'shop' })).toContainText('Ines Weber');
  await expect(page.getByText(SHOP)).toHaveCount(0);
  await page.getByRole('button', { name: 'Delete shop' }).click();
  await expect(page.getByRole('dialog')).toContainText('What uses it stops until it is set again: Order intake.');
  await looksRight(page, 'secrets-delete');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await looksRight(page, 'secrets-one');

  const body = JSON.stringify({ number: 'A-17' });
  const signature = `sha256=${createHmac('sha256', SHOP).update(body).digest('hex')}`;
  const answer = await fetch(`${server.base}/api/v1/webhooks/order-intake/order-placed`, {
    method: 'POST', body, headers: { 'Content-Type': 'application/json', 'X-Hub-Signature-256': signature },
  });
  expect(answer.ok, await answer.clone().text()).toBe(true);
  const { run } = (await answer.json()) as { run: string };
  await ines.post('/events/order-phoned', { key: 'B-4', body: { number: 'B-4' }, id: 'call-1' });
  await page.goto('/runs?workflow=order-intake');
  await expect(page.getByRole('link', { name: 'Order A-17' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Order B-4' })).toBeVisible();
  await expect(page.getByRole('row', { name: /Order B-4/ })).toContainText('By itself');
  await looksRight(page, 'runs-order');

  await page.goto('/workers');
  const topic = page.getByRole('listitem').filter({ hasText: 'weigh-parcels' });
  await expect(topic).toContainText('2 wait');
  const { secret } = await ines.post<{ secret: string }>('/tokens', { name: 'scales', scopes: ['jobs'] });
  const taken = await fetch(`${server.base}/api/v1/jobs/take`, {
    method: 'POST', body: JSON.stringify({ topics: ['weigh-parcels'], worker: 'scales-1' }), headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${secret}` },
  });
  expect(taken.ok, await taken.clone().text()).toBe(true);
  await page.reload();
  await expect(topic).toContainText('scales-1');
  await expect(topic).toContainText('1 being done');
  await looksRight(page, 'workers-busy');
  await page.goto(`/runs/${run}`);
  await expect(page.getByRole('heading', { name: 'Order A-17', level: 1 })).toBeVisible();
  await looksRight(page, 'run-job');
  await ines.leave();
});

test('the shortest way to a flaw is played on the diagram', async ({ page }) => {
  await signInAs(page, 'Nora Lindqvist');
  await page.goto('/workflows/new');
  await page.getByRole('textbox', { name: 'Definition' }).fill(STUCK);
  const way = page.getByRole('list', { name: 'The shortest way to it' }).first();
  await expect(way).toContainText('Decide');
  await page.getByRole('button', { name: 'Play it on the diagram' }).first().click();
  await page.getByRole('button', { name: 'Next step' }).first().click();
  await expect(way.locator('[aria-current="step"]')).toBeVisible();
  // Another state of the cards leaves the ways between them.
  await expect(page.locator('.react-flow__edge').first()).toBeAttached();
  await looksRight(page, 'editor-playing');
  await page.getByRole('button', { name: 'Stop' }).first().click();
  await expect(page.getByRole('button', { name: 'Next step' })).toHaveCount(0);
});
