/** What a notification says, for people: of each event a title and the facts that help to decide what to do. Pure. */

export interface NotifiedEvent {
  readonly type: string;
  /** Slug; null: it concerns no project. */
  readonly project: string | null;
  readonly service: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface NotificationText {
  /** One line. */
  readonly title: string;
  /** Label and value. */
  readonly facts: readonly (readonly [label: string, value: string])[];
}

const TITLES: Readonly<Record<string, (where: string, text: (key: string) => string) => string>> = {
  AlertFired: (_where, text) => text('summary'),
  AlertResolved: (_where, text) => `Over: ${text('summary')}`,
  BuildFailed: (where) => `${where}: the build failed`,
  DeploymentFailed: (where, text) => `${where}: deployment ${text('revision')} failed`,
  ServiceDeployed: (where, text) => `${where}: deployment ${text('revision')} serves`,
  ServiceRolledBack: (where, text) => `${where}: rolled back, deployment ${text('revision')} serves`,
  InstanceStatusChanged: (where, text) => `${where}: ${text('to')} (was ${text('from')})`,
  ServiceScaled: (where, text) => `${where}: ${text('to')} replicas (were ${text('from')})`,
  WebhookDisabled: (_where, text) => `Webhook "${text('name')}" was switched off`,
};

/** null: somebody tries a channel. */
export function describeNotification(event: NotifiedEvent | null): NotificationText {
  if (event === null) return { title: 'This channel works', facts: [['Sent by', 'a test of this notification channel']] };
  const { type, project, service, payload } = event;
  const text = (key: string): string => plain(payload[key]) ?? '?';
  const where = [project, service].filter((part) => part !== null).join('/') || 'NorthStack';
  const title = TITLES[type]?.(where, text) ?? `${where}: ${words(type)}`;
  const facts = [...Object.entries(payload)].flatMap(([key, value]) => {
    const shown = plain(value);
    return shown === null || /Id$/.test(key) || title.includes(shown) ? [] : [[capital(words(key)), shown] as const];
  });
  return { title, facts: [...facts, ['Event', type]] };
}

/** A text or number; null: nothing that could be shown in a line. */
function plain(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value.replace(/\s+/g, ' ').slice(0, 300) : null;
}

/** `ServiceDeployed`, `failureStep` → `service deployed`, `failure step`. */
const words = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
