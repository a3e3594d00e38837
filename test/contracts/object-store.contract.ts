/** What every ObjectStore promises. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ObjectStore } from '../../domain/ports/object-store.ts';

export interface ObjectStoreFixture extends AsyncDisposable {
  readonly store: ObjectStore;
  /** More than one part or chunk. */
  readonly largeBytes: number;
}

export async function* chunksOf(bytes: Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export async function bytesOf(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const kindOf = (work: Promise<unknown>): Promise<string | null> =>
  work.then(
    () => null,
    (error: { readonly kind?: string }) => error.kind ?? 'none',
  );

export function objectStoreContract(name: string, open: () => Promise<ObjectStoreFixture>): void {
  describe(`ObjectStore: ${name}`, () => {
    let fixture: ObjectStoreFixture;
    let store: ObjectStore;
    beforeAll(async () => {
      fixture = await open();
      store = fixture.store;
    });
    afterAll(() => fixture?.[Symbol.asyncDispose]());

    test.each([0, 1, 100_000])('gives back %i bytes as they were put', async (size) => {
      const [key, bytes] = [`a/${randomUUID()}/x.bin`, randomBytes(size)];
      await store.put(key, chunksOf(bytes));
      expect((await bytesOf(await store.get(key))).equals(bytes)).toBe(true);
      expect(await store.sizeOf(key)).toBe(size);
    });

    test('a large object arrives whole, whatever the size of its pieces', async () => {
      const [key, bytes] = [`large/${randomUUID()}`, randomBytes(fixture.largeBytes)];
      await store.put(key, chunksOf(bytes, 999_983));
      const digest = (given: Uint8Array) => createHash('sha256').update(given).digest('hex');
      expect(digest(await bytesOf(await store.get(key)))).toBe(digest(bytes));
    });

    test('putting again replaces', async () => {
      const key = randomUUID();
      for (const text of ['first', 'second one']) await store.put(key, chunksOf(Buffer.from(text)));
      expect((await bytesOf(await store.get(key))).toString()).toBe('second one');
    });

    test('what is absent has no size, cannot be got, and deleting it succeeds', async () => {
      const key = `absent/${randomUUID()}`;
      expect(await store.sizeOf(key)).toBeNull();
      expect(await kindOf(store.get(key))).toBe('gone');
      await store.delete(key);
      await store.put(key, chunksOf(Buffer.from('x')));
      await store.delete(key);
      await store.delete(key);
      expect(await store.sizeOf(key)).toBeNull();
    });

    test('lists what begins so, in order', async () => {
      const root = `list-${randomUUID()}`;
      const keys = ['b/2', 'a/1', 'a/10', 'ab/3'].map((key) => `${root}/${key}`);
      for (const key of keys) await store.put(key, chunksOf(Buffer.from('x')));
      expect(await store.list(`${root}/a/`)).toEqual([`${root}/a/1`, `${root}/a/10`]);
      expect(await store.list(`${root}/a`)).toEqual([`${root}/a/1`, `${root}/a/10`, `${root}/ab/3`]);
      expect(await store.list(`${root}/none`)).toEqual([]);
    });

    test('a source that fails leaves nothing, or what was there', async () => {
      const [fresh, known] = [randomUUID(), randomUUID()];
      await store.put(known, chunksOf(Buffer.from('before')));
      const failing = async function* (): AsyncGenerator<Uint8Array> {
        yield randomBytes(fixture.largeBytes);
        throw new Error('the disk broke');
      };
      for (const key of [fresh, known]) await expect(store.put(key, failing())).rejects.toThrow('the disk broke');
      expect(await store.sizeOf(fresh)).toBeNull();
      expect((await bytesOf(await store.get(known))).toString()).toBe('before');
    });

    test('an aborted call does nothing, one that is aborted under way leaves nothing', async () => {
      const reason = new Error('no longer wanted');
      const key = randomUUID();
      await expect(store.put(key, chunksOf(Buffer.from('x')), AbortSignal.abort(reason))).rejects.toBe(reason);
      await expect(store.get(key, AbortSignal.abort(reason))).rejects.toBe(reason);
      const stop = new AbortController();
      const endless = async function* (): AsyncGenerator<Uint8Array> {
        for (let i = 0; ; i += 1) {
          if (i === 3) stop.abort(reason);
          yield Buffer.alloc(65_536);
        }
      };
      await expect(store.put(key, endless(), stop.signal)).rejects.toBe(reason);
      expect(await store.sizeOf(key)).toBeNull();
    });

    test('an address reads the object and nothing else, where there are addresses', async () => {
      const key = randomUUID();
      await store.put(key, chunksOf(Buffer.from('content')));
      const address = await store.addressFor(key, 60_000);
      if (address === null) return;
      expect(await (await fetch(address)).text()).toBe('content');
      expect((await fetch(address, { method: 'DELETE' })).ok).toBe(false);
      expect((await fetch(address.replace(/X-Amz-Signature=[0-9a-f]{8}/, 'X-Amz-Signature=00000000'))).ok).toBe(false);
    });
  });
}
