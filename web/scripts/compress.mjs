// Writes a brotli file next to each text file of the build; the server sends it to browsers that accept it.
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const compress = promisify(brotliCompress);
const KINDS = new Set(['.js', '.css', '.html', '.svg', '.json', '.txt']);
const SMALLEST_BYTES = 512;

async function* filesIn(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path);
    else yield path;
  }
}

let before = 0;
let after = 0;
for await (const path of filesIn(new URL('../dist', import.meta.url).pathname)) {
  // The page itself carries a nonce that changes with each answer, so it is never sent as kept bytes.
  if (!KINDS.has(extname(path)) || path.endsWith('index.html')) continue;
  const { size } = await stat(path);
  if (size < SMALLEST_BYTES) continue;
  const packed = await compress(await readFile(path), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: size },
  });
  await writeFile(`${path}.br`, packed);
  before += size;
  after += packed.length;
}
console.log(`brotli: ${Math.round(before / 1000)} kB became ${Math.round(after / 1000)} kB`);
