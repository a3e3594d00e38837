/** Secrets by what they belong to; their values are nobody's to list. */
import { Fault } from '../../kit/fault.ts';
import { SecretsDocument, type SecretsQuery } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';
import { type PlaceFlags, type SecretPlace, secretPlace } from './secret-place.ts';

type Row = SecretsQuery['secrets'][number];

export interface SecretLine {
  readonly id: string;
  readonly key: string;
  readonly scope: string;
  /** What it belongs to, for people. */
  readonly of: string;
  readonly version: number;
  readonly updatedAt: string;
  readonly updatedBy: string | null;
}

/** @throws Fault gone | reject */
export async function listSecrets(
  connection: Connection,
  flags: PlaceFlags,
  service: string | undefined,
): Promise<readonly SecretLine[]> {
  const all = service === undefined && !flags.project && !flags.environment && !flags.organization;
  const place = all ? null : (await secretPlace(connection, flags, service === undefined ? [] : [service])).place;
  return (await allSecrets(connection)).filter((row) => place === null || isAt(row, place)).map(lineOf);
}

/** @throws Fault gone `secret-not-found` */
export async function findSecret(connection: Connection, place: SecretPlace, key: string): Promise<SecretLine> {
  const found = (await allSecrets(connection)).find((row) => row.key === key && isAt(row, place));
  if (found) return lineOf(found);
  throw new Fault('gone', { code: 'secret-not-found', message: `${place.name} has no secret «${key}».` });
}

const allSecrets = async ({ client }: Connection): Promise<readonly Row[]> =>
  (await client.request(SecretsDocument, {}, { idempotent: true })).secrets;

const isAt = (row: Row, { scope, targetId }: SecretPlace): boolean =>
  row.scope === scope && (targetId === null || row.target_id === targetId);

const lineOf = ({ id, key, scope, version, updated_at, updater, project, environment, service }: Row): SecretLine => ({
  id,
  key,
  scope,
  of: [project?.slug ?? 'organization', service?.slug ?? (environment && `environment ${environment.slug}`)]
    .filter((part) => typeof part === 'string')
    .join('/'),
  version,
  updatedAt: updated_at,
  updatedBy: updater?.email ?? null,
});
