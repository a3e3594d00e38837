/** What the engine's webhooks do: the registries of actions/ and events/ bound to what they work with. */
import { type ActionDeps, actions, runAction } from '../../actions/index.ts';
import { cronHandlers, type EventDeps, eventHandlers, runCron, runEvent } from '../../events/index.ts';
import type { Handler } from '../http/handler-service.ts';

export const actionHandlers = (deps: ActionDeps): ReadonlyMap<string, Handler> =>
  mapValues(actions, (action) => (body, headers) => runAction(deps, action, body, headers));

export const eventHandlersOf = (deps: EventDeps): ReadonlyMap<string, Handler> =>
  mapValues(eventHandlers, (handler) => async (body) => runEvent(deps, handler, body));

export const cronHandlersOf = (deps: EventDeps): ReadonlyMap<string, Handler> =>
  mapValues(cronHandlers, (handler) => () => runCron(deps, handler));

const mapValues = <A, B>(map: ReadonlyMap<string, A>, change: (value: A) => B): ReadonlyMap<string, B> =>
  new Map([...map].map(([name, value]) => [name, change(value)]));
