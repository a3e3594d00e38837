/**
 * What actions look at in a process where nothing runs (`serve actions`): the same choice of platforms as where things are moved, so that a
 * command refuses at once what cannot be had, and people get access to clusters.
 */
import type { Platform } from '../../actions/index.ts';
import { openClusters } from './clusters.ts';
import { lookAtDatabases } from './databases.ts';
import type { LookingPart } from './part.ts';
import { openTenants } from './tenants.ts';

export async function openToLook(part: LookingPart): Promise<Platform> {
  const clusters = await openClusters(part);
  return { databases: await lookAtDatabases(part), clusters, tenants: await openTenants(part, clusters) };
}
