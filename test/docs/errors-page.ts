/** docs/errors.md as the sources say it: every code an action answers, and every rule of the database in words. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RULES } from '../../domain/errors/explain-refusal.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Where failures that a caller is told about are made. */
const ROOMS = ['actions', 'domain/config', 'server/http'];

const FAULT = /new Fault\(\s*'(\w+)',\s*\{\s*code: '([a-z-]+)',\s*message:\s*([\s\S]*?),?\s*(?:cause|detail|retryAfterMs|\}\))/g;

export interface KnownFault {
  readonly kind: string;
  readonly code: string;
  readonly text: string;
}

export async function knownFaults(): Promise<readonly KnownFault[]> {
  const found: KnownFault[] = [];
  for (const room of ROOMS)
    for (const name of (await readdir(join(ROOT, room))).sort()) {
      if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue;
      const source = await readFile(join(ROOT, room, name), 'utf8');
      for (const [, kind = '', code = '', expression = ''] of source.matchAll(FAULT))
        found.push({ kind, code, text: sentenceOf(expression) });
    }
  return found;
}

/** The texts of an expression; what is put into them at run time is an ellipsis. */
function sentenceOf(expression: string): string {
  const texts = [...expression.matchAll(/'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g)].map(([, plain, template]) =>
    (plain ?? (template ?? '').replaceAll(/\$\{(?:[^{}`]|`[^`]*`|\{[^{}]*\})*\}/g, '…')).replaceAll(/\\(.)/g, '$1'),
  );
  return texts.filter((text) => /\s/.test(text)).join(' / ') || 'What is wrong, with its place.';
}

const KINDS: Readonly<Record<string, string>> = {
  retry: 'later may work',
  conflict: 'read again and repeat',
  reject: 'change the request',
  auth: 'not allowed',
  gone: 'it is not there',
};

export async function errorsPage(): Promise<string> {
  const faults = new Map<string, { readonly kinds: Set<string>; readonly texts: Set<string> }>();
  for (const { kind, code, text } of await knownFaults()) {
    const known = faults.get(code) ?? { kinds: new Set(), texts: new Set() };
    known.kinds.add(KINDS[kind] ?? kind);
    known.texts.add(text);
    faults.set(code, known);
  }
  const rows = [...faults].sort(([a], [b]) => (a < b ? -1 : 1));
  return `${HEAD}
## What actions answer

| code | | says |
|---|---|---|
${rows.map(([code, { kinds, texts }]) => `| \`${code}\` | ${[...kinds].sort().join(', ')} | ${cell([...texts].sort().join(' · '))} |`).join('\n')}
| \`invalid-input\` | change the request | Which argument is wrong, and what it may be. |
| \`policy-denied\` | change the request | How many replicas were wanted, and how many a rule of the organization allows. |
| \`quota-exceeded\` | later may work | Which quota, its limit, and what it would be with this. |
| \`too-many-requests\` | later may work | How many requests a minute are allowed, and when the next one is. |
| \`unexpected\` | later may work | Nothing more: what went wrong is ours to know, and is in the log. |

## What the database refuses

For mutations of tables the engine answers as Hasura does, with \`constraint-violation\` or \`permission-error\` and the name of the constraint.
By \`./northstack up\` the answer also holds \`extensions.explanation\` (in REST \`explanation\`) with a \`code\` and a \`message\` of the table below; a Hasura
that runs apart cannot add it. Actions, the client library beside the embedded engine, and the command line beside either one speak in these words:

| constraint | code | what to do |
|---|---|---|
${RULES.map(([pattern, code, message]) => `| \`${cell(pattern.source)}\` | \`${code}\` | ${cell(message)} |`).join('\n')}
| a row that the role may not write | \`not-allowed\` | Your role may not write this row, or these values. Ask somebody who may. |
| a text, number, time or id that PostgreSQL cannot read | \`invalid-value\` | A value is not of the form that is taken here. Check texts, numbers, times and ids. |
| \`<thing> "<id>" does not exist\` | \`<thing>-not-found\` | There is no such thing, or it is another organization's. Check its id. |
`;
}

const HEAD = `# Errors

Each error has a stable code in \`extensions.code\` and a sentence that says what to do. Neither holds anything internal. Written from the sources;
\`npx vitest run --project unit test/docs -u\` writes it anew.

REST answers failures as \`application/problem+json\` (RFC 9457) with the same code in \`code\` and at the end of \`type\` (\`urn:northstack:problem:<code>\`), and with Hasura's \`error\`
and \`path\` beside. So do our own services in both ways to run; a Hasura that runs apart answers REST in its own form, which has \`code\`, \`error\` and \`path\` alone.

## What the engine answers by itself

| code | means |
|---|---|
| \`validation-failed\` | The query asks for something that is not there, or not for this role. Compare it with the schema. |
| \`parse-failed\` | The request is no JSON, or a variable is not of its type. |
| \`constraint-violation\` | The database has a rule against it: see below. |
| \`permission-error\` | A row that is written would not be allowed by the role's check, or by a check of the database: see below. |
| \`data-exception\` | A value is not possible for its column, for example a number that is too large. |
| \`not-found\` | There is no such address or REST endpoint. |
| \`access-denied\` | The role is not one of those that the session allows, or nobody is signed in. |
| \`invalid-jwt\` | The access token has expired or is none. Refresh the session. |
| \`invalid-headers\` | A header such as Authorization is malformed. |
| \`bad-request\` | An argument is missing or of another type. |
| \`unexpected\` | What went wrong is ours to know, and is in the log. |
`;

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
