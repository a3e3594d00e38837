/**
 * What a handler answered against the action's output type, as Hasura checks it: the shape, and that non-null fields of the
 * outermost object are there, selected or not. Custom scalars and values of fields are not looked into; fields that the type
 * does not name are ignored. Answers the message of the failure (code `unexpected`), null when it fits.
 */

import { isObject, type Json, property } from '../json.ts';
import type { CustomTypes } from '../model/actions.ts';
import { type OutputType, outputType } from './output-type.ts';

const BUILT_IN = new Set(['Int', 'Float', 'String', 'Boolean', 'ID']);
const ACCEPTS = { Number: ['Int', 'Float'], Boolean: ['Boolean'], String: ['String', 'ID'] } as const;

export function checkResponse(value: Json, type: OutputType, types: CustomTypes): string | null {
  const fields = type.kind === 'named' ? types.objects.get(type.name)?.fields : undefined;
  if (type.kind === 'named' && fields === undefined && !BUILT_IN.has(type.name)) return null;
  if (value === null) return type.nullable ? null : 'got null for the action webhook response';
  if (type.kind === 'list') {
    if (!Array.isArray(value)) return 'expecting array for the action webhook response';
    return firstFailure(value, (item) => checkResponse(item, type.of, types));
  }
  if (Array.isArray(value)) return `got array for the action webhook response, expecting ${type.name}`;
  if (isObject(value)) {
    if (fields === undefined) return `got object for the action webhook response, expecting ${type.name}`;
    return firstFailure(fields, (field) => {
      if (outputType(field.type).nullable) return null;
      const found = property(value, field.name);
      if (found === undefined) return `field "${field.name}" expected in webhook response, but not found`;
      return found === null ? `expecting not null value for field "${field.name}"` : null;
    });
  }
  const scalar = typeof value === 'string' ? 'String' : typeof value === 'boolean' ? 'Boolean' : 'Number';
  const accepted: readonly string[] = ACCEPTS[scalar];
  return accepted.includes(type.name) ? null : `got scalar ${scalar} for the action webhook response, expecting ${type.name}`;
}

function firstFailure<T>(items: readonly T[], check: (item: T) => string | null): string | null {
  for (const item of items) {
    const failure = check(item);
    if (failure !== null) return failure;
  }
  return null;
}
