/** Runs a handler from the body that the engine posts. Answers at once: the work is done by the reconcilers, whatever becomes of the event. */
import { z } from 'zod';
import type { CronHandler, EventDeps, EventHandler } from './event.ts';

export interface EventAnswer {
  /** The engine delivers again when it is not 2xx. */
  readonly status: number;
  readonly body: unknown;
  /** What went wrong inside, for the log. */
  readonly problem: unknown;
}

const payload = z.object({ event: z.object({ data: z.object({ old: z.unknown(), new: z.unknown() }) }) });

export function runEvent(deps: EventDeps, handler: EventHandler, body: unknown): EventAnswer {
  try {
    const { data } = payload.parse(body).event;
    handler.handle(deps, handler.row.parse(data.new ?? data.old));
    return { status: 200, body: { ok: true }, problem: null };
  } catch (error) {
    return { status: 400, body: { message: 'This is not an event of this trigger.' }, problem: error };
  }
}

export async function runCron(deps: EventDeps, handler: CronHandler): Promise<EventAnswer> {
  try {
    await handler.handle(deps);
    return { status: 200, body: { ok: true }, problem: null };
  } catch (error) {
    return { status: 500, body: { message: 'internal error' }, problem: error };
  }
}
