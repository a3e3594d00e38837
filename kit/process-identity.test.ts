import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { identifyProcess, isSameProcess, processEnded } from './process-identity.ts';

test('a running process keeps its identity', () => {
  const identity = identifyProcess(process.pid);
  expect(identity).not.toBeNull();
  expect(identifyProcess(process.pid)).toEqual(identity);
});

test('the same pid with another start time is another process', () => {
  expect(isSameProcess({ pid: process.pid, start: '1' })).toBe(false);
});

test('an ended process has no identity', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const identity = identifyProcess(child.pid ?? -1);
  if (identity === null) throw new Error('the child did not start');
  expect(await processEnded(identity, 1)).toBe(false);
  child.kill('SIGKILL');
  expect(await processEnded(identity, 5000)).toBe(true);
});
