import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { secretStoreContract } from '../../../test/contracts/secret-store.contract.ts';
import { addKey, newKey, parseKeyRing } from './key-ring.ts';
import { openLocalSecrets } from './open-secrets.ts';

secretStoreContract('local', async () => {
  let keys = newKey();
  return {
    store: openLocalSecrets({ readKeys: async () => keys }),
    rotate: async () => {
      keys = addKey(keys);
    },
    keepsValues: false,
  };
});

const at = { organizationId: 'o', scope: 'project', targetId: 'p', key: 'K', versionId: randomUUID() } as const;

test('without its key a value is lost, and the failure names the key', async () => {
  const { sealed, keyId } = await openLocalSecrets({ readKeys: async () => newKey() }).put(at, 'value');
  const other = openLocalSecrets({ readKeys: async () => newKey() });
  await expect(other.get(at, sealed)).rejects.toMatchObject({ kind: 'reject', code: 'secret-key-lost' });
  await expect(other.get(at, sealed)).rejects.toThrow(String(keyId));
});

test('a changed reference is refused, wherever it was changed', async () => {
  const store = openLocalSecrets({ readKeys: async () => key });
  const key = newKey();
  const { sealed } = await store.put(at, 'value');
  const [version, keyId, wrapped = '', text = ''] = sealed.split('.');
  const flip = (part: string) => `${part[0] === 'A' ? 'B' : 'A'}${part.slice(1)}`;
  for (const changed of [
    [version, keyId, flip(wrapped), text],
    [version, keyId, wrapped, flip(text)],
  ])
    await expect(store.get(at, changed.join('.'))).rejects.toMatchObject({ code: 'secret-not-authentic' });
});

test('once everything is rewrapped the old key can go', async () => {
  let keys = newKey();
  const store = openLocalSecrets({ readKeys: async () => keys });
  const { sealed } = await store.put(at, 'value');
  keys = addKey(keys);
  const renewed = await store.rewrap(at, sealed);
  const onlyNew = openLocalSecrets({ readKeys: async () => keys.split('\n')[0] ?? '' });
  expect(await onlyNew.get(at, renewed.sealed)).toBe('value');
});

test.each(['', 'short', `${newKey()}\nshort`])('keys that cannot be keys are refused', (text) => {
  expect(() => parseKeyRing(text)).toThrow(expect.objectContaining({ code: 'secret-keys-invalid' }));
});
