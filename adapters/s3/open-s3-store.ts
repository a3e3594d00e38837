/**
 * Objects in a bucket of Amazon S3, or of anything that speaks its protocol: MinIO, Ceph, R2. Large ones go up in parts and appear when the last
 * one is there.
 */

import { Agent } from 'node:https';
import { PassThrough, Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  S3Client,
  S3ServiceException,
  type ServerSideEncryption,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { ObjectStore } from '../../domain/ports/object-store.ts';
import { Fault } from '../../kit/fault.ts';

export interface S3StoreOptions {
  readonly bucket: string;
  /** Before every key; empty: none. Without slashes at its ends. */
  readonly prefix: string;
  readonly region: string;
  /** null: Amazon's own. */
  readonly endpoint: string | null;
  /** null: as the AWS SDK finds them: environment, profile, the role of the pod or machine. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | null;
  /** The bucket in the path and not in the host name, as MinIO wants it. */
  readonly pathStyle: boolean;
  /** What the server is asked to encrypt with; null: as the bucket says. */
  readonly encryption: { readonly algorithm: 'AES256' | 'aws:kms'; readonly keyId: string | null } | null;
  /** PEM; null: the system's authorities. */
  readonly ca: string | null;
  /** Without anything arriving. Default 60 s. */
  readonly idleMs?: number;
  /** Of a part: larger parts let larger objects fit (10,000 of them), smaller ones use less memory. Default 16 MiB, at least 5. */
  readonly partBytes?: number;
}

const PARTS_AT_ONCE = 3;
const ATTEMPTS = 4;

export function openS3Store(options: S3StoreOptions): ObjectStore & AsyncDisposable {
  const { bucket, prefix, region, endpoint, credentials, pathStyle, encryption, ca } = options;
  const { idleMs = 60_000, partBytes = 16_777_216 } = options;
  const client = new S3Client({
    region,
    forcePathStyle: pathStyle,
    maxAttempts: ATTEMPTS,
    // Checksums beyond what is required are unknown to many servers; what we keep has its own.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: 5_000,
      requestTimeout: idleMs,
      throwOnRequestTimeout: true,
      ...(ca === null ? {} : { httpsAgent: new Agent({ ca, keepAlive: true, maxSockets: 50 }) }),
    },
    ...(endpoint === null ? {} : { endpoint }),
    ...(credentials === null ? {} : { credentials }),
  });
  const Bucket = bucket;
  const before = prefix === '' ? '' : `${prefix}/`;
  const at = (key: string) => ({ Bucket, Key: `${before}${key}` });
  const sealed: { ServerSideEncryption?: ServerSideEncryption; SSEKMSKeyId?: string } =
    encryption === null
      ? {}
      : { ServerSideEncryption: encryption.algorithm, ...(encryption.keyId === null ? {} : { SSEKMSKeyId: encryption.keyId }) };

  return {
    name: 's3',
    locationOf: (key) => `s3://${bucket}/${before}${key}`,
    put: (key, body, signal) =>
      guarded(signal, async (stop) => {
        // Through a stream of ours, so that a source that fails ends the upload and not the process.
        const Body = new PassThrough();
        // Told by whoever reads it.
        Body.on('error', () => {});
        const source = Readable.from(body);
        source.once('error', (error) => Body.destroy(error));
        source.pipe(Body);
        const upload = new Upload({
          client,
          params: { ...at(key), ...sealed, Body },
          partSize: partBytes,
          queueSize: PARTS_AT_ONCE,
        });
        // Without an end of its source it would wait for one, and never remove the parts that are up already.
        const abort = () => {
          Body.destroy(new Error('The upload was aborted.'));
          void upload.abort();
        };
        stop?.addEventListener('abort', abort, { once: true });
        try {
          await upload.done();
        } finally {
          stop?.removeEventListener('abort', abort);
          source.destroy();
        }
      }),
    get: (key, signal) =>
      guarded(signal, async (abortSignal) => {
        const { Body, ContentLength } = await client.send(new GetObjectCommand(at(key)), { abortSignal });
        if (!(Body instanceof Readable)) throw new Error('an answer without a body');
        return whole(Body, ContentLength ?? null);
      }),
    sizeOf: (key, signal) =>
      guarded(signal, async (abortSignal) => {
        try {
          const { ContentLength } = await client.send(new HeadObjectCommand(at(key)), { abortSignal });
          return ContentLength ?? 0;
        } catch (error) {
          if (isGone(error)) return null;
          throw error;
        }
      }),
    list: (given, signal) =>
      guarded(signal, async (abortSignal) => {
        const keys: string[] = [];
        const pages = paginateListObjectsV2({ client }, { Bucket, Prefix: `${before}${given}` }, { abortSignal });
        for await (const { Contents } of pages)
          for (const { Key } of Contents ?? []) if (Key !== undefined) keys.push(Key.slice(before.length));
        return keys.sort();
      }),
    delete: (key, signal) =>
      guarded(signal, async (abortSignal) => {
        await client.send(new DeleteObjectCommand(at(key)), { abortSignal }).catch((error: unknown) => {
          if (!isGone(error)) throw error;
        });
      }),
    addressFor: (key, validMs) =>
      guarded(undefined, () => getSignedUrl(client, new GetObjectCommand(at(key)), { expiresIn: Math.ceil(validMs / 1000) })),
    [Symbol.asyncDispose]: async () => client.destroy(),
  };
}

/** A connection that is closed too early looks like an end: what is shorter than was said has broken off. */
async function* whole(body: AsyncIterable<Uint8Array>, expected: number | null): AsyncIterable<Uint8Array> {
  let received = 0;
  try {
    for await (const chunk of body) {
      received += chunk.byteLength;
      yield chunk;
    }
  } catch (error) {
    throw s3Fault(error);
  }
  if (expected !== null && received !== expected) throw s3Fault(new Error(`it broke off after ${received} of ${expected} bytes`));
}

async function guarded<T>(signal: AbortSignal | undefined, work: (signal?: AbortSignal) => Promise<T>): Promise<T> {
  signal?.throwIfAborted();
  try {
    return await work(signal);
  } catch (error) {
    signal?.throwIfAborted();
    throw s3Fault(error);
  }
}

const isGone = (error: unknown): boolean =>
  error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404 && error.name !== 'NoSuchBucket';

/** Answered with 400. */
const ENDED_CREDENTIALS: ReadonlySet<string> = new Set(['ExpiredToken', 'InvalidToken', 'TokenRefreshRequired']);

function s3Fault(cause: unknown): Fault {
  if (cause instanceof Fault) return cause;
  if (isGone(cause)) return new Fault('gone', { code: 'object-not-found', message: 'There is no such object.', cause });
  const status = cause instanceof S3ServiceException ? (cause.$metadata.httpStatusCode ?? 0) : 0;
  const name = cause instanceof Error ? cause.name : '';
  if (name === 'NoSuchBucket')
    return new Fault('reject', {
      code: 'bucket-not-found',
      message: 'There is no such bucket. Make it, or change S3_BUCKET.',
      cause,
    });
  if (name === 'RequestTimeTooSkewed')
    return new Fault('auth', {
      code: 'objects-clock-skew',
      message: 'The clocks of this machine and of the object store differ too much. Set them by NTP.',
      cause,
    });
  if (name === 'PermanentRedirect' || status === 301)
    return new Fault('reject', {
      code: 'bucket-elsewhere',
      message: 'The bucket is in another region or at another address. Check S3_REGION and S3_ENDPOINT.',
      cause,
    });
  if (status === 401 || status === 403 || name === 'CredentialsProviderError' || ENDED_CREDENTIALS.has(name))
    return new Fault('auth', {
      code: 'objects-refused-us',
      message: `The object store does not let us in, or not do what we need (${name}). Check S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY and the bucket's policy.`,
      cause,
    });
  // S3 says 400 when nothing more of a body has come for a while.
  if (status >= 400 && status < 500 && ![408, 409, 429].includes(status) && name !== 'RequestTimeout')
    return new Fault('reject', { code: 'object-refused', message: `The object store refused it (${name}).`, cause });
  const why = cause instanceof Error ? cause.message.slice(0, 200) || name : 'for an unknown reason';
  return new Fault('retry', { code: 'objects-unreachable', message: `The object store cannot be reached: ${why}.`, cause });
}
