import { sameJson } from './same-json.ts';

/** Whether everything that is wanted is there; objects may hold more, as whoever keeps them adds defaults and marks. Lists must be the same. */
export function containsJson(present: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted)) return sameJson(present, wanted);
  if (typeof present !== 'object' || present === null || Array.isArray(present)) return Object.keys(wanted).length === 0;
  const there = new Map(Object.entries(present));
  return Object.entries(wanted).every(([name, value]) => value === undefined || containsJson(there.get(name), value));
}
