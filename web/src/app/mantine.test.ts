import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const SOURCES = resolve(import.meta.dirname, '..');
const CORE = resolve(import.meta.dirname, '../../node_modules/@mantine/core');
/** What every component stands on, and what the notifications' package takes from the core. */
const ALWAYS = ['baseline', 'default-css-variables', 'global'];
const BY_OTHERS = ['Notification'];

const filesIn = (folder: string, ending: RegExp) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => ending.test(name)).map((name) => join(folder, name));

/** The names that the app takes from Mantine. */
function used(): string[] {
  const names = filesIn(SOURCES, /\.tsx?$/).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)].flatMap(([, list]) => (list ?? '').split(',')));
  return [...new Set([...names.map((name) => name.replace(/^\s*type\s/, '').trim()), ...BY_OTHERS])];
}

/** The style sheets that components stand on, by what their modules import. */
function sheetsOf(names: string[]): string[] {
  const modules = filesIn(join(CORE, 'esm/components'), /\.mjs$/);
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file) || !existsSync(file)) return;
    seen.add(file);
    for (const [, path] of readFileSync(file, 'utf8').matchAll(/from "(\.[^"]+)"/g)) visit(resolve(dirname(file), path ?? ''));
  };
  for (const file of modules) if (names.includes(basename(file, '.mjs'))) visit(file);
  return [...seen].flatMap((file) => /([^/]+)\.module\.(?:css\.)?mjs$/.exec(file)?.[1] ?? []);
}

test('the styles of every Mantine component in use are there, and no others', () => {
  const imported = [...readFileSync(join(SOURCES, 'app/mantine.ts'), 'utf8').matchAll(/core\/styles\/(.+)\.layer\.css/g)].map(([, name]) => name ?? '');
  const needed = [...new Set([...ALWAYS, ...sheetsOf(used())])];
  expect(needed.length).toBeGreaterThan(20);
  expect(imported.toSorted()).toEqual(needed.toSorted());
});
