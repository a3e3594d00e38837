/** What we read of Argo CD's answers. Fields beside these are left alone; states that are new to us become `Unknown` and are told once. */
import { z } from 'zod';

const text = z.string().nullish();
const info = z.array(z.object({ name: text, value: text })).nullish();

export const application = z.object({
  metadata: z.object({
    name: z.string(),
    labels: z.record(z.string(), z.string()).nullish(),
    annotations: z.record(z.string(), z.string()).nullish(),
    resourceVersion: text,
    deletionTimestamp: text,
  }),
  spec: z.object({
    project: z.string(),
    source: z.record(z.string(), z.unknown()).nullish(),
    destination: z.object({ server: text, name: text, namespace: text }),
    syncPolicy: z.object({ automated: z.record(z.string(), z.unknown()).nullish() }).nullish(),
  }),
  operation: z.record(z.string(), z.unknown()).nullish(),
  status: z
    .object({
      sync: z.object({ status: text, revision: text }).nullish(),
      health: z.object({ status: text, message: text }).nullish(),
      operationState: z
        .object({
          phase: z.string(),
          message: text,
          startedAt: text,
          finishedAt: text,
          operation: z.object({ info }).nullish(),
          syncResult: z
            .object({
              revision: text,
              resources: z.array(z.object({ kind: text, name: text, status: text, message: text })).nullish(),
            })
            .nullish(),
        })
        .nullish(),
      conditions: z.array(z.object({ type: z.string(), message: text })).nullish(),
      reconciledAt: text,
    })
    .nullish(),
});
export type Application = z.infer<typeof application>;

/** Of a list with `fields`: what tells whether something changed. */
export const brief = z.object({
  metadata: z.object({
    name: z.string(),
    labels: z.record(z.string(), z.string()).nullish(),
    resourceVersion: text,
    deletionTimestamp: text,
  }),
  spec: z.object({ project: z.string(), destination: z.object({ server: text }).nullish() }),
});
export type BriefApplication = z.infer<typeof brief>;

export const project = z.object({
  metadata: z.object({ name: z.string(), resourceVersion: text, labels: z.record(z.string(), z.string()).nullish() }),
  spec: z.object({
    description: text,
    sourceRepos: z.array(z.string()).nullish(),
    destinations: z.array(z.object({ server: text, name: text, namespace: text })).nullish(),
  }),
});
export type Project = z.infer<typeof project>;

const node = z.object({
  group: text,
  version: text,
  kind: text,
  namespace: text,
  name: z.string(),
  uid: text,
  resourceVersion: text,
  parentRefs: z.array(z.object({ uid: text })).nullish(),
  createdAt: text,
  info,
  networkingInfo: z.object({ labels: z.record(z.string(), z.string()).nullish() }).nullish(),
  health: z.object({ status: text, message: text }).nullish(),
});
export type TreeNode = z.infer<typeof node>;
export const tree = z.object({ nodes: z.array(node).nullish() });

export const list = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item).nullish() });
export const liveManifest = z.object({ manifest: z.string() });
export const events = list(z.object({ type: text, reason: text, message: text, lastTimestamp: text }));

export const watched = z.object({
  result: z.object({ type: z.string(), application }).optional(),
  error: z.object({ message: text, grpc_code: z.number().nullish() }).optional(),
});
export const logged = z.object({
  result: z.object({ content: text, timeStampStr: text, podName: text, last: z.boolean().nullish() }).optional(),
  error: z.object({ message: text, grpc_code: z.number().nullish() }).optional(),
});

/** The part of a Deployment or StatefulSet that says how far a rollout is. */
export const rollout = z.object({
  metadata: z.object({ generation: z.number().optional() }),
  spec: z.object({
    replicas: z.number().default(1),
    template: z.object({ metadata: z.object({ labels: z.record(z.string(), z.string()).default({}) }) }),
  }),
  status: z
    .object({
      observedGeneration: z.number().optional(),
      /** Of a StatefulSet: the version that all of its pods were ready in last, and the one that they shall be. */
      currentRevision: text,
      updateRevision: text,
      conditions: z.array(z.object({ type: z.string(), status: text, reason: text, message: text })).default([]),
    })
    .default({ conditions: [] }),
});
export type LiveRollout = z.infer<typeof rollout>;

export const autoscaler = z.object({
  spec: z.object({
    metrics: z
      .array(
        z.object({
          resource: z.object({ name: z.string(), target: z.object({ averageUtilization: z.number().nullish() }) }).nullish(),
        }),
      )
      .nullish(),
  }),
  status: z
    .object({
      desiredReplicas: z.number().nullish(),
      currentMetrics: z
        .array(
          z.object({
            resource: z.object({ name: z.string(), current: z.object({ averageUtilization: z.number().nullish() }) }).nullish(),
          }),
        )
        .nullish(),
      conditions: z.array(z.object({ type: z.string(), status: text, message: text })).nullish(),
    })
    .nullish(),
});
export type LiveAutoscaler = z.infer<typeof autoscaler>;

const ended = z.object({ exitCode: z.number().nullish(), signal: z.number().nullish(), finishedAt: text, reason: text });
export const pod = z.object({
  status: z
    .object({
      containerStatuses: z
        .array(
          z.object({
            restartCount: z.number().default(0),
            state: z
              .object({ waiting: z.object({ reason: text, message: text }).nullish(), terminated: ended.nullish() })
              .nullish(),
            lastState: z.object({ terminated: ended.nullish() }).nullish(),
          }),
        )
        .nullish(),
    })
    .nullish(),
});
export type LivePod = z.infer<typeof pod>;

const conditions = z.array(z.object({ type: z.string(), status: text, reason: text, message: text })).nullish();
/** Of cert-manager: a Certificate, and what it is being made by (CertificateRequest, Order, Challenge), which say why in their own places. */
export const certificate = z.object({
  status: z
    .object({
      conditions,
      notAfter: text,
      lastFailureTime: text,
      failedIssuanceAttempts: z.number().nullish(),
      state: text,
      reason: text,
    })
    .nullish(),
});
export type LiveCertificate = z.infer<typeof certificate>;

export const cluster = z.object({ name: z.string().optional(), server: z.string().optional() });
export type Cluster = z.infer<typeof cluster>;
