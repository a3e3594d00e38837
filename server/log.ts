/** Structured logs: one JSON object a line, and no secret in any of them. */
import pino from 'pino';
import { rotateWhenLarge } from '../kit/rotate-log.ts';

export type Log = pino.Logger;

export interface LogOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  /** A file (rotated at each start when above 20 MB), or stdout. */
  readonly file: string | null;
  /** Values that must never be written, whatever field they get into. */
  readonly secrets: readonly string[];
}

export function openLog({ level, file, secrets }: LogOptions): Log {
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
    redacting(destination, secrets),
  );
}

/** The last line of defence: values are blanked in the finished line (they are base64url or PEM, JSON does not escape the former). */
function redacting(destination: pino.DestinationStream, secrets: readonly string[]): pino.DestinationStream {
  const values = secrets.filter((value) => value.length >= 8).map((value) => JSON.stringify(value).slice(1, -1));
  return { write: (line) => destination.write(values.reduce((text, value) => text.replaceAll(value, '***'), line)) };
}
