/**
 * Which installation of NorthStack an object belongs to, written on it: several may share a cluster, a namespace, or a platform. The rule is one for
 * all: whatever is labelled as ours and names a row of ours carries the installation. What names another one is not ours, whatever it is called;
 * what names none was made before there was this label, is ours by its name, and gets the label when it is written next.
 */
import type { Held } from '../../../domain/ports/held.ts';
import { Fault } from '../../../kit/fault.ts';
import type { KubernetesObject } from './kind.ts';
import type { KubernetesClient, ManifestOf } from './open-client.ts';

export const INSTALLATION = 'northstack.dev/owner';
const MANAGED_BY = 'app.kubernetes.io/managed-by';
type Labels = Readonly<Record<string, string>>;

const namesRow = (labels: Labels): boolean =>
  labels[MANAGED_BY] === 'northstack' && Object.keys(labels).some((label) => /^northstack\.(dev|io)\//.test(label));

/** Whether nobody else has it. */
export const mayBeOf = (installation: string | null, labels: Labels | null | undefined): boolean =>
  installation === null || (labels?.[INSTALLATION] ?? installation) === installation;

/** What a platform holds, by the label that names our row; each row once. */
export function heldBy(objects: readonly KubernetesObject[], label: string): readonly Held[] {
  const held = objects.flatMap(({ metadata: { name, labels = {} } }) => {
    const id = labels[label];
    return id === undefined ? [] : [[id, { id, name, installation: labels[INSTALLATION] ?? null }] as const];
  });
  return [...new Map(held).values()];
}

/**
 * The same client for one installation: what it writes carries the label, what belongs to another one is in no list, and getting that is a
 * conflict, so that nobody takes it over or takes it for gone. null: the client as it is.
 */
export function ofInstallation(client: KubernetesClient, installation: string | null): KubernetesClient {
  if (installation === null) return client;
  const isOurs = ({ metadata }: KubernetesObject): boolean => mayBeOf(installation, metadata.labels);
  const stamp = <M extends ManifestOf>(manifest: M): M => {
    const labels = manifest.metadata?.labels;
    if (labels === undefined || !namesRow(labels)) return manifest;
    return { ...manifest, metadata: { ...manifest.metadata, labels: { ...labels, [INSTALLATION]: installation } } };
  };
  return {
    ...client,
    get: async (kind, key, how) => {
      const found = await client.get(kind, key, how);
      if (found === null || isOurs(found)) return found;
      throw new Fault('conflict', {
        code: 'of-another-installation',
        message: `${kind.kind} ${key.name} belongs to another installation of NorthStack (${found.metadata.labels?.[INSTALLATION]}).`,
      });
    },
    list: async (kind, how) => {
      const found = await client.list(kind, how);
      return { ...found, items: found.items.filter(isOurs) };
    },
    create: (kind, manifest, how) => client.create(kind, stamp(manifest), how),
    apply: (kind, manifest, how) => client.apply(kind, stamp(manifest), how),
    watch: async function* (kind, how) {
      for await (const event of client.watch(kind, how)) {
        if (event.type === 'listed') yield { ...event, objects: event.objects.filter(isOurs) };
        else if (isOurs(event.object)) yield event;
      }
    },
  };
}
