/** Checks a desired workload and turns it into what a run is made of. */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { checkWorkload, ownDomains, workloadCommand } from '../../../domain/plan/check-workload.ts';
import type { DesiredWorkload } from '../../../domain/ports/app-runtime.ts';
import { Fault } from '../../../kit/fault.ts';
import { seal } from '../seal.ts';
import type { Wish } from './workload.ts';

/** @throws Fault reject | gone */
export async function checkWish(desired: DesiredWorkload, key: Uint8Array): Promise<Wish> {
  const reject = (code: string, message: string) => new Fault('reject', { code, message });
  const { artifact, environment, port, replicas, type } = desired;
  if (artifact.kind !== 'directory')
    throw reject('needs-container-runtime', 'This installation runs processes, not container images.');
  if (desired.placement.cluster !== null)
    throw reject(
      'needs-argocd',
      'This installation runs apps on its own machine. Those in clusters need an Argo CD: see docs/production.md.',
    );
  checkWorkload(desired);
  if (type === 'web' && port !== null && (desired.scaling?.most ?? replicas) > 1) {
    throw reject(
      'fixed-port-one-replica',
      `Replicas on one machine cannot share port ${port}. Leave the service's port empty: each replica then gets its own through PORT.`,
    );
  }
  const command = workloadCommand(desired);
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
      port: type === 'worker' ? null : port,
      healthPath: type === 'web' ? desired.healthPath : null,
      healthTimeoutMs: desired.healthTimeoutMs,
    },
    replicas,
    scaling:
      desired.scaling === undefined
        ? null
        : {
            ...desired.scaling,
            least: replicas,
            cpuMillicores: desired.resources.cpuMillicores?.request ?? null,
            memoryMegabytes: desired.resources.memoryMegabytes?.request ?? null,
          },
    hostnames: type === 'web' ? desired.hostnames : [],
    domains: ownDomains(desired),
    stopTimeoutMs: desired.stopTimeoutMs,
  };
}

/** JSON with keys in order: equal values have equal text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, v: unknown) =>
    v && typeof v === 'object' && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  );
}
