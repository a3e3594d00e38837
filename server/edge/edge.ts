/** The control plane's side of the edge: starts the process or adopts the running one, and keeps it running. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { RouteTable } from '../../domain/ports/route-table.ts';
import { Fault } from '../../kit/fault.ts';
import { identifyProcess, processEnded, signalProcess } from '../../kit/process-identity.ts';
import { rotateWhenLarge } from '../../kit/rotate-log.ts';
import { callSocket } from './call-socket.ts';
import type { CountsAnswer, DrainedBody, EdgeConfig, EdgeGreeting, EdgeStatus } from './protocol.ts';

export interface EdgeOptions {
  readonly hosts: readonly string[];
  readonly port: number;
  readonly baseDomain: string;
  /** Folder of the unix sockets. */
  readonly sockets: string;
  readonly routesFile: string;
  readonly logFile: string;
  /** The program to run: `edge.js` of the build. */
  readonly script: string;
  readonly observe?: (observation: EdgeObservation) => void;
}

export type EdgeObservation =
  | { readonly kind: 'edge-lost' | 'edge-restarted' }
  | { readonly kind: 'edge-failed'; readonly message: string };

export interface Edge extends AsyncDisposable {
  readonly routes: RouteTable;
  /** Of the process that runs now: one that died has a successor. */
  readonly pid: number;
  /** True when it was already running: left by a NorthStack that died. */
  readonly adopted: boolean;
  /** Where the control plane listens. */
  readonly controlPlaneSocket: string;
  /** Rejects when the process does not answer. */
  check(): Promise<void>;
  /** Stops looking after the process and lets it run, as when we die. */
  leave(): void;
  /** Ends the process; requests under way get a few seconds. */
  stop(): Promise<void>;
}

/** @throws Fault reject `port-taken` | `port-not-allowed` | `edge-failed` */
export async function openEdge(options: EdgeOptions): Promise<Edge> {
  const config = configOf(options);
  const found = await adopt(config);
  if (!found) await start(config, options);
  let stopped = false;
  let { pid } = await status(config.controlSocket, PATIENCE_MS);
  let starting: Promise<void> | null = null;
  keepRunning({
    config,
    options,
    pid,
    isStopped: () => stopped,
    onStart: (next) => {
      starting = next;
    },
    onRestart: (next) => {
      pid = next;
    },
  });
  const leave = () => {
    stopped = true;
  };
  const stop = async () => {
    leave();
    await starting?.catch(() => {});
    await stopEdge(config.controlSocket);
  };
  return {
    routes: routeTable(config.controlSocket),
    get pid() {
      return pid;
    },
    adopted: found,
    controlPlaneSocket: config.controlPlaneSocket,
    check: async () => void (await status(config.controlSocket)),
    leave,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function configOf({ hosts, port, baseDomain, sockets, routesFile, script }: EdgeOptions): EdgeConfig {
  return {
    hosts,
    port,
    baseDomain,
    routesFile,
    controlSocket: join(sockets, 'edge.sock'),
    controlPlaneSocket: join(sockets, 'control-plane.sock'),
    build: createHash('sha256').update(readFileSync(script)).digest('hex'),
  };
}

/** The routes live in the edge process; every call is acknowledged by it. */
function routeTable(controlSocket: string): RouteTable {
  const path = (instanceId: string) => `/routes/${encodeURIComponent(instanceId)}`;
  return {
    set: (instanceId, routes) => whileRestarting(() => callSocket(controlSocket, 'PUT', path(instanceId), routes)),
    remove: (instanceId) => whileRestarting(() => callSocket(controlSocket, 'DELETE', path(instanceId))),
    drained: async (targets, timeoutMs) => {
      const body: DrainedBody = { targets, timeoutMs };
      await callSocket(controlSocket, 'POST', '/drained', body, timeoutMs + 5_000);
    },
    takeCounts: async () => new Map(Object.entries(await callSocket<CountsAnswer>(controlSocket, 'POST', '/counts'))),
  };
}

/** An edge that died is back within moments (keepRunning): its callers need not notice. */
async function whileRestarting(call: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await call();
      return;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : null;
      if (tries >= 20 || (code !== 'ENOENT' && code !== 'ECONNREFUSED' && code !== 'ECONNRESET')) throw error;
      await delay(100);
    }
  }
}

const status = (controlSocket: string, timeoutMs = 3_000) =>
  callSocket<EdgeStatus>(controlSocket, 'GET', '/status', undefined, timeoutMs);
/** Where nobody listens the answer is there at once; whoever does listen on a machine that is busy is waited for, since he has the port. */
const PATIENCE_MS = 20_000;

/** True when the running edge is what we want; one with another build or other addresses is stopped. */
async function adopt(config: EdgeConfig): Promise<boolean> {
  const running = await status(config.controlSocket, PATIENCE_MS).catch(() => null);
  if (running === null) return false;
  const same =
    running.build === config.build &&
    running.port === config.port &&
    running.baseDomain === config.baseDomain &&
    running.hosts.join() === config.hosts.join();
  if (!same) await stopEdge(config.controlSocket);
  return same;
}

async function stopEdge(controlSocket: string): Promise<void> {
  const running = await status(controlSocket, PATIENCE_MS).catch(() => null);
  const identity = running && identifyProcess(running.pid);
  if (!identity) return;
  await callSocket(controlSocket, 'POST', '/stop').catch(() => {});
  if (await processEnded(identity, 8_000)) return;
  signalProcess(identity, 'SIGKILL');
  await processEnded(identity, 5_000);
}

async function start(config: EdgeConfig, { script, logFile }: EdgeOptions): Promise<void> {
  await rm(config.controlSocket, { force: true });
  rotateWhenLarge(logFile);
  const log = openSync(logFile, 'a', 0o600);
  // A small heap: it holds a routing table and streams everything else.
  const child = spawn(process.execPath, ['--max-old-space-size=128', '--max-semi-space-size=2', script, JSON.stringify(config)], {
    detached: true,
    stdio: ['ignore', 'pipe', log],
    cwd: '/',
    env: { PATH: process.env.PATH },
  });
  closeSync(log);
  const greeting = await new Promise<EdgeGreeting>((resolve, reject) => {
    let text = '';
    child.once('error', reject);
    // `close`, not `exit`: what it said before its end comes first.
    child.once('close', (code, signal) =>
      resolve({ ready: false, code: '', message: `it ended with ${code ?? signal}, see ${logFile}` }),
    );
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk;
      if (text.endsWith('\n')) resolve(JSON.parse(text));
    });
  });
  child.stdout?.destroy();
  child.unref();
  if (!greeting.ready) throw startFault(config, greeting);
}

function startFault({ port, hosts }: EdgeConfig, { code, message }: { code: string; message: string }): Fault {
  switch (code) {
    case 'EADDRINUSE':
      return new Fault('reject', {
        code: 'port-taken',
        message: `Port ${port} is taken by another program. Stop it, or choose another port with --port.`,
        detail: message,
      });
    case 'EACCES':
      return new Fault('reject', {
        code: 'port-not-allowed',
        message: `This user may not listen on port ${port}. Choose one above 1023 with --port.`,
        detail: message,
      });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new Fault('reject', {
        code: 'host-unknown',
        message: `This machine has no address ${hosts.join(', ')}. Choose another with --host.`,
      });
    default:
      return new Fault('reject', { code: 'edge-failed', message: `The proxy on port ${port} could not be started: ${message}` });
  }
}

interface Watch {
  readonly config: EdgeConfig;
  readonly options: EdgeOptions;
  readonly pid: number;
  readonly isStopped: () => boolean;
  readonly onStart: (starting: Promise<void>) => void;
  readonly onRestart: (pid: number) => void;
}

/** `GET /alive` ends when the process does. Its routes are on disk, so a new one goes on where it stopped. */
function keepRunning(watch: Watch): void {
  const { config, options, isStopped, onStart, onRestart } = watch;
  const identity = identifyProcess(watch.pid);
  const observe = options.observe ?? (() => {});
  let lost = false;
  const onLost = async () => {
    if (lost || isStopped()) return;
    lost = true;
    observe({ kind: 'edge-lost' });
    // A process that is ending closes one thing after the other: this connection may go before the port does.
    if (identity !== null) await processEnded(identity, 5_000);
    for (let waitMs = 100; !isStopped(); waitMs = Math.min(waitMs * 2, 10_000)) {
      try {
        const starting = adopt(config).then((found) => (found ? undefined : start(config, options)));
        onStart(starting);
        await starting;
        const { pid } = await status(config.controlSocket, PATIENCE_MS);
        if (isStopped()) return;
        onRestart(pid);
        observe({ kind: 'edge-restarted' });
        keepRunning({ ...watch, pid });
        return;
      } catch (error) {
        observe({ kind: 'edge-failed', message: String(error) });
        await delay(waitMs, undefined, { ref: false });
      }
    }
  };
  const alive = get({ socketPath: config.controlSocket, path: '/alive', agent: false }, (answer) => {
    answer.resume();
    answer.once('close', onLost);
  });
  alive.once('error', onLost);
  alive.on('socket', (socket) => socket.unref());
}
