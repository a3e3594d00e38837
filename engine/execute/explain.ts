/** `POST /v1/graphql/explain`: the SQL of each root field and PostgreSQL's plan for it, without running anything (dialect §8). */
import type { Database } from '../database/database.ts';
import { toEngineError } from '../database/postgres-error.ts';
import type { GraphqlRequest, Snapshot } from '../engine.ts';
import { EngineError } from '../error.ts';
import type { Value } from '../model/condition.ts';
import { bindValue } from '../plan/bind.ts';
import type { Root } from '../plan/operation-plan.ts';
import type { Planner } from '../plan/planner.ts';
import type { Session } from '../session.ts';
import { type CompiledCohort, compileLiveCohort, compileStreamCohort } from '../sql/compile-cohort.ts';
import { compileSelect } from '../sql/compile-select.ts';
import { renderLiteral } from '../sql/render.ts';
import { type CompileOptions, compileContext } from '../sql/scope.ts';

export interface ExplainDeps {
  readonly database: Database;
  readonly planner: Planner;
  readonly compile: CompileOptions;
  readonly snapshot: () => Snapshot;
}

export interface ExplainedField {
  readonly field: string;
  /** null for what no table answers. */
  readonly sql: string | null;
  readonly plan: readonly string[] | null;
}

export interface ExplainedSubscription {
  readonly sql: string;
  readonly plan: readonly string[];
  /** Parameter positions to the values of one subscriber. */
  readonly variables: Readonly<Record<string, string | null>>;
}

/** A list for a query, one object for a subscription. */
export async function explain(
  deps: ExplainDeps,
  request: GraphqlRequest,
  session: Session,
): Promise<readonly ExplainedField[] | ExplainedSubscription> {
  const { plan, variables } = deps.planner.plan(deps.snapshot(), request, session);
  const bind = (value: Value) => bindValue(value, session, variables);
  if (plan.kind === 'mutation') throw new EngineError('invalid-params', 'only queries can be explained');
  if (plan.kind === 'subscription') return await explainSubscription(deps, plan.roots, bind);
  const fields: ExplainedField[] = [];
  for (const { alias, field } of plan.roots) {
    if (field.kind !== 'select') {
      fields.push({ field: alias, sql: null, plan: null });
      continue;
    }
    const sql = renderLiteral(compileSelect(field.select, compileContext(deps.compile)), bind);
    fields.push({ field: alias, sql, plan: await planOf(deps.database, sql, []) });
  }
  return fields;
}

async function explainSubscription(
  deps: ExplainDeps,
  roots: readonly Root[],
  bind: (value: Value) => string | null,
): Promise<ExplainedSubscription> {
  const cohort = roots.flatMap(({ field }) => cohortOf(field, deps.compile)).at(0);
  if (!cohort) throw new EngineError('invalid-params', 'only queries can be explained');
  const values = cohort.parameters.map(bind);
  const arrays = values.length > 0 ? values.map((value) => arrayOfOne(value)) : ['{NULL}'];
  return {
    sql: cohort.text,
    plan: await planOf(deps.database, cohort.text, arrays),
    variables: Object.fromEntries(values.map((value, i) => [`$${i + 1}`, value])),
  };
}

function cohortOf(field: Root['field'], options: CompileOptions): CompiledCohort[] {
  if (field.kind === 'select') return [compileLiveCohort(field.select, options)];
  return field.kind === 'stream' ? [compileStreamCohort(field.stream, options)] : [];
}

const arrayOfOne = (value: string | null): string => (value === null ? '{NULL}' : `{"${value.replace(/["\\]/g, '\\$&')}"}`);

async function planOf(database: Database, sql: string, values: readonly string[]): Promise<readonly string[]> {
  const statement = { text: `explain (format text) ${sql}`, values };
  try {
    const [lines = []] = await database.batch([statement], { transaction: { readOnly: true } });
    return lines.map((line) => line.text(0) ?? '');
  } catch (error) {
    throw toEngineError(error, { statement });
  }
}
