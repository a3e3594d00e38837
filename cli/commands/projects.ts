/** `northstack projects`: lists them; `create` makes one, `rm` deletes one with everything in it. */
import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

export const projectsCommand = (): Command =>
  remoteCommand({
    name: 'projects',
    summary: 'list projects, make or delete one',
    examples: ['northstack projects', 'northstack projects create shop --name "The shop"'],
  })
    .action((flags: CommonFlags) =>
      withConnection(flags, async ({ client }, output) => {
        const [{ ProjectsDocument }, { table }, { age }] = await Promise.all([
          import('../../sdk/generated.ts'),
          import('../output/table.ts'),
          import('../output/format.ts'),
        ]);
        const { projects } = await client.request(ProjectsDocument, {}, { idempotent: true });
        const rows = projects.map(({ services_aggregate, ...p }) => ({
          ...p,
          services: services_aggregate.aggregate?.count ?? 0,
        }));
        output.result(rows, () =>
          table(
            ['PROJECT', 'NAME', 'SERVICES', 'AGE'],
            rows.map((p) => [p.slug, p.name, String(p.services), age(p.created_at)]),
            'No projects yet: «northstack projects create <slug>» makes one.',
          ),
        );
      }),
    )
    .addCommand(createCommand())
    .addCommand(removeCommand());

interface CreateFlags extends CommonFlags {
  readonly name?: string;
  readonly description?: string;
}

const createCommand = (): Command =>
  remoteCommand({ name: 'create', summary: 'make a project', examples: ['northstack projects create shop --name "The shop"'] })
    .argument('<slug>', 'its name in addresses: lower case letters, digits, hyphens')
    .option('--name <name>', 'its name for people (default: the slug)')
    .option('--description <text>', 'what it is', '')
    .action((slug: string, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<CreateFlags>();
      return withConnection(flags, async (connection, output) => {
        const { createProject } = await import('../service/create-project.ts');
        const project = await createProject(connection, { slug, name: flags.name ?? slug, description: flags.description ?? '' });
        output.result(
          project,
          () =>
            `Project ${project.slug} is there. Next: northstack services create ${project.slug}/<service> --repo <git address>`,
        );
      });
    });

const removeCommand = (): Command =>
  remoteCommand({
    name: 'rm',
    summary: 'delete a project with everything in it',
    examples: ['northstack projects rm shop', 'northstack projects rm shop --yes'],
  })
    .argument('<slug>', 'the project')
    .option('--yes', 'do not ask')
    .action((slug: string, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<CommonFlags & { readonly yes?: boolean }>();
      return withConnection(flags, async (connection, output) => {
        const [{ RemoveProjectDocument }, { findProject }, { confirmRemoval }] = await Promise.all([
          import('../../sdk/generated.ts'),
          import('../service/find-project.ts'),
          import('../database/confirm-removal.ts'),
        ]);
        const { id: projectId } = await findProject(connection, slug);
        await confirmRemoval(output, slug, flags.yes ?? false);
        const input = { projectId, requestId: randomUUID() };
        const { deleteProject } = await connection.client.request(RemoveProjectDocument, input, { idempotent: true });
        output.result(deleteProject, () => `${slug} is being deleted with everything in it.`);
      });
    });
