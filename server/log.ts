/** Structured logs: one JSON object a line, and no secret in any of them. */
import pino from 'pino';
import type { Redact } from '../kit/redact.ts';
import { rotateWhenLarge } from '../kit/rotate-log.ts';

export type Log = pino.Logger;

export interface LogOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  /** A file (rotated at each start when above 20 MB), or stdout. */
  readonly file: string | null;
  /** Blanks what must never be written, whatever field it got into. */
  readonly redact: Redact;
}

export function openLog({ level, file, redact }: LogOptions): Log {
  if (file !== null) rotateWhenLarge(file);
  const destination = pino.destination({ dest: file ?? 1, mkdir: true, mode: 0o600, sync: true });
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: pino.stdSerializers.errWithCause },
      redact: {
        paths: ['authorization', 'cookie', 'password', 'token', 'secret'].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
        censor: '***',
      },
    },
    redacting(destination, redact),
  );
}

/** The last line of defence: values are blanked in the finished line. */
function redacting(destination: pino.DestinationStream, redact: Redact): pino.DestinationStream {
  return { write: (line) => destination.write(redact(line)) };
}
