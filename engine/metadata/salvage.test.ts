import { describe, expect, it } from 'vitest';
import { readMetadata } from './read.ts';
import { salvageMetadata } from './salvage.ts';

const sound = { table: 'a', select_permissions: [{ role: 'user', permission: { columns: '*', filter: {} } }] };
const source = (...tables: unknown[]) => ({ name: 'default', kind: 'postgres', tables });

describe('metadata with objects of the wrong shape', () => {
  it('loses only those, and tells where they stood', () => {
    const bad = { role: 'x', permission: { columns: 7, filter: {} } };
    const given = {
      version: 3,
      sources: [
        source(sound, { table: 'b', select_permissions: [bad, ...sound.select_permissions], is_enum: true }, { name: 'c' }),
      ],
      actions: [{ name: 'act', definition: {} }],
      network: 'none',
    };
    const { metadata, unreadable } = salvageMetadata(given);
    expect(metadata).toEqual({
      version: 3,
      sources: [source(sound, { table: 'b', select_permissions: sound.select_permissions, is_enum: true })],
      actions: [],
    });
    expect(unreadable.map(({ list, path }) => [list, path])).toEqual(
      expect.arrayContaining([
        ['select_permissions', 'sources.0.tables.1.select_permissions.0'],
        ['tables', 'sources.0.tables.2'],
        ['actions', 'actions.0'],
        ['network', 'network'],
      ]),
    );
    expect(unreadable.find((u) => u.list === 'select_permissions')?.definition).toEqual(bad);
  });

  it.each([null, 'text', [], { version: 4 }, { version: 3, sources: 'none' }])('%o is still metadata afterwards', (given) => {
    const { metadata, unreadable } = salvageMetadata(given);
    expect(metadata.version).toBe(3);
    expect(unreadable).toHaveLength(1);
  });

  it('without such objects is the given value itself', () => {
    const given = { version: 3, sources: [source(sound)], of_a_later_version: { kept: true } };
    expect(salvageMetadata(given)).toEqual({ metadata: given, unreadable: [] });
    expect(salvageMetadata(given).metadata).toBe(given);
  });
});

describe('metadata at the door', () => {
  it('keeps what it does not know', () => {
    const given = { version: 3, sources: [{ ...source({ ...sound, later: 1 }), health_check: {} }] };
    expect(readMetadata(given)).toBe(given);
  });

  it('points at what does not fit, also inside a choice of shapes', () => {
    const using = { foreign_key_constraint_on: { table: 'b', column: 7 } };
    const given = { version: 3, sources: [source({ table: 'a', array_relationships: [{ name: 'r', using }] })] };
    expect(() => readMetadata(given)).toThrow(
      expect.objectContaining({
        code: 'parse-failed',
        path: '$.args.metadata.sources[0].tables[0].array_relationships[0].using.foreign_key_constraint_on.column',
      }),
    );
  });

  it('takes no name twice', () => {
    const twice = { ...sound, select_permissions: [...sound.select_permissions, ...sound.select_permissions] };
    expect(() => readMetadata({ version: 3, sources: [source(sound, { table: { schema: 'public', name: 'a' } })] })).toThrow(
      'multiple declarations exist for the following tables: "a"',
    );
    expect(() => readMetadata({ version: 3, sources: [source(twice)] })).toThrow(
      expect.objectContaining({
        message: 'multiple declarations exist for the following select permissions: "user"',
        path: '$.args.metadata.sources[0].tables[0].select_permissions',
      }),
    );
  });

  it('takes version 2, whose tables belong to the default source', () => {
    const given = { version: 2, tables: [sound], functions: [{ function: 'f' }], actions: [] };
    expect(readMetadata(given)).toEqual({
      version: 3,
      sources: [{ name: 'default', kind: 'postgres', tables: [sound], functions: [{ function: 'f' }] }],
      actions: [],
    });
  });
});
