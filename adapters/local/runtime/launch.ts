/** Starts one replica's processes: the environment it gets, where its output goes, the command it runs. */
import { chown, mkdir, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalOptions } from '../options.ts';
import { markEntry } from '../processes/mark.ts';
import { type StartedGroup, startGroup } from '../processes/process-group.ts';
import type { ProcessTable } from '../processes/process-table.ts';
import { splitCommand } from '../processes/split-command.ts';
import type { RunRecord } from './record.ts';

export interface LaunchRequest {
  readonly instanceId: string;
  readonly run: RunRecord;
  readonly environment: Readonly<Record<string, string>>;
  readonly index: number;
  readonly port: number | null;
  readonly mark: string;
  /** Paths of the files its output is appended to. */
  readonly stdout: string;
  readonly stderr: string;
  /** A folder of its own that it may write to, kept between restarts. */
  readonly home: string;
  /** One that outlives its revisions, of a stateful workload. */
  readonly volume: string | null;
  readonly staticServer: string;
}

/** @throws an error in words for the user when it cannot be started. */
export async function launch(options: LocalOptions, table: ProcessTable, request: LaunchRequest): Promise<StartedGroup> {
  const { run, user } = { run: request.run, user: options.user };
  // spawn would report a missing folder as a missing program.
  await stat(run.directory).catch(() => {
    throw new Error('What this revision was built into is no longer there. Deploy again.');
  });
  for (const folder of [request.home, request.volume]) {
    if (folder === null) continue;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (user) await chown(folder, user.uid, user.gid);
  }
  const outputs = await Promise.all([request.stdout, request.stderr].map((path) => open(path, 'a', 0o640)));
  try {
    // Programs that open /dev/stderr by name need the right to do so.
    if (user) await Promise.all(outputs.map((file) => file.chown(user.uid, user.gid)));
    const [stdout, stderr] = outputs.map((file) => file.fd);
    const env = appEnvironment(options, request);
    return await startGroup(table, {
      ...commandFor(request, env),
      cwd: run.directory,
      user,
      stdout: stdout ?? 'pipe',
      stderr: stderr ?? 'pipe',
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new Error(`There is no command «${run.command}».`, { cause: error });
    throw error;
  } finally {
    await Promise.all(outputs.map((file) => file.close()));
  }
}

/** The command line is the app's author's own text: taken apart where that is all a shell would do, else handed to the shell whole. */
function commandFor({ run, staticServer }: LaunchRequest, env: Readonly<Record<string, string>>) {
  if (run.command === null) return { file: process.execPath, args: [staticServer, run.directory], env };
  const plain = splitCommand(run.command, env);
  return plain === null
    ? { file: '/bin/sh', args: ['-c', run.command], env }
    : { file: plain.file, args: plain.args, env: { ...env, ...plain.assigned } };
}

/** Made from nothing: none of NorthStack's own variables are in it. */
function appEnvironment({ baseEnvironment }: LocalOptions, request: LaunchRequest): Record<string, string> {
  const { run } = request;
  const environment: Record<string, string> = {
    ...baseEnvironment,
    HOME: request.home,
    NODE_ENV: 'production',
    PYTHONUNBUFFERED: '1',
    PYTHONDONTWRITEBYTECODE: '1',
    ...request.environment,
    ...(request.port === null ? {} : { PORT: String(request.port) }),
    ...(request.volume === null ? {} : { NORTHSTACK_VOLUME_PATH: request.volume }),
    NORTHSTACK_INSTANCE_ID: request.instanceId,
    NORTHSTACK_REVISION: run.revision,
    NORTHSTACK_REPLICA: String(request.index),
    ...markEntry(request.mark),
  };
  return {
    ...environment,
    PATH: [join(run.directory, 'node_modules/.bin'), join(run.directory, '.venv/bin'), environment.PATH].join(':'),
  };
}
