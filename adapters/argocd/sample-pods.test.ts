/** What workloads in a cluster use becomes samples of their instances, through the runtime and an emulated API. */
import { expect, test } from 'vitest';
import { desiredWorkload } from '../../test/contracts/app-runtime.contract.ts';
import { argocdFixture } from '../../test/support/argocd-runtime.ts';
import { eventually } from '../../test/support/eventually.ts';
import { workloadName } from './names.ts';
import { quantityOf } from './sample-pods.ts';

/** As metrics-server registers it; the emulator serves kinds by their definition. */
const metricsServer = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: pods.metrics.k8s.io }
spec:
  group: metrics.k8s.io
  names: { plural: pods, kind: PodMetrics }
  scope: Namespaced
  versions: [{ name: v1beta1, served: true, storage: true }]
`;

test('a cluster without a metrics-server is told once; with one, the pods of an instance are one sample', async () => {
  await using it = await argocdFixture();
  const desired = desiredWorkload(await it.program('web'), { environment: { VERSION: 'v1' }, replicas: 2 });
  await it.runtime.apply(desired);
  const problems = () => it.observations.filter((o) => o.kind === 'argocd-problem' && o.what === 'metrics');
  await eventually(problems, (told) => told.length > 0);

  it.cluster.define([metricsServer]);
  const labels = { 'app.kubernetes.io/managed-by': 'northstack', 'app.kubernetes.io/name': workloadName(desired.instanceId) };
  const { namespace } = desired.placement;
  const usage = (name: string, more: object, cpu: string, memory: string) =>
    it.cluster.api.create(it.cluster.kind('pods.metrics.k8s.io'), namespace, {
      metadata: { name, labels: { ...labels, ...more } },
      containers: [{ name: 'app', usage: { cpu, memory } }],
    });
  it.cluster.ensureNamespace(namespace);
  usage('a', {}, '250000000n', '64Mi');
  usage('b', {}, '250m', '65536Ki');
  // Somebody else's, and a workload nobody knows.
  usage('c', { 'app.kubernetes.io/managed-by': 'helm' }, '4', '1Gi');
  usage('d', { 'app.kubernetes.io/name': 'ns-unknown' }, '4', '1Gi');
  const sample = await eventually(
    () => it.measured.at(-1),
    (last) => last?.replicas === 2,
  );
  expect(sample).toMatchObject({ instanceId: desired.instanceId, cpuCores: 0.5, memoryBytes: 128 * 2 ** 20, requests: 0 });
  expect(new Set(it.measured.map(({ instanceId }) => instanceId))).toEqual(new Set([desired.instanceId]));
  expect(problems()).toHaveLength(1);
});

test.each([
  ['0', 0],
  ['156340n', 0.000_156_34],
  ['12u', 0.000_012],
  ['250m', 0.25],
  ['2', 2],
  ['12Mi', 12 * 2 ** 20],
  ['1e3', 1_000],
])('%s is %d', (text, value) => expect(quantityOf(text)).toBeCloseTo(value, 9));

test.each(['', 'lots', '1Xi', '-1'])('«%s» is no quantity', (text) => expect(() => quantityOf(text)).toThrow('no quantity'));
