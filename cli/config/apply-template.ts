/** Makes a project of a template, and deploys its services when asked to. */
import { randomUUID } from 'node:crypto';
import { Fault } from '../../kit/fault.ts';
import { ApplyTemplateDocument, TemplatesDocument } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';
import type { Output } from '../output/output.ts';
import { deployAll } from './deploy-all.ts';

export interface TemplateFlags {
  readonly name?: string;
  /** The environment to deploy to; true: production. */
  readonly deploy?: string | true;
  readonly detach?: boolean;
}

/** Resolves true when everything that was asked for is done. */
export async function applyTemplate(
  connection: Connection,
  output: Output,
  slug: string,
  project: string | null,
  flags: TemplateFlags,
): Promise<boolean> {
  const { client } = connection;
  const { templates } = await client.request(TemplatesDocument, {}, { idempotent: true });
  // One's own counts before everybody's of the same name.
  const named = templates.filter((t) => t.slug === slug);
  const template = named.find((t) => t.organization_id !== null) ?? named[0];
  if (template === undefined)
    throw new Fault('gone', {
      code: 'template-not-found',
      message: `There is no template “${slug}”. There are ${templates.map((t) => t.slug).join(', ')}.`,
    });
  const { applyTemplate: applied } = await client.request(
    ApplyTemplateDocument,
    { templateId: template.id, project, name: flags.name ?? null, requestId: randomUUID() },
    { idempotent: true },
  );
  output.event(
    { event: 'applied', ...applied },
    `${output.paint('green', '✓')} ${template.name}: the project ${applied.project?.slug ?? ''} is there.`,
  );
  const ok = await deployAll(connection, output, applied.serviceIds, { ...flags, reason: `template ${slug}` });
  output.event({ event: 'done', ok }, null);
  return ok;
}
