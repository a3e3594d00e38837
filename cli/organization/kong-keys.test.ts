/**
 * What `northstack signing-keys kong` makes of deploy/gateway/kong.yml, held against Kong's own rules as its schemas say them (3.7): a strict
 * copy of the fields that we use. Kong itself is not run; its jwt plugin's steps are: credential by `kid`, its algorithm, its key, `exp`.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeProtectedHeader, jwtVerify, SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { deriveSigningKey } from '../../actions/signing-keys.ts';
import { Fault } from '../../kit/fault.ts';
import { withKongKeys } from './kong-keys.ts';

const text = readFileSync(join(import.meta.dirname, '../../deploy/gateway/kong.yml'), 'utf8');
const root = createPrivateKey(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
const [first, second] = [deriveSigningKey(root, 1), deriveSigningKey(root, 2)];
const published = { keys: [first.publicJwk, second.publicJwk] };

const plugin = z.discriminatedUnion('name', [
  z.strictObject({
    name: z.literal('jwt'),
    config: z.strictObject({
      key_claim_name: z.string(),
      claims_to_verify: z.array(z.enum(['exp', 'nbf'])),
      uri_param_names: z.array(z.string()),
      cookie_names: z.array(z.string()),
      run_on_preflight: z.boolean(),
    }),
  }),
  z.strictObject({
    name: z.literal('rate-limiting'),
    config: z.strictObject({
      second: z.number(),
      policy: z.enum(['local', 'cluster', 'redis']),
      limit_by: z.enum(['consumer', 'credential', 'ip', 'service', 'header', 'path', 'consumer-group']),
      fault_tolerant: z.boolean(),
    }),
  }),
  z.strictObject({
    name: z.literal('request-size-limiting'),
    config: z.strictObject({ allowed_payload_size: z.int(), size_unit: z.enum(['megabytes', 'kilobytes', 'bytes']) }),
  }),
  z.strictObject({
    name: z.literal('correlation-id'),
    config: z.strictObject({
      header_name: z.string(),
      generator: z.enum(['uuid', 'uuid#counter', 'tracker']),
      echo_downstream: z.boolean(),
    }),
  }),
]);
const route = z.strictObject({
  name: z.string(),
  hosts: z.array(z.string()),
  paths: z.array(z.string().startsWith('/')),
  headers: z.record(z.string(), z.array(z.string()).length(1)).optional(),
  strip_path: z.boolean(),
  preserve_host: z.boolean(),
  protocols: z.array(z.enum(['http', 'https'])),
  plugins: z.array(plugin).optional(),
});
const configuration = z.strictObject({
  _format_version: z.literal('3.0'),
  _transform: z.boolean(),
  services: z.array(
    z.strictObject({
      name: z.string(),
      url: z.url(),
      connect_timeout: z.int(),
      read_timeout: z.int(),
      write_timeout: z.int(),
      retries: z.int(),
      routes: z.array(route),
      plugins: z.array(plugin),
    }),
  ),
  consumers: z.array(
    z.strictObject({
      username: z.string(),
      jwt_secrets: z.array(
        z.strictObject({
          key: z.string(),
          algorithm: z.literal('EdDSA'),
          rsa_public_key: z.string().startsWith('-----BEGIN PUBLIC KEY-----'),
        }),
      ),
    }),
  ),
});
const read = (yaml: string) => configuration.parse(parse(yaml));

test('the configuration as it is shipped is Kong’s, and knows no key yet', () => {
  expect(read(text).consumers).toEqual([{ username: 'northstack', jwt_secrets: [] }]);
});

test('each published key is a credential that verifies what it signed, and nothing else', async () => {
  const { consumers } = read(withKongKeys(text, published));
  const credentials = consumers[0]?.jwt_secrets ?? [];
  expect(credentials.map(({ key }) => key)).toEqual(published.keys.map(({ kid }) => kid));
  const verify = async (token: string): Promise<boolean> => {
    const { kid, alg } = decodeProtectedHeader(token);
    const credential = credentials.find(({ key }) => key === kid);
    if (credential?.algorithm !== alg) return false;
    return await jwtVerify(token, createPublicKey(credential?.rsa_public_key ?? '')).then(
      () => true,
      () => false,
    );
  };
  const token = ({ privateKey, publicJwk }: typeof first, kid = publicJwk.kid) =>
    new SignJWT({}).setProtectedHeader({ alg: 'EdDSA', kid }).setExpirationTime('1h').sign(privateKey);
  const unknown = deriveSigningKey(root, 3);
  expect(await Promise.all([first, second, unknown].map((key) => token(key).then(verify)))).toEqual([true, true, false]);
  expect(await verify(await token(unknown, first.publicJwk.kid))).toBe(false);
});

test('rotated keys replace those before, and everything else stays as it is written', () => {
  const once = withKongKeys(text, published);
  expect(withKongKeys(once, published)).toBe(once);
  const { consumers, ...rest } = read(withKongKeys(once, { keys: [second.publicJwk] }));
  expect(consumers[0]?.jwt_secrets.map(({ key }) => key)).toEqual([second.publicJwk.kid]);
  const { consumers: _, ...shipped } = read(text);
  expect(rest).toEqual(shipped);
  expect(once).toContain('# Subscriptions stay open.');
});

test('tokens of sessions come to the route that verifies, API keys and nobody’s requests do not', () => {
  const [api, withToken] = read(text).services[0]?.routes ?? [];
  const [condition = ''] = withToken?.headers?.authorization ?? [];
  const matches = (header: string) => new RegExp(condition.replace(/^~\*/, '')).test(header);
  expect(matches(`Bearer eyJ${randomBytes(9).toString('hex')}`)).toBe(true);
  expect(matches('bearer eyJhbGciOiJub25lIn0.e30.')).toBe(true);
  for (const other of ['', 'Bearer nsk_abc', 'Basic ey']) expect(matches(other)).toBe(false);
  expect(api?.paths).toEqual(expect.arrayContaining(withToken?.paths ?? []));
});

test.each(['consumers: []', 'services: [', '[]'])('what has no such consumer is refused: %s', (other) => {
  expect(() => withKongKeys(other, published)).toThrow(Fault);
});
