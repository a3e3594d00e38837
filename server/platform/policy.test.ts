import { expect, test } from 'vitest';
import { openOpaEmulator } from '../../test/emulators/opa/emulator.ts';
import { createClosers } from '../closers.ts';
import type { Environment } from '../config/settings.ts';
import { openLog } from '../log.ts';
import { openPolicy } from './policy.ts';

async function open(environment: Environment) {
  const closers = createClosers();
  const log = openLog({ level: 'error', file: null, redact: (text) => text });
  return { engine: await openPolicy({ environment, log, closers }), close: () => closers.close(() => {}) };
}

test('OPA is brought the shipped policies, without their tests', async () => {
  await using opa = await openOpaEmulator({ documents: { 'northstack/deployment': () => ({ allow: true }) } });
  const { engine, close } = await open({ NORTHSTACK_POLICY: 'opa', NORTHSTACK_OPA_URL: opa.url });
  expect(engine.name).toBe('opa');
  expect([...opa.policies.keys()]).toEqual(['northstack/deployment.rego']);
  await close();
});

test('what is missing or wrong is said at the start', async () => {
  await expect(open({ NORTHSTACK_POLICY: 'opa', NORTHSTACK_OPA_WHEN_AWAY: 'allow' })).rejects.toThrow(
    /NORTHSTACK_OPA_URL must be .*NORTHSTACK_OPA_WHEN_AWAY must be wait or deny/,
  );
  const nowhere = { NORTHSTACK_POLICY: 'opa', NORTHSTACK_OPA_URL: 'http://127.0.0.1:1', NORTHSTACK_OPA_POLICIES: '/nowhere' };
  await expect(open(nowhere)).rejects.toThrow('NORTHSTACK_OPA_POLICIES must name a folder');
  expect((await open({})).engine.name).toBe('built-in');
});

test('an OPA that is away keeps nobody from starting NorthStack', async () => {
  const { engine, close } = await open({ NORTHSTACK_POLICY: 'opa', NORTHSTACK_OPA_URL: 'http://127.0.0.1:1' });
  expect(engine.name).toBe('opa');
  await close();
});
