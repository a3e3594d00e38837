/** `northstack environments`: where the services of a project run: production, staging, previews. */
import { randomUUID } from 'node:crypto';
import { type Command, Option } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

export const environmentsCommand = (): Command =>
  remoteCommand({
    name: 'environments',
    summary: 'list environments, make or delete one',
    examples: ['northstack environments --project shop', 'northstack environments create shop/staging'],
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
            ['ENVIRONMENT', 'TYPE', 'PROTECTED', 'UNTIL'],
            environments.map((e) => [
              `${e.project.slug}/${e.slug}`,
              e.type,
              e.is_protected ? 'yes' : '',
              e.expires_at === null ? '' : new Date(e.expires_at).toISOString(),
            ]),
            'No environments yet: each project has one when it is made.',
          ),
        );
      }),
    )
    .addCommand(createCommand())
    .addCommand(removeCommand());

const sdk = () => import('../../sdk/generated.ts');

const createCommand = (): Command =>
  remoteCommand({ name: 'create', summary: 'make an environment', examples: ['northstack environments create shop/staging'] })
    .argument('<project/environment>', 'its name')
    .addOption(new Option('--type <type>', 'what it is for').choices(['staging', 'production']).default('staging'))
    .action((name: string, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<CommonFlags & { readonly type: 'staging' | 'production' }>();
      return withConnection(flags, async (connection, output) => {
        const [{ CreateEnvironmentDocument }, { findProject }, { splitServiceName }, { Fault }] = await Promise.all([
          sdk(),
          import('../service/find-project.ts'),
          import('../service/find-service.ts'),
          import('../../kit/fault.ts'),
        ]);
        const { project, service: slug } = splitServiceName(name);
        if (project === null)
          throw new Fault('reject', { code: 'invalid-name', message: `Write <project>/<environment> instead of «${name}».` });
        const { id: projectId } = await findProject(connection, project);
        const { insert_environments_one: made } = await connection.client.request(CreateEnvironmentDocument, {
          projectId,
          slug,
          name: slug,
          type: flags.type,
        });
        output.result(
          made,
          () => `Environment ${name} is there. Next: northstack deploy ${project}/<service> --environment ${slug}`,
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
        await confirmRemoval(output, name, flags.yes ?? false);
        const input = { environmentId: place.targetId ?? '', requestId: randomUUID() };
        const { deleteEnvironment } = await connection.client.request(RemoveEnvironmentDocument, input, { idempotent: true });
        output.result(deleteEnvironment, () => `${name} is being deleted.`);
      });
    });
