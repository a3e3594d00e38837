/** A server program of the machine behind an address that stays, to be killed and started again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { access, constants, mkdtemp, rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { eventually } from './eventually.ts';
import { freePort } from './ports.ts';
import { openTcpGate, type TcpGate } from './tcp-gate.ts';

export interface RealServer extends AsyncDisposable {
  readonly gate: TcpGate;
  /** Starts it with what it has on disk. */
  start(): Promise<void>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
}

/** The program's path; null, said in one line, when the machine has none. */
export async function programOf(name: string): Promise<string | null> {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  for (const folder of folders) {
    const path = join(folder, name);
    if (
      await access(path, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  console.log(`skipped: there is no ${name} on this machine (apt-get install ${name})`);
  return null;
}

/** Running already. `args` for a port and a folder of its own. */
export async function realServer(
  program: string,
  args: (port: number, folder: string) => readonly string[],
): Promise<RealServer> {
  const folder = await mkdtemp(join(tmpdir(), 'northstack-server-'));
  const gate = await openTcpGate();
  let child: ChildProcess | null = null;
  const kill = async () => {
    const running = child;
    child = null;
    gate.target = null;
    if (running === null || running.exitCode !== null || running.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => running.once('exit', () => resolve()));
    running.kill('SIGKILL');
    await gone;
    gate.cut();
  };
  const start = async () => {
    await kill();
    // Somebody else may take the port between asking and using: then another one.
    for (let tries = 0; gate.target === null; tries += 1) {
      const port = await freePort();
      const started = spawn(program, [...args(port, folder)], { stdio: 'ignore' });
      child = started;
      const up = await eventually(
        async () => started.exitCode === null && !(await answers(port)),
        (waiting) => !waiting,
      ).then(() => started.exitCode === null);
      if (up) gate.target = port;
      else if (tries > 10) throw new Error(`${program} does not start`);
    }
  };
  await start();
  return {
    gate,
    start,
    kill,
    [Symbol.asyncDispose]: async () => {
      await kill();
      await gate[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
