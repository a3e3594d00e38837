/** One emulated build: what Coolify writes while it clones, builds, pushes and starts an application, with outcomes that a test chooses. */
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { RegistryEmulator } from '../registry/emulator.ts';
import { emulateShell } from './shell.ts';
import { commitOf, type Deployment, timestamp } from './world.ts';

export interface GitWorld {
  /** The commit of a branch or tag; null: there is none; undefined: there is no such repository, or not for this credential. */
  find(url: string, reference: string, privateKey: string | null): string | null | undefined;
}

/** Every repository and every branch is there. */
export const anyRepository: GitWorld = { find: (url, reference) => commitOf(url, reference) };

export interface BuildOptions {
  readonly git: GitWorld;
  readonly registry: RegistryEmulator | null;
  /** Between two steps. */
  readonly stepMs: number;
  readonly serverName: string;
}

/** Ends with the deployment's status set; never throws. */
export async function emulateBuild(deployment: Deployment, { git, registry, stepMs, serverName }: BuildOptions): Promise<void> {
  const { application, log, stop } = deployment;
  const { signal } = stop;
  const fields = application.fields;
  const text = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');
  const write = (
    output: string,
    { hidden = false, command = null as string | null, type = 'stdout' as 'stdout' | 'stderr' } = {},
  ) => {
    const at = { timestamp: timestamp(Date.now()), batch: 1, order: log.length + 1 };
    log.push({ command, output, type, hidden, ...at });
    deployment.updatedAt = Date.now();
  };
  const end = (status: string) => {
    // Whoever cancelled it has said so already.
    if (deployment.status !== 'in_progress') return;
    deployment.status = status;
    deployment.updatedAt = Date.now();
  };
  const fail = (why: string) => {
    write(why, { type: 'stderr' });
    write('Deployment failed. Removing the new version of your application.', { type: 'stderr' });
    end('failed');
  };
  const repository = text('git_repository');
  const shown = repository.replace(/\/\/[^/@]*@/, '//');
  const branch = text('git_branch');
  const environment = Object.fromEntries(application.variables.filter((v) => !v.is_preview).map((v) => [v.key, v.value]));
  try {
    deployment.status = 'in_progress';
    write(`Starting deployment of ${shown}:${branch} to ${serverName}.`);
    write('', { hidden: true, command: `docker run -d --name ${deployment.uuid} ${JSON.stringify(environment)}` });
    await delay(stepMs, undefined, { signal });
    const commit = git.find(repository, branch, application.privateKey);
    if (commit === undefined) return fail(`fatal: repository '${shown}' not found\nCommand execution failed (exit code 128)`);
    if (commit === null)
      return fail(`fatal: Remote branch ${branch} not found in upstream origin\nCommand execution failed (exit code 128)`);
    const wanted = text('git_commit_sha');
    deployment.commit = wanted === '' || wanted === 'HEAD' ? commit : wanted;
    write(`Importing ${shown}:${branch} (commit sha ${deployment.commit}) to /artifacts/${deployment.uuid}.`);
    write('Cloning into /artifacts', {
      hidden: true,
      command: `git clone -b ${branch} ${repository} /artifacts/${deployment.uuid}`,
    });
    await delay(stepMs, undefined, { signal });
    write(`Generating ${text('build_pack')} configuration with: ${text('build_pack')} plan -f json /artifacts`);
    await delay(stepMs, undefined, { signal });
    write('Building docker image started.');
    for (const command of [text('install_command'), text('build_command')]) {
      const code = await emulateShell(command, { environment, print: (type, line) => write(line, { type }), signal });
      if (code !== 0)
        return fail(
          `process "/bin/bash -ol pipefail -c build" did not complete successfully: exit code: ${code}\nCommand execution failed (exit code 255)`,
        );
    }
    await delay(stepMs, undefined, { signal });
    write('Building docker image completed.');
    const image = text('docker_registry_image_name');
    if (image !== '' && registry !== null) {
      const tag = text('docker_registry_image_tag');
      write(`Pushing image to docker registry (${image}:${deployment.commit}).`);
      if (!image.startsWith(`${registry.host}/`)) return fail(`denied: requested access to ${image} is denied`);
      const contents = createHash('sha256')
        .update(JSON.stringify([deployment.commit, fields, environment, deployment.uuid]))
        .digest('hex');
      registry.push(image.slice(registry.host.length + 1), [deployment.commit, ...(tag === '' ? [] : [tag])], contents);
    }
    await delay(stepMs, undefined, { signal });
    write('Rolling update started.');
    application.status = 'running:unknown';
    write('Rolling update completed.');
    end('finished');
  } catch (error) {
    if (!signal.aborted) fail(`Command execution failed: ${String(error)}`);
  }
}
