/** `northstack clusters`: Kubernetes clusters of the organization, and access to them. */
import { randomUUID } from 'node:crypto';
import { type Command, InvalidArgumentError } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';
import type { Connection } from '../connection/connect.ts';

export const clustersCommand = (): Command =>
  remoteCommand({
    name: 'clusters',
    summary: 'list clusters, register one, get a kubeconfig',
    examples: [
      'northstack clusters',
      'northstack clusters register eu-prod --kubeconfig ./eu-prod.yaml',
      'northstack clusters kubeconfig eu-prod --role edit > ~/.kube/eu-prod',
      'northstack clusters scale eu-prod workers 5',
    ],
  })
    .action((flags: CommonFlags) =>
      withConnection(flags, async ({ client }, output) => {
        const [{ ClustersDocument }, { table }, { paintStatus }] = await Promise.all([
          sdk(),
          import('../output/table.ts'),
          import('../output/status-color.ts'),
        ]);
        const { clusters, tenant_clusters: tenants } = await client.request(ClustersDocument, {}, { idempotent: true });
        const rows = [
          ...clusters.map((c) => ({ ...c, kind: c.source, region: c.region.slug })),
          ...tenants.map((c) => ({ ...c, kind: 'virtual', region: '' })),
        ];
        output.result(rows, () =>
          table(
            ['CLUSTER', 'KIND', 'STATUS', 'VERSION', 'REGION'],
            rows.map((c) => [c.slug, c.kind, paintStatus(output.paint, c.status), c.kubernetes_version ?? '', c.region]),
            'No clusters yet: «northstack clusters register <name> --kubeconfig <file>» registers one.',
          ),
        );
      }),
    )
    .addCommand(registerCommand())
    .addCommand(kubeconfigCommand())
    .addCommand(scaleCommand())
    .addCommand(removeCommand());

const sdk = () => import('../../sdk/generated.ts');

/** Its id, and whether it is a virtual one. @throws Fault gone */
async function findCluster({ client }: Connection, name: string): Promise<{ readonly id: string; readonly virtual: boolean }> {
  const [{ ClustersDocument }, { Fault }] = await Promise.all([sdk(), import('../../kit/fault.ts')]);
  const { clusters, tenant_clusters: tenants } = await client.request(ClustersDocument, {}, { idempotent: true });
  const cluster = clusters.find((c) => c.slug === name || c.id === name);
  const tenant = tenants.find((c) => c.slug === name || c.id === name);
  if (cluster) return { id: cluster.id, virtual: false };
  if (tenant) return { id: tenant.id, virtual: true };
  throw new Fault('gone', {
    code: 'cluster-not-found',
    message: `There is no cluster «${name}». «northstack clusters» lists them.`,
  });
}

const registerCommand = (): Command =>
  remoteCommand({
    name: 'register',
    summary: 'register a cluster that exists',
    examples: ['kubectl config view --raw --flatten --minify | northstack clusters register eu-prod --kubeconfig -'],
  })
    .argument('<name>', 'lower case letters, digits, hyphens')
    .requiredOption('--kubeconfig <file>', 'a kubeconfig that holds everything; - for standard input')
    .option('--region <slug>', 'where it is (default: local)')
    .action((slug: string, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<CommonFlags & { readonly kubeconfig: string; readonly region?: string }>();
      return withConnection(flags, async ({ client }, output) => {
        const [{ AddClusterDocument }, { readFile }, { readStdin }] = await Promise.all([
          sdk(),
          import('node:fs/promises'),
          import('../output/ask.ts'),
        ]);
        const kubeconfig = flags.kubeconfig === '-' ? await readStdin() : await readFile(flags.kubeconfig, 'utf8');
        const input = { slug, region: flags.region ?? null, kubeconfig, requestId: randomUUID() };
        const { registerCluster } = await client.request(AddClusterDocument, input, { idempotent: true });
        output.result(registerCluster, () => `Cluster ${slug} is registered. «northstack clusters» shows whether it answers.`);
      });
    });

const kubeconfigCommand = (): Command =>
  remoteCommand({
    name: 'kubeconfig',
    summary: 'get a kubeconfig of your own, for some hours',
    examples: ['northstack clusters kubeconfig eu-prod > ~/.kube/eu-prod'],
  })
    .argument('<name>', 'the cluster')
    .option('--role <role>', 'view, edit, admin or cluster_admin', 'view')
    .option('--hours <count>', 'how long it works (default: 8)', readCount)
    .action((name: string, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<CommonFlags & { readonly role: string; readonly hours?: number }>();
      return withConnection(flags, async (connection, output) => {
        const { AskForKubeconfigDocument } = await sdk();
        const { id, virtual } = await findCluster(connection, name);
        const { clusterKubeconfig: given } = await connection.client.request(
          AskForKubeconfigDocument,
          {
            clusterId: virtual ? null : id,
            tenantClusterId: virtual ? id : null,
            role: flags.role,
            hours: flags.hours ?? null,
            requestId: randomUUID(),
          },
          { idempotent: true },
        );
        output.result(given, () => given.kubeconfig.trimEnd());
        output.note(`It works until ${given.expiresAt}.`);
      });
    });

const scaleCommand = (): Command =>
  remoteCommand({
    name: 'scale',
    summary: 'add, scale or remove a node pool',
    examples: ['northstack clusters scale eu-prod workers 5', 'northstack clusters scale eu-prod gpu 1 --machine g5.xlarge'],
  })
    .argument('<name>', 'the cluster')
    .argument('<pool>', 'the node pool')
    .argument('<quantity>', 'how many machines; 0 removes a pool of workers', readQuantity)
    .option('--machine <type>', 'of a new pool')
    .action((name: string, pool: string, quantity: number, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<CommonFlags & { readonly machine?: string }>();
      return withConnection(flags, async (connection, output) => {
        const { ResizeClusterDocument } = await sdk();
        const { id } = await findCluster(connection, name);
        const input = { clusterId: id, pool, quantity, machineType: flags.machine ?? null, requestId: randomUUID() };
        const { scaleCluster } = await connection.client.request(ResizeClusterDocument, input, { idempotent: true });
        output.result(scaleCluster, () => `${name}: ${pool} is being scaled to ${quantity}.`);
      });
    });

const removeCommand = (): Command =>
  remoteCommand({
    name: 'rm',
    summary: 'take a cluster down, or forget one that was registered',
    examples: ['northstack clusters rm eu-prod --yes'],
  })
    .argument('<name>', 'the cluster')
    .option('--yes', 'do not ask')
    .action((name: string, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<CommonFlags & { readonly yes?: boolean }>();
      return withConnection(flags, async (connection, output) => {
        const [{ RemoveClusterDocument }, { confirmRemoval }] = await Promise.all([
          sdk(),
          import('../database/confirm-removal.ts'),
        ]);
        const { id } = await findCluster(connection, name);
        await confirmRemoval(output, name, flags.yes ?? false);
        const input = { clusterId: id, requestId: randomUUID() };
        const { deleteCluster } = await connection.client.request(RemoveClusterDocument, input, { idempotent: true });
        output.result(deleteCluster, () => `${name} is being removed.`);
      });
    });

function readCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('It is a whole number from 1.');
  return count;
}

function readQuantity(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 0) throw new InvalidArgumentError('It is a whole number from 0.');
  return count;
}
