/** Carries out a plan of a configuration in one transaction: everything or nothing. */
import { randomUUID } from 'node:crypto';
import type { Resource } from '../domain/config/resources.ts';
import type { ConfigPlan } from '../domain/plan/config.ts';
import { ApplyConfigDocument } from '../sdk/generated.ts';
import type { ActionDeps } from './action.ts';
import type { ConfigState } from './config-state.ts';
import { configWrites } from './config-writes.ts';
import { newCredentials } from './new-credentials.ts';
import type { Effect } from './once.ts';
import type { Member } from './session.ts';

export interface ConfigEffect {
  readonly applicationId: string;
  readonly creates: number;
  readonly updates: number;
  readonly deletes: number;
  /** Projects that are made. */
  readonly projectIds: string[];
  /** Services whose change counts from their next deployment on. */
  readonly serviceIds: string[];
  /** Refused by the database with `config_stale` or the key of a name when the state is not the planned one any more. */
  readonly run: Effect<unknown>['run'];
}

export async function configEffect(
  deps: ActionDeps,
  member: Member,
  plan: ConfigPlan,
  wanted: readonly Resource[],
  state: ConfigState,
): Promise<ConfigEffect> {
  const changes = plan.changes.filter((c) => c.action !== 'unchanged');
  const id = randomUUID();
  const { projectIds, serviceIds, databaseIds, ...writes } = configWrites(changes, wanted, state, member, deps.now());
  const credentials = await Promise.all(databaseIds.map((database) => newCredentials(deps, member, database, 1)));
  const count = (action: string) => changes.filter((c) => c.action === action).length;
  const application = {
    id,
    organization_id: member.organizationId,
    created_by: member.userId,
    expected: writes.expected,
    changes: changes.map((c) => ({ action: c.action, kind: c.kind, path: c.path, fields: c.fields.map((f) => f.field) })),
  };
  return {
    applicationId: id,
    creates: count('create'),
    updates: count('update'),
    deletes: count('delete'),
    projectIds: [...projectIds],
    serviceIds: [...serviceIds],
    run: async (row, options) => {
      const now = new Date(deps.now()).toISOString();
      await deps.graphql.request(ApplyConfigDocument, { ...row, ...writes.variables, credentials, application, now }, options);
    },
  };
}
