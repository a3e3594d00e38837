/** Finds the region somebody means by its name. */
import { Fault } from '../../kit/fault.ts';
import { RegionsDocument } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';

/** Its id. @throws Fault gone `region-not-found` */
export async function findRegion({ client }: Connection, slug: string): Promise<string> {
  const { regions } = await client.request(RegionsDocument, {}, { idempotent: true });
  const found = regions.find((r) => r.slug === slug);
  if (found) return found.id;
  throw new Fault('gone', {
    code: 'region-not-found',
    message: `There is no region «${slug}». There are: ${regions.map((r) => r.slug).join(', ')}.`,
  });
}
