/** One build from clone to published folder. Every step may fail with its name and a reason for the user. */
import { lstat, mkdir, realpath, rm } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LogLine } from '../../../domain/ports/sinks.ts';
import type { Artifact, BuildRequest, BuildStep } from '../../../domain/ports/source-builder.ts';
import { type RepositoryUrl, withoutCredentials } from '../../../domain/values/repository-url.ts';
import { CheckoutError, type Checkouts, type GitRunner } from '../git/checkout.ts';
import type { LocalOptions } from '../options.ts';
import type { ProcessTable } from '../processes/process-table.ts';
import { runCommand } from '../processes/run-command.ts';
import { redactOf } from '../redact-of.ts';
import { digestDirectory } from './digest.ts';
import { planRecipe } from './plan-recipe.ts';
import { NothingDetected, type Recipe } from './recipe.ts';
import { readSourceFacts } from './source-facts.ts';

export interface BuildContext {
  readonly options: LocalOptions;
  readonly table: ProcessTable;
  readonly checkouts: Checkouts;
  readonly request: BuildRequest;
  readonly repository: RepositoryUrl;
  /** Where the result stays. Programs may remember it, so it is built in place. */
  readonly directory: string;
  /** A home folder for this build alone. */
  readonly home: string;
  /** Shared by builds: package managers' download caches. */
  readonly cache: string;
  readonly mark: string;
  readonly signal: AbortSignal;
  readonly onStep: (step: BuildStep, commit: string | null) => Promise<void>;
}

export interface Built {
  readonly commit: string;
  readonly artifact: Artifact;
}

/** `message` is the reason shown to the user. */
export class BuildFailure extends Error {
  readonly step: BuildStep;
  constructor(step: BuildStep, reason: string) {
    super(reason);
    this.step = step;
  }
}

/** @throws BuildFailure, or the signal's reason */
export async function runBuild(context: BuildContext): Promise<Built> {
  const { request, options, directory } = context;
  const deadline = Date.now() + request.timeoutMs;
  const log = buildLog(context);
  let step: BuildStep = 'clone';
  let commit: string | null = null;
  const begin = async (next: BuildStep) => {
    context.signal.throwIfAborted();
    if (Date.now() > deadline) throw new BuildFailure(step, tooLong(request.timeoutMs));
    step = next;
    log.beginStep();
    await context.onStep(next, commit);
  };
  const shell = async (name: BuildStep, command: string, cwd: string) => {
    log.system(`$ ${command}`);
    const result = await runCommand(context.table, {
      file: '/bin/sh',
      args: ['-c', command],
      cwd,
      env: buildEnvironment(context, cwd, commit ?? ''),
      user: options.user,
      mark: context.mark,
      deadline,
      signal: context.signal,
      onLine: log.line,
    });
    context.signal.throwIfAborted();
    if (result.outcome === 'timed-out') throw new BuildFailure(name, log.explain(tooLong(request.timeoutMs)));
    if (result.outcome === 'not-started')
      throw new BuildFailure(name, `«${command}» could not be started: ${result.error.message}`);
    if (result.outcome === 'exited' && result.code !== 0) {
      throw new BuildFailure(name, log.explain(`«${command}» failed with ${result.signal ?? `exit code ${result.code}`}.`));
    }
  };

  await begin('clone');
  log.system(`Fetching ${withoutCredentials(request.repository)} at ${request.reference}`);
  commit = await clone(context, deadline, log);
  log.system(`Commit ${commit}`);

  await begin('detect');
  await mkdir(context.home, { recursive: true, mode: 0o700 });
  await rm(join(directory, '.git'), { recursive: true, force: true });
  await giveToUser(context);
  const root = await insideOf(directory, request.directory);
  const recipe = await detect(root, context);
  log.system(`Detected ${recipe.framework}`);

  if (recipe.install.length > 0) await begin('install');
  for (const command of recipe.install) await shell('install', command, root);
  if (recipe.build !== null) {
    await begin('build');
    await shell('build', recipe.build, root);
  }
  const served = await staticRoot(root, recipe);
  if (recipe.release !== null) {
    await begin('release');
    await shell('release', recipe.release, root);
  }

  await begin('publish');
  await rm(context.home, { recursive: true, force: true });
  await freeze(context);
  const digest = await digestDirectory(directory, context.signal);
  log.system(`Published ${digest}`);
  const processes =
    served === null ? recipe.processes : Object.fromEntries(Object.entries(recipe.processes).filter(([n]) => n !== 'web'));
  return {
    commit,
    artifact: {
      kind: 'directory',
      reference: served ?? root,
      digest,
      framework: served === null ? recipe.framework : 'static',
      processes,
    },
  };
}

function tooLong(timeoutMs: number): string {
  return `The build took longer than ${Math.round(timeoutMs / 1000)} s.`;
}

/** The network may fail for a moment: three tries. */
async function clone(context: BuildContext, deadline: number, log: BuildLog): Promise<string> {
  const git: GitRunner = async (args, { cwd, env }) => {
    const output = { stdout: '', stderr: '' };
    const result = await runCommand(context.table, {
      file: 'git',
      args,
      cwd,
      env: { ...context.options.baseEnvironment, HOME: context.options.dataDirectory, ...env },
      user: null,
      mark: context.mark,
      deadline,
      signal: context.signal,
      tidy: true,
      onLine: (stream, line) => {
        output[stream] = `${output[stream]}${line}\n`.slice(-1_000_000);
      },
    });
    context.signal.throwIfAborted();
    if (result.outcome === 'timed-out')
      throw new BuildFailure('clone', `Fetching the repository took longer than the build may take.`);
    if (result.outcome === 'not-started') throw new BuildFailure('clone', `git could not be started: ${result.error.message}`);
    return { code: result.outcome === 'exited' ? result.code : null, ...output };
  };
  for (let attempt = 1; ; attempt++) {
    try {
      return await context.checkouts.checkout({
        repository: context.repository,
        reference: context.request.reference,
        into: context.directory,
        git,
      });
    } catch (error) {
      if (!(error instanceof CheckoutError)) throw error;
      if (!error.transient || attempt === 3) throw new BuildFailure('clone', error.message);
      log.system(`${error.message.split('\n')[0]} Trying again.`);
      await sleep(attempt * 1000, undefined, { signal: context.signal });
    }
  }
}

async function detect(root: string, context: BuildContext): Promise<Recipe> {
  try {
    return planRecipe(await readSourceFacts(root, context.options.baseEnvironment.PATH ?? ''), context.request);
  } catch (error) {
    if (error instanceof NothingDetected) throw new BuildFailure('detect', error.message);
    throw error;
  }
}

/** The wanted folder of the tree; links that lead out of it are refused. */
async function insideOf(directory: string, wanted: string): Promise<string> {
  const base = await realpath(directory);
  const found = await realpath(resolve(base, wanted)).catch(() => null);
  const missing = new BuildFailure('detect', `The repository has no folder «${wanted}».`);
  if (found === null || !(await lstat(found)).isDirectory()) throw missing;
  if (found !== base && !found.startsWith(base + sep)) throw missing;
  return join(directory, relative(base, found));
}

/** Without a web command: the folder to serve as it is. */
async function staticRoot(root: string, recipe: Recipe): Promise<string | null> {
  if (recipe.processes.web !== undefined || recipe.staticRoots.length === 0) return null;
  for (const folder of recipe.staticRoots) {
    if ((await lstat(join(root, folder, 'index.html')).catch(() => null))?.isFile()) return insideOf(root, folder);
  }
  if (Object.keys(recipe.processes).length > 0) return null;
  throw new BuildFailure(
    'detect',
    `No start command, and none of ${recipe.staticRoots.join(', ')} holds an index.html. Set a start command.`,
  );
}

function buildEnvironment(context: BuildContext, cwd: string, commit: string): Record<string, string> {
  const { baseEnvironment } = context.options;
  const own = {
    HOME: context.home,
    CI: 'true',
    NODE_ENV: 'production',
    npm_config_cache: join(context.cache, 'npm'),
    PIP_CACHE_DIR: join(context.cache, 'pip'),
    GOMODCACHE: join(context.cache, 'go'),
    GOCACHE: join(context.home, '.go-build'),
    NORTHSTACK_COMMIT: commit,
    SOURCE_VERSION: commit,
  };
  const environment: Record<string, string> = { ...baseEnvironment, ...own, ...context.request.environment };
  return { ...environment, PATH: [join(cwd, 'node_modules/.bin'), join(cwd, '.venv/bin'), environment.PATH].join(':') };
}

/** The user builds run as must be able to write what git made as us. */
async function giveToUser(context: BuildContext): Promise<void> {
  const { user } = context.options;
  if (user !== null) await tool(context, 'chown', ['-Rh', `${user.uid}:${user.gid}`, '--', context.directory, context.home]);
}

/** Nobody writes to a published folder any more: rollbacks must find what was built. */
async function freeze(context: BuildContext): Promise<void> {
  const { user } = context.options;
  if (user !== null) await tool(context, 'chown', ['-Rh', `${process.getuid?.() ?? 0}:${user.gid}`, '--', context.directory]);
  await tool(context, 'chmod', ['-R', 'u+rX,g+rX,a-w,o-rwx', '--', context.directory]);
}

/** A program of the system, as ourselves: one call for a tree of any size. */
async function tool(context: BuildContext, file: string, args: readonly string[]): Promise<void> {
  let output = '';
  const result = await runCommand(context.table, {
    file,
    args,
    cwd: '/',
    env: context.options.baseEnvironment,
    user: null,
    mark: context.mark,
    deadline: Date.now() + 60_000,
    signal: context.signal,
    tidy: true,
    onLine: (_, line) => {
      output = line;
    },
  });
  context.signal.throwIfAborted();
  if (result.outcome !== 'exited' || result.code !== 0) throw new Error(`${file} ${args.join(' ')}: ${result.outcome} ${output}`);
}

/** How many of a step's last lines a failure's reason holds. */
const reasonLines = 20;

interface BuildLog {
  beginStep(): void;
  line(stream: 'stdout' | 'stderr', text: string): void;
  system(text: string): void;
  /** The text followed by the step's last lines. */
  explain(text: string): string;
}

function buildLog({ options, request }: BuildContext): BuildLog {
  const clean = redactOf(request);
  let last: string[] = [];
  const append = (stream: LogLine['stream'], raw: string) => {
    const text = clean(raw);
    options.logs.append([{ source: { kind: 'build', buildId: request.buildId }, stream, at: Date.now(), text }]);
    return text;
  };
  return {
    beginStep: () => {
      last = [];
    },
    line: (stream, raw) => {
      last = [...last.slice(1 - reasonLines), append(stream, raw)];
    },
    system: (text) => void append('system', text),
    explain: (text) => [clean(text), ...last].join('\n'),
  };
}
