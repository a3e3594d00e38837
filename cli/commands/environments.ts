/** `northstack environments`: where the services of a project run: production, staging, previews. */
import { randomUUID } from 'node:crypto';
import { type Command, Option } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

export const environmentsCommand = (): Command =>
  remoteCommand({
    name: 'environments',
    summary: 'list environments, make, place or delete one',
    examples: [
      'northstack environments --project shop',
      'northstack environments create shop/staging',
      'northstack environments create shop/production-us --type production --region us',
    ],
  })
    .option('--project <slug>', 'only this project')
    .action((flags: CommonFlags & { readonly project?: string }) =>
      withConnection(flags, async ({ client }, output) => {
        const [{ EnvironmentsDocument }, { table }] = await Promise.all([sdk(), import('../output/table.ts')]);
        const { environments } = await client.request(
          EnvironmentsDocument,
          { project: flags.project ?? '%' },
          { idempotent: true },
        );
        output.result(environments, () =>
          table(
            ['ENVIRONMENT', 'TYPE', 'REGION', 'PROTECTED', 'UNTIL'],
            environments.map((e) => [
              `${e.project.slug}/${e.slug}`,
              e.type,
              e.region.status === 'available' ? e.region.slug : `${e.region.slug} (${e.region.status})`,
              e.is_protected ? 'yes' : '',
              e.expires_at === null ? '' : new Date(e.expires_at).toISOString(),
            ]),
            'No environments yet: each project has one when it is made.',
          ),
        );
      }),
    )
    .addCommand(createCommand())
    .addCommand(placeCommand())
    .addCommand(removeCommand());

const sdk = () => import('../../sdk/generated.ts');

interface PlaceFlags extends CommonFlags {
  readonly cluster?: string;
  readonly region?: string;
  readonly namespace?: string;
}

/** Where something shall run, as it can be said when an environment is made and afterwards. */
const withPlace = (command: Command): Command =>
  command
    .addOption(new Option('--cluster <name>', 'the cluster it runs in, also a virtual one').conflicts('region'))
    .option('--region <slug>', 'the region it runs in, where one cluster of yours is')
    .option('--namespace <name>', 'its namespace in that cluster (default: one that is made for it)');

const createCommand = (): Command =>
  withPlace(
    remoteCommand({
      name: 'create',
      summary: 'make an environment',
      examples: [
        'northstack environments create shop/staging',
        'northstack environments create shop/production-us --type production --region us',
        'northstack environments create shop/qa --cluster eu-test --namespace shop-qa',
      ],
    }).argument('<project/environment>', 'its name'),
  )
    .addOption(new Option('--type <type>', 'what it is for').choices(['staging', 'production']).default('staging'))
    .action((name: string, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<PlaceFlags & { readonly type: 'staging' | 'production' }>();
      return withConnection(flags, async (connection, output) => {
        const [{ CreateEnvironmentDocument }, { findProject }, { splitServiceName }, { findPlace }, { Fault }] =
          await Promise.all([
            sdk(),
            import('../service/find-project.ts'),
            import('../service/find-service.ts'),
            import('../cluster/find-place.ts'),
            import('../../kit/fault.ts'),
          ]);
        const { project, service: slug } = splitServiceName(name);
        if (project === null)
          throw new Fault('reject', { code: 'invalid-name', message: `Write <project>/<environment> instead of «${name}».` });
        const { id: projectId } = await findProject(connection, project);
        const { insert_environments_one: made } = await connection.client.request(CreateEnvironmentDocument, {
          environment: { project_id: projectId, slug, name: slug, type: flags.type, ...(await findPlace(connection, flags)) },
        });
        output.result(
          made,
          () =>
            `Environment ${name} is there, in the region ${made?.region.slug}. Next: northstack deploy ${project}/<service> --environment ${slug}`,
        );
      });
    });

const placeCommand = (): Command =>
  withPlace(
    remoteCommand({
      name: 'place',
      summary: 'say where an environment runs that nothing was deployed to yet, or whose cluster was given up',
      examples: ['northstack environments place shop/production --region us'],
    }).argument('<project/environment>', 'the environment'),
  ).action((name: string, _: unknown, command: Command) => {
    const flags = command.optsWithGlobals<PlaceFlags>();
    return withConnection(flags, async (connection, output) => {
      const [{ PlaceEnvironmentDocument }, { secretPlace }, { findPlace }, { Fault }] = await Promise.all([
        sdk(),
        import('../secrets/secret-place.ts'),
        import('../cluster/find-place.ts'),
        import('../../kit/fault.ts'),
      ]);
      const place = await findPlace(connection, flags);
      if (Object.keys(place).length === 0)
        throw new Fault('reject', { code: 'invalid-arguments', message: 'Say where: --cluster or --region.' });
      const found = await secretPlace(connection, { environment: name }, []);
      const { update_environments_by_pk: placed } = await connection.client.request(
        PlaceEnvironmentDocument,
        { id: found.place.targetId ?? '', place },
        { idempotent: true },
      );
      output.result(
        placed,
        () =>
          `${name} is in the region ${placed?.region.slug}. Deploy what shall run there: northstack deploy <project>/<service>`,
      );
    });
  });

const removeCommand = (): Command =>
  remoteCommand({
    name: 'rm',
    summary: 'delete an environment with what runs in it',
    examples: ['northstack environments rm shop/staging --yes'],
  })
    .argument('<project/environment>', 'the environment')
    .option('--yes', 'do not ask')
    .action((name: string, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<CommonFlags & { readonly yes?: boolean }>();
      return withConnection(flags, async (connection, output) => {
        const [{ RemoveEnvironmentDocument }, { secretPlace }, { confirmRemoval }] = await Promise.all([
          sdk(),
          import('../secrets/secret-place.ts'),
          import('../database/confirm-removal.ts'),
        ]);
        const { place } = await secretPlace(connection, { environment: name }, []);
        await confirmRemoval(output, name, flags.yes ?? false, { what: `${name} with what runs there and its volumes` });
        const input = { environmentId: place.targetId ?? '', requestId: randomUUID() };
        const { deleteEnvironment } = await connection.client.request(RemoveEnvironmentDocument, input, { idempotent: true });
        output.result(deleteEnvironment, () => `${name} is being deleted.`);
      });
    });
