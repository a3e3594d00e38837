/** Makes a channel for notifications. Its address is kept sealed; a generic webhook also gets a signing secret, shown in this answer only. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { SecretAddress } from '../domain/ports/secret-store.ts';
import { email } from '../domain/values/email.ts';
import { eventPatterns } from '../domain/values/event-patterns.ts';
import { httpUrl } from '../domain/values/http-url.ts';
import { Fault } from '../kit/fault.ts';
import { newSigningSecret } from '../kit/standard-webhooks.ts';
import { ChannelSecretDocument, CreateNotificationChannelDocument } from '../sdk/generated.ts';
import { type ActionDeps, defineAction } from './action.ts';
import { requestId } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { requirePlace } from './outward-place.ts';
import { requireMember } from './session.ts';

const made = z.object({ channelId: z.guid() });
const target = z.object({ url: z.string(), secret: z.string().optional() });
type Target = z.output<typeof target>;

export const createNotificationChannel = defineAction({
  name: 'createNotificationChannel',
  input: z.object({
    name: z.string().min(1).max(100),
    type: z.enum(['slack', 'email', 'webhook'], { message: 'The type is slack, email or webhook.' }),
    url: httpUrl.nullish().transform((url) => url ?? null),
    recipients: z
      .array(email)
      .max(20, 'An e-mail channel has at most 20 recipients.')
      .nullish()
      .transform((list) => list ?? []),
    eventTypes: eventPatterns.nullish().transform((patterns) => patterns ?? ['Alert*', '*Failed', 'WebhookDisabled']),
    minimumSeverity: z
      .enum(['info', 'warning', 'error', 'critical'], { message: 'The severity is info, warning, error or critical.' })
      .nullish()
      .transform((severity) => severity ?? ('info' as const)),
    projectId: z
      .uuid()
      .nullish()
      .transform((id) => id ?? null),
    requestId,
  }),
  output: made.extend({ secret: z.string().nullable() }),
  handle: async (deps, { requestId, ...input }, session) => {
    const member = requireMember(session);
    const plan = async (): Promise<Effect<z.output<typeof made>>> => {
      await requirePlace(deps, member, input.projectId);
      const id = randomUUID();
      const channel = {
        id,
        organization_id: member.organizationId,
        project_id: input.projectId,
        name: input.name,
        type: input.type,
        event_types: input.eventTypes,
        minimum_severity: input.minimumSeverity,
        created_by: member.userId,
        ...(await whereTo(deps, addressOf(member.organizationId, id), input)),
      };
      return {
        answer: { channelId: id },
        run: (row, options) => deps.graphql.request(CreateNotificationChannelDocument, { ...row, channel }, options),
      };
    };
    const command = { action: 'createNotificationChannel', member, requestId, input, plan };
    const { channelId } = await once(deps, command, (answer) => made.parse(answer));
    return { channelId, secret: input.type === 'webhook' ? await showSecret(deps, channelId) : null };
  },
});

const addressOf = (organizationId: string, channelId: string): SecretAddress => ({
  organizationId,
  scope: 'notification_channel',
  targetId: channelId,
  key: 'target',
  versionId: '1',
});

interface WhereTo {
  readonly target_hint: string;
  readonly target_sealed?: string;
  readonly recipients?: readonly string[];
}

async function whereTo(
  { secrets }: ActionDeps,
  address: SecretAddress,
  { type, url, recipients }: { readonly type: string; readonly url: string | null; readonly recipients: readonly string[] },
): Promise<WhereTo> {
  if (type === 'email') {
    if (recipients.length === 0 || url !== null) throw invalid('An e-mail channel needs recipients, and no url.');
    return { target_hint: recipients.join(', ').slice(0, 200), recipients };
  }
  if (url === null || recipients.length > 0) throw invalid(`A channel of type ${type} needs a url, and no recipients.`);
  const content: Target = { url, ...(type === 'webhook' ? { secret: newSigningSecret() } : {}) };
  const { sealed } = await secrets.put(address, JSON.stringify(content));
  return { target_hint: `${new URL(url).host}/…${url.length > 40 ? url.slice(-4) : ''}`, target_sealed: sealed };
}

const invalid = (message: string): Fault => new Fault('reject', { code: 'invalid-input', message });

async function showSecret({ graphql, secrets }: ActionDeps, id: string): Promise<string | null> {
  const { notification_channels_by_pk: row } = await graphql.request(ChannelSecretDocument, { id }, { idempotent: true });
  if (row === null || row.target_sealed === null)
    throw new Fault('gone', { code: 'channel-not-found', message: 'There is no such notification channel. Check the id.' });
  return target.parse(JSON.parse(await secrets.get(addressOf(row.organization_id, id), row.target_sealed))).secret ?? null;
}
