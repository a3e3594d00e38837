/** A real SMTP server on a free port: STARTTLS or TLS with a certificate of its own, one account, remembers what came. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Whether it came over an encrypted connection, from a client that signed in. */
  readonly secure: boolean;
  readonly user: string | undefined;
  readonly text: string;
}

export interface TestSmtpServer extends AsyncDisposable {
  readonly port: number;
  /** The certificate to trust, PEM. */
  readonly ca: string;
  readonly received: ReceivedMail[];
  /** Answers with this status instead of taking a mail. */
  refuse: number | null;
}

export const SMTP_USER = 'northstack';
export const SMTP_PASSWORD = 'p@ss word';

export async function testSmtpServer({ implicitTls = false } = {}): Promise<TestSmtpServer> {
  const { key, cert } = certificate();
  const state = { refuse: null as number | null, received: [] as ReceivedMail[] };
  const failure = (code: number) => Object.assign(new Error('not now'), { responseCode: code });
  const server = new SMTPServer({
    key,
    cert,
    secure: implicitTls,
    authOptional: false,
    logger: false,
    onAuth: ({ username, password }, _session, callback) =>
      username === SMTP_USER && password === SMTP_PASSWORD ? callback(null, { user: username }) : callback(failure(535)),
    onRcptTo: ({ address }, _session, callback) => (address.endsWith('@nowhere.example') ? callback(failure(550)) : callback()),
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (state.refuse !== null) return callback(failure(state.refuse));
        const { mailFrom, rcptTo } = session.envelope;
        state.received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map((r) => r.address),
          secure: session.secure,
          user: typeof session.user === 'string' ? session.user : undefined,
          text: Buffer.concat(chunks).toString(),
        });
        callback();
      });
    },
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  return Object.assign(state, {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    ca: cert,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(resolve)),
  });
}

function certificate(): { key: string; cert: string } {
  const directory = mkdtempSync(join(tmpdir(), 'northstack-smtp-'));
  try {
    const [keyFile, certFile] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
    execFileSync('openssl', ['req', '-x509', ...curve, '-keyout', keyFile, '-out', certFile, ...subject], { stdio: 'ignore' });
    return { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(certFile, 'utf8') };
  } finally {
    rmSync(directory, { recursive: true });
  }
}
