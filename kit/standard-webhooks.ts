/** Signatures of Standard Webhooks 1.0 (standardwebhooks.com): HMAC-SHA256 over id, timestamp and body. */
import { createHmac, randomBytes } from 'node:crypto';

export interface SignedMessage {
  /** The same for every attempt. */
  readonly id: string;
  /** Of this attempt, milliseconds since the epoch. */
  readonly at: number;
  readonly body: string;
}

export const newSigningSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** The three headers; with several secrets (a rotation under way) one signature each. */
export function signMessage({ id, at, body }: SignedMessage, secrets: readonly string[]): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
