/** Whether a request is signed as AWS Signature Version 4 says, in its headers or its address; for servers of the S3 protocol. */
import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

export function isSigned(request: IncomingMessage, secretAccessKey: string): boolean {
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const parameters = [...new URLSearchParams(query)];
  const asked = new Map(parameters);
  const authorization = request.headers.authorization ?? '';
  const inAddress = asked.has('X-Amz-Signature');
  const part = (name: string): string =>
    (inAddress ? asked.get(`X-Amz-${name}`) : new RegExp(`${name}=([^,\\s]+)`).exec(authorization)?.[1]) ?? '';
  const [, ...scope] = part('Credential').split('/');
  const [date = '', region = '', service = ''] = scope;
  const at = (inAddress ? asked.get('X-Amz-Date') : request.headers['x-amz-date'])?.toString() ?? '';
  const names = part('SignedHeaders').split(';');
  const canonical = [
    request.method,
    path,
    parameters
      .filter(([name]) => name !== 'X-Amz-Signature')
      .map(([name, value]) => `${encode(name)}=${encode(value)}`)
      .sort()
      .join('&'),
    ...names.map((name) => `${name}:${[request.headers[name] ?? ''].flat().join(',').trim()}`),
    '',
    names.join(';'),
    inAddress ? 'UNSIGNED-PAYLOAD' : request.headers['x-amz-content-sha256'],
  ].join('\n');
  const key = hmac(hmac(hmac(hmac(`AWS4${secretAccessKey}`, date), region), service), 'aws4_request');
  const text = ['AWS4-HMAC-SHA256', at, scope.join('/'), sha256(canonical)].join('\n');
  return hmac(key, text).toString('hex') === part('Signature');
}
