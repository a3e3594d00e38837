/**
 * When something runs: minute, hour, day of month, month, day of week (0 and 7 are Sunday), in UTC. Numbers, ranges, lists and steps; no
 * names and no seconds. The database has the same rule (`is_cron_expression`).
 */
import { z } from 'zod';

const bounds = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const;

export const cronExpression = z
  .string()
  .max(200)
  .refine((text) => isCron(text), {
    message: 'Give five fields: minute, hour, day of month, month, day of week. For example 30 4 * * 1-5.',
  });

function isCron(text: string): boolean {
  const fields = text.split(' ');
  return (
    fields.length === bounds.length &&
    bounds.every(([low, high], i) => (fields[i] ?? '').split(',').every((item) => fits(item, low, high)))
  );
}

function fits(item: string, low: number, high: number): boolean {
  const [whole, from, to, step] = /^(?:[*]|([0-9]{1,2})(?:-([0-9]{1,2}))?)(?:\/([0-9]{1,2}))?$/.exec(item) ?? [];
  if (whole === undefined) return false;
  const first = Number(from ?? low);
  const last = Number(to ?? from ?? high);
  if (first < low || last > high || first > last) return false;
  // A step goes through a range, and not beyond it.
  return step === undefined || (Number(step) >= 1 && Number(step) <= high && (from === undefined || to !== undefined));
}
