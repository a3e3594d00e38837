/** Files of other tools: what becomes of each of their keys, and that none is lost without a word. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how references are written
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readYaml } from '../../../kit/yaml-source.ts';
import { parseConfig } from '../parse-config.ts';
import { importCompose } from './import-compose.ts';
import { type Imported, importProcfile } from './import-procfile.ts';
import { importRender } from './import-render.ts';

const options = { project: 'shop', repository: 'https://h/shop.git' };
const dataOf = (text: string): unknown => {
  const yaml = readYaml(text, { merge: true });
  if (!yaml.ok) throw new Error(JSON.stringify(yaml.problems));
  return yaml.source.data;
};
const services = ({ data }: Imported) => JSON.parse(JSON.stringify(data)).projects.shop.services;
const notes = (imported: Imported) => imported.notes.map((n) => `${n.kind} ${n.path}`);

test('a Procfile', () => {
  const imported = importProcfile(
    '# comment\nweb: npm start\nworker: node jobs.js\nrelease: npm run migrate\nnonsense\n',
    options,
  );
  expect(services(imported)).toEqual({
    web: { git: 'https://h/shop.git', releaseCommand: 'npm run migrate', startCommand: 'npm start' },
    worker: { type: 'worker', git: 'https://h/shop.git', startCommand: 'node jobs.js' },
  });
  expect(notes(imported)).toEqual(['dropped line 5', 'changed release']);
  parseConfig(stringify(imported.data));
});

const COMPOSE = `
name: shop
version: '3.9'
x-common: &common
  restart: always
services:
  web_app:
    <<: *common
    build: { context: ./web, args: { A: 1 } }
    ports: ['8080:3000', '9229:9229/udp']
    environment:
      LOG_LEVEL: \${LOG_LEVEL:-info}
      TOKEN: \${TOKEN}
      DATABASE_URL: postgres://db:5432/app
      PRICE: $$5
      PASSED:
    healthcheck: { test: ['CMD', 'curl', '-f', 'http://localhost:3000/healthz'], interval: 5s }
    depends_on: [db]
    deploy: { replicas: 2, resources: { limits: { cpus: '0.5', memory: 256M }, reservations: { cpus: '0.25' } } }
    stop_grace_period: 1m30s
  jobs:
    image: ghcr.io/acme/jobs:1
    entrypoint: [node, jobs.js]
    command: ['--name', 'a b']
    volumes: ['data:/data']
  db: { image: 'postgres:15' }
volumes: { data: {} }
`;

test('a docker-compose file', () => {
  const imported = importCompose(dataOf(COMPOSE), options);
  expect(services(imported)).toEqual({
    'web-app': {
      git: 'https://h/shop.git',
      directory: 'web',
      port: 3000,
      healthPath: '/healthz',
      stopTimeoutSeconds: 90,
      cpu: { request: 250, limit: 500 },
      memory: { limit: 256 },
      replicas: 2,
      variables: { LOG_LEVEL: 'info', DATABASE_URL: '${{ db.URL }}', PRICE: '$5' },
    },
    jobs: { type: 'worker', image: 'ghcr.io/acme/jobs:1', startCommand: "node jobs.js --name 'a b'" },
  });
  expect(JSON.parse(JSON.stringify(imported.data)).projects.shop.databases).toEqual({ db: { version: '15' } });
  expect(notes(imported).sort()).toEqual(
    [
      'changed services.web_app',
      'changed services.web_app.ports',
      'changed services.web_app.environment.LOG_LEVEL',
      'changed services.web_app.environment.PRICE',
      'changed services.web_app.healthcheck.test',
      'changed services.jobs.entrypoint',
      'changed services.web_app.environment.DATABASE_URL',
      'changed services.db',
      'dropped services.web_app.environment.TOKEN',
      'dropped services.web_app.environment.PASSED',
      'dropped services.web_app.build.args',
      'dropped services.web_app.healthcheck.interval',
      'dropped services.web_app.depends_on',
      'dropped services.web_app.restart',
      'dropped services.jobs.volumes',
      'dropped version',
      'dropped volumes',
      'dropped x-common',
    ].sort(),
  );
  parseConfig(stringify(imported.data));
});

test('without a repository what must be built is named, not guessed', () => {
  const imported = importCompose(dataOf('services:\n  a: { build: . }\n  b: { image: b, build: . }\n'), {
    ...options,
    repository: null,
  });
  expect(services(imported)).toEqual({ b: { type: 'worker', image: 'b' } });
  expect(notes(imported)).toEqual(['dropped services.a', 'dropped services.b.build']);
});

const RENDER = `
services:
  - type: web
    name: API
    runtime: node
    plan: starter
    branch: develop
    rootDir: ./api
    buildCommand: npm ci
    startCommand: npm start
    healthCheckPath: /healthz
    numInstances: 2
    autoDeploy: true
    envVars:
      - { key: LOG, value: debug }
      - { key: SECRET, generateValue: true }
      - { key: ASKED, sync: false }
      - { key: DB, fromDatabase: { name: main, property: connectionString } }
      - { key: DB_HOST, fromDatabase: { name: main, property: host } }
      - { key: DB_PASSWORD, fromDatabase: { name: main, property: password } }
      - { key: lower, fromDatabase: { name: main, property: connectionString } }
      - { key: OTHER, fromDatabase: { name: nowhere, property: connectionString } }
      - { key: JOBS, fromService: { type: worker, name: jobs, envVarKey: QUEUE } }
      - fromGroup: settings
  - type: worker
    name: jobs
    image: { url: ghcr.io/acme/jobs:1 }
    envVars: [{ key: QUEUE, value: q }]
  - { type: cron, name: nightly, schedule: '0 3 * * *', repo: 'https://h/n.git', runtime: docker, dockerCommand: run }
  - { type: keyvalue, name: cache }
databases:
  - { name: main, plan: starter, postgresMajorVersion: '15', diskSizeGB: 20, databaseName: shop }
  - { name: API }
envVarGroups:
  - { name: settings, envVars: [{ key: REGION, value: eu }] }
`;

test('a render.yaml', () => {
  const imported = importRender(dataOf(RENDER), options);
  expect(services(imported)).toEqual({
    api: {
      git: 'https://h/shop.git',
      reference: 'develop',
      directory: 'api',
      buildCommand: 'npm ci',
      startCommand: 'npm start',
      healthPath: '/healthz',
      replicas: 2,
      variables: {
        LOG: 'debug',
        DB: '${{ main.URL }}',
        DB_HOST: '${{ main.HOST }}',
        JOBS: '${{ jobs.QUEUE }}',
        REGION: '${{ shared.REGION }}',
      },
    },
    jobs: { type: 'worker', image: 'ghcr.io/acme/jobs:1', variables: { QUEUE: 'q' } },
    nightly: { type: 'cron', git: 'https://h/n.git', schedule: '0 3 * * *', startCommand: 'run' },
  });
  expect(JSON.parse(JSON.stringify(imported.data)).projects.shop.databases).toEqual({
    main: { version: '15', storage: 20 },
    'api-db': {},
  });
  expect(notes(imported).sort()).toEqual(
    [
      'changed services.API',
      'changed services.0.runtime',
      'changed services.2.runtime',
      'changed envVarGroups.0',
      'dropped services.0.plan',
      'dropped services.0.autoDeploy',
      'dropped services.0.envVars.SECRET',
      'dropped services.0.envVars.ASKED',
      'dropped services.0.envVars.DB_PASSWORD',
      'dropped services.0.envVars.lower',
      'dropped services.0.envVars.OTHER',
      'dropped services.3',
      'dropped databases.0.plan',
      'dropped databases.0.databaseName',
      'check databases.0.postgresMajorVersion',
    ].sort(),
  );
  parseConfig(stringify(imported.data));
});

describe('nothing is lost without a word', () => {
  const path = fc.array(fc.constantFrom('healthcheck', 'deploy', 'resources', 'limits', 'build'), { maxLength: 3 });
  const unknown = fc.stringMatching(/^zz[a-z]{1,6}$/);
  const value = fc.oneof(fc.string(), fc.integer(), fc.constant({ deep: [1] }), fc.constant(['a']));

  test.each([
    ['compose', importCompose, (service: object) => ({ services: { web: service } }), 'services.web'],
    ['render', importRender, (service: object) => ({ services: [{ name: 'web', type: 'web', ...service }] }), 'services.0'],
  ] as const)('%s: a key that nobody knows is reported, wherever it stands', (_, run, file, at) => {
    fc.assert(
      fc.property(path, unknown, value, (where, name, given) => {
        const inner = [...where].reverse().reduce<object>((below, key) => ({ [key]: below }), { [name]: given });
        const { notes } = run(file(inner), options);
        const full = [at, ...where, name].join('.');
        expect(notes.some((n) => n.kind === 'dropped' && (full === n.path || full.startsWith(`${n.path}.`)))).toBe(true);
      }),
    );
  });

  test('values of a form that cannot be read are reported too', () => {
    const odd = {
      image: 'a',
      stop_grace_period: 'soon',
      scale: 'many',
      command: { a: 1 },
      deploy: { resources: { limits: { cpus: 'x' } } },
    };
    expect(notes(importCompose({ services: { web: odd } }, options)).sort()).toEqual([
      'dropped services.web.command',
      'dropped services.web.deploy',
      'dropped services.web.scale',
      'dropped services.web.stop_grace_period',
    ]);
  });

  test('whatever stands in a file, reading it ends', () => {
    const any = fc.object({
      key: fc.constantFrom('services', 'web', 'image', 'ports', 'environment', 'build', '__proto__', 'envVars', 'key'),
      maxDepth: 5,
    });
    fc.assert(
      fc.property(any, (data) => {
        for (const run of [importCompose, importRender]) expect(run(data, options).notes).toBeInstanceOf(Array);
      }),
    );
  });
});
