import { expect, test } from 'vitest';
import { parseServerConfig } from './server-config.ts';

test('without settings everything has a default', () => {
  expect(parseServerConfig({}, {}, '/srv')).toEqual({
    databaseUrl: null,
    emulate: false,
    dataDirectory: '/srv/.northstack',
    port: 8080,
    hosts: ['127.0.0.1', '::1'],
    baseDomain: 'localhost',
    publicUrl: null,
    logLevel: 'info',
    adminEmail: 'admin@northstack.local',
    signUp: 'invitation',
    outgoing: { allowed: [], mailFrom: 'NorthStack <northstack@localhost>', smtpUrl: null },
    oidc: [],
  });
});

test('flags win over the environment', () => {
  const config = parseServerConfig(
    { NORTHSTACK_PORT: '1', NORTHSTACK_DATA: 'x' },
    { port: '9', data: '/abs', host: '*' },
    '/srv',
  );
  expect(config).toMatchObject({ port: 9, dataDirectory: '/abs', hosts: ['0.0.0.0'] });
});

test('every wrong setting is named, as it was given', () => {
  expect(() => parseServerConfig({ DATABASE_URL: 'mysql://x', NORTHSTACK_LOG_LEVEL: 'loud' }, { port: '70000' }, '/')).toThrow(
    'Settings are wrong: DATABASE_URL must begin with postgres://; --port must be 1 to 65535; NORTHSTACK_LOG_LEVEL must be debug, info, warn or error.',
  );
});

test('what is emulated has a directory and addresses of its own', () => {
  const emulated = parseServerConfig({}, { emulate: true }, '/srv');
  expect(emulated).toMatchObject({ emulate: true, dataDirectory: '/srv/.northstack-emulated', baseDomain: 'emulated.localhost' });
  expect(parseServerConfig({}, { emulate: true, data: 'here' }, '/srv').dataDirectory).toBe('/srv/here');
});
