import { Other } from './support/api';
import { expect, signInAs, test } from './support/fixtures';
import { looksRight } from './support/looks';
import { partOf, workflowsOf } from './support/process';

const CANDIDATE = {
  person_name: 'Lea Brandt', email: 'lea.brandt@example.com', role: 'Analyst', manager: '@grace.kim',
  start_date: '2030-01-14', site: 'Remote', needs_laptop: true,
};

async function onboard(base: string): Promise<{ run: string; papers: string }> {
  const nora = await Other.as(base, '@nora.lindqvist');
  const { run } = await nora.post<{ run: { id: string } }>('/workflows/employee-onboarding/runs', { start: 'a-candidate-accepted', values: CANDIDATE });
  type Parts = { parts: { runs: { run: { id: string } | null }[] }[] };
  let papers: string | undefined;
  await expect.poll(async () => (papers = (await nora.get<Parts>(`/runs/${run.id}/parts`)).parts[0]?.runs[0]?.run?.id)).toBeTruthy();
  await nora.leave();
  return { run: run.id, papers: papers ?? '' };
}

test('a process shows its workflows, what waits for what, and what a delay or cancelling does', async ({ page, server }) => {
  const { run, papers } = await onboard(server.base);
  await signInAs(page, 'Nora Lindqvist');
  await page.goto(`/runs/${run}`);
  const process = workflowsOf(page);
  await expect(process.getByRole('status')).toContainText('The target will be met');
  const part = (title: string) => partOf(page, title);
  await expect(part('HR documents')).toContainText('Under way');
  await expect(part('IT provisioning')).toContainText('Waits for HR documents');
  await expect(part('Workspace preparation')).toContainText('Not needed');
  await expect(part('Manager check-in')).toContainText('Critical path');
  await looksRight(page, 'process');

  await part('HR documents').getByRole('button', { name: `Open ${papers} here` }).click();
  await expect(part('HR documents').getByText('Prepare the contract').last()).toBeVisible();
  await expect(part('HR documents')).not.toContainText('Part of');
  await process.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(part('IT provisioning')).toContainText('later');
  await looksRight(page, 'process-what-if');
  await process.getByRole('button', { name: 'As it is' }).click();
  await expect(part('IT provisioning')).not.toContainText('later');

  await page.getByRole('button', { name: 'Cancel run' }).click();
  await expect(page.getByRole('dialog')).toContainText(papers);
  await page.keyboard.press('Escape');
  await part('HR documents').getByRole('link', { name: /Lea Brandt/ }).click();
  await expect(page.getByText(`Employee onboarding ${run}`)).toBeVisible();
  await page.getByRole('button', { name: 'Cancel run' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('waits for this run');
  await expect(dialog).toContainText('IT provisioning');
  await looksRight(page, 'process-cancel-part');
  await dialog.getByLabel('Reason').fill('They took another offer.');
  await dialog.getByRole('button', { name: 'Cancel run' }).click();
  await page.goto(`/runs/${run}`);
  await expect(part('HR documents')).toContainText('Stuck');
  await expect(process.getByRole('status')).toContainText('cannot be said');
});

test('the landscape says in a table what its picture shows', async ({ page }) => {
  await signInAs(page, 'Nora Lindqvist');
  await page.goto('/workflows');
  await page.getByRole('link', { name: 'Landscape' }).click();
  const picture = page.getByRole('region', { name: 'Landscape of the workflows' });
  await expect(picture.getByRole('link', { name: /HR documents/ })).toBeVisible();
  const row = page.getByRole('row', { name: /^IT provisioning/ });
  await expect(row).toContainText('HR documents (one after the other in Employee onboarding)');
  const whole = page.getByRole('row', { name: /^Employee onboarding Process/ });
  await expect(whole).toContainText('People operations');
  await expect(whole).toContainText(/its own workflows: HR documents, .*, and Manager check-in/);
  await expect(page.getByText('part of the process')).toHaveCount(0);
  await looksRight(page, 'landscape');
});

test('a process is drawn as what waits for what, and told in a list', async ({ page }) => {
  await signInAs(page, 'Nora Lindqvist');
  await page.goto('/workflows/employee-onboarding');
  const list = page.getByRole('list', { name: 'Diagram of Employee onboarding' });
  const item = (title: string) => list.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title, level: 3 }) });
  await expect(item('IT provisioning')).toContainText('Begins after HR documents');
  await expect(item('Workspace preparation')).toContainText('Only if Site is not Remote');
  await expect(item('IT provisioning')).toContainText('Due 2 business days before Start date');
  await expect(item('Manager check-in')).toContainText('One run for each of 30 days, 60 days, 90 days');
  await expect(item('Ready for day one')).toContainText('Milestone');
  const picture = page.getByRole('region', { name: 'Diagram of Employee onboarding' });
  await expect(picture.getByRole('link', { name: /Manager check-in/ })).toBeVisible();
  await looksRight(page, 'process-drawn');
  await page.setViewportSize({ width: 375, height: 812 });
  await expect(picture).toBeHidden();
  await expect(item('IT provisioning')).toBeVisible();
});

test('the runs of one business key are found together', async ({ page, server }) => {
  const { run, papers } = await onboard(server.base);
  await signInAs(page, 'Nora Lindqvist');
  await page.goto('/runs');
  await page.getByRole('textbox', { name: 'Search' }).fill(run);
  const rows = page.getByRole('row').filter({ hasText: 'Lea Brandt' });
  await expect(rows.filter({ hasText: papers })).toContainText(`part of ${run}`);
  await rows.filter({ hasText: papers }).getByRole('link', { name: `part of ${run}` }).click();
  await expect(page).toHaveURL(new RegExp(`key=${run}`));
  const filter = page.getByRole('button', { name: `Show others than ${run} and what is under it` });
  await expect(filter).toBeVisible();
  await looksRight(page, 'runs-of-key');
  await filter.click();
  await expect(filter).toHaveCount(0);
});
