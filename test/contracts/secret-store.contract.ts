/** What every SecretStore promises. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { SecretAddress, SecretStore } from '../../domain/ports/secret-store.ts';

export interface SecretStoreHarness {
  readonly store: SecretStore;
  /** Makes another key-encryption key the current one; null where the store keeps its keys to itself. */
  readonly rotate: (() => Promise<void>) | null;
  /** The store keeps values itself: a destroyed one is gone even for whoever still has the reference. */
  readonly keepsValues: boolean;
}

const address = (change: Partial<SecretAddress> = {}): SecretAddress => ({
  organizationId: randomUUID(),
  scope: 'project',
  targetId: randomUUID(),
  key: 'TOKEN',
  versionId: randomUUID(),
  ...change,
});

const faultOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { kind?: string }) => error.kind,
  );

export function secretStoreContract(name: string, open: () => Promise<SecretStoreHarness>): void {
  describe(`SecretStore: ${name}`, () => {
    test.each(['x', '', 'two\nlines\n', 'ünïcödé 🔑', `${'k'.repeat(65_535)}!`])(
      'gives back what was put (%#)',
      async (value) => {
        const { store } = await open();
        const at = address();
        const { sealed } = await store.put(at, value);
        expect(await store.get(at, sealed)).toBe(value);
      },
    );

    test('a reference does not show the value, and two of the same value differ', async () => {
      const { store } = await open();
      const [a, b] = [await store.put(address(), 'correct horse'), await store.put(address(), 'correct horse')];
      expect(a.sealed).not.toBe(b.sealed);
      for (const form of ['correct horse', Buffer.from('correct horse').toString('base64url').slice(0, 12)])
        expect(a.sealed).not.toContain(form);
    });

    test('versions are kept apart', async () => {
      const { store } = await open();
      const first = address();
      const second = { ...first, versionId: randomUUID() };
      const [one, two] = [await store.put(first, 'one'), await store.put(second, 'two')];
      expect([await store.get(first, one.sealed), await store.get(second, two.sealed)]).toEqual(['one', 'two']);
    });

    test('putting the same address again is read as what was put last', async () => {
      const { store } = await open();
      const at = address();
      await store.put(at, 'one');
      expect(await store.get(at, (await store.put(at, 'two')).sealed)).toBe('two');
    });

    test.each(['organizationId', 'targetId', 'versionId', 'key', 'scope'] as const)('another %s opens nothing', async (field) => {
      const { store } = await open();
      const at = address();
      const { sealed } = await store.put(at, 'value');
      const elsewhere = { ...at, [field]: field === 'scope' ? 'service' : field === 'key' ? 'OTHER' : randomUUID() };
      expect(['reject', 'gone', 'auth']).toContain(await faultOf(store.get(elsewhere, sealed)));
    });

    test('what is no reference is gone', async () => {
      const { store } = await open();
      for (const sealed of ['', 'nonsense', 'a.b.c']) expect(await faultOf(store.get(address(), sealed))).toBe('gone');
    });

    test('destroying is repeatable, also of what never was', async () => {
      const { store, keepsValues } = await open();
      const at = address();
      const { sealed } = await store.put(at, 'value');
      await store.destroy(sealed);
      await store.destroy(sealed);
      for (const nothing of ['', 'nonsense', 'a.b.c']) await store.destroy(nothing);
      if (keepsValues) expect(await faultOf(store.get(at, sealed))).toBe('gone');
    });

    test('a value that is too large is refused', async () => {
      const { store } = await open();
      expect(await faultOf(store.put(address(), 'x'.repeat(65_537)))).toBe('reject');
    });

    test('an aborted call does nothing', async () => {
      const { store } = await open();
      const reason = new Error('no longer wanted');
      await expect(store.put(address(), 'x', AbortSignal.abort(reason))).rejects.toThrow(reason);
      await expect(store.get(address(), 'x', AbortSignal.abort(reason))).rejects.toThrow(reason);
      await expect(store.destroy('x', AbortSignal.abort(reason))).rejects.toThrow(reason);
    });

    test('what is put now needs no rewrapping, and what is rewrapped opens', async () => {
      const { store } = await open();
      const at = address();
      const { sealed } = await store.put(at, 'value');
      const prefix = await store.currentPrefix();
      expect(prefix).toMatch(/^[A-Za-z0-9.]+$/);
      expect(sealed.startsWith(prefix)).toBe(true);
      expect(store.opens).toContain(store.name);
      expect(await store.get(at, (await store.rewrap(at, sealed)).sealed)).toBe('value');
    });

    test('says where a value is, to whom may read the store, as long as it is one of its own', async () => {
      const { store, keepsValues } = await open();
      const at = address();
      const { sealed } = await store.put(at, 'value');
      if (keepsValues) expect(store.locate(sealed)).toMatchObject({ key: expect.stringContaining(at.versionId), version: '1' });
      else expect(store.locate(sealed)).toBeNull();
      expect(store.locate('nonsense')).toBeNull();
    });

    test('after a rotation old references open, new ones have the new key, and a rewrapped one needs only that', async () => {
      const { store, rotate } = await open();
      if (rotate === null) return;
      const at = address();
      const old = await store.put(at, 'value');
      await rotate();
      expect(await store.get(at, old.sealed)).toBe('value');
      const prefix = await store.currentPrefix();
      expect(old.sealed.startsWith(prefix)).toBe(false);
      const renewed = await store.rewrap(at, old.sealed);
      expect(renewed.sealed.startsWith(prefix)).toBe(true);
      expect(renewed.keyId).not.toBe(old.keyId);
      expect(await store.get(at, renewed.sealed)).toBe('value');
    });
  });
}
