/** What all three servers answer from: projects with members, services and deployments. */

export const USERS = 200;
const PROJECTS = 400;
const SERVICES_A_PROJECT = 10;
export const SERVICES = PROJECTS * SERVICES_A_PROJECT;
export const VERSIONS = 25;
export const DEPLOYMENTS = SERVICES * VERSIONS;

/** `app_user` and its policies are for PostGraphile, which leaves row permissions to PostgreSQL. */
export const DATASET = `
create table "user" (id int primary key, email text not null unique);
create table project (id int primary key, name text not null, owner_id int not null references "user", created_at timestamptz not null);
create table member (project_id int not null references project, user_id int not null references "user", primary key (user_id, project_id));
create table service (id int primary key, project_id int not null references project, name text not null, kind text not null, replicas int not null);
create table deployment (id int primary key, service_id int not null references service, version int not null, status text not null,
  message text not null, created_at timestamptz not null);
create table note (id int primary key, service_id int not null references service, body text not null, pinned boolean not null default false);

insert into "user" select i, 'user' || i || '@example.com' from generate_series(1, ${USERS}) i;
insert into project select i, 'Project ' || i, 1 + i % ${USERS}, timestamptz '2024-01-01' + i * interval '1 hour' from generate_series(1, ${PROJECTS}) i;
insert into member select distinct 1 + (u * 17 + k * 29) % ${PROJECTS}, u from generate_series(1, ${USERS}) u, generate_series(1, 20) k;
insert into service select i, 1 + i % ${PROJECTS}, 'Service ' || i, (array['web','worker','cron'])[1 + i % 3], 1 + i % 5 from generate_series(1, ${SERVICES}) i;
insert into deployment select i, 1 + i % ${SERVICES}, 1 + (i - 1) / ${SERVICES}, (array['ready','failed','building','cancelled'])[1 + (i / 7) % 4],
  'Deploys commit ' || md5(i::text), timestamptz '2024-01-01' + i * interval '1 minute' from generate_series(1, ${DEPLOYMENTS}) i;

create index on project (owner_id);
create index on project (created_at desc);
create index on member (project_id);
create index on service (project_id);
create index on deployment (service_id, created_at desc);
create index on deployment (version, id);
create index on note (service_id);

create role app_user;
grant select on all tables in schema public to app_user;
create policy members on deployment for select to app_user using (exists (select from service s
  join member m on m.project_id = s.project_id
  where s.id = deployment.service_id and m.user_id = (select current_setting('jwt.claims.user_id')::int)));
alter table deployment enable row level security;
create policy all_of_it on service for select to app_user using (true);
vacuum analyze;
`;

const table = (name: string, more: object = {}) => ({ table: { schema: 'public', name }, ...more });
const many = (name: string, remote: string, column: string) => ({
  name,
  using: { foreign_key_constraint_on: { table: { schema: 'public', name: remote }, column } },
});
const one = (name: string, column: string) => ({ name, using: { foreign_key_constraint_on: column } });

export const METADATA = {
  version: 3,
  sources: [
    {
      name: 'default',
      kind: 'postgres',
      configuration: { connection_info: { database_url: { from_env: 'HASURA_GRAPHQL_DATABASE_URL' } } },
      tables: [
        table('user'),
        table('project', {
          array_relationships: [many('services', 'service', 'project_id'), many('members', 'member', 'project_id')],
        }),
        table('member', { object_relationships: [one('project', 'project_id')] }),
        table('service', {
          object_relationships: [one('project', 'project_id')],
          array_relationships: [many('deployments', 'deployment', 'service_id')],
        }),
        table('deployment', {
          object_relationships: [one('service', 'service_id')],
          select_permissions: [
            {
              role: 'member',
              permission: {
                columns: '*',
                filter: { service: { project: { members: { user_id: { _eq: 'x-hasura-user-id' } } } } },
              },
            },
          ],
        }),
        table('note'),
      ],
    },
  ],
};
