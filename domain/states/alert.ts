/** States of an alert. One whose condition passes before it fires leaves no trace. */
import type { Machine } from './machine.ts';

export type AlertStatus = 'pending' | 'firing' | 'resolved';
export type AlertEvent = 'fire' | 'resolve';

export const alertMachine: Machine<AlertStatus, AlertEvent> = {
  pending: { fire: 'firing' },
  firing: { resolve: 'resolved' },
  resolved: {},
};
