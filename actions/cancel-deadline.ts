/** Until when a cancelled deployment must have stopped; then it counts as failed. */
export const cancelDeadline = (now: number): string => new Date(now + 2 * 60_000).toISOString();
