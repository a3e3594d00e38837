/** Domains of teams' own: through the engine, its triggers and our reconcilers, with a real name server; the runtime is emulated. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { actions, runAction } from '../../actions/index.ts';
import { openDns } from '../../adapters/dns/open-dns.ts';
import { type DnsEmulator, openDnsEmulator } from '../emulators/dns/open-dns-emulator.ts';
import { type Caller, type ControlPlane, createTenant, startControlPlane, type TestTenant } from '../support/control-plane.ts';
import { codeOf, command, deploy, reaches } from '../support/delivery.ts';
import { eventually } from '../support/eventually.ts';

let names: DnsEmulator;
let plane: ControlPlane;
let t: TestTenant;
let developer: Caller;
let instanceId: string;
let hostname: string;

beforeAll(async () => {
  names = await openDnsEmulator();
  plane = await startControlPlane({ dns: openDns({ servers: [names.server], timeoutMs: 500, tries: 2 }) });
});
afterAll(async () => {
  await plane?.[Symbol.asyncDispose]();
  await names?.[Symbol.asyncDispose]();
});
beforeEach(async () => {
  names.mode = 'answers';
  plane.runtime.certificate = null;
  ({ t, developer, instanceId } = await deployed());
  hostname = `www-${t.slug}.example.com`;
});

async function deployed() {
  const tenant = await createTenant(plane);
  const caller = await tenant.member('developer');
  const { service_instance_id } = await reaches(plane, await deploy(plane, caller, tenant.serviceId), 'running');
  return { t: tenant, developer: caller, instanceId: service_instance_id };
}

const DAY = 24 * 3600_000;
const add = (caller: Caller, serviceId: string, name = hostname, requestId?: string) =>
  command(plane, caller, 'addDomain', `serviceId: "${serviceId}", hostname: "${name}"`, 'domainId', requestId);
const added = async (caller = developer, serviceId = t.serviceId): Promise<string> => {
  const answer = await add(caller, serviceId);
  expect(answer.errors).toBeUndefined();
  return answer.data.addDomain.domainId;
};
const check = async (id: string, caller = developer) =>
  expect((await command(plane, caller, 'checkDomain', `domainId: "${id}"`, 'domainId')).errors).toBeUndefined();
const row = async (id: string) => (await plane.database.sql('select * from service_domains where id = $1', [id]))[0];
const becomes = (id: string, status: string) =>
  eventually(
    () => row(id),
    (seen) => seen?.status === status,
  );
const looked = (id: string) =>
  eventually(
    () => row(id),
    (seen) => seen !== undefined && seen.checked_at !== null,
  );
/** Sets the records that a domain asks for, beside those that are there. */
const prove = async (...ids: string[]) => {
  const tokens: string[] = [];
  for (const id of ids) tokens.push(String((await looked(id))?.verification_token));
  names.records.set(`_northstack-challenge.${hostname}`, { TXT: tokens });
};
const point = async (id: string) => names.records.set(hostname, { CNAME: [String((await looked(id))?.dns_target)] });
const served = () => plane.runtime.desired.get(instanceId)?.domains ?? [];
const events = async (id: string) =>
  (await plane.database.sql('select type from domain_events where subject_id = $1 order by created_at, id', [id])).map(
    (e) => e.type,
  );

test('a domain says which records to set, is served when its TXT record proves it, and has its address with a certificate', async () => {
  plane.runtime.certificate = (name) => ({ hostname: name, state: 'issuing', reason: 'Waits for its order.', expiresAt: null });
  const id = await added();
  const waiting = await looked(id);
  expect(waiting).toMatchObject({ status: 'pending_dns', hostname, verified_at: null, url: null });
  expect(waiting?.dns_target).toMatch(/^web\..+\.localhost$/);
  expect(waiting?.status_reason).toContain(`_northstack-challenge.${hostname}`);
  expect(waiting?.status_reason).toContain(waiting?.verification_token);
  expect(waiting?.dns_reason).toContain(waiting?.dns_target);
  expect(served()).toEqual([]);

  names.records.set(`_northstack-challenge.${hostname}`, { TXT: ['something else'] });
  await check(id);
  await eventually(
    () => row(id),
    (seen) => String(seen?.status_reason).includes('something else'),
  );
  await prove(id);
  await point(id);
  await check(id);
  await eventually(
    async () => served(),
    (domains) => domains.includes(hostname),
  );
  const issuing = await eventually(
    () => row(id),
    (seen) => seen?.status_reason === 'Waits for its order.',
  );
  expect(issuing).toMatchObject({ status: 'issuing', dns_reason: null, deadline_at: null });

  const expiresAt = Date.parse('2099-01-01T00:00:00Z');
  plane.runtime.certificate = (name) => ({ hostname: name, state: 'issued', reason: null, expiresAt });
  plane.reconciler().wake({ kind: 'instance', id: instanceId });
  expect(await becomes(id, 'active')).toMatchObject({ url: `https://${hostname}`, certificate_expires_at: new Date(expiresAt) });
  expect(await events(id)).toEqual(['DomainAdded', 'DomainVerified', 'DomainActive']);

  // DNS that leads elsewhere is told, and takes nothing away; nor does a name server that is away.
  names.records.set(hostname, { A: ['192.0.2.7'] });
  await check(id);
  await eventually(
    () => row(id),
    (seen) => String(seen?.dns_reason).includes('192.0.2.7'),
  );
  expect(await row(id)).toMatchObject({ status: 'active', url: `https://${hostname}` });

  expect((await command(plane, developer, 'removeDomain', `domainId: "${id}"`, 'domainId')).errors).toBeUndefined();
  await eventually(
    async () => served(),
    (domains) => domains.length === 0,
  );
  expect((await events(id)).at(-1)).toBe('DomainRemoved');
  expect(codeOf(await command(plane, developer, 'checkDomain', `domainId: "${id}"`, 'domainId'))).toBe('domain-not-found');
});

test('where no certificates are made a proven domain is served without, and says so', async () => {
  const id = await added();
  await prove(id);
  await check(id);
  const active = await becomes(id, 'active');
  expect(active).toMatchObject({ url: `http://${hostname}:8080`, certificate_expires_at: null });
  expect(active?.status_reason).toContain('TLS ends at whoever stands in front');
});

test('a certificate that failed says why, and whoever asks after a fix need not wait', async () => {
  plane.runtime.certificate = (name) => ({ hostname: name, state: 'failed', reason: 'CAA forbids it.', expiresAt: null });
  const id = await added();
  await prove(id);
  await check(id);
  expect(await becomes(id, 'failed')).toMatchObject({ status_reason: 'CAA forbids it.', url: null });
  const why = `{ whyNotReady(serviceId: "${t.serviceId}") { ready causes { code message } } }`;
  expect((await plane.as(developer, why)).data.whyNotReady).toMatchObject({
    ready: true,
    causes: expect.arrayContaining([
      { code: 'domain-failed', message: `The domain ${hostname} cannot be served: CAA forbids it.` },
      expect.objectContaining({ code: 'domain-elsewhere' }),
    ]),
  });
  const expiresAt = Date.parse('2099-01-01T00:00:00Z');
  plane.runtime.certificate = (name) => ({ hostname: name, state: 'issued', reason: null, expiresAt });
  await check(id);
  expect(await becomes(id, 'active')).toMatchObject({ url: `https://${hostname}`, status_reason: null });
});

test('of two organizations that claim a name the one that proves it has it; later proof wins when the earlier one is gone', async () => {
  const other = await deployed();
  const [squatter, owner] = [await added(), await added(other.developer, other.t.serviceId)];
  await looked(squatter);
  await prove(owner);
  await check(squatter);
  await check(owner, other.developer);
  await becomes(owner, 'active');
  expect(plane.runtime.desired.get(other.instanceId)?.domains).toEqual([hostname]);
  expect(await row(squatter)).toMatchObject({ status: 'pending_dns', verified_at: null });
  expect(served()).toEqual([]);

  // With both proofs there, whoever has it keeps it.
  await prove(owner, squatter);
  await check(squatter);
  await eventually(
    () => row(squatter),
    (seen) => String(seen?.status_reason).includes('Another service answers'),
  );
  expect(await row(owner)).toMatchObject({ status: 'active' });

  await prove(squatter);
  await check(squatter);
  await becomes(squatter, 'active');
  expect(await row(owner)).toMatchObject({ status: 'pending_dns', verified_at: null, url: null });
  await eventually(
    async () => plane.runtime.desired.get(other.instanceId)?.domains ?? [],
    (domains) => domains.length === 0,
  );
});

test('name servers that fail change nothing, and are asked again', async () => {
  names.mode = 'servfail';
  const id = await added();
  await eventually(
    () => row(id),
    (seen) => String(seen?.status_reason).includes('did not answer'),
  );
  names.mode = 'answers';
  await prove(id);
  plane.advance(60_000);
  try {
    await plane.reconciler().resync();
    await becomes(id, 'active');
  } finally {
    plane.advance(-60_000);
  }
});

test('a claim that nobody proves is given up after two weeks', async () => {
  const id = await added();
  await looked(id);
  plane.advance(15 * DAY);
  try {
    await plane.reconciler().resync();
    await eventually(
      () => row(id),
      (seen) => seen === undefined,
    );
  } finally {
    plane.advance(-15 * DAY);
  }
  expect(await events(id)).toEqual(['DomainAdded', 'DomainRemoved']);
});

test('what is no domain of a web service’s own is refused; repeats have one effect; viewers look on', async () => {
  expect(codeOf(await add(developer, t.serviceId, 'web.shop.localhost'))).toBe('invalid-input');
  expect(codeOf(await add(developer, randomUUID()))).toBe('service-not-found');
  const stranger = await (await createTenant(plane)).member('org_owner');
  expect(codeOf(await add(stranger, t.serviceId))).toBe('service-not-found');

  const requestId = randomUUID();
  const answers = await Promise.all(Array.from({ length: 5 }, () => add(developer, t.serviceId, hostname, requestId)));
  expect(new Set(answers.map((a) => a.data?.addDomain.domainId)).size).toBe(1);
  expect(codeOf(await add(developer, t.serviceId))).toBe('domain-exists');
  const id = answers[0]?.data.addDomain.domainId;
  expect(codeOf(await command(plane, stranger, 'removeDomain', `domainId: "${id}"`, 'domainId'))).toBe('domain-not-found');

  const viewer = await t.member('viewer');
  const { data } = await plane.as(viewer, '{ service_domains { hostname } }');
  expect(data.service_domains).toEqual([{ hostname }]);
  expect((await add(viewer, t.serviceId)).errors).toBeDefined();
  expect((await plane.as(stranger, '{ service_domains { hostname } }')).data.service_domains).toEqual([]);

  await plane.database.sql('update environments set is_protected = true, required_approvals = 0 where id = $1', [t.productionId]);
  expect(codeOf(await add(developer, t.serviceId, `x.${hostname}`))).toBe('environment-protected');
  await plane.database.sql("update services set type = 'worker' where id = $1", [t.serviceId]);
  expect(codeOf(await add(await t.member('team_lead'), t.serviceId, `x.${hostname}`))).toBe('domain-needs-web');
});

test('a name of the platform itself is nobody’s to claim', async () => {
  const [made] = await plane.database.sql(
    `insert into service_domains (service_instance_id, hostname) values ($1, $2) returning id`,
    [instanceId, `www-${t.slug}.localhost`],
  );
  const id = String(made?.id);
  expect(await becomes(id, 'failed')).toMatchObject({
    status_reason: expect.stringContaining("one of this platform's own names"),
    verified_at: null,
  });
  expect(served()).toEqual([]);
});

test('and is refused before anything is written of it', async () => {
  const action = actions.get('addDomain');
  if (action === undefined) throw new Error('there is no such action');
  const session_variables = {
    'x-hasura-role': developer.role,
    'x-hasura-user-id': developer.userId,
    'x-hasura-org-id': developer.organizationId,
  };
  const input = {
    serviceId: t.serviceId,
    environment: 'production',
    hostname: 'Web.Shop.apps.example.com',
    requestId: randomUUID(),
  };
  const deps = { ...plane.actionDeps, baseDomain: 'apps.example.com' };
  const { status, body } = await runAction(deps, action, { action: { name: 'addDomain' }, input, session_variables }, {});
  expect(status).toBe(400);
  expect(body).toMatchObject({
    message: expect.stringContaining("web.shop.apps.example.com is one of this platform's own names"),
    extensions: { code: 'platform-domain' },
  });
  expect(await plane.database.sql('select 1 from service_domains where service_instance_id = $1', [instanceId])).toEqual([]);
});

test('a project has a hundred domains and not one more', async () => {
  await plane.database.sql(
    `insert into service_domains (service_instance_id, hostname, next_check_at)
     select $1, 'n' || n || '.' || $2 || '.example.com', now() + interval '1 day' from generate_series(1, 100) n`,
    [instanceId, t.slug],
  );
  expect(codeOf(await add(developer, t.serviceId))).toBe('domain-limit');
  await plane.database.sql('delete from service_domains where service_instance_id = $1', [instanceId]);
  await added();
});
