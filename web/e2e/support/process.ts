/** The workflows of a process on the page of its run. */
import type { Locator, Page } from '@playwright/test';

export function workflowsOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Workflows of this process' });
}

export function partOf(page: Page, title: string): Locator {
  return workflowsOf(page).getByRole('listitem').filter({ has: page.getByRole('heading', { name: new RegExp(`^${title} `), level: 3 }) });
}
