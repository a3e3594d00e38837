import { expect, test } from 'vitest';
import { createClosers } from '../closers.ts';
import { openLog } from '../log.ts';
import { openRancher, readPlaces } from './rancher-clusters.ts';

test('a file of places says what machines are made of where', () => {
  const text = `
eu:
  driver: amazonec2
  cloudCredential: cattle-global-data:cc-abcde
  fields: { region: eu-central-1, zone: a, securityGroup: [rancher-nodes] }
  machineTypes: { medium: { instanceType: t3.medium, rootSize: "32" } }
"*": { driver: hetzner, cloudCredential: "cattle-global-data:cc-fghij" }
`;
  expect(readPlaces(text)).toMatchObject({
    eu: { driver: 'amazonec2', machineTypes: { medium: { rootSize: '32' } } },
    '*': { driver: 'hetzner', fields: {}, machineTypes: {} },
  });
});

test.each([
  ['no YAML', '{{{', 'the file'],
  ['a driver nobody has', 'eu: { driver: teletype, cloudCredential: c }', 'eu.driver'],
  ['a word of its own', 'eu: { driver: azure, cloudCredential: c, size: big }', 'eu'],
])('%s is refused and named', (_name, text, what) => {
  expect(() => readPlaces(text)).toThrow(`NORTHSTACK_RANCHER_PLACES_FILE: ${what}`);
});

test('everything that is missing is named at once', async () => {
  const part = {
    environment: {},
    log: openLog({ level: 'error', file: null, redact: (text) => text }),
    closers: createClosers(),
    hint: () => {},
  };
  await expect(openRancher(part)).rejects.toThrow(/RANCHER_URL.*RANCHER_TOKEN.*RANCHER_PLACES_FILE/s);
});
