import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { metadataWith, type ServedModel, serveModel } from '../../test/support/engine-snapshot.ts';
import { type ScratchDatabase, scratchDatabase } from '../../test/support/postgres.ts';
import type { Database } from '../database/database.ts';
import { openDatabase } from '../database/pool.ts';
import { toEngineError } from '../database/postgres-error.ts';
import { EngineError } from '../error.ts';
import type { Observation } from '../observation.ts';
import { createPlanner } from '../plan/planner.ts';
import type { Session } from '../session.ts';
import { type Live, openLive } from './live.ts';
import type { Sink } from './sink.ts';

const TABLES = [
  {
    table: { schema: 'public', name: 'project' },
    array_relationships: [
      {
        name: 'tasks',
        using: { foreign_key_constraint_on: { table: { schema: 'public', name: 'task' }, column: 'project_id' } },
      },
      {
        name: 'members',
        using: { foreign_key_constraint_on: { table: { schema: 'public', name: 'member' }, column: 'project_id' } },
      },
    ],
    select_permissions: [
      { role: 'user', permission: { columns: ['id', 'name'], filter: { members: { user_id: { _eq: 'X-Hasura-User-Id' } } } } },
    ],
  },
  { table: { schema: 'public', name: 'member' } },
  { table: { schema: 'public', name: 'task' } },
];
const FUNCTIONS = [{ function: { schema: 'public', name: 'open_tasks' } }];

let scratch: ScratchDatabase;
let database: Database;
let served: ServedModel;
let live: Live;
const observations: Observation[] = [];
const subscribers: Subscriber[] = [];

beforeAll(async () => {
  scratch = await scratchDatabase({
    sql: `create table project (id int primary key, name text not null);
          create table member (project_id int references project, user_id text, primary key (project_id, user_id));
          create table task (id serial primary key, project_id int references project, title text, done boolean default false);
          create function open_tasks() returns setof task language sql stable as $$ select * from task where not done $$;`,
  });
  database = openDatabase(scratch.url, { maxConnections: 6 });
  served = await serveModel(database, metadataOf(TABLES));
});

function metadataOf(tables: readonly unknown[]) {
  const metadata = metadataWith(tables);
  return { ...metadata, sources: metadata.sources.map((s) => ({ ...s, functions: FUNCTIONS })) };
}

afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await scratch[Symbol.asyncDispose]();
});

beforeEach(async () => {
  await scratch.sql(`truncate project, member, task restart identity;
    insert into project select g, 'p' || g from generate_series(1, 5) g;
    insert into member select g, 'ann' from generate_series(1, 5) g;`);
  open();
});

afterEach(async () => {
  for (const subscriber of subscribers.splice(0)) subscriber.stop();
  await live[Symbol.asyncDispose]();
  observations.length = 0;
});

/** The clock is so slow that only changes can wake anybody, unless `intervalMs` says otherwise. */
function open(intervalMs = 600_000, notify = true): void {
  const planner = createPlanner();
  const polling = { refetchIntervalMs: intervalMs, batchSize: 100 };
  live = openLive({
    config: { liveQueries: polling, streamingQueries: polling, notify },
    database,
    snapshot: served.snapshot,
    onChange: served.onChange,
    plan: (request, context) => planner.plan(served.snapshot(), request, context.session),
    answer: () => Promise.reject(new Error('nothing here is asked one by one')),
    compileOptions: { stringifyNumeric: false },
    toEngineError: (error) => {
      const known = toEngineError(error);
      return known instanceof EngineError ? known : new EngineError('unexpected', String(error));
    },
    observe: (o) => observations.push(o),
  });
}

async function reopen(intervalMs: number, notify: boolean): Promise<void> {
  await live[Symbol.asyncDispose]();
  open(intervalMs, notify);
}

const admin: Session = { role: 'admin', variables: { 'x-hasura-role': 'admin' }, backendOnly: false, expiresAt: null };
const user = (id: string): Session => ({
  ...admin,
  role: 'user',
  variables: { 'x-hasura-role': 'user', 'x-hasura-user-id': id },
});

class Subscriber implements Sink {
  readonly answers: unknown[] = [];
  readonly errors: EngineError[] = [];
  stop: () => void = () => {};
  private waiting: (() => void)[] = [];
  private ready = true;

  constructor(query: string, variables: Record<string, unknown> = {}, session = admin) {
    subscribers.push(this);
    this.stop = live.subscribe({ query, variables }, { session, headers: {}, requestId: 'test' }, this);
  }

  next(body: string): void {
    this.answers.push(JSON.parse(body).data);
  }
  fail(error: EngineError): void {
    this.errors.push(error);
  }
  refuse(error: EngineError): void {
    this.errors.push(error);
  }
  isReady(): boolean {
    return this.ready;
  }
  whenReady(callback: () => void): void {
    if (this.ready) callback();
    else this.waiting.push(callback);
  }
  pause(): void {
    this.ready = false;
  }
  resume(): void {
    this.ready = true;
    for (const callback of this.waiting.splice(0)) callback();
  }

  /** Waits until this is the newest answer. */
  async expectLast(answer: unknown): Promise<void> {
    await expect.poll(() => this.answers.at(-1), { interval: 2, timeout: 120_000 }).toEqual(answer);
  }

  /** Waits until these are all the answers so far. */
  async expect(...answers: unknown[]): Promise<void> {
    await expect.poll(() => this.answers, { interval: 2, timeout: 120_000 }).toEqual(answers);
  }
}

/** The triggers of a query's tables are there from now on. */
async function warm(query: string, variables: Record<string, unknown> = {}): Promise<void> {
  const first = new Subscriber(query, variables);
  await expect.poll(() => first.answers.length, { interval: 2 }).toBeGreaterThan(0);
  // Who comes later is told at once what is known, when all changes of it are heard.
  const isHeard = () => {
    const newcomer = new Subscriber(query, variables);
    newcomer.stop();
    return newcomer.answers.length > 0;
  };
  await expect.poll(isHeard, { interval: 2, timeout: 120_000 }).toBe(true);
  first.stop();
}

/** How many cohorts a change wakes. What was under way when it came may be counted with it, so it is made again until it was alone. */
async function expectWoken(cohorts: readonly number[], change: (attempt: number) => Promise<void>): Promise<void> {
  let attempt = 0;
  const woken = async () => {
    observations.length = 0;
    await change(++attempt);
    return polls().map((p) => p.cohorts);
  };
  await expect.poll(woken, { interval: 20, timeout: 120_000 }).toEqual(cohorts);
}

const polls = () => observations.flatMap((o) => (o.kind === 'live-poll' ? [o] : []));
const BY_KEY = 'subscription ($id: Int!) { project_by_pk(id: $id) { name } }';
const project = (name: string) => ({ project_by_pk: { name } });

describe('a live query', () => {
  test('answers at once, and again when its answer has changed', async () => {
    const one = new Subscriber(BY_KEY, { id: 1 });
    await one.expect(project('p1'));
    await warm(BY_KEY, { id: 1 });
    await scratch.sql("update project set name = 'new' where id = 1");
    await one.expect(project('p1'), project('new'));
    await scratch.sql("update project set name = 'new' where id = 1");
    await scratch.sql("update project set name = 'newer' where id = 1");
    await one.expect(project('p1'), project('new'), project('newer'));
  });

  test('is not asked again for rows it cannot see', async () => {
    await warm(BY_KEY, { id: 1 });
    const all = [1, 2, 3, 4, 5].map((id) => new Subscriber(BY_KEY, { id }));
    for (const [i, one] of all.entries()) await one.expect(project(`p${i + 1}`));
    await expectWoken([1], async (n) => {
      await scratch.sql(`insert into project values (${100 + n}, 'unseen')`);
      await scratch.sql(`update project set name = 'x${n}' where id = 3`);
      await all[2]?.expectLast(project(`x${n}`));
    });
    expect(all.map((one) => one.answers.length).filter((count) => count > 1)).toHaveLength(1);
  });

  test('is woken through a relationship by the keys of what is related', async () => {
    const query = 'subscription ($id: Int!) { project_by_pk(id: $id) { tasks(order_by: {id: asc}) { title } } }';
    const titles = (...of: string[]) => ({ project_by_pk: { tasks: of.map((title) => ({ title })) } });
    await warm(query, { id: 1 });
    const one = new Subscriber(query, { id: 1 });
    const two = new Subscriber(query, { id: 2 });
    await one.expect(titles());
    await two.expect(titles());
    await expectWoken([1], async (n) => {
      await scratch.sql(`truncate task; insert into task (project_id, title) values (1, 'a${n}')`);
      await one.expectLast(titles(`a${n}`));
      observations.length = 0;
      await scratch.sql(`insert into task (project_id, title) values (1, 'b')`);
      await one.expectLast(titles(`a${n}`, 'b'));
    });
    // Moved from the one to the other, a row concerns both.
    await expectWoken([2], async (n) => {
      await scratch.sql(`update task set title = 'c${n}', project_id = ${1 + (n % 2)}`);
      await (n % 2 ? two : one).expectLast(titles(`c${n}`, `c${n}`));
      await (n % 2 ? one : two).expectLast(titles());
    });
  });

  test('has one cohort for equal values, and a newcomer gets the answer that is known', async () => {
    await warm(BY_KEY, { id: 1 });
    const first = new Subscriber(BY_KEY, { id: 1 });
    await first.expect(project('p1'));
    const others = Array.from({ length: 10 }, () => new Subscriber(BY_KEY, { id: 1 }));
    expect(others.map((other) => other.answers)).toEqual(others.map(() => [project('p1')]));
    expect(live.cohorts).toBe(1);
    await expectWoken([1], async (n) => {
      await scratch.sql(`update project set name = 'x${n}' where id = 1`);
      for (const each of [first, ...others]) await each.expectLast(project(`x${n}`));
    });
    for (const each of [first, ...others]) each.stop();
    expect(live.cohorts).toBe(0);
  });

  test('shows nothing of a project after the membership has ended', async () => {
    const query = 'subscription { project(order_by: {id: asc}) { name } }';
    await warm(query);
    const ann = new Subscriber(query, {}, user('ann'));
    const bob = new Subscriber(query, {}, user('bob'));
    const names = (...ids: number[]) => ({ project: ids.map((id) => ({ name: `p${id}` })) });
    await ann.expect(names(1, 2, 3, 4, 5));
    await bob.expect(names());
    await scratch.sql("delete from member where project_id in (2, 4) and user_id = 'ann'");
    await ann.expect(names(1, 2, 3, 4, 5), names(1, 3, 5));
    await scratch.sql("insert into member values (4, 'bob')");
    await bob.expect(names(), names(4));
  });

  test('with a value the database refuses fails alone', async () => {
    const query = 'subscription ($id: smallint) { project(where: {id: {_eq: 1}}, limit: 1) { id } }';
    expect(() => new Subscriber(query, { id: 1 })).toThrow();
    const good = new Subscriber(BY_KEY, { id: 1 });
    const bad = new Subscriber(
      'subscription ($at: Int!, $s: String!) { project(where: {id: {_eq: $at}, name: {_regex: $s}}) { id } }',
      {
        at: 1,
        s: '(',
      },
    );
    const fine = new Subscriber(
      'subscription ($at: Int!, $s: String!) { project(where: {id: {_eq: $at}, name: {_regex: $s}}) { id } }',
      {
        at: 1,
        s: 'p',
      },
    );
    await good.expect(project('p1'));
    await fine.expect({ project: [{ id: 1 }] });
    await expect.poll(() => bad.errors.length).toBe(1);
    expect(bad.errors[0]?.code).toBe('data-exception');
    expect(fine.errors).toEqual([]);
  });

  test('on a function is asked by the clock, since nobody knows what it reads', async () => {
    await reopen(50, true);
    const one = new Subscriber('subscription { open_tasks { title } }');
    await one.expect({ open_tasks: [] });
    await scratch.sql("insert into task (project_id, title) values (1, 'a')");
    await one.expect({ open_tasks: [] }, { open_tasks: [{ title: 'a' }] });
  });

  test('is asked by the clock where the database cannot notify', async () => {
    await reopen(50, false);
    const one = new Subscriber(BY_KEY, { id: 1 });
    await one.expect(project('p1'));
    await scratch.sql("update project set name = 'x' where id = 1");
    await one.expect(project('p1'), project('x'));
    expect(polls().some((p) => p.reason === 'change')).toBe(false);
  });

  test('goes on after its connections were killed', async () => {
    await reopen(200, true);
    const one = new Subscriber(BY_KEY, { id: 1 });
    await one.expect(project('p1'));
    await scratch
      .sql(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      )
      .catch(() => {});
    await expect
      .poll(() =>
        scratch.sql("update project set name = 'x' where id = 1").then(
          () => true,
          () => false,
        ),
      )
      .toBe(true);
    await one.expect(project('p1'), project('x'));
    await scratch.sql("update project set name = 'y' where id = 1");
    await one.expect(project('p1'), project('x'), project('y'));
    expect(one.errors).toEqual([]);
  });

  test('notices that its triggers are gone, and puts them back', async () => {
    await reopen(20, true);
    const one = new Subscriber(BY_KEY, { id: 1 });
    await one.expect(project('p1'));
    await scratch.sql('drop trigger hdb_live_update on project');
    await scratch.sql("update project set name = 'x' where id = 1");
    await one.expect(project('p1'), project('x'));
    const triggers = () =>
      scratch.sql("select 1 from pg_trigger where tgname = 'hdb_live_update' and tgrelid = 'project'::regclass");
    await expect.poll(async () => (await triggers()).length).toBe(1);
  });

  test('may select several fields', async () => {
    const query =
      'subscription ($id: Int!) @_multiple_top_level_fields { a: project_by_pk(id: $id) { name } n: task_aggregate { aggregate { count } } __typename }';
    const one = new Subscriber(query, { id: 1 });
    await one.expect({ a: { name: 'p1' }, n: { aggregate: { count: 0 } }, __typename: 'subscription_root' });
  });
});

describe('a stream', () => {
  const STREAM =
    'subscription ($after: Int!, $n: Int!) { task_stream(cursor: {initial_value: {id: $after}}, batch_size: $n) { id } }';
  const tasks = (...ids: number[]) => ({ task_stream: ids.map((id) => ({ id })) });
  const add = (n: number) => scratch.sql(`insert into task (project_id) select 1 from generate_series(1, ${n})`);

  test('gives what is there in batches, then what comes', async () => {
    await add(5);
    const one = new Subscriber(STREAM, { after: 0, n: 2 });
    await one.expect(tasks(1, 2), tasks(3, 4), tasks(5));
    await add(1);
    await one.expect(tasks(1, 2), tasks(3, 4), tasks(5), tasks(6));
  });

  test('says once that there is nothing yet', async () => {
    const one = new Subscriber(STREAM, { after: 0, n: 10 });
    await one.expect(tasks());
    await add(2);
    await one.expect(tasks(), tasks(1, 2));
  });

  test('that began elsewhere joins those who are at the same place', async () => {
    await add(3);
    const one = new Subscriber(STREAM, { after: 0, n: 10 });
    const two = new Subscriber(STREAM, { after: 2, n: 10 });
    await one.expect(tasks(1, 2, 3));
    await two.expect(tasks(3));
    await expect.poll(() => live.cohorts).toBe(1);
    await add(1);
    await one.expect(tasks(1, 2, 3), tasks(4));
    await two.expect(tasks(3), tasks(4));
    one.stop();
    two.stop();
    expect(live.cohorts).toBe(0);
  });

  test('waits for a reader that is behind, without holding up the others and without losing a row', async () => {
    await add(1);
    const slow = new Subscriber(STREAM, { after: 0, n: 2 });
    const quick = new Subscriber(STREAM, { after: 0, n: 2 });
    slow.pause();
    await quick.expect(tasks(1));
    await slow.expect(tasks(1));
    await add(4);
    await quick.expect(tasks(1), tasks(2, 3), tasks(4, 5));
    expect(slow.answers).toHaveLength(1);
    slow.resume();
    await slow.expect(tasks(1), tasks(2, 3), tasks(4, 5));
    await add(1);
    await slow.expect(tasks(1), tasks(2, 3), tasks(4, 5), tasks(6));
  });

  test('goes downwards', async () => {
    await add(3);
    const one = new Subscriber(
      'subscription { task_stream(cursor: {initial_value: {id: 3}, ordering: DESC}, batch_size: 1) { id } }',
    );
    await one.expect(tasks(2), tasks(1));
  });
});

describe('when the metadata changes', () => {
  const select = (permission: object) => ({ ...TABLES[0], select_permissions: [{ role: 'user', permission }] });
  const NAMES = 'subscription { project(order_by: {id: asc}) { name } }';
  const own = { members: { user_id: { _eq: 'X-Hasura-User-Id' } } };
  const names = (...ids: number[]) => ({ project: ids.map((id) => ({ name: `p${id}` })) });
  const [, ...others] = TABLES;

  afterEach(async () => {
    await served.put(metadataOf(TABLES));
  });

  test('a live query answers by the new permission, and whoever it does not concern hears nothing', async () => {
    const ann = new Subscriber(NAMES, {}, user('ann'));
    const boss = new Subscriber(NAMES);
    await ann.expect(names(1, 2, 3, 4, 5));
    await boss.expect(names(1, 2, 3, 4, 5));
    await served.put(metadataOf([select({ columns: ['id', 'name'], filter: { _and: [own, { id: { _lt: 3 } }] } }), ...others]));
    await ann.expect(names(1, 2, 3, 4, 5), names(1, 2));
    await scratch.sql(`update project set name = 'p0' where id = 2`);
    await ann.expect(names(1, 2, 3, 4, 5), names(1, 2), names(1, 0));
    await boss.expect(names(1, 2, 3, 4, 5), names(1, 0, 3, 4, 5));
  });

  test('who may no longer ask is told so and gets nothing more', async () => {
    const ann = new Subscriber(NAMES, {}, user('ann'));
    await ann.expect(names(1, 2, 3, 4, 5));
    await served.put(metadataOf([select({ columns: ['id'], filter: own }), ...others]));
    await expect.poll(() => ann.errors.map((e) => e.code)).toEqual(['validation-failed']);
    expect(live.cohorts).toBe(0);
    expect(ann.answers).toHaveLength(1);
  });

  test('a stream goes on behind its last row', async () => {
    const STREAM = 'subscription { project_stream(cursor: {initial_value: {id: 0}}, batch_size: 3) { id } }';
    const ids = (...of: number[]) => ({ project_stream: of.map((id) => ({ id })) });
    const ann = new Subscriber(STREAM, {}, user('ann'));
    await ann.expect(ids(1, 2, 3), ids(4, 5));
    await served.put(metadataOf([select({ columns: ['id'], filter: { id: { _neq: 7 } } }), ...others]));
    await scratch.sql(`insert into project select g, 'p' || g from generate_series(6, 8) g`);
    await ann.expect(ids(1, 2, 3), ids(4, 5), ids(6, 8));
  });
});
