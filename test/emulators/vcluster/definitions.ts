/** The kind of Argo CD that tenants are made by, and the rule for the chart's values: the vendors' own where they are at hand. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';

const STORED = resolve(import.meta.dirname, '../../../../shared/specs');

export function applicationDefinition(): string {
  const stored = join(STORED, 'argocd/application-crd.yaml');
  return existsSync(stored) ? readFileSync(stored, 'utf8') : JSON.stringify(OWN);
}

/** What is wrong with values, null when nothing is; unknown keys are. Without the vendor's schema nothing is known to be wrong. */
export function valuesProblem(): (values: unknown) => string | null {
  const stored = join(STORED, 'vcluster/values.schema.json');
  if (!existsSync(stored)) return () => null;
  const validate = new Ajv2020({ strict: false, allErrors: true, logger: false }).compile(
    JSON.parse(readFileSync(stored, 'utf8')) as object,
  );
  return (values) => {
    if (validate(values)) return null;
    const [first] = validate.errors ?? [];
    return `values don't meet the specifications of the schema(s) in the following chart(s): vcluster: ${first?.instancePath} ${first?.message}`;
  };
}

const open = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
const OWN = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'applications.argoproj.io' },
  spec: {
    group: 'argoproj.io',
    names: { kind: 'Application', plural: 'applications' },
    scope: 'Namespaced',
    versions: [
      {
        name: 'v1alpha1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            required: ['metadata', 'spec'],
            properties: {
              spec: {
                type: 'object',
                required: ['destination', 'project'],
                properties: { project: { type: 'string' }, source: open, destination: open, syncPolicy: open },
              },
              status: open,
            },
          },
        },
      },
    ],
  },
};
