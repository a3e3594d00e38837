import { expect, test } from 'vitest';
import { compareConfigs } from './config-versions.ts';

const config = {
  version: 1,
  variables: { COLOR: 'red', SIZE: '1' },
  overrides: {},
  build_command: null,
  release_command: null,
  start_command: 'node a.js',
  port: null,
  health_path: null,
  volume_path: null,
  volume_gigabytes: null,
  health_timeout_seconds: 60,
  stop_timeout_seconds: 10,
  build_timeout_seconds: 900,
  cpu_request_millicores: null,
  cpu_limit_millicores: null,
  memory_request_megabytes: null,
  memory_limit_megabytes: null,
};

test('two versions differ by setting: changed, added and removed ones, and the number of the version is none', () => {
  const after = { ...config, version: 2, variables: { COLOR: 'blue', SHAPE: 'round' }, port: 3000 };
  expect(compareConfigs(config, after)).toEqual([
    { setting: 'port', before: null, after: '3000' },
    { setting: 'variables.COLOR', before: 'red', after: 'blue' },
    { setting: 'variables.SHAPE', before: null, after: 'round' },
    { setting: 'variables.SIZE', before: '1', after: null },
  ]);
  expect(compareConfigs(config, { ...config, version: 9 })).toEqual([]);
});
