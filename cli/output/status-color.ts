/** The color of a status: what works is green, what is on its way yellow, what is broken red. */
import type { Paint } from './output.ts';

const green = new Set(['running', 'succeeded', 'healthy', 'active', 'backing_up']);
const red = new Set(['failed', 'crashed', 'rejected', 'unknown', 'unreachable', 'lost']);
const dim = new Set(['stopped', 'superseded', 'rolled_back', 'cancelled']);

export function paintStatus(paint: Paint, status: string): string {
  if (green.has(status)) return paint('green', status);
  if (red.has(status)) return paint('red', status);
  return paint(dim.has(status) ? 'dim' : 'yellow', status);
}
