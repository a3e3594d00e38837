/**
 * What goes wrong on the way to an emulated service, told beforehand: each rule meets the next requests it matches, as often as it says.
 * Shared by all emulators, so that one fault script drives every vendor.
 */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

export type Fault =
  /** Nothing is ever answered. The request is not done, or is `done`. */
  | { readonly kind: 'hang'; readonly done?: boolean }
  /** The request is not done and this is the answer. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** The connection is closed before the request is done. */
  | { readonly kind: 'reset' }
  /** The request is done, but its answer is lost with the connection. */
  | { readonly kind: 'lost-answer' }
  /** The request is done, but the connection closes in the middle of the answer's body. */
  | { readonly kind: 'half-answer' }
  /** The request is done twice, as a proxy that repeats does; the second answer is sent. */
  | { readonly kind: 'twice' }
  /** The request is done after this time. */
  | { readonly kind: 'slow'; readonly delayMs: number };

export interface FaultRule {
  readonly method?: string;
  /** Matched against path and query. */
  readonly path?: RegExp;
  /** How many requests it meets. Default 1. */
  readonly times?: number;
  /** How many matching requests pass before. Default 0. */
  readonly skip?: number;
  readonly fault: Fault;
}

export interface Faults {
  add(rule: FaultRule): void;
  clear(): void;
  /** How many requests a fault has met. */
  readonly met: number;
  /**
   * Does one request with the fault that is due. `handle` does the work and gives the whole answer; `stream` answers open-ended requests
   * by itself.
   */
  serve(request: IncomingMessage, response: ServerResponse, handle: () => Promise<Answer | 'streamed'>): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

export function createFaults(): Faults {
  let rules: { rule: FaultRule; skip: number; times: number }[] = [];
  let met = 0;
  const next = (method: string, path: string): Fault | null => {
    for (const entry of rules) {
      if (entry.rule.method !== undefined && entry.rule.method !== method) continue;
      if (entry.rule.path !== undefined && !entry.rule.path.test(path)) continue;
      if (entry.skip > 0) {
        entry.skip -= 1;
        continue;
      }
      entry.times -= 1;
      if (entry.times === 0) rules = rules.filter((other) => other !== entry);
      met += 1;
      return entry.rule.fault;
    }
    return null;
  };
  return {
    add: (rule) => rules.push({ rule, skip: rule.skip ?? 0, times: rule.times ?? 1 }),
    clear: () => {
      rules = [];
    },
    get met() {
      return met;
    },
    serve: async (request, response, handle) => {
      const fault = next(request.method ?? '', request.url ?? '');
      if (fault?.kind === 'hang') return fault.done ? void (await handle()) : undefined;
      if (fault?.kind === 'reset') return void request.socket.destroy();
      if (fault?.kind === 'answer') return send(response, { ...fault, body: fault.body ?? '' });
      if (fault?.kind === 'slow') await delay(fault.delayMs);
      if (fault?.kind === 'twice') await handle();
      const answer = await handle();
      if (answer === 'streamed' || response.destroyed) return;
      if (fault?.kind === 'lost-answer') return void request.socket.destroy();
      if (fault?.kind === 'half-answer') {
        response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) + 1 });
        response.write(answer.body.slice(0, answer.body.length / 2), () => request.socket.destroy());
        return;
      }
      send(response, answer);
    },
  };
}

const send = (response: ServerResponse, { status, headers, body }: Answer): void => {
  response.writeHead(status, headers).end(body);
};
