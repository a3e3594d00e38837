/** A command that is sent fifty times at once has one effect and fifty equal answers; its request id is good for nothing else. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ControlPlane, createTenant, startControlPlane } from '../../support/control-plane.ts';
import { METADATA } from '../../support/metadata.ts';
import { commandCases } from './command-cases.ts';
import { peopleCases } from './people-cases.ts';

let plane: ControlPlane;
beforeAll(async () => {
  plane = await startControlPlane({ still: true, mailer: { send: async () => {} } });
});
afterAll(async () => {
  await plane?.[Symbol.asyncDispose]();
});

const cases = [...peopleCases, ...commandCases];

test.each(cases.map((c) => [c.action, c] as const))('%s', async (action, { types, answer, prepare }) => {
  const { caller, input, other, effect: wanted } = await prepare(await createTenant(plane), plane);
  const all = { ...types, requestId: 'uuid!' };
  const heads = Object.entries(all).map(([name, type]) => `$${name}: ${type}`);
  const query = `mutation(${heads.join(', ')}) { ${action}(${Object.keys(all)
    .map((name) => `${name}: $${name}`)
    .join(', ')}) { ${answer} } }`;
  const run = (variables: object) =>
    caller ? plane.as(caller, query, { ...variables }) : plane.send({}, query, { ...variables });
  const count = async () => Number((await plane.database.sql(`select count(*) as n ${wanted.from}`, [...wanted.values]))[0]?.n);

  const requestId = randomUUID();
  const before = await count();
  const answers = await Promise.all(Array.from({ length: 50 }, () => run({ ...input, requestId })));
  expect(answers[0]?.errors).toBeUndefined();
  expect(new Set(answers.map((a) => JSON.stringify(a))).size).toBe(1);
  expect((await count()) - before).toBe(wanted.more);
  if (Object.keys(other).length === 0) return;
  const reused = await run({ ...input, ...other, requestId });
  expect(reused.errors?.[0]?.extensions.code).toBe('request-id-reused');
});

test('every command that takes a request id is here', () => {
  const { definitions } = parse(readFileSync(join(METADATA, 'actions.graphql'), 'utf8'));
  const commands = definitions.flatMap((definition) =>
    definition.kind === 'ObjectTypeDefinition' && definition.name.value === 'Mutation'
      ? (definition.fields ?? []).filter(({ arguments: of }) => of?.some(({ name }) => name.value === 'requestId'))
      : [],
  );
  expect([...new Set(cases.map(({ action }) => action))].sort()).toEqual(commands.map(({ name }) => name.value).sort());
});
