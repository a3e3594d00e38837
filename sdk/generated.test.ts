/** The committed types are those of the committed schema and operations. After a change: `npm run codegen`. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate, loadContext } from '@graphql-codegen/cli';
import { expect, test } from 'vitest';

test('sdk/generated.ts is up to date', async () => {
  const root = join(import.meta.dirname, '..');
  const context = await loadContext(join(root, 'codegen.yml'));
  context.cwd = root;
  context.updateConfig({ silent: true });
  const files: { filename: string; content: string }[] = await generate(context, false);
  expect(files.map((f) => f.filename)).toHaveLength(1);
  expect(files[0]?.content).toBe(await readFile(join(root, 'sdk/generated.ts'), 'utf8'));
});
