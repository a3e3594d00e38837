/** Commands on roles, limits, introspection, network and what is only kept (metrics, telemetry). */
import { z } from 'zod';
import { ApiLimitsMetadata, type Metadata, TlsHostMetadata } from '../metadata/metadata.ts';
import { parse } from '../metadata/read.ts';
import { type Command, type Commands, command, SUCCESS } from './command.ts';
import { refuse } from './edits/edit.ts';
import { added, type NamedList, removed } from './edits/named-list.ts';

type InheritedRole = NonNullable<Metadata['inherited_roles']>[number];
const ROLES: NamedList<InheritedRole> = { what: 'inherited role', nameOf: (r) => r.role_name };

export const settingCommands: Commands = {
  add_inherited_role: command(
    z.object({ role_name: z.string().min(1), role_set: z.array(z.string()) }),
    async ({ draft }, { role_name, role_set }) => {
      if (role_set.includes(role_name)) refuse('cyclic-dependency', `found cycle(s) in roles: ["${role_name}"]`);
      const inherited_roles = added(draft.metadata.inherited_roles, { role_name, role_set }, ROLES);
      await draft.edit({ ...draft.metadata, inherited_roles }, { about: `inherited_role ${role_name}` });
      return SUCCESS;
    },
  ),

  drop_inherited_role: command(z.object({ role_name: z.string() }), async ({ draft }, { role_name }) => {
    await draft.edit({ ...draft.metadata, inherited_roles: removed(draft.metadata.inherited_roles, role_name, ROLES) });
    return SUCCESS;
  }),

  set_graphql_schema_introspection_options: command(
    z.object({ disabled_for_roles: z.array(z.string()) }),
    async ({ draft }, options) => {
      await draft.edit({ ...draft.metadata, graphql_schema_introspection: options });
      return SUCCESS;
    },
  ),

  set_api_limits: command(ApiLimitsMetadata, async ({ draft }, limits) => {
    await draft.edit({ ...draft.metadata, api_limits: limits });
    return SUCCESS;
  }),

  remove_api_limits: async ({ draft }) => {
    const { api_limits: _, ...metadata } = draft.metadata;
    await draft.edit(metadata);
    return SUCCESS;
  },

  add_host_to_tls_allowlist: command(TlsHostMetadata, async ({ draft }, host) => {
    const hosts = hostsOf(draft.metadata);
    if (hosts.some((h) => sameHost(h, host))) {
      refuse('already-exists', `the host "${host.host}" with suffix "${host.suffix ?? ''}" already exists in the allowlist`);
    }
    const network = { ...draft.metadata.network, tls_allowlist: [...hosts, host] };
    await draft.edit({ ...draft.metadata, network });
    return SUCCESS;
  }),

  drop_host_from_tls_allowlist: command(TlsHostMetadata, async ({ draft }, host) => {
    const hosts = hostsOf(draft.metadata);
    if (!hosts.some((h) => sameHost(h, host))) {
      refuse('not-found', `the host "${host.host}" isn't present in the allowlist`);
    }
    const network = { ...draft.metadata.network, tls_allowlist: hosts.filter((h) => !sameHost(h, host)) };
    await draft.edit({ ...draft.metadata, network });
    return SUCCESS;
  }),

  set_metrics_config: keep('metrics_config'),
  remove_metrics_config: remove('metrics_config'),
  set_opentelemetry_config: keep('opentelemetry'),
  set_opentelemetry_status: async ({ draft, path }, args) => {
    const status = parse(z.enum(['enabled', 'disabled', 'env']), args, path);
    await draft.edit({ ...draft.metadata, opentelemetry: { ...draft.metadata.opentelemetry, status } });
    return SUCCESS;
  },
};

const hostsOf = ({ network }: Metadata): readonly TlsHostMetadata[] => network?.tls_allowlist ?? [];

const sameHost = (a: TlsHostMetadata, b: TlsHostMetadata) => a.host === b.host && (a.suffix ?? '') === (b.suffix ?? '');

/** Stored and exported; this engine has its own metrics. */
function keep(key: 'metrics_config' | 'opentelemetry'): Command {
  return command(z.record(z.string(), z.unknown()), async ({ draft }, value) => {
    await draft.edit({ ...draft.metadata, [key]: value });
    return SUCCESS;
  });
}

function remove(key: 'metrics_config'): Command {
  return async ({ draft }) => {
    const { [key]: _, ...metadata } = draft.metadata;
    await draft.edit(metadata);
    return SUCCESS;
  };
}
