/** Every line of the README's tour works when pasted. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { site } from './support/northstack.ts';

const run = promisify(execFile);

/** The blocks marked `sh tour`, in order, as one script. */
async function tour(): Promise<string> {
  const text = await readFile('README.md', 'utf8');
  const blocks = [...text.matchAll(/^```sh tour\n(.*?)^```$/gms)].map(([, block]) => block);
  expect(blocks.length).toBeGreaterThan(4);
  return blocks.join('');
}

// Some twenty commands one after the other, each a process of its own.
test('the five minutes of the README', async () => {
  await using it = await site();
  const northstack = await it.up();
  const home = await mkdtemp(join(tmpdir(), 'ns-readme-'));
  const lines = (await tour())
    .replaceAll('http://localhost:8080', northstack.url)
    // What a person types at the prompt.
    .replace(/^northstack login .*$/m, (line) => `${line} --password-stdin <<< '${northstack.ready.adminPassword}'`);
  const environment = { ...process.env, HOME: home, XDG_CONFIG_HOME: '', NORTHSTACK_URL: northstack.url, TMPDIR: home };
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', lines], { env: environment, timeout: 800_000 });
  await rm(home, { recursive: true, force: true });

  expect(stdout).toMatch(/✓ revision 1 is running/);
  const answers = [...stdout.matchAll(/^Hello from process (\d+)$/gm)].map(([, pid]) => pid);
  expect(answers).toHaveLength(7);
  expect(new Set(answers.slice(1)).size).toBe(3);
  expect(stdout).toMatch(/✓ revision 3 is running/);
  expect(stdout).toMatch(/^r3 .*rollback/m);
  expect(stdout).toMatch(/^demo\/hello +production +local +running +3\/3/m);
  expect(stdout).toContain('"slug":"from-git"');
});
