/** From a status change in the database (its commit included) to its arrival at a developer's subscription on the public port. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import pg from 'pg';
import { WebSocket } from 'ws';
import { graphql, type Headers } from '../../test/e2e/support/graphql.ts';
import type { Northstack } from '../../test/e2e/support/northstack.ts';

/** @returns milliseconds of each change */
export async function commitToSubscriber(
  data: string,
  northstack: Northstack,
  developer: Headers,
  changes: number,
): Promise<number[]> {
  const { service_instances: instances } = await graphql<{ service_instances: { id: string }[] }>(
    northstack,
    developer,
    '{ service_instances(limit: 1) { id } }',
  );
  const id = instances[0]?.id;
  if (id === undefined) throw new Error('no service was deployed');
  const client = createClient({
    url: `${northstack.url.replace('http', 'ws')}/v1/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { headers: developer },
  });
  const sentAt = new Map<string, number>();
  const took: number[] = [];
  const results = client.iterate<{ service_instances_by_pk: { status_reason: string | null } }>({
    query: 'subscription ($id: uuid!) { service_instances_by_pk(id: $id) { status_reason } }',
    variables: { id },
  });
  // The first result says that the subscription is in place.
  await results.next();
  const reading = (async () => {
    for await (const { data: result } of results) {
      const mark = result?.service_instances_by_pk.status_reason ?? '';
      const at = sentAt.get(mark);
      if (at !== undefined) took.push(performance.now() - at);
      if (mark === `mark ${changes - 1}`) return;
    }
  })();

  const database = new pg.Client({ connectionString: databaseUrl(data) });
  await database.connect();
  for (let i = 0; i < changes; i += 1) {
    sentAt.set(`mark ${i}`, performance.now());
    await database.query('update service_instances set status_reason = $1 where id = $2', [`mark ${i}`, id]);
    await delay(50);
  }
  await reading;
  await database.query('update service_instances set status_reason = null where id = $1', [id]);
  await database.end();
  await client.dispose();
  return took;
}

/** Of the database in a data directory. */
export function databaseUrl(data: string): string {
  const password = readFileSync(join(data, 'secrets/postgres-owner'), 'utf8').trim();
  const port = readFileSync(join(data, 'run/postgres-port'), 'utf8').trim();
  return `postgres://northstack:${password}@127.0.0.1:${port}/northstack`;
}
