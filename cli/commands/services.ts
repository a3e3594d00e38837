/** `northstack services`: lists them; `create` makes one, `rm` deletes one. */
import { randomUUID } from 'node:crypto';
import { type Command, Option } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

interface ListFlags extends CommonFlags {
  readonly project?: string;
}

export const servicesCommand = (): Command =>
  remoteCommand({
    name: 'services',
    summary: 'list services, make or delete one',
    examples: [
      'northstack services',
      'northstack services --project shop',
      'northstack services create shop/web --repo https://github.com/acme/shop.git',
    ],
  })
    .option('--project <slug>', 'only this project')
    .action((flags: ListFlags) =>
      withConnection(flags, async ({ client }, output) => {
        const [{ ServicesDocument }, { table }, { serviceName }, { paintStatus }] = await Promise.all([
          import('../../sdk/generated.ts'),
          import('../output/table.ts'),
          import('../service/find-service.ts'),
          import('../output/status-color.ts'),
        ]);
        const { services } = await client.request(
          ServicesDocument,
          { project: flags.project ?? '%', service: '%' },
          { idempotent: true },
        );
        output.result(services, () =>
          table(
            ['SERVICE', 'TYPE', 'SOURCE', 'STATUS', 'URL'],
            services.map((s) => [
              serviceName(s),
              s.type,
              s.image ?? `${s.git_repository} ${s.git_reference}`,
              s.instances.map((i) => `${i.environment.slug} ${paintStatus(output.paint, i.status)}`).join(', ') ||
                'never deployed',
              s.instances.map((i) => i.url ?? i.address).find((address) => address !== null) ?? '',
            ]),
            'No services yet: «northstack services create <project>/<service> --repo <git address>» makes one.',
          ),
        );
      }),
    )
    .addCommand(createCommand())
    .addCommand(removeCommand());

export interface CreateServiceFlags extends CommonFlags {
  readonly repo?: string;
  readonly image?: string;
  readonly ref: string;
  readonly dir: string;
  readonly type: 'web' | 'worker' | 'stateful' | 'cron' | 'job';
  readonly schedule?: string;
  readonly timezone?: string;
  readonly name?: string;
  readonly buildCommand?: string;
  readonly startCommand?: string;
  readonly releaseCommand?: string;
  readonly port?: string;
  readonly healthPath?: string;
  readonly volume?: string;
  readonly volumeSize?: string;
  readonly env?: readonly string[];
  readonly createProject?: boolean;
}

const createCommand = (): Command =>
  remoteCommand({
    name: 'create',
    summary: 'make a service',
    examples: [
      'northstack services create shop/web --repo https://github.com/acme/shop.git',
      'northstack services create shop/jobs --repo git@github.com:acme/shop.git --type worker --start-command "node jobs.js"',
      'northstack services create shop/report --repo git@github.com:acme/shop.git --type cron --schedule "0 3 * * *"',
      'northstack services create shop/proxy --image docker.io/library/nginx:1.29 --port 80',
      'northstack services create shop/cache --image redis:7.4-alpine --type stateful --port 6379 --volume /data --volume-size 5',
      'northstack services create shop/site                # for «northstack deploy shop/site .»',
    ],
  })
    .argument('<project/service>', 'its name')
    .option('--repo <address>', 'git repository: https, ssh or file; without one, folders are deployed to it')
    .option('--image <image>', 'instead of a repository: an image of any registry, for example ghcr.io/acme/shop:1.2')
    .option('--ref <reference>', 'branch, tag or commit to deploy', 'main')
    .option('--dir <folder>', 'folder inside the repository', '.')
    .addOption(
      new Option(
        '--type <type>',
        'web answers HTTP, worker does not; stateful has a port for those beside it and a volume; cron runs on a schedule, job on demand',
      )
        .choices(['web', 'worker', 'stateful', 'cron', 'job'])
        .default('web'),
    )
    .option('--schedule <cron>', 'for the type cron: five fields, for example "0 3 * * *"')
    .option('--timezone <zone>', 'where the hours of the schedule are those of the clock', 'UTC')
    .option('--name <name>', 'its name for people (default: its slug)')
    .option('--build-command <command>', 'overrides what is detected')
    .option('--start-command <command>', 'overrides what is detected')
    .option('--release-command <command>', 'runs once per build, for example a migration')
    .option('--port <port>', 'fixed port of the app; better leave it out and listen on $PORT')
    .option('--health-path <path>', 'HTTP path that answers when the app is ready')
    .option('--volume <path>', 'for the type stateful: the folder that outlives its versions (default: /data)')
    .option('--volume-size <gigabytes>', 'how much it holds; it can grow, not shrink (default: 1)')
    .option('-e, --env <name=value...>', 'variables')
    .option('--create-project', 'make the project too when it is not there')
    .action((name: string, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<CreateServiceFlags>();
      return withConnection(flags, async (connection, output) => {
        const { createService } = await import('../service/create-service.ts');
        const { service, project } = await createService(connection, name, flags);
        const how =
          (flags.repo ?? flags.image)
            ? `northstack deploy ${project}/${service.slug}`
            : `northstack deploy ${project}/${service.slug} .`;
        output.result(service, () => `Service ${project}/${service.slug} is there. Next: ${how}`);
      });
    });

const removeCommand = (): Command =>
  remoteCommand({
    name: 'rm',
    summary: 'delete a service with its volumes; what runs of it is stopped first',
    examples: ['northstack services rm shop/web', 'northstack services rm shop/web --yes'],
  })
    .argument('<project/service>', 'the service')
    .option('--yes', 'do not ask')
    .action((name: string, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<CommonFlags & { readonly yes?: boolean }>();
      return withConnection(flags, async (connection, output) => {
        const [{ RemoveServiceDocument }, { findService, serviceName }, { confirmRemoval }, { listDomains }] = await Promise.all([
          import('../../sdk/generated.ts'),
          import('../service/find-service.ts'),
          import('../database/confirm-removal.ts'),
          import('../service/domains.ts'),
        ]);
        const service = await findService(connection, name);
        const what = service.type === 'stateful' ? `${serviceName(service)}, its volumes and all data in them` : undefined;
        const domains = (await listDomains(connection, name)).map((d) => d.hostname);
        if (domains.length > 0) output.note(`Nothing answers at its domains any more: ${domains.join(', ')}.`);
        await confirmRemoval(output, serviceName(service), flags.yes ?? false, { what });
        const input = { serviceId: service.id, requestId: randomUUID() };
        const { deleteService } = await connection.client.request(RemoveServiceDocument, input, { idempotent: true });
        output.result(deleteService, () => `${what ?? serviceName(service)} ${what === undefined ? 'is' : 'are'} being deleted.`);
      });
    });
