/**
 * The kinds that Rancher serves: the vendor's definitions where they are at hand, strict to the field; else open ones of the same names. What the
 * vendor publishes no definition of (management clusters, machines, settings) is open in any case; machine configs know their driver's fields.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import type { Schema } from '../kubernetes/schema.ts';

const SPECS = resolve(import.meta.dirname, '../../../../shared/specs/rancher');
export const hasVendorContract = existsSync(SPECS);

interface Plain {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly scope: 'Cluster' | 'Namespaced';
  readonly status: boolean;
  readonly schema?: object;
}

const management = (kind: string, scope: Plain['scope'] = 'Cluster', status = false): Plain => ({
  group: 'management.cattle.io',
  version: 'v3',
  kind,
  plural: `${kind.toLowerCase()}s`,
  scope,
  status,
});

const undefinedByVendor: readonly Plain[] = [
  management('Cluster'),
  management('Setting'),
  management('ClusterRegistrationToken', 'Namespaced'),
];

/** What the adapter uses, where the vendor's definitions are not at hand. */
const open: readonly Plain[] = [
  {
    group: 'provisioning.cattle.io',
    version: 'v1',
    kind: 'Cluster',
    plural: 'clusters',
    scope: 'Namespaced',
    status: true,
  },
  management('User'),
  management('RoleTemplate'),
  management('GlobalRoleBinding', 'Cluster', true),
  management('ClusterRoleTemplateBinding', 'Namespaced', true),
];

/** YAML texts. `capi`: the version of Cluster API that machines are served as. */
export function definitionsOf(capi: string): readonly string[] {
  const machines: Plain = {
    group: 'cluster.x-k8s.io',
    version: capi,
    kind: 'Machine',
    plural: 'machines',
    scope: 'Namespaced',
    status: true,
  };
  const vendor = hasVendorContract
    ? readdirSync(join(SPECS, 'crds')).map((name) => readFileSync(join(SPECS, 'crds', name), 'utf8'))
    : open.map(definitionOf);
  return [...vendor, ...[...undefinedByVendor, machines, ...machineConfigs()].map(definitionOf)];
}

function definitionOf({ group, version, kind, plural, scope, status, schema }: Plain): string {
  const openAPIV3Schema = schema ?? { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  return stringify({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      names: { kind, plural },
      scope,
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          schema: { openAPIV3Schema },
          ...(status ? { subresources: { status: {} } } : {}),
        },
      ],
    },
  });
}

function machineConfigs(): readonly Plain[] {
  const of = (kind: string, schema?: object): Plain => ({
    group: 'rke-machine-config.cattle.io',
    version: 'v1',
    kind,
    plural: `${kind.toLowerCase()}s`,
    scope: 'Namespaced',
    status: false,
    ...(schema === undefined ? {} : { schema }),
  });
  if (!hasVendorContract) return ['Amazonec2Config', 'HetznerConfig', 'DigitaloceanConfig'].map((kind) => of(kind));
  const { drivers } = JSON.parse(readFileSync(join(SPECS, 'machine-config-fields.json'), 'utf8')) as {
    drivers: Record<string, { Kind: string; fields: Record<string, string> }>;
  };
  const hetzner = JSON.parse(readFileSync(join(SPECS, 'jsonschema/hetznerconfig_v1.json'), 'utf8')) as { properties: object };
  return [
    ...Object.values(drivers).map(({ Kind, fields }) =>
      of(Kind, {
        type: 'object',
        properties: Object.fromEntries(Object.entries(fields).map(([name, type]) => [name, fieldOf(type)])),
      }),
    ),
    of('HetznerConfig', { type: 'object', properties: hetzner.properties }),
  ];
}

const fieldOf = (type: string): object =>
  type === 'bool'
    ? { type: 'boolean' }
    : type === '[]string'
      ? { type: 'array', items: { type: 'string' } }
      : type.startsWith('int')
        ? { type: 'integer' }
        : { type: 'string' };

/** The published schema of ext.cattle.io's Kubeconfig and how its references are followed; null where it is not at hand. */
export function kubeconfigContract(): { readonly schema: Schema; readonly resolve: (reference: string) => Schema | null } | null {
  if (!hasVendorContract) return null;
  const { definitions } = JSON.parse(readFileSync(join(SPECS, 'rk-api-swagger.json'), 'utf8')) as {
    definitions: Record<string, Schema>;
  };
  const schema = definitions['io.cattle.ext.v1.Kubeconfig'];
  if (schema === undefined) return null;
  const spec = definitions['io.cattle.ext.v1.KubeconfigSpec'];
  // Version 2.15 has it in its source; the published document forgot it.
  const complete = { ...spec, properties: { ...spec?.properties, includeDefaultEntry: { type: 'boolean' } } };
  return {
    schema,
    resolve: (reference) =>
      reference.endsWith('KubeconfigSpec') ? complete : (definitions[reference.replace('#/definitions/', '')] ?? null),
  };
}
