import type { Page } from '@playwright/test';
import { alone, expect, signInAs } from './support/fixtures';
import { decide } from './support/journey';
import { looksRight } from './support/looks';
import { partOf, workflowsOf } from './support/process';

const NAME = 'Lea Brandt';
const DAY_MS = 86_400_000;
const WEEKS_AHEAD_DAYS = 28;

/** Its clock goes forward by months. */
const test = alone();

/** A Monday far enough ahead for all that comes before it: the last talk is then aimed at within the process's own target. */
function firstDay(): Date {
  const day = new Date(Date.now() + WEEKS_AHEAD_DAYS * DAY_MS);
  return new Date(day.getTime() + ((8 - day.getUTCDay()) % 7) * DAY_MS);
}

const dateOf = (day: Date, later = 0) => new Date(day.getTime() + later * DAY_MS).toISOString().slice(0, 10);

async function moveClock(page: Page, date: string): Promise<void> {
  await signInAs(page, 'Ines Weber');
  await page.goto('/rehearsal');
  await page.getByLabel('Move to').fill(`${date}T10:00`);
  await page.getByRole('button', { name: 'Move', exact: true }).click();
  await expect(page.getByText('Time has moved.')).toBeVisible();
}

/** Who of the process is to do a step, as its page says it: a person, or the group it is offered to. */
async function holder(page: Page, run: string, title: string): Promise<string> {
  await signInAs(page, 'Nora Lindqvist');
  await page.goto(`/runs/${run}`);
  const words = workflowsOf(page).getByText(new RegExp(`With [^:]+: ${title}`)).first();
  await expect(words).toBeVisible();
  return new RegExp(`With ([^:;]+): ${title}`).exec((await words.textContent()) ?? '')?.[1] ?? '';
}

/** Opens a task from the inbox, claims it where it is offered to a group, fills it in and decides. */
async function doTask(page: Page, who: string, title: string, choice: string, fill?: () => Promise<void>): Promise<void> {
  await signInAs(page, who);
  const row = page.getByRole('link', { name: new RegExp(`${title}.*${NAME}`) });
  // Both lists say by their tabs how much is in them; only one of them has this task.
  await expect(page.getByRole('tab', { name: 'Mine' })).toBeVisible();
  if (await isOffered(page, title)) await page.getByRole('tab', { name: 'My teams' }).click();
  await row.click();
  await expect(page.getByRole('article', { name: title })).toBeVisible();
  const claim = page.getByRole('button', { name: 'Claim' });
  const decision = page.getByRole('group', { name: 'Decision' });
  await expect(claim.or(decision).first()).toBeVisible();
  if (await claim.isVisible()) await claim.click();
  await expect(decision).toBeVisible();
  await fill?.();
  await decide(page, choice);
  await expect(page.getByText(new RegExp(`^[A-Z]+-\\d+: ${choice}\\.$`))).toBeVisible();
}

async function isOffered(page: Page, title: string): Promise<boolean> {
  const { items } = (await (await page.request.get('/api/v1/tasks?view=teams')).json()) as { items: { title: string }[] };
  return items.some((item) => item.title === title);
}

test('somebody new is taken in: five workflows, each by those who have it, to the outcome of the process', async ({ page }) => {
  // Fourteen tasks of five people, and months of clock.
  test.setTimeout(480_000);
  const first = firstDay();
  await signInAs(page, 'Nora Lindqvist');
  await page.goto('/start');
  await page.getByRole('link', { name: 'A candidate accepted' }).click();
  await page.getByLabel('Person name').fill(NAME);
  await page.getByLabel('Email').fill('lea.brandt@example.com');
  await page.getByLabel('Role').fill('Analyst');
  await page.getByRole('combobox', { name: 'Manager' }).fill('Grace');
  await page.getByRole('option', { name: 'Grace Kim' }).click();
  await page.getByLabel('Start date').fill(dateOf(first));
  await page.getByLabel('Site').selectOption('Lisbon');
  await page.getByRole('radiogroup', { name: 'Needs laptop' }).getByLabel('Yes').check();
  await page.getByRole('button', { name: 'Submit' }).click();

  const process = workflowsOf(page);
  await expect(process.getByRole('status')).toContainText('The target will be met');
  await expect(process.getByRole('status')).toContainText('What decides when: ');
  const part = (title: string) => partOf(page, title);
  await expect(part('HR documents')).toContainText('Under way');
  await expect(part('HR documents')).toContainText('With Nora Lindqvist: Prepare the contract');
  await expect(part('IT provisioning')).toContainText('Waits for HR documents');
  await expect(part('Workspace preparation')).toContainText('Under way');
  await expect(part('Compliance training')).toContainText('Waits for IT provisioning');
  await expect(part('Manager check-in')).toContainText('Critical path');
  await expect(part('Ready for day one')).toContainText('Milestone');
  const run = new URL(page.url()).pathname.split('/').at(-1) ?? '';

  await doTask(page, 'Nora Lindqvist', 'Prepare the contract', 'Sent to be signed');
  await doTask(page, 'Nora Lindqvist', 'Collect the signed papers', 'Done', async () => {
    await page.getByRole('textbox', { name: 'Tax class' }).fill('I');
    await page.getByRole('radiogroup', { name: 'Everything is signed' }).getByLabel('Yes').check();
  });
  // Who prepared the papers does not approve them: of People operations, Elena Rossi is left.
  await doTask(page, 'Elena Rossi', 'The file is complete', 'Complete');

  for (const [title, label, value] of [['Make the account', 'Account', 'lbrandt'], ['Set up the laptop', 'Serial number', 'SN-4711']] as const) {
    const who = await holder(page, run, title);
    expect(who).toMatch(/^(Ines Weber|Pavel Novák)$/);
    await expect(part('HR documents')).toContainText('Done');
    await expect(part('IT provisioning')).toContainText('Under way');
    await doTask(page, who, title, 'Done', () => page.getByRole('textbox', { name: label }).fill(value));
  }
  expect(await holder(page, run, 'Find a desk')).toBe('Operations');
  await expect(part('IT provisioning')).toContainText('Done');
  await doTask(page, 'Pavel Novak', 'Find a desk', 'Done', () => page.getByRole('textbox', { name: 'Desk' }).fill('3.14'));
  await doTask(page, 'Pavel Novak', 'Lay out key and badge', 'Done');

  await signInAs(page, 'Nora Lindqvist');
  await page.goto(`/runs/${run}`);
  await expect(part('Workspace preparation')).toContainText('Done');
  await expect(part('Ready for day one')).toContainText('Done');
  await expect(part('Compliance training')).toContainText('Not begun');

  await moveClock(page, dateOf(first));
  expect(await holder(page, run, 'Enrol in the trainings')).toBe('Nora Lindqvist');
  await doTask(page, 'Nora Lindqvist', 'Enrol in the trainings', 'Done');
  await doTask(page, 'Grace Kim', 'Confirm the result', 'Done', () => page.getByLabel('Result, in percent').fill('92'));

  for (const days of [30, 60, 90]) {
    await moveClock(page, dateOf(first, days));
    expect(await holder(page, run, 'Talk with each other')).toBe('Grace Kim');
    await expect(part('Training done')).toContainText('Done');
    await expect(process.getByRole('status')).toContainText('The target will be met');
    const needsHelp = days === 30;
    await doTask(page, 'Grace Kim', 'Talk with each other', 'Done', async () => {
      await page.getByLabel('How does it go?').fill(`After ${days} days all goes well.`);
      await page.getByRole('radiogroup', { name: 'Is help of HR needed?' }).getByLabel(needsHelp ? 'Yes' : 'No').check();
    });
    if (needsHelp) await doTask(page, 'Nora Lindqvist', 'Offer help', 'Done');
  }

  await signInAs(page, 'Nora Lindqvist');
  await page.goto(`/runs/${run}`);
  await expect(page.getByRole('list', { name: 'About this run' })).toContainText('A productive, compliant member of the team');
  await expect(process.getByRole('status')).toContainText('The target was met');
  for (const title of ['HR documents', 'IT provisioning', 'Workspace preparation', 'Compliance training', 'Manager check-in']) {
    await expect(part(title)).toContainText('Done');
  }
  await looksRight(page, 'onboarding-over');
  await page.getByRole('tab', { name: /Data/ }).click();
  await expect(page.getByText('lbrandt').first()).toBeVisible();
});
