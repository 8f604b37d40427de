/** The model deployment as it is meant: a worker in Python trains and stages, a receiver over HTTP takes the release, a signed webhook begins runs. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { createServer, type Server as Receiver } from 'node:http';
import { resolve } from 'node:path';
import { Other } from './support/api';
import { expect, signInAs, test as base } from './support/fixtures';
import { startServer, type Server } from './support/server';

const WORKER = resolve(import.meta.dirname, '../../examples/workers/worker.py');
const TRAINED = 'a secret that both sides know';

type Received = { method: string; path: string; authorization: string; key: string; body: unknown };
type Releases = { address: string; received: Received[]; stop: () => Promise<void> };

/** A system that releases models: it keeps what it was sent, and answers the first request with a fault that passes. */
async function startReleases(): Promise<Releases> {
  const received: Received[] = [];
  const receiver: Receiver = createServer((request, answer) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { authorization = '', 'idempotency-key': key = '' } = request.headers;
      const body: unknown = JSON.parse(Buffer.concat(parts).toString());
      received.push({ method: request.method ?? '', path: request.url ?? '', authorization, key: String(key), body });
      const first = received.length === 1;
      answer.writeHead(first ? 503 : 201, { 'Content-Type': 'application/json', ...(first && { 'Retry-After': '1' }) });
      answer.end(JSON.stringify(first ? { error: 'busy' } : { id: `release-${received.length}` }));
    });
  });
  await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
  const address = receiver.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { address: `127.0.0.1:${port}`, received, stop: () => new Promise((closed) => receiver.close(() => closed())) };
}

const test = base.extend<object, { releases: Releases; server: Server; worker: ChildProcess }>({
  releases: [
    async ({}, use) => {
      const releases = await startReleases();
      await use(releases);
      await releases.stop();
    },
    { scope: 'worker' },
  ],
  server: [
    async ({ releases }, use) => {
      const server = await startServer({ BATON_CALLS_ALLOW: releases.address });
      await publish(server, releases);
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
  worker: [
    async ({ server }, use) => {
      const ines = await Other.as(server.base, '@ines.weber');
      const { secret } = await ines.post<{ secret: string }>('/tokens', { name: 'training', scopes: ['jobs'] });
      await ines.leave();
      const worker = spawn('python3', [WORKER, server.base], { env: { ...process.env, BATON_TOKEN: secret }, stdio: 'ignore' });
      await use(worker);
      worker.kill();
    },
    { scope: 'worker', auto: true },
  ],
});

/** The example as it stands in the example workspace, with the secrets that it names. */
async function publish(server: Server, releases: Releases): Promise<void> {
  const ines = await Other.as(server.base, '@ines.weber');
  const secrets = { deploy_url: `http://${releases.address}`, deploy_token: 's3cret', model_trained: TRAINED };
  for (const [name, value] of Object.entries(secrets)) await ines.putNew(`/secrets/${name}`, { value });
  const { rev } = await ines.get<{ rev: number }>('/workflows/model-deployment/draft');
  await ines.post('/workflows/model-deployment/publish', { rev, note: 'First of all' });
  await ines.leave();
}

type Run = { waits_for: { who?: { id: string }; task?: string }[]; state: string; outcome?: { id: string } };

/** Approves the review of a run, as whoever has it. */
async function approve(server: Server, run: string): Promise<void> {
  const alan = await Other.as(server.base, '@alan.whitfield');
  let who = '';
  await expect.poll(async () => {
    const shown = await alan.get<Run>(`/runs/${run}`);
    who = shown.waits_for.find((waits) => waits.task)?.who?.id ?? '';
    return who;
  }).not.toBe('');
  await alan.leave();
  const reviewer = await Other.as(server.base, who);
  const { items } = await reviewer.get<{ items: { id: string }[] }>(`/tasks?view=mine&q=${run}`);
  await reviewer.post(`/tasks/${items[0]?.id}/complete`, { choice: 'approve' });
  await reviewer.leave();
}

test('a worker in Python and a receiver over HTTP bring a model into production', async ({ page, server, releases }) => {
  await signInAs(page, 'Omar Farouk');
  const omar = await Other.as(server.base, '@omar.farouk');
  const values = { model: 'street-signs', kind: 'vision', version: '1.4', dataset: 's3://signs' };
  const { key } = await omar.post<{ key: string }>('/workflows/model-deployment/runs', { start: 'deploy-a-model', values });
  await omar.leave();
  await approve(server, key);
  await page.goto(`/runs/${key}`);
  // The first try found it busy; Retry-After says when the second may come.
  await expect(page.getByText('release-2').first()).toBeVisible();
  const [refused, taken] = releases.received;
  expect(refused).toMatchObject({ method: 'POST', path: '/models/street-signs/releases', authorization: 'Bearer s3cret' });
  expect(taken?.body).toEqual({ version: '1.4', staging: `stage-${key}` });
  expect(taken?.key).not.toBe('');
  expect(taken?.key, 'each try under the same key').toBe(refused?.key);
  expect(releases.received).toHaveLength(2);
});

test('a signed webhook begins one; tests that fail in staging send it back to training', async ({ page, server }) => {
  const body = JSON.stringify({ model: 'sign-language', kind: 'language', version: '2.0-broken', dataset: 's3://hands' });
  const url = `${server.base}/api/v1/webhooks/model-deployment/model-trained`;
  const signed = (secret: string) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
  const call = (secret: string) => fetch(url, { method: 'POST', body, headers: { 'Content-Type': 'application/json', 'X-Hub-Signature-256': signed(secret) } });
  expect((await call('a wrong secret')).status).toBe(401);
  const answer = await call(TRAINED);
  expect(answer.ok).toBe(true);
  const { run } = (await answer.json()) as { run: string };
  await approve(server, run);
  await signInAs(page, 'Yuki Tanaka');
  await page.goto(`/runs/${run}`);
  await expect(page.getByText(/tests-failed|integration tests failed/).first()).toBeVisible();
  // Trained once more, it is reviewed once more.
  await approve(server, run);
});
