/** The call of a computed field's function on the current row, with the session object and, for the caller, further arguments. */

import type { FunctionArgument, FunctionCall } from './function-call.ts';
import type { ComputedField } from './model.ts';
import { Unresolvable } from './unresolvable.ts';

/** Row and session only: arguments beyond them must have defaults. */
export function callOnRow(field: ComputedField): FunctionCall {
  const given: FunctionArgument[] = [];
  let byName = false;
  field.function.arguments.forEach((argument, i) => {
    const name = byName ? argument.name : null;
    if (i === field.tableArgument) given.push({ kind: 'row', name });
    else if (i === field.sessionArgument) {
      given.push({ kind: 'value', name, value: { kind: 'session_object', type: argument.type }, type: argument.type });
    } else if (argument.hasDefault) byName = true;
    else
      throw new Unresolvable(
        `computed field "${field.name}" needs arguments and cannot be used in an expression`,
        'not-supported',
      );
  });
  return { schema: field.function.schema, name: field.function.name, arguments: given };
}
