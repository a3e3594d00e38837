/** A name server over UDP (RFC 1035) with the records that a test sets: A, AAAA, CNAME and TXT; it follows CNAMEs as a resolver does. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';

export interface DnsEmulator extends AsyncDisposable {
  /** `127.0.0.1:5353`. */
  readonly server: string;
  /** By name and kind. A name without any does not exist. */
  readonly records: Map<string, Partial<Record<RecordKind, readonly string[]>>>;
  /** What becomes of questions. Default `answers`. */
  mode: 'answers' | 'servfail' | 'silent';
  /** How often it was asked. */
  readonly asked: () => number;
}

export type RecordKind = 'A' | 'AAAA' | 'CNAME' | 'TXT';

const KINDS: Readonly<Record<number, RecordKind>> = { 1: 'A', 5: 'CNAME', 16: 'TXT', 28: 'AAAA' };
const numberOf = (kind: RecordKind): number => Number(Object.entries(KINDS).find(([, k]) => k === kind)?.[0]);
const OK = 0;
const SERVFAIL = 2;
const NXDOMAIN = 3;

export async function openDnsEmulator(): Promise<DnsEmulator> {
  const socket = createSocket('udp4');
  const records: DnsEmulator['records'] = new Map();
  let asked = 0;
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const emulator: DnsEmulator = {
    server: `127.0.0.1:${socket.address().port}`,
    records,
    mode: 'answers',
    asked: () => asked,
    [Symbol.asyncDispose]: async () => {
      socket.close();
      await once(socket, 'close');
    },
  };
  socket.on('message', (query, from) => {
    asked += 1;
    if (emulator.mode === 'silent') return;
    const { name, kind, end } = questionOf(query);
    const found = emulator.mode === 'servfail' ? { code: SERVFAIL, answers: [] } : resolve(records, name, kind);
    socket.send(answerOf(query.subarray(0, end), found), from.port, from.address);
  });
  return emulator;
}

interface Found {
  readonly code: number;
  readonly answers: readonly (readonly [name: string, kind: RecordKind, value: string])[];
}

function resolve(records: DnsEmulator['records'], name: string, kind: RecordKind | undefined): Found {
  const held = records.get(name);
  if (held === undefined) return { code: NXDOMAIN, answers: [] };
  if (kind === undefined) return { code: OK, answers: [] };
  const own = (held[kind] ?? []).map((value) => [name, kind, value] as const);
  const alias = held.CNAME?.[0];
  if (own.length > 0 || alias === undefined) return { code: OK, answers: own };
  const there = resolve(records, alias, kind);
  return { code: there.code, answers: [[name, 'CNAME', alias], ...there.answers] };
}

/** The first question, which is the only one that anybody asks. */
function questionOf(query: Buffer): { readonly name: string; readonly kind: RecordKind | undefined; readonly end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length).toLowerCase());
    at += 1 + length;
  }
  return { name: labels.join('.'), kind: KINDS[query.readUInt16BE(at + 1)], end: at + 5 };
}

/** `asked`: header and question. */
function answerOf(asked: Buffer, { code, answers }: Found): Buffer {
  const header = Buffer.from(asked);
  // A response, recursion desired and available.
  header.writeUInt16BE(0x8180 | code, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(answers.length, 6);
  header.writeUInt32BE(0, 8);
  return Buffer.concat([header, ...answers.map(([name, kind, value]) => recordOf(name, kind, value))]);
}

function recordOf(name: string, kind: RecordKind, value: string): Buffer {
  const data = dataOf(kind, value);
  const fields = Buffer.alloc(10);
  fields.writeUInt16BE(numberOf(kind), 0);
  fields.writeUInt16BE(1, 2);
  fields.writeUInt32BE(0, 4);
  fields.writeUInt16BE(data.length, 8);
  return Buffer.concat([labelsOf(name), fields, data]);
}

function dataOf(kind: RecordKind, value: string): Buffer {
  switch (kind) {
    case 'A':
      return Buffer.from(value.split('.').map(Number));
    case 'AAAA':
      return addressOf(value);
    case 'CNAME':
      return labelsOf(value);
    case 'TXT': {
      const pieces = value.match(/.{1,255}/g) ?? [''];
      return Buffer.concat(pieces.map((piece) => Buffer.concat([Buffer.from([piece.length]), Buffer.from(piece, 'latin1')])));
    }
  }
}

function addressOf(text: string): Buffer {
  if (!isIPv6(text)) throw new Error(`${text} is no IPv6 address`);
  const [before = '', after] = text.split('::');
  const groups = (part: string | undefined) => (part === undefined || part === '' ? [] : part.split(':'));
  const missing = after === undefined ? 0 : 8 - groups(before).length - groups(after).length;
  const all = [...groups(before), ...Array.from({ length: missing }, () => '0'), ...groups(after)];
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
}

const labelsOf = (name: string): Buffer =>
  Buffer.concat([
    ...name.split('.').map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label, 'latin1')])),
    Buffer.from([0]),
  ]);
