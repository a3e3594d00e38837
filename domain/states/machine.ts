/** State machines as tables: state → event → next state. Pure; the database holds the same transitions (status_transitions). */

export type Machine<State extends string, Event extends string> = Readonly<
  Record<State, Readonly<Partial<Record<Event, State>>>>
>;

/** The state after `event`, or null when the event means nothing in `state`. */
export function next<State extends string, Event extends string>(
  machine: Machine<State, Event>,
  state: State,
  event: Event,
): State | null {
  return machine[state][event] ?? null;
}

/** A state that nothing leads out of. */
export function isFinal<State extends string, Event extends string>(machine: Machine<State, Event>, state: State): boolean {
  return Object.keys(machine[state]).length === 0;
}
