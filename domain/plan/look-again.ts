/**
 * Which instances the periodic look at everything takes up. Whoever runs them says when one changes, and the commands that change what is wanted raise events; the
 * look is for what both have lost. What is not as it should be is taken every time, and of what is a twelfth: so that a thousand healthy services cost
 * little, and none goes without a whole look for longer than an hour.
 */

export interface Look {
  readonly id: string;
  readonly type: string;
  readonly desiredState: string;
  readonly status: string;
  readonly generation: number;
  readonly observedGeneration: number | null;
}

/** Between two looks. The schedule of the cron trigger `resync`. */
export const LOOK_MS = 5 * 60_000;
export const TURNS = 12;

/** `now`: milliseconds since the epoch. */
export function isDue(look: Look, now: number): boolean {
  return !isSettled(look) || turnOf(look.id) === Math.floor(now / LOOK_MS) % TURNS;
}

const isSettled = ({ type, desiredState, status, generation, observedGeneration }: Look): boolean =>
  (type === 'web' || type === 'worker' || type === 'stateful') && status === desiredState && generation === observedGeneration;

/** Ids are random. */
const turnOf = (id: string): number => Number.parseInt(id.slice(0, 8), 16) % TURNS;
