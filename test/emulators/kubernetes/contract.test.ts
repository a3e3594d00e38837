/** The emulator keeps what a real API server is asked in test/servers. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { kubernetesApiContract } from '../../contracts/kubernetes-api.contract.ts';
import { startKubernetes } from './emulator.ts';

const swagger = join(import.meta.dirname, '../../../../shared/specs/kubernetes/swagger-subset-v1.35.json');
const knowsBuiltInKinds = existsSync(swagger);

kubernetesApiContract('emulated', { knowsBuiltInKinds }, async () => {
  const cluster = await startKubernetes(knowsBuiltInKinds ? { swagger } : {});
  return { kubeconfig: cluster.kubeconfig(), [Symbol.asyncDispose]: () => cluster[Symbol.asyncDispose]() };
});
