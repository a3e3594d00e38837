/** Asks the API server that a kubeconfig leads to whether its bearer may do something; false when it is nobody there (any more). */
import { readKubeconfig } from '../../adapters/kubernetes/client/kubeconfig.ts';
import { openKubernetesClient } from '../../adapters/kubernetes/client/open-client.ts';
import { Fault } from '../../kit/fault.ts';

/** `kind`: the plural, with its group after a dot when it has one. */
export async function mayWithKubeconfig(kubeconfig: string, verb: string, kind: string): Promise<boolean> {
  const [resource, ...group] = kind.split('.');
  await using api = openKubernetesClient(readKubeconfig(kubeconfig));
  try {
    const answer = (await api.call({
      method: 'POST',
      path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      body: {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: { resourceAttributes: { verb, resource, group: group.join('.'), namespace: 'default' } },
      },
    })) as { status: { allowed: boolean } };
    return answer.status.allowed;
  } catch (error) {
    if (error instanceof Fault && error.kind === 'auth') return false;
    throw error;
  }
}
