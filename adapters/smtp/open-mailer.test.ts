import { expect, test } from 'vitest';
import { SMTP_PASSWORD, SMTP_USER, testSmtpServer } from '../../test/support/smtp-server.ts';
import { openMailer } from './open-mailer.ts';

const mail = { to: ['a@example.com', 'b@example.com'], subject: 'Es hört auf\r\nBcc: x@y.z', text: 'Grüße', id: 'n-1' };
const account = `${encodeURIComponent(SMTP_USER)}:${encodeURIComponent(SMTP_PASSWORD)}`;
const from = 'NorthStack <northstack@example.com>';

test.each([
  ['smtp', false],
  ['smtps', true],
])('%s: a mail arrives over TLS, signed in, with the id it has every time', async (scheme, implicitTls) => {
  await using server = await testSmtpServer({ implicitTls });
  await using mailer = openMailer({ url: `${scheme}://${account}@127.0.0.1:${server.port}`, from, ca: server.ca });
  await mailer.send(mail);
  expect(server.received).toMatchObject([{ from: 'northstack@example.com', to: mail.to, secure: true, user: SMTP_USER }]);
  const [head = ''] = server.received[0]?.text.split('\r\n\r\n') ?? [];
  expect(head).toContain('Message-ID: <n-1@example.com>');
  expect(head).toContain('To: a@example.com, b@example.com');
  // A line end in a subject makes no header of its own.
  expect(head).not.toMatch(/^Bcc:/im);
});

test('a server whose certificate nobody vouches for gets nothing', async () => {
  await using server = await testSmtpServer();
  await using mailer = openMailer({ url: `smtp://${account}@127.0.0.1:${server.port}`, from });
  await expect(mailer.send(mail)).rejects.toMatchObject({ kind: 'retry', code: 'mail-unavailable' });
  expect(server.received).toEqual([]);
});

test('recipients that are refused for good, credentials that are wrong, a server that is busy: each says what to do', async () => {
  await using server = await testSmtpServer();
  const options = { url: `smtp://${account}@127.0.0.1:${server.port}`, from, ca: server.ca };
  await using mailer = openMailer(options);
  await expect(mailer.send({ ...mail, to: ['a@nowhere.example'] })).rejects.toMatchObject({
    kind: 'reject',
    code: 'mail-refused',
  });
  await using stranger = openMailer({ ...options, url: `smtp://x:y@127.0.0.1:${server.port}` });
  await expect(stranger.send(mail)).rejects.toMatchObject({ kind: 'retry', message: expect.stringContaining('credentials') });
  server.refuse = 451;
  await expect(mailer.send(mail)).rejects.toMatchObject({ kind: 'retry', message: expect.stringContaining('451') });
});
