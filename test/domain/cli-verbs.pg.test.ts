/** The command line's verbs for clusters, credentials and deleting, as a program of its own against a control plane; clusters are emulated. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openDns } from '../../adapters/dns/open-dns.ts';
import { type DnsEmulator, openDnsEmulator } from '../emulators/dns/open-dns-emulator.ts';
import { buildCli, type CliProgram } from '../support/cli-program.ts';
import { type ControlPlane, createTenant, PASSWORD, startControlPlane, type TestTenant } from '../support/control-plane.ts';
import { deploy, reaches } from '../support/delivery.ts';
import { eventually } from '../support/eventually.ts';

// Each verb is a process that loads everything anew.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const SIGN_IN =
  'mutation ($email: String!, $password: String!, $organization: String) { signIn(email: $email, password: $password, organization: $organization) { accessToken } }';
let names: DnsEmulator;
let plane: ControlPlane;
let t: TestTenant;
let program: CliProgram;
let token: string;

beforeAll(async () => {
  names = await openDnsEmulator();
  plane = await startControlPlane({ dns: openDns({ servers: [names.server] }) });
  t = await createTenant(plane, 'shop');
  program = await buildCli(plane.url);
  const { email } = await t.member('org_owner');
  const { data } = await plane.send({}, SIGN_IN, { email, password: PASSWORD, organization: t.slug });
  token = data.signIn.accessToken;
});
afterAll(async () => {
  await plane?.[Symbol.asyncDispose]();
  await program?.[Symbol.asyncDispose]();
  await names?.[Symbol.asyncDispose]();
});

const cli = (args: readonly string[], input = '') => program.run(args, { input, token });
const lines = async (args: readonly string[], input?: string) => {
  const ran = await cli([...args, '--json'], input);
  const told = ran.stdout.trim();
  return { ...ran, told: told === '' ? [] : told.split('\n').map((line) => JSON.parse(line)) };
};
const one = async (args: readonly string[], input?: string) => {
  const ran = await cli([...args, '--json'], input);
  expect(ran, ran.stderr).toMatchObject({ code: 0 });
  return JSON.parse(ran.stdout);
};

const gone = (table: string, condition: string) =>
  eventually(
    () => plane.database.sql(`select 1 from ${table} where ${condition}`),
    (rows) => rows.length === 0,
  );

test('without clusters the installation’s own machines are the region of an environment, and are said to be', async () => {
  const made = await one(['environments', 'create', 'shop/here', '--region', 'local']);
  expect(made).toMatchObject({ region: { slug: 'local' } });
  expect(await one(['environments', 'place', 'shop/here', '--region', 'local'])).toMatchObject({ region: { slug: 'local' } });
  expect(await lines(['environments', 'place', 'shop/here'])).toMatchObject({ code: 1, told: [{ code: 'invalid-arguments' }] });
  await one(['environments', 'rm', 'shop/here', '--yes']);
  await gone('environments', `slug = 'here'`);
});

test('a cluster is made, followed until it is active, scaled, listed with its pools, and taken down', async () => {
  const made = await lines([
    'clusters',
    'provision',
    'eu-prod',
    '--version',
    'v1.33.4+rke2r1',
    '--pool',
    'control=3:medium:control,etcd',
    '--pool',
    'workers=2:large',
  ]);
  expect(made, made.stderr).toMatchObject({ code: 0 });
  expect(made.told.at(0)).toMatchObject({ event: 'requested', cluster: 'eu-prod' });
  expect(made.told.at(-1)).toMatchObject({ event: 'done', ok: true, status: 'active' });
  const scaled = await lines(['clusters', 'scale', 'eu-prod', 'workers', '4']);
  expect(scaled.told.at(-1)).toMatchObject({ event: 'done', ok: true, status: 'active' });
  const pools = await one(['clusters', 'pools', 'eu-prod']);
  expect(pools).toMatchObject([
    { name: 'control', quantity: 3, is_control_plane: true, is_etcd: true, is_worker: false },
    { name: 'workers', quantity: 4, is_worker: true },
  ]);
  const access = await one(['clusters', 'kubeconfig', 'eu-prod', '--role', 'edit', '--hours', '1']);
  expect(access).toMatchObject({ kubeconfig: expect.stringContaining('token of'), expiresAt: expect.any(String) });
  const table = await cli(['clusters']);
  expect(table.stdout).toContain('eu-prod');
  const gone = await lines(['clusters', 'rm', 'eu-prod', '--yes']);
  expect(gone.told.at(-1)).toMatchObject({ event: 'done', ok: true, status: 'deleted' });
  expect(await one(['clusters'])).toEqual([]);
});

test('one that cannot be made ends with 1 and says why', async () => {
  plane.clusters.mode = 'failing';
  const { code, told } = await lines([
    'clusters',
    'provision',
    'broken',
    '--version',
    'v1.33.4',
    '--pool',
    'all=1:m:control,etcd,worker',
  ]);
  plane.clusters.mode = 'at-once';
  expect(code).toBe(1);
  expect(told.at(-1)).toMatchObject({ event: 'done', ok: false, status: 'failed', reason: expect.any(String) });
});

test('a virtual cluster is made in another one, and removed like one', async () => {
  await lines(['clusters', 'provision', 'host', '--version', 'v1.33.4', '--pool', 'all=1:m:control,etcd,worker']);
  const made = await lines(['clusters', 'tenants', 'create', 'team-a', '--host', 'host', '--project', 'shop', '--cpu', '4000']);
  expect(made, made.stderr).toMatchObject({ code: 0 });
  expect(made.told.at(-1)).toMatchObject({ event: 'done', ok: true, status: 'active' });
  expect([...plane.tenants.desired.values()]).toMatchObject([{ label: 'team-a', cpuMillicores: 4000 }]);
  expect(await one(['clusters'])).toEqual(expect.arrayContaining([expect.objectContaining({ slug: 'team-a', kind: 'virtual' })]));
  const gone = await lines(['clusters', 'rm', 'team-a', '--yes']);
  expect(gone.told.at(-1)).toMatchObject({ event: 'done', ok: true, status: 'deleted' });
});

test('credentials are read from standard input, listed without what they are, and forgotten', async () => {
  await one(['credentials', 'git', 'github.com', '--path', 'acme'], 'ghp_secret\n');
  await one(['credentials', 'registry', 'ghcr.io', 'acme-bot', '--project', 'shop'], 'also-secret\n');
  const shown = await cli(['credentials', '--json']);
  expect(JSON.parse(shown.stdout)).toMatchObject([
    { name: 'github.com/acme', kind: 'token', project: null },
    { name: 'ghcr.io', kind: 'registry', username: 'acme-bot', project: 'shop' },
  ]);
  expect(shown.stdout).not.toContain('secret');
  await one(['credentials', 'rm', 'github.com/acme']);
  await one(['credentials', 'rm', 'ghcr.io']);
  expect(await one(['credentials'])).toEqual([]);
  const again = await lines(['credentials', 'rm', 'ghcr.io']);
  expect(again).toMatchObject({ code: 1, told: [{ event: 'error', code: 'credential-not-found' }] });
});

test('a domain is added with the records to set, checked until it is served, listed and removed', async () => {
  await reaches(plane, await deploy(plane, await t.member('org_owner'), t.serviceId), 'running');
  const added = await cli(['domains', 'add', 'shop/web', 'WWW.acme.example']);
  expect(added, added.stderr).toMatchObject({ code: 0 });
  expect(added.stdout).toMatch(/^TXT +_northstack-challenge\.www\.acme\.example +northstack-[0-9a-f]{32}$/m);
  expect(added.stdout).toMatch(/^CNAME +www\.acme\.example +web\.shop\.localhost$/m);
  names.records.set('_northstack-challenge.www.acme.example', {
    TXT: [String(/northstack-[0-9a-f]{32}/.exec(added.stdout)?.[0])],
  });
  const checked = await lines(['domains', 'check', 'www.acme.example', '--wait']);
  expect(checked, checked.stderr).toMatchObject({ code: 0 });
  expect(checked.told.at(-1)).toMatchObject({ event: 'done', ok: true, status: 'active', url: 'http://www.acme.example:8080' });
  expect(await one(['domains', 'list', 'shop/web'])).toMatchObject([{ hostname: 'www.acme.example', status: 'active' }]);
  await one(['domains', 'remove', 'www.acme.example']);
  expect(await one(['domains'])).toEqual([]);

  // A file that names one says the same at its end.
  const exported = await cli(['export', 'shop']);
  const file = exported.stdout.replace(/^( +)web:\n/m, '$1web:\n$1  domains: [www.acme.example]\n');
  const applied = await lines(['apply', '-', '--yes'], file);
  expect(applied, applied.stderr).toMatchObject({ code: 0 });
  expect(applied.told.at(-2)).toMatchObject({
    ...{ event: 'domain', hostname: 'www.acme.example', status: 'pending_dns' },
    verification_token: expect.stringMatching(/^northstack-/),
    dns_target: expect.stringMatching(/^web\./),
  });
  const status = await cli(['status', 'shop/web', '--once']);
  expect(status.stdout).toMatch(/^shop\/web www\.acme\.example pending_dns The TXT record of/m);
  const refused = await cli(['apply', '-', '--yes'], file.replace('[www.acme.example]', '[]'));
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('--allow-deletions') });
});

test('what does not go by itself is on one page, for platform administrators alone', async () => {
  const { sql } = plane.database;
  await sql(
    `insert into strays (kind, platform, thing_id, name, installation) values ('database', 'elsewhere', 'x', 'db-x', 'staging')`,
  );
  await sql(
    `insert into event_dead_letters (id, consumer, deliveries, event_type) values ('letter-1', 'billing', 5, 'ServiceDeployed')`,
  );
  const CREATE = `mutation($r: uuid!) { createWebhook(name: "Pager", url: "https://example.com/hook", eventTypes: ["BuildFailed"], requestId: $r) { webhookId } }`;
  const made = await plane.as(await t.member('org_owner'), CREATE, { r: randomUUID() });
  expect(made.errors).toBeUndefined();
  await sql('update webhooks set failing_since = now(), consecutive_failures = 3 where id = $1', [
    made.data.createWebhook.webhookId,
  ]);
  const { service_instance_id } = await reaches(plane, await deploy(plane, await t.member('org_owner'), t.serviceId), 'running');
  const inDays = (days: number) => Math.floor(Date.now() / 1000) * 1000 + days * 24 * 3_600_000;
  const [soon, later] = [inDays(13), inDays(60)];
  plane.runtime.certificate = (hostname) =>
    hostname.startsWith('lost.')
      ? { hostname, state: 'failed', reason: 'Refused.', expiresAt: null }
      : { hostname, state: 'issued', reason: null, expiresAt: hostname.startsWith('late.') ? soon : later };
  for (const hostname of ['late.acme.example', 'lost.acme.example', 'fine.acme.example'])
    await sql('insert into service_domains (service_instance_id, hostname) values ($1, $2)', [service_instance_id, hostname]);
  await sql(
    `update service_domains set status = 'issuing', verified_at = now(), deadline_at = null where service_instance_id = $1
       and status = 'pending_dns' and hostname <> 'www.acme.example'`,
    [service_instance_id],
  );
  await eventually(
    () => sql("select status from service_domains where hostname like '%.acme.example' and status in ('active', 'failed')"),
    (rows) => rows.length === 3,
  );
  const asOwner = await cli(['attention', '--json']);
  expect(asOwner.code).toBe(1);
  const { email, userId } = await t.member('devops');
  await sql('update users set is_platform_admin = true where id = $1', [userId]);
  const { data } = await plane.send({}, SIGN_IN, { email, password: PASSWORD, organization: t.slug });
  const asked = await program.run(['attention', '--json'], { token: data.signIn.accessToken });
  expect(asked, asked.stderr).toMatchObject({ code: 0 });
  const told: { name: string }[] = JSON.parse(asked.stdout);
  expect(told.filter(({ name }) => name === 'fine.acme.example')).toEqual([]);
  expect(told).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ what: 'domain failed', name: 'lost.acme.example', says: 'Refused.' }),
      expect.objectContaining({
        ...{
          what: 'certificate expires',
          name: 'late.acme.example',
          of: t.slug,
          do: 'northstack domains check late.acme.example',
        },
        says: expect.stringMatching(/^on 2\d{3}-\d\d-\d\d, and was not renewed\.$/),
      }),
      expect.objectContaining({ what: 'stray database', name: 'db-x', of: '', says: 'at elsewhere, of staging' }),
      expect.objectContaining({ what: 'dead letter', do: 'northstack dead-letters redeliver letter-1' }),
      expect.objectContaining({ what: 'webhook failing', name: 'Pager', of: t.slug, says: '0 given up in a day' }),
    ]),
  );
});

test('an environment is in the region of its cluster, and its services say when that is away and where their things go', async () => {
  const { email, userId } = await t.member('devops');
  await plane.database.sql('update users set is_platform_admin = true where id = $1', [userId]);
  const { data } = await plane.send({}, SIGN_IN, { email, password: PASSWORD, organization: t.slug });
  const administer = (...args: string[]) => program.run(['regions', ...args, '--json'], { token: data.signIn.accessToken });
  expect(await cli(['regions', 'create', 'mars', '--jurisdiction', 'eu', '--json'])).toMatchObject({ code: 1 });
  expect(await administer('create', 'eu', '--jurisdiction', 'eu', '--failover', 'local')).toMatchObject({ code: 0 });
  const nowhere = await lines(['environments', 'create', 'shop/rescue', '--region', 'eu']);
  expect(nowhere).toMatchObject({ code: 1, told: [{ code: 'cluster-not-found' }] });
  const pools = ['--version', 'v1.33.4', '--pool', 'all=1:m:control,etcd,worker'];
  expect(await lines(['clusters', 'provision', 'eu-1', '--region', 'eu', ...pools])).toMatchObject({ code: 0 });
  const made = await one(['environments', 'create', 'shop/rescue', '--region', 'eu']);
  expect(made).toMatchObject({ slug: 'rescue', region: { slug: 'eu' } });
  await reaches(plane, await deploy(plane, await t.member('org_owner'), t.serviceId, ', environment: "rescue"'), 'running');
  const set = await administer('set', 'eu', '--status', 'unavailable', '--reason', 'Power cut.');
  expect(set, set.stdout + set.stderr).toMatchObject({ code: 0 });
  const told = await cli(['status', 'shop/web', '--environment', 'rescue']);
  expect(told.stdout).toMatch(/shop\/web +rescue +eu +/);
  expect(told.stdout).toMatch(/the region eu is unavailable for .*Power cut\. Its things go to local/);
  expect(await one(['regions'])).toContainEqual(
    expect.objectContaining({ slug: 'eu', environments: [{ slug: 'rescue', project: { slug: 'shop' } }] }),
  );
  const late = await lines(['environments', 'place', 'shop/rescue', '--cluster', 'host']);
  expect(late).toMatchObject({ code: 1, told: [{ code: 'environment-in-use' }] });
  await one(['environments', 'rm', 'shop/rescue', '--yes']);
  await gone('environments', `slug = 'rescue'`);
});

test('environments, services and projects are deleted when it is said twice', async () => {
  await one(['environments', 'create', 'shop/staging']);
  expect(await one(['environments', 'place', 'shop/staging', '--cluster', 'host'])).toMatchObject({ region: { slug: 'local' } });
  expect(await one(['environments', '--project', 'shop'])).toMatchObject([
    { slug: 'production' },
    { slug: 'staging', type: 'staging' },
  ]);
  const asked = await lines(['environments', 'rm', 'shop/staging']);
  expect(asked).toMatchObject({ code: 1, told: [{ event: 'error', code: 'not-confirmed' }] });
  await one(['environments', 'rm', 'shop/staging', '--yes']);
  await gone('environments', `slug = 'staging'`);
  const cache = ['services', 'create', 'shop/cache', '--image', 'redis:7.4-alpine', '--type', 'stateful'];
  expect((await cli(cache)).stderr).toContain('A service of type stateful needs --port');
  await one([...cache, '--port', '6379', '--volume-size', '5']);
  expect(
    await plane.database.sql(
      "select port, volume_path, volume_gigabytes from service_configs c join services s on s.id = c.service_id where s.slug = 'cache'",
    ),
  ).toEqual([{ port: 6379, volume_path: '/data', volume_gigabytes: 5 }]);
  expect((await cli(['services', 'rm', 'shop/cache'])).stderr).toContain(
    'Deleting shop/cache, its volumes and all data in them cannot be undone. Say --yes if you mean it.',
  );
  await one(['services', 'rm', 'shop/web', '--yes']);
  await gone('services', `slug = 'web'`);
  await one(['projects', 'rm', 'shop', '--yes']);
  await gone('projects', `slug = 'shop'`);
});

test('every new verb has help with examples, and what is no pool is not understood', async () => {
  for (const args of [
    ['clusters', 'provision'],
    ['clusters', 'tenants', 'create'],
    ['credentials', 'git'],
    ['environments', 'rm'],
    ['environments', 'place'],
    ['regions', 'set'],
    ['db', 'rm-backup'],
  ]) {
    const { code, stdout } = await cli([...args, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('Examples:');
  }
  const { code, stderr } = await cli(['clusters', 'provision', 'x', '--version', 'v1.33.4', '--pool', 'all']);
  expect(code).toBe(2);
  expect(stderr).toContain('is no node pool');
});
