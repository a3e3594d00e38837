/** Databases from the command to the row that says what is, through the real engine, its triggers and our handlers; servers are emulated. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Fault } from '../../kit/fault.ts';
import {
  type Answer,
  type Caller,
  type ControlPlane,
  createTenant,
  startControlPlane,
  type TestTenant,
} from '../support/control-plane.ts';
import { eventually } from '../support/eventually.ts';

let plane: ControlPlane;
let t: TestTenant;
let lead: Caller;
let developer: Caller;

beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(async () => {
  await plane?.[Symbol.asyncDispose]();
});
beforeEach(async () => {
  Object.assign(plane.databases, { mode: 'at-once', refuse: null });
  t = await createTenant(plane);
  lead = await t.member('team_lead');
  developer = await t.member('developer');
});

type Values = Readonly<Record<string, unknown>>;
const text = (values: Values) =>
  Object.entries(values)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join(', ');
const command = (name: string, input: Values, answer: string, caller: Caller = lead): Promise<Answer> =>
  plane.as(caller, `mutation { ${name}(${text({ requestId: randomUUID(), ...input })}) { ${answer} } }`);
/** A backup that has just ended, or a scheduled one that has its turn, may hold the database for a moment more: then that is said, and it works. */
const done = async (name: string, input: Values, answer: string, caller: Caller = lead) => {
  const { data, errors } = await eventually(
    () => command(name, input, answer, caller),
    (answered) => codeOf(answered) !== 'database-busy',
  );
  expect(errors).toBeUndefined();
  return data[name];
};
const codeOf = ({ errors }: Answer) => errors?.[0]?.extensions.code;

interface Row {
  readonly status: string;
  readonly failure_step: string | null;
  readonly failure_reason: string | null;
  readonly nodes: number;
  readonly host: string | null;
  readonly generation: number;
  readonly observed_generation: number;
  readonly backups: readonly { readonly id: string; readonly status: string; readonly kind: string }[];
  readonly credentials: readonly { readonly version: number; readonly username: string; readonly expires_at: string | null }[];
}
const row = async (id: string): Promise<Row | null> =>
  (
    await plane.as(
      developer,
      `query($id: uuid!) { databases_by_pk(id: $id) { status failure_step failure_reason nodes host generation observed_generation
         backups(order_by: { created_at: asc }) { id status kind } credentials(order_by: { version: asc }) { version username expires_at } } }`,
      { id },
    )
  ).data.databases_by_pk;
const reaches = (id: string, satisfies: (row: Row) => boolean) =>
  eventually(
    () => row(id),
    (r) => r !== null && satisfies(r),
  );
const settled = (id: string) =>
  reaches(id, (r) => r.status === 'running' && r.backups.length > 0 && r.backups.every((b) => b.status === 'succeeded'));
const provision = async (input: Values = {}, caller = lead): Promise<string> =>
  (await done('provisionDatabase', { projectId: t.projectId, slug: 'main', ...input }, 'databaseId', caller)).databaseId;
const events = async (id: string): Promise<readonly string[]> =>
  (await plane.database.sql('select type from domain_events where subject_id = $1 order by created_at', [id])).map((e) =>
    String(e.type),
  );

describe('provisioning', () => {
  test('a database runs, has an address, a first backup and a schedule, and is told about', async () => {
    const id = await provision();
    const ready = await settled(id);
    expect(ready).toMatchObject({
      host: 'db.example',
      backups: [{ kind: 'scheduled' }],
      credentials: [{ version: 1, username: 'app_1' }],
    });
    expect(await events(id)).toContain('DatabaseCreated');
    const [schedule] = await plane.database.sql(
      'select next_run_at > now() as later from backup_schedules where database_id = $1',
      [id],
    );
    expect(schedule).toEqual({ later: true });
    const login = plane.databases.desired.get(id)?.logins[0];
    const everything = await plane.database.sql(
      `select (select string_agg(a::text, ' ') from audit_log a) || (select string_agg(c::text, ' ') from database_credentials c)
         || (select string_agg(r::text, ' ') from requests r) || (select string_agg(e::text, ' ') from domain_events e) as all_text`,
    );
    expect(login?.password.length).toBeGreaterThan(20);
    expect(String(everything[0]?.all_text)).not.toContain(login?.password);
  });

  test('50 repeats of a command make one database and get one answer', async () => {
    const input = { projectId: t.projectId, slug: 'main', requestId: randomUUID() };
    const answers = await Promise.all(Array.from({ length: 50 }, () => command('provisionDatabase', input, 'databaseId')));
    expect(new Set(answers.map((a) => a.data?.provisionDatabase.databaseId)).size).toBe(1);
    expect(await plane.database.sql('select count(*)::int as n from databases where project_id = $1', [t.projectId])).toEqual([
      { n: 1 },
    ]);
  });

  test('what cannot be had is refused at once, in words', async () => {
    const refused = async (input: Values, caller = lead) =>
      codeOf(await command('provisionDatabase', { projectId: t.projectId, slug: 'x', ...input }, 'databaseId', caller));
    expect(await refused({ engine: 'oracle' })).toBe('engine-unavailable');
    expect(await refused({ version: '9.6' })).toBe('engine-unavailable');
    expect(await refused({ nodes: 20 })).toBe('nodes-unavailable');
    expect(await refused({ region: 'mars' })).toBe('region-unavailable');
    expect(await refused({ environment: 'nowhere' })).toBe('environment-not-found');
    expect(await refused({ backupSchedule: 'often' })).toBe('invalid-schedule');
    expect(await refused({ projectId: randomUUID() })).toBe('project-not-found');
    await provision({ slug: 'taken' });
    expect(await refused({ slug: 'taken' })).toBe('slug-taken');
  });

  test('one that the provider refuses, or that is never ready, fails with the reason, and can be deleted', async () => {
    plane.databases.refuse = new Fault('reject', { code: 'full', message: 'There is no room left.' });
    const refused = await provision({ slug: 'refused' });
    expect(await reaches(refused, (r) => r.status === 'failed')).toMatchObject({
      failure_step: 'provisioning',
      failure_reason: 'There is no room left.',
    });
    plane.databases.refuse = null;
    await done('deleteDatabase', { databaseId: refused }, 'databaseId');
    await reaches(refused, (r) => r.status === 'deleted');

    plane.databases.mode = 'never';
    const late = await provision({ slug: 'late' });
    plane.advance(21 * 60_000);
    await plane.reconciler().reap();
    expect(await reaches(late, (r) => r.status === 'failed')).toMatchObject({ failure_step: 'provisioning' });
  });
});

describe('a running database', () => {
  test('is scaled, and one that cannot be says so and goes on', async () => {
    const id = await provision();
    await settled(id);
    await done('scaleDatabase', { databaseId: id, nodes: 3 }, 'databaseId');
    // The wish is in the row before the work begins: the event says that it is done.
    await eventually(
      () => events(id),
      (told) => told.includes('DatabaseScaled'),
    );
    expect(await reaches(id, (r) => r.status === 'running' && r.nodes === 3)).toMatchObject({ failure_reason: null });
    expect(codeOf(await command('scaleDatabase', { databaseId: id, storageGigabytes: 1 }, 'databaseId'))).toBe('storage-shrinks');
    plane.databases.refuse = new Fault('reject', { code: 'quota', message: 'The cluster has no node for it.' });
    await done('scaleDatabase', { databaseId: id, nodes: 4 }, 'databaseId');
    expect(await reaches(id, (r) => r.status === 'running' && r.failure_step !== null)).toMatchObject({
      failure_step: 'scaling',
      failure_reason: 'The cluster has no node for it.',
    });
  });

  test('is unreachable while it does not answer', async () => {
    const id = await provision();
    await settled(id);
    plane.databases.lose(id);
    await reaches(id, (r) => r.status === 'unreachable');
    expect(codeOf(await command('backupDatabase', { databaseId: id }, 'backupId'))).toBe('database-busy');
    plane.databases.find(id);
    await reaches(id, (r) => r.status === 'running');
  });

  test('is backed up on request; a failed backup says why; old ones are removed', async () => {
    const id = await provision();
    await settled(id);
    const { backupId } = await done('backupDatabase', { databaseId: id, keepDays: 1 }, 'backupId', developer);
    await reaches(id, (r) => r.status === 'running' && r.backups.some((b) => b.id === backupId && b.status === 'succeeded'));
    expect(await events(backupId)).toEqual(['DatabaseBackedUp']);
    plane.databases.mode = 'failing';
    const { backupId: broken } = await done('backupDatabase', { databaseId: id }, 'backupId');
    await reaches(id, (r) => r.status === 'running' && r.backups.some((b) => b.id === broken && b.status === 'failed'));
    plane.databases.mode = 'at-once';
    plane.advance(25 * 3600_000);
    await plane.reconciler().reap();
    await reaches(id, (r) => r.backups.some((b) => b.id === backupId && b.status === 'deleted'));
    expect(plane.databases.backups.has(backupId)).toBe(false);
  });

  test('is backed up when its schedule is due, once, also when we were away', async () => {
    const id = await provision();
    await settled(id);
    plane.advance(49 * 3600_000);
    await plane.restart();
    await plane.reconciler().resync();
    await reaches(id, (r) => r.backups.filter((b) => b.kind === 'scheduled' && b.status === 'succeeded').length === 2);
    await plane.reconciler().resync();
    await plane.reconciler().settled();
    expect((await row(id))?.backups.filter((b) => b.kind === 'scheduled')).toHaveLength(2);
  });

  test('is backed up by its platform’s own clock where that has one, and each of those has its row, once', async () => {
    plane.databases.keepsSchedules = true;
    const id = await provision();
    await settled(id);
    const scheduled = (count: number) =>
      reaches(id, (r) => r.backups.filter((b) => b.kind === 'scheduled' && b.status === 'succeeded').length === count);
    const look = async () => {
      await plane.reconciler().resync();
      await plane.reconciler().settled();
    };
    await scheduled(1);
    await look();
    plane.advance(25 * 3600_000);
    plane.databases.strike(id);
    await plane.restart();
    await look();
    await scheduled(2);
    await look();
    expect((await row(id))?.backups.filter((b) => b.kind === 'scheduled')).toHaveLength(2);
    // A time that the platform let pass is not lost.
    plane.advance(25 * 3600_000);
    await look();
    await scheduled(3);
    plane.databases.keepsSchedules = false;
  });

  test('without a row it stays, and whoever runs the platform is told; with a row that says it is deleted it goes', async () => {
    const id = await provision();
    await settled(id);
    const desired = plane.databases.desired.get(id);
    if (!desired) throw new Error('there is no database');
    await done('deleteDatabase', { databaseId: id }, 'databaseId');
    await eventually(
      () => plane.database.sql('select status from databases where id = $1', [id]),
      ([found]) => found?.status === 'deleted',
    );
    const stranger = randomUUID();
    for (const databaseId of [id, stranger]) await plane.databases.apply({ ...desired, databaseId });
    await plane.reconciler().resync();
    await eventually(
      () => plane.databases.desired.has(id),
      (there) => !there,
    );
    await plane.reconciler().settled();
    expect(plane.databases.desired.has(stranger)).toBe(true);
    // Told once, however often it is seen; written down until it is gone, and for nobody but those who run the platform.
    await plane.reconciler().resync();
    const told = () =>
      plane.observations.flatMap((o) =>
        (o.kind === 'strays' || o.kind === 'strays-gone') && o.ids.includes(stranger) ? [o] : [],
      );
    expect(told()).toEqual([{ kind: 'strays', what: 'database', ids: [stranger] }]);
    const query = 'query($id: String!) { strays(where: { thing_id: { _eq: $id } }) { kind platform name installation gone_at } }';
    const administrator = await t.member('platform_admin');
    const written = async () => (await plane.as(administrator, query, { id: stranger })).data.strays;
    const stray = { kind: 'database', platform: plane.databases.capabilities.provider, name: stranger, installation: null };
    expect(await written()).toEqual([{ ...stray, gone_at: null }]);
    expect((await plane.as(await t.member('org_owner'), query, { id: stranger })).errors?.[0]?.message).toContain('strays');
    await plane.databases.remove(stranger, { keepBackups: false });
    await plane.reconciler().resync();
    expect(await written()).toEqual([{ ...stray, gone_at: expect.any(String) }]);
    expect(told().at(-1)).toEqual({ kind: 'strays-gone', what: 'database', ids: [stranger] });
  });

  test('is restored in place and into a new one, and a failed restore leaves it running', async () => {
    const id = await provision();
    const ready = await settled(id);
    const backupId = ready?.backups[0]?.id;
    const inPlace = await done('restoreDatabase', { databaseId: id, backupId }, 'restoreId databaseId');
    expect(inPlace.databaseId).toBe(id);
    await eventually(
      () => events(inPlace.restoreId),
      (e) => e.includes('DatabaseRestored'),
    );
    await reaches(id, (r) => r.status === 'running');
    const at = new Date(Date.now() + 74 * 3600_000).toISOString();
    expect(codeOf(await command('restoreDatabase', { databaseId: id, at }, 'restoreId'))).toBe('moment-not-recoverable');
    expect(codeOf(await command('restoreDatabase', { databaseId: id }, 'restoreId'))).toBe('restore-from');
    const copy = await done('restoreDatabase', { databaseId: id, backupId, into: 'copy' }, 'restoreId databaseId');
    await settled(copy.databaseId);
    expect(plane.databases.restored.at(-1)).toMatchObject({ source: id, target: copy.databaseId });
    plane.databases.mode = 'failing';
    const broken = await done('restoreDatabase', { databaseId: id, backupId }, 'restoreId');
    await eventually(
      () => events(broken.restoreId),
      (e) => e.includes('DatabaseRestoreFailed'),
    );
    expect(await reaches(id, (r) => r.status === 'running')).toMatchObject({
      failure_step: 'restoring',
      failure_reason: 'The backup is broken.',
    });
    const lost = await done('restoreDatabase', { databaseId: id, backupId, into: 'lost' }, 'restoreId databaseId');
    expect(await reaches(lost.databaseId, (r) => r.status === 'failed')).toMatchObject({
      failure_reason: 'The backup is broken.',
    });
  });

  test('gets new credentials, the old ones work until they expire', async () => {
    const id = await provision();
    await settled(id);
    const usernames = () => plane.databases.desired.get(id)?.logins.map((l) => l.username);
    await done('rotateDatabaseCredentials', { databaseId: id, graceMinutes: 10 }, 'databaseId');
    await eventually(usernames, (u) => u?.join() === 'app_2,app_1');
    await reaches(id, (r) => r.observed_generation === r.generation);
    plane.advance(11 * 60_000);
    await plane.reconciler().resync();
    await eventually(usernames, (u) => u?.join() === 'app_2');
    expect(await events(id)).toContain('DatabaseCredentialsRotated');
  });

  test('is deleted with its backups, or leaves them', async () => {
    const [gone, kept] = [await provision({ slug: 'gone' }), await provision({ slug: 'kept' })];
    const backups = await Promise.all([gone, kept].map(async (id) => (await settled(id))?.backups[0]?.id ?? ''));
    await done('deleteDatabase', { databaseId: gone }, 'databaseId');
    await done('deleteDatabase', { databaseId: kept, keepBackups: true }, 'databaseId');
    for (const id of [gone, kept]) await reaches(id, (r) => r.status === 'deleted');
    expect(backups.map((id) => plane.databases.backups.has(id))).toEqual([false, true]);
    expect(codeOf(await command('backupDatabase', { databaseId: gone }, 'backupId'))).toBe('database-not-found');
    await provision({ slug: 'gone' });
  });

  test('that somebody deletes on its platform is lost and not made anew: its backups stay and bring it back', async () => {
    const id = await provision();
    const [backup] = (await settled(id))?.backups ?? [];
    await done('backupDatabase', { databaseId: id, keepDays: 1 }, 'backupId');
    await reaches(id, (r) => r.status === 'running' && r.backups.filter((b) => b.status === 'succeeded').length === 2);
    plane.databases.destroy(id);
    const lost = await reaches(id, (r) => r.status === 'lost');
    const newest = lost?.backups.at(-1)?.id;
    expect(lost).toMatchObject({ failure_step: 'running', failure_reason: expect.stringContaining(`--backup ${newest}`) });
    expect(await events(id)).toContain('DatabaseLost');
    // However often it is looked at, and whatever time passes.
    plane.advance(25 * 3600_000);
    await plane.restart();
    await plane.reconciler().reap();
    await plane.reconciler().resync();
    await plane.reconciler().settled();
    expect(plane.databases.desired.has(id)).toBe(false);
    expect(await row(id)).toMatchObject({ status: 'lost', backups: [{ status: 'succeeded' }, { status: 'succeeded' }] });
    expect(codeOf(await command('scaleDatabase', { databaseId: id, nodes: 3 }, 'databaseId'))).toBe('database-busy');
    const at = new Date(Date.now() + 24 * 3600_000).toISOString();
    expect(codeOf(await command('restoreDatabase', { databaseId: id, at }, 'restoreId'))).toBe('moment-not-recoverable');
    await done('restoreDatabase', { databaseId: id, backupId: backup?.id }, 'restoreId');
    expect(await reaches(id, (r) => r.status === 'running')).toMatchObject({ failure_reason: null });
    expect(plane.databases.restored.at(-1)).toMatchObject({ source: id, target: id });

    const without = await provision({ slug: 'without' });
    await settled(without);
    plane.databases.destroy(without);
    await reaches(without, (r) => r.status === 'lost');
    await done('deleteDatabase', { databaseId: without }, 'databaseId');
    await reaches(without, (r) => r.status === 'deleted');
  });
});

test('a killed reconciler is followed by one that ends what was under way, and makes nothing twice', async () => {
  plane.databases.mode = 'never';
  const id = await provision();
  await eventually(
    () => plane.databases.desired.has(id),
    (there) => there,
  );
  await plane.restart();
  plane.databases.mode = 'at-once';
  await plane.reconciler().resync();
  await settled(id);
  plane.databases.mode = 'never';
  const { backupId } = await done('backupDatabase', { databaseId: id }, 'backupId');
  await reaches(id, (r) => r.status === 'backing_up');
  await plane.restart();
  await plane.databases.removeBackup({ backupId, databaseId: id });
  plane.databases.mode = 'at-once';
  await plane.reconciler().resync();
  await settled(id);
});

test('deleting a project removes its databases outside before its row goes', async () => {
  const id = await provision();
  await settled(id);
  await done('deleteProject', { projectId: t.projectId }, 'projectId', await t.member('org_owner'));
  await eventually(
    () => plane.database.sql('select id from projects where id = $1', [t.projectId]),
    (rows) => rows.length === 0,
  );
  expect(plane.databases.desired.has(id)).toBe(false);
});

describe('who may do what', () => {
  test('credentials are shown to whoever made the database and to DevOps engineers and owners, and it is kept who looked', async () => {
    const id = await provision({}, developer);
    await settled(id);
    const shown = await done(
      'revealDatabaseCredentials',
      { databaseId: id },
      'username password host port url poolerUrl',
      developer,
    );
    const login = plane.databases.desired.get(id)?.logins[0];
    expect(shown).toMatchObject({
      username: 'app_1',
      password: login?.password,
      host: 'db.example',
      port: 5432,
      poolerUrl: null,
    });
    expect(shown.url).toBe(`postgresql://app_1:${login?.password}@db.example:5432/app`);
    expect(codeOf(await command('revealDatabaseCredentials', { databaseId: id }, 'url', lead))).toBe('not-yours');
    await done('revealDatabaseCredentials', { databaseId: id }, 'url', await t.member('devops'));
    const looked = await plane.database.sql(
      `select actor_role from audit_log where table_name = 'database_credentials' and operation = 'UPDATE'
         and row_id in (select id::text from database_credentials where database_id = $1) order by created_at`,
      [id],
    );
    expect(looked.map((l) => l.actor_role)).toEqual(['developer', 'devops']);
    const [kept] = await plane.database.sql("select string_agg(answer::text, ' ') as answers from requests");
    expect(String(kept?.answers)).not.toContain(login?.password);
  });

  test('developers make databases and back them up; the rest is for team leads and above; viewers look', async () => {
    const id = await provision({}, developer);
    await settled(id);
    const refusedTo = async (caller: Caller, name: string, input: Values, answer: string) =>
      expect(codeOf(await command(name, input, answer, caller)), name).toBe('validation-failed');
    await refusedTo(developer, 'scaleDatabase', { databaseId: id, nodes: 2 }, 'databaseId');
    await refusedTo(developer, 'deleteDatabase', { databaseId: id }, 'databaseId');
    await refusedTo(developer, 'rotateDatabaseCredentials', { databaseId: id }, 'databaseId');
    await refusedTo(developer, 'restoreDatabase', { databaseId: id }, 'databaseId');
    const viewer = await t.member('viewer');
    await refusedTo(viewer, 'provisionDatabase', { projectId: t.projectId, slug: 'x' }, 'databaseId');
    expect((await plane.as(viewer, '{ databases { id } }')).data.databases).toEqual([{ id }]);
    await plane.database.sql('update environments set is_protected = true where project_id = $1', [t.projectId]);
    const input = { projectId: t.projectId, slug: 'y' };
    expect(codeOf(await command('provisionDatabase', input, 'databaseId', developer))).toBe('environment-protected');
  });

  test('nobody reaches a database of another organization, by any command or key', async () => {
    const id = await provision();
    const other = await createTenant(plane);
    const stranger = await other.member('org_owner');
    for (const [name, answer] of [
      ['scaleDatabase', 'databaseId'],
      ['backupDatabase', 'backupId'],
      ['rotateDatabaseCredentials', 'databaseId'],
      ['revealDatabaseCredentials', 'url'],
      ['deleteDatabase', 'databaseId'],
    ] as const)
      expect(codeOf(await command(name, { databaseId: id }, answer, stranger)), name).toBe('database-not-found');
    for (const table of ['databases', 'database_backups', 'database_credentials', 'backup_schedules', 'database_restores'])
      expect((await plane.as(stranger, `{ rows: ${table} { organization_id } }`)).data).toEqual({ rows: [] });
  });

  test('no role reads what is sealed', async () => {
    for (const role of ['viewer', 'developer', 'team_lead', 'devops', 'org_owner', 'platform_admin']) {
      const caller = await t.member(role);
      for (const [table, column] of [
        ['database_credentials', 'sealed_password'],
        ['clusters', 'sealed_kubeconfig'],
        ['kubeconfig_grants', 'sealed_kubeconfig'],
      ])
        expect(codeOf(await plane.as(caller, `{ ${table} { ${column} } }`)), `${role} ${table}`).toBe('validation-failed');
    }
  });
});

test('a service that is bound to a database is given its address, and a new one after a rotation', async () => {
  const id = await provision({ serviceIds: [t.serviceId] }, developer);
  await settled(id);
  const { errors } = await command('deployService', { serviceId: t.serviceId }, 'deploymentId', developer);
  expect(errors).toBeUndefined();
  const workload = () => [...plane.runtime.desired.values()].find((w) => w.placement.project.id === t.projectId);
  const before = await eventually(workload, (w) => w?.environment.DATABASE_URL?.includes('app_1') === true);
  expect(before?.secretNames).toContain('DATABASE_URL');
  await done('rotateDatabaseCredentials', { databaseId: id }, 'databaseId');
  await eventually(workload, (w) => w?.environment.DATABASE_URL?.includes('app_2') === true);
});

test('a service that runs already is given the address of a database that becomes ready later', async () => {
  const other = await createTenant(plane);
  const member = await other.member('developer');
  const ask = async (query: string, variables: Readonly<Record<string, unknown>>) => {
    const { data, errors } = await plane.as(member, query, { requestId: randomUUID(), ...variables });
    if (!data) throw new Error(JSON.stringify(errors));
    return data;
  };
  const workload = () => [...plane.runtime.desired.values()].find(({ hostnames }) => hostnames.some((h) => h.includes(project)));
  const [row] = await plane.database.sql('select slug from projects where id = $1', [other.projectId]);
  const project = String(row?.slug);
  await ask('mutation($id: uuid!, $requestId: uuid!) { deployService(serviceId: $id, requestId: $requestId) { deploymentId } }', {
    id: other.serviceId,
  });
  await eventually(workload, (w) => w !== undefined && w.environment.DATABASE_URL === undefined);
  plane.databases.mode = 'never';
  await ask(
    `mutation($project: uuid!, $services: [uuid!], $requestId: uuid!) {
      provisionDatabase(projectId: $project, slug: "late", serviceIds: $services, requestId: $requestId) { databaseId }
    }`,
    { project: other.projectId, services: [other.serviceId] },
  );
  await eventually(
    () => [...plane.databases.desired.values()].some(({ label }) => label.startsWith(project)),
    (known) => known,
  );
  plane.databases.mode = 'at-once';
  await eventually(workload, (w) => w?.environment.DATABASE_URL !== undefined);
});
