/** The metadata is well-formed, and no role but the platform reaches a tenant's rows without a live membership. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parse as parseGraphql } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { METADATA, readMetadata } from '../support/metadata.ts';

const permission = z.object({ role: z.string(), permission: z.record(z.string(), z.unknown()) });
const tableSchema = z.object({
  table: z.object({ schema: z.string(), name: z.string() }),
  is_enum: z.boolean().optional(),
  insert_permissions: z.array(permission).default([]),
  select_permissions: z.array(permission).default([]),
  update_permissions: z.array(permission).default([]),
  delete_permissions: z.array(permission).default([]),
});
const sourcesSchema = z.array(z.object({ name: z.literal('default'), tables: z.array(tableSchema) })).length(1);

let tables: z.infer<typeof tableSchema>[] = [];
beforeAll(async () => {
  tables = sourcesSchema.parse(await readMetadata('databases/databases.yaml')).flatMap((s) => s.tables);
});

const SCHEMA = join(METADATA, '../../../shared/specs/hasura-metadata-v3.schema.json');

describe.runIf(existsSync(SCHEMA))('metadata v3 schema', () => {
  test('every file is valid', async () => {
    const schema = JSON.parse(await readFile(SCHEMA, 'utf8'));
    const ajv = new Ajv({ strict: false, allErrors: true }).addSchema(schema);
    const check = (ref: string, value: unknown) => {
      const validate = ajv.compile(ref === '#' ? { $ref: schema.$id } : { $ref: `${schema.$id}${ref}` });
      expect({ valid: validate(value), errors: validate.errors }).toEqual({ valid: true, errors: null });
    };
    check('#', {
      version: 3,
      sources: await readMetadata('databases/databases.yaml'),
      cron_triggers: await readMetadata('cron_triggers.yaml'),
      rest_endpoints: await readMetadata('rest_endpoints.yaml'),
      inherited_roles: await readMetadata('inherited_roles.yaml'),
      graphql_schema_introspection: await readMetadata('graphql_schema_introspection.yaml'),
    });
    check('#/definitions/ActionsYaml', await readMetadata('actions.yaml'));
  });
});

test('actions.graphql is GraphQL', async () => {
  expect(parseGraphql(await readFile(join(METADATA, 'actions.graphql'), 'utf8')).definitions.length).toBeGreaterThan(0);
});

const ROLES = ['viewer', 'developer', 'team_lead', 'devops', 'org_owner', 'platform_admin'];
const every = () =>
  tables.flatMap((t) =>
    [t.insert_permissions, t.select_permissions, t.update_permissions, t.delete_permissions].flat().map((p) => ({
      where: `${t.table.name} ${p.role}`,
      table: t.table.name,
      role: p.role,
      rule: p.permission.filter ?? p.permission.check,
      checksAfter: 'filter' in p.permission ? p.permission.check : null,
    })),
  );

describe('permissions', () => {
  test('only known roles have any, and credentials, tokens, requests and the rules of states have none', () => {
    expect(new Set(every().map((p) => p.role))).toEqual(new Set(ROLES));
    const closed = [
      'user_credentials',
      'refresh_tokens',
      'requests',
      'anonymous_requests',
      'signing_keys',
      'sign_in_codes',
      'account_mails',
      'sign_in_attempts',
      'sign_in_limits',
      'status_transitions',
      'discarded_secrets',
      'access_ends',
    ];
    expect(every().filter((p) => closed.includes(p.table))).toEqual([]);
  });

  test('each goes through the live membership row of an active user with a sufficient role', () => {
    // Organizations are listed by the caller's own memberships, for switching between them.
    for (const p of every().filter((x) => x.role !== 'platform_admin' && x.table !== 'organizations')) {
      const text = JSON.stringify(p.rule);
      expect(text, p.where).toContain('"_table":{"schema":"public","name":"organization_members"}');
      expect(text, p.where).toContain('"user":{"is_active":{"_eq":true}}');
      expect(text, p.where).toContain('"_eq":"X-Hasura-User-Id"');
      expect(text, p.where).toContain('"_eq":"X-Hasura-Org-Id"');
      const weaker = ROLES.slice(0, ROLES.indexOf(p.role));
      for (const role of weaker) expect(text, p.where).not.toContain(`"${role}"`);
    }
  });

  test('a platform administrator is asked for in the live row too', () => {
    for (const p of every().filter((x) => x.role === 'platform_admin'))
      expect(JSON.stringify(p.rule)).toContain('is_platform_admin');
  });

  test('updates check nothing afterwards, which YugabyteDB needs for upserts; triggers keep rows in their tenant', () => {
    for (const p of every()) expect(p.checksAfter ?? null, p.where).toBeNull();
  });
});
