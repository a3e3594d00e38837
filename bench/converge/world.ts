/** An emulated Argo CD and the emulated cluster it deploys to, in a process of its own. Answers each line on its input with what it was asked. */
import { createInterface } from 'node:readline';
import { openArgocdEmulator } from '../../test/emulators/argocd/emulator.ts';
import { startKubernetes } from '../../test/emulators/kubernetes/emulator.ts';
import { controlWorkloads } from '../../test/emulators/kubernetes/workloads.ts';

const cluster = await startKubernetes();
const argocd = await openArgocdEmulator({ kubernetes: cluster });
controlWorkloads(cluster, { delayMs: 200 });
const say = (value: unknown) => void process.stdout.write(`${JSON.stringify(value)}\n`);
say({ url: argocd.url, token: argocd.token, kubeconfig: cluster.kubeconfig() });

let counted = 0;
let used = process.cpuUsage();
createInterface({ input: process.stdin }).on('line', () => {
  const asked = argocd.requests.slice(counted);
  counted = argocd.requests.length;
  const lists = asked.filter(({ method, path }) => method === 'GET' && /\/api\/v1\/applications\?/.test(path));
  const { user, system } = process.cpuUsage(used);
  used = process.cpuUsage();
  say({
    cpuSeconds: Number(((user + system) / 1e6).toFixed(1)),
    requests: asked.length,
    syncs: asked.filter(({ path }) => path.endsWith('/sync')).length,
    fullLists: lists.filter(({ path }) => !path.includes('fields=') && !path.includes('northstack.io%2Finstance%3D')).length,
    shortLists: lists.filter(({ path }) => path.includes('fields=')).length,
    applications: argocd.applications().length,
    healthy: argocd.applications().filter(({ status }) => status?.health?.status === 'Healthy').length,
    pods: cluster.objects('pods.').length,
    problems: argocd.problems.length,
  });
});
process.stdin.on('end', () => process.exit(0));
