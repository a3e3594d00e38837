/** Runs as Jobs of an emulated cluster, whose pods are processes of this machine: what a Job says is what was really started. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import type { JobRequest } from '../../../domain/ports/job-runner.ts';
import type { LogLine } from '../../../domain/ports/sinks.ts';
import { endOf, jobRunnerContract, somewhere } from '../../../test/contracts/job-runner.contract.ts';
import { type Kubernetes, startKubernetes } from '../../../test/emulators/kubernetes/emulator.ts';
import { expand, expandAll } from '../../../test/emulators/kubernetes/expand.ts';
import type { KubernetesObject } from '../../../test/emulators/kubernetes/resources.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { readKubeconfig } from '../client/kubeconfig.ts';
import { openKubernetesClient } from '../client/open-client.ts';
import { openKubernetesJobs } from './open-jobs.ts';

const now = () => new Date().toISOString();

/** What a Job controller and a kubelet do, with a shell for a container. */
function runJobs(cluster: Kubernetes): AsyncDisposable {
  const running = new Map<string, ChildProcess>();
  const kill = (uid: string) => {
    const pid = running.get(uid)?.pid;
    if (pid !== undefined) process.kill(-pid, 'SIGTERM');
  };
  const variablesOf = (pod: Container): Record<string, string> => {
    const from = (pod.envFrom ?? []).flatMap(({ secretRef }) => {
      const secret = cluster.objects('secrets.').find((s) => s.metadata.name === secretRef.name);
      return Object.entries((secret?.data as Record<string, string> | undefined) ?? {});
    });
    return {
      ...Object.fromEntries(from.map(([name, value]) => [name, Buffer.from(value, 'base64').toString()])),
      ...expandAll(pod.env ?? []),
    };
  };
  const condition = (type: string) => ({ type, status: 'True', lastTransitionTime: now() });
  const stopControl = cluster.control('jobs.batch', (job: KubernetesObject) => {
    const { uid = '', name, namespace = '' } = job.metadata;
    const { template, suspend } = job.spec as unknown as {
      template: { metadata: object; spec: { containers: Container[] } };
      suspend?: boolean;
    };
    if (suspend === true) return kill(uid);
    if (running.has(uid) || job.status?.startTime !== undefined) return;
    const [container = {}] = template.spec.containers;
    const pod = cluster.api.create(cluster.kind('pods.'), namespace, {
      metadata: {
        ...template.metadata,
        name: `${name}-x`,
        ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name, uid }],
      },
      spec: template.spec,
    });
    const variables = variablesOf(container);
    const [command = 'true', ...args] = (container.command ?? []).map((word) => expand(word, variables));
    const child = spawn(command, args, { detached: true, env: { PATH: process.env.PATH, ...variables } });
    running.set(uid, child);
    cluster.setStatus(job, { startTime: now(), active: 1 });
    const key = `${namespace}/${pod.metadata.name}`;
    const lines: string[] = [];
    cluster.logs.set(key, lines);
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => lines.push(`${now()} ${line}`));
    child.on('close', (code) => {
      running.delete(uid);
      const exitCode = code ?? 143;
      const terminated = { exitCode, finishedAt: now(), reason: exitCode === 0 ? 'Completed' : 'Error' };
      const current = cluster.objects('jobs.batch', namespace).find((j) => j.metadata.uid === uid);
      cluster.setStatus(pod, {
        phase: exitCode === 0 ? 'Succeeded' : 'Failed',
        containerStatuses: [{ name: 'app', image: '', imageID: '', ready: false, restartCount: 0, state: { terminated } }],
      });
      if (current === undefined) return;
      const isSuspended = (current.spec as { suspend?: boolean } | undefined)?.suspend === true;
      const done = isSuspended ? 'Suspended' : exitCode === 0 ? 'Complete' : 'Failed';
      cluster.setStatus(current, {
        active: 0,
        conditions: [condition(done)],
        ...(done === 'Complete' ? { completionTime: now() } : {}),
      });
    });
  });
  const stopDeletes = cluster.store.subscribe(({ type, key, object }) => {
    if (type === 'DELETED' && key === 'jobs.batch') kill(object.metadata.uid ?? '');
  });
  return {
    [Symbol.asyncDispose]: async () => {
      stopControl();
      stopDeletes();
      for (const uid of running.keys()) kill(uid);
      await eventually(
        () => running.size,
        (size) => size === 0,
      );
    },
  };
}

interface Container {
  readonly command?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value: string }[];
  readonly envFrom?: readonly { readonly secretRef: { readonly name: string } }[];
}

/** `elsewhere`: runs are placed in another cluster than the platform's own. */
async function open(elsewhere = false) {
  const cluster = await startKubernetes();
  const platform = elsewhere ? await startKubernetes() : cluster;
  const controller = runJobs(cluster);
  const [lines, hints, problems]: [LogLine[], string[], unknown[]] = [[], [], []];
  const runner = () =>
    openKubernetesJobs({
      client: openKubernetesClient(readKubeconfig(platform.kubeconfig())),
      resources: { cpuMillicores: { request: 50, limit: 250 }, memoryMegabytes: { request: 128, limit: 128 } },
      logs: { append: (more) => void lines.push(...more) },
      hint: ({ id }) => void hints.push(id),
      onProblem: (problem) => problems.push(problem),
    });
  const request = (command: string | null): JobRequest => ({
    runId: randomUUID(),
    instanceId: randomUUID(),
    placement: elsewhere ? { ...somewhere, cluster: { clusterId: CLUSTER, kubeconfig: cluster.kubeconfig() } } : somewhere,
    revision: randomUUID(),
    artifact: {
      kind: 'image',
      reference: `registry.example.org/shop/nightly@sha256:${'a'.repeat(64)}`,
      digest: `sha256:${'a'.repeat(64)}`,
      framework: 'image',
      processes: {},
    },
    pullCredential: null,
    command,
    environment: { COLOR: 'blue' },
    secretNames: [],
    stopTimeoutMs: 2_000,
  });
  const close = async () => {
    await controller[Symbol.asyncDispose]();
    if (elsewhere) {
      expect(platform.objects('jobs.batch')).toEqual([]);
      await platform[Symbol.asyncDispose]();
    }
    await cluster[Symbol.asyncDispose]();
  };
  return { cluster, platform, runner, lines, hints, problems, request, close };
}

const CLUSTER = randomUUID();

const underTest = (elsewhere: boolean) => async () => {
  const { runner, close, lines, hints, request } = await open(elsewhere);
  const opened = runner();
  return {
    runner: opened,
    lines,
    hints,
    request,
    streams: 'together' as const,
    [Symbol.asyncDispose]: async () => {
      await opened[Symbol.asyncDispose]();
      await close();
    },
  };
};

jobRunnerContract('Kubernetes', underTest(false));
jobRunnerContract('Kubernetes, another cluster', underTest(true));

test('where nobody says a command the image starts by itself', async () => {
  const { cluster, runner, close, request } = await open(false);
  const wanted = request(null);
  await using opened = runner();
  await opened.start(wanted);
  await eventually(
    () => opened.observe({ runId: wanted.runId, cluster: null }),
    (seen) => seen.state === 'ended' && seen.exitCode === 0,
  );
  const [pod] = cluster.objects('pods.');
  expect(pod?.spec).toMatchObject({ containers: [expect.not.objectContaining({ command: expect.anything() })] });
  await opened[Symbol.asyncDispose]();
  await close();
});

test('a run in another cluster is found after a restart, is garbage that is removed without its place, and a forgotten cluster is asked no more', async () => {
  const { cluster, platform, runner, close, request } = await open(true);
  const wanted = request('sleep 600');
  const reference = { runId: wanted.runId, cluster: wanted.placement.cluster };
  const first = runner();
  await first.start(wanted);
  await first[Symbol.asyncDispose]();
  await using second = runner();
  expect((await second.observe(reference)).state).toBe('running');
  expect(await second.list()).toEqual([wanted.runId]);
  await second.remove({ runId: wanted.runId, cluster: null });
  await eventually(
    () => second.observe(reference),
    (seen) => seen.state === 'absent',
  );
  const other = request('sleep 600');
  await second.start(other);
  expect(await second.list()).toEqual([other.runId]);
  // One that lets us in no more says so before the platform's own has answered.
  const listing = { method: 'GET', path: /\/jobs\?(?!.*watch=)/, times: 5 };
  cluster.faults.add({ ...listing, fault: { kind: 'answer', status: 401, body: '{}' } });
  platform.faults.add({ ...listing, fault: { kind: 'slow', delayMs: 300 } });
  expect(await second.list()).toEqual([]);
  expect(cluster.faults.met).toBeGreaterThan(0);
  cluster.faults.clear();
  platform.faults.clear();
  await second.forgetCluster(CLUSTER);
  expect(await second.list()).toEqual([]);
  expect(cluster.objects('jobs.batch')).toHaveLength(1);
  await second.remove({ runId: other.runId, cluster: other.placement.cluster });
  await close();
});

test('a restart goes on with a run: it is not started again, its lines come once, and nothing of it is left when it is removed', async () => {
  const { cluster, runner, close, lines, request } = await open();
  const first = runner();
  const wanted = {
    ...request('echo "before $TOKEN"; sleep 1; echo after'),
    environment: { TOKEN: 'hunter2-hunter2' },
    secretNames: ['TOKEN'],
    pullCredential: { registry: 'registry.example.org', username: 'robot', password: 'pull-horse-battery' },
  };
  await first.start(wanted);
  await eventually(
    async () => {
      await first.observe({ runId: wanted.runId, cluster: null });
      return lines.map((l) => l.text);
    },
    (texts) => texts.includes('before ***'),
  );
  // What was handed on is noted now and then; here at once.
  const [job] = cluster.objects('jobs.batch');
  const at = new Date(lines.at(-1)?.at ?? 0).toISOString();
  const { namespace = '', name = '' } = job?.metadata ?? {};
  const annotations = { 'northstack.io/logs-until': at };
  cluster.api.patch(cluster.kind('jobs.batch'), namespace, name, 'merge', { metadata: { annotations } });
  await first[Symbol.asyncDispose]();

  await using second = runner();
  await second.start(wanted);
  const end = await endOf(second, wanted.runId);
  expect(end).toMatchObject({ exitCode: 0 });
  expect(lines.map((l) => l.text)).toEqual(['before ***', 'after']);
  expect(cluster.objects('jobs.batch')).toHaveLength(1);
  expect(cluster.objects('namespaces.').map((n) => n.metadata.name)).toContain('shop-production-jobs');
  await second.remove({ runId: wanted.runId, cluster: null });
  await eventually(
    () => [
      ...cluster.objects('namespaces.').map((n) => n.metadata.name),
      ...cluster.objects('secrets.').map((s) => s.metadata.name),
    ],
    (names) => !names.some((n) => n.startsWith('shop') || n.startsWith('ns-job')),
  );
  await close();
});

test('ten at once, and an answer that is lost, make one run', async () => {
  const { cluster, runner, close, lines, request } = await open();
  await using jobs = runner();
  const wanted = request('echo once');
  cluster.faults.add({ method: 'POST', path: /\/jobs/, fault: { kind: 'lost-answer' } });
  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => jobs.start(wanted)));
  expect(outcomes.filter((o) => o.status === 'rejected').length).toBeLessThanOrEqual(1);
  await jobs.start(wanted);
  await endOf(jobs, wanted.runId);
  expect(lines.map((l) => l.text)).toEqual(['once']);
  await close();
});
