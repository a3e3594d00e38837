/**
 * Coolify's API (v4.3.10, and before 4.2 with its GET verbs): one request a call, its reply parsed, its refusals as Faults. What changes
 * something at `/deploy` and below `/applications/{uuid}/` is POST since 4.2 and GET before; a 405 that names the other verb settles it.
 */
import type { z } from 'zod';
import { Fault } from '../../kit/fault.ts';
import { type EndpointAnswer, openEndpoint } from '../http/open-endpoint.ts';
import { faultOf, isRateLimit } from './fault-of.ts';
import type { CoolifyObservation } from './observation.ts';
import * as replies from './replies.ts';

export interface CoolifyClientOptions {
  /** Without /api/v1. */
  readonly url: string;
  readonly token: string;
  /** PEM; null: the system's authorities. */
  readonly ca: string | null;
  readonly observe: (observation: CoolifyObservation) => void;
  /** For one request. Default 15 s. */
  readonly timeoutMs?: number;
  readonly now?: () => number;
}

export type CoolifyClient = ReturnType<typeof openCoolifyClient>;

type Signal = AbortSignal | undefined;

/** Logs come whole with every look at a deployment: 900 kB have been seen. */
const MAX_BYTES = 32 * 1024 * 1024;
/** The rate limit's window. */
const MINUTE_MS = 60_000;

export function openCoolifyClient(options: CoolifyClientOptions) {
  const { token, observe, timeoutMs = 15_000, now = Date.now } = options;
  const endpoint = openEndpoint({
    name: 'Coolify',
    code: 'coolify',
    url: `${options.url.replace(/\/+$/, '')}/api/v1`,
    ca: options.ca,
    timeoutMs,
    maxBytes: MAX_BYTES,
  });
  const headers = { authorization: `Bearer ${token}` };
  let pausedUntil = 0;
  let verb: 'GET' | 'POST' | null = null;

  async function send(method: Method, path: string, signal: Signal, json?: unknown): Promise<EndpointAnswer> {
    const waitMs = pausedUntil - now();
    if (waitMs > 0) {
      const message = 'Coolify answers no more requests for now (its rate limit). They go on by themselves.';
      throw new Fault('retry', { code: 'coolify-rate-limited', message, retryAfterMs: waitMs });
    }
    const answer = await endpoint.send({ method, path, headers, json, signal });
    if (isRateLimit(answer)) {
      const retryAfterMs = Math.min(answer.retryAfterMs ?? MINUTE_MS, MINUTE_MS);
      pausedUntil = now() + retryAfterMs;
      observe({ type: 'rate-limited', retryAfterMs });
    }
    return answer;
  }

  async function ask<T extends z.ZodType>(
    schema: T,
    method: Method,
    path: string,
    signal: Signal,
    json?: unknown,
  ): Promise<z.output<T>> {
    return readReply(schema, await send(method, path, signal, json), `${method} ${path}`);
  }

  /** Read once; a version that cannot be told is taken for a new one. */
  async function verbOf(signal: Signal): Promise<'GET' | 'POST'> {
    if (verb !== null) return verb;
    const answer = await send('GET', '/version', signal);
    const refused = faultOf(answer, 'GET /version');
    if (refused !== null) throw refused;
    const version = answer.text.trim();
    const [major = 5, minor = 0] = /^v?(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number) ?? [];
    verb ??= major < 4 || (major === 4 && minor < 2) ? 'GET' : 'POST';
    observe({ type: 'connected', version: version.slice(0, 40) });
    return verb;
  }

  /** One of those whose verb has changed. A 405 has done nothing, so it is asked again with what it allows. */
  async function act(path: string, signal: Signal): Promise<EndpointAnswer> {
    const first = await verbOf(signal);
    const answer = await send(first, path, signal);
    const other = first === 'GET' ? 'POST' : 'GET';
    if (answer.status !== 405 || !(answer.headers.allow ?? '').toUpperCase().includes(other)) return answer;
    verb = other;
    observe({ type: 'verb-changed', verb: other });
    return await send(other, path, signal);
  }

  return {
    projects: (signal: Signal) => ask(replies.projects, 'GET', '/projects', signal),
    createProject: (name: string, description: string, signal: Signal) =>
      ask(replies.created, 'POST', '/projects', signal, { name, description }),
    deleteProject: (uuid: string, signal: Signal) => forget('DELETE', `/projects/${part(uuid)}`, signal),
    /** null: there is none of this name, or no such project. */
    environment: (project: string, name: string, signal: Signal) =>
      orNull(ask(replies.environment, 'GET', `/projects/${part(project)}/${part(name)}`, signal)),
    createEnvironment: (project: string, name: string, signal: Signal) =>
      ask(replies.created, 'POST', `/projects/${part(project)}/environments`, signal, { name }),
    createApplication: (source: ApplicationSource, fields: Readonly<Record<string, unknown>>, signal: Signal) =>
      ask(replies.created, 'POST', `/applications/${source}`, signal, fields),
    application: (uuid: string, signal: Signal) => orNull(ask(replies.application, 'GET', `/applications/${part(uuid)}`, signal)),
    /** Accepted; it is gone when `application` says null. All four are said, because Coolify's own defaults take volumes along. */
    deleteApplication: (uuid: string, signal: Signal) =>
      forget(
        'DELETE',
        `/applications/${part(uuid)}?delete_configurations=true&delete_volumes=false&docker_cleanup=true&delete_connected_networks=true`,
        signal,
      ),
    variables: (application: string, signal: Signal) =>
      ask(replies.variables, 'GET', `/applications/${part(application)}/envs`, signal),
    writeVariables: (application: string, data: readonly VariableFields[], signal: Signal) =>
      ask(replies.variables, 'PATCH', `/applications/${part(application)}/envs/bulk`, signal, { data }),
    /** Accepted, or found under way already: what its reply calls the deployment's id may never come to be, so it is not read. */
    deploy: async (application: string, signal: Signal): Promise<void> => {
      const path = `/deploy?uuid=${part(application)}&force=false`;
      readReply(replies.queued, await act(path, signal), 'deploy');
    },
    deployment: (uuid: string, signal: Signal) => orNull(ask(replies.deployment, 'GET', `/deployments/${part(uuid)}`, signal)),
    /** Of an application, the newest first. */
    history: async (application: string, signal: Signal): Promise<readonly replies.HistoryRow[]> => {
      const found = await orNull(
        ask(replies.history, 'GET', `/deployments/applications/${part(application)}?skip=0&take=20`, signal),
      );
      return found?.deployments ?? [];
    },
    /** Queued and running ones of the whole team. */
    running: (signal: Signal) => ask(replies.runningDeployments, 'GET', '/deployments', signal),
    /** What is over already is left as it is. */
    cancel: async (deployment: string, signal: Signal): Promise<void> => {
      const answer = await send('POST', `/deployments/${part(deployment)}/cancel`, signal);
      if (answer.status === 400) return;
      const refused = faultOf(answer, 'cancel a deployment');
      if (refused !== null && refused.kind !== 'gone') throw refused;
    },
    privateKeys: (signal: Signal) => ask(replies.privateKeys, 'GET', '/security/keys', signal),
    createPrivateKey: (name: string, privateKey: string, signal: Signal) =>
      ask(replies.created, 'POST', '/security/keys', signal, {
        name,
        description: 'Made by NorthStack',
        private_key: privateKey,
      }),
    deletePrivateKey: (uuid: string, signal: Signal) => forget('DELETE', `/security/keys/${part(uuid)}`, signal),
    [Symbol.asyncDispose]: () => endpoint[Symbol.asyncDispose](),
  };

  /** What is absent is forgotten already. */
  async function forget(method: Method, path: string, signal: Signal): Promise<void> {
    const refused = faultOf(await send(method, path, signal), `${method} ${path.split('?')[0]}`);
    if (refused !== null && refused.kind !== 'gone') throw refused;
  }
}

export type ApplicationSource = 'public' | 'private-github-app' | 'private-deploy-key';

/** All of them are always sent: what is not sent is reset. */
export interface VariableFields {
  readonly key: string;
  readonly value: string;
  readonly is_preview: boolean;
  readonly is_literal: boolean;
  readonly is_multiline: boolean;
  readonly is_shown_once: boolean;
  readonly is_runtime: boolean;
  readonly is_buildtime: boolean;
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

const part = encodeURIComponent;

function readReply<T extends z.ZodType>(schema: T, answer: EndpointAnswer, what: string): z.output<T> {
  const refused = faultOf(answer, what);
  if (refused !== null) throw refused;
  const parsed = schema.safeParse(answer.json());
  if (parsed.success) return parsed.data;
  // A proxy's page, or a version we do not know; field names only, never what they hold.
  const detail = `${what}: ${parsed.error.issues.map(({ path, code }) => `${path.join('.')} ${code}`).join('; ')}`.slice(0, 500);
  throw new Fault('retry', { code: 'coolify-unexpected', message: 'Coolify gave an answer that cannot be read.', detail });
}

async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Fault && error.kind === 'gone') return null;
    throw error;
  }
}
