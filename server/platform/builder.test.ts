/** Settings of builders, registries and inbound webhooks: what is wrong or missing is named, and secrets are in no sentence. */
import pino from 'pino';
import { afterAll, expect, test } from 'vitest';
import { createClosers } from '../closers.ts';
import { openBuilder } from './builder.ts';
import { openImages } from './images.ts';
import { openInbox } from './inbox.ts';
import type { Part } from './part.ts';

const closers = createClosers();
afterAll(() => closers.close(() => {}));
const part = (environment: Part['environment']): Part => ({
  environment,
  log: pino({ level: 'silent' }),
  closers,
  logs: { append: () => {} },
  hint: () => {},
  allowed: [],
  local: () => Promise.reject(new Error('nothing runs here')),
});
const coolify = {
  NORTHSTACK_BUILDER: 'coolify',
  NORTHSTACK_COOLIFY_URL: 'https://coolify.example.com',
  NORTHSTACK_COOLIFY_TOKEN: '1|a-token-of-coolify',
  NORTHSTACK_COOLIFY_SERVER: 'c0ffee00c0ffee00c0ffee00',
  NORTHSTACK_REGISTRY: 'registry.example.com/builds',
};
const open = async (environment: Part['environment']) =>
  await openBuilder(part(environment), '/nowhere', await openImages(environment, []));

test('with everything it needs Coolify is opened, without being asked anything', async () => {
  expect((await open(coolify)).buildOf).not.toBeNull();
});

test('everything that is missing is named at once', async () => {
  await expect(open({ NORTHSTACK_BUILDER: 'coolify' })).rejects.toMatchObject({
    code: 'invalid-settings',
    message: expect.stringMatching(/NORTHSTACK_COOLIFY_URL .*NORTHSTACK_COOLIFY_TOKEN .*NORTHSTACK_COOLIFY_SERVER /),
  });
  await expect(open({ ...coolify, NORTHSTACK_REGISTRY: undefined })).rejects.toMatchObject({
    message: expect.stringContaining('NORTHSTACK_REGISTRY is required'),
  });
});

test.each([
  [{ NORTHSTACK_BUILDER: 'magic' }, 'NORTHSTACK_BUILDER must be local or coolify'],
  [{ NORTHSTACK_COOLIFY_BUILD_PACK: 'magic' }, 'NORTHSTACK_COOLIFY_BUILD_PACK must be nixpacks'],
  [{ NORTHSTACK_COOLIFY_CA_FILE: '/nowhere' }, 'NORTHSTACK_COOLIFY_CA_FILE must name a file'],
  [{ NORTHSTACK_REGISTRY: 'builds' }, 'NORTHSTACK_REGISTRY must be a registry'],
  [{ NORTHSTACK_REGISTRY_USERNAME: 'bot' }, 'NORTHSTACK_REGISTRY_PASSWORD are required together'],
])('%o is refused', async (changes, message) => {
  await expect(open({ ...coolify, ...changes })).rejects.toMatchObject({ message: expect.stringContaining(message) });
});

test.each(['NORTHSTACK_COOLIFY_WEBHOOK_SECRET', 'NORTHSTACK_ARGOCD_WEBHOOK_SECRET'])('%s must be hard to guess', (name) => {
  const graphql = { request: () => Promise.reject(new Error('not asked')) };
  const inbox = (value: string) => openInbox({ ...part({ [name]: value }), graphql, buildOf: async () => null });
  expect(() => inbox('too-short')).toThrow(`${name} must have at least 24 letters`);
  expect(() => inbox('too-short')).not.toThrow(/too-short/);
  expect(inbox('long-enough-and-hard-to-guess')).toBeDefined();
});
