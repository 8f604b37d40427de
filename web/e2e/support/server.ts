/** Starts the real server on a fresh example workspace in a folder of its own, and takes both away again. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const READY_MS = 60_000;
const ASK_EVERY_MS = 100;
export type Server = { base: string; stop: () => Promise<void> };

/** `settings` are given as an operator gives them, in the environment. */
export async function startServer(settings: Record<string, string> = {}): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'baton-web-'));
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const child = spawn(binary(), ['serve', '--data', join(folder, 'data'), '--example', '--listen', `127.0.0.1:${port}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...settings },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => { said = (said + bytes.toString()).slice(-4_000); });
  try {
    await untilReady(base, child);
  } catch (error) {
    child.kill();
    throw new Error(`The server did not start.\n${said}`, { cause: error });
  }
  return {
    base,
    stop: async () => {
      const gone = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function binary(): string {
  const built = process.env['CARGO_TARGET_DIR'] ?? resolve(import.meta.dirname, '../../../target');
  const path = process.env['BATON_BIN'] ?? join(built, 'debug/baton');
  if (!existsSync(path)) throw new Error(`There is no ${path}: build it with \`cargo build\`, or set BATON_BIN.`);
  return path;
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function untilReady(base: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + READY_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    const answer = await fetch(`${base}/api/v1/health`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((done) => setTimeout(done, ASK_EVERY_MS));
  }
  throw new Error(`no answer from ${base}`);
}
