/** Keeps the newest artifacts of a service, and those that something needs; the others are removed, so that disks do not fill. */
import { NoteArtifactRemovedDocument, RetirableBuildsDocument } from '../sdk/generated.ts';
import { type ReconcileDeps, timestamp } from './deps.ts';

/** So many versions back one can roll back without a build. */
const KEEP = 10;

export async function retireArtifacts({ graphql, builder, now }: ReconcileDeps, serviceId: string): Promise<void> {
  const { builds } = await graphql.request(RetirableBuildsDocument, { serviceId, keep: KEEP }, { idempotent: true });
  for (const { id } of builds) {
    // First the note: a rollback must not choose what is about to go.
    const noted = await graphql.request(NoteArtifactRemovedDocument, { id, now: timestamp(now()) }, { idempotent: true });
    if (noted.update_builds?.affected_rows === 1) await builder.remove(id);
  }
}
