/** The environment of a build or a deployment: its plain variables and the values of the secrets that were recorded with it. */
import type { SecretLocation } from '../domain/ports/secret-store.ts';
import { variables } from '../domain/values/variables.ts';
import { Fault } from '../kit/fault.ts';
import type { RecordedSecretFragment } from '../sdk/generated.ts';
import type { ReconcileDeps } from './deps.ts';

export interface OpenedEnvironment {
  readonly environment: Readonly<Record<string, string>>;
  readonly secretNames: readonly string[];
  /** Of those that are in a store which others may read themselves. */
  readonly secretLocations: Readonly<Record<string, SecretLocation>>;
}

/** Long enough for a store in another place, short enough for a reconciler's turn. */
const TIMEOUT_MS = 15_000;

/** A secret counts before a plain variable of the same name. @throws Fault reject | gone when a value is gone for good, retry | auth */
export async function openEnvironment(
  { secrets: store }: ReconcileDeps,
  plain: unknown,
  recorded: readonly RecordedSecretFragment[],
): Promise<OpenedEnvironment> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const locations: Record<string, SecretLocation> = {};
  const values = await Promise.all(
    recorded.map(async ({ key, secret_version: { id, sealed, store: name, secret } }) => {
      if (sealed === null) throw gone(key);
      if (!store.opens.includes(name)) throw elsewhere(key, name);
      const { organization_id: organizationId, scope, target_id: targetId } = secret;
      const location = store.locate(sealed);
      if (location !== null) locations[key] = location;
      return [key, await store.get({ organizationId, scope, targetId, key, versionId: id }, sealed, signal)] as const;
    }),
  );
  return {
    environment: { ...variables.parse(plain ?? {}), ...Object.fromEntries(values) },
    secretNames: values.map(([key]) => key),
    secretLocations: locations,
  };
}

const gone = (key: string): Fault =>
  new Fault('reject', {
    code: 'secret-gone',
    message: `The secret ${key} that this version was released with was deleted. Set it again and deploy anew instead of rolling back.`,
  });

const elsewhere = (key: string, store: string): Fault =>
  new Fault('reject', {
    code: 'secret-store-missing',
    message: `The secret ${key} is kept in the secret store «${store}», which is not set up here. Set the secret again.`,
  });
