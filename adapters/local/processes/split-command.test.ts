import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { splitCommand } from './split-command.ts';

const environment = { PORT: '21000', WORDS: 'a b', PATH: process.env.PATH ?? '' };

test.each([
  'echo server.js',
  `echo --port $PORT --host=\${PORT}.0.0 "$PORT"`,
  `echo 'single $PORT' "double $PORT \${PORT}" glued'together'"$PORT"`,
  "echo '' a=b",
  'echo "$WORDS"  spaced   out ',
])('%s is taken apart as the shell does', (line) => {
  const plain = splitCommand(line, environment);
  // The shell itself says what the words are.
  const words = execFileSync(
    '/bin/sh',
    ['-c', `show() { for w; do printf '%s\\0' "$w"; done; }; ${line.replace('echo', 'show')}`],
    { env: environment },
  );
  expect(plain?.args.map((a) => `${a}\0`).join('')).toBe(words.toString());
});

test('leading assignments become variables of the command', () => {
  expect(splitCommand('NODE_ENV=test A="$PORT" node server.js', environment)).toEqual({
    file: 'node',
    args: ['server.js'],
    assigned: { NODE_ENV: 'test', A: '21000' },
  });
});

test.each([
  'a && b',
  'a; b',
  'a | b',
  'a > f',
  'ls *',
  'echo $(id)',
  'echo `id`',
  'echo "$(id)"',
  'cd x',
  'exec a',
  'echo $WORDS',
  'echo $UNSET',
  'a \\ b',
  '~/x',
  'echo #',
  "a 'open",
  'A=b',
  '',
])('%j is left to the shell', (line) => {
  expect(splitCommand(line, environment)).toBeNull();
});
