/**
 * Refuses in a migration what YugabyteDB's YSQL lacks or does differently, read from PostgreSQL's own parse tree (SQL and
 * PL/pgSQL bodies included). Sources: YugabyteDB documentation "PostgreSQL compatibility", and the issues named at each rule.
 */
import { createRequire } from 'node:module';
import { z } from 'zod';

export interface Problem {
  /** Line in the file, from 1. */
  readonly line: number;
  readonly rule: string;
}

// The package's ESM build does not load under Node 20's named-export rules.
const { loadModule, parse, parsePlPgSQL } = z
  .object({
    loadModule: z.custom<() => Promise<void>>((v) => typeof v === 'function'),
    parse: z.custom<(sql: string) => Promise<unknown>>((v) => typeof v === 'function'),
    parsePlPgSQL: z.custom<(sql: string) => Promise<unknown>>((v) => typeof v === 'function'),
  })
  .parse(createRequire(import.meta.url)('libpg-query'));

type Node = Readonly<Record<string, unknown>>;
const isNode = (v: unknown): v is Node => typeof v === 'object' && v !== null && !Array.isArray(v);
const Tree = z.object({
  stmts: z
    .array(z.object({ stmt: z.record(z.string(), z.record(z.string(), z.unknown())), stmt_location: z.number().default(0) }))
    .default([]),
});

/** All problems of one migration file, in the order of its statements. */
export async function lintMigration(sql: string): Promise<readonly Problem[]> {
  await loadModule();
  const problems: Problem[] = [];
  const { stmts } = Tree.parse(await parse(sql));
  const dropped = new Set<string>();
  for (const { stmt, stmt_location: offset } of stmts) {
    const line = lineAt(sql, offset);
    for (const [kind, body] of Object.entries(stmt)) {
      // `drop trigger if exists` before `create trigger`: OR REPLACE came with PostgreSQL 14, YSQL 2.x is based on 11.
      if (kind === 'DropStmt' && body.removeType === 'OBJECT_TRIGGER') dropped.add(lastString(body.objects));
      if (kind === 'CreateTrigStmt' && !body.replace && !dropped.has(String(body.trigname))) {
        problems.push({ line, rule: 'create trigger without OR REPLACE, and not dropped before' });
      }
      for (const rule of [...statementRules(kind, body), ...nodeRules({ [kind]: body })]) problems.push({ line, rule });
      if (kind === 'CreateFunctionStmt') for (const rule of await functionRules(sql, offset, body)) problems.push({ line, rule });
    }
  }
  const kinds = stmts.flatMap((s) => Object.keys(s.stmt));
  // A DDL statement commits on its own: what was inserted before it is not undone with it (yugabyte-db#1404).
  if (kinds.some((k) => DML.has(k)) && kinds.some((k) => !DML.has(k)))
    problems.push({ line: 1, rule: 'schema changes and data in one file' });
  return problems;
}

const DML = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'SelectStmt']);

const REFUSED_STATEMENTS: Readonly<Record<string, string>> = {
  TransactionStmt: 'transaction control: a migration is one implicit transaction',
  LockStmt: 'LOCK TABLE (yugabyte-db#5384)',
  NotifyStmt: 'NOTIFY (yugabyte-db#1872)',
  ListenStmt: 'LISTEN (yugabyte-db#1872)',
  MergeStmt: 'MERGE (yugabyte-db#25574)',
  TruncateStmt: 'TRUNCATE',
  CreateEnumStmt: 'enum type: adding a value is DDL; use an enum table',
  DoStmt: 'DO block: not idempotent by reading',
  CreateConversionStmt: 'CREATE CONVERSION',
  CreateRuleStmt: 'CREATE RULE',
};

/** Rules about a statement as a whole. */
function* statementRules(kind: string, body: Node): Generator<string> {
  const refused = REFUSED_STATEMENTS[kind];
  if (refused) yield refused;
  if (
    (kind === 'CreateStmt' || kind === 'IndexStmt' || kind === 'CreateExtensionStmt' || kind === 'CreateSchemaStmt') &&
    !body.if_not_exists
  ) {
    yield 'create without IF NOT EXISTS: a repeat after a partial failure must succeed';
  }
  if ((kind === 'CreateFunctionStmt' || kind === 'ViewStmt') && !body.replace) yield 'create without OR REPLACE';
  if (kind === 'CreateTrigStmt' && body.isconstraint) yield 'constraint trigger (yugabyte-db#4700)';
  if (kind === 'CreateTrigStmt' && body.transitionRels) yield 'transition tables: REFERENCING (yugabyte-db#1668)';
  if (kind === 'DropStmt' && !body.missing_ok) yield 'drop without IF EXISTS';
  if (kind === 'CreateStmt' && body.inhRelations && !body.partbound) yield 'inheritance (yugabyte-db#5956)';
  if (kind === 'ViewStmt' && body.withCheckOption !== 'NO_CHECK_OPTION') yield 'view WITH CHECK OPTION (yugabyte-db#22716)';
  if (kind === 'CreateExtensionStmt' && !EXTENSIONS.has(String(body.extname))) yield `extension ${body.extname}`;
  if (kind === 'InsertStmt' && !body.onConflictClause) yield 'insert without ON CONFLICT: a repeat must succeed';
  if (kind === 'IndexStmt') yield* indexRules(body);
}

const EXTENSIONS = new Set(['pgcrypto', 'pg_trgm', 'uuid-ossp', 'hstore', 'fuzzystrmatch', 'tablefunc', 'pg_stat_statements']);

function* indexRules(body: Node): Generator<string> {
  const method = String(body.accessMethod ?? 'btree');
  const columns = z.array(z.object({ IndexElem: z.object({ ordering: z.string() }) })).parse(body.indexParams ?? []);
  if (!['btree', 'gin'].includes(method)) yield `index method ${method} (yugabyte-db#1337)`;
  if (body.concurrent) yield 'CREATE INDEX CONCURRENTLY: impossible in an implicit transaction';
  if (body.nulls_not_distinct) yield 'NULLS NOT DISTINCT';
  if (method === 'gin' && columns.length > 1) yield 'gin index of several columns (yugabyte-db#10652)';
  // Without a direction the first column is hash-sharded: every range scan and ORDER BY on it reads the whole index.
  if (method === 'btree' && columns.some((c) => c.IndexElem.ordering === 'SORTBY_DEFAULT'))
    yield 'index column without ASC or DESC';
}

const REFUSED_FUNCTIONS = /^(pg_notify|pg_(try_)?advisory_\w+|lo_\w+|txid_\w+|pg_current_xact_id\w*|pg_export_snapshot)$/;
const SYSTEM_COLUMNS = new Set(['xmin', 'xmax', 'cmin', 'cmax', 'ctid']);

/** Rules about anything inside a statement, however deep. */
function* nodeRules(node: unknown): Generator<string> {
  if (Array.isArray(node)) for (const item of node) yield* nodeRules(item);
  if (!isNode(node)) return;
  for (const [kind, value] of Object.entries(node)) {
    if (isNode(value)) {
      if (kind === 'Constraint') yield* constraintRules(value);
      if (kind === 'AlterTableCmd' && value.subtype === 'AT_AlterColumnType')
        yield 'ALTER COLUMN TYPE rewrites the table: add a column and backfill';
      if (kind === 'FuncCall') {
        const name = lastString(value.funcname);
        if (REFUSED_FUNCTIONS.test(name)) yield `function ${name}`;
      }
      if (kind === 'ColumnRef' && SYSTEM_COLUMNS.has(lastString(value.fields)))
        yield `system column ${lastString(value.fields)} (yugabyte-db#24843)`;
      if (kind === 'RangeTableSample') yield 'TABLESAMPLE';
      if (kind === 'TypeName' && lastString(value.names) === 'xml') yield 'type xml';
    }
    if (kind === 'typeName' && isNode(value) && ['xml', 'citext', 'ltree'].includes(lastString(value.names)))
      yield `type ${lastString(value.names)}`;
    yield* nodeRules(value);
  }
}

function* constraintRules(value: Node): Generator<string> {
  if (value.contype === 'CONSTR_EXCLUSION') yield 'exclusion constraint (yugabyte-db#3944)';
  if (value.contype === 'CONSTR_GENERATED') yield 'generated column: not before YSQL 15 (yugabyte-db#10695)';
  if (value.nulls_not_distinct) yield 'NULLS NOT DISTINCT';
  // On a column the deferrability is a constraint of its own and does not tell whose: keys only, foreign keys may be deferrable.
  if (value.deferrable && value.contype !== 'CONSTR_FOREIGN') yield 'deferrable constraint (yugabyte-db#1709)';
  if (value.contype === 'CONSTR_ATTR_DEFERRABLE') yield 'deferrable column constraint: name a foreign key at the table instead';
}

/** The statements inside a function's body: its SQL text, or every expression of PL/pgSQL. */
async function functionRules(sql: string, offset: number, body: Node): Promise<readonly string[]> {
  const options = z.array(z.object({ DefElem: z.object({ defname: z.string(), arg: z.unknown() }) })).parse(body.options ?? []);
  const option = (name: string) => options.find((o) => o.DefElem.defname === name)?.DefElem.arg;
  const language = lastString([option('language')]);
  if (language === 'sql') {
    const text = lastString([option('as')]);
    return [...nodeRules(await parse(text))];
  }
  if (language !== 'plpgsql') return [`language ${language}`];
  const rules: string[] = [];
  for (const found of values(await parsePlPgSQL(sql.slice(offset)), ['typname', 'query'])) {
    if (found.key === 'typname' && /%(row)?type$/i.test(found.text)) rules.push('%TYPE (yugabyte-db#23619)');
    if (found.key === 'query') rules.push(...(await expressionRules(found.text)));
  }
  return [...new Set(rules)];
}

/** A PL/pgSQL expression is a statement (`insert …`), a bare expression (`new.a`) or an assignment (`x := …`). */
async function expressionRules(text: string): Promise<readonly string[]> {
  for (const candidate of [text, `select ${text}`, `select ${text.replace(/^[^:=]+:?=/, '')}`]) {
    const tree = await parse(candidate).catch(() => null);
    if (tree) return [...nodeRules(tree)];
  }
  return [`expression that does not parse: ${text}`];
}

function* values(node: unknown, keys: readonly string[]): Generator<{ key: string; text: string }> {
  if (Array.isArray(node)) for (const item of node) yield* values(item, keys);
  if (!isNode(node)) return;
  for (const [key, value] of Object.entries(node)) {
    if (keys.includes(key) && typeof value === 'string') yield { key, text: value };
    else yield* values(value, keys);
  }
}

/** The last `{String:{sval}}` below a node: a qualified name's own part. */
function lastString(node: unknown): string {
  let last = '';
  for (const { text } of values(node, ['sval'])) last = text;
  return last;
}

function lineAt(sql: string, offset: number): number {
  const start = offset + (/^\s*/.exec(sql.slice(offset))?.[0].length ?? 0);
  return sql.slice(0, start).split('\n').length;
}
