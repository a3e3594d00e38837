/** What no runtime can run, whatever it is: checked before anything is touched. */
import { Fault } from '../../kit/fault.ts';
import type { DesiredWorkload } from '../ports/app-runtime.ts';
import { isDomainName } from '../values/custom-domain.ts';
import { volumePath } from '../values/volume-path.ts';

const hostname = /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;

const mostDomains = 100;

/** @throws Fault reject */
export function checkWorkload(desired: DesiredWorkload): void {
  const { environment, port, replicas, scaling, healthPath, hostnames, domains = [], instanceId } = desired;
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/.test(instanceId)) throw reject('invalid-instance', 'The id of an instance is a word.');
  if (!Number.isInteger(replicas) || replicas < 0 || replicas > 100)
    throw reject('invalid-replicas', 'Replicas must be a number from 0 to 100.');
  if (scaling !== undefined && (!Number.isInteger(scaling.most) || scaling.most < replicas || scaling.most > 100))
    throw reject('invalid-range', 'The most replicas are a number from the least to 100.');
  if (scaling !== undefined && scaling.cpuPercent === null && scaling.memoryPercent === null)
    throw reject('invalid-range', 'Replicas that follow their load need a target for CPU or for memory.');
  if (port !== null && (!Number.isInteger(port) || port < 1 || port > 65_535))
    throw reject('invalid-port', 'A port is a number from 1 to 65535.');
  if (desired.type === 'stateful') checkStateful(desired);
  else if (desired.volume !== undefined) throw reject('invalid-volume', 'Only a stateful service has a volume.');
  if (healthPath !== null && !/^\/[^\s]*$/.test(healthPath))
    throw reject('invalid-health-path', 'A health path begins with / and has no spaces.');
  for (const name of hostnames)
    if (!hostname.test(name)) throw reject('invalid-hostname', `«${name.slice(0, 100)}» is not a host name.`);
  for (const name of domains)
    if (!isDomainName(name.toLowerCase()))
      throw reject('invalid-domain', `«${name.slice(0, 100)}» is not a domain that can be served.`);
  if (domains.length > mostDomains)
    throw reject('too-many-domains', `A service has at most ${mostDomains} domains. Remove those that nobody uses.`);
  for (const [name, value] of Object.entries(environment)) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
      throw reject('invalid-variable-name', `«${name.slice(0, 100)}» cannot be the name of a variable.`);
    if (value.includes('\0')) throw reject('invalid-variable-value', `The value of ${name} holds a zero byte.`);
  }
}

/** Two programs on one volume would destroy what is in it. */
function checkStateful({ port, replicas, scaling, volume }: DesiredWorkload): void {
  if (replicas > 1 || scaling !== undefined)
    throw reject('stateful-one-replica', 'A stateful service has one replica: its volume is that one’s.');
  if (port === null) throw reject('stateful-needs-port', 'Say which port the stateful service listens on.');
  if (volume === undefined) throw reject('invalid-volume', 'A stateful service needs a volume.');
  if (!volumePath.safeParse(volume.path).success)
    throw reject('invalid-volume', 'A volume’s folder is an absolute path, not the root, without spaces, colons and commas.');
  if (!Number.isInteger(volume.gigabytes) || volume.gigabytes < 1 || volume.gigabytes > 65_536)
    throw reject('invalid-volume', 'A volume has 1 to 65536 GB.');
}

/** Names of the team's own beside those of the platform, each once, as names are compared. */
export function ownDomains({ type, hostnames, domains = [] }: DesiredWorkload): readonly string[] {
  const platform = new Set(hostnames.map((name) => name.toLowerCase()));
  if (type !== 'web') return [];
  return [...new Set(domains.map((name) => name.toLowerCase()))].filter((name) => !platform.has(name));
}

/** The command line of a workload; null: the artifact knows by itself (a static site, an image). @throws Fault reject */
export function workloadCommand({ artifact, command, type }: DesiredWorkload): string | null {
  const found = command ?? artifact.processes[type] ?? null;
  if (found !== null) return found;
  const own = artifact.kind === 'image' && Object.keys(artifact.processes).length === 0;
  if (own || (type === 'web' && artifact.framework === 'static')) return null;
  const known = Object.keys(artifact.processes).join(', ') || 'none';
  throw reject(
    'no-command',
    `The build names no command for «${type}» (it names: ${known}). Add a line «${type}: <command>» to the Procfile or set the service's start command.`,
  );
}

const reject = (code: string, message: string) => new Fault('reject', { code, message });
