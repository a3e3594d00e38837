/** Of a kubeconfig of Rancher's, the one entry that leads to the cluster: others may lead to Rancher itself, with a token for everything. Pure. */
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { Fault } from '../../kit/fault.ts';

const file = z.object({
  'current-context': z.string(),
  clusters: z.array(z.object({ name: z.string(), cluster: z.looseObject({ server: z.url() }) })),
  users: z.array(z.object({ name: z.string(), user: z.looseObject({ token: z.string().optional() }) })),
  contexts: z.array(z.object({ name: z.string(), context: z.looseObject({ cluster: z.string(), user: z.string() }) })),
});

/** `token`: instead of the one in it. @throws Fault reject `kubeconfig-unavailable` */
export function onlyThisCluster(text: string, token: string | null): string {
  const { 'current-context': current, clusters, users, contexts } = file.parse(parse(text));
  const isCluster = (name: string) =>
    clusters.some((entry) => entry.name === name && new URL(entry.cluster.server).pathname.includes('/k8s/clusters/'));
  const found =
    contexts.find(({ name, context }) => name === current && isCluster(context.cluster)) ??
    contexts.find(({ context }) => isCluster(context.cluster));
  const cluster = clusters.find(({ name }) => name === found?.context.cluster);
  const user = users.find(({ name }) => name === found?.context.user);
  const bearer = token ?? user?.user.token;
  if (found === undefined || cluster === undefined || bearer === undefined)
    throw new Fault('reject', {
      code: 'kubeconfig-unavailable',
      message:
        "Rancher's kubeconfig holds no token for the cluster. Ask the operator to set Rancher's setting kubeconfig-generate-token to true.",
    });
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': found.name,
    clusters: [cluster],
    users: [{ name: found.context.user, user: { token: bearer } }],
    contexts: [found],
  });
}
