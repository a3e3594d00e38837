/** A long-running command of the launcher: started in an environment, ended by a signal. */
import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';

export interface RunningCommand extends AsyncDisposable {
  readonly output: () => string;
  /** The exit code, when it has ended by itself. */
  readonly ended: Promise<number | null>;
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Nothing of the caller's own settings reaches it. */
export function startCommand(args: readonly string[], env: Readonly<Record<string, string>>): RunningCommand {
  const child: ChildProcess = spawn(resolve('northstack'), args, {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk));
  const ended = new Promise<number | null>((done) => child.once('close', (code) => done(code)));
  return {
    output: () => output,
    ended,
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
