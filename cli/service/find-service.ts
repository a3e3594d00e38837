/** Finds the service somebody means: `project/service`, a service's slug when only one project has it, or its id. */
import { Fault } from '../../kit/fault.ts';
import { ServiceByIdDocument, type ServiceLineFragment, ServicesDocument } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** @throws Fault gone `service-not-found`, reject `service-ambiguous` | `invalid-name` */
export async function findService({ client }: Connection, name: string): Promise<ServiceLineFragment> {
  const found = uuid.test(name) ? await byId() : await byName();
  const [first, ...others] = found;
  if (!first) throw new Fault('gone', { code: 'service-not-found', message: `There is no service «${name}».` });
  if (others.length === 0) return first;
  const names = found.map(serviceName).join(', ');
  throw new Fault('reject', { code: 'service-ambiguous', message: `«${name}» could be ${names}. Name the project too.` });

  async function byId() {
    const { services_by_pk } = await client.request(ServiceByIdDocument, { id: name }, { idempotent: true });
    return services_by_pk ? [services_by_pk] : [];
  }
  async function byName() {
    const { project, service } = splitServiceName(name);
    return (await client.request(ServicesDocument, { project: project ?? '%', service }, { idempotent: true })).services;
  }
}

export function serviceName(service: { readonly slug: string; readonly project: { readonly slug: string } }): string {
  return `${service.project.slug}/${service.slug}`;
}

const slug = /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/;

/** @throws Fault reject `invalid-name` */
export function splitServiceName(name: string): { readonly project: string | null; readonly service: string } {
  const [first = '', second, ...rest] = name.split('/');
  const parts = second === undefined ? [first] : [first, second];
  if (rest.length > 0 || !parts.every((part) => slug.test(part))) {
    throw new Fault('reject', {
      code: 'invalid-name',
      message: `«${name}» is not a service's name. Names are <project>/<service>, in lower case letters, digits and hyphens.`,
    });
  }
  return second === undefined ? { project: null, service: first } : { project: first, service: second };
}
