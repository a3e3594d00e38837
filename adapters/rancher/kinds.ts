/**
 * Rancher's kinds, as far as they are read. Source: the CustomResourceDefinitions of v2.15 (pkg/crds) and its published Swagger. A management
 * cluster has no schema there, so little is expected of it.
 */
import { z } from 'zod';
import { defineKind, type Kind, plainKind } from '../kubernetes/client/kind.ts';
import { DRIVERS, type Driver } from './options.ts';

const condition = z.object({
  type: z.string(),
  status: z.string(),
  reason: z.string().nullish(),
  message: z.string().nullish(),
  lastUpdateTime: z.string().nullish(),
  lastTransitionTime: z.string().nullish(),
});
export type Condition = z.infer<typeof condition>;
const conditions = z.array(condition).nullish();

const machinePool = z.looseObject({
  name: z.string(),
  quantity: z.number().nullish(),
  machineConfigRef: z.looseObject({ kind: z.string().optional(), name: z.string().optional() }).nullish(),
  labels: z.record(z.string(), z.string()).nullish(),
  autoscalingMinSize: z.number().nullish(),
  autoscalingMaxSize: z.number().nullish(),
});

export const provisioningClusters = defineKind(
  { apiVersion: 'provisioning.cattle.io/v1', kind: 'Cluster', plural: 'clusters', namespaced: true },
  {
    spec: z.looseObject({
      kubernetesVersion: z.string().optional(),
      rkeConfig: z.looseObject({ machinePools: z.array(machinePool).nullish() }).nullish(),
    }),
    status: z
      .looseObject({
        clusterName: z.string().optional(),
        ready: z.boolean().optional(),
        agentDeployed: z.boolean().optional(),
        observedGeneration: z.number().optional(),
        clientSecretName: z.string().optional(),
        conditions,
      })
      .optional(),
  },
);
export type ProvisioningCluster = z.infer<typeof provisioningClusters.schema>;

export const managementClusters = defineKind(
  { apiVersion: 'management.cattle.io/v3', kind: 'Cluster', plural: 'clusters', namespaced: false },
  {
    spec: z.looseObject({ displayName: z.string().optional() }).optional(),
    status: z.looseObject({ version: z.looseObject({ gitVersion: z.string().optional() }).nullish(), conditions }).optional(),
  },
);
export type ManagementCluster = z.infer<typeof managementClusters.schema>;

/** `version` is what discovery prefers: v1beta1 up to Rancher 2.14, v1beta2 from 2.15 on. */
export const machinesOf = (version: string) =>
  defineKind(
    { apiVersion: `cluster.x-k8s.io/${version}`, kind: 'Machine', plural: 'machines', namespaced: true },
    { status: z.looseObject({ phase: z.string().optional(), conditions }).optional() },
  );
export type Machine = z.infer<ReturnType<typeof machinesOf>['schema']>;

export const machineConfigsOf = (driver: Driver): Kind =>
  plainKind('rke-machine-config.cattle.io/v1', DRIVERS[driver].kind, DRIVERS[driver].plural, 'namespaced');

export const registrationTokens = defineKind(
  {
    apiVersion: 'management.cattle.io/v3',
    kind: 'ClusterRegistrationToken',
    plural: 'clusterregistrationtokens',
    namespaced: true,
  },
  { status: z.looseObject({ manifestUrl: z.string().optional() }).optional() },
);

export const users = plainKind('management.cattle.io/v3', 'User', 'users', 'cluster');
export const globalRoleBindings = plainKind('management.cattle.io/v3', 'GlobalRoleBinding', 'globalrolebindings', 'cluster');
export const clusterRoleBindings = plainKind(
  'management.cattle.io/v3',
  'ClusterRoleTemplateBinding',
  'clusterroletemplatebindings',
  'namespaced',
);
export const roleTemplates = plainKind('management.cattle.io/v3', 'RoleTemplate', 'roletemplates', 'cluster');
export const secrets = defineKind(
  { apiVersion: 'v1', kind: 'Secret', plural: 'secrets', namespaced: true },
  { data: z.record(z.string(), z.string()).optional() },
);

export const settings = defineKind(
  { apiVersion: 'management.cattle.io/v3', kind: 'Setting', plural: 'settings', namespaced: false },
  { value: z.string().optional(), default: z.string().optional() },
);

export const kubeconfigs = defineKind(
  { apiVersion: 'ext.cattle.io/v1', kind: 'Kubeconfig', plural: 'kubeconfigs', namespaced: false },
  {
    spec: z.looseObject({ ttl: z.number().optional() }).optional(),
    status: z
      .looseObject({
        value: z.string().optional(),
        summary: z.string().optional(),
        tokens: z.array(z.string()).nullish(),
      })
      .optional(),
  },
);
