/** Checks a desired workload and turns it into what a run is made of. */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { DesiredWorkload } from '../../../domain/ports/app-runtime.ts';
import { Fault } from '../../../kit/fault.ts';
import { seal } from '../seal.ts';
import type { Wish } from './workload.ts';

const hostname = /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;

/** @throws Fault reject | gone */
export async function checkWish(desired: DesiredWorkload, key: Uint8Array): Promise<Wish> {
  const reject = (code: string, message: string) => new Fault('reject', { code, message });
  const { artifact, environment, port, replicas, type } = desired;
  if (artifact.kind !== 'directory')
    throw reject('needs-container-runtime', 'This installation runs processes, not container images.');
  if (!Number.isInteger(replicas) || replicas < 0 || replicas > 100)
    throw reject('invalid-replicas', 'Replicas must be a number from 0 to 100.');
  if (port !== null && (!Number.isInteger(port) || port < 1 || port > 65_535))
    throw reject('invalid-port', 'A port is a number from 1 to 65535.');
  if (type === 'web' && port !== null && replicas > 1) {
    throw reject(
      'fixed-port-one-replica',
      `Replicas on one machine cannot share port ${port}. Leave the service's port empty: each replica then gets its own through PORT.`,
    );
  }
  if (desired.healthPath !== null && !/^\/[^\s]*$/.test(desired.healthPath))
    throw reject('invalid-health-path', 'A health path begins with / and has no spaces.');
  for (const name of desired.hostnames)
    if (!hostname.test(name)) throw reject('invalid-hostname', `«${name.slice(0, 100)}» is not a host name.`);
  for (const [name, value] of Object.entries(environment)) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
      throw reject('invalid-variable-name', `«${name.slice(0, 100)}» cannot be the name of a variable.`);
    if (value.includes('\0')) throw reject('invalid-variable-value', `The value of ${name} holds a zero byte.`);
  }
  const command = commandOf(desired);
  if (!(await stat(artifact.reference).catch(() => null))?.isDirectory()) {
    throw new Fault('gone', {
      code: 'artifact-missing',
      message: 'What this revision was built into is no longer there. Deploy again.',
    });
  }
  const same = [desired.revision, desired.generation, type, artifact, command, environment, port, desired.healthPath];
  return {
    run: {
      revision: desired.revision,
      generation: desired.generation,
      fingerprint: createHash('sha256').update(canonical(same)).digest('hex'),
      type,
      directory: artifact.reference,
      command,
      sealedEnvironment: seal(key, desired.instanceId, environment),
      secretNames: [...desired.secretNames],
      port: type === 'web' ? port : null,
      healthPath: type === 'web' ? desired.healthPath : null,
      healthTimeoutMs: desired.healthTimeoutMs,
    },
    replicas,
    hostnames: type === 'web' ? desired.hostnames : [],
    stopTimeoutMs: desired.stopTimeoutMs,
  };
}

/** null: the folder is served as it is. */
function commandOf({ artifact, command, type }: DesiredWorkload): string | null {
  const found = command ?? artifact.processes[type] ?? null;
  if (found !== null) return found;
  if (type === 'web' && artifact.framework === 'static') return null;
  const known = Object.keys(artifact.processes).join(', ') || 'none';
  throw new Fault('reject', {
    code: 'no-command',
    message: `The build names no command for «${type}» (it names: ${known}). Add a line «${type}: <command>» to the Procfile or set the service's start command.`,
  });
}

/** JSON with keys in order: equal values have equal text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, v: unknown) =>
    v && typeof v === 'object' && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  );
}
