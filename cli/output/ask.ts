/** Asks a question on the terminal. Commands call it only when there is one (`Output.interactive`). */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

export async function ask(question: string, options: { readonly hidden?: boolean } = {}): Promise<string> {
  if (options.hidden) process.stderr.write(question);
  // Hidden: what is typed is echoed into nothing.
  const output = options.hidden ? new Writable({ write: (_chunk, _encoding, done) => done() }) : process.stderr;
  const lines = createInterface({ input: process.stdin, output, terminal: true });
  try {
    return (await lines.question(options.hidden ? '' : question)).trim();
  } finally {
    lines.close();
    if (options.hidden) process.stderr.write('\n');
  }
}

/** All of standard input, without the newline at its end. */
export async function readStdin(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) text += chunk;
  return text.replace(/\r?\n$/, '');
}
