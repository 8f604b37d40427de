/** What a run page shows of undoing, locks, clocks, rounds, races and handlers; the list beside the diagram says the same. */
import type { Page } from '@playwright/test';
import { Other } from './support/api';
import { FAIR, HALL, REPAIR, SITE, TRIP } from './support/blocks';
import { publish } from './support/equipment';
import { expect, signInAs, test } from './support/fixtures';
import { looksRight } from './support/looks';

/** A run that Ana has begun; what she does next, by the titles of her tasks. */
async function begin(base: string, workflow: string, values: object): Promise<{ run: string; ana: Other; does: (title: string, answer?: object) => Promise<void> }> {
  const ana = await Other.as(base, '@ana.diaz');
  const { run } = await ana.post<{ run: { id: string } }>(`/workflows/${workflow}/runs`, { values });
  const does = async (title: string, answer: object = {}) => {
    type Waits = { waits_for: { title: string; task: string | null }[] };
    let task: string | null | undefined;
    await expect.poll(async () => (task = (await ana.get<Waits>(`/runs/${run.id}`)).waits_for.find((wait) => wait.title === title)?.task)).toBeTruthy();
    await ana.post(`/tasks/${task}/complete`, answer);
  };
  return { run: run.id, ana, does };
}

/** The steps as the list says them: the same for who sees no diagram. */
const steps = (page: Page) => page.getByRole('group', { name: 'Steps' });

test('what was done is undone, the latest first', async ({ page, server }) => {
  await publish(server.base, 'trip-booking', TRIP);
  const { run, ana, does } = await begin(server.base, 'trip-booking', { where: 'Lisbon' });
  await does('Book the flight');
  await does('Book the hotel');
  await does('Look at it all', { choice: 'drop' });
  await signInAs(page, 'Ana Díaz');
  await page.goto(`/runs/${run}`);
  const waits = page.getByRole('region', { name: 'Who has it' });
  await expect(waits).toContainText('Cancel the hotel');
  await expect(waits).not.toContainText('Cancel the flight');
  await expect(page.getByRole('region', { name: 'Record' })).toContainText(/undone|undo/i);
  // The way that was taken is strong, whichever file of styles comes last.
  await expect(page.locator('path.react-flow__edge-path').first()).toHaveCSS('stroke-width', '2.25px');
  const item = (title: string) => steps(page).getByRole('listitem').filter({ hasText: title }).first();
  await expect(item('Book the hotel')).toContainText('Being undone');
  await expect(item('Book the hotel')).toContainText(/When it is undone.*Cancel the hotel/);
  await expect(item('Book the flight')).toContainText('Done');
  await looksRight(page, 'run-undo');
  await does('Cancel the hotel');
  await expect(waits).toContainText('Cancel the flight');
  await expect(item('Book the hotel')).toContainText('Undone');
  await does('Cancel the flight');
  await expect(page.getByRole('list', { name: 'About this run' })).toContainText('Dropped');
  await ana.leave();
});

test('a lock names who holds it, and a clock that stands still says so', async ({ page, server }) => {
  await publish(server.base, 'site-work', SITE);
  const { run, ana, does } = await begin(server.base, 'site-work', { site: 'Harbour' });
  await signInAs(page, 'Ana Díaz');
  await page.goto(`/runs/${run}`);
  const waits = page.getByRole('region', { name: 'Who has it' });
  await expect(waits).toContainText('Lift the roof');
  await expect(waits).toContainText(/Lift the tank.*crane.*Lift the roof/);
  await looksRight(page, 'run-lock');
  await does('Lift the roof');
  await expect(waits).not.toContainText('crane');
  await does('Lift the tank');
  await expect(page.getByRole('list', { name: 'About this run' })).toContainText('The clock stands still');
  await looksRight(page, 'run-clock');
  await does('The customer looks at it');
  await expect(page.getByRole('list', { name: 'About this run' })).toContainText('Built');
  await ana.leave();
});

test('rounds, a race and a handler show where they are', async ({ page, server }) => {
  await publish(server.base, 'repair', REPAIR);
  const { run, ana, does } = await begin(server.base, 'repair', { what: 'A bicycle' });
  await does('Try to mend it', { values: { works: false } });
  await signInAs(page, 'Ana Díaz');
  await page.goto(`/runs/${run}`);
  await expect(steps(page)).toContainText(/Try to mend it.*Open 2×/);
  await expect(page.getByRole('button', { name: /Try to mend it.*2×/ })).toBeVisible();
  await looksRight(page, 'run-rounds');
  await does('Try to mend it', { values: { works: true } });
  await expect(steps(page)).toContainText('The first one wins');
  await looksRight(page, 'run-race');
  await does('Say when to fetch it');
  await expect(steps(page)).toContainText(/A week.*Withdrawn/);
  const ines = await Other.as(server.base, '@ines.weber');
  await ines.post('/rehearsal/clock', { by: '2 days' });
  await ines.leave();
  await expect(page.getByRole('region', { name: 'Who has it' })).toContainText('Ask where they are');
  await expect(steps(page)).toContainText('After 1 day');
  await looksRight(page, 'run-handler');
  await ana.leave();
});

test('of many items that wait for runs of their own each names its run', async ({ page, server }) => {
  await publish(server.base, 'hall-building', HALL);
  await publish(server.base, 'fair-building', FAIR);
  const names = ['North', 'East', 'South', 'West'];
  const { run, ana } = await begin(server.base, 'fair-building', { halls: names.map((name) => ({ name })) });
  await signInAs(page, 'Ines Weber');
  await page.goto(`/runs/${run}`);
  const waits = page.getByRole('region', { name: 'Who has it' });
  await expect(waits).toContainText('Waits for the end of 4 runs');
  await waits.getByText('Show all 4').click();
  const item = (name: string) => waits.getByRole('listitem').getByRole('listitem').filter({ hasText: name });
  for (const [nth, name] of names.entries()) {
    await expect(item(name).getByRole('link')).toHaveAttribute('href', `/runs/HAL-${nth + 1}`);
  }
  await looksRight(page, 'run-sub-runs');
  await ana.leave();
});
