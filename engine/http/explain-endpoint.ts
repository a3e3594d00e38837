/** `POST /v1/graphql/explain`: PostgreSQL's plan for each root field, for admins, on behalf of any session; nothing is run. */
import { z } from 'zod';
import type { Connection, Statement } from '../database/database.ts';
import { toEngineError } from '../database/postgres-error.ts';
import { textArray } from '../database/text-array.ts';
import type { RequestContext } from '../engine.ts';
import { EngineError } from '../error.ts';
import { bindValue } from '../plan/bind.ts';
import type { Root } from '../plan/operation-plan.ts';
import type { PlannedOperation } from '../plan/planner.ts';
import type { Session } from '../session.ts';
import { type CompiledCohort, compileLiveCohort, compileStreamCohort } from '../sql/compile-cohort.ts';
import { compileSelect } from '../sql/compile-select.ts';
import { renderPositional } from '../sql/render.ts';
import { type CompileOptions, compileContext } from '../sql/scope.ts';
import type { Call, Endpoint } from './call.ts';
import { parseGraphqlRequest } from './graphql-request.ts';
import { json } from './send.ts';

export interface ExplainDeps {
  readonly database: Connection;
  readonly plan: (request: ReturnType<typeof parseGraphqlRequest>, context: RequestContext) => PlannedOperation;
  readonly compileOptions: CompileOptions;
}

const REQUEST = z.object({ query: z.unknown(), user: z.record(z.string(), z.string()).nullish() });

export function explainEndpoint(deps: ExplainDeps): Endpoint {
  const handle = async (call: Call) => {
    const body = await call.json();
    await call.authenticateAdmin(body);
    const parsed = REQUEST.safeParse(body);
    if (!parsed.success) throw new EngineError('parse-failed', 'expected {query: {query, variables?, operationName?}, user?}');
    const session = sessionOf(parsed.data.user ?? {});
    const request = parseGraphqlRequest(parsed.data.query);
    const planned = deps.plan(request, { session, headers: call.headers, requestId: call.requestId });
    if (planned.plan.kind === 'mutation') throw new EngineError('invalid-params', 'only queries can be explained');
    return json(await explain(deps, planned, session));
  };
  return { methods: ['POST'], errors: 'api', handle };
}

function sessionOf(user: Readonly<Record<string, string>>): Session {
  const variables = Object.fromEntries(Object.entries(user).map(([name, value]) => [name.toLowerCase(), value]));
  const role = variables['x-hasura-role'] || 'admin';
  const backendOnly = variables['x-hasura-use-backend-only-permissions'] === 'true';
  return { role, variables: { ...variables, 'x-hasura-role': role }, backendOnly, expiresAt: null };
}

async function explain(deps: ExplainDeps, planned: PlannedOperation, session: Session): Promise<unknown> {
  if (planned.plan.kind === 'subscription') return explainSubscription(deps, planned, session);
  const answers: unknown[] = [];
  for (const { alias, field } of planned.plan.roots.flatMap(leaves)) {
    const statement = field.kind === 'select' ? positional(deps, field.select, planned, session) : null;
    answers.push({ field: alias, sql: statement?.text ?? null, plan: statement ? await planOf(deps.database, statement) : null });
  }
  return answers;
}

/** A namespace's root fields stand for it. */
const leaves = (root: Root): readonly Root[] => (root.field.kind === 'namespace' ? root.field.roots.flatMap(leaves) : [root]);

type Select = Extract<Root['field'], { kind: 'select' }>['select'];

function positional(deps: ExplainDeps, select: Select, planned: PlannedOperation, session: Session): Statement {
  const { text, values } = renderPositional(compileSelect(select, compileContext(deps.compileOptions)));
  return { text, values: values.map((value) => bindValue(value, session, planned.variables)) };
}

/** As a poll would run it, for this one subscriber. */
async function explainSubscription(deps: ExplainDeps, planned: PlannedOperation, session: Session): Promise<unknown> {
  const [root] = planned.plan.roots.flatMap(leaves);
  const cohort = root ? cohortOf(root, deps.compileOptions) : null;
  if (!cohort) throw new EngineError('not-supported', 'only subscriptions to tables and functions can be explained');
  const values = cohort.parameters.map((value) => bindValue(value, session, planned.variables));
  const arrays = values.length === 0 ? [textArray([''])] : values.map((value) => textArray([value]));
  return {
    sql: cohort.text,
    plan: await planOf(deps.database, { text: cohort.text, values: arrays }),
    variables: { session: session.variables, query: planned.variables },
  };
}

function cohortOf({ field }: Root, options: CompileOptions): CompiledCohort | null {
  if (field.kind === 'select') return compileLiveCohort(field.select, options);
  return field.kind === 'stream' ? compileStreamCohort(field.stream, options) : null;
}

async function planOf(database: Connection, { text, values }: Statement): Promise<readonly string[]> {
  try {
    const rows = await database.query({ text: `explain (format text) ${text}`, ...(values ? { values } : {}) });
    return rows.map((row) => row['QUERY PLAN'] ?? '');
  } catch (error) {
    throw toEngineError(error);
  }
}
