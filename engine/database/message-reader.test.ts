import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DataRow, MessageReader, readColumns, readFields } from './message-reader.ts';

const message = (code: string, body: Buffer) => {
  const head = Buffer.alloc(5);
  head.write(code, 0, 'latin1');
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
};

test('messages come out the same however the bytes are cut', () => {
  const bodies = fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 8 });
  fc.assert(
    fc.property(bodies, fc.array(fc.integer({ min: 1, max: 20 })), (all, sizes) => {
      const stream = Buffer.concat(all.map((body) => message('D', Buffer.from(body))));
      const seen: Buffer[] = [];
      const reader = new MessageReader((_code, body) => seen.push(Buffer.from(body)));
      let at = 0;
      for (const size of sizes) {
        reader.push(stream.subarray(at, at + size));
        at = Math.min(at + size, stream.length);
      }
      reader.push(stream.subarray(at));
      expect(seen.map((b) => [...b])).toEqual(all.map((b) => [...b]));
    }),
  );
});

test('a row is read by cell, NULL apart from empty text', () => {
  const row = new DataRow(Buffer.from([0, 3, 0, 0, 0, 1, 0x61, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]));
  expect(row.texts()).toEqual(['a', null, '']);
  expect([row.text(2), row.text(1), row.text(0)]).toEqual(['', null, 'a']);
});

test('columns and error fields are read by name', () => {
  expect(
    readColumns(
      Buffer.concat([Buffer.from([0, 2]), Buffer.from('a\0'), Buffer.alloc(18), Buffer.from('bc\0'), Buffer.alloc(18)]),
    ),
  ).toEqual(['a', 'bc']);
  expect([...readFields(Buffer.from('SERROR\0C23505\0\0'))]).toEqual([
    ['S', 'ERROR'],
    ['C', '23505'],
  ]);
});
