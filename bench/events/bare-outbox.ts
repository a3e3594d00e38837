/**
 * The limit to measure against: the least that can be called an outbox. Rows claimed with `skip locked`, delivered over
 * kept-alive connections, acknowledged in batches; no triggers, no retries, no invocation log.
 */

import type pg from 'pg';
import { Agent, request } from 'undici';

export const OUTBOX = `create table outbox (id bigint generated always as identity primary key, payload jsonb not null,
  locked timestamptz, done boolean not null default false);
  create index outbox_open on outbox (locked nulls first, id) where not done`;

export interface BareOutbox {
  stop(): Promise<void>;
}

export async function startBareOutbox(pool: pg.Pool, url: string, concurrency: number): Promise<BareOutbox> {
  const agent = new Agent({ connections: concurrency });
  const waiting: { id: string; payload: string }[] = [];
  const done: string[] = [];
  let underWay = 0;
  let claiming = false;
  let settling = false;
  let nudged = true;
  let stopped = false;

  const pump = () => {
    while (underWay < concurrency) {
      const row = waiting.shift();
      if (!row) break;
      underWay++;
      void deliver(row);
    }
    if (nudged && !claiming && !stopped && waiting.length <= 50) void claim();
    if (done.length > 0 && !settling) void settle();
  };
  const claim = async () => {
    claiming = true;
    nudged = false;
    const { rows } = await pool.query({
      name: 'claim',
      text: `update outbox set locked = now() where id in (select id from outbox where not done and locked is null
             order by locked nulls first, id limit 100 for update skip locked) returning id, payload::text`,
    });
    claiming = false;
    waiting.push(...rows);
    if (rows.length === 100) nudged = true;
    pump();
  };
  const deliver = async (row: { id: string; payload: string }) => {
    const answer = await request(url, {
      dispatcher: agent,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: row.payload,
    });
    await answer.body.dump();
    underWay--;
    done.push(row.id);
    pump();
  };
  const settle = async () => {
    settling = true;
    await new Promise((resolve) => setImmediate(resolve));
    await pool.query({
      name: 'settle',
      text: 'update outbox set done = true where id = any ($1::bigint[])',
      values: [done.splice(0)],
    });
    settling = false;
    pump();
  };

  const listener = await pool.connect();
  listener.on('notification', () => {
    nudged = true;
    pump();
  });
  await listener.query('listen outbox');
  pump();
  return {
    stop: async () => {
      stopped = true;
      listener.release(true);
      while (underWay > 0 || settling || claiming) await new Promise((resolve) => setImmediate(resolve));
      await agent.destroy();
    },
  };
}
