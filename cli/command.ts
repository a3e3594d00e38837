/** Makes a command with what all of them share: `--url`, `--json`, examples in the help, exit code 2 for a command line nobody understands. */
import { Command } from 'commander';
import { type Connection, connect } from './connection/connect.ts';
import { type Output, openOutput } from './output/output.ts';

export interface CommonFlags {
  readonly url?: string;
  readonly json?: boolean;
}

export interface CommandOptions {
  readonly name: string;
  readonly summary: string;
  /** Whole command lines, shown in the help. */
  readonly examples: readonly string[];
}

/** A command that talks to a NorthStack. */
export function remoteCommand({ name, summary, examples }: CommandOptions): Command {
  return new Command(name)
    .description(summary)
    .option('--url <url>', 'address of the NorthStack (default: $NORTHSTACK_URL, the last login, http://localhost:8080)')
    .option('--json', 'one JSON document, or one object a line where things go on')
    .addHelpText('after', `\nExamples:\n${examples.map((line) => `  $ ${line}`).join('\n')}`);
}

/** Runs a command's work with a connection that is closed afterwards. */
export async function withConnection(
  flags: CommonFlags,
  work: (connection: Connection, output: Output) => Promise<void>,
): Promise<void> {
  await using connection = await connect(flags);
  const output = openOutput(flags.json ?? false);
  await work(connection, output);
  // Beside the result, so that what reads it is not disturbed.
  if (connection.isEmulated()) process.stderr.write(`${EMULATED}\n`);
}

const EMULATED = 'EMULATED: nothing of it is real (northstack status says what is emulated).';
