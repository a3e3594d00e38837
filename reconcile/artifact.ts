/** What a deployment runs: what its build made, or its image. */
import { z } from 'zod';
import type { Artifact } from '../domain/ports/source-builder.ts';
import { Fault } from '../kit/fault.ts';
import type { InstanceToReconcileQuery } from '../sdk/generated.ts';

type Deployment = NonNullable<InstanceToReconcileQuery['service_instances_by_pk']>['deployments'][number];

const processes = z.record(z.string(), z.string());

/** @throws Fault reject when it is not there any more. */
export function artifactOf({
  build,
  image,
  image_digest: digest,
}: {
  readonly build: Omit<NonNullable<Deployment['build']>, 'status'> | null;
  readonly image: string | null;
  readonly image_digest: string | null;
}): Artifact {
  if (build?.artifact_kind && build.artifact_reference && build.artifact_digest && build.artifact_removed_at === null) {
    return {
      kind: build.artifact_kind,
      reference: build.artifact_reference,
      digest: build.artifact_digest,
      framework: build.artifact_framework ?? 'unknown',
      processes: processes.parse(build.artifact_processes ?? {}),
    };
  }
  if (image !== null) {
    const reference = digest === null || image.includes('@') ? image : `${image}@${digest}`;
    return { kind: 'image', reference, digest: digest ?? '', framework: 'image', processes: {} };
  }
  throw new Fault('reject', {
    code: 'artifact-missing',
    message: 'The artifact of this version is no longer there. Deploy the version again instead.',
  });
}
