/** A GraphQL scalar's JSON form as JSON Schema (dialect §2.10). */
const SCALARS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  Int: { type: 'integer' },
  Float: { type: 'number' },
  Boolean: { type: 'boolean' },
  String: { type: 'string' },
  ID: { type: 'string' },
  uuid: { type: 'string', format: 'uuid' },
  smallint: { type: 'integer' },
  float8: { type: 'number' },
  date: { type: 'string', format: 'date' },
  timestamptz: { type: 'string', format: 'date-time' },
  timestamp: { type: 'string' },
  time: { type: 'string' },
  timetz: { type: 'string' },
  // May be text: numbers that JSON readers would round (`STRINGIFY_NUMERIC_TYPES`).
  bigint: { title: 'bigint' },
  numeric: { title: 'numeric' },
  json: { title: 'json' },
  jsonb: { title: 'jsonb' },
};

export const scalarSchema = (name: string): Readonly<Record<string, unknown>> =>
  Object.hasOwn(SCALARS, name) ? { ...SCALARS[name] } : { title: name };
