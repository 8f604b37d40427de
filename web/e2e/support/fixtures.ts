import { test as base, expect, type Page } from '@playwright/test';
import { startServer, type Server } from './server';

/** A server for each worker, and an address that all relative paths of a test start from. */
export const test = base.extend<object, { server: Server }>({
  server: [
    // Playwright takes the first argument apart to learn what a fixture needs; this one needs nothing.
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ server }, use) => use(server.base),
});

export { expect };

/** Signs in the way people do in an example workspace: by a click on a name. */
export async function signInAs(page: Page, name: string): Promise<void> {
  await page.context().clearCookies();
  await page.goto('/sign-in');
  await page.getByRole('button', { name }).click();
  await expect(page.getByRole('heading', { name: 'Inbox', level: 1 })).toBeVisible();
}
