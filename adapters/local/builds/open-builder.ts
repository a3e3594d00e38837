/**
 * Builds on this machine. Accepted builds are on disk before `start` answers; a few run at once, the rest wait in a queue. After a
 * restart, what an earlier process left running is killed, and the builds it was at begin once more (a build that had reached its
 * release command fails instead: that command may not be safe to repeat).
 */
import { chown, mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildObservation, BuildRequest, GitCredential, SourceBuilder } from '../../../domain/ports/source-builder.ts';
import { checkReference } from '../../../domain/values/check-reference.ts';
import { parseRepositoryUrl, type RepositoryUrl, type Transport } from '../../../domain/values/repository-url.ts';
import { Fault } from '../../../kit/fault.ts';
import { removeTree } from '../files/remove-tree.ts';
import { safeId } from '../files/safe-id.ts';
import { openCheckouts } from '../git/checkout.ts';
import type { LocalOptions } from '../options.ts';
import { installationMark, markOf } from '../processes/mark.ts';
import { killMarked } from '../processes/process-group.ts';
import { openProcessTable } from '../processes/process-table.ts';
import { redactOf } from '../redact-of.ts';
import { seal, unseal } from '../seal.ts';
import { type BuildRecord, type BuildStatus, gitCredential, isOver, loadBuildRecord, saveBuildRecord } from './build-record.ts';
import { BuildFailure, runBuild } from './run-build.ts';

export interface LocalBuilderOptions extends LocalOptions {
  /** Builds running at once. */
  readonly maxConcurrent?: number;
  /** Builds waiting; one more is refused with `build-queue-full`. */
  readonly maxQueued?: number;
  readonly transports?: readonly Transport[];
  /** Folder of the repositories this installation serves itself as `…/git/<id>.git`: those are read from there. */
  readonly ownRepositories?: string;
}

export type LocalBuilder = SourceBuilder & AsyncDisposable;

const day = 86_400_000;

export async function openLocalBuilder(options: LocalBuilderOptions): Promise<LocalBuilder> {
  const { maxConcurrent = 2, maxQueued = 100, transports = ['https', 'http', 'ssh', 'git', 'file'] } = options;
  const folders = { builds: join(options.dataDirectory, 'builds'), cache: join(options.dataDirectory, 'cache') };
  await mkdir(folders.builds, { recursive: true, mode: 0o711 });
  await mkdir(folders.cache, { recursive: true, mode: 0o755 });
  if (options.user) await chown(folders.cache, options.user.uid, options.user.gid);
  const checkouts = await openCheckouts(join(options.dataDirectory, 'git'));
  const table = openProcessTable();
  const allowed = new Set(transports);
  const records = new Map<string, BuildRecord>();
  const changes = new Map<string, Promise<void>>();
  const waiting: string[] = [];
  const running = new Map<string, { readonly controller: AbortController; readonly done: Promise<void> }>();
  let closed = false;

  const folderOf = (buildId: string) => join(folders.builds, buildId);
  const fileOf = (buildId: string) => join(folderOf(buildId), 'build.json');

  /** Changes of one build are one after the other, and on disk before anybody can see them. `next` answers null to leave it as it is. */
  const change = (buildId: string, next: (record: BuildRecord) => BuildStatus | null): Promise<void> => {
    const after = (changes.get(buildId) ?? Promise.resolve()).then(async () => {
      const record = records.get(buildId);
      const status = record ? next(record) : null;
      if (!record || !status) return;
      const changed = {
        ...record,
        status,
        attempts: record.attempts + (status.state === 'building' && record.status.state === 'queued' ? 1 : 0),
        finishedAt: isOver(status) ? Date.now() : null,
      };
      await saveBuildRecord(fileOf(buildId), changed);
      records.set(buildId, changed);
      options.observe({ type: 'build-state', buildId, state: status.state, step: 'step' in status ? status.step : null });
      options.hint({ kind: 'build', id: buildId });
    });
    changes.set(
      buildId,
      after.catch(() => {}),
    );
    return after;
  };

  /** Our own repositories are reached as files: the public address may not lead here from inside, and asks for a token. */
  const locate = async ({ repository, credential }: BuildRequest): Promise<RepositoryUrl> => {
    const parsed = parseRepositoryUrl(repository, allowed);
    const [, id] = /^https?:\/\/[^/]+\/git\/([0-9a-f-]{36})\.git$/.exec(parsed.url) ?? [];
    const path = id && options.ownRepositories ? join(options.ownRepositories, `${id}.git`) : null;
    const own = path !== null && (await stat(path).catch(() => null)) !== null;
    return own ? { transport: 'file', url: `file://${path}`, credentials: null } : withCredential(parsed, credential);
  };

  /** What was asked for, with the variables readable again. */
  const requestOf = (record: BuildRecord): BuildRequest => {
    const { sealed, ...request } = record.request;
    const opened = unseal(options.key, record.buildId, sealed);
    const { ' repository': repository = '', ' credential': credential = 'null', ...environment } = opened;
    return {
      ...request,
      buildId: record.buildId,
      repository,
      credential: gitCredential.parse(JSON.parse(credential)),
      environment,
    };
  };

  const run = async (buildId: string, signal: AbortSignal) => {
    const startedAt = Date.now();
    await change(buildId, (record) =>
      record.status.state === 'queued' ? { state: 'building', step: 'clone', commit: null } : null,
    );
    const record = records.get(buildId);
    if (record?.status.state !== 'building') return;
    let clean = (text: string) => text;
    try {
      const request = requestOf(record);
      clean = redactOf(request);
      const { commit, artifact } = await runBuild({
        options,
        table,
        checkouts,
        request,
        repository: await locate(request),
        directory: join(folderOf(buildId), 'app'),
        home: join(folderOf(buildId), 'home'),
        cache: folders.cache,
        mark: markOf(options.dataDirectory, 'build', buildId),
        signal,
        onStep: (step, commit) =>
          change(buildId, ({ status }) => (status.state === 'building' ? { state: 'building', step, commit } : null)),
      });
      signal.throwIfAborted();
      await change(buildId, () => ({ state: 'succeeded', commit, artifact, durationMs: Date.now() - startedAt }));
    } catch (error) {
      // Closing is not cancelling: the record stays as it is and the next start takes the build up again.
      if (closed) return;
      await removeTree(join(folderOf(buildId), 'app'));
      await removeTree(join(folderOf(buildId), 'home'));
      await change(buildId, ({ status }) => (signal.aborted ? { state: 'cancelled' } : failure(status, error, clean)));
      if (!(error instanceof BuildFailure) && !signal.aborted)
        options.observe({ type: 'unexpected', where: `build ${buildId}`, error });
    }
  };

  const pump = () => {
    while (!closed && running.size < maxConcurrent) {
      const buildId = waiting.shift();
      if (buildId === undefined) return;
      const controller = new AbortController();
      const done = run(buildId, controller.signal)
        .catch((error: unknown) => options.observe({ type: 'unexpected', where: `build ${buildId}`, error }))
        .finally(() => {
          running.delete(buildId);
          pump();
        });
      running.set(buildId, { controller, done });
    }
  };

  const cancel = async (buildId: string) => {
    const at = waiting.indexOf(buildId);
    if (at >= 0) waiting.splice(at, 1);
    const current = running.get(buildId);
    current?.controller.abort(new Error('cancelled'));
    await change(buildId, ({ status }) => {
      if (isOver(status)) return null;
      return current ? { state: 'cancelling' } : { state: 'cancelled' };
    });
  };

  for (const p of await killMarked(table, installationMark(options.dataDirectory, 'build'))) {
    options.observe({ type: 'orphan-killed', pid: p.pid, mark: p.entry });
  }
  for (const buildId of await readdir(folders.builds)) {
    const record = await loadBuildRecord(fileOf(buildId));
    const stale =
      record !== null &&
      record.finishedAt !== null &&
      record.status.state !== 'succeeded' &&
      Date.now() - record.finishedAt > 30 * day;
    if (record === null || stale) await removeTree(folderOf(buildId));
    else records.set(buildId, record);
  }
  for (const { buildId, attempts, status } of [...records.values()].sort((a, b) => a.acceptedAt - b.acceptedAt)) {
    if (isOver(status)) continue;
    const again = status.state === 'queued' || (status.state === 'building' && status.step !== 'release' && attempts < 2);
    await change(buildId, () => {
      if (again) return { state: 'queued' };
      if (status.state !== 'building') return { state: 'cancelled' };
      return { state: 'failed', step: status.step, reason: 'NorthStack was restarted during this step.', commit: status.commit };
    });
    if (again) waiting.push(buildId);
    else await removeTree(join(folderOf(buildId), 'app'));
  }
  await checkouts.prune(14 * day);
  pump();

  return {
    start: async (request, signal) => {
      signal?.throwIfAborted();
      const buildId = safeId(request.buildId);
      if (records.has(buildId)) return;
      parseRepositoryUrl(request.repository, allowed);
      checkReference(request.reference);
      if (waiting.length >= maxQueued) {
        throw new Fault('retry', {
          code: 'build-queue-full',
          message: `${waiting.length} builds are waiting already. Try again in a moment.`,
          retryAfterMs: 10_000,
        });
      }
      const { repository, credential, environment, buildId: _, ...rest } = request;
      const record: BuildRecord = {
        version: 1,
        buildId,
        request: {
          service: rest.service,
          reference: rest.reference,
          directory: rest.directory,
          buildCommand: rest.buildCommand,
          startCommand: rest.startCommand,
          releaseCommand: rest.releaseCommand,
          secretNames: [...rest.secretNames],
          timeoutMs: rest.timeoutMs,
          // No variable has a space in its name, so these cannot meet one.
          sealed: seal(options.key, buildId, {
            ...environment,
            ' repository': repository,
            ' credential': JSON.stringify(credential),
          }),
        },
        acceptedAt: Date.now(),
        finishedAt: null,
        attempts: 0,
        status: { state: 'queued' },
      };
      records.set(buildId, record);
      try {
        await mkdir(folderOf(buildId), { recursive: true, mode: 0o711 });
        await saveBuildRecord(fileOf(buildId), record);
      } catch (error) {
        records.delete(buildId);
        throw new Fault('retry', {
          code: 'build-not-stored',
          message: 'The build could not be stored. Try again.',
          cause: error,
        });
      }
      waiting.push(buildId);
      pump();
    },
    observe: async (buildId, signal): Promise<BuildObservation> => {
      signal?.throwIfAborted();
      return records.get(buildId)?.status ?? { state: 'absent' };
    },
    cancel: async (buildId, signal) => {
      signal?.throwIfAborted();
      await cancel(buildId);
    },
    remove: async (buildId, signal) => {
      signal?.throwIfAborted();
      if (!records.has(buildId)) return;
      await cancel(buildId);
      await running.get(buildId)?.done;
      await changes.get(buildId);
      changes.delete(buildId);
      records.delete(buildId);
      await removeTree(folderOf(buildId));
    },
    list: async (signal) => {
      signal?.throwIfAborted();
      return [...records.keys()];
    },
    [Symbol.asyncDispose]: async () => {
      closed = true;
      for (const { controller } of running.values()) controller.abort(new Error('closing'));
      await Promise.all([...running.values()].map((r) => r.done));
    },
  };
}

/** A credential is for the transport it is made for; with another it stays where it is. */
function withCredential(repository: RepositoryUrl, credential: GitCredential | null): RepositoryUrl {
  const { transport } = repository;
  if (credential?.kind === 'ssh-key' && transport === 'ssh') return { ...repository, sshKey: credential.privateKey };
  if (credential?.kind === 'password' && (transport === 'https' || transport === 'http'))
    return { ...repository, credentials: { username: credential.username, password: credential.password } };
  return repository;
}

function failure(status: BuildStatus, error: unknown, clean: (text: string) => string): BuildStatus {
  const at = status.state === 'building' ? status : { step: 'clone' as const, commit: null };
  if (error instanceof BuildFailure)
    return { state: 'failed', step: error.step, reason: clean(error.message), commit: at.commit };
  const text = error instanceof Error ? error.message : String(error);
  return { state: 'failed', step: at.step, reason: clean(`The build could not go on: ${text}`), commit: at.commit };
}
