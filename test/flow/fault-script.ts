/** Each call of a flow meets a fault once: which calls there are is learnt from a run without faults. */
import type { Fault, Faults } from '../emulators/faults.ts';

/** An emulated platform as a script sees it. */
export interface Scripted {
  /** How it says that something changed meanwhile. Default: as Kubernetes does. */
  readonly conflict?: string;
  readonly faults: Faults;
  readonly requests: readonly { readonly method: string; readonly path: string }[];
}

const WAYS: readonly Fault[] = [
  { kind: 'hang' },
  {
    kind: 'answer',
    status: 429,
    headers: { 'content-type': 'application/json', 'retry-after': '0' },
    body: '{"message":"Too many requests"}',
  },
  {
    kind: 'answer',
    status: 500,
    headers: { 'content-type': 'application/json' },
    body: '{"message":"Server Error"}',
  },
  {
    kind: 'answer',
    status: 409,
    headers: { 'content-type': 'application/json' },
    body: '{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Conflict","code":409,"message":"the object has been modified"}',
  },
  { kind: 'reset' },
  { kind: 'lost-answer' },
  { kind: 'half-answer' },
  { kind: 'twice' },
];

export const ROUNDS = WAYS.length;

/** Method and path, with names and ids left open. */
export function callsOf({ requests }: Scripted): readonly { readonly method: string; readonly path: RegExp }[] {
  const patterns = new Set(
    requests.map(({ method, path }) => {
      const plain = (path.split('?')[0] ?? path)
        .split('/')
        .map((part) => (/\d/.test(part) && !/^v\d/.test(part) && !/\.io$/.test(part) ? '[^/?]+' : part.replaceAll('.', '\\.')));
      return `${method} ^${plain.join('/')}(\\?|$)`;
    }),
  );
  return [...patterns].map((pattern) => {
    const [method = '', path = ''] = pattern.split(' ');
    return { method, path: new RegExp(path) };
  });
}

/**
 * From now on the next requests of each of these calls fail, `times` of them, each in another way; in eight rounds, or as many fewer as they fail
 * more often, each call has failed in each way.
 */
export function script({ faults, conflict }: Scripted, calls: ReturnType<typeof callsOf>, round: number, times = 1): void {
  faults.clear();
  calls.forEach((call, at) => {
    for (let nth = 0; nth < times; nth += 1) {
      const fault = WAYS[(at + round * times + nth) % WAYS.length];
      if (fault === undefined) continue;
      const body = fault.kind === 'answer' && fault.status === 409 && conflict !== undefined ? { body: conflict } : {};
      faults.add({ ...call, fault: { ...fault, ...body } });
    }
  });
}

/** All of it at once, for lives beside each other: from now on each of these calls fails in each way, and is done after that. */
export function scriptEachWay({ faults }: Scripted, calls: ReturnType<typeof callsOf>): void {
  faults.clear();
  calls.forEach((call, at) => {
    for (const turn of WAYS.keys()) {
      const fault = WAYS[(at + turn) % WAYS.length];
      if (fault) faults.add({ ...call, fault });
    }
  });
}

/** From now on the next two requests of each of these calls are never answered; the second one is done. */
export function scriptDeaths({ faults }: Scripted, calls: ReturnType<typeof callsOf>): void {
  faults.clear();
  for (const call of calls) for (const done of [false, true]) faults.add({ ...call, fault: { kind: 'hang', done } });
}
