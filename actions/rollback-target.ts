/** Which earlier version a rollback brings back. */
import type { ServiceForRollbackQuery } from '../sdk/generated.ts';

export type RollbackInstance = NonNullable<ServiceForRollbackQuery['services_by_pk']>['instances'][number];
export type RollbackTarget = RollbackInstance['deployments'][number];

/** The newest that served before the version that serves now; when that one is a rollback itself, before the version it brought back. */
export function versionBefore({ current_deployment: current, deployments }: RollbackInstance): RollbackTarget | undefined {
  if (current === null) return undefined;
  const revision = (current.kind === 'rollback' ? current.source_deployment?.revision : null) ?? current.revision;
  return deployments.find((d) => d.revision < revision && (d.build_id === null || d.build_id !== current.build_id));
}
