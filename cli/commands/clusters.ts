/** `northstack clusters`: Kubernetes clusters of the organization, and access to them. */
import { randomUUID } from 'node:crypto';
import { type Command, InvalidArgumentError } from 'commander';
import { Fault } from '../../kit/fault.ts';
import type { NodePoolInput } from '../../sdk/generated.ts';
import { parsePool } from '../cluster/parse-pool.ts';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

export const clustersCommand = (): Command =>
  remoteCommand({
    name: 'clusters',
    summary: 'Kubernetes clusters: make, register, scale, get a kubeconfig',
    examples: [
      'northstack clusters',
      'northstack clusters provision eu-prod --version v1.33.4+rke2r1 --pool all=3:t3.large:control,etcd,worker',
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
            'No clusters yet: «northstack clusters provision» makes one, «northstack clusters register» tells of one that exists.',
          ),
        );
      }),
    )
    .addCommand(provisionCommand())
    .addCommand(registerCommand())
    .addCommand(kubeconfigCommand())
    .addCommand(poolsCommand())
    .addCommand(scaleCommand())
    .addCommand(tenantsCommand())
    .addCommand(removeCommand());

const sdk = () => import('../../sdk/generated.ts');

interface ProvisionFlags extends CommonFlags {
  readonly version: string;
  readonly pool: readonly NodePoolInput[];
  readonly region?: string;
  readonly distribution?: string;
  readonly name?: string;
  readonly detach?: boolean;
}

const provisionCommand = (): Command =>
  remoteCommand({
    name: 'provision',
    summary: 'make a cluster',
    examples: [
      'northstack clusters provision eu-test --version v1.33.4+rke2r1 --pool all=1:t3.large:control,etcd,worker',
      'northstack clusters provision eu-prod --version v1.33.4+rke2r1 --region eu --pool control=3:t3.medium:control,etcd --pool workers=5:t3.large',
    ],
  })
    .argument('<name>', 'lower case letters, digits, hyphens')
    .requiredOption('--version <version>', 'of Kubernetes, as the platform calls it')
    .requiredOption('--pool <pool>', '<name>=<machines>:<machine type>[:control,etcd,worker]; once for each pool', readPool, [])
    .option('--region <slug>', 'where (default: local)')
    .option('--distribution <name>', 'rke2 or k3s (default: rke2)')
    .option('--name <name>', 'its name for people (default: the first one)')
    .option('--detach', 'do not wait until it is active')
    .action((slug: string, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<ProvisionFlags>();
      return withConnection(flags, async (connection, output) => {
        const [{ ProvisionClusterDocument }, { followCluster }] = await Promise.all([
          sdk(),
          import('../cluster/follow-cluster.ts'),
        ]);
        const input = {
          slug,
          name: flags.name ?? null,
          region: flags.region ?? null,
          distribution: flags.distribution ?? null,
          kubernetesVersion: flags.version,
          pools: [...flags.pool],
          requestId: randomUUID(),
        };
        const { provisionCluster } = await connection.client.request(ProvisionClusterDocument, input, { idempotent: true });
        const cluster = { id: provisionCluster.clusterId, virtual: false };
        output.event({ event: 'requested', ...provisionCluster, cluster: slug }, `${output.paint('bold', slug)} is being made`);
        if (flags.detach) return;
        if (!(await followCluster(connection, output, cluster, 'active'))) process.exitCode = 1;
        else output.note(`Next: northstack clusters kubeconfig ${slug}`);
      });
    });

const poolsCommand = (): Command =>
  remoteCommand({ name: 'pools', summary: 'list its node pools', examples: ['northstack clusters pools eu-prod'] })
    .argument('<name>', 'the cluster')
    .action((name: string, _: unknown, command: Command) =>
      withConnection(command.optsWithGlobals<CommonFlags>(), async (connection, output) => {
        const [{ ClusterPoolsDocument }, { findCluster }, { table }] = await Promise.all([
          sdk(),
          import('../cluster/find-cluster.ts'),
          import('../output/table.ts'),
        ]);
        const { id } = await findCluster(connection, name);
        const { node_pools: pools } = await connection.client.request(ClusterPoolsDocument, { id }, { idempotent: true });
        output.result(pools, () =>
          table(
            ['POOL', 'MACHINES', 'READY', 'TYPE', 'FOR'],
            pools.map((p) => [
              p.name,
              String(p.quantity),
              String(p.ready_nodes),
              p.machine_type,
              [p.is_control_plane && 'control plane', p.is_etcd && 'etcd', p.is_worker && 'work'].filter(Boolean).join(', '),
            ]),
            'It has no node pools here: its machines are its owner’s.',
          ),
        );
      }),
    );

interface TenantFlags extends CommonFlags {
  readonly host?: string;
  readonly project?: string;
  readonly version?: string;
  readonly cpu?: number;
  readonly memory?: number;
  readonly storage?: number;
  readonly detach?: boolean;
}

const tenantsCommand = (): Command =>
  remoteCommand({
    name: 'tenants',
    summary: 'virtual clusters inside another one',
    examples: ['northstack clusters tenants create team-a --host eu-prod --cpu 4000 --memory 8192'],
  }).addCommand(
    remoteCommand({
      name: 'create',
      summary: 'make a virtual cluster, with quotas for everything in it together',
      examples: ['northstack clusters tenants create team-a --host eu-prod --project shop --cpu 4000 --memory 8192 --storage 50'],
    })
      .argument('<name>', 'lower case letters, digits, hyphens')
      .option('--host <cluster>', 'the cluster it runs in (default: one that the platform shares)')
      .option('--project <slug>', 'what it is for (default: the whole organization)')
      .option('--version <version>', 'of Kubernetes, with a leading v')
      .option('--cpu <millicores>', 'all of it may use', readCount)
      .option('--memory <megabytes>', 'all of it may use', readCount)
      .option('--storage <gigabytes>', 'all of it may use', readCount)
      .option('--detach', 'do not wait until it is active')
      .action((slug: string, _: unknown, command: Command) => {
        const flags = command.optsWithGlobals<TenantFlags>();
        return withConnection(flags, async (connection, output) => {
          const [{ AddTenantClusterDocument }, { findCluster }, { findProject }, { followCluster }] = await Promise.all([
            sdk(),
            import('../cluster/find-cluster.ts'),
            import('../service/find-project.ts'),
            import('../cluster/follow-cluster.ts'),
          ]);
          const input = {
            slug,
            hostClusterId: flags.host === undefined ? null : (await findCluster(connection, flags.host)).id,
            projectId: flags.project === undefined ? null : (await findProject(connection, flags.project)).id,
            kubernetesVersion: flags.version ?? null,
            cpuMillicores: flags.cpu ?? null,
            memoryMegabytes: flags.memory ?? null,
            storageGigabytes: flags.storage ?? null,
            requestId: randomUUID(),
          };
          const { createTenantCluster } = await connection.client.request(AddTenantClusterDocument, input, { idempotent: true });
          const cluster = { id: createTenantCluster.tenantClusterId, virtual: true };
          output.event(
            { event: 'requested', ...createTenantCluster, cluster: slug },
            `${output.paint('bold', slug)} is being made`,
          );
          if (flags.detach) return;
          if (!(await followCluster(connection, output, cluster, 'active'))) process.exitCode = 1;
          else output.note(`Next: northstack clusters kubeconfig ${slug}`);
        });
      }),
  );

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
        const [{ AskForKubeconfigDocument }, { findCluster }] = await Promise.all([sdk(), import('../cluster/find-cluster.ts')]);
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
    .option('--detach', 'do not wait until it is so')
    .action((name: string, pool: string, quantity: number, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<CommonFlags & { readonly machine?: string; readonly detach?: boolean }>();
      return withConnection(flags, async (connection, output) => {
        const [{ ResizeClusterDocument }, { findCluster }, { followCluster }] = await Promise.all([
          sdk(),
          import('../cluster/find-cluster.ts'),
          import('../cluster/follow-cluster.ts'),
        ]);
        const { id } = await findCluster(connection, name);
        const input = { clusterId: id, pool, quantity, machineType: flags.machine ?? null, requestId: randomUUID() };
        const { scaleCluster } = await connection.client.request(ResizeClusterDocument, input, { idempotent: true });
        output.event({ event: 'requested', ...scaleCluster, pool, quantity }, `${name}: ${pool} is being scaled to ${quantity}`);
        if (flags.detach) return;
        if (!(await followCluster(connection, output, { id, virtual: false }, 'active'))) process.exitCode = 1;
      });
    });

interface RemoveFlags extends CommonFlags {
  readonly yes?: boolean;
  readonly force?: boolean;
  readonly confirm?: string;
  readonly detach?: boolean;
}

const removeCommand = (): Command =>
  remoteCommand({
    name: 'rm',
    summary: 'take a cluster down, virtual ones too, or forget one that was registered',
    examples: ['northstack clusters rm eu-prod --yes', 'northstack clusters rm eu-prod --force --confirm eu-prod'],
  })
    .argument('<name>', 'the cluster')
    .option('--yes', 'do not ask')
    .option('--force', 'a cluster that is lost: give it up with what is in it, without asking it')
    .option('--confirm <name>', 'with --force: its name once more')
    .option('--detach', 'do not wait until it is gone')
    .action((name: string, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<RemoveFlags>();
      return withConnection(flags, async (connection, output) => {
        const [documents, { confirmRemoval }, { findCluster }, { followCluster }] = await Promise.all([
          sdk(),
          import('../database/confirm-removal.ts'),
          import('../cluster/find-cluster.ts'),
          import('../cluster/follow-cluster.ts'),
        ]);
        const cluster = await findCluster(connection, name);
        const force = flags.force ?? false;
        if (force && cluster.virtual) throw virtualNotForced(name);
        const isSaid = force ? flags.confirm === name : (flags.yes ?? false);
        await confirmRemoval(output, name, isSaid, { how: force ? `--confirm ${name}` : '--yes' });
        const { client } = connection;
        const requestId = randomUUID();
        if (cluster.virtual)
          await client.request(
            documents.RemoveTenantClusterDocument,
            { tenantClusterId: cluster.id, requestId },
            { idempotent: true },
          );
        else {
          const forced = force ? { force, confirm: cluster.slug } : {};
          const input = { clusterId: cluster.id, ...forced, requestId };
          await client.request(documents.RemoveClusterDocument, input, { idempotent: true });
        }
        output.event({ event: 'requested', clusterId: cluster.id }, `${name} is being removed`);
        if (flags.detach) return;
        if (!(await followCluster(connection, output, cluster, 'deleted'))) process.exitCode = 1;
      });
    });

const virtualNotForced = (name: string): Fault =>
  new Fault('reject', {
    code: 'cluster-virtual',
    message: `${name} is a virtual cluster: it is given up with the cluster that it runs in.`,
  });

function readPool(text: string, before: readonly NodePoolInput[]): readonly NodePoolInput[] {
  try {
    return [...before, parsePool(text)];
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : '');
  }
}

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
