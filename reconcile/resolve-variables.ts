// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how references are written
/** The variables of a deployment with what they refer to: of its environment, of other services, of its project. */
import { overrideFor } from '../domain/config/overrides.ts';
import { providedBy } from '../domain/config/read-config.ts';
import { type ReferenceScope, referencedScopes, resolveVariables, type Variables } from '../domain/config/references.ts';
import { variables } from '../domain/values/variables.ts';
import { Fault } from '../kit/fault.ts';
import { ReserveAddressDocument, VariablesOfProjectDocument, type VariablesOfProjectQuery } from '../sdk/generated.ts';
import type { ReconcileDeps } from './deps.ts';

export interface VariablesRequest {
  readonly projectId: string;
  readonly service: string;
  readonly environment: { readonly id: string; readonly slug: string };
  readonly config: { readonly variables: unknown; readonly overrides: unknown } | null;
}

/**
 * null: they are those of the settings as they stand there.
 * @throws Fault reject `variable-unresolved`
 */
export async function deploymentVariables(deps: ReconcileDeps, request: VariablesRequest): Promise<Variables | null> {
  const { config, environment, service } = request;
  const own = variables.parse(config?.variables ?? {});
  const override = overrideFor(config?.overrides, environment.slug).variables;
  const all = { ...own, ...override };
  if (!Object.values(all).some((text) => text.includes('${{'))) return override === undefined ? null : all;
  const project = await projectWithAddresses(deps, request, all);
  const scopes = new Map(project.services.map((s) => [s.slug, scopeOf(deps, s, environment.slug)]));
  for (const { slug, host, port, database_name } of project.databases)
    if (!scopes.has(slug))
      scopes.set(slug, {
        variables: {},
        provided: { HOST: host, PORT: port === null ? null : String(port), NAME: database_name },
      });
  scopes.set(service, { variables: all, provided: scopes.get(service)?.provided ?? {} });
  const { values, problems } = resolveVariables({ shared: variables.parse(project.variables), scopes }, service);
  if (problems.length === 0) return values;
  throw new Fault('reject', {
    code: 'variable-unresolved',
    message: problems.map((p) => `The variable ${p.variable} cannot be resolved. ${p.message}`).join('\n'),
  });
}

type Project = NonNullable<VariablesOfProjectQuery['projects_by_pk']>;

/** What refers to a service that was never deployed here is told the address that it will have. */
async function projectWithAddresses(
  deps: ReconcileDeps,
  { projectId, environment }: VariablesRequest,
  texts: Variables,
): Promise<Project> {
  const project = await read(deps, projectId, environment.id);
  const named = referencedScopes(texts);
  const homeless = project.services.filter((s) => named.has(s.slug) && s.type === 'web' && s.instances.length === 0);
  for (const { id } of homeless)
    await deps.graphql.request(ReserveAddressDocument, { serviceId: id, environmentId: environment.id }, { idempotent: true });
  return homeless.length === 0 ? project : read(deps, projectId, environment.id);
}

async function read({ graphql }: ReconcileDeps, projectId: string, environmentId: string): Promise<Project> {
  const { projects_by_pk: project } = await graphql.request(
    VariablesOfProjectDocument,
    { projectId, environmentId },
    { idempotent: true },
  );
  if (project !== null) return project;
  throw new Fault('gone', { code: 'project-not-found', message: 'The project is no longer there.' });
}

function scopeOf({ addresses }: ReconcileDeps, service: Project['services'][number], environment: string): ReferenceScope {
  const config = service.configs[0];
  const subdomain = service.instances[0]?.subdomain;
  const hostname = subdomain === undefined ? null : addresses.hostname(subdomain);
  const provided: Readonly<Record<string, string | null>> =
    service.type === 'stateful'
      ? partsOf(service.instances[0]?.address ?? null)
      : { URL: hostname === null ? null : addresses.url(hostname), HOST: hostname };
  return {
    variables: { ...variables.parse(config?.variables ?? {}), ...overrideFor(config?.overrides, environment).variables },
    provided: Object.fromEntries(providedBy(service.type).map((name) => [name, provided[name] ?? null])),
  };
}

/** Of `host:port`; the host may have colons of its own. */
function partsOf(address: string | null): {
  readonly ADDRESS: string | null;
  readonly HOST: string | null;
  readonly PORT: string | null;
} {
  const colon = address?.lastIndexOf(':') ?? -1;
  return { ADDRESS: address, HOST: address?.slice(0, colon) ?? null, PORT: address?.slice(colon + 1) ?? null };
}
