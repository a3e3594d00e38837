import { expect, test } from 'vitest';
import { eventually } from '../../../test/support/eventually.ts';
import { freePort } from '../../../test/support/ports.ts';
import { isPortFree } from '../runtime/ports.ts';
import { markEntry, markOf } from './mark.ts';
import { isAlive, killLeftovers, killMarked, startGroup, stopGroup } from './process-group.ts';
import { openProcessTable, procTable, psTable } from './process-table.ts';

// Real programs on a busy machine take their time.
const table = openProcessTable();
let serial = 0;

async function start(script: string) {
  const mark = markOf('/tmp/northstack-group-test', 'app', `${process.pid}-${serial++}`);
  const group = await startGroup(table, {
    file: '/bin/sh',
    args: ['-c', script],
    cwd: '/',
    env: { PATH: process.env.PATH ?? '', ...markEntry(mark) },
    user: null,
    stdout: 'pipe',
    stderr: 'pipe',
  });
  let output = '';
  group.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const said = (pattern: RegExp) =>
    eventually(
      () => pattern.exec(output),
      (match) => match !== null,
    );
  return { group, mark, said };
}

test('SIGTERM ends a group, its leader’s exit is known', async () => {
  const { group, mark } = await start('sleep 1000');
  await stopGroup(table, group, mark, 5_000);
  expect(await isAlive(table, group)).toBe(false);
  expect(await group.exited).toMatchObject({ signal: 'SIGTERM' });
  await stopGroup(table, group, mark, 5_000);
});

test('what ignores SIGTERM is killed when its time is over, children in sessions of their own too', async () => {
  const { group, mark, said } = await start(
    "trap '' TERM; setsid sh -c 'trap \"\" TERM; echo child $$; while :; do sleep 0.1; done' & while :; do sleep 0.1; done",
  );
  const child = Number((await said(/child (\d+)/))?.[1]);
  await stopGroup(table, group, mark, 200);
  expect(await isAlive(table, group)).toBe(false);
  expect(await table.startKey(child)).toBeNull();
});

test('children whose leader has ended are found', async () => {
  const { group, mark, said } = await start('sleep 1000 & echo child $!');
  const child = Number((await said(/child (\d+)/))?.[1]);
  await group.exited;
  expect(await table.startKey(child)).not.toBeNull();
  await killLeftovers(table, group, mark);
  expect(await table.startKey(child)).toBeNull();
});

test('everything with a mark is killed, except what is named', async () => {
  const first = await start('exec sleep 1000');
  const second = await start('exec sleep 1000');
  const all = 'NORTHSTACK_MARK=';
  const shared = [first, second].map(({ mark }) => mark.slice(0, mark.lastIndexOf('-')));
  expect(shared[0]).toBe(shared[1]);
  expect(shared[0]?.startsWith(all)).toBe(true);
  await killMarked(table, shared[0] ?? all, new Set([second.mark]));
  expect(await isAlive(table, first.group)).toBe(false);
  expect(await isAlive(table, second.group)).toBe(true);
  await stopGroup(table, second.group, second.mark, 0);
});

test('what is begun by what is kept is kept as well', async () => {
  const { group, mark, said } = await start('echo up; while :; do sleep 0.01 || exit 3; done');
  await said(/up/);
  const all = mark.slice(0, mark.lastIndexOf('-') + 1);
  for (let round = 0; round < 50; round++) expect(await killMarked(table, all, new Set([mark]))).toEqual([]);
  expect(await isAlive(table, group)).toBe(true);
  await stopGroup(table, group, mark, 0);
});

test('a program that is not there is an error at once', async () => {
  await expect(
    startGroup(table, { file: '/no/such/program', args: [], cwd: '/', env: {}, user: null, stdout: 'pipe', stderr: 'pipe' }),
  ).rejects.toMatchObject({ code: 'ENOENT' });
});

test('both ways of asking the kernel agree on who is in a session', async () => {
  const { group, mark, said } = await start('sleep 1000 & echo ready; wait');
  await said(/ready/);
  const members = async (of: typeof table) => (await of.list()).filter((p) => p.group === group.pid).map((p) => p.pid);
  const seen = await Promise.all([procTable(), psTable()].map(members));
  expect(seen[0]).toHaveLength(2);
  expect(seen[1]?.sort()).toEqual(seen[0]?.sort());
  for (const of of [procTable(), psTable()]) {
    const key = await of.startKey(group.pid);
    expect(key).toBeTruthy();
    expect(await of.startKey(group.pid)).toBe(key);
    expect(await of.startKey(2 ** 22 + 1)).toBeNull();
  }
  await stopGroup(table, group, mark, 5_000);
});

test('a program whose first thread alone is over is not: its port is free when it is', async () => {
  for (let round = 0; round < 10; round++) {
    const port = await freePort();
    const { group, said } = await start(`exec node -e "require('http').createServer().listen(${port}, () => console.log('up'))"`);
    await said(/up/);
    process.kill(group.pid, 'SIGTERM');
    while (await isAlive(table, group));
    expect(await isPortFree(port)).toBe(true);
  }
});
