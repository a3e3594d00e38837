/** Refuses plans that cannot be carried out, or not by this member, before anything is written. */
import { domainOf, type Scalar } from '../domain/config/resources.ts';
import type { ConfigPlan } from '../domain/plan/config.ts';
import { configRefusals } from '../domain/plan/config-rights.ts';
import { isPlatformName, PLATFORM_NAME } from '../domain/plan/custom-domain.ts';
import { Fault } from '../kit/fault.ts';
import type { ConfigState } from './config-state.ts';
import type { Member } from './session.ts';

/** What changes while a database runs on, by its provider. */
export const SIZE: readonly string[] = ['nodes', 'cpu', 'memory', 'storage', 'pooling'];

/** @throws Fault reject `config-impossible` | auth `environment-protected` */
export function refuseImpossible(plan: ConfigPlan, state: ConfigState, member: Member): void {
  const teams = plan.changes
    .flatMap(({ path, fields }) => fields.map((f) => ({ path, ...f })))
    .filter(({ field, after }) => field === 'team' && typeof after === 'string' && !state.teams.has(after))
    .map(({ path, field, after }) => ({ path, field, message: `There is no team “${after}” in your organization.` }));
  const placed = plan.changes
    .filter(({ kind, action }) => kind === 'environment' && action !== 'delete')
    .flatMap(({ path, fields }) => fields.map((f) => ({ path, ...f })));
  const clusters = placed
    .filter(({ field, after }) => field === 'cluster' && typeof after === 'string' && !state.clusters.has(after))
    .map(({ path, field, after }) => ({ path, field, message: `There is no cluster “${after}” in your organization.` }));
  const fixed = placed
    .filter(({ path, field }) => (field === 'cluster' || field === 'namespace') && state.used.has(path))
    .map(({ path, field, before }) => ({ path, field, message: staysWhere(field, before) }));
  const deleting = plan.changes
    .filter(({ action, path }) => action !== 'delete' && state.deleting.has(path))
    .map(({ path }) => ({ path, message: 'It is being deleted. Wait until it is gone, then plan again.' }));
  const databases = plan.changes.filter((c) => c.kind === 'database');
  const busy = databases
    .filter(
      ({ path, fields }) =>
        fields.some((f) => SIZE.includes(f.field)) && (state.databases.get(path)?.status ?? 'running') !== 'running',
    )
    .map(({ path }) => ({ path, message: `It is ${state.databases.get(path)?.status}. Plan again when it is running.` }));
  const placeless = databases
    .filter((c) => c.action === 'create' && state.regionId === null)
    .map(({ path }) => ({ path, message: 'Nothing new can be placed here at the moment. Try again later.' }));
  const shrinking = plan.changes
    .filter(({ kind, action }) => kind === 'service' && action === 'update')
    .flatMap(({ path, fields }) => fields.map((f) => ({ path, ...f, there: volumeAt(path, state) })))
    .filter(({ field, after, there }) => field === 'volumeGigabytes' && Number(after) < there)
    .map(({ path, field, there }) => ({
      path,
      field,
      message: `A volume cannot be made smaller (it has ${there} GB). Make another service with a smaller one and copy what is in it.`,
    }));
  const platforms = plan.changes.flatMap(({ path, fields }) =>
    fields.flatMap(({ field, after }) => {
      const hostname = after === null ? undefined : domainOf(field)?.hostname;
      return hostname !== undefined && isPlatformName(hostname, state.baseDomain)
        ? [{ path, field, message: `${hostname} ${PLATFORM_NAME}. Give a domain of yours.` }]
        : [];
    }),
  );
  const impossible = [
    ...plan.impossible,
    ...shrinking,
    ...teams,
    ...clusters,
    ...fixed,
    ...deleting,
    ...busy,
    ...placeless,
    ...platforms,
  ];
  if (impossible.length > 0) throw new Fault('reject', { code: 'config-impossible', message: inLines(impossible) });
  const refused = configRefusals(plan.changes, state.facts, member.role);
  if (refused.length > 0) throw new Fault('auth', { code: 'environment-protected', message: inLines(refused) });
}

const volumeAt = (path: string, { services }: ConfigState): number =>
  Math.max(0, ...(services.get(path)?.instances ?? []).map((i) => i.volume_gigabytes ?? 0));

const staysWhere = (field: string, before: Scalar): string =>
  `Services have been deployed to it, so it stays where it is. ${before === null ? `Leave “${field}” out` : `Write “${field}: ${before}”`}, or make another environment.`;

const inLines = (problems: readonly { readonly path: string; readonly field?: string; readonly message: string }[]): string =>
  problems.map(({ path, field, message }) => `${path}${field ? ` ${field}` : ''}: ${message}`).join('\n');
