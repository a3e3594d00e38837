/**
 * Somebody signed in to Vault or OpenBao: with a token, as an AppRole, or as a Kubernetes service account. Tokens are renewed at two thirds of
 * their time and taken anew when that is refused; a call that is refused with a token that was good before is made once more with a new one.
 * Source: developer.hashicorp.com/vault/api-docs/auth (token, approle, kubernetes); openbao.org/api-docs says the same.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { Fault } from '../../kit/fault.ts';
import { type EndpointAnswer, type EndpointRequest, kindOfStatus, openEndpoint } from '../http/open-endpoint.ts';

export type VaultLogin =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'approle'; readonly mount: string; readonly roleId: string; readonly secretId: string }
  /** The token of the service account is read for each login: the kubelet replaces it. */
  | { readonly kind: 'kubernetes'; readonly mount: string; readonly role: string; readonly readJwt: () => Promise<string> };

export interface VaultOptions {
  readonly url: string;
  /** PEM; null: the system's authorities. */
  readonly ca: string | null;
  /** Of Vault Enterprise and OpenBao; null: the root namespace. */
  readonly namespace: string | null;
  readonly login: VaultLogin;
  readonly observe: (observation: VaultObservation) => void;
  readonly now?: () => number;
  /** For one try of one request. Default 5 s. */
  readonly timeoutMs?: number;
}

export type VaultObservation =
  | { readonly kind: 'vault-signed-in'; readonly leaseSeconds: number }
  | { readonly kind: 'vault-renewed'; readonly leaseSeconds: number }
  | { readonly kind: 'vault-renewal-failed'; readonly error: unknown };

export interface VaultSession extends AsyncDisposable {
  /** Whether it is there, unsealed, and lets us in. @throws Fault retry | auth | reject, each saying what to do */
  check(): Promise<void>;
  /** Any status but those that say "later" or "not you". @throws Fault retry | auth; the signal's reason */
  call(request: Pick<EndpointRequest, 'method' | 'path' | 'json' | 'signal'>): Promise<EndpointAnswer>;
}

const TIMEOUT_MS = 5_000;
const TRIES = 4;
/** Longer timers fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

interface Token {
  readonly value: string;
  /** null: for ever. */
  readonly expiresAt: number | null;
  readonly leaseSeconds: number;
  readonly renewable: boolean;
}

export function openVaultSession(options: VaultOptions): VaultSession {
  const { url, ca, namespace, login, observe, now = Date.now, timeoutMs = TIMEOUT_MS } = options;
  const endpoint = openEndpoint({ name: 'Vault', code: 'vault', url, ca, timeoutMs });
  const common = { 'x-vault-request': 'true', ...(namespace === null ? {} : { 'x-vault-namespace': namespace }) };
  let token: Token | null = null;
  let entering: Promise<Token> | null = null;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  /** Again, a few times, while it says "later". */
  const send = async (request: EndpointRequest): Promise<EndpointAnswer> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = await endpoint.send({ ...request, headers: { ...common, ...request.headers } });
        const later = laterOf(answer);
        if (later !== null) throw later;
        return answer;
      } catch (error) {
        if (!(error instanceof Fault) || error.kind !== 'retry' || attempt >= TRIES) throw error;
        const waitMs = Math.min(error.retryAfterMs ?? Number.POSITIVE_INFINITY, 100 * 2 ** attempt * (0.5 + Math.random() / 2));
        await delay(waitMs, undefined, { signal: request.signal }).catch(() => request.signal?.throwIfAborted());
      }
    }
  };

  const schedule = (current: Token): void => {
    if (timer) clearTimeout(timer);
    timer = null;
    if (closed || current.expiresAt === null) return;
    const atMs = Math.max(1_000, (current.leaseSeconds * 1000 * 2) / 3);
    timer = setTimeout(() => void renew(current), Math.min(atMs, MAX_TIMER_MS));
    timer.unref();
  };
  const keep = (found: Token): Token => {
    token = found;
    schedule(found);
    return found;
  };

  /** As long as it lives, it may still help to try once more. */
  const renewLater = (current: Token): void => {
    if (token !== current || closed || current.expiresAt === null) return;
    const leftMs = current.expiresAt - now();
    if (leftMs <= 0) return;
    if (timer) clearTimeout(timer);
    timer = setTimeout(() => void renew(current), Math.min(Math.max(1_000, leftMs / 3), MAX_TIMER_MS));
    timer.unref();
  };
  const renew = async (current: Token): Promise<void> => {
    try {
      if (!current.renewable && login.kind === 'token') throw endsSoon(current);
      if (current.renewable) {
        const answer = await send({
          method: 'POST',
          path: '/v1/auth/token/renew-self',
          headers: { 'x-vault-token': current.value },
          json: {},
        });
        const renewed = granted.safeParse(answer.json());
        if (renewed.success && token === current) {
          const { lease_duration: leaseSeconds, renewable } = renewed.data.auth;
          observe({ kind: 'vault-renewed', leaseSeconds });
          keep({ ...current, leaseSeconds, renewable, expiresAt: now() + leaseSeconds * 1000 });
          // Close to the end of what a token may live, renewals get ever shorter: a new one is better.
          if (leaseSeconds * 2 >= current.leaseSeconds || login.kind === 'token') return;
        } else if (!renewed.success) {
          // Without another way in the operator must hear of it before it ends.
          if (login.kind === 'token') throw kindOfStatus(answer.status) === null ? strange(answer) : refused(answer);
        }
      }
      if (login.kind !== 'token' && !closed) await enter();
    } catch (error) {
      observe({ kind: 'vault-renewal-failed', error });
      renewLater(current);
    }
  };

  /** One login at a time, whoever waits for it. */
  const enter = (): Promise<Token> => {
    entering ??= signIn(send, login, now)
      .then((found) => {
        observe({ kind: 'vault-signed-in', leaseSeconds: found.leaseSeconds });
        return keep(found);
      })
      .finally(() => {
        entering = null;
      });
    return entering;
  };
  const current = async (): Promise<Token> =>
    token !== null && (token.expiresAt === null || now() < token.expiresAt) ? token : await enter();

  return {
    check: async () => {
      // Answered without a token, and in the root namespace only.
      const health = await endpoint.send({ method: 'GET', path: '/v1/sys/health?standbyok=true&perfstandbyok=true' });
      const trouble = troubleOf(health.status);
      if (trouble !== null) throw trouble;
      await current();
    },
    call: async (request) => {
      request.signal?.throwIfAborted();
      const used = await current();
      const answer = await send({ ...request, headers: { 'x-vault-token': used.value } });
      if (answer.status !== 401 && answer.status !== 403) return answer;
      if (login.kind === 'token') throw refused(answer);
      // Revoked, or ended early: somebody else may have signed in again meanwhile.
      if (token === used) token = null;
      const again = await send({ ...request, headers: { 'x-vault-token': (await current()).value } });
      if (again.status === 401 || again.status === 403) throw refused(again);
      return again;
    },
    [Symbol.asyncDispose]: async () => {
      closed = true;
      if (timer) clearTimeout(timer);
      // Nobody else has what we signed in for; what the operator gave us is theirs.
      if (login.kind !== 'token' && token !== null)
        await endpoint
          .send({
            method: 'POST',
            path: '/v1/auth/token/revoke-self',
            headers: { ...common, 'x-vault-token': token.value },
            timeoutMs: 2_000,
          })
          .catch(() => {});
      await endpoint[Symbol.asyncDispose]();
    },
  };
}

const granted = z.object({
  auth: z.object({ client_token: z.string().min(1), lease_duration: z.number().min(0), renewable: z.boolean() }),
});
const lookedUp = z.object({ data: z.object({ ttl: z.number().min(0), renewable: z.boolean().default(false) }) });
const failure = z.object({ errors: z.array(z.string()) });

async function signIn(
  send: (request: EndpointRequest) => Promise<EndpointAnswer>,
  login: VaultLogin,
  now: () => number,
): Promise<Token> {
  if (login.kind === 'token') {
    const answer = await send({ method: 'GET', path: '/v1/auth/token/lookup-self', headers: { 'x-vault-token': login.token } });
    const found = lookedUp.safeParse(answer.json());
    if (kindOfStatus(answer.status) !== null) throw loginRefused(answer);
    if (!found.success) throw strange(answer);
    const { ttl, renewable } = found.data.data;
    return { value: login.token, expiresAt: ttl === 0 ? null : now() + ttl * 1000, leaseSeconds: ttl, renewable };
  }
  const json =
    login.kind === 'approle'
      ? { role_id: login.roleId, secret_id: login.secretId }
      : { role: login.role, jwt: (await login.readJwt()).trim() };
  const answer = await send({ method: 'POST', path: `/v1/auth/${login.mount}/login`, json });
  if (kindOfStatus(answer.status) !== null) throw loginRefused(answer);
  const found = granted.safeParse(answer.json());
  if (!found.success) throw strange(answer);
  const { client_token: value, lease_duration: leaseSeconds, renewable } = found.data.auth;
  return { value, expiresAt: leaseSeconds === 0 ? null : now() + leaseSeconds * 1000, leaseSeconds, renewable };
}

/** What Vault says, for people; never what it was asked. */
export function saysOf(answer: EndpointAnswer): string {
  const said = failure.safeParse(answer.json());
  const text = said.success ? said.data.errors.join('; ').replaceAll(/\s+/g, ' ').trim() : '';
  return text === '' ? `It answered ${answer.status}.` : `It answered ${answer.status}: ${text.slice(0, 300)}.`;
}

function laterOf(answer: EndpointAnswer): Fault | null {
  const { status, retryAfterMs } = answer;
  const trouble = troubleOf(status);
  // 412: a replica that has not seen our last write yet.
  if (trouble === null && status !== 412 && kindOfStatus(status) !== 'retry') return null;
  const asked = retryAfterMs === null ? {} : { retryAfterMs };
  if (status === 503) return new Fault('retry', { ...asked, code: 'vault-sealed', message: SEALED, detail: saysOf(answer) });
  return trouble ?? new Fault('retry', { ...asked, code: 'vault-busy', message: `Vault cannot do it now. ${saysOf(answer)}` });
}

const SEALED = 'Vault is sealed or under maintenance. Somebody has to unseal it.';

/** Statuses of whole nodes, not of one request. */
function troubleOf(status: number): Fault | null {
  if (status === 503) return new Fault('retry', { code: 'vault-sealed', message: SEALED });
  if (status === 501)
    return new Fault('retry', {
      code: 'vault-not-initialized',
      message: 'Vault was never initialized. Run vault operator init.',
    });
  if (status === 472 || status === 473)
    return new Fault('retry', {
      code: 'vault-standby',
      message: 'This Vault is a replica that takes no requests. Name the active one.',
    });
  if (status >= 300 && status < 400)
    return new Fault('retry', {
      code: 'vault-standby',
      message: 'This Vault sends requests elsewhere. Name the active node, or a load balancer before all of them.',
    });
  return null;
}

const loginRefused = (answer: EndpointAnswer): Fault =>
  new Fault('auth', {
    code: 'vault-login-refused',
    message: `Vault does not let us in. ${saysOf(answer)} Check the credentials of NorthStack there.`,
  });

const endsSoon = ({ expiresAt }: Token): Fault =>
  new Fault('auth', {
    code: 'vault-token-ends',
    message: `The token NorthStack has for Vault cannot be renewed and ends at ${new Date(expiresAt ?? 0).toISOString()}. Set NORTHSTACK_VAULT_TOKEN to another one, or let NorthStack sign in as an AppRole.`,
  });

const refused = (answer: EndpointAnswer): Fault =>
  new Fault('auth', {
    code: 'vault-refuses',
    message: `Vault refuses it. ${saysOf(answer)} Check the mount and the policy of NorthStack's token.`,
  });

export const strange = (answer: EndpointAnswer): Fault =>
  new Fault('reject', {
    code: 'vault-unexpected-answer',
    message: `Vault answered in a way that is not known. ${saysOf(answer)} Check its address, and that the mount is a KV engine of version 2.`,
  });
