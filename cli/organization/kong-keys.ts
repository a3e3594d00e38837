/** A configuration of Kong with the keys that sign sessions now, as credentials of its jwt plugin. */
import { createPublicKey } from 'node:crypto';
import { isMap, parseDocument } from 'yaml';
import { z } from 'zod';
import { Fault } from '../../kit/fault.ts';

const keySet = z.object({
  keys: z.array(z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), kid: z.string() })).min(1),
});

type KeySet = z.output<typeof keySet>;

/** @throws Fault retry when the keys cannot be had: the old configuration is kept then. */
export async function fetchKeySet(url: string): Promise<KeySet> {
  const why = (reason: string): Fault =>
    new Fault('retry', { code: 'keys-unreachable', message: `The keys cannot be read from ${url}: ${reason}. Try again.` });
  const answer = await fetch(`${url}/.well-known/jwks.json`, { signal: AbortSignal.timeout(10_000) }).catch((error: unknown) => {
    throw why(error instanceof Error ? error.message : String(error));
  });
  if (!answer.ok) throw why(`it answers ${answer.status}`);
  const published = keySet.safeParse(await answer.json().catch(() => null));
  if (!published.success) throw why('what it answers is no set of Ed25519 keys');
  return published.data;
}

/** `text`: YAML with a consumer `northstack`, whose credentials are replaced; the rest stays as it is written. @throws Fault reject */
export function withKongKeys(text: string, { keys }: KeySet): string {
  const document = parseDocument(text);
  const consumers = z.array(z.looseObject({ username: z.string() })).safeParse(document.toJS()?.consumers);
  const at = consumers.data?.findIndex(({ username }) => username === 'northstack') ?? -1;
  if (document.errors.length > 0 || at < 0 || !isMap(document.getIn(['consumers', at])))
    throw new Fault('reject', {
      code: 'no-consumer',
      message: 'This is no configuration of Kong with a consumer «northstack»: begin with deploy/gateway/kong.yml.',
    });
  const credentials = keys.map(({ kid, ...jwk }) => ({
    key: kid,
    algorithm: 'EdDSA',
    // It holds keys of any kind by now.
    rsa_public_key: createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' }),
  }));
  document.setIn(['consumers', at, 'jwt_secrets'], document.createNode(credentials));
  return document.toString({ lineWidth: 0 });
}
