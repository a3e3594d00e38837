/** What a kubeconfig says about the one cluster it leads to now: address, authority, how to sign in. */
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { Fault } from '../../../kit/fault.ts';

export interface KubernetesAccess {
  /** Without a slash at the end. */
  readonly server: string;
  /** PEM. */
  readonly authority: string | null;
  readonly verify: boolean;
  readonly token: string | null;
  readonly basic: { readonly username: string; readonly password: string } | null;
  /** PEM. */
  readonly client: { readonly certificate: string; readonly key: string } | null;
}

const cluster = z.object({
  server: z.url(),
  'certificate-authority-data': z.string().optional(),
  'certificate-authority': z.string().optional(),
  'insecure-skip-tls-verify': z.boolean().optional(),
});
const user = z.object({
  token: z.string().optional(),
  tokenFile: z.string().optional(),
  username: z.string().optional(),
  password: z.string().optional(),
  'client-certificate': z.string().optional(),
  'client-key': z.string().optional(),
  'client-certificate-data': z.string().optional(),
  'client-key-data': z.string().optional(),
  exec: z.unknown().optional(),
  'auth-provider': z.unknown().optional(),
});
const file = z.object({
  'current-context': z.string().min(1),
  clusters: z.array(z.object({ name: z.string(), cluster })),
  users: z.array(z.object({ name: z.string(), user })),
  contexts: z.array(z.object({ name: z.string(), context: z.object({ cluster: z.string(), user: z.string() }) })),
});

/** @throws Fault reject `kubeconfig-invalid`, without anything of the text in its message */
export function readKubeconfig(text: string): KubernetesAccess {
  const parsed = file.safeParse(parseYaml(text));
  if (!parsed.success) throw invalid('It is not a kubeconfig with a current context.');
  const { clusters, users, contexts, 'current-context': current } = parsed.data;
  const context = contexts.find((c) => c.name === current)?.context;
  const found = clusters.find((c) => c.name === context?.cluster);
  const who = users.find((u) => u.name === context?.user);
  if (!found || !who) throw invalid('Its current context, or the cluster or the user of that, is not in it.');
  return accessOf(found.cluster, who.user);
}

/** Files and programs of whoever wrote it are not here, and must not be looked for here. */
function accessOf(c: z.infer<typeof cluster>, u: z.infer<typeof user>): KubernetesAccess {
  if (c['certificate-authority'] ?? u.tokenFile ?? u['client-certificate'] ?? u['client-key'])
    throw invalid('It names files. Make one that holds everything: kubectl config view --raw --flatten --minify.');
  if (u.exec !== undefined || u['auth-provider'] !== undefined)
    throw invalid('It signs in with a program. Use a kubeconfig with the token of a service account instead.');
  const certificate = pem(u['client-certificate-data']);
  const key = pem(u['client-key-data']);
  const basic = u.username !== undefined && u.password !== undefined ? { username: u.username, password: u.password } : null;
  if (u.token === undefined && basic === null && (certificate === null || key === null))
    throw invalid('It holds neither a token nor a client certificate with its key.');
  if (!/^https?:\/\//.test(c.server)) throw invalid('The address of its cluster is not http or https.');
  return {
    server: c.server.replace(/\/+$/, ''),
    authority: pem(c['certificate-authority-data']),
    verify: c['insecure-skip-tls-verify'] !== true,
    token: u.token ?? null,
    basic,
    client: certificate !== null && key !== null ? { certificate, key } : null,
  };
}

/** A kubeconfig for the same cluster with a token of somebody else. */
export function writeKubeconfig(
  { server, authority, verify }: Pick<KubernetesAccess, 'server' | 'authority' | 'verify'>,
  name: string,
  token: string,
): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    clusters: [
      {
        name,
        cluster: {
          server,
          ...(authority === null ? {} : { 'certificate-authority-data': Buffer.from(authority).toString('base64') }),
          ...(verify ? {} : { 'insecure-skip-tls-verify': true }),
        },
      },
    ],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
  });
}

function parseYaml(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 10 });
  } catch {
    return null;
  }
}

const pem = (base64: string | undefined): string | null =>
  base64 === undefined ? null : Buffer.from(base64, 'base64').toString('utf8');

const invalid = (why: string): Fault =>
  new Fault('reject', { code: 'kubeconfig-invalid', message: `The kubeconfig cannot be used. ${why}` });
