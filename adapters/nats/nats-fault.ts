/** What went wrong with the server, sorted by what can be done about it. */
import { JetStreamApiCodes, JetStreamApiError } from '@nats-io/jetstream';
import { AuthorizationError, NoRespondersError, PermissionViolationError, RequestError } from '@nats-io/transport-node';
import { Fault } from '../../kit/fault.ts';

export function natsFault(cause: unknown): Fault {
  if (cause instanceof Fault) return cause;
  if (cause instanceof AuthorizationError || cause instanceof PermissionViolationError)
    return new Fault('auth', {
      code: 'event-bus-refused-us',
      message: 'NATS does not let us in, or not do what we need. Check NATS_URL and NATS_CREDENTIALS_FILE.',
      cause,
    });
  if (isWithoutJetStream(cause))
    return new Fault('retry', {
      code: 'event-bus-without-jetstream',
      message: 'NATS answers, but without JetStream. Start it with --jetstream.',
      cause,
    });
  // 503 and its like: it will have room or a leader again. 400: it takes no such message, or our stream is not as we need it.
  if (cause instanceof JetStreamApiError && cause.status < 500 && cause.status !== 408 && cause.status !== 429)
    return new Fault('reject', { code: 'event-bus-refused', message: `NATS refused it: ${cause.message}.`, cause });
  const why = cause instanceof Error ? cause.message : 'for an unknown reason';
  return new Fault('retry', { code: 'event-bus-unreachable', message: `NATS cannot be reached: ${why}.`, cause });
}

/** Also what a publication to a subject without a stream is answered with. */
export const isWithoutJetStream = (cause: unknown): boolean =>
  (cause instanceof JetStreamApiError && cause.code === JetStreamApiCodes.JetStreamNotEnabledForAccount) ||
  (cause instanceof Error && cause.name === 'JetStreamNotEnabled') ||
  cause instanceof NoRespondersError ||
  (cause instanceof RequestError && cause.isNoResponders());

/** There is no such stream or consumer. */
export const isAbsent = (cause: unknown): boolean =>
  cause instanceof JetStreamApiError &&
  (cause.code === JetStreamApiCodes.StreamNotFound || cause.code === JetStreamApiCodes.ConsumerNotFound);
