/** How serious a log line is, from the forms that loggers commonly write. What says nothing is `info`. */

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export function logLevel(line: string): LogLevel {
  // Structured lines say it in a field; pino's are numbers. Others say it in one of their first words, after a time stamp.
  const field = /(?:^|[\s{,"])(?:level|severity|lvl)"?[:=]\s*"?(\w+)/i.exec(line.slice(0, 1_000))?.[1];
  if (field !== undefined) return LEVELS[field.toLowerCase()] ?? 'info';
  for (const word of line.slice(0, 100).split(/\s+/, 4)) {
    const level = LEVELS[word.replaceAll(/[^A-Za-z]/g, '').toLowerCase()];
    if (level !== undefined && /^\W*[A-Za-z]+\W*$/.test(word)) return level;
  }
  return 'info';
}

const LEVELS: Readonly<Record<string, LogLevel>> = {
  trace: 'debug',
  debug: 'debug',
  '10': 'debug',
  '20': 'debug',
  warn: 'warn',
  warning: 'warn',
  '40': 'warn',
  err: 'error',
  error: 'error',
  fatal: 'error',
  critical: 'error',
  panic: 'error',
  '50': 'error',
  '60': 'error',
};
