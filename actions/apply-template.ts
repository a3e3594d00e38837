/** Makes a project of a template: its services and databases in one step, everything or nothing. */
import { z } from 'zod';
import { parseConfig } from '../domain/config/parse-config.ts';
import { configFile } from '../domain/config/schema.ts';
import { planConfig } from '../domain/plan/config.ts';
import { slug } from '../domain/values/slug.ts';
import { Fault } from '../kit/fault.ts';
import { GraphqlError } from '../sdk/client.ts';
import { TemplateToApplyDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { configEffect } from './config-effect.ts';
import { refuseImpossible } from './config-refusals.ts';
import { readConfigState } from './config-state.ts';
import { requestId } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { asMember, requireMember } from './session.ts';

const answer = z.object({ projectId: z.guid(), serviceIds: z.array(z.guid()) });

export const applyTemplate = defineAction({
  name: 'applyTemplate',
  input: z.object({
    templateId: z.guid(),
    project: slug.nullish(),
    name: z.string().min(1).max(100).nullish(),
    requestId,
  }),
  output: answer,
  handle: async (deps, { requestId, ...input }, session) => {
    const member = requireMember(session);
    const plan = async (): Promise<Effect<z.output<typeof answer>>> => {
      const { templates_by_pk: template } = await deps.graphql.request(
        TemplateToApplyDocument,
        { id: input.templateId },
        { headers: asMember(member), idempotent: true },
      );
      if (template === null)
        throw new Fault('gone', { code: 'template-not-found', message: 'There is no such template. Check the id.' });
      const { text, project } = renamed(template, input);
      const wanted = parseConfig(text, `template ${template.slug}`);
      const state = await readConfigState(deps, member, wanted.projects);
      if (state.projects.has(project) || state.deleting.has(project)) throw taken(project);
      const plan = planConfig(state.resources, wanted.resources);
      refuseImpossible(plan, state, member);
      const { projectIds, serviceIds, run } = await configEffect(deps, member, plan, wanted.resources, state);
      const projectId = projectIds[0];
      if (projectId === undefined) throw new Error(`the template ${template.slug} makes no project`);
      return {
        answer: { projectId, serviceIds },
        run: async (row, options) => {
          try {
            await run(row, options);
          } catch (error) {
            if (!(error instanceof GraphqlError) || !/projects_slug_key/.test(error.message)) throw error;
            throw taken(project, error);
          }
        },
      };
    };
    return await once(deps, { action: 'applyTemplate', member, requestId, input, plan }, (a) => answer.parse(a));
  },
});

/** The template as a configuration of one project, called as was asked for. */
function renamed(
  template: { readonly slug: string; readonly manifest: unknown },
  { project, name }: { readonly project?: string | null | undefined; readonly name?: string | null | undefined },
): { readonly text: string; readonly project: string } {
  const read = configFile.safeParse(template.manifest);
  const [first, ...more] = read.success ? Object.entries(read.data.projects) : [];
  if (first === undefined || more.length > 0)
    throw new Fault('reject', {
      code: 'invalid-manifest',
      message: 'A template describes exactly one project. Whoever made this one has to correct it.',
    });
  const [key, content] = first;
  const wanted = project ?? key;
  return {
    project: wanted,
    text: JSON.stringify({ version: 1, projects: { [wanted]: { ...content, ...(name ? { name } : {}) } } }),
  };
}

const taken = (project: string, cause?: unknown): Fault =>
  new Fault('conflict', {
    code: 'slug-taken',
    message: `There is a project “${project}” already. Choose another name for the new one.`,
    cause,
  });
