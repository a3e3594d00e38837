/** One NorthStack per data directory. The holder's death frees the lock, however it died, and no clock is involved. */
import { randomUUID } from 'node:crypto';
import { link, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { Fault } from '../../kit/fault.ts';
import { identifyProcess, isSameProcess, type ProcessIdentity } from '../../kit/process-identity.ts';

export interface Lock {
  /** Tells later starters what to say about us. */
  describe(url: string): Promise<void>;
  release(): Promise<void>;
}

const holderSchema = z.object({
  pid: z.number(),
  start: z.string(),
  host: z.string(),
  since: z.string(),
  url: z.string().nullable(),
});
type Holder = z.infer<typeof holderSchema>;

/**
 * The holder is the living process named in the highest-numbered `lock.<n>`. Taking over means creating `lock.<n+1>`, which only one
 * process can; the highest number is never removed, so a slow starter with an old view sees a higher one and gives way.
 * @param elsewhereIsGone whoever calls knows that no other host works on it any more: a pod whose node was lost cannot give it back
 * @throws Fault reject `already-running`
 */
export async function acquireLock(directory: string, { elsewhereIsGone = false } = {}): Promise<Lock> {
  const self = identifyProcess(process.pid);
  if (self === null) throw new Error('cannot read the start time of our own process');
  const holder: Holder = { ...self, host: hostname(), since: new Date().toISOString(), url: null };
  const draft = join(directory, `.lock-${randomUUID()}`);
  for (;;) {
    const numbers = await lockNumbers(directory);
    const highest = numbers.at(-1) ?? 0;
    const current = highest === 0 ? null : await readHolder(join(directory, `lock.${highest}`));
    if (current && isHeld(current) && !(elsewhereIsGone && current.host !== hostname())) throw alreadyRunning(directory, current);

    const mine = highest + 1;
    await writeFile(draft, JSON.stringify(holder), { mode: 0o600 });
    const created = await link(draft, join(directory, `lock.${mine}`)).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') return false;
        throw error;
      },
    );
    await rm(draft, { force: true });
    if (!created || (await lockNumbers(directory)).at(-1) !== mine) continue;
    for (const number of numbers) await rm(join(directory, `lock.${number}`), { force: true });
    return lockAt(join(directory, `lock.${mine}`), holder);
  }
}

/** Who holds the directory now, null when nobody does. */
export async function readLock(directory: string): Promise<(ProcessIdentity & { url: string | null }) | null> {
  const highest = (await lockNumbers(directory)).at(-1);
  const holder = highest === undefined ? null : await readHolder(join(directory, `lock.${highest}`));
  return holder && isHeld(holder) ? holder : null;
}

/**
 * The file stays (it is the highest number) and says that nobody holds it. It is replaced as a whole: half of it would tell another
 * starter that nobody does.
 */
function lockAt(path: string, holder: Holder): Lock {
  const replace = async (text: string): Promise<void> => {
    const draft = join(dirname(path), `.lock-${randomUUID()}`);
    await writeFile(draft, text, { mode: 0o600 });
    await rename(draft, path);
  };
  return {
    describe: (url) => replace(JSON.stringify({ ...holder, url })),
    release: () => replace(JSON.stringify({ ...holder, pid: 0 })),
  };
}

async function lockNumbers(directory: string): Promise<number[]> {
  const names = await readdir(directory);
  return names.flatMap((name) => (/^lock\.\d+$/.test(name) ? [Number(name.slice(5))] : [])).sort((a, b) => a - b);
}

async function readHolder(path: string): Promise<Holder | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** On another host (a shared volume) we cannot look, and do not risk it. */
function isHeld(holder: Holder): boolean {
  if (holder.pid === 0) return false;
  return holder.host === hostname() ? isSameProcess(holder) : true;
}

function alreadyRunning(directory: string, { pid, host, since, url }: Holder): Fault {
  const where = host === hostname() ? `process ${pid}` : `process ${pid} on ${host}`;
  return new Fault('reject', {
    code: 'already-running',
    message:
      `NorthStack is already running on ${directory}: ${where}, since ${since}${url ? `, at ${url}` : ''}. ` +
      (host === hostname()
        ? 'Stop it (Ctrl-C, or kill the process) or choose another directory with --data.'
        : `If that machine is gone, remove the lock.* files in ${directory}.`),
  });
}
