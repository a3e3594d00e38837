/** What a handler of an event or cron trigger is. It only says what to look at: what happened does not matter, what is does. */
import type { z } from 'zod';
import type { Reconciler } from '../reconcile/index.ts';

export interface EventDeps {
  readonly reconciler: Pick<Reconciler, 'wake' | 'resync' | 'reap' | 'checkAlerts'>;
}

export interface EventHandler<Row extends z.ZodType = z.ZodType> {
  /** The trigger's name in the metadata. */
  readonly name: string;
  /** The row as it is after the change, or was before its deletion. */
  readonly row: Row;
  handle(deps: EventDeps, row: z.output<Row>): void;
}

export interface CronHandler {
  readonly name: string;
  handle(deps: EventDeps): Promise<void>;
}

/** Keeps the types of one handler together. */
export const defineEvent = <Row extends z.ZodType>(handler: EventHandler<Row>): EventHandler<Row> => handler;
