/** E-mail by SMTP (nodemailer). A password never goes over a connection that is not encrypted, except to this machine. */
import { createTransport } from 'nodemailer';
import type { Mailer } from '../../domain/ports/mailer.ts';
import { Fault } from '../../kit/fault.ts';

export interface MailerOptions {
  /** `smtp://user:password@host:port` (STARTTLS when the server offers it) or `smtps://…` (TLS from the first byte). */
  readonly url: string;
  /** For example `NorthStack <northstack@example.com>`. */
  readonly from: string;
  /** Certificates to trust besides the usual ones, PEM. */
  readonly ca?: string;
}

export function openMailer({ url, from, ca }: MailerOptions): Mailer & AsyncDisposable {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  const isLocal = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  const transport = createTransport({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || (secure ? 465 : 587)),
    secure,
    requireTLS: username !== '' && !secure && !isLocal,
    ...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    ...(ca === undefined ? {} : { tls: { ca } }),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    // Texts are ours, addresses are checked: nothing is to be fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = /@([^>\s]+)>?$/.exec(from)?.[1] ?? 'northstack';
  return {
    send: async ({ to, subject, text, id }) => {
      try {
        await transport.sendMail({ from, to: [...to], subject, text, messageId: `<${id}@${domain}>` });
      } catch (cause) {
        throw faultOf(cause);
      }
    },
    [Symbol.asyncDispose]: async () => transport.close(),
  };
}

function faultOf(cause: unknown): Fault {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const status = cause instanceof Error && 'responseCode' in cause ? Number(cause.responseCode) : 0;
  if (code === 'EENVELOPE' && status >= 500)
    return new Fault('reject', {
      code: 'mail-refused',
      message: `The mail server refused the recipients or the sender (${status}). Check the addresses.`,
      cause,
    });
  if (code === 'EAUTH')
    return new Fault('retry', {
      code: 'mail-unavailable',
      message: 'The mail server did not accept our credentials. The operator sets them in NORTHSTACK_SMTP_URL.',
      cause,
    });
  return new Fault('retry', {
    code: 'mail-unavailable',
    message: `The mail server could not take it (${status || code || 'for an unknown reason'}).`,
    cause,
  });
}
