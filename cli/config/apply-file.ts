/** Applies a `northstack.yaml`: shows the plan, asks, applies exactly that plan, deploys what changed when asked to. */
import { randomUUID } from 'node:crypto';
import { Fault } from '../../kit/fault.ts';
import { ApplyConfigFileDocument } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';
import { ask } from '../output/ask.ts';
import type { Output } from '../output/output.ts';
import { type DeployAllFlags, deployAll } from './deploy-all.ts';
import { planFile } from './plan-file.ts';
import { showPlan } from './show-plan.ts';
import { tellDomains } from './tell-domains.ts';

export interface ApplyFlags extends Omit<DeployAllFlags, 'reason'> {
  readonly yes?: boolean;
  readonly allowDeletions?: boolean;
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
  if (changes.some((c) => c.destructive) && !flags.allowDeletions)
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
  const ok = await deployAll(connection, output, applied.serviceIds, { ...flags, reason: 'northstack apply' });
  await tellDomains(connection, output, changes);
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
