/** The image that a deployment runs: which one its name means, and the credential that it is pulled with. */
import type { PullCredential } from '../domain/ports/app-runtime.ts';
import type { Artifact } from '../domain/ports/source-builder.ts';
import { parseImageName } from '../domain/values/image-reference.ts';
import { Fault } from '../kit/fault.ts';
import { NoteImageDigestDocument, RegistryCredentialsDocument } from '../sdk/generated.ts';
import type { ReconcileDeps } from './deps.ts';

const TIMEOUT_MS = 30_000;

/** A project and its organization. */
export interface ImageOwner {
  readonly id: string;
  readonly organization: { readonly id: string };
}

/** Looks it up once: the version keeps it. @throws Fault as the registry and the secret store do */
export async function noteImageDigest(
  deps: ReconcileDeps,
  { id, image, project }: { readonly id: string; readonly image: string; readonly project: ImageOwner },
): Promise<void> {
  const credential = await credentialFor(deps, image, project);
  const digest = await deps.images.digestOf(image, credential, AbortSignal.timeout(TIMEOUT_MS));
  await deps.graphql.request(NoteImageDigestDocument, { id, digest }, { idempotent: true });
}

/** Also of what was built: it is in the installation's own registry. @throws Fault as the secret store does */
export const pullCredentialOf = async (
  deps: ReconcileDeps,
  { kind, reference }: Artifact,
  project: ImageOwner,
): Promise<PullCredential | null> => (kind === 'image' ? await credentialFor(deps, reference, project) : null);

/**
 * Of the registry that the image is in: the project's, else the organization's, else what the operator set for the installation's own.
 * @throws Fault as the secret store does
 */
async function credentialFor(deps: ReconcileDeps, image: string, project: ImageOwner): Promise<PullCredential | null> {
  const registry = parseImageName(image)?.registry;
  if (registry === undefined) return null;
  const { registry_credentials: rows } = await deps.graphql.request(
    RegistryCredentialsDocument,
    { organizationId: project.organization.id, projectId: project.id, registry },
    { idempotent: true },
  );
  const row = rows.find((r) => r.project_id !== null) ?? rows[0];
  if (row === undefined) {
    const own = deps.images.ownCredential(image);
    return own === null ? null : { registry, ...own };
  }
  if (!deps.secrets.opens.includes(row.store)) {
    throw new Fault('reject', {
      code: 'secret-store-missing',
      message: `The credential for ${registry} is kept in the secret store «${row.store}», which is not set up here. Set it again.`,
    });
  }
  const { organization_id: organizationId, target_id: targetId, value_id: versionId, sealed, username } = row;
  const address = { organizationId, scope: 'registry_credential', targetId, key: registry, versionId } as const;
  return { registry, username, password: await deps.secrets.get(address, sealed, AbortSignal.timeout(TIMEOUT_MS)) };
}
