/**
 * Decisions by Open Policy Agent over its REST API: the facts are the input of a document, whose `allow` must be true. What is undefined, cannot
 * be understood, or cannot be evaluated is denied, and says so. Policies in OPA's memory are gone when it starts again: those that NorthStack
 * brings are put there again whenever the document is undefined.
 * Source: openpolicyagent.org/docs/rest-api.
 */
import { z } from 'zod';
import type { PolicyDecision, PolicyEngine, PolicyInput, PolicyViolation } from '../../domain/ports/policy-engine.ts';
import { Fault } from '../../kit/fault.ts';
import { type EndpointAnswer, kindOfStatus, openEndpoint } from '../http/open-endpoint.ts';

export interface OpaOptions {
  readonly url: string;
  /** PEM; null: the system's authorities. */
  readonly ca: string | null;
  /** Sent as a bearer token; null: OPA asks for none. */
  readonly token: string | null;
  /** Of the document that decides, for example `northstack/deployment`. */
  readonly path: string;
  /** Brought to OPA by us: text by file name. Empty: somebody else does (bundles). */
  readonly policies: Readonly<Record<string, string>>;
  /** When OPA cannot be asked: `wait` to be asked again, or `deny` at once. Nothing is ever allowed then. */
  readonly whenAway: 'wait' | 'deny';
  readonly timeoutMs?: number;
  readonly observe: (observation: OpaObservation) => void;
}

export type OpaObservation =
  | { readonly kind: 'policies-brought'; readonly ids: readonly string[]; readonly removed: readonly string[] }
  | { readonly kind: 'decision-not-understood'; readonly problem: string };

export interface OpaPolicy extends PolicyEngine, AsyncDisposable {
  /** Brings the policies. @throws Fault reject naming file and line when one is wrong; retry | auth when OPA cannot be asked */
  prepare(): Promise<void>;
}

/** What our policies' ids begin with: others are left alone. */
const OURS = 'northstack/';

export function openOpaPolicy(options: OpaOptions): OpaPolicy {
  const { token, path, policies, whenAway, observe, timeoutMs = 5_000 } = options;
  const endpoint = openEndpoint({
    name: 'The policy engine',
    code: 'policy-engine',
    url: options.url,
    ca: options.ca,
    timeoutMs,
  });
  const headers: Readonly<Record<string, string>> = token === null ? {} : { authorization: `Bearer ${token}` };
  const brings = Object.keys(policies).length > 0;
  let brought = false;

  const prepare = async (signal?: AbortSignal): Promise<void> => {
    if (!brings) return;
    for (const [name, text] of Object.entries(policies)) {
      const answer = await endpoint.send({
        method: 'PUT',
        path: `/v1/policies/${OURS}${name}`,
        headers: { ...headers, 'content-type': 'text/plain' },
        text,
        signal,
      });
      if (kindOfStatus(answer.status) !== null) throw refusal(answer, name);
    }
    const removed = await removeOthers(signal);
    brought = true;
    observe({ kind: 'policies-brought', ids: Object.keys(policies), removed });
  };

  /** Policies that an earlier version of us brought would go on deciding. */
  const removeOthers = async (signal?: AbortSignal): Promise<readonly string[]> => {
    const answer = await endpoint.send({ method: 'GET', path: '/v1/policies', headers, signal });
    const listed = list.safeParse(answer.json());
    if (!listed.success) throw refusal(answer, null);
    const others = listed.data.result
      .map(({ id }) => id)
      .filter((id) => id.startsWith(OURS) && !Object.hasOwn(policies, id.slice(OURS.length)));
    for (const id of others) {
      const gone = await endpoint.send({ method: 'DELETE', path: `/v1/policies/${id}`, headers, signal });
      if (kindOfStatus(gone.status) !== null && gone.status !== 404) throw refusal(gone, id);
    }
    return others;
  };

  const ask = async (input: PolicyInput, signal?: AbortSignal): Promise<EndpointAnswer> => {
    const answer = await endpoint.send({ method: 'POST', path: `/v1/data/${path}`, headers, json: { input }, signal });
    const kind = kindOfStatus(answer.status);
    if ((kind === 'retry' && !isEvaluationError(answer)) || kind === 'auth') throw refusal(answer, null);
    return answer;
  };

  /** Undefined because bundles are still on their way is no decision. @throws Fault retry */
  const awaitBundles = async (signal?: AbortSignal): Promise<void> => {
    const health = await endpoint.send({ method: 'GET', path: '/health?bundles', headers, signal });
    if (kindOfStatus(health.status) !== 'retry') return;
    throw new Fault('retry', {
      code: 'policy-engine-not-ready',
      message: 'The policy engine has not loaded its bundles yet.',
      detail: saysOf(health),
    });
  };

  const decide = async (input: PolicyInput, signal?: AbortSignal): Promise<PolicyDecision> => {
    if (brings && !brought) await prepare(signal);
    let answer = await ask(input, signal);
    if (brings && isUndefined(answer)) {
      await prepare(signal);
      answer = await ask(input, signal);
    } else if (isUndefined(answer)) await awaitBundles(signal);
    const read = readDecision(answer, path);
    if (read.problem !== null) observe({ kind: 'decision-not-understood', problem: read.problem });
    return read.decision;
  };

  return {
    name: 'opa',
    prepare,
    decide: async (input, signal) => {
      try {
        return await decide(input, signal);
      } catch (error) {
        signal?.throwIfAborted();
        if (whenAway === 'wait' || !(error instanceof Fault)) throw error;
        return denied(null, {
          rule: 'policy-engine-away',
          message: 'The policy engine could not be asked, and without its word nothing starts.',
          hint: 'Deploy again in a moment. When it stays like this, ask a platform administrator to look at it.',
        });
      }
    },
    [Symbol.asyncDispose]: () => endpoint[Symbol.asyncDispose](),
  };
}

const list = z.object({ result: z.array(z.object({ id: z.string() })) });
const reason = z.union([
  z.string(),
  z.object({
    rule: z.string().optional(),
    message: z.string().optional(),
    msg: z.string().optional(),
    hint: z.string().optional(),
  }),
]);
/** `violations` of our own policies, `deny` of everybody else's. */
const document = z.object({
  allow: z.boolean().optional(),
  violations: z.array(reason).optional(),
  deny: z.array(reason).optional(),
});
const decided = z.object({ decision_id: z.string().max(200).optional(), result: z.unknown().optional() });
const failure = z.object({
  message: z.string(),
  errors: z
    .array(
      z.object({
        code: z.string().optional(),
        message: z.string(),
        location: z.object({ file: z.string().optional(), row: z.int().optional(), col: z.int().optional() }).nullish(),
      }),
    )
    .optional(),
});

const isUndefined = (answer: EndpointAnswer): boolean => {
  const read = decided.safeParse(answer.json());
  return answer.status === 200 && read.success && read.data.result === undefined;
};

/** It answers 500 to a policy that contradicts itself for these facts: asking again changes nothing. That it was called off is not of this kind. */
const isEvaluationError = (answer: EndpointAnswer): boolean => {
  const said = failure.safeParse(answer.json());
  const codes = said.success ? (said.data.errors ?? []).map(({ code = '' }) => code) : [];
  return answer.status === 500 && codes.some((code) => code.startsWith('eval_')) && !codes.includes('eval_cancel_error');
};

interface Read {
  readonly decision: PolicyDecision;
  /** What was not as expected, for the log. */
  readonly problem: string | null;
}

function readDecision(answer: EndpointAnswer, path: string): Read {
  const name = `data.${path.replaceAll('/', '.')}`;
  const body = decided.safeParse(answer.json());
  if (kindOfStatus(answer.status) !== null || !body.success)
    return not(null, 'policy-error', `The policy ${name} could not be evaluated.`, saysOf(answer));
  const { decision_id: id = null, result } = body.data;
  if (result === undefined) return not(id, 'policy-undefined', `There is no policy ${name}.`, 'it is undefined');
  const read = document.safeParse(result);
  if (!read.success)
    return not(id, 'policy-error', `The policy ${name} did not decide in a way that is known.`, z.prettifyError(read.error));
  const violations = [...(read.data.violations ?? []), ...(read.data.deny ?? [])].map(violationOf);
  if (violations.length > 0) return { decision: { allowed: false, violations, decisionId: id }, problem: null };
  if (read.data.allow === true) return { decision: { allowed: true, violations: [], decisionId: id }, problem: null };
  const silent = {
    rule: 'policy',
    message: 'The policy does not allow it and gives no reason.',
    hint: 'Ask a platform administrator what it asks for.',
  };
  return { decision: denied(id, silent), problem: null };
}

const denied = (decisionId: string | null, violation: PolicyViolation): PolicyDecision => ({
  allowed: false,
  violations: [violation],
  decisionId,
});

const not = (id: string | null, rule: string, message: string, problem: string): Read => ({
  decision: denied(id, { rule, message, hint: 'Ask a platform administrator to look at the policies.' }),
  problem,
});

const LONGEST = 500;

function violationOf(given: z.output<typeof reason>): PolicyViolation {
  const hint = 'Ask a platform administrator what the policy asks for.';
  if (typeof given === 'string') return { rule: 'policy', message: given.slice(0, LONGEST), hint };
  return {
    rule: (given.rule ?? 'policy').slice(0, 100),
    message: (given.message ?? given.msg ?? 'The policy does not allow it.').slice(0, LONGEST),
    hint: (given.hint ?? hint).slice(0, LONGEST),
  };
}

/** In OPA's words, with file and line where it names them. */
function saysOf(answer: EndpointAnswer): string {
  const said = failure.safeParse(answer.json());
  if (!said.success) return `it answered ${answer.status}`;
  const errors = (said.data.errors ?? []).map(({ message, location }) =>
    location?.row === undefined ? message : `line ${location.row}: ${message}`,
  );
  return [`it answered ${answer.status}: ${said.data.message}`, ...errors].join('; ').slice(0, LONGEST);
}

function refusal(answer: EndpointAnswer, what: string | null): Fault {
  const kind = kindOfStatus(answer.status) ?? 'reject';
  const retry = answer.retryAfterMs === null ? {} : { retryAfterMs: answer.retryAfterMs };
  const about = what === null ? '' : ` ${what}`;
  if (kind === 'auth')
    return new Fault('auth', {
      code: 'policy-engine-refuses',
      message: 'The policy engine refuses us. Check NORTHSTACK_OPA_TOKEN.',
    });
  const code = kind === 'retry' ? 'policy-engine-busy' : 'policy-refused';
  return new Fault(kind, { ...retry, code, message: `The policy engine does not take${about || ' it'}: ${saysOf(answer)}.` });
}
