import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createClosers } from '../closers.ts';
import { openLog } from '../log.ts';
import { openToLook } from './open-to-look.ts';
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

const partOf = (environment: Readonly<Record<string, string>>) => ({
  environment,
  log: openLog({ level: 'error', file: null, redact: (text) => text }),
  closers: createClosers(),
  hint: () => {},
});

test('everything that is missing is named at once', async () => {
  await expect(openRancher(partOf({}))).rejects.toThrow(/RANCHER_URL.*RANCHER_TOKEN.*RANCHER_PLACES_FILE/s);
});

test('where nothing runs, the platforms that were chosen are known and can give access; those of a machine are not', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'ns-rancher-settings-'));
  const places = join(directory, 'places.yaml');
  await writeFile(places, '"*": { driver: hetzner, cloudCredential: c }');
  const part = partOf({
    NORTHSTACK_CLUSTERS: 'rancher',
    NORTHSTACK_RANCHER_URL: 'http://127.0.0.1:1',
    NORTHSTACK_RANCHER_TOKEN: 'token-abcde:secret',
    NORTHSTACK_RANCHER_PLACES_FILE: places,
    NORTHSTACK_RANCHER_KUBECONFIG_HOURS: '12',
  });
  const { clusters, tenants, databases } = await openToLook(part);
  expect(clusters?.capabilities).toMatchObject({ provider: 'rancher', maximumKubeconfigSeconds: 12 * 3600 });
  expect(clusters?.issueKubeconfig).toEqual(expect.any(Function));
  expect(tenants?.capabilities.provider).toBe('local');
  expect(databases).toBeNull();
  await part.closers.close(() => {});
  await rm(directory, { recursive: true });
});
