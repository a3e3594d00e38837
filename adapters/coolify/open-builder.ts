/**
 * Builds by Coolify. Coolify has no builds without applications, so each build is an application of its own, named after the build and
 * removed after it: found again by its name after a restart, with its own variables, whatever else is built meanwhile. The image is pushed
 * under a tag that is the build's alone; its digest comes from the registry. Coolify's replies about deployments may name ones that never
 * come to be, so the application's history is what counts.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { ImageRegistry } from '../../domain/ports/image-registry.ts';
import type { Hint, LogSink } from '../../domain/ports/sinks.ts';
import type { BuildObservation, BuildRequest, SourceBuilder } from '../../domain/ports/source-builder.ts';
import { Fault } from '../../kit/fault.ts';
import { createRedact, type Redact } from '../../kit/redact.ts';
import { sameJson } from '../../kit/same-json.ts';
import type { AddressPolicy } from '../http/address-policy.ts';
import { applicationFields, type BuildPlace, branchOf, checkRequest, needsBranch, variableFields } from './application-fields.ts';
import { defaultBranch } from './default-branch.ts';
import { type LogEntry, lastLines, parseLog, stepOf } from './deployment-log.ts';
import { applicationName, buildIdOf, imageTag, readNote } from './names.ts';
import type { CoolifyObservation } from './observation.ts';
import type { CoolifyClient } from './open-client.ts';
import { openPlace } from './open-place.ts';
import type { ApplicationReply, DeploymentReply } from './replies.ts';

export interface CoolifyBuilderOptions {
  readonly client: CoolifyClient;
  readonly registry: ImageRegistry;
  /** Name of the project that holds what is being built. */
  readonly projectName: string;
  readonly place: Omit<BuildPlace, 'project' | 'environment'>;
  /** Which git hosts of the installation's own network may be asked for their default branch. */
  readonly allowed: AddressPolicy;
  readonly logs: LogSink;
  readonly hint: Hint;
  readonly observe: (observation: CoolifyObservation) => void;
  /** Also the lines that Coolify shows as debug output only. Default false. */
  readonly debugLines?: boolean;
  /** Between two looks at what is under way. Default 4 s. */
  readonly pollMs?: number;
  /** How long `remove` waits for the end of what it asked for. Default 20 s. */
  readonly removeWaitMs?: number;
  readonly now?: () => number;
}

export interface CoolifyBuilder extends SourceBuilder, AsyncDisposable {
  /** Which build a deployment belongs to, asked of Coolify itself; null: none of ours. Its next look is a fresh one. */
  buildOf(application: string, deployment: string, signal?: AbortSignal): Promise<string | null>;
}

/** One build, as far as this process knows it. Everything here can be learnt again. */
interface Known {
  readonly application: string;
  readonly redact: Redact;
  readonly timeoutMs: number;
  readonly imageName: string;
  readonly buildPack: string;
  /** When this process saw it first. */
  readonly since: number;
  /** null: nothing is deployed yet, as far as is known. */
  deployment: string | null;
  /** What Coolify said last, and when. */
  status: string;
  seen: BuildObservation | null;
  seenAt: number;
  /** Order of the last line that was passed on. */
  lastLine: number;
  /** Its end, when it was stopped for being late: two looks at once, one that stops it and one that finds it stopped, say the same. */
  late: BuildObservation | null;
}

const DEFAULT_BRANCH = 'main';
/** How long an image may be missing after Coolify says that it was pushed. */
const PUSH_MS = 60_000;
/** When the note is gone. */
const DEFAULT_TIMEOUT_MS = 3_600_000;
const REASON_LINES = 20;

export function openCoolifyBuilder(options: CoolifyBuilderOptions): CoolifyBuilder {
  const { client, logs, hint, observe, pollMs = 4_000, removeWaitMs = 20_000, now = Date.now } = options;
  const place = openPlace({ client, name: options.projectName, observe });
  const builds = new Map<string, Known>();
  const starting = new Map<string, Promise<void>>();
  const unknownStates = new Set<string>();
  const closing = new AbortController();

  /** What is there of a build; the first of several counts, and the others go: they come of a request that was done twice. */
  async function find(buildId: string, signal: AbortSignal | undefined): Promise<string | null> {
    const [first, ...others] = await place.named(applicationName(buildId), signal);
    for (const { uuid } of others) {
      await client.deleteApplication(uuid, signal);
      observe({ type: 'duplicate-removed', what: 'application', uuid });
    }
    return first?.uuid ?? null;
  }

  /** The build as it can be told from Coolify alone. */
  async function learn(buildId: string, signal: AbortSignal | undefined): Promise<Known | null> {
    const known = builds.get(buildId);
    if (known !== undefined) return known;
    const uuid = await find(buildId, signal);
    const application = uuid === null ? null : await client.application(uuid, signal);
    if (application === null) return null;
    const learnt = {
      application: application.uuid,
      redact: await redactOf(application, signal),
      timeoutMs: readNote(application.description)?.timeoutMs ?? DEFAULT_TIMEOUT_MS,
      imageName: application.docker_registry_image_name ?? '',
      buildPack: application.build_pack ?? 'unknown',
      ...fresh(now()),
    };
    builds.set(buildId, learnt);
    return learnt;
  }

  /** Secrets are those that Coolify was told to show once. */
  async function redactOf({ uuid, git_repository }: ApplicationReply, signal: AbortSignal | undefined): Promise<Redact> {
    const variables = await client.variables(uuid, signal);
    const secrets = variables.filter((v) => v.is_shown_once === true).map((v) => [v.key, v.value ?? ''] as const);
    const password = /^[a-z]+:\/\/[^/@:]*:([^/@]*)@/.exec(git_repository ?? '')?.[1] ?? '';
    return createRedact([...secrets, ['credential', password]]);
  }

  async function start(request: BuildRequest, signal: AbortSignal | undefined): Promise<void> {
    const repository = checkRequest(request);
    const { buildId } = request;
    const target = await place.open(signal);
    const found = await find(buildId, signal);
    const application = found ?? (await create(request, repository, target, signal));
    if ((await client.history(application, signal)).length === 0) {
      await writeVariables(application, request, signal);
      await client.deploy(application, signal);
      if ((await client.history(application, signal)).length === 0) {
        const message = 'Coolify has accepted the build and does not show it yet.';
        throw new Fault('retry', { code: 'coolify-not-yet', message, retryAfterMs: 2_000 });
      }
    }
    await learn(buildId, signal);
    watch();
  }

  async function create(
    request: BuildRequest,
    repository: ReturnType<typeof checkRequest>,
    target: Pick<BuildPlace, 'project' | 'environment'>,
    signal: AbortSignal | undefined,
  ): Promise<string> {
    const { buildId, credential } = request;
    const branch = needsBranch(request)
      ? ((await defaultBranch(repository, credential, options.allowed, signal)) ?? DEFAULT_BRANCH)
      : branchOf(request);
    const name = applicationName(buildId);
    const key =
      credential?.kind === 'ssh-key' && repository.transport === 'ssh'
        ? await place.privateKey(name, credential.privateKey, signal)
        : null;
    const { source, fields } = applicationFields(request, repository, { ...options.place, ...target }, branch, key);
    await client.createApplication(source, fields, signal);
    const made = await find(buildId, signal);
    if (made === null) throw new Fault('retry', { code: 'coolify-not-yet', message: 'Coolify does not show the build yet.' });
    return made;
  }

  /** Not one transaction at Coolify: it is looked at afterwards, and written again by the next try when something is missing. */
  async function writeVariables(application: string, request: BuildRequest, signal: AbortSignal | undefined): Promise<void> {
    const wanted = variableFields(request);
    if (wanted.length === 0) return;
    await client.writeVariables(application, wanted, signal);
    const there = await client.variables(application, signal);
    // Each has a twin for previews, which says nothing about it.
    const own = new Map(there.filter((v) => v.is_preview !== true).map((v) => [v.key, v.value]));
    const missing = wanted.filter(({ key, value }) => !own.has(key) || (own.get(key) ?? value) !== value);
    if (missing.length === 0) return;
    const message = `Coolify does not have all variables of the build yet (${missing.map((v) => v.key).join(', ')}).`;
    throw new Fault('retry', { code: 'coolify-variables', message: message.slice(0, 300) });
  }

  /** null: there is no deployment. */
  async function look(known: Known, signal: AbortSignal | undefined): Promise<DeploymentReply | null> {
    if (known.deployment !== null) {
      const found = await client.deployment(known.deployment, signal);
      if (found !== null) return found;
    }
    // The oldest: whatever came after it builds the same once more.
    const oldest = (await client.history(known.application, signal)).at(-1);
    known.deployment = oldest?.deployment_uuid ?? null;
    return known.deployment === null ? null : await client.deployment(known.deployment, signal);
  }

  async function see(buildId: string, known: Known, signal: AbortSignal | undefined): Promise<BuildObservation> {
    const deployment = await look(known, signal);
    if (deployment === null) {
      // It may have been removed by somebody else: then nothing of it is known any more.
      if ((await client.application(known.application, signal)) === null) builds.delete(buildId);
      return { state: 'absent' };
    }
    known.status = deployment.status;
    const lines = parseLog(deployment.logs, options.debugLines ?? false);
    if (deployment.logs === undefined) tellHidden();
    passOn(buildId, known, lines);
    return await judge(buildId, known, deployment, lines, signal);
  }

  async function judge(
    buildId: string,
    known: Known,
    deployment: DeploymentReply,
    lines: readonly LogEntry[],
    signal: AbortSignal | undefined,
  ): Promise<BuildObservation> {
    const { status, created_at, updated_at } = deployment;
    const commit = commitOf(deployment);
    const step = stepOf(lines);
    const [createdAt, updatedAt] = [Date.parse(created_at), Date.parse(updated_at)];
    // By our own clock; after a restart the deadline of the build's row is the one that counts.
    const late = now() - known.since > known.timeoutMs;
    const tooLong = `It took longer than ${Math.round(known.timeoutMs / 1000)} s and was stopped.`;
    const reason = (text: string) => known.redact([text, ...lastLines(lines, REASON_LINES)].join('\n'));
    const stopLate = async (why: string): Promise<BuildObservation> => {
      observe({ type: 'deadline-passed', buildId, state: status.slice(0, 60) });
      known.late ??= { state: 'failed', step, commit, reason: why };
      await client.cancel(deployment.deployment_uuid, signal);
      return known.late;
    };
    switch (status) {
      case 'queued':
        if (!late) return { state: 'queued' };
        return await stopLate(`Coolify did not begin it within ${Math.round(known.timeoutMs / 1000)} s. Its queue may be stuck.`);
      case 'in_progress':
        return late ? await stopLate(reason(tooLong)) : { state: 'building', step, commit };
      case 'finished':
        return await published(buildId, known, commit, updatedAt - createdAt, updatedAt, signal);
      case 'failed':
        return { state: 'failed', step, commit, reason: reason('The build failed.') };
      case 'cancelled-by-user':
        if (known.late !== null) return known.late;
        // Also when it was this adapter, in an earlier life, that ended it for being late.
        return updatedAt - createdAt >= known.timeoutMs
          ? { state: 'failed', step, commit, reason: reason(tooLong) }
          : { state: 'cancelled' };
      default:
        if (!unknownStates.has(status)) observe({ type: 'unknown-state', state: status.slice(0, 60) });
        unknownStates.add(status);
        if (!late) return { state: 'building', step, commit };
        return await stopLate(`Coolify left it in the state «${status.slice(0, 60)}», which means nothing to us.`);
    }
  }

  /** The registry has the last word on what was built. */
  async function published(
    buildId: string,
    known: Known,
    commit: string | null,
    durationMs: number,
    finishedAt: number,
    signal: AbortSignal | undefined,
  ): Promise<BuildObservation> {
    const image = `${known.imageName}:${imageTag(buildId)}`;
    try {
      const digest = await options.registry.digestOf(image, null, signal);
      const artifact = {
        kind: 'image',
        reference: `${known.imageName}@${digest}`,
        digest,
        framework: known.buildPack,
        processes: {},
      } as const;
      return { state: 'succeeded', commit: commit ?? 'unknown', artifact, durationMs };
    } catch (error) {
      if (!(error instanceof Fault) || error.kind !== 'gone') throw error;
      if (now() - finishedAt < PUSH_MS) return { state: 'building', step: 'publish', commit };
      return {
        state: 'failed',
        step: 'publish',
        commit,
        reason: `Coolify has finished, and there is no image ${image} in the registry.`,
      };
    }
  }

  function passOn(buildId: string, known: Known, entries: readonly LogEntry[]): void {
    const more = entries.filter(({ order }) => order > known.lastLine);
    if (more.length === 0) return;
    known.lastLine = Math.max(...more.map(({ order }) => order));
    const source = { kind: 'build', buildId } as const;
    logs.append(
      more.flatMap(({ stream, at, text }) =>
        known
          .redact(text)
          .trimEnd()
          .split(/\r?\n/)
          .map((line) => ({ source, stream, at: at ?? now(), text: line })),
      ),
    );
  }

  let hiddenTold = false;
  function tellHidden(): void {
    if (!hiddenTold) observe({ type: 'logs-hidden' });
    hiddenTold = true;
  }

  /** While something is under way: one request tells of all of them, and those with news are looked at. */
  let watching: Promise<void> | null = null;
  function watch(): void {
    if (closing.signal.aborted || open().length === 0) return;
    watching ??= (async () => {
      do {
        await delay(pollMs, undefined, { signal: closing.signal }).catch(() => {});
        if (closing.signal.aborted) break;
        await glance().catch((error: unknown) => {
          if (!closing.signal.aborted) observe({ type: 'watch-failed', error });
        });
      } while (open().length > 0);
      // Here and not when the promise is settled: a build that begins in between would not be watched.
      watching = null;
    })();
  }

  const open = (): readonly (readonly [string, Known])[] =>
    [...builds].filter(([, known]) => known.seen === null || !isOver(known.seen));

  async function glance(): Promise<void> {
    const rows = await client.running(closing.signal);
    const status = new Map(rows.map((row) => [row.deployment_uuid, row.status]));
    for (const [id, known] of open()) {
      const present = known.deployment === null ? undefined : status.get(known.deployment);
      const stale = now() - known.seenAt >= freshMs();
      if (present === known.status && !stale) continue;
      await refresh(id, known, closing.signal);
    }
  }

  /** Looks, and hints when something is otherwise than before. */
  async function refresh(buildId: string, known: Known, signal: AbortSignal | undefined): Promise<BuildObservation> {
    const before = known.seen;
    const seen = await see(buildId, known, signal);
    if (seen.state === 'absent') return seen;
    known.seen = seen;
    known.seenAt = now();
    if (!sameJson(before, seen)) hint({ kind: 'build', id: buildId });
    return seen;
  }

  /** Each look brings the whole log and counts against the rate limit: with many builds under way each is looked at less often. */
  const freshMs = (): number => Math.max(pollMs, open().length * 500);

  /** What is deleted under a running build may leave its helper behind. */
  async function endDeployments(application: string, signal: AbortSignal | undefined): Promise<void> {
    for (const { deployment_uuid, status } of await client.history(application, signal))
      if (status === 'queued' || status === 'in_progress') await client.cancel(deployment_uuid, signal);
  }

  async function deleteAll(buildId: string, signal: AbortSignal | undefined): Promise<void> {
    const name = applicationName(buildId);
    const until = now() + removeWaitMs;
    for (;;) {
      const left = await place.named(name, signal);
      if (left.length === 0) break;
      for (const { uuid } of left) {
        await endDeployments(uuid, signal);
        await client.deleteApplication(uuid, signal);
      }
      for (const { uuid } of left) {
        while ((await client.application(uuid, signal)) !== null) {
          if (now() > until)
            throw new Fault('retry', {
              code: 'coolify-deleting',
              message: 'Coolify is still deleting what a build left behind.',
              retryAfterMs: 5_000,
            });
          await delay(Math.min(pollMs, 1_000), undefined, {
            signal: AbortSignal.any([closing.signal, ...(signal ? [signal] : [])]),
          });
        }
      }
    }
    await place.forgetKeys(name, signal);
  }

  return {
    start: async (request, signal) => {
      signal?.throwIfAborted();
      checkRequest(request);
      const under = starting.get(request.buildId);
      if (under !== undefined) return await under;
      const started = start(request, signal).finally(() => starting.delete(request.buildId));
      starting.set(request.buildId, started);
      await started;
    },
    observe: async (buildId, signal) => {
      signal?.throwIfAborted();
      const known = await learn(buildId, signal);
      if (known === null) return { state: 'absent' };
      if (known.seen !== null && (isOver(known.seen) || now() - known.seenAt < freshMs())) return known.seen;
      const seen = await refresh(buildId, known, signal);
      if (!isOver(seen)) watch();
      return seen;
    },
    cancel: async (buildId, signal) => {
      signal?.throwIfAborted();
      await starting.get(buildId)?.catch(() => {});
      const known = await learn(buildId, signal);
      const deployment = known === null ? null : await look(known, signal);
      if (known === null || deployment === null) return;
      if (deployment.status === 'finished' || deployment.status === 'failed') return;
      await client.cancel(deployment.deployment_uuid, signal);
      known.seenAt = 0;
      hint({ kind: 'build', id: buildId });
    },
    remove: async (buildId, signal) => {
      signal?.throwIfAborted();
      await starting.get(buildId)?.catch(() => {});
      await deleteAll(buildId, signal);
      builds.delete(buildId);
    },
    list: async (signal) => {
      signal?.throwIfAborted();
      const names = await place.names(signal);
      return [...new Set(names.flatMap((name) => buildIdOf(name) ?? []))];
    },
    buildOf: async (application, deployment, signal) => {
      const found = await client.application(application, signal);
      const buildId = buildIdOf(found?.name);
      if (buildId === null || (await client.deployment(deployment, signal)) === null) return null;
      const known = builds.get(buildId);
      if (known !== undefined) known.seenAt = 0;
      return buildId;
    },
    [Symbol.asyncDispose]: async () => {
      closing.abort();
      await watching;
      await Promise.allSettled([...starting.values()]);
    },
  };
}

const fresh = (since: number): Pick<Known, 'since' | 'deployment' | 'status' | 'seen' | 'seenAt' | 'lastLine' | 'late'> => ({
  since,
  deployment: null,
  status: 'queued',
  seen: null,
  seenAt: 0,
  lastLine: 0,
  late: null,
});

const isOver = ({ state }: BuildObservation): boolean => state === 'succeeded' || state === 'failed' || state === 'cancelled';

/** `HEAD` until Coolify has looked. */
const commitOf = ({ commit }: DeploymentReply): string | null => (commit && /^[0-9a-f]{7,64}$/.test(commit) ? commit : null);
