import { test as base, expect, type Page } from '@playwright/test';
import { enter } from './places';
import { startServer, type Server } from './server';

/** A refusal, and an answer that did not come: tests bring them about, and the page says what there is to say of them. */
const ANSWERED = /^Failed to load resource: (the server responded with a status of (4\d\d|503)|net::)/;

/**
 * A server for each worker, and an address that all relative paths of a test start from. What the browser
 * complains of fails the test: an error in a script, or something that the page's policy refuses.
 */
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
  context: async ({ context }, use) => {
    const said: string[] = [];
    context.on('console', (message) => message.type() === 'error' && !ANSWERED.test(message.text()) && said.push(message.text()));
    context.on('weberror', (error) => said.push(String(error.error())));
    await use(context);
    expect(said, 'what the browser complains of').toEqual([]);
  },
  baseURL: async ({ server }, use) => use(server.base),
});

/** A server of its own: what other tests leave behind, and when it is there, says nothing of these, and these nothing of them. */
export function alone() {
  return test.extend<object, { server: Server }>({
    server: [
      async ({}, use) => {
        const server = await startServer();
        await use(server);
        await server.stop();
      },
      { scope: 'worker' },
    ],
  });
}

export { expect };

/** Takes the page over to somebody, at their inbox. The sign-in page has tests of its own; here it would cost a page load. */
export async function signInAs(page: Page, name: string): Promise<void> {
  await enter(page.request, name.startsWith('@') ? name : handleOf(name));
  await page.goto('/inbox');
  await expect(page.getByRole('heading', { name: 'Inbox', level: 1 })).toBeVisible();
}

/** People of the example workspace are called after their names: Ana Díaz is `@ana.diaz`. */
function handleOf(name: string): string {
  return `@${name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll(' ', '.')}`;
}
