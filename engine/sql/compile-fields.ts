/** The fields of one row as a target list, and the row as one JSON object. */
import type { ColumnPair, Operand } from '../model/condition.ts';
import type { Field, SelectPlan } from '../plan/operation-plan.ts';
import { compileMasked, compileOperand } from './compile-expression.ts';
import { fitsIdentifier, jsonObject } from './json.ts';
import type { CompileContext, Scope } from './scope.ts';
import { ident, join, literal, type Sql, sql, value } from './sql.ts';

/** `compileSelect`, handed in because the two contain each other. */
export type CompileNested = (select: SelectPlan, outer: Scope | CompileContext, mapping: readonly ColumnPair[]) => Sql;

export interface RowFields {
  /** `expression as "name", …` over the scope's row. */
  readonly columns: Sql;
  /** The JSON object of a row of a sub-select `t` with those columns; `t` itself where an aggregate takes it as it is. */
  object(t: Sql): Sql;
  element(t: Sql): Sql;
}

/** Short names become the columns' own names, so `row_to_json` writes the keys; long ones are put in by hand. */
export function compileFields(fields: readonly Field[], scope: Scope, nested: CompileNested): RowFields {
  const expressions = fields.map((field) => ({ key: field.alias, value: compileField(field, scope, nested) }));
  if (expressions.every((e) => fitsIdentifier(e.key))) {
    return {
      columns: join(expressions.map((e) => sql`${e.value} as ${ident(e.key)}`)),
      object: (t) => sql`row_to_json(${t})`,
      element: (t) => t,
    };
  }
  const named = expressions.map((e, i) => ({ ...e, name: ident(`f${i}`) }));
  const object = (t: Sql) => jsonObject(named.map((e) => ({ key: e.key, value: sql`${t}.${e.name}` })));
  return { columns: join(named.map((e) => sql`${e.value} as ${e.name}`)), object, element: object };
}

function compileField(field: Field, scope: Scope, nested: CompileNested): Sql {
  switch (field.kind) {
    case 'typename':
      return sql`${literal(field.name)}::text`;
    case 'value': {
      const operand = compileOperand(field.operand, scope);
      const part = field.jsonPath ? sql`(${operand}) #> ${value(field.jsonPath)}` : operand;
      return compileMasked(jsonReady(part, field.operand, scope.context), field.mask, scope);
    }
    case 'rows':
      return compileMasked(sql`(${nested(field.select, scope, field.join)})`, field.mask, scope);
  }
}

const STRINGIFIED: ReadonlySet<string> = new Set(['int8', 'numeric', 'float8']);

/** Digits beyond JavaScript's numbers leave as text where the setting says so. */
export function jsonReady(expression: Sql, operand: Operand, context: CompileContext): Sql {
  return context.options.stringifyNumeric && STRINGIFIED.has(operand.type.name) ? sql`(${expression})::text` : expression;
}
