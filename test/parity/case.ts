/** The format of the parity cases (README.md), read with zod so that a misspelt key is an error and not a case that tests nothing. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const Variables = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String));
const Who = { role: z.string().optional(), session: Variables.optional() };
const ExpectedError = z.strictObject({ code: z.string(), path: z.string().optional(), message: z.string().optional() });

const Graphql = {
  ...Who,
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).optional(),
  operation: z.string().optional(),
  data: z.unknown().optional(),
  error: ExpectedError.optional(),
  order: z.boolean().optional(),
};

const Step = z.union([
  z.strictObject(Graphql),
  z.strictObject({ sql: z.string(), rows: z.array(z.unknown()).optional(), fails: z.string().optional() }),
  z.strictObject({
    http: z.strictObject({
      method: z.string().default('POST'),
      path: z.string(),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.unknown().optional(),
      /** Default true: the admin secret is sent. */
      secret: z.boolean().default(true),
    }),
    status: z.number().optional(),
    body: z.unknown().optional(),
    text: z.string().optional(),
    headers: z.record(z.string(), z.string()).optional(),
  }),
  z.strictObject({
    socket: z.strictObject({
      name: z.string().default('main'),
      protocol: z.enum(['graphql-ws', 'graphql-transport-ws']),
      headers: z.record(z.string(), z.string()).optional(),
      /** Default true: the socket is initialised with the admin secret. */
      init: z.boolean().default(true),
      ...Who,
    }),
  }),
  z.strictObject({ send: z.unknown(), to: z.string().default('main') }),
  z.strictObject({ receive: z.unknown(), from: z.string().default('main') }),
  z.strictObject({ silent: z.number(), from: z.string().default('main') }),
  z.strictObject({ closed: z.number(), from: z.string().default('main') }),
  z.strictObject({
    received: z.strictObject({
      hook: z.string(),
      body: z.unknown().optional(),
      headers: z.record(z.string(), z.string()).optional(),
    }),
  }),
  z.strictObject({ quiet: z.strictObject({ hook: z.string(), ms: z.number() }) }),
]);
export type Step = z.output<typeof Step>;

const Common = {
  name: z.string(),
  traps: z.array(z.number().int().min(1).max(42)).default([]),
  /** The data is put back afterwards. */
  mutates: z.boolean().default(false),
};
const Case = z
  .union([z.strictObject({ ...Common, ...Graphql }), z.strictObject({ ...Common, steps: z.array(Step).min(1) })])
  .transform(({ name, traps, mutates, ...rest }) => ({
    name,
    traps,
    mutates,
    steps: 'steps' in rest ? rest.steps : [Step.parse(rest)],
    /** One plain request, which can be sent over any transport. */
    isPlain: !('steps' in rest),
  }));
export type Case = z.output<typeof Case>;

const Webhook = z.strictObject({
  status: z.number().default(200),
  body: z.unknown().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  /** Answers in turn, the last one again and again. */
  later: z
    .array(
      z.strictObject({ status: z.number(), body: z.unknown().optional(), headers: z.record(z.string(), z.string()).optional() }),
    )
    .optional(),
});

const File = z.strictObject({
  sql: z.string(),
  data: z.string().default(''),
  metadata: z.record(z.string(), z.unknown()),
  env: z.record(z.string(), z.string()).default({}),
  webhooks: z.record(z.string(), Webhook).default({}),
  cases: z.array(Case).min(1),
});
export type ParityFile = z.output<typeof File> & { readonly name: string };

export function loadParityFiles(directory = join(import.meta.dirname, 'cases')): readonly ParityFile[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => {
      const parsed = File.safeParse(parse(readFileSync(join(directory, name), 'utf8')));
      if (!parsed.success) throw new Error(`${name}: ${z.prettifyError(parsed.error)}`);
      return { ...parsed.data, name: name.replace('.yaml', '') };
    });
}
