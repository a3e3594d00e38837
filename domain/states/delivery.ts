/** States of a message to the outside. What failed for good is repeated as a new one. */
import type { Machine } from './machine.ts';

export type DeliveryStatus = 'pending' | 'succeeded' | 'failed';
export type DeliveryEvent = 'succeed' | 'fail';

export const deliveryMachine: Machine<DeliveryStatus, DeliveryEvent> = {
  pending: { succeed: 'succeeded', fail: 'failed' },
  succeeded: {},
  failed: {},
};
