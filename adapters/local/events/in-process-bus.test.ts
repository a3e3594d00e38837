import { eventBusContract } from '../../../test/contracts/event-bus.contract.ts';
import { openInProcessBus } from './in-process-bus.ts';

eventBusContract('in process', async () => {
  let hints = 0;
  const bus = openInProcessBus({ hint: () => (hints += 1) });
  return { bus, hints: () => hints, [Symbol.asyncDispose]: () => bus[Symbol.asyncDispose]() };
});
