/** Where commands write: for people text on a terminal or in a pipe, with `--json` one document or one object a line. */

export interface Output {
  readonly json: boolean;
  /** Both standard streams are a terminal: questions may be asked, lines may be painted over. */
  readonly interactive: boolean;
  /** The result: with `--json` the value, else the text. */
  result(value: unknown, text: () => string): void;
  /** Something that happened on the way: with `--json` one object a line, else a line of text (null: nothing for people). */
  event(value: { readonly event: string } & Readonly<Record<string, unknown>>, text: string | null): void;
  /** For people only, on stderr: hints, warnings. */
  note(text: string): void;
  readonly paint: Paint;
}

type Color = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';
export type Paint = (color: Color, text: string) => string;

const codes: Record<Color, number> = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 };

export function openOutput(json: boolean, env: Readonly<Record<string, string | undefined>> = process.env): Output {
  const colored = !json && process.stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
  const write = (text: string) => process.stdout.write(`${text}\n`);
  return {
    json,
    interactive: !json && process.stdin.isTTY === true && process.stdout.isTTY === true,
    result: (value, text) => write(json ? JSON.stringify(value, null, 2) : text()),
    event: (value, text) => {
      if (json) write(JSON.stringify(value));
      else if (text !== null) write(text);
    },
    note: (text) => {
      if (!json) process.stderr.write(`${text}\n`);
    },
    paint: (color, text) => (colored ? `\u001b[${codes[color]}m${text}\u001b[0m` : text),
  };
}
