/** Names on the server. An event's subject is `northstack.<organization>.<subject type>.<type>`. */
import type { EventMessage } from '../../domain/events/event-message.ts';
import type { EventConsumer } from '../../domain/ports/event-bus.ts';

export const subjectOf = ({ type, data }: EventMessage): string =>
  `northstack.${data.organizationId}.${data.subjectType}.${type}`;

export const filterOf = ({ filter }: Pick<EventConsumer, 'filter'>): string =>
  `northstack.${filter?.organizationId ?? '*'}.${filter?.subjectType ?? '*'}.${filter?.type ?? '*'}`;

export const ALL_EVENTS = 'northstack.*.*.*';

/** Header of a message that is for one consumer: its name. Who has another name leaves it. */
export const ONLY_FOR = 'Northstack-Only-For';

/** What the server says when a consumer of the stream gives a message up. */
export const advisoriesOf = (stream: string): readonly string[] => [
  `$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.${stream}.*`,
  `$JS.EVENT.ADVISORY.CONSUMER.MSG_TERMINATED.${stream}.*`,
];

export const deadLetterStreamOf = (stream: string): string => `${stream}_DEAD_LETTERS`;
