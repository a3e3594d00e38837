/** `NORTHSTACK_SCANNER`: who looks for known vulnerabilities in what was built. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { readKubeconfig } from '../../adapters/kubernetes/client/kubeconfig.ts';
import { openKubernetesClient } from '../../adapters/kubernetes/client/open-client.ts';
import { hostEnvironment } from '../../adapters/local/host-environment.ts';
import { noScanner } from '../../adapters/local/scan/no-scanner.ts';
import { openTrivy } from '../../adapters/trivy/open-trivy.ts';
import { openTrivyOperator } from '../../adapters/trivy/open-trivy-operator.ts';
import type { VulnerabilityScanner } from '../../domain/ports/vulnerability-scanner.ts';
import { Fault } from '../../kit/fault.ts';
import { textFile } from '../config/file-setting.ts';
import { choose, type Environment, readSettings } from '../config/settings.ts';
import type { Part } from './part.ts';

type ScannerPart = Pick<Part, 'environment' | 'log' | 'closers'> & { readonly dataDirectory: string };

export async function openScanner(part: ScannerPart): Promise<VulnerabilityScanner> {
  switch (choose(part.environment, 'NORTHSTACK_SCANNER', ['none', 'trivy', 'trivy-operator'])) {
    case 'none':
      return noScanner();
    case 'trivy':
      return await openCommandLine(part);
    case 'trivy-operator':
      return await openOperator(part);
  }
}

const commandLine = z.object({
  NORTHSTACK_TRIVY_COMMAND: z.string().default('trivy'),
  NORTHSTACK_TRIVY_SERVER: z.url({ protocol: /^https?$/, error: 'must be the address of trivy server' }).optional(),
  NORTHSTACK_TRIVY_TOKEN: z.string().optional(),
  NORTHSTACK_TRIVY_DIRECTORY: z.string().optional(),
  // A deployment waits a quarter of an hour for scan and policy together.
  NORTHSTACK_TRIVY_TIMEOUT_MINUTES: z.coerce.number('must be a number').int().min(1).max(14, 'must be 1 to 14').default(10),
  NORTHSTACK_TRIVY_IGNORE_UNFIXED: z.stringbool('must be true or false').default(false),
});

/** @throws Fault reject when there is no such program */
async function openCommandLine({ environment, log, closers, dataDirectory }: ScannerPart): Promise<VulnerabilityScanner> {
  const given = readSettings(environment, commandLine);
  const command = given.NORTHSTACK_TRIVY_COMMAND;
  if (spawnSync(command, ['--version'], { timeout: 20_000, stdio: 'ignore' }).error !== undefined)
    throw new Fault('reject', {
      code: 'invalid-settings',
      message: `Settings are wrong: NORTHSTACK_TRIVY_COMMAND: ${command} cannot be started. Install Trivy, or name where it is.`,
    });
  const token = given.NORTHSTACK_TRIVY_TOKEN;
  const scanner = await openTrivy({
    command,
    directory: given.NORTHSTACK_TRIVY_DIRECTORY ?? join(dataDirectory, 'trivy'),
    server: given.NORTHSTACK_TRIVY_SERVER ?? null,
    timeoutMs: given.NORTHSTACK_TRIVY_TIMEOUT_MINUTES * 60_000,
    ignoreUnfixed: given.NORTHSTACK_TRIVY_IGNORE_UNFIXED,
    environment: {
      ...hostEnvironment(environment),
      ...ownSettings(environment),
      ...(token === undefined ? {} : { TRIVY_TOKEN: token }),
    },
    observe: (observation) => (observation.kind === 'scanned' ? log.info(observation, 'scan') : log.warn(observation, 'scan')),
  });
  closers.add({ name: 'scans', close: () => scanner[Symbol.asyncDispose]() });
  return scanner;
}

/** What the operator set for Trivy itself, such as where its database comes from. */
const ownSettings = (environment: Environment): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      name.startsWith('TRIVY_') && value !== undefined ? [[name, value]] : [],
    ),
  );

async function openOperator({ environment, log, closers }: ScannerPart): Promise<VulnerabilityScanner> {
  const { NORTHSTACK_TRIVY_KUBECONFIG: kubeconfig } = readSettings(
    environment,
    z.object({ NORTHSTACK_TRIVY_KUBECONFIG: textFile('is required: a kubeconfig of the cluster where Trivy operator runs') }),
  );
  const client = openKubernetesClient(readKubeconfig(kubeconfig));
  closers.add({ name: 'cluster of scans', close: () => client[Symbol.asyncDispose]() });
  return openTrivyOperator({ client, observe: (observation) => log.warn(observation, 'scan') });
}
