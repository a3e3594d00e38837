// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references are what is tested here
/** `northstack.yaml`: what it may say, where mistakes are shown, and that writing and reading it are inverses. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readYaml } from '../../kit/yaml-source.ts';
import { planConfig } from '../plan/config.ts';
import { configJsonSchema } from './json-schema.ts';
import { type ConfigProblem, readConfig } from './read-config.ts';
import type { Resource } from './resources.ts';
import { writeConfig } from './write-config.ts';

function read(text: string): readonly Resource[] | readonly ConfigProblem[] {
  const yaml = readYaml(text);
  if (!yaml.ok) return yaml.problems.map((p) => ({ ...p, path: '' }));
  const reading = readConfig(yaml.source);
  return reading.ok ? reading.config.resources : reading.problems;
}

const problems = (text: string) =>
  read(text).map((p) => ('line' in p ? `${p.line}:${p.column} ${p.message}` : `fine: ${p.path}`));
const fieldsOf = (text: string, path: string) => {
  const found = read(text).find((r) => 'fields' in r && r.path === path);
  return found && 'fields' in found ? found.fields : null;
};

describe('mistakes are shown where they are written', () => {
  test.each([
    [
      'projects:\n  shop:\n    services:\n      web:\n        git: https://h/r.git\n        prot: 80\n',
      ['6:9 “prot” is not known here.'],
    ],
    [
      'projects:\n  shop:\n    services:\n      web:\n        image: nginx\n        port: 70000\n',
      ['6:15 Too big: expected number to be <=65535.'],
    ],
    [
      'projects:\n  Shop: {}\n',
      ['2:3 Use lowercase letters, digits and hyphens, at most 40, with a letter or digit at both ends.'],
    ],
    ['projects:\n  shop:\n    services:\n      web: {}\n', ['4:12 Say where it comes from: either git or image.']],
    [
      'projects:\n  shop:\n    services:\n      web: { image: a, schedule: "* * * * *" }\n',
      ['4:12 A schedule belongs to services of type cron, and only to them.'],
    ],
    [
      'projects:\n  shop:\n    services:\n      web:\n        image: a\n        environments: { stagin: { replicas: 2 } }\n',
      ['6:25 The project has no environment “stagin”. It has production.'],
    ],
    [
      'projects:\n  shop:\n    environments:\n      eu:\n        namespace: shop-eu\n',
      ['5:20 A namespace is chosen in a cluster: say which one.'],
    ],
    [
      'projects:\n  shop:\n    environments:\n      eu: { cluster: eu, namespace: kube-system }\n',
      ['4:37 This name belongs to Kubernetes itself.'],
    ],
    ['projects:\n  shop: {\n', ['3:1 Flow map in block collection must be sufficiently indented and end with a }.']],
    ['projects: {}\nprojects: {}\n', ['2:1 Map keys must be unique.']],
    [
      'projects:\n  shop:\n    environments: { eu: {} }\n    services:\n      web:\n        image: a\n        domains: [a.example.com]\n        environments:\n          eu: { domains: [b.example.com, A.example.com] }\n',
      ['9:42 a.example.com leads to web in production already.'],
    ],
    [
      'projects:\n  shop:\n    services:\n      web:\n        image: a\n        type: worker\n        domains: [a.example.com]\n',
      ['7:9 Domains belong to services of type web, and only to them.'],
    ],
    [
      'projects:\n  shop:\n    services:\n      web:\n        image: a\n        domains: [http://a.example.com]\n',
      [expect.stringMatching(/^6:19 Give a domain of yours such as/)],
    ],
    ['services: {}\n', ['1:1 Invalid input: expected record, received undefined.', '1:1 “services” is not known here.']],
  ])('%j', (text, expected) => expect(problems(text)).toEqual(expected));
});

describe('references', () => {
  const file = (variables: string, shared = '{}') =>
    `projects:\n  shop:\n    variables: ${shared}\n    services:\n      api: { image: a, variables: { KEY: k } }\n      jobs: { type: worker, image: a }\n      web:\n        image: a\n        variables:\n${variables}`;
  test.each([
    ['          A: ${{ api.KEY }}-${{ api.URL }}-${{ B }}\n          B: x\n', []],
    ['          A: ${{ shared.REGION }}\n', []],
    ['          A: $${{ nothing }}\n', []],
    ['          A: ${{ other.KEY }}\n', ['10:14 There is no service “other” in this project.']],
    ['          A: ${{ api.KEI }}\n', ['10:14 “api” has no variable KEI; it has HOST, KEY, URL.']],
    ['          A: ${{ jobs.URL }}\n', ['10:14 “jobs” has no variable URL.']],
    [
      '          A: ${{ B }}\n          B: ${{ web.A }}\n',
      ['10:14 It refers to itself: web.A → web.B → web.A.', '11:14 It refers to itself: web.B → web.A → web.B.'],
    ],
    ['          A: ${{ api.KEY\n', ['10:14 “${{ api.KEY” is no reference. Write ${{ service.NAME }}, or $${{ for a plain ${{.']],
    ['          A: ${{ toString }}\n', ['10:14 “web” has no variable toString; it has A, HOST, URL.']],
  ])('%j', (text, expected) => {
    const found = problems(file(text, '{ REGION: eu }'));
    expect(found.filter((p) => !p.startsWith('fine'))).toEqual(expected);
  });

  test('a database is given whole, in a variable that can hold it, and under a name of its own', () => {
    const text = (variables: string) =>
      `projects:\n  shop:\n    databases: { main: {} }\n    services:\n      web: { image: a, variables: { ${variables} } }\n`;
    expect(
      problems(text('DATABASE_URL: "${{ main.URL }}", H: "${{ main.HOST }}:${{ main.PORT }}"')).every((p) =>
        p.startsWith('fine'),
      ),
    ).toBe(true);
    expect(problems(text('url: "${{ main.URL }}"'))[0]).toContain('capital letters');
    expect(problems(text('A: "x ${{ main.URL }}"'))[0]).toContain('“main” has no variable URL; it has HOST, NAME, PORT.');
    expect(problems('projects: { shop: { databases: { web: {} }, services: { web: { image: a } } } }')[0]).toContain(
      'A service is called “web” already.',
    );
  });

  test('what is stateful has a port, one replica, no path, and alone a volume', () => {
    const text = (service: string) =>
      `projects:\n  shop:\n    environments: { staging: {} }\n    services:\n      cache: { image: a, ${service} }\n`;
    const cache = 'type: stateful, port: 6379';
    expect(problems(text(`${cache}, volume: { gigabytes: 5 }, environments: { staging: { startCommand: b } }`))[0]).toMatch(
      /^fine/,
    );
    for (const [service, problem] of [
      ['type: stateful', 'A stateful service listens on a port for those beside it: say which one.'],
      [`${cache}, healthPath: /up`, 'A stateful service is healthy when its port accepts connections: leave the path out.'],
      [`${cache}, replicas: 2`, 'A stateful service has one replica: its volume is that one’s.'],
      [
        `${cache}, environments: { staging: { replicas: { max: 2 } } }`,
        'A stateful service has one replica: its volume is that one’s.',
      ],
      [
        `${cache}, volume: { path: data }`,
        'A volume’s folder is an absolute path, not the root, without spaces, colons and commas.',
      ],
      ['volume: {}', 'A volume belongs to services of type stateful, and only to them.'],
    ] as const)
      expect(problems(text(service))).toEqual([expect.stringContaining(problem)]);
    expect(problems(text(`${cache} }\n      web: { image: a, variables: { A: "\${{ cache.URL }}" }`))).toEqual([
      expect.stringContaining('“cache” has no variable URL; it has ADDRESS, HOST, PORT.'),
    ]);
  });

  test('an override is where its mistake is shown', () => {
    const text = `projects:\n  shop:\n    environments: { staging: {} }\n    services:\n      web:\n        image: a\n        environments:\n          staging: { variables: { A: "\${{ B }}" } }\n`;
    expect(problems(text)).toEqual(['8:38 “web” has no variable B; it has A, HOST, URL.']);
  });

  test('values that double each other are refused before they fill the memory', () => {
    const lines = Array.from({ length: 40 }, (_, i) => `          V${i}: \${{ V${i + 1} }}\${{ V${i + 1} }}\n`).join('');
    const [first] = problems(file(`${lines}          V40: xxxxxxxx\n`));
    expect(first).toMatch(/With what it refers to it is longer than 65536 characters\./);
  });
});

test('the example in the README is one', async () => {
  const readme = await readFile(join(import.meta.dirname, '../../README.md'), 'utf8');
  const [, example = ''] = /```yaml\n(# yaml-language-server[\s\S]*?)```/.exec(readme) ?? [];
  expect(example).toContain('services:');
  expect(problems(example).filter((p) => !p.startsWith('fine'))).toEqual([]);
});

test('numbers and booleans of variables stay as they were written', () => {
  const text = 'projects:\n  shop:\n    variables: { A: 1.10, B: 0x1F, C: True, D: 12345678901234567890, E: no, F: "1.10" }\n';
  expect(fieldsOf(text, 'shop')).toMatchObject({
    'variables.A': '1.10',
    'variables.B': '0x1F',
    'variables.C': 'True',
    'variables.D': '12345678901234567890',
    'variables.E': 'no',
    'variables.F': '1.10',
  });
});

test('a small file that means a huge one is refused', () => {
  const levels = 'abcdefghij'.split('');
  const bomb = levels
    .map(
      (c, i) =>
        `${c}: &${c} [${Array(9)
          .fill(i === 0 ? 'x' : `*${levels[i - 1]}`)
          .join(', ')}]`,
    )
    .join('\n');
  expect(problems(bomb)).toEqual([expect.stringContaining('alias')]);
  expect(problems('a: '.concat('['.repeat(20_000)))).not.toEqual([]);
});

const slug = fc.stringMatching(/^[a-z]([a-z0-9-]{0,5}[a-z0-9])?$/).filter((s) => s !== 'shared' && !s.startsWith('db-'));
const text = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).filter((s) => !s.includes('${{') && !s.includes('\0'));
const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,6}$/).filter((s) => s !== '__proto__');
const variables = fc.dictionary(name, text, { maxKeys: 3 });
const optional = <T>(key: string, value: fc.Arbitrary<T>) =>
  fc.option(
    value.map((v) => ({ [key]: v })),
    { nil: {} },
  );
const environments = ['production', 'staging', 'qa'];
/** How many; `withDomains` names them. */
const domains = optional('domains', fc.integer({ min: 0, max: 2 }));
const override = fc
  .tuple(
    optional('reference', slug),
    optional('startCommand', text),
    optional('replicas', fc.integer({ min: 1, max: 5 })),
    optional('variables', variables),
    domains,
  )
  .map((parts) => Object.assign({}, ...parts));
const service = fc
  .tuple(
    fc.oneof(
      fc.record({ image: fc.constant('nginx:1'), type: fc.constantFrom('web', 'worker', 'job') }),
      fc.record({
        image: fc.constant('redis:7'),
        type: fc.constant('stateful'),
        port: fc.constant(6379),
        volume: fc.record({ path: fc.constantFrom('/data', '/d'), gigabytes: fc.integer({ min: 1, max: 3 }) }),
      }),
      fc.record({
        git: fc.constant('https://h/r.git'),
        reference: fc.constantFrom('main', 'v1'),
        directory: fc.constantFrom('.', 'a b'),
      }),
      fc.constant({ image: 'a', type: 'cron', schedule: '* * * * *' }),
    ),
    optional('name', text),
    optional('startCommand', text),
    optional('port', fc.integer({ min: 1, max: 65535 })),
    optional('healthPath', fc.constant('/healthz')),
    optional('stopTimeoutSeconds', fc.integer({ min: 0, max: 20 })),
    optional('cpu', fc.constantFrom({ request: 1, limit: 2 }, { limit: 5 })),
    optional('replicas', fc.integer({ min: 1, max: 3 })),
    optional('variables', variables),
    domains,
    optional('environments', fc.dictionary(fc.constantFrom(...environments), override)),
  )
  .map((parts) => fitting(Object.assign({}, ...parts)));
/** What is stateful has one replica and no path. */
function fitting({ healthPath, replicas, environments = {}, ...rest }: Record<string, unknown>): Record<string, unknown> {
  if (rest.type !== 'stateful') return JSON.parse(JSON.stringify({ ...rest, healthPath, replicas, environments }));
  const overrides = Object.entries(environments ?? {}).map(([name, { replicas: _, ...said }]) => [name, said]);
  return { ...rest, environments: Object.fromEntries(overrides) };
}

interface Named {
  readonly domains?: number;
}
/** One name leads to one place, and only services of type web have any. */
const withDomains = (services: Record<string, Named & { type?: string; environments?: Record<string, Named> }>) =>
  Object.fromEntries(
    Object.entries(services).map(([slug, { domains, environments = {}, ...service }]) => {
      const names = (count: number | undefined, environment: string) =>
        count === undefined || (service.type ?? 'web') !== 'web'
          ? {}
          : { domains: Array.from({ length: count }, (_, i) => `n${i}.${environment}.${slug}.example.com`) };
      const overrides = Object.entries(environments).map(([e, { domains, ...o }]) => [e, { ...o, ...names(domains, e) }]);
      return [slug, { ...service, ...names(domains, 'production'), environments: Object.fromEntries(overrides) }];
    }),
  );
const size = fc
  .tuple(
    optional('nodes', fc.integer({ min: 1, max: 3 })),
    optional('storage', fc.integer({ min: 1, max: 20 })),
    optional('backups', fc.constantFrom({ retentionDays: 3 }, { schedule: '0 4 * * 1' })),
  )
  .map((parts) => Object.assign({}, ...parts));
const database = fc
  .tuple(
    size,
    optional('version', fc.constantFrom('15', 15, '15.3')),
    optional('environments', fc.dictionary(fc.constantFrom(...environments), size, { minKeys: 1 })),
  )
  .map((parts) => Object.assign({}, ...parts));
const project = fc
  .tuple(
    optional('name', text),
    optional('team', slug),
    optional('description', text),
    optional('labels', fc.dictionary(text, fc.oneof(text, fc.integer(), fc.boolean()), { maxKeys: 2 })),
    optional('variables', variables),
    optional('services', fc.dictionary(slug, service, { maxKeys: 3 }).map(withDomains)),
    optional('databases', fc.dictionary(fc.constantFrom('db-a', 'db-b'), database, { maxKeys: 2 })),
    fc.record({ protected: fc.boolean() }).map((production) => ({
      environments: { production, staging: {}, qa: { name: 'QA', cluster: 'eu', namespace: 'shop-qa' } },
    })),
  )
  .map((parts) => Object.assign({}, ...parts));
const document = fc.record({ projects: fc.dictionary(slug, project, { minKeys: 1, maxKeys: 2 }) });

const written = (resources: readonly Resource[]) => stringify(writeConfig(resources), { lineWidth: 0 });
const readGood = (content: string): readonly Resource[] => {
  const yaml = readYaml(content);
  if (!yaml.ok) throw new Error(JSON.stringify(yaml.problems));
  const reading = readConfig(yaml.source);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.config.resources;
};

test('domains: what the file says of a place is all that is there; where it says nothing they stay', () => {
  const file = (web: string) =>
    `projects:\n  shop:\n    environments: { eu: {} }\n    services:\n      web: { image: a${web} }\n`;
  const state = readGood(
    file(', domains: [a.example.com, Bücher.example.com], environments: { eu: { domains: [eu.example.com] } }'),
  );
  const changes = (web: string) =>
    planConfig(state, readGood(file(web))).changes.flatMap((c) => c.fields.map((f) => [f.field, f.after, c.destructive]));
  expect(changes('')).toEqual([]);
  expect(changes(', domains: [xn--bcher-kva.example.com, b.example.com]')).toEqual([
    ['domains.production.a.example.com', null, true],
    ['domains.production.b.example.com', true, true],
  ]);
  expect(changes(', environments: { eu: { domains: [] } }')).toEqual([['domains.eu.eu.example.com', null, true]]);
  expect(changes(', environments: { eu: { domains: [eu.example.com, x.example.com] } }')).toEqual([
    ['domains.eu.x.example.com', true, false],
  ]);
  expect(written(state)).toMatch(/domains:\n\s+- a\.example\.com\n\s+- xn--bcher-kva\.example\.com\n/);
});

test('what is written of a state and read again plans to nothing', () => {
  fc.assert(
    fc.property(document, (data) => {
      const state = readGood(stringify(data));
      const plan = planConfig(state, readGood(written(state)));
      expect(plan.changes.filter((c) => c.action !== 'unchanged')).toEqual([]);
    }),
  );
});

test('applying a plan to any state gives the wanted one', () => {
  fc.assert(
    fc.property(document, document, (a, b) => {
      const [before, after] = [readGood(stringify(a)), readGood(stringify(b))];
      const state = new Map(before.map((r) => [r.path, { ...r, fields: { ...r.fields } }]));
      for (const change of planConfig(before, after).changes) {
        if (change.action === 'delete') state.delete(change.path);
        else {
          const fields = { ...state.get(change.path)?.fields };
          for (const f of change.fields) fields[f.field] = f.after;
          state.set(change.path, { kind: change.kind, path: change.path, fields });
        }
      }
      expect(planConfig([...state.values()], after).changes.every((c) => c.action === 'unchanged')).toBe(true);
    }),
  );
});

test('the committed JSON Schema is the one of the code, and knows a good file from a bad one', async () => {
  const file = join(import.meta.dirname, 'northstack.schema.json');
  const now = `${JSON.stringify(configJsonSchema(), null, 2)}\n`;
  // `vitest -u` writes it anew, as it does with snapshots.
  if (expect.getState().snapshotState.snapshotUpdateState === 'all') await writeFile(file, now);
  expect(await readFile(file, 'utf8')).toBe(now);
  const valid = new Ajv({ strict: false }).compile(JSON.parse(now));
  fc.assert(
    fc.property(document, (data) => void expect(valid(data), JSON.stringify(valid.errors)).toBe(true)),
    { numRuns: 30 },
  );
  expect(valid({ projects: { shop: { services: { web: { image: 'a', prot: 1 } } } } })).toBe(false);
});
