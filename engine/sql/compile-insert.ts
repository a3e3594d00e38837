/**
 * Inserts (dialect §2.12). Rows without nested rows are one statement. Otherwise, as Hasura does, row by row: first the objects
 * it refers to, then the row, then what refers to it; generated keys pass from one statement to the next in settings.
 */
import type { Condition } from '../model/condition.ts';
import type { InsertPlan, InsertRow, MutationAnswer, NestedInsert, OnConflict } from '../plan/operation-plan.ts';
import { answerPieces, nothingWritten, readsAfterwards, wantedRows } from './answer-pieces.ts';
import { compileCondition } from './compile-expression.ts';
import type { WantedRows, Write } from './compile-write.ts';
import { localRows, type Piece, type Refusal } from './mutation-program.ts';
import { CHECK_FAILED } from './permission-check.ts';
import type { ProgramBuilder } from './program-builder.ts';
import { rowScope, type Scope } from './scope.ts';
import { ident, integer, join, relation, type Sql, sql, tableName, value } from './sql.ts';

/** PostgreSQL takes at most 65,535 parameters in one statement. */
const MOST_PARAMETERS = 30_000;
/** Rows whose text is kept in one setting: adding to it copies it. */
const ROWS_A_SETTING = 50;

/** Columns that other rows determine. */
type Determined = ReadonlyMap<string, Sql>;
const NOTHING_DETERMINED: Determined = new Map();

export function compileInsert(insert: InsertPlan, answer: MutationAnswer, program: ProgramBuilder): Piece[] {
  if (insert.rows.length === 0) return nothingWritten(answer);
  const wanted = wantedRows(answer);
  const otherwise = answer.kind === 'row' ? 'null' : '[]';
  const isNested = insert.rows.some((row) => row.before.length + row.after.length > 0);
  if (!isNested) {
    const chunks = chunksOf(insert, NOTHING_DETERMINED);
    const [only] = chunks;
    if (only && chunks.length === 1) {
      return program.writeAndAnswer(rowsWrite(insert, only, NOTHING_DETERMINED, program), answer, insert.path);
    }
    if (!readsAfterwards(wanted)) {
      const steps = chunks.map((rows) => writeRows(insert, rows, NOTHING_DETERMINED, program, { rows: wanted }));
      return answerPieces(answer, steps, (i) => ({ kind: 'lists', steps, column: 1 + i }));
    }
  }
  const first = program.steps.length;
  const settings: string[] = [];
  const keepNext = (): Write['keep'][number] => {
    const number = keptRows++;
    const name = `rows${Math.floor(number / ROWS_A_SETTING)}`;
    const isAdded = number % ROWS_A_SETTING > 0;
    if (!isAdded) settings.push(name);
    return { name, isAdded };
  };
  let keptRows = 0;
  if (isNested) {
    for (const row of insert.rows) {
      insertRow(insert, row, NOTHING_DETERMINED, 'r', program, { keep: wanted.length > 0 ? [keepNext()] : [] });
    }
  } else
    for (const rows of chunksOf(insert, NOTHING_DETERMINED))
      writeRows(insert, rows, NOTHING_DETERMINED, program, { keep: [keepNext()] });
  const counted = program.steps.map((_, i) => i).slice(first);
  if (wanted.length === 0) return answerPieces(answer, counted, () => ({ kind: 'text', text: otherwise }));
  const step = program.read(wanted, settings, insert.table);
  return answerPieces(answer, counted, (i) => ({ kind: 'cell', step, column: i, otherwise }));
}

interface Wishes {
  readonly rows?: readonly WantedRows[];
  readonly keep?: Write['keep'];
  readonly atLeastOne?: Refusal | null;
}

/** Rows of a relationship: in one statement where none of them has nested rows. */
function insertRows(insert: InsertPlan, determined: Determined, slot: string, program: ProgramBuilder): void {
  if (insert.rows.some((row) => row.before.length + row.after.length > 0)) {
    for (const row of insert.rows) insertRow(insert, row, determined, slot, program, {});
  } else for (const rows of chunksOf(insert, determined)) writeRows(insert, rows, determined, program, {});
}

/** `slot`: the setting under which the row is kept for those that refer to it. */
function insertRow(
  insert: InsertPlan,
  row: InsertRow,
  determined: Determined,
  slot: string,
  program: ProgramBuilder,
  wishes: Wishes,
): void {
  const all = new Map(determined);
  row.before.forEach((nested, i) => {
    const [object] = nested.insert.rows;
    if (!object) return;
    const inner = `${slot}_b${i}`;
    insertRow(nested.insert, object, NOTHING_DETERMINED, inner, program, {
      keep: [{ name: inner, isAdded: false }],
      atLeastOne: noObject(nested),
    });
    for (const { local, remote } of nested.mapping) all.set(local, kept(inner, nested.insert.table, remote));
  });
  const keep = [...(wishes.keep ?? [])];
  if (row.after.length > 0 && !keep.some(({ name }) => name === slot)) keep.push({ name: slot, isAdded: false });
  const atLeastOne = wishes.atLeastOne ?? (row.after.length > 0 ? noParent(insert, row) : null);
  writeRows({ ...insert, path: row.path }, [row], all, program, { ...wishes, keep, atLeastOne });
  row.after.forEach((nested, i) => {
    const columns = nested.mapping.map(({ local, remote }) => [remote, kept(slot, insert.table, local)] as const);
    insertRows(nested.insert, new Map(columns), `${slot}_a${i}`, program);
  });
}

/** A column of the one row that a setting keeps. */
const kept = (slot: string, table: string, name: string): Sql => sql`((${localRows(slot, relation(table))})[1]).${ident(name)}`;

function noObject({ relationship, insert }: NestedInsert): Refusal {
  const message = `cannot proceed to insert object relation "${relationship}" since insert to table "${tableName(insert.table)}" affects zero rows`;
  return { code: 'not-supported', message, path: insert.path.replace(/\.data$/, '') };
}

function noParent(insert: InsertPlan, row: InsertRow): Refusal {
  const message = `cannot proceed to insert array relations since insert to table "${tableName(insert.table)}" affects zero rows`;
  return { code: 'not-supported', message, path: row.path };
}

function writeRows(
  insert: InsertPlan,
  rows: readonly InsertRow[],
  determined: Determined,
  program: ProgramBuilder,
  { rows: wanted = [], keep = [], atLeastOne = null }: Wishes,
): number {
  return program.write({ ...rowsWrite(insert, rows, determined, program), rows: wanted, keep, atLeastOne }, insert.path);
}

/** One `insert` over the union of the rows' columns: what a row leaves out takes its DEFAULT. */
function rowsWrite(insert: InsertPlan, rows: readonly InsertRow[], determined: Determined, program: ProgramBuilder) {
  const scope = rowScope(program.context(), insert.table);
  const columns = [...new Set([...rows.flatMap((row) => [...row.columns.keys()]), ...determined.keys()])];
  const tuples = rows.map((row) => {
    const cells = columns.map((name) => {
      const given = row.columns.get(name);
      return given ? value(given) : (determined.get(name) ?? sql`default`);
    });
    return sql`(${join(cells)})`;
  });
  const what = columns.length > 0 ? sql`(${join(columns.map((c) => ident(c)))}) values ${join(tuples)}` : sql`default values`;
  const { onConflict } = insert;
  const conflict = onConflict ? compileConflict(onConflict, scope) : sql``;
  return {
    statement: sql`insert into ${relation(insert.table)} as ${scope.current.alias} ${what}${conflict}`,
    scope,
    check: checked(insert, scope),
    atLeastOne: null,
  };
}

function compileConflict(conflict: OnConflict, scope: Scope): Sql {
  const target = sql` on conflict on constraint ${ident(conflict.constraint)}`;
  if (conflict.update.length === 0) return sql`${target} do nothing`;
  const set = [
    ...conflict.update.filter((name) => !conflict.presets.has(name)).map((name) => sql`${ident(name)} = excluded.${ident(name)}`),
    ...[...conflict.presets].map(([name, preset]) => sql`${ident(name)} = ${value(preset)}`),
  ];
  const { where } = conflict;
  const only = isTrue(where) ? sql`` : sql` where ${compileCondition(where, scope)}`;
  return sql`${target} do update set ${join(set)}${only}`;
}

/** Rows that were updated on conflict are checked by the update's check where there is one; a new row has no `xmax`. */
function checked(insert: InsertPlan, scope: Scope): Write['check'] {
  const updateCheck = insert.onConflict && insert.onConflict.update.length > 0 ? insert.onConflict.updateCheck : null;
  const refusal = { ...CHECK_FAILED, path: insert.path };
  if (isTrue(insert.check) && (!updateCheck || isTrue(updateCheck))) return null;
  const check = compileCondition(insert.check, scope);
  if (!updateCheck) return { of: check, refusal };
  const isNew = sql`${scope.current.alias}.xmax = ${integer(0n)}`;
  return { of: sql`case when ${isNew} then ${check} else ${compileCondition(updateCheck, scope)} end`, refusal };
}

const isTrue = (condition: Condition): boolean => condition.kind === 'constant' && condition.value;

/** As many rows a statement as parameters allow; rows without any column need one each. */
function chunksOf(insert: InsertPlan, determined: Determined): readonly (readonly InsertRow[])[] {
  const width = new Set(insert.rows.flatMap((row) => [...row.columns.keys()])).size;
  const most = width + determined.size === 0 ? 1 : Math.max(1, Math.floor(MOST_PARAMETERS / Math.max(1, width)));
  const chunks: InsertRow[][] = [];
  for (let at = 0; at < insert.rows.length; at += most) chunks.push(insert.rows.slice(at, at + most));
  return chunks;
}
