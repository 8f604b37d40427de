import { expect, signInAs, test } from './support/fixtures';

test('what is not there says so, and offers no second try', async ({ page }) => {
  await signInAs(page, 'Ana Díaz');
  await page.goto('/runs/PUR-99999');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page).toHaveTitle(/Page not found/);
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
});

test('a member is asked for nothing that they may not read', async ({ page }) => {
  const refused: string[] = [];
  page.on('response', (answer) => { if (answer.status() === 403) refused.push(answer.url()); });
  await signInAs(page, 'Ana Díaz');
  for (const path of ['/rehearsal', '/people', '/workflows', '/runs', '/exceptions', '/profile', '/tokens']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.waitForLoadState('load');
  }
  await expect(page.getByRole('button', { name: 'New token' })).toBeVisible();
  expect(refused).toEqual([]);
});

test('a long timeline begins with its latest part', async ({ page }) => {
  await signInAs(page, 'Alan Whitfield');
  await page.route('**/api/v1/runs/PUR-32', async (route) => {
    const answer = await route.fetch();
    const run = (await answer.json()) as { timeline: { entry: number; sentence: string }[] };
    const [first] = run.timeline;
    run.timeline = Array.from({ length: 250 }, (_, index) => ({ ...first, entry: index + 1, sentence: `Sentence ${index + 1}` }));
    await route.fulfill({ response: answer, json: run });
  });
  await page.goto('/runs/PUR-32');
  const timeline = page.getByRole('group', { name: 'Timeline' });
  await expect(timeline.getByRole('listitem')).toHaveCount(100);
  await expect(timeline).toContainText('Sentence 250');
  await timeline.getByRole('button', { name: 'Show earlier (150)' }).click();
  await expect(timeline.getByRole('listitem')).toHaveCount(200);
  await timeline.getByRole('button', { name: 'Show earlier (50)' }).click();
  await expect(timeline).toContainText('Sentence 1');
  await expect(timeline.getByRole('button', { name: /Show earlier/ })).toHaveCount(0);
});

test('the inbox has room for large numbers', async ({ page }) => {
  await page.route('**/api/v1/tasks/counts', (route) => route.fulfill({ json: { mine: 12_925, teams: 1_120, waiting: 999 } }));
  await signInAs(page, 'Miriam Sato');
  const tabs = page.getByRole('tablist', { name: 'Views' });
  await expect(tabs.getByRole('tab', { name: /Mine/ })).toContainText('99+');
  await expect(page.getByRole('group', { name: 'Decision' })).toBeVisible();
  expect(await tabs.evaluate((list) => list.scrollWidth - list.clientWidth)).toBeLessThanOrEqual(0);
});
