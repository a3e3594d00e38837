/**
 * A real Kubernetes API server: etcd and kube-apiserver of the folder that `KUBEBUILDER_ASSETS` names, as controller-runtime's envtest starts
 * them. No controllers run behind it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kubeconfigOf } from '../emulators/kubernetes/emulator.ts';
import { eventually } from './eventually.ts';
import { freePort } from './ports.ts';

export interface KubeApiServer extends AsyncDisposable {
  /** Of an administrator. */
  readonly kubeconfig: string;
}

const TOKEN = 'administrator';

export async function startKubeApiServer(assets: string): Promise<KubeApiServer> {
  const folder = await mkdtemp(join(tmpdir(), 'northstack-kube-'));
  const [clients, peers, port] = [await freePort(), await freePort(), await freePort()];
  const etcdUrl = `http://127.0.0.1:${clients}`;
  const keyFile = join(folder, 'service-accounts.key');
  const tokenFile = join(folder, 'tokens.csv');
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  await writeFile(keyFile, privateKey, { mode: 0o600 });
  await writeFile(tokenFile, `${TOKEN},administrator,administrator,"system:masters"\n`, { mode: 0o600 });
  const running = [
    spawnQuietly(join(assets, 'etcd'), [
      `--data-dir=${join(folder, 'etcd')}`,
      `--listen-client-urls=${etcdUrl}`,
      `--advertise-client-urls=${etcdUrl}`,
      `--listen-peer-urls=http://127.0.0.1:${peers}`,
    ]),
    spawnQuietly(join(assets, 'kube-apiserver'), [
      `--etcd-servers=${etcdUrl}`,
      `--cert-dir=${join(folder, 'certificates')}`,
      '--bind-address=127.0.0.1',
      `--secure-port=${port}`,
      '--service-cluster-ip-range=10.0.0.0/24',
      '--allow-privileged=true',
      '--authorization-mode=RBAC',
      `--token-auth-file=${tokenFile}`,
      '--service-account-issuer=https://localhost',
      `--service-account-signing-key-file=${keyFile}`,
      `--service-account-key-file=${keyFile}`,
      '--disable-admission-plugins=ServiceAccount',
    ]),
  ];
  const stop = async () => {
    await Promise.all(running.reverse().map(end));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await eventually(
      async () => {
        for (const { exitCode } of running)
          if (exitCode !== null) throw new Error(`etcd or kube-apiserver ended with ${exitCode}`);
        return await isReady(port);
      },
      (ready) => ready,
      120_000,
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return { kubeconfig: kubeconfigOf(`https://127.0.0.1:${port}`, TOKEN), [Symbol.asyncDispose]: stop };
}

function spawnQuietly(program: string, args: readonly string[]): ChildProcess {
  const child = spawn(program, [...args], { stdio: 'ignore' });
  // A program that is not there has an exit code as well.
  child.on('error', () => {});
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGKILL');
  await gone;
}

/** Its certificate is one that it made for itself a moment ago. */
const isReady = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        path: '/readyz',
        rejectUnauthorized: false,
        timeout: 20_000,
        headers: { authorization: `Bearer ${TOKEN}` },
      },
      (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      },
    );
    asked.on('error', () => resolve(false));
    asked.on('timeout', () => asked.destroy());
    asked.end();
  });
