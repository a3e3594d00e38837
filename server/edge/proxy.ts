/** Decides by host name where a request goes: to a service's replicas, or to the control plane. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { RouteTarget } from '../../domain/ports/route-table.ts';
import { type ForwardFailure, forward } from './forward.ts';
import { forwardUpgrade } from './forward-upgrade.ts';
import type { InFlight } from './in-flight.ts';
import { answerProblem, type Problem, problemMessage, problems } from './pages.ts';
import { hostnameOf, type RouteBook } from './route-book.ts';

export interface ProxyOptions {
  readonly book: RouteBook;
  readonly inFlight: InFlight;
  /** Names below it belong to services: `localhost` makes `web.shop.localhost` one. */
  readonly baseDomain: string;
  /** The control plane's unix socket. */
  readonly controlPlane: string;
  /** Until the first byte of an answer. */
  readonly timeoutMs: number;
}

export interface Proxy {
  readonly onRequest: RequestListener;
  readonly onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

type Decision =
  | { readonly to: 'control-plane' }
  | { readonly to: 'service'; readonly hostname: string; readonly instanceId: string; readonly targets: readonly RouteTarget[] }
  | { readonly to: 'nowhere'; readonly instanceId: string | null; readonly problem: Problem };

export function createProxy(options: ProxyOptions): Proxy {
  const { book, inFlight } = options;
  const controlPlane = [{ socketPath: options.controlPlane }];
  const decide = (request: IncomingMessage) => decideRoute(book, options.baseDomain, hostnameOf(request.headers.host));
  return {
    onRequest: (request, response) => {
      const startedAt = performance.now();
      const decision = decide(request);
      const count = (status: number) => {
        if (decision.to !== 'control-plane' && decision.instanceId) {
          book.record(decision.instanceId, status, performance.now() - startedAt);
        }
      };
      const fail = (problem: Problem) => {
        if (!response.headersSent) count(problem.status);
        answerProblem(request, response, problem);
      };
      if (decision.to === 'nowhere') fail(decision.problem);
      else if (decision.to === 'control-plane') toControlPlane(request, response, fail);
      else toService(request, response, decision, count, fail);
    },
    onUpgrade: (request, socket, head) => {
      const decision = decide(request);
      const fail = (problem: Problem) => socket.end(problemMessage(problem));
      // Until it is joined to its upstream nobody else listens for errors of this socket.
      socket.on('error', () => socket.destroy());
      if ('setTimeout' in socket && typeof socket.setTimeout === 'function') socket.setTimeout(0);
      const joint = { request, socket, head };
      if (decision.to === 'nowhere') fail(decision.problem);
      else if (decision.to === 'control-plane') {
        const onFailure = () => fail(problems.controlPlaneAway());
        forwardUpgrade({ ...joint, upstreams: controlPlane, begin: () => () => {}, onFailure });
      } else {
        const onFailure = (reason: string) => fail(problems.unreachable(decision.hostname, reason));
        forwardUpgrade({ ...joint, upstreams: decision.targets, begin: inFlight.begin, onFailure });
      }
    },
  };

  function toControlPlane(request: IncomingMessage, response: ServerResponse, fail: (problem: Problem) => void): void {
    forward({
      request,
      response,
      upstreams: controlPlane,
      timeoutMs: options.timeoutMs,
      begin: () => () => {},
      onAnswer: () => {},
      onFailure: () => fail(problems.controlPlaneAway()),
    });
  }

  function toService(
    request: IncomingMessage,
    response: ServerResponse,
    { hostname, targets }: { hostname: string; targets: readonly RouteTarget[] },
    count: (status: number) => void,
    fail: (problem: Problem) => void,
  ): void {
    const onFailure = (failure: ForwardFailure) =>
      fail(
        failure.kind === 'timeout'
          ? problems.tooSlow(hostname, options.timeoutMs / 1000)
          : problems.unreachable(hostname, failure.reason),
      );
    const { timeoutMs } = options;
    forward({ request, response, upstreams: targets, timeoutMs, begin: inFlight.begin, onAnswer: count, onFailure });
  }
}

function decideRoute(book: RouteBook, baseDomain: string, hostname: string): Decision {
  const found = book.find(hostname);
  if (found && found.targets.length > 0) return { to: 'service', hostname, ...found };
  if (found) return { to: 'nowhere', instanceId: found.instanceId, problem: problems.stopped(hostname) };
  if (hostname.endsWith(`.${baseDomain}`)) return { to: 'nowhere', instanceId: null, problem: problems.unknownHost(hostname) };
  return { to: 'control-plane' };
}
