/** `northstack templates`: the marketplace; `northstack templates apply <template> [project]` makes a project of one. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';
import type { TemplateFlags } from '../config/apply-template.ts';

export const templatesCommand = (): Command =>
  remoteCommand({
    name: 'templates',
    summary: 'list templates, or make a project of one',
    examples: ['northstack templates', 'northstack templates apply node-postgresql shop --deploy'],
  })
    .action((flags: CommonFlags) =>
      withConnection(flags, async ({ client }, output) => {
        const [{ TemplatesDocument }, { table }] = await Promise.all([
          import('../../sdk/generated.ts'),
          import('../output/table.ts'),
        ]);
        const { templates } = await client.request(TemplatesDocument, {}, { idempotent: true });
        output.result(templates, () =>
          table(
            ['TEMPLATE', 'CATEGORY', 'OF', 'WHAT IT MAKES'],
            templates.map((t) => [t.slug, t.category, t.organization_id === null ? 'everybody' : 'us', t.description]),
            'No templates.',
          ),
        );
      }),
    )
    .addCommand(applyCommand());

const applyCommand = (): Command =>
  remoteCommand({
    name: 'apply',
    summary: 'make a project of a template: its services and databases in one step',
    examples: ['northstack templates apply postgresql', 'northstack templates apply node-postgresql shop --deploy'],
  })
    .argument('<template>', 'the name in the list of templates')
    .argument('[project]', "the new project's name in addresses (default: the template's)")
    .option('--name <name>', "the new project's name for people")
    .option('--deploy [environment]', 'deploy its services (default: to production) and wait until they serve')
    .option('--detach', 'with --deploy: do not wait')
    .action((template: string, project: string | undefined, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<CommonFlags & TemplateFlags>();
      return withConnection(flags, async (connection, output) => {
        const { applyTemplate } = await import('../config/apply-template.ts');
        if (!(await applyTemplate(connection, output, template, project ?? null, flags))) process.exitCode = 1;
      });
    });
