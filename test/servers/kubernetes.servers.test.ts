/** What the emulator is held to, asked of a real API server where there is one. */
import { test } from 'vitest';
import { kubernetesApiContract } from '../contracts/kubernetes-api.contract.ts';
import { startKubeApiServer } from '../support/kube-apiserver.ts';

const assets = process.env.KUBEBUILDER_ASSETS ?? '';

if (assets === '') {
  console.log('skipped: KUBEBUILDER_ASSETS names no folder with etcd and kube-apiserver');
  test.skip('a real Kubernetes API server', () => {});
} else {
  kubernetesApiContract('kube-apiserver', { knowsBuiltInKinds: true }, () => startKubeApiServer(assets));
}
