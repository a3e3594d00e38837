/**
 * Asks the database whether it accepts a subscription's values, before they share a statement with those of others: one
 * value that cannot be cast would fail the whole batch.
 */
import type { Connection } from '../database/database.ts';
import type { Value } from '../model/condition.ts';
import type { Values } from './cohort.ts';
import { plainText } from './plain-value.ts';

/** Asks only about those it takes PostgreSQL to judge. Throws what the cast throws. */
export async function validateValues(database: Connection, parameters: readonly Value[], values: Values): Promise<void> {
  const doubtful = values.flatMap((text, i) => {
    const type = parameters[i]?.type;
    return text === null || !type || plainText(type.name, text) !== null ? [] : [{ text, type }];
  });
  if (doubtful.length === 0) return;
  const casts = doubtful.map(({ type }, n) => `($${n + 1}::${type.sql}) is null`);
  await database.query({ text: `select ${casts.join(', ')}`, values: doubtful.map((d) => d.text) });
}
