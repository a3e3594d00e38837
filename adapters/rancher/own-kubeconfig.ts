/**
 * The platform's own way into a cluster: the kubeconfig that Rancher keeps beside each cluster it provisions (`status.clientSecretName`) for its
 * own parts. It is read, never made, so nothing has to be taken back, and one that Rancher renews is the next one that is read. Its address is
 * Rancher's inner one; we and Argo CD go where we are told that Rancher is.
 *
 * Source: pkg/provisioningv2/kubeconfig of Rancher v2.15.
 */
import { Fault } from '../../kit/fault.ts';
import { readKubeconfig, writeKubeconfig } from '../kubernetes/client/kubeconfig.ts';
import { secrets } from './kinds.ts';
import { findCluster, type Rancher } from './rancher.ts';

/** @throws Fault retry `cluster-not-ready` | auth */
export async function ownKubeconfig(rancher: Rancher, clusterId: string, signal?: AbortSignal): Promise<string> {
  const { connection, namespace, url, ca } = rancher;
  const { clusterName, clientSecretName, ready } = (await findCluster(rancher, clusterId, signal))?.status ?? {};
  if (clusterName === undefined || clientSecretName === undefined || ready !== true) throw notReady();
  const found = await connection.kubernetes.get(secrets, { namespace, name: clientSecretName }, { signal });
  const value = found?.data?.value;
  if (value === undefined) throw notReady();
  const { token } = readKubeconfig(Buffer.from(value, 'base64').toString('utf8'));
  if (token === null) throw notReady();
  const server = `${url}/k8s/clusters/${clusterName}`;
  return writeKubeconfig({ server, authority: ca, verify: true }, clusterName, token);
}

const notReady = (): Fault =>
  new Fault('retry', { code: 'cluster-not-ready', message: 'The cluster is not ready yet. Wait until it is active.' });
