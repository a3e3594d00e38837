/** Sets a quota of a project or an organization, or takes it back. */
import { Fault } from '../../kit/fault.ts';
import {
  OrganizationsDocument,
  ProjectBySlugDocument,
  type quota_names_enum,
  SetOrganizationQuotaDocument,
  SetProjectQuotaDocument,
  UnsetQuotaDocument,
} from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';

export interface QuotaChange {
  readonly project?: string;
  readonly organization?: string;
  readonly quota: string;
  /** null: the default again. */
  readonly limit: string | null;
}

const names: Readonly<Record<quota_names_enum, true>> = {
  clusters: true,
  cpu_millicores: true,
  databases: true,
  deployments_in_flight: true,
  environments: true,
  members: true,
  memory_megabytes: true,
  projects: true,
  secrets: true,
  services: true,
  storage_gigabytes: true,
};

const isQuota = (text: string): text is quota_names_enum => Object.hasOwn(names, text);

/** Answers whose quota it was, for people. @throws Fault */
export async function changeQuota(connection: Connection, { project, organization, quota, limit }: QuotaChange): Promise<string> {
  const { client } = connection;
  if (!isQuota(quota))
    throw new Fault('reject', {
      code: 'invalid-quota',
      message: `There is no quota «${quota}»: ${Object.keys(names).join(', ')}.`,
    });
  if (limit !== null && !/^\d{1,10}$/.test(limit))
    throw new Fault('reject', { code: 'invalid-limit', message: `«${limit}» is not a whole number.` });
  if ((project === undefined) === (organization === undefined))
    throw new Fault('reject', { code: 'invalid-place', message: 'Give either --project or --organization.' });
  const id = project !== undefined ? await projectId(connection, project) : await organizationId(connection, organization ?? '');
  const of = project !== undefined ? `project ${project}` : `organization ${organization}`;
  if (limit === null) {
    const { delete_quotas: deleted } = await client.request(UnsetQuotaDocument, { targetId: id, quota });
    if (deleted?.affected_rows === 0)
      throw new Fault('gone', {
        code: 'quota-not-set',
        message: `Nobody set ${quota} of ${of}, or your role may not change it.`,
      });
    return of;
  }
  const set =
    project !== undefined
      ? await client.request(SetProjectQuotaDocument, { projectId: id, quota, maximum: limit })
      : await client.request(SetOrganizationQuotaDocument, { organizationId: id, quota, maximum: limit });
  if (set.insert_quotas_one === null)
    throw new Fault('auth', { code: 'permission-error', message: `Your role may not set quotas of ${of}.` });
  return of;
}

async function projectId({ client }: Connection, slug: string): Promise<string> {
  const [found] = (await client.request(ProjectBySlugDocument, { slug }, { idempotent: true })).projects;
  if (!found) throw new Fault('gone', { code: 'project-not-found', message: `There is no project «${slug}».` });
  return found.id;
}

async function organizationId({ client }: Connection, slug: string): Promise<string> {
  const found = (await client.request(OrganizationsDocument, {}, { idempotent: true })).organizations.find(
    (o) => o.slug === slug,
  );
  if (!found)
    throw new Fault('gone', { code: 'organization-not-found', message: `There is no organization «${slug}» you can see.` });
  return found.id;
}
