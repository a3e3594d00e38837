import { expect, test } from 'vitest';
import { createClosers } from './closers.ts';

test('the last opened is closed first, and neither a failing nor a hanging one keeps the others open', async () => {
  const closers = createClosers();
  const closed: string[] = [];
  const problems: string[] = [];
  closers.add({ name: 'first', close: () => void closed.push('first') });
  closers.add({ name: 'hangs', close: () => new Promise(() => {}), timeoutMs: 10 });
  closers.add({ name: 'fails', close: () => Promise.reject(new Error('no')) });
  closers.add({ name: 'last', close: async () => void closed.push('last') });
  await closers.close((name) => problems.push(name));
  await closers.close((name) => problems.push(name));
  expect(closed).toEqual(['last', 'first']);
  expect(problems).toEqual(['fails', 'hangs']);
});

test('killing reaches what is being closed and what is still open', () => {
  const closers = createClosers();
  const killed: string[] = [];
  closers.add({ name: 'open', close: () => {}, kill: () => killed.push('open') });
  closers.add({ name: 'hangs', close: () => new Promise(() => {}), kill: () => killed.push('hangs') });
  void closers.close(() => {});
  closers.kill();
  expect(killed).toEqual(['hangs', 'open']);
});

test('what is opened side by side closes in the order of its places, however long each took to open', async () => {
  const closers = createClosers();
  const closed: string[] = [];
  const [database, apps] = [closers.place(), closers.place()];
  apps.add({ name: 'quick to open', close: () => void closed.push('apps') });
  closers.add({ name: 'front', close: () => void closed.push('front') });
  database.add({ name: 'slow to open', close: () => void closed.push('database') });
  await closers.close(() => {});
  expect(closed).toEqual(['front', 'apps', 'database']);
});
