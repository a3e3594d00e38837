/** `NORTHSTACK_POLICY`: who decides whether a deployment may go on. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { builtInPolicy } from '../../adapters/local/policy/built-in-policy.ts';
import { openOpaPolicy } from '../../adapters/opa/open-opa-policy.ts';
import type { PolicyEngine } from '../../domain/ports/policy-engine.ts';
import { Fault } from '../../kit/fault.ts';
import { certificateFile } from '../config/file-setting.ts';
import { choose, readSettings } from '../config/settings.ts';
import { projectRoot } from '../project-root.ts';
import type { Part } from './part.ts';

export async function openPolicy(part: Pick<Part, 'environment' | 'log' | 'closers'>): Promise<PolicyEngine> {
  switch (choose(part.environment, 'NORTHSTACK_POLICY', ['built-in', 'opa'])) {
    case 'built-in':
      return builtInPolicy();
    case 'opa':
      return await openOpa(part);
  }
}

const settings = z.object({
  NORTHSTACK_OPA_URL: z.url({ protocol: /^https?$/, error: 'must be the address of Open Policy Agent' }),
  NORTHSTACK_OPA_CA_FILE: certificateFile,
  NORTHSTACK_OPA_TOKEN: z.string().optional(),
  NORTHSTACK_OPA_PATH: z
    .string()
    .regex(/^[a-z_][a-z0-9_]*(\/[a-z_][a-z0-9_]*)*$/, 'must be the path of a document, such as northstack/deployment')
    .default('northstack/deployment'),
  /** A folder of Rego that we bring; `none`: policies come as bundles. */
  NORTHSTACK_OPA_POLICIES: z.string().default(join(projectRoot, 'deploy/policies')),
  NORTHSTACK_OPA_WHEN_AWAY: z.enum(['wait', 'deny'], 'must be wait or deny').default('wait'),
  NORTHSTACK_OPA_TIMEOUT_MS: z.coerce
    .number('must be a number')
    .int()
    .min(100, 'must be at least 100')
    .max(60_000)
    .default(5_000),
});

/** @throws Fault reject when a setting, or a policy, is wrong */
async function openOpa({ environment, log, closers }: Pick<Part, 'environment' | 'log' | 'closers'>): Promise<PolicyEngine> {
  const given = readSettings(environment, settings);
  const engine = openOpaPolicy({
    url: given.NORTHSTACK_OPA_URL,
    ca: given.NORTHSTACK_OPA_CA_FILE,
    token: given.NORTHSTACK_OPA_TOKEN ?? null,
    path: given.NORTHSTACK_OPA_PATH,
    policies: await readPolicies(given.NORTHSTACK_OPA_POLICIES),
    whenAway: given.NORTHSTACK_OPA_WHEN_AWAY,
    timeoutMs: given.NORTHSTACK_OPA_TIMEOUT_MS,
    observe: (observation) =>
      observation.kind === 'decision-not-understood' ? log.warn(observation, 'policy') : log.info(observation, 'policy'),
  });
  closers.add({ name: 'policy engine', close: () => engine[Symbol.asyncDispose]() });
  try {
    await engine.prepare();
  } catch (error) {
    // It is asked again before anything is decided; nothing starts without it.
    if (!(error instanceof Fault) || error.kind !== 'retry') throw error;
    log.warn({ error }, 'policy');
  }
  return engine;
}

async function readPolicies(folder: string): Promise<Readonly<Record<string, string>>> {
  if (folder === 'none') return {};
  const names = await readdir(folder).catch(() => []);
  const policies = names.filter((name) => /^[A-Za-z0-9_-]+\.rego$/.test(name) && !name.endsWith('_test.rego')).sort();
  if (policies.length === 0) {
    const message = 'Settings are wrong: NORTHSTACK_OPA_POLICIES must name a folder with policies (*.rego), or be none.';
    throw new Fault('reject', { code: 'invalid-settings', message });
  }
  return Object.fromEntries(await Promise.all(policies.map(async (name) => [name, await readFile(join(folder, name), 'utf8')])));
}
