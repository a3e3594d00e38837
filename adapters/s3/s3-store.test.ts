/** The S3 store against a server that checks signatures, and against one that fails on the way. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bytesOf, chunksOf, objectStoreContract } from '../../test/contracts/object-store.contract.ts';
import type { Fault } from '../../test/emulators/faults.ts';
import { openS3Emulator, type S3Emulator } from '../../test/emulators/s3.ts';
import { eventually } from '../../test/support/eventually.ts';
import { openS3Store, type S3StoreOptions } from './open-s3-store.ts';

const MIB = 1_048_576;

const optionsFor = (emulator: S3Emulator): S3StoreOptions => ({
  bucket: emulator.bucket,
  prefix: 'northstack',
  region: 'us-east-1',
  endpoint: emulator.endpoint,
  credentials: emulator.credentials,
  pathStyle: true,
  encryption: { algorithm: 'AES256', keyId: null },
  ca: null,
  partBytes: 5 * MIB,
});

objectStoreContract('S3', async () => {
  const emulator = await openS3Emulator();
  const store = openS3Store(optionsFor(emulator));
  return {
    store,
    largeBytes: 12 * MIB,
    [Symbol.asyncDispose]: async () => {
      await store[Symbol.asyncDispose]();
      await emulator[Symbol.asyncDispose]();
    },
  };
});

describe('S3', () => {
  let emulator: S3Emulator;
  beforeAll(async () => {
    emulator = await openS3Emulator();
  });
  afterAll(() => emulator?.[Symbol.asyncDispose]());
  beforeEach(() => emulator.faults.clear());

  test('a large object goes up in parts, encrypted by the server, below the prefix, the bucket in the path', async () => {
    await using store = openS3Store(optionsFor(emulator));
    const key = `backups/${randomUUID()}.tar.gz`;
    await store.put(key, chunksOf(randomBytes(11 * MIB)));
    const mine = emulator.requests.filter(({ path }) => path.includes(key));
    expect(mine.every(({ path }) => path.startsWith('/backups/northstack/backups/'))).toBe(true);
    expect(mine.filter(({ method, path }) => method === 'PUT' && path.includes('partNumber='))).toHaveLength(3);
    expect(mine.find(({ method, path }) => method === 'POST' && path.includes('uploads'))?.encryption).toBe('AES256');
    expect(store.locationOf(key)).toBe(`s3://backups/northstack/${key}`);
  });

  const FAULTS: readonly Fault[] = [
    { kind: 'reset' },
    { kind: 'answer', status: 500 },
    {
      kind: 'answer',
      status: 503,
      body: '<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>',
    },
    { kind: 'answer', status: 429 },
    { kind: 'slow', delayMs: 50 },
  ];
  test.each(FAULTS.map((fault) => [fault.kind === 'answer' ? `${fault.status}` : fault.kind, fault] as const))(
    'each request in turn meets %s: the object is there, whole',
    async (_name, fault) => {
      await using store = openS3Store(optionsFor(emulator));
      const bytes = randomBytes(11 * MIB);
      for (let skip = 0; skip < 5; skip += 2) {
        const key = randomUUID();
        emulator.faults.add({ skip, fault });
        await store.put(key, chunksOf(bytes));
        emulator.faults.clear();
        emulator.faults.add({ fault });
        expect((await bytesOf(await store.get(key))).equals(bytes)).toBe(true);
      }
    },
  );

  test.each(['aborted', 'its source fails'])('an upload in parts that ends early (%s) leaves no parts', async (how) => {
    await using store = openS3Store(optionsFor(emulator));
    const key = randomUUID();
    const mine = (method: string, path: RegExp) =>
      emulator.requests.some((r) => r.method === method && r.path.includes(key) && path.test(r.path));
    const stop = new AbortController();
    async function* source() {
      yield randomBytes(6 * MIB);
      await eventually(() => mine('PUT', /partNumber=1/), Boolean);
      if (how === 'aborted') stop.abort();
      else throw new Error('the disk is gone');
      yield randomBytes(6 * MIB);
    }
    await expect(store.put(key, source(), stop.signal)).rejects.toThrow();
    await eventually(() => mine('DELETE', /uploadId=/), Boolean);
    expect(mine('POST', /uploadId=/)).toBe(false);
    expect(await store.sizeOf(key)).toBeNull();
  });

  test('a server that never answers: the call ends by itself', async () => {
    await using store = openS3Store({ ...optionsFor(emulator), idleMs: 300 });
    emulator.faults.add({ times: 100, fault: { kind: 'hang' } });
    await expect(store.sizeOf(randomUUID())).rejects.toMatchObject({ kind: 'retry', code: 'objects-unreachable' });
  });

  test('a wrong key, a bucket that is not there, a server that is away: each says what to do', async () => {
    const options = optionsFor(emulator);
    await using stranger = openS3Store({ ...options, credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'wrong' } });
    await expect(stranger.put('x', chunksOf(Buffer.from('x')))).rejects.toMatchObject({ kind: 'auth' });
    await using lost = openS3Store({ ...options, bucket: 'not-there' });
    await expect(lost.put('x', chunksOf(Buffer.from('x')))).rejects.toMatchObject({ kind: 'reject', code: 'bucket-not-found' });
    const gone = await openS3Emulator();
    await gone[Symbol.asyncDispose]();
    await using away = openS3Store({ ...options, endpoint: gone.endpoint });
    await expect(away.list('')).rejects.toMatchObject({ kind: 'retry' });
  });

  test.each([
    [400, 'ExpiredToken', { kind: 'auth', code: 'objects-refused-us' }],
    [403, 'RequestTimeTooSkewed', { kind: 'auth', code: 'objects-clock-skew' }],
    [400, 'RequestTimeout', { kind: 'retry', code: 'objects-unreachable' }],
    [503, 'SlowDown', { kind: 'retry', code: 'objects-unreachable' }],
    [301, 'PermanentRedirect', { kind: 'reject', code: 'bucket-elsewhere' }],
    [400, 'AuthorizationHeaderMalformed', { kind: 'reject', code: 'object-refused' }],
  ])('%i %s, again and again: it is said what can be done about it', async (status, code, expected) => {
    await using store = openS3Store(optionsFor(emulator));
    const body = `<Error><Code>${code}</Code><Message>No.</Message></Error>`;
    emulator.faults.add({ times: 20, fault: { kind: 'answer', status, body } });
    await expect(store.put(randomUUID(), chunksOf(Buffer.from('x')))).rejects.toMatchObject(expected);
    emulator.faults.clear();
    const key = randomUUID();
    await store.put(key, chunksOf(Buffer.from('x')));
    expect(await store.sizeOf(key)).toBe(1);
  });

  test('more keys than a page holds are all listed', async () => {
    await using store = openS3Store(optionsFor(emulator));
    const page = (keys: readonly string[], next: string | null) =>
      `<ListBucketResult><IsTruncated>${next !== null}</IsTruncated>${next === null ? '' : `<NextContinuationToken>${next}</NextContinuationToken>`}${keys
        .map((key) => `<Contents><Key>northstack/${key}</Key><Size>1</Size></Contents>`)
        .join('')}</ListBucketResult>`;
    emulator.faults.add({ path: /list-type=2/, fault: { kind: 'answer', status: 200, body: page(['a', 'b'], 'second') } });
    emulator.faults.add({ path: /continuation-token=second/, fault: { kind: 'answer', status: 200, body: page(['c'], null) } });
    expect(await store.list('')).toEqual(['a', 'b', 'c']);
  });
});
