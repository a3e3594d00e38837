/** What a source renders to: a folder of manifests in a real git repository, or the values of a chart. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../kubernetes/resources.ts';

const run = promisify(execFile);

export interface Source {
  readonly repoURL: string;
  readonly targetRevision?: string;
  readonly path?: string;
  readonly chart?: string;
  readonly helm?: { readonly valuesObject?: Record<string, unknown>; readonly releaseName?: string };
}

export interface Rendered {
  /** The commit, or the chart's version. */
  readonly revision: string;
  readonly manifests: readonly KubernetesObject[];
}

/** What a chart makes of its values. */
export type Charts = Readonly<Record<string, (values: Record<string, unknown>, release: string) => readonly unknown[]>>;

export interface Sources extends AsyncDisposable {
  /** `revision` instead of the target. @throws Error as the repo-server says it */
  render(source: Source, revision: string | null): Promise<Rendered>;
}

export function openSources(charts: Charts): Sources {
  let directory: Promise<string> | null = null;
  const clones = new Map<string, Promise<string>>();
  const rendered = new Map<string, Rendered>();
  const git = async (args: readonly string[]): Promise<string> => {
    const env = { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0' };
    return (await run('git', args, { env, maxBuffer: 32 * 1024 * 1024 })).stdout;
  };
  const clone = (url: string): Promise<string> => {
    const found = clones.get(url);
    if (found) return found;
    const made = (async () => {
      directory ??= mkdtemp(join(tmpdir(), 'argocd-emulator-'));
      const at = join(await directory, `repository-${clones.size}`);
      await git(['clone', '--quiet', '--mirror', url, at]);
      return at;
    })();
    clones.set(url, made);
    made.catch(() => clones.delete(url));
    return made;
  };

  async function fromGit({ repoURL, targetRevision = 'HEAD', path = '.' }: Source, wanted: string | null): Promise<Rendered> {
    const at = await clone(repoURL);
    const name = wanted ?? targetRevision;
    const resolve = () => git(['-C', at, 'rev-parse', '--verify', '--quiet', `${name}^{commit}`]).then((text) => text.trim());
    let revision = /^[0-9a-f]{40}$/.test(name) ? await resolve().catch(() => null) : null;
    if (revision === null) {
      await git(['-C', at, 'fetch', '--quiet', '--prune', 'origin', '+refs/*:refs/*']);
      revision = await resolve().catch(() => null);
    }
    if (revision === null) throw new Error(`Unable to resolve '${name}' to a commit SHA`);
    const key = `${repoURL} ${revision} ${path}`;
    const known = rendered.get(key);
    if (known) return known;
    const list = (await git(['-C', at, 'ls-tree', '-r', '--name-only', revision, '--', path])).split('\n');
    const files = list.filter((file) => /\.(ya?ml|json)$/.test(file));
    if (files.length === 0) throw new Error(`${path}: app path does not exist`);
    const texts = await Promise.all(files.map((file) => git(['-C', at, 'show', `${revision}:${file}`])));
    const manifests = texts.flatMap((text) =>
      parseAllDocuments(text).map((document) => document.toJS() as KubernetesObject | null),
    );
    const result = { revision, manifests: manifests.filter((m) => m !== null) };
    rendered.set(key, result);
    return result;
  }

  return {
    render: async (source, revision) => {
      if (source.chart === undefined) return await fromGit(source, revision);
      const chart = charts[source.chart];
      const version = revision ?? source.targetRevision ?? '';
      if (chart === undefined)
        throw new Error(`chart "${source.chart}" version "${version}" not found in ${source.repoURL} repository`);
      const made = chart(source.helm?.valuesObject ?? {}, source.helm?.releaseName ?? '');
      return { revision: version, manifests: made as readonly KubernetesObject[] };
    },
    [Symbol.asyncDispose]: async () => {
      if (directory !== null) await rm(await directory, { recursive: true, force: true });
    },
  };
}
