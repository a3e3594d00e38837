/** Writes projects as they are now as a `northstack.yaml`, which plans to no change. */
import { stringify } from 'yaml';
import { z } from 'zod';
import { writeConfig } from '../domain/config/write-config.ts';
import { slug } from '../domain/values/slug.ts';
import { Fault } from '../kit/fault.ts';
import { ProjectSlugsDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { readConfigState } from './config-state.ts';
import { asMember, requireMember } from './session.ts';

export const exportConfig = defineAction({
  name: 'exportConfig',
  input: z.object({ projects: z.array(slug).max(1_000).nullish() }),
  output: z.object({ file: z.string() }),
  handle: async (deps, input, session) => {
    const member = requireMember(session);
    const asked = input.projects ?? (await allProjects());
    const { resources, projects } = await readConfigState(deps, member, asked);
    const missing = asked.filter((name) => !projects.has(name));
    const names = missing.map((name) => `“${name}”`).join(', ');
    if (missing.length > 0)
      throw new Fault('gone', {
        code: 'project-not-found',
        message: `There is no project ${names}. Check the name.`,
      });
    return { file: stringify(writeConfig(resources), { lineWidth: 0 }) };

    async function allProjects(): Promise<readonly string[]> {
      const { projects } = await deps.graphql.request(ProjectSlugsDocument, {}, { headers: asMember(member), idempotent: true });
      return projects.map((p) => p.slug);
    }
  },
});
