/** One root field of a subscription as a statement that answers for many callers at once (dialect §7.2, §7.3). */
import type { Value } from '../model/condition.ts';
import type { SelectPlan, StreamPlan } from '../plan/operation-plan.ts';
import { compileSelect } from './compile-select.ts';
import { compileStream } from './compile-stream.ts';
import { renderCohort } from './render.ts';
import { type CompileOptions, compileContext } from './scope.ts';

/**
 * `text` takes one array a parameter, with an element a caller, and answers a row a caller: `n`, its position from 1,
 * `result`, JSON text or NULL, and for streams `cursor`.
 */
export interface CompiledCohort {
  readonly text: string;
  readonly parameters: readonly Value[];
  /** Streams: the position of the parameter that holds the cursor. */
  readonly cursor: number | null;
}

export function compileLiveCohort(select: SelectPlan, options: CompileOptions): CompiledCohort {
  const { text, values, subs } = renderCohort(compileSelect(select, compileContext(options)));
  return { text: `select "_subs"."n", (${text})::text as "result" from ${subs}`, parameters: values, cursor: null };
}

export function compileStreamCohort(stream: StreamPlan, options: CompileOptions): CompiledCohort {
  const rendered = renderCohort(compileStream(stream, compileContext(options)), stream.cursor.initial);
  return {
    text: `select "_subs"."n", "_rows"."result", "_rows"."cursor" from ${rendered.subs} cross join lateral (${rendered.text}) "_rows"`,
    parameters: rendered.values,
    cursor: rendered.apart,
  };
}
