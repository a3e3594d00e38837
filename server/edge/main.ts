/**
 * The edge process: owns the public port and outlives the control plane, so that services answer while NorthStack restarts or is
 * dead. Uses nothing but Node and this folder, for 40 MB. `POST /stop` on the control socket or SIGTERM ends it.
 */
import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createControl } from './control.ts';
import { closeIdleConnections } from './forward.ts';
import { createInFlight } from './in-flight.ts';
import type { EdgeConfig, EdgeGreeting } from './protocol.ts';
import { createProxy } from './proxy.ts';
import { createRouteBook } from './route-book.ts';

const config: EdgeConfig = JSON.parse(process.argv[2] ?? '{}');
const { hosts, port, baseDomain, build } = config;
const book = createRouteBook(loadRoutes());
const inFlight = createInFlight();
const proxy = createProxy({ book, inFlight, baseDomain, controlPlane: config.controlPlaneSocket, timeoutMs: 120_000 });
const publicServers = hosts.map(() => publicServer());
const control = createServer(
  createControl({ book, inFlight, status: { pid: process.pid, build, hosts, port, baseDomain }, save: saver(), stop }),
);
control.keepAliveTimeout = 0;
control.requestTimeout = 0;

process.on('SIGTERM', stop);
process.on('SIGINT', stop);
process.on('uncaughtException', (error) => console.error(new Date().toISOString(), error));

try {
  for (const [i, server] of publicServers.entries()) await listen(server, { host: hosts[i], port });
  await listen(control, { path: config.controlSocket });
  greet({ ready: true });
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  greet({ ready: false, code: code ?? '', message });
  process.exit(1);
}

function publicServer(): Server {
  const server = createServer({ keepAliveTimeout: 65_000, headersTimeout: 30_000, requestTimeout: 0, maxHeaderSize: 32_768 });
  server.on('request', proxy.onRequest);
  server.on('upgrade', proxy.onUpgrade);
  return server;
}

function listen(server: Server, at: { host?: string | undefined; port: number } | { path: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(at, () => {
      server.off('error', reject);
      server.on('error', (error) => console.error(new Date().toISOString(), error));
      resolve();
    });
  });
}

function greet(greeting: EdgeGreeting): void {
  process.stdout.write(`${JSON.stringify(greeting)}\n`);
}

/** Answers under way get five seconds. */
function stop(): void {
  const servers = [...publicServers, control];
  for (const server of servers) {
    server.close();
    server.closeIdleConnections();
  }
  control.closeAllConnections();
  closeIdleConnections();
  const exit = () => process.exit(0);
  Promise.all(publicServers.map((server) => new Promise((resolve) => server.once('close', resolve)))).then(exit);
  setTimeout(exit, 5_000).unref();
}

function loadRoutes() {
  try {
    return JSON.parse(readFileSync(config.routesFile, 'utf8'));
  } catch {
    return {};
  }
}

/** Saves one after the other; a caller that finds one waiting shares it. */
function saver(): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | null = null;
  const write = async () => {
    waiting = null;
    await writeFile(`${config.routesFile}.new`, JSON.stringify(book.all()), { mode: 0o600 });
    await rename(`${config.routesFile}.new`, config.routesFile);
  };
  return () => {
    waiting ??= running = running.catch(() => {}).then(write);
    return waiting;
  };
}
