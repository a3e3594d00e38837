/** What reaches the outside by itself: messages to addresses that users chose, and e-mail. */
import { openHttpSender } from '../../adapters/http/open-http-sender.ts';
import { openMailer } from '../../adapters/smtp/open-mailer.ts';
import type { HttpSender } from '../../domain/ports/http-sender.ts';
import type { Mailer } from '../../domain/ports/mailer.ts';
import type { Closers } from '../closers.ts';
import type { OutgoingConfig } from '../config/server-config.ts';

export interface Outgoing {
  readonly http: HttpSender;
  readonly mailer: Mailer | null;
}

export function openOutgoing({ allowed, smtpUrl, mailFrom }: OutgoingConfig, closers: Closers): Outgoing {
  const http = openHttpSender({ allowed });
  closers.add({ name: 'http sender', close: () => http[Symbol.asyncDispose]() });
  if (smtpUrl === null) return { http, mailer: null };
  const mailer = openMailer({ url: smtpUrl, from: mailFrom });
  closers.add({ name: 'mailer', close: () => mailer[Symbol.asyncDispose]() });
  return { http, mailer };
}
