import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { certificateFile, readSettingFile, textFile } from './file-setting.ts';
import { readSettings } from './settings.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'northstack-settings-'));
  await writeFile(join(folder, 'ca.pem'), '-----BEGIN CERTIFICATE-----\n');
  await writeFile(join(folder, 'text'), 'hello');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const schema = z.object({ A_KUBECONFIG: textFile('is missing: the path of a kubeconfig'), A_CA_FILE: certificateFile });

test('what a variable means is what its file says; certificates may be left out', () => {
  expect(readSettings({ A_KUBECONFIG: join(folder, 'text'), A_CA_FILE: join(folder, 'ca.pem') }, schema)).toEqual({
    A_KUBECONFIG: 'hello',
    A_CA_FILE: '-----BEGIN CERTIFICATE-----\n',
  });
  expect(readSettings({ A_KUBECONFIG: join(folder, 'text') }, schema).A_CA_FILE).toBeNull();
});

test('a path that is missing, leads nowhere or to something else is told with every other wrong setting', () => {
  expect(() => readSettings({ A_CA_FILE: join(folder, 'text') }, schema)).toThrow(
    'Settings are wrong: A_KUBECONFIG is missing: the path of a kubeconfig; A_CA_FILE must name a file with certificates in PEM form.',
  );
  expect(() => readSettings({ A_KUBECONFIG: '/no/such', A_CA_FILE: '/no/such' }, schema)).toThrow(
    'Settings are wrong: A_KUBECONFIG must name a file that can be read; A_CA_FILE must name a file that can be read.',
  );
  expect(() => readSettingFile('A_PLACES', '/no/such')).toThrow(
    'Settings are wrong: A_PLACES must name a file that can be read.',
  );
});
