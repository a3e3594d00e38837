/** Applies a `northstack.yaml`: shows the plan, asks, applies exactly that plan, deploys what changed when asked to. */
import { randomUUID } from 'node:crypto';
import { Fault } from '../../kit/fault.ts';
import { GraphqlError } from '../../sdk/client.ts';
import { ApplyConfigFileDocument, DeployServiceDocument, ServiceByIdDocument } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';
import { watchDeployment } from '../deploy/watch-deployment.ts';
import { ask } from '../output/ask.ts';
import type { Output } from '../output/output.ts';
import { serviceName } from '../service/find-service.ts';
import { planFile } from './plan-file.ts';
import { showPlan } from './show-plan.ts';

export interface ApplyFlags {
  readonly yes?: boolean;
  readonly allowDeletions?: boolean;
  /** The environment to deploy to; true: production. */
  readonly deploy?: string | true;
  readonly detach?: boolean;
}

/** Resolves true when everything that was asked for is done. */
export async function applyFile(connection: Connection, output: Output, path: string, flags: ApplyFlags): Promise<boolean> {
  const { file, plan } = await planFile(connection, path);
  const changes = plan.changes.filter((c) => c.action !== 'unchanged');
  output.event(
    { event: 'plan', creates: plan.creates, updates: plan.updates, deletes: plan.deletes, changes },
    showPlan(plan, output.paint),
  );
  if (changes.length === 0) {
    output.event({ event: 'done', ok: true, applied: false }, null);
    return true;
  }
  if (plan.deletes > 0 && !flags.allowDeletions)
    throw new Fault('reject', {
      code: 'deletions-not-allowed',
      message: 'This plan deletes something. Say --allow-deletions when that is meant.',
    });
  if (!flags.yes) await confirm(output);
  const { applyConfig: applied } = await connection.client.request(
    ApplyConfigFileDocument,
    { file, stateVersion: plan.stateVersion, allowDeletions: flags.allowDeletions ?? false, requestId: randomUUID() },
    { idempotent: true },
  );
  output.event(
    { event: 'applied', ...applied },
    `${output.paint('green', '✓')} Applied: ${applied.creates} created, ${applied.updates} updated, ${applied.deletes} deleted.`,
  );
  const ok = await deployAll(connection, output, applied.serviceIds, flags);
  output.event({ event: 'done', ok, applied: true }, null);
  return ok;
}

async function confirm(output: Output): Promise<void> {
  if (!output.interactive)
    throw new Fault('reject', {
      code: 'confirmation-needed',
      message: 'Nothing was applied: nobody is there to ask. Say --yes to apply without a question.',
    });
  if (!/^y(es)?$/i.test(await ask('Apply this? [y/N] ')))
    throw new Fault('reject', { code: 'not-confirmed', message: 'Nothing was applied.' });
}

async function deployAll(
  connection: Connection,
  output: Output,
  serviceIds: readonly string[],
  flags: ApplyFlags,
): Promise<boolean> {
  if (serviceIds.length === 0) return true;
  const services = await Promise.all(
    serviceIds.map((id) => connection.client.request(ServiceByIdDocument, { id }, { idempotent: true })),
  );
  const named = services.flatMap(({ services_by_pk: s }) => (s === null ? [] : [{ id: s.id, name: serviceName(s) }]));
  if (flags.deploy === undefined) {
    output.note(`It counts from the next deployment on: ${named.map((s) => `northstack deploy ${s.name}`).join(' · ')}`);
    return true;
  }
  const environment = flags.deploy === true ? 'production' : flags.deploy;
  const started: string[] = [];
  for (const service of named) {
    const id = await deployOne(connection, output, service, environment);
    if (id !== null) started.push(id);
  }
  if (flags.detach) return true;
  let ok = true;
  for (const id of started) ok = (await watchDeployment(connection, output, id, { log: false })) && ok;
  return ok;
}

async function deployOne(
  { client }: Connection,
  output: Output,
  service: { readonly id: string; readonly name: string },
  environment: string,
): Promise<string | null> {
  try {
    const { deployService } = await client.request(
      DeployServiceDocument,
      { serviceId: service.id, environment, reference: null, reason: 'northstack apply', requestId: randomUUID() },
      { idempotent: true },
    );
    const id = deployService.deploymentId;
    output.event(
      { event: 'requested', deploymentId: id, service: service.name, environment },
      `${output.paint('bold', `Deploying ${service.name}`)} to ${environment}`,
    );
    return id;
  } catch (error) {
    if (!(error instanceof GraphqlError) || error.code !== 'type-not-deployable') throw error;
    output.note(`${service.name}: ${error.message}`);
    return null;
  }
}
