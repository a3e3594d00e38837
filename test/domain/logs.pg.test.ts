/** Log lines from whoever writes them to whoever searches them: in the database alone, and with Loki beside it. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLoki } from '../../adapters/loki/open-loki.ts';
import type { LogStore } from '../../domain/ports/log-store.ts';
import { createLogWriter } from '../../reconcile/index.ts';
import { WriteLogLinesDocument } from '../../sdk/generated.ts';
import { databaseLogs } from '../../server/platform/database-logs.ts';
import { everything, type LogSubject, logStoreContract } from '../contracts/log-store.contract.ts';
import { openLokiEmulator } from '../emulators/loki/open-loki.ts';
import { type Caller, type ControlPlane, createTenant, startControlPlane, type TestTenant } from '../support/control-plane.ts';
import { eventually } from '../support/eventually.ts';

let plane: ControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane?.[Symbol.asyncDispose]());

/** A service that was built and runs. */
async function running(): Promise<LogSubject & { readonly tenant: TestTenant; readonly developer: Caller }> {
  const tenant = await createTenant(plane);
  const developer = await tenant.member('developer');
  const mutation = 'mutation($s: uuid!, $r: uuid!) { deployService(serviceId: $s, requestId: $r) { deploymentId } }';
  await plane.as(developer, mutation, { s: tenant.serviceId, r: randomUUID() });
  const read = () =>
    plane.database.sql(
      `select d.service_instance_id as instance, d.build_id as build from deployments d where d.service_id = $1 and d.status = 'running'`,
      [tenant.serviceId],
    );
  const [row] = await eventually(read, (rows) => rows.length === 1);
  const { organizationId, projectId, serviceId } = tenant;
  // What the platform itself said meanwhile is not what the tests are about.
  await plane.database.sql('delete from log_lines where service_id = $1', [serviceId]);
  return {
    organizationId,
    projectId,
    serviceId,
    instanceId: String(row?.instance),
    buildId: String(row?.build),
    tenant,
    developer,
  };
}

logStoreContract('database', async () => ({
  store: databaseLogs(plane.admin),
  subject: async () => {
    const { organizationId, projectId, serviceId, instanceId, buildId } = await running();
    return { organizationId, projectId, serviceId, instanceId, buildId };
  },
  write: async (entries) => {
    const lines = entries.map(({ id, at, buildId, instanceId, jobRunId, deploymentId, replica, stream, level, line }) => ({
      id,
      build_id: buildId,
      service_instance_id: instanceId,
      job_run_id: jobRunId,
      deployment_id: deploymentId,
      replica,
      stream: stream === 'stderr' ? ('stderr' as const) : ('stdout' as const),
      level,
      line,
      logged_at: new Date(at).toISOString(),
    }));
    await plane.admin.request(WriteLogLinesDocument, { lines }, { idempotent: true });
  },
  [Symbol.asyncDispose]: async () => {},
}));

const lineOf = ({ instanceId }: LogSubject, text: string) => ({
  source: { kind: 'instance', instanceId, revision: randomUUID(), replica: 0 } as const,
  stream: 'stdout' as const,
  at: Date.now(),
  text,
});

describe('with Loki', () => {
  test('lines are in the database for those who follow them, and in Loki; what Loki missed while it was away comes later, once', async () => {
    await using emulator = await openLokiEmulator();
    await using loki = openLoki({ url: emulator.url, tenant: null, credentials: null, ca: null });
    const subject = await running();
    const told: { readonly kind: string }[] = [];
    const writer = createLogWriter({ graphql: plane.admin, shipTo: loki, observe: (o) => void told.push(o) });
    emulator.faults.add({ method: 'POST', times: 2, fault: { kind: 'answer', status: 503 } });
    emulator.faults.add({ method: 'POST', fault: { kind: 'lost-answer' } });
    const texts = Array.from({ length: 1_500 }, (_, i) => `line ${i}`);
    writer.append(texts.slice(0, 900).map((text) => lineOf(subject, text)));
    await eventually(
      () => told.filter(({ kind }) => kind === 'log-shipping-failed').length,
      (n) => n >= 1,
    );
    writer.append(texts.slice(900).map((text) => lineOf(subject, text)));
    const [row] = await eventually(
      () => plane.database.sql('select count(*)::int as n from log_lines where service_id = $1', [subject.serviceId]),
      (rows) => rows[0]?.n === texts.length,
    );
    expect(row?.n).toBe(texts.length);
    const found = () => loki.search(everything(subject, { limit: 5_000 }));
    await eventually(found, ({ lines }) => lines.length === texts.length);
    await writer[Symbol.asyncDispose]();
    expect((await found()).lines.map(({ line }) => line)).toEqual([...texts].reverse());
    expect(emulator.violations).toEqual([]);
  });

  test('a store that takes nothing holds up nobody: memory is bounded, and it is told what was dropped', async () => {
    const stuck: LogStore = { ...databaseLogs(plane.admin), name: 'stuck', write: () => Promise.reject(new Error('away')) };
    const subject = await running();
    const dropped: number[] = [];
    const writer = createLogWriter({
      graphql: plane.admin,
      shipTo: stuck,
      maxWaiting: 100,
      observe: (o) => void (o.kind === 'log-lines-not-shipped' && dropped.push(o.count)),
    });
    for (let i = 0; i < 10; i += 1) {
      writer.append(Array.from({ length: 50 }, (_, n) => lineOf(subject, `line ${i * 50 + n}`)));
      await eventually(
        () => plane.database.sql('select count(*)::int as n from log_lines where service_id = $1', [subject.serviceId]),
        (rows) => Number(rows[0]?.n) === (i + 1) * 50,
      );
    }
    await eventually(
      () => dropped.reduce((sum, n) => sum + n, 0),
      (sum) => sum === 400,
    );
    await writer[Symbol.asyncDispose]();
  });
});

describe('searchLogs', () => {
  const QUERY = `query($s: uuid!, $text: String, $environment: String, $level: String, $limit: Int, $before: String, $from: timestamptz) {
    searchLogs(serviceId: $s, text: $text, environment: $environment, level: $level, limit: $limit, before: $before, from: $from) {
      lines { id line level stream serviceInstanceId replica loggedAt } next } }`;

  test('members find lines of what they may see, page by page, and nobody else does', async () => {
    const subject = await running();
    const writer = createLogWriter({ graphql: plane.admin, observe: () => {} });
    writer.append(['GET /a 200', 'ERROR it broke', 'GET /b 500'].map((text) => lineOf(subject, text)));
    await writer[Symbol.asyncDispose]();
    const s = subject.serviceId;
    const ask = async (variables: object, caller = subject.developer) => await plane.as(caller, QUERY, { s, ...variables });
    const texts = async (variables: object) => (await ask(variables)).data?.searchLogs.lines.map((l: { line: string }) => l.line);
    expect(await texts({ text: 'get /' })).toEqual(['GET /b 500', 'GET /a 200']);
    expect(await texts({ level: 'error', environment: 'production' })).toEqual(['ERROR it broke']);
    const { data } = await ask({ limit: 1, text: 'GET' });
    expect(data.searchLogs.lines[0]).toMatchObject({
      line: 'GET /b 500',
      stream: 'stdout',
      serviceInstanceId: subject.instanceId,
      replica: 0,
    });
    expect(await texts({ limit: 1, text: 'GET', before: data.searchLogs.next })).toEqual(['GET /a 200']);
    const viewer = await ask({ text: 'GET' }, await subject.tenant.member('viewer'));
    expect(viewer.data.searchLogs.lines).toHaveLength(2);
    const stranger = await (await createTenant(plane)).member('org_owner');
    expect((await ask({}, stranger)).errors?.[0]?.extensions.code).toBe('service-not-found');
    expect((await ask({ environment: 'nowhere' })).errors?.[0]?.extensions.code).toBe('not-deployed');
    expect((await ask({ level: 'loud' })).errors?.[0]?.extensions.code).toBe('invalid-input');
  });
});
