/** The kinds a tenant is made of, as much of them as is read. */
import { z } from 'zod';
import { defineKind } from '../kubernetes/client/kind.ts';

export const applications = defineKind(
  { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', plural: 'applications', namespaced: true },
  {
    spec: z.looseObject({ source: z.looseObject({}).optional(), destination: z.looseObject({}).optional() }),
    status: z
      .looseObject({
        conditions: z.array(z.looseObject({ type: z.string(), message: z.string() })).nullish(),
        health: z.looseObject({ status: z.string().nullish(), message: z.string().nullish() }).nullish(),
        sync: z
          .looseObject({ status: z.string(), comparedTo: z.looseObject({ source: z.unknown().optional() }).nullish() })
          .nullish(),
      })
      .optional(),
  },
);
export type Application = z.infer<typeof applications.schema>;

export const namespaces = defineKind(
  { apiVersion: 'v1', kind: 'Namespace', plural: 'namespaces', namespaced: false },
  { status: z.looseObject({ phase: z.string().optional() }).optional() },
);
export const secrets = defineKind(
  { apiVersion: 'v1', kind: 'Secret', plural: 'secrets', namespaced: true },
  { data: z.record(z.string(), z.string()).optional() },
);
export const statefulSets = defineKind(
  { apiVersion: 'apps/v1', kind: 'StatefulSet', plural: 'statefulsets', namespaced: true },
  {
    spec: z.looseObject({ replicas: z.number().optional() }),
    status: z.looseObject({ readyReplicas: z.number().optional() }).optional(),
  },
);
