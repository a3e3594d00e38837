/**
 * Coolify's API (v4.3.10, and 4.1.2 with its GET verbs) as a server of its own: bearer tokens with abilities and teams, 422 for every
 * unknown field, a queue that works by itself, phantom deployment ids, two kinds of 429, logs as a string of JSON, preview twins of
 * variables, deletion that takes its time, and a webhook without signature that is not repeated after a 5xx.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { type Answer, createFaults, type Faults } from '../faults.ts';
import type { Corrections } from '../openapi.ts';
import { storedOpenApi } from '../openapi.ts';
import type { RegistryEmulator } from '../registry/emulator.ts';
import { anyRepository, emulateBuild, type GitWorld } from './build.ts';
import { applicationFields, type Source, VARIABLE_FIELDS } from './fields.ts';
import { createWebhookSender, type WebhookSender } from './webhook-sender.ts';
import {
  type Ability,
  type Application,
  type Deployment,
  newUuid,
  type PrivateKey,
  type Project,
  type Token,
  timestamp,
  type Variable,
} from './world.ts';

export interface CoolifyOptions {
  readonly port?: number;
  readonly version?: '4.3.10' | '4.1.2';
  /** Where images are pushed to. */
  readonly registry?: RegistryEmulator;
  readonly git?: GitWorld;
  /** As the logs of builds call it. */
  readonly serverName?: string;
  /** Between two steps of a build. Default 50 ms. */
  readonly stepMs?: number;
  /** From the call to the 404. Default 50 ms. */
  readonly deleteMs?: number;
  /** Requests a minute. Default 200, as Coolify's. */
  readonly rateLimit?: number;
  /** Deployments running at a time, and running and waiting altogether. Defaults 2 and 25. */
  readonly concurrentBuilds?: number;
  readonly queueLimit?: number;
}

export interface CoolifyEmulator extends AsyncDisposable {
  /** Without /api/v1. */
  readonly url: string;
  /** May do everything NorthStack needs. */
  readonly token: string;
  readonly serverUuid: string;
  readonly faults: Faults;
  readonly requests: readonly ReceivedRequest[];
  /** Requests that the stored contract does not allow; always empty when it is not at hand. */
  readonly violations: readonly string[];
  readonly projects: readonly Project[];
  readonly applications: readonly Application[];
  readonly keys: readonly PrivateKey[];
  /** Everything that ever was queued. */
  readonly deployments: readonly Deployment[];
  /** Applications that were deleted with their volumes. */
  readonly volumesDeleted: readonly string[];
  readonly webhook: WebhookSender;
  /** `team` null: one that lost its team. */
  newToken(abilities: readonly Ability[], team?: number | null): string;
  /** A GitHub App of the first team. @returns its uuid */
  newGithubApp(): string;
  /** The administrator's switch. */
  apiEnabled: boolean;
  /** false: the caller's address is not among those that the administrator allows. */
  addressAllowed: boolean;
  /** false: what is queued stays queued, as when Coolify's worker is dead. */
  worker: boolean;
  /** The next bulk write stops after so many variables and answers 500. */
  breakBulkAfter: number | null;
}

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** By the vendor's source. */
const corrections: Corrections = {
  notRequired: Object.fromEntries(
    ['public', 'private-github-app', 'private-deploy-key'].map((s) => [
      `POST /applications/${s}`,
      ['environment_name', 'environment_uuid'],
    ]),
  ),
  alsoTakes: { 'PATCH /applications/{uuid}/envs/bulk': ['is_runtime', 'is_buildtime', 'comment'] },
};
const CONTRACT = { '4.3.10': 'coolify/openapi.json', '4.1.2': 'coolify/openapi-v4.1.2-get-verbs.json' };

export async function openCoolifyEmulator(options: CoolifyOptions = {}): Promise<CoolifyEmulator> {
  const { port = 0, version = '4.3.10', registry = null, git = anyRepository, stepMs = 50, deleteMs = 50 } = options;
  const { rateLimit = 200, concurrentBuilds = 2, queueLimit = 25, serverName = 'localhost' } = options;
  const isCurrent = version === '4.3.10';
  const check = storedOpenApi(CONTRACT[version], corrections);
  const faults = createFaults();
  const requests: ReceivedRequest[] = [];
  const violations: string[] = [];
  const tokens = new Map<string, { readonly team: number | null; readonly abilities: ReadonlySet<Ability> }>();
  const projects: Project[] = [];
  const applications: Application[] = [];
  const keys: PrivateKey[] = [];
  const deployments: Deployment[] = [];
  const volumesDeleted: string[] = [];
  const githubApps = new Set<string>();
  const timers = new Set<NodeJS.Timeout>();
  const serverUuid = newUuid();
  const webhook = createWebhookSender();
  let lastId = 0;
  const nextId = (): number => {
    lastId += 1;
    return lastId;
  };
  let windowFrom = Date.now();
  let inWindow = 0;

  const newToken = (abilities: readonly Ability[], team: number | null = 1): string => {
    const token = `${tokens.size + 1}|${randomBytes(24).toString('hex')}`;
    tokens.set(token, { team, abilities: new Set(abilities) });
    return token;
  };
  const token = newToken(['read', 'read:sensitive', 'write', 'deploy']);

  function pump(): void {
    if (!emulator.worker) return;
    const running = deployments.filter((d) => d.status === 'in_progress').length;
    const [next] = deployments.filter((d) => d.status === 'queued');
    if (next === undefined || running >= concurrentBuilds) return;
    next.status = 'in_progress';
    void emulateBuild(next, { git, registry, stepMs, serverName }).then(() => {
      const place = projects.find((p) => p.environments.some((e) => e.id === next.application.environment));
      webhook.ended(next, place?.name ?? '', url);
      pump();
    });
    pump();
  }

  function queue(application: Application, force: boolean, pullRequest: number): Answer | { uuid: string; message: string } {
    const commit = String(application.fields.git_commit_sha ?? 'HEAD');
    const active = deployments.filter((d) => d.status === 'queued' || d.status === 'in_progress');
    const same = active.some((d) => d.application === application && d.pullRequest === pullRequest);
    // An id that never comes to be.
    if (same && !force) return { uuid: newUuid(), message: 'Deployment already queued for this commit.' };
    if (active.length >= queueLimit)
      return json(429, { message: 'Deployment queue is full. Please try again later.' }, { 'retry-after': '60' });
    const now = Date.now();
    const deployment: Deployment = {
      id: nextId(),
      uuid: newUuid(),
      application,
      createdAt: now,
      updatedAt: now,
      commit,
      force,
      pullRequest,
      status: 'queued',
      log: [],
      stop: new AbortController(),
    };
    deployments.push(deployment);
    setImmediate(pump);
    return { uuid: deployment.uuid, message: `Application ${String(application.fields.name)} deployment queued.` };
  }

  function deploymentJson(d: Deployment, { abilities }: Token): Record<string, unknown> {
    return {
      id: d.id,
      application_id: String(d.application.id),
      deployment_uuid: d.uuid,
      pull_request_id: d.pullRequest,
      force_rebuild: d.force,
      commit: d.commit,
      status: d.status,
      is_webhook: false,
      is_api: true,
      created_at: timestamp(d.createdAt),
      updated_at: timestamp(d.updatedAt),
      current_process_id: null,
      restart_only: false,
      git_type: null,
      server_id: 0,
      application_name: String(d.application.fields.name),
      server_name: 'localhost',
      deployment_url: `/project/x/environment/y/application/${d.application.uuid}/deployment/${d.uuid}`,
      destination_id: '0',
      only_this_server: false,
      rollback: false,
      commit_message: null,
      ...(can(abilities, 'read:sensitive') ? { logs: d.log.length === 0 ? null : JSON.stringify(d.log) } : {}),
    };
  }

  const applicationJson = ({ id, uuid, createdAt, fields, status, environment }: Application): Record<string, unknown> => {
    const { project_uuid, server_uuid, environment_name, environment_uuid, private_key_uuid, instant_deploy, ...own } = fields;
    return {
      id,
      uuid,
      status,
      environment_id: environment,
      created_at: timestamp(createdAt),
      updated_at: timestamp(createdAt),
      ...own,
    };
  };

  const variableJson = ({ value, ...rest }: Variable, { abilities }: Token): Record<string, unknown> => ({
    ...rest,
    ...(can(abilities, 'read:sensitive') ? { value, real_value: value } : {}),
  });

  function createApplication(source: Source, body: Record<string, unknown>, who: Token): Answer {
    const unknown = Object.keys(body).filter((field) => !applicationFields(source, isCurrent).has(field));
    const errors: Record<string, readonly string[] | string> = Object.fromEntries(
      unknown.map((f) => [f, ['This field is not allowed.']]),
    );
    for (const field of ['project_uuid', 'server_uuid', 'git_repository', 'git_branch', 'build_pack', 'ports_exposes'])
      if (typeof body[field] !== 'string' || body[field] === '') errors[field] = `The ${field} field is required.`;
    const repository = String(body.git_repository);
    if (!/^(https?:\/\/|git:\/\/|git@)/.test(repository) || /[;|&$`(){}[\]<>"'\\!?*^%=+#]/.test(repository))
      errors.git_repository = ['The git repository contains invalid characters.'];
    if (!/^[A-Za-z0-9._/-]+$/.test(String(body.git_branch))) errors.git_branch = ['The git branch contains invalid characters.'];
    if (!['nixpacks', 'railpack', 'static', 'dockerfile', 'dockercompose'].includes(String(body.build_pack)))
      errors.build_pack = ['The selected build pack is invalid.'];
    if (Object.keys(errors).length > 0) return json(422, { message: 'Validation failed.', errors });
    const { environment_name: name, environment_uuid: uuid } = body;
    if (name === undefined && uuid === undefined)
      return json(422, { message: 'You need to provide at least one of environment_name or environment_uuid.' });
    const project = projects.find((p) => p.uuid === body.project_uuid && p.team === who.team);
    if (project === undefined) return json(404, { message: 'Project not found.' });
    const environment = project.environments.find((e) => e.name === name || e.uuid === uuid);
    if (environment === undefined) return json(404, { message: 'Environment not found.' });
    if (body.server_uuid !== serverUuid) return json(404, { message: 'Server not found.' });
    const key = keys.find((k) => k.uuid === body.private_key_uuid && k.team === who.team);
    if (source === 'private-deploy-key' && key === undefined) return json(404, { message: 'Private Key not found.' });
    if (source === 'private-github-app' && !githubApps.has(String(body.github_app_uuid)))
      return json(404, { message: 'Github App not found.' });
    const application: Application = {
      id: nextId(),
      uuid: newUuid(),
      team: who.team,
      environment: environment.id,
      createdAt: Date.now(),
      privateKey: key?.privateKey ?? null,
      fields: body,
      variables: [],
      status: 'exited',
      deleting: null,
    };
    applications.push(application);
    return json(201, { uuid: application.uuid, domains: null });
  }

  function writeVariables(application: Application, data: unknown, who: Token): Answer {
    const items = Array.isArray(data) ? (data as Record<string, unknown>[]) : [];
    if (items.length === 0) return json(400, { message: 'Bulk data is required.' });
    const unknown = items.flatMap((item) => Object.keys(item).filter((field) => !VARIABLE_FIELDS.has(field)));
    if (unknown.length > 0)
      return json(422, {
        message: 'Validation failed.',
        errors: Object.fromEntries(unknown.map((f) => [f, ['This field is not allowed.']])),
      });
    const flag = (item: Record<string, unknown>, name: string): boolean => item[name] === true;
    for (const [i, item] of items.entries()) {
      if (emulator.breakBulkAfter !== null && i >= emulator.breakBulkAfter) {
        emulator.breakBulkAfter = null;
        return json(500, { message: 'Server Error' });
      }
      const isPreview = flag(item, 'is_preview');
      const [key, value] = [String(item.key), String(item.value ?? '')];
      const make = (preview: boolean): Variable => ({
        uuid: newUuid(),
        key,
        value,
        is_preview: preview,
        is_literal: flag(item, 'is_literal'),
        is_multiline: flag(item, 'is_multiline'),
        is_shown_once: flag(item, 'is_shown_once'),
        is_runtime: item.is_runtime !== false,
        is_buildtime: item.is_buildtime !== false,
        comment: typeof item.comment === 'string' ? item.comment : null,
      });
      const known = application.variables.find((v) => v.key === key && v.is_preview === isPreview);
      if (known === undefined) {
        application.variables.push(make(isPreview));
        if (!isPreview && !application.variables.some((v) => v.key === key && v.is_preview))
          application.variables.push(make(true));
        continue;
      }
      // What is not sent is reset.
      Object.assign(known, { value, is_literal: flag(item, 'is_literal') });
      known.is_multiline = item.is_multiline === undefined ? null : flag(item, 'is_multiline');
      known.is_shown_once = item.is_shown_once === undefined ? null : flag(item, 'is_shown_once');
      if (item.is_runtime !== undefined) known.is_runtime = flag(item, 'is_runtime');
      if (item.is_buildtime !== undefined) known.is_buildtime = flag(item, 'is_buildtime');
    }
    return json(
      201,
      application.variables.map((v) => variableJson(v, who)),
    );
  }

  function deleteApplication(application: Application, query: URLSearchParams): Answer {
    const deleteVolumes = query.get('delete_volumes') !== 'false' && query.get('delete_volumes') !== '0';
    application.deleting ??= { deleteVolumes };
    if (deleteVolumes) volumesDeleted.push(application.uuid);
    const timer = setTimeout(() => {
      timers.delete(timer);
      for (const d of deployments.filter((one) => one.application === application)) d.stop.abort();
      const at = applications.indexOf(application);
      if (at >= 0) applications.splice(at, 1);
    }, deleteMs);
    timers.add(timer);
    return json(200, { message: 'Application deletion request queued.' });
  }

  function cancel(deployment: Deployment): Answer {
    if (deployment.status !== 'queued' && deployment.status !== 'in_progress')
      return json(400, { message: `Deployment cannot be cancelled. Current status: ${deployment.status}` });
    deployment.status = 'cancelled-by-user';
    deployment.updatedAt = Date.now();
    deployment.stop.abort();
    setImmediate(pump);
    return json(200, {
      message: 'Deployment cancelled successfully.',
      deployment_uuid: deployment.uuid,
      status: deployment.status,
    });
  }

  /** Since 4.2 what changes something is POST. */
  function verb(method: string): Answer | null {
    if (method === (isCurrent ? 'POST' : 'GET')) return null;
    return isCurrent
      ? json(405, { message: 'This endpoint has changed to a POST request.' }, { allow: 'POST' })
      : json(405, { message: `The ${method} method is not supported for this route.` }, { allow: 'GET, HEAD' });
  }

  function route(method: string, path: string, query: URLSearchParams, body: unknown, who: Token): Answer {
    const fields = typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : {};
    const need = (ability: Ability): Answer | null =>
      can(who.abilities, ability) ? null : json(403, { message: `Missing required permissions: ${ability}` });
    const parts = path.split('/').slice(1);
    const [root, first = '', second, third] = parts;
    const mine = applications.find((a) => a.uuid === first && a.team === who.team);
    const project = projects.find((p) => p.uuid === first && p.team === who.team);
    const reads = method === 'GET';
    const refused = need(root === 'deploy' || second === 'stop' || second === 'cancel' ? 'deploy' : reads ? 'read' : 'write');
    if (refused !== null) return refused;
    if ((method === 'POST' || method === 'PATCH') && root !== 'deploy' && !['stop', 'cancel'].includes(second ?? '')) {
      if (Object.keys(fields).length === 0) return json(400, { message: 'Invalid request.', error: 'Invalid JSON.' });
    }
    switch (root) {
      case 'version':
        return { status: 200, headers: { 'content-type': 'text/html; charset=UTF-8' }, body: version };
      case 'servers':
        return json(200, [{ uuid: serverUuid, name: 'localhost', settings: { is_reachable: true, is_usable: true } }]);
      case 'projects': {
        if (first === '' && reads)
          return json(
            200,
            projects
              .filter((p) => p.team === who.team)
              .map(({ id, uuid, name, description }) => ({ id, uuid, name, description })),
          );
        if (first === '') {
          const made = {
            id: nextId(),
            uuid: newUuid(),
            team: who.team,
            name: String(fields.name),
            description: null,
            environments: [],
          };
          const named: Project = { ...made, environments: [{ id: nextId(), uuid: newUuid(), name: 'production' }] };
          projects.push(named);
          return json(201, { uuid: named.uuid });
        }
        if (project === undefined) return json(404, { message: 'Project not found.' });
        if (method === 'DELETE') {
          const places = new Set(project.environments.map((e) => e.id));
          if (applications.some((a) => places.has(a.environment)))
            return json(400, { message: 'Project has resources, so it cannot be deleted.' });
          projects.splice(projects.indexOf(project), 1);
          return json(200, { message: 'Project deleted.' });
        }
        if (second === 'environments' && !reads) {
          if (project.environments.some((e) => e.name === fields.name))
            return json(409, { message: 'Environment with this name already exists.' });
          const made = { id: nextId(), uuid: newUuid(), name: String(fields.name) };
          project.environments.push(made);
          return json(201, { uuid: made.uuid });
        }
        if (second === 'environments') return json(200, project.environments);
        const environment = project.environments.find((e) => e.name === second || e.uuid === second);
        if (environment === undefined) return json(404, { message: 'Environment not found.' });
        const inside = applications.filter((a) => a.environment === environment.id).map(applicationJson);
        return json(200, { ...environment, project_id: project.id, applications: inside, postgresqls: [], services: [] });
      }
      case 'security': {
        if (first !== 'keys') break;
        const own = keys.filter((k) => k.team === who.team);
        const shown = ({ id, uuid, name, privateKey }: PrivateKey) => ({
          id,
          uuid,
          name,
          ...(can(who.abilities, 'read:sensitive') ? { private_key: privateKey } : {}),
        });
        if (second === undefined && reads) return json(200, own.map(shown));
        if (second === undefined) {
          const made = {
            id: nextId(),
            uuid: newUuid(),
            team: who.team,
            name: String(fields.name),
            privateKey: String(fields.private_key),
          };
          keys.push(made);
          return json(201, { uuid: made.uuid });
        }
        const key = own.find((k) => k.uuid === second);
        if (key === undefined) return json(404, { message: 'Private Key not found.' });
        if (applications.some((a) => a.fields.private_key_uuid === key.uuid))
          return json(422, { message: 'Private Key is in use and cannot be deleted.' });
        keys.splice(keys.indexOf(key), 1);
        return json(200, { message: 'Private Key deleted.' });
      }
      case 'applications': {
        if (first === 'public' || first === 'private-deploy-key' || first === 'private-github-app')
          return createApplication(first, fields, who);
        if (mine === undefined) return json(404, { message: 'Application not found.' });
        if (second === undefined && reads) return json(200, applicationJson(mine));
        if (second === undefined && method === 'DELETE') return deleteApplication(mine, query);
        if (second === 'envs' && third === 'bulk') return writeVariables(mine, fields.data, who);
        if (second === 'envs' && reads)
          return json(
            200,
            mine.variables.map((v) => variableJson(v, who)),
          );
        if (second === 'stop') {
          const wrong = verb(method);
          if (wrong !== null) return wrong;
          mine.status = 'exited';
          return json(200, { message: 'Application stopping request queued.' });
        }
        break;
      }
      case 'deploy': {
        const wrong = verb(method);
        if (wrong !== null) return wrong;
        const [uuid, tag] = [query.get('uuid'), query.get('tag')];
        if ((uuid === null) === (tag === null)) return json(400, { message: 'You must provide uuid or tag.' });
        const application = applications.find((a) => a.uuid === uuid && a.team === who.team);
        if (application === undefined) return json(404, { message: 'No resources found.' });
        const queued = queue(application, query.get('force') === 'true', Number(query.get('pull_request_id') ?? 0));
        if ('status' in queued) return queued;
        return json(200, {
          deployments: [{ message: queued.message, resource_uuid: application.uuid, deployment_uuid: queued.uuid }],
        });
      }
      case 'deployments': {
        const own = deployments.filter((d) => d.application.team === who.team && applications.includes(d.application));
        if (first === '') {
          const active = own.filter((d) => d.status === 'queued' || d.status === 'in_progress');
          // Sorted as Laravel does it: the keys stay, so two and more are an object.
          const rows = active.map((d) => deploymentJson(d, who));
          return json(200, rows.length > 1 ? Object.fromEntries(rows.map((row, i) => [String(rows.length - i), row])) : rows);
        }
        if (first === 'applications') {
          const of = own.filter((d) => d.application.uuid === second).sort((a, b) => b.id - a.id);
          if (!applications.some((a) => a.uuid === second && a.team === who.team))
            return json(404, { message: 'Application not found.' });
          const [skip, take] = [Number(query.get('skip') ?? 0), Number(query.get('take') ?? 10)];
          return json(200, { count: of.length, deployments: of.slice(skip, skip + take).map((d) => deploymentJson(d, who)) });
        }
        const found = deployments.find((d) => d.uuid === first && d.application.team === who.team);
        if (found === undefined) return json(404, { message: 'Deployment not found.' });
        return second === 'cancel' ? cancel(found) : json(200, deploymentJson(found, who));
      }
      case 'notifications': {
        if (first !== 'webhook' || !isCurrent) break;
        if (!reads) webhook.configure(fields);
        return json(200, webhook.settings);
      }
    }
    return json(404, { message: 'Not found.', docs: 'https://coolify.io/docs' });
  }

  /** The window of a minute begins with its first request. */
  function limited(): Answer | null {
    if (Date.now() - windowFrom > 60_000) [windowFrom, inWindow] = [Date.now(), 0];
    inWindow += 1;
    if (inWindow <= rateLimit) return null;
    const seconds = String(Math.ceil((windowFrom + 60_000 - Date.now()) / 1000));
    return json(
      429,
      { message: 'Too Many Attempts.' },
      { 'retry-after': seconds, 'x-ratelimit-limit': String(rateLimit), 'x-ratelimit-remaining': '0' },
    );
  }

  function answer(request: IncomingMessage, text: string): Answer {
    const asked = new URL(request.url ?? '/', 'http://coolify');
    if (asked.pathname === '/api/health' || asked.pathname === '/api/v1/health') return { status: 200, body: 'OK' };
    const path = asked.pathname.replace(/^\/api\/v1(?=\/)/, '');
    if (path === asked.pathname) return json(404, { message: 'Not found.' });
    const who = tokens.get(/^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '');
    if (who === undefined) return json(401, { message: 'Unauthenticated.' });
    if (!emulator.apiEnabled) return json(403, { success: true, message: 'API is disabled.' });
    if (!emulator.addressAllowed) return json(403, { success: true, message: 'You are not allowed to access the API.' });
    const { team, abilities } = who;
    if (team === null)
      return json(400, { message: 'Invalid token.', docs: 'https://coolify.io/docs/api-reference/authorization' });
    const over = limited();
    if (over !== null) return over;
    const body = parsed(text);
    const method = request.method ?? 'GET';
    // Whatever is written is JSON, and says so.
    const isJson = /^application\/json\b/.test(request.headers['content-type'] ?? '');
    if (text !== '' && (!isJson || typeof body !== 'object'))
      return json(400, { message: 'Invalid request.', error: 'Content-Type must be application/json.' });
    requests.push({ method, path: `${path}${asked.search}`, body });
    const result = route(method, path, asked.searchParams, body, { team, abilities });
    // A wrong verb is answered with what it should be; the request that follows counts.
    if (check !== null && result.status !== 405) violations.push(...check({ method, path, query: asked.searchParams, body }));
    const remaining = { 'x-ratelimit-limit': String(rateLimit), 'x-ratelimit-remaining': String(rateLimit - inWindow) };
    return { ...result, headers: { ...remaining, ...result.headers } };
  }

  const server = createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => void faults.serve(request, response, async () => answer(request, Buffer.concat(chunks).toString())));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  const url = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}`;
  let worker = true;
  const emulator: CoolifyEmulator = {
    url,
    token,
    serverUuid,
    faults,
    requests,
    violations,
    projects,
    applications,
    keys,
    deployments,
    volumesDeleted,
    webhook,
    newToken,
    newGithubApp: () => {
      const uuid = newUuid();
      githubApps.add(uuid);
      return uuid;
    },
    apiEnabled: true,
    addressAllowed: true,
    get worker() {
      return worker;
    },
    set worker(runs) {
      worker = runs;
      pump();
    },
    breakBulkAfter: null,
    [Symbol.asyncDispose]: async () => {
      for (const timer of timers) clearTimeout(timer);
      for (const { stop } of deployments) stop.abort();
      await webhook[Symbol.asyncDispose]();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return emulator;
}

const can = (abilities: ReadonlySet<Ability>, ability: Ability): boolean => abilities.has('root') || abilities.has(ability);

const json = (status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value),
});

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
