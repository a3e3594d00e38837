/** The commonest questions of a developer never read a large table from end to end: each permission filter and each condition has its index. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ControlPlane, startControlPlane } from '../support/control-plane.ts';
import { type DomainSize, datasetSql } from '../support/domain-dataset.ts';
import { developerOf, domainOperations } from '../support/domain-operations.ts';
import { eventually } from '../support/eventually.ts';

const SIZE: DomainSize = {
  organizations: 5,
  projects: 50,
  services: 250,
  deployments: 1_250,
  logLines: 5_000,
  measuredServices: 25,
};

let plane: ControlPlane;

beforeAll(async () => {
  plane = await startControlPlane();
  await plane.database.sql(datasetSql(SIZE));
  // A table of a few thousand rows is read faster as a whole. Without that way, a plan that still takes it has no other.
  const [row] = await plane.database.sql('select current_database() as name');
  await plane.database.sql(`alter database ${String(row?.name)} set enable_seqscan = off`);
  // Sessions that are open keep what they began with.
  await plane.database.sql(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
});
afterAll(async () => {
  await plane?.[Symbol.asyncDispose]();
});

const operations = domainOperations(SIZE).filter((o) => o.kind !== 'mutation');

const LARGE = new Set([
  'projects',
  'environments',
  'services',
  'service_configs',
  'service_instances',
  'builds',
  'deployments',
  'deployment_steps',
  'log_lines',
  'service_metrics',
  'organization_members',
  'users',
]);

test.each(operations.map((o) => [o.name, o] as const))('%s', async (_, operation) => {
  const { userId, organizationId } = developerOf(1, 1);
  const ask = async (): Promise<readonly { readonly plan?: readonly string[] }[]> => {
    const response = await fetch(`${plane.url}/explain`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-hasura-admin-secret': plane.adminSecret },
      body: JSON.stringify({
        query: { query: operation.query, variables: operation.variables(1, 3) },
        user: { 'x-hasura-role': 'developer', 'x-hasura-user-id': userId, 'x-hasura-org-id': organizationId },
      }),
    });
    return [await response.json()].flat() as readonly { readonly plan?: readonly string[] }[];
  };
  // A connection that was ended above may still be in the engine's pool: then it answers with an error once.
  const plans = await eventually(ask, (answer) => answer.every(({ plan }) => plan !== undefined));
  const nodes = plans.flatMap(({ plan }) => nodesOf(plan ?? []));
  const scans = nodes.flatMap((lines) => {
    const found = /(Seq Scan|Index(?: Only)? Scan(?: Backward)? using \S+) on (?:public\.)?"?(\w+)"?/.exec(lines[0] ?? '');
    return found?.[2] !== undefined && LARGE.has(found[2]) ? [{ table: found[2], how: found[1] ?? '', lines }] : [];
  });
  // Something large was read, by a condition of an index. An index that is read from end to end is no better than the table.
  expect(nodes.some((lines) => /Index/.test(lines[0] ?? ''))).toBe(true);
  const unbounded = scans.filter(({ how, lines }) => how === 'Seq Scan' || !lines.some((line) => line.includes('Index Cond:')));
  expect(unbounded.map(({ lines }) => lines.join('\n'))).toEqual([]);
});

/** Each node of a plan with the lines that belong to it. */
function nodesOf(plan: readonly string[]): readonly (readonly string[])[] {
  const nodes: string[][] = [];
  for (const line of plan) {
    if (nodes.length === 0 || line.includes('->')) nodes.push([line]);
    else nodes.at(-1)?.push(line);
  }
  return nodes;
}
