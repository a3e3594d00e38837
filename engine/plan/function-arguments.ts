/** The caller's arguments of a function or a computed field (dialect §1.7). */
import type { CatalogFunction } from '../catalog/catalog.ts';
import { EngineError } from '../error.ts';
import type { FunctionArgument } from '../model/function-call.ts';
import { scalarOf } from '../model/scalar.ts';
import { inputObject } from './input.ts';
import type { Arguments, Planning } from './planning.ts';
import { readValue } from './values.ts';

/** Answers the argument at an index of the SQL function; null where its default is taken. */
export function readFunctionArguments(
  planning: Planning,
  fn: CatalogFunction,
  args: Arguments,
): (index: number) => FunctionArgument | null {
  const given = new Map<number, FunctionArgument>();
  const argument = args.definition('args');
  if (!argument) return () => null;
  const type = inputObject(argument);
  const known = type.getFields();
  const input = args.get('args');
  for (const [name, value, path] of input ? planning.reader.fields(input, type, args.at('args')) : []) {
    const meaning = known[name]?.extensions.engine;
    if (meaning?.kind !== 'function_argument') continue;
    const rule = {
      type: meaning.type,
      name: scalarOf(meaning.type),
      enumValues: null,
      acceptsNull: true,
    };
    given.set(meaning.index, {
      kind: 'value',
      name: fn.arguments[meaning.index]?.name ?? null,
      type: meaning.type,
      value: readValue(planning.reader, value, rule, path),
    });
  }
  let omitted = false;
  for (const field of Object.values(known)) {
    const meaning = field.extensions.engine;
    if (meaning?.kind !== 'function_argument' || given.has(meaning.index)) continue;
    if (!fn.arguments[meaning.index]?.hasDefault) {
      throw new EngineError('not-supported', 'Non default arguments cannot be omitted', { path: args.at('args') });
    }
    omitted = true;
  }
  if (omitted) checkPositions(fn, given, args.at('args'));
  return (index) => given.get(index) ?? null;
}

/** After an omitted argument the others go by name, so they need one. */
function checkPositions(fn: CatalogFunction, given: ReadonlyMap<number, FunctionArgument>, path: string): void {
  const firstOmitted = fn.arguments.findIndex((a, i) => a.hasDefault && !given.has(i));
  const unnamed = [...given].some(([index, argument]) => index > firstOmitted && argument.name === null);
  if (!unnamed) return;
  throw new EngineError('not-supported', 'Only last set of positional arguments can be omitted', { path });
}
