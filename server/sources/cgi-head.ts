/** The head of a CGI program's answer (RFC 3875 §6): header lines up to an empty one, `Status` among them. */
import type { Readable } from 'node:stream';

export interface CgiHead {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** What was read beyond the head. */
  readonly rest: Buffer;
}

/** @throws when the stream ends or grows beyond reason before the head does. */
export async function readCgiHead(stream: Readable): Promise<CgiHead> {
  let seen = Buffer.alloc(0);
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    seen = Buffer.concat([seen, chunk]);
    const end = /\r?\n\r?\n/.exec(seen.toString('latin1'));
    if (end) return { ...parse(seen.subarray(0, end.index).toString('latin1')), rest: seen.subarray(end.index + end[0].length) };
    if (seen.length > 65_536) break;
  }
  throw new Error('no head in the answer of a CGI program');
}

function parse(text: string): { status: number; headers: Record<string, string> } {
  const headers: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    const at = line.indexOf(':');
    if (at > 0) headers[line.slice(0, at).toLowerCase()] = line.slice(at + 1).trim();
  }
  const { status = '200', ...others } = headers;
  return { status: Number.parseInt(status, 10), headers: others };
}
