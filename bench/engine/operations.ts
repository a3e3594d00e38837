/** The six operations: what is asked of each server, and how their answers are made comparable. */
import { DEPLOYMENTS, SERVICES, USERS, VERSIONS } from './dataset.ts';

export interface Operation {
  readonly name: string;
  /** Path at the hand-written server, which takes the variables as its body. */
  readonly path: string;
  readonly engine: string;
  readonly postgraphile: string;
  readonly as: 'admin' | 'member';
  /** `n` counts the requests of all clients. */
  variables(n: number): Readonly<Record<string, number>>;
}

/** A sequence without order that is the same in every run. */
const pick = (n: number, of: number): number => 1 + ((Math.imul(n + 1, 2_654_435_761) >>> 0) % of);

export const OPERATIONS: readonly Operation[] = [
  {
    name: 'by key',
    path: '/by-key',
    engine: 'query ($id: Int!) { deployment_by_pk(id: $id) { id version status message created_at } }',
    postgraphile: 'query ($id: Int!) { deploymentById(id: $id) { id version status message created_at: createdAt } }',
    as: 'admin',
    variables: (n) => ({ id: pick(n, DEPLOYMENTS) }),
  },
  {
    name: 'filtered list',
    path: '/list',
    engine: `query ($version: Int!) { deployment(where: {status: {_eq: "failed"}, version: {_eq: $version}}, order_by: {id: asc}, limit: 50)
      { id version status message created_at } }`,
    postgraphile: `query ($version: Int!) { allDeploymentsList(condition: {status: "failed", version: $version}, orderBy: ID_ASC, first: 50)
      { id version status message created_at: createdAt } }`,
    as: 'admin',
    variables: (n) => ({ version: pick(n, VERSIONS) }),
  },
  {
    name: 'three levels',
    path: '/nested',
    engine: `query ($owner: Int!) { project(where: {owner_id: {_eq: $owner}}, order_by: {id: asc}) { id name
      services(order_by: {id: asc}, limit: 5) { id name kind deployments(order_by: {created_at: desc}, limit: 5) { id version status } } } }`,
    postgraphile: `query ($owner: Int!) { allProjectsList(condition: {ownerId: $owner}, orderBy: ID_ASC) { id name
      services: servicesByProjectIdList(orderBy: ID_ASC, first: 5) { id name kind
        deployments: deploymentsByServiceIdList(orderBy: CREATED_AT_DESC, first: 5) { id version status } } } }`,
    as: 'admin',
    variables: (n) => ({ owner: pick(n, USERS) }),
  },
  {
    name: 'aggregates',
    path: '/aggregates',
    engine: `query ($owner: Int!) { project(where: {owner_id: {_eq: $owner}}, order_by: {id: asc}) { id
      services_aggregate { aggregate { count } } } }`,
    postgraphile: `query ($owner: Int!) { allProjectsList(condition: {ownerId: $owner}, orderBy: ID_ASC) { id
      services_aggregate: servicesByProjectId { aggregate: totalCount } } }`,
    as: 'admin',
    variables: (n) => ({ owner: pick(n, USERS) }),
  },
  {
    name: 'insert, update, delete',
    path: '/write',
    engine: `mutation ($id: Int!, $service: Int!) {
      insert_note_one(object: {id: $id, service_id: $service, body: "written"}) { id body }
      update_note_by_pk(pk_columns: {id: $id}, _set: {pinned: true}) { id pinned }
      delete_note_by_pk(id: $id) { id } }`,
    postgraphile: `mutation ($id: Int!, $service: Int!) {
      insert_note_one: createNote(input: {note: {id: $id, serviceId: $service, body: "written"}}) { note { id body } }
      update_note_by_pk: updateNoteById(input: {id: $id, notePatch: {pinned: true}}) { note { id pinned } }
      delete_note_by_pk: deleteNoteById(input: {id: $id}) { note { id } } }`,
    as: 'admin',
    variables: (n) => ({ id: n, service: pick(n, SERVICES) }),
  },
  {
    name: 'list by role',
    path: '/list-by-role',
    engine: `query ($version: Int!) { deployment(where: {status: {_eq: "failed"}, version: {_eq: $version}}, order_by: {id: asc}, limit: 20)
      { id version status created_at } }`,
    postgraphile: `query ($version: Int!) { allDeploymentsList(condition: {status: "failed", version: $version}, orderBy: ID_ASC, first: 20)
      { id version status created_at: createdAt } }`,
    as: 'member',
    variables: (n) => ({ version: pick(n, VERSIONS) }),
  },
];

/** The rows of an answer without the names around them, times as instants. */
export function comparable(body: string): string {
  const { data, errors } = JSON.parse(body);
  if (errors) throw new Error(body);
  return JSON.stringify(leaves(data));
}

function leaves(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(leaves);
  if (typeof value === 'object' && value !== null) {
    const inner = Object.values(value).map(leaves);
    return inner.length === 1 ? inner[0] : inner;
  }
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? new Date(value).getTime() : value;
}
