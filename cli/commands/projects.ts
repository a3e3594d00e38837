/** `northstack projects`: lists them; `northstack projects create <slug>` makes one. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

export const projectsCommand = (): Command =>
  remoteCommand({
    name: 'projects',
    summary: 'list projects, or make one',
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
    .addCommand(createCommand());

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
