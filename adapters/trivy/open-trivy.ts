/**
 * Scans by Trivy's command line. A scan runs by itself and is asked about; of one artifact there is one at a time, and what it found is known for
 * some hours. Whether Trivy found something is read from its report, never from its exit code. Credentials are given to it in a file that only we
 * can read and that is gone after the scan; never as arguments, which everybody on the machine sees.
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { LRUCache } from 'lru-cache';
import type { ScanObservation, ScanSubject, VulnerabilityScanner } from '../../domain/ports/vulnerability-scanner.ts';
import { parseCliReport } from './parse-report.ts';

export interface TrivyOptions {
  /** The program, found in PATH or by its path. */
  readonly command: string;
  /** Where its databases and our work files are. */
  readonly directory: string;
  /** Of `trivy server`; null: it looks into its own database. */
  readonly server: string | null;
  /** For one scan. */
  readonly timeoutMs: number;
  /** Whether vulnerabilities that nobody has fixed yet are left out. */
  readonly ignoreUnfixed: boolean;
  /** What it is given of the environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly observe: (observation: TrivyObservation) => void;
  readonly now?: () => number;
}

export type TrivyObservation =
  | { readonly kind: 'scanned'; readonly reference: string; readonly findings: number; readonly durationMs: number }
  | { readonly kind: 'scan-failed'; readonly reference: string; readonly reason: string; readonly durationMs: number };

type Ended = Exclude<ScanObservation, { readonly state: 'scanning' }>;

const KNOWN_MS = 6 * 3600_000;
/** What could not be scanned is tried again by the next deployment, not by each question of this one. */
const FAILED_MS = 5 * 60_000;
const MAX_REPORT_BYTES = 64 * 1024 * 1024;
/** Databases may have been locked, or on their way. */
const TRIES = 2;

export async function openTrivy(options: TrivyOptions): Promise<VulnerabilityScanner & AsyncDisposable> {
  const { observe, now = Date.now } = options;
  const work = join(options.directory, 'work');
  // What a killed process left, credentials included.
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true, mode: 0o700 });
  const known = new LRUCache<string, { readonly seen: Ended; readonly until: number }>({ max: 1_000 });
  const running = new Map<string, Promise<void>>();
  const stop = new AbortController();
  // Its database is locked by whoever uses it; a server may be asked by several at once.
  const lanes = options.server === null ? 1 : 4;
  const free = Array.from({ length: lanes }, () => Promise.resolve());

  const begin = async (key: string, subject: ScanSubject): Promise<void> => {
    const startedAt = performance.now();
    let seen = await scanOnce(options, work, subject, stop.signal, now);
    for (let attempt = 1; seen.state === 'not-scanned' && seen.again && attempt < TRIES && !stop.signal.aborted; attempt += 1)
      seen = await scanOnce(options, work, subject, stop.signal, now);
    const durationMs = Math.round(performance.now() - startedAt);
    const { reference } = subject;
    if (seen.state === 'scanned') observe({ kind: 'scanned', reference, findings: seen.findings.length, durationMs });
    else observe({ kind: 'scan-failed', reference, reason: seen.reason, durationMs });
    const ended: Ended = seen.state === 'scanned' ? seen : { state: 'not-scanned', reason: seen.reason };
    known.set(key, { seen: ended, until: now() + (ended.state === 'scanned' ? KNOWN_MS : FAILED_MS) });
  };

  return {
    scan: async (subject, signal) => {
      signal?.throwIfAborted();
      const refused = refusalOf(subject);
      if (refused !== null) return { state: 'not-scanned', reason: refused };
      const key = JSON.stringify([subject.kind, subject.reference, subject.digest]);
      const found = known.get(key);
      if (found && found.until > now()) return found.seen;
      if (!running.has(key) && !stop.signal.aborted) {
        // The lane that was taken longest ago is free first.
        const lane = free.shift() ?? Promise.resolve();
        const scan = lane
          .then(() => begin(key, subject))
          .catch(() => {})
          .finally(() => running.delete(key));
        free.push(scan);
        running.set(key, scan);
      }
      return { state: 'scanning' };
    },
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await Promise.all(running.values());
      await rm(work, { recursive: true, force: true });
    },
  };
}

function refusalOf({ kind, reference }: ScanSubject): string | null {
  if (kind === 'directory') return isAbsolute(reference) ? null : 'The artifact is not on this machine, so it cannot be scanned.';
  // The grammar of names begins with a letter or digit: nothing that could be taken for an option.
  return /^[a-z0-9][^\x00-\x20\x7f]*$/u.test(reference) ? null : 'The image has no name that could be looked up.';
}

type Attempt =
  | Extract<Ended, { state: 'scanned' }>
  | { readonly state: 'not-scanned'; readonly reason: string; readonly again: boolean };

async function scanOnce(
  options: TrivyOptions,
  work: string,
  subject: ScanSubject,
  signal: AbortSignal,
  now: () => number,
): Promise<Attempt> {
  const failed = (reason: string, again = true): Attempt => ({ state: 'not-scanned', reason, again });
  const folder = await mkdtemp(join(work, 'scan-'));
  try {
    await writeFile(join(folder, 'config.json'), dockerConfig(subject), { mode: 0o600 });
    const environment = { ...options.environment, HOME: folder, DOCKER_CONFIG: folder, TMPDIR: folder };
    const ran = await run(options.command, argumentsOf(options, subject), environment, folder, options.timeoutMs, signal);
    switch (ran.outcome) {
      case 'not-started':
        return failed('The scanner could not be started. Ask a platform administrator to look at it.', false);
      case 'stopped':
        return failed('NorthStack was stopped during the scan. Deploy again.', false);
      case 'too-late':
        return failed(`The scan did not end within ${Math.round(options.timeoutMs / 60_000)} minutes.`, false);
      case 'too-long':
        return failed('The report of the scan is too long to be read.', false);
      case 'exited': {
        const report = parseCliReport(parse(ran.output));
        if (report === null) return failed(`The scan failed: ${ran.lastWords || `the scanner ended with ${ran.code}`}.`);
        return { state: 'scanned', scanner: report.scanner, at: report.at ?? now(), findings: report.findings };
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A digest says which image is meant, whatever its tag means now. */
const targetOf = ({ kind, reference, digest }: ScanSubject): string =>
  kind === 'image' && digest !== null && /^sha256:[0-9a-f]{64}$/.test(digest) && !reference.includes('@')
    ? `${reference.replace(/:[^:/]*$/, '')}@${digest}`
    : reference;

function argumentsOf(options: TrivyOptions, subject: ScanSubject): readonly string[] {
  return [
    subject.kind === 'image' ? 'image' : 'filesystem',
    ...['--format', 'json', '--scanners', 'vuln', '--quiet', '--no-progress'],
    ...['--timeout', `${Math.ceil(options.timeoutMs / 1000)}s`, '--cache-dir', join(options.directory, 'cache')],
    ...(options.ignoreUnfixed ? ['--ignore-unfixed'] : []),
    ...(options.server === null ? [] : ['--server', options.server]),
    // The registry, not whatever container runtime this machine has.
    ...(subject.kind === 'image' ? ['--image-src', 'remote'] : []),
    targetOf(subject),
  ];
}

/** For this image's registry and no other; without a credential nobody's, not even the operator's own. */
function dockerConfig({ credential }: ScanSubject): string {
  if (credential === null) return '{"auths":{}}';
  const { registry, username, password } = credential;
  const name = registry === 'docker.io' ? 'https://index.docker.io/v1/' : registry;
  return JSON.stringify({ auths: { [name]: { auth: Buffer.from(`${username}:${password}`).toString('base64') } } });
}

type Ran =
  | { readonly outcome: 'exited'; readonly code: number | null; readonly output: string; readonly lastWords: string }
  | { readonly outcome: 'not-started' | 'stopped' | 'too-late' | 'too-long' };

/** As a process group, which is killed as a whole when it takes too long. */
function run(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd: string,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Ran> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve({ outcome: 'stopped' });
    const child = spawn(command, [...args], { cwd, env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    const output: Buffer[] = [];
    let size = 0;
    let words = '';
    let early: 'stopped' | 'too-late' | 'too-long' | null = null;
    const end = (why: NonNullable<typeof early>): void => {
      early ??= why;
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    };
    // Trivy ends by its own limit first, and says so.
    const timer = setTimeout(() => end('too-late'), timeoutMs + 5_000);
    const onAbort = () => end('stopped');
    signal.addEventListener('abort', onAbort, { once: true });
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_REPORT_BYTES) end('too-long');
      else output.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      words = (words + chunk.toString('utf8')).slice(-4_000);
    });
    const done = (ran: Ran): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      resolve(ran);
    };
    child.once('error', () => done({ outcome: 'not-started' }));
    child.once('close', (code) =>
      done(
        early === null
          ? { outcome: 'exited', code, output: Buffer.concat(output).toString('utf8'), lastWords: lastLine(words) }
          : { outcome: early },
      ),
    );
  });
}

/** The reason, without time and level. */
const lastLine = (text: string): string =>
  (text.trim().split('\n').at(-1) ?? '')
    .replace(/^\S+\s+(FATAL|ERROR)\s+/, '')
    .replaceAll(/\s+/g, ' ')
    .slice(0, 300)
    .replace(/\.$/, '');

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
