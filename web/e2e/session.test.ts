import { Other } from './support/api';
import { expect, signInAs, test } from './support/fixtures';

test('one click signs in where an example is shown, and signing out ends it', async ({ page }) => {
  await page.goto('/inbox');
  await page.getByRole('button', { name: 'David Okafor' }).click();
  await expect(page.getByRole('heading', { name: 'Inbox', level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'Profile of David Okafor' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'David Okafor' })).toBeVisible();
  await page.goto('/runs');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
});

test('a session that was ended elsewhere is over at the next step, which leads back after signing in', async ({ page, server }) => {
  await signInAs(page, 'Elena Rossi');
  const other = await Other.as(server.base, '@elena.rossi');
  await page.goto('/profile');
  await page.getByRole('button', { name: 'End session' }).click();
  await expect(page.getByRole('button', { name: 'End session' })).toHaveCount(0);
  await expect(other.get('/session')).rejects.toThrow('401');
  await other.leave();

  const again = await Other.as(server.base, '@elena.rossi');
  const { items } = await again.get<{ items: { id: string; current: boolean }[] }>('/sessions');
  for (const { id } of items.filter(({ current }) => !current)) await again.remove(`/sessions/${id}`);
  await again.leave();
  await page.getByRole('link', { name: 'Runs' }).first().click();
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByRole('button', { name: 'Elena Rossi' }).click();
  await expect(page.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible();
});

test('times are shown in the zone a person chose', async ({ page }) => {
  await signInAs(page, 'David Okafor');
  await page.goto('/profile');
  await page.getByRole('combobox', { name: 'Time zone' }).fill('Tokyo');
  await page.getByRole('option', { name: 'Asia/Tokyo' }).click();
  await expect(page.getByText('Your time zone is changed.')).toBeVisible();
  await page.goto('/rehearsal');
  await expect(page.getByText('Asia/Tokyo')).toBeVisible();
  const time = await page.request.get('/api/v1/session').then(async (answer) => ((await answer.json()) as { workspace: { time: string } }).workspace.time);
  const told = new Intl.DateTimeFormat('en', { timeZone: 'Asia/Tokyo', day: 'numeric', month: 'short', hour: 'numeric' }).formatToParts(new Date(time));
  const part = (type: string) => told.find((one) => one.type === type)?.value ?? '';
  await expect(page.getByRole('complementary', { name: 'Rehearsal' })).toContainText(new RegExp(`${part('month')} ${part('day')}, .* ${part('hour')}:`));
});
