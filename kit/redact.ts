/**
 * Blanks secret values in text, in the forms in which programs print them: as they are, JSON-escaped, URL-encoded, hexadecimal, and in
 * base64 wherever they begin inside the encoded bytes (three alignments, both alphabets); also one line of several, and a longer piece
 * of what is encoded, for output that was wrapped.
 *
 * A value shorter than six characters would blank ordinary words: it is blanked only next to its name (`NAME=value`, `"NAME": "value"`).
 */

export type Redact = (text: string) => string;

export const MASK = '***';

/** From this length on a value is blanked wherever it stands. */
const MIN_LENGTH = 6;
/** Programs wrap encoded text that is longer than a line: of such a form a piece of this length counts as the form itself. */
const MIN_WRAPPED = 60;
const MIN_PIECE = 16;

/** Names and values; a name may have several values (an older version is still running). */
export function createRedact(secrets: Iterable<readonly [name: string, value: string]>): Redact {
  const forms = new Set<string>();
  const wrapped = new Set<string>();
  const assignments: RegExp[] = [];
  for (const [name, value] of secrets) {
    if (value.trim().length >= MIN_LENGTH) {
      for (const form of formsOf(value)) forms.add(form);
      for (const form of binaryForms(Buffer.from(value, 'utf8'))) if (form.length >= MIN_WRAPPED) wrapped.add(form);
    } else if (value.trim() !== '') assignments.push(assignment(name, value));
  }
  if (forms.size === 0 && assignments.length === 0) return (text) => text;
  const byStart = indexByStart(forms);
  return (text) => {
    let clean = wrapped.size > 0 && text.length >= MIN_PIECE ? withoutPieces(text, wrapped) : text;
    clean = withoutForms(clean, byStart);
    for (const pattern of assignments) clean = clean.replace(pattern, `$1${MASK}`);
    return clean;
  };
}

/** Forms by their first characters, so that a line is read once, however many secrets there are. */
type ByStart = ReadonlyMap<number, readonly string[]>;

const startAt = (text: string, i: number): number =>
  ((text.charCodeAt(i) * 8191 + text.charCodeAt(i + 1)) * 127 + text.charCodeAt(i + 2)) | 0;

function indexByStart(forms: Iterable<string>): ByStart {
  const index = new Map<number, string[]>();
  // Longest first: a value that contains another is blanked whole.
  for (const form of [...forms].sort((a, b) => b.length - a.length)) {
    const start = startAt(form, 0);
    const same = index.get(start);
    if (same) same.push(form);
    else index.set(start, [form]);
  }
  return index;
}

function withoutForms(text: string, byStart: ByStart): string {
  let clean = '';
  let kept = 0;
  for (let i = 0; i + MIN_LENGTH <= text.length; ) {
    const form = byStart.get(startAt(text, i))?.find((f) => text.startsWith(f, i));
    if (form === undefined) {
      i += 1;
      continue;
    }
    clean += text.slice(kept, i) + MASK;
    i += form.length;
    kept = i;
  }
  return kept === 0 ? text : clean + text.slice(kept);
}

function formsOf(value: string): readonly string[] {
  const lines = value.includes('\n') ? value.split(/\r?\n/).filter((line) => line.trim().length >= MIN_LENGTH) : [];
  const whole = [value, value.trim()];
  const plain = [...whole, ...lines, ...lines.map((line) => line.trim())];
  const escaped = plain.map((text) => JSON.stringify(text).slice(1, -1));
  return [
    ...plain,
    ...escaped,
    // JSON inside of JSON, as when an error holds a request's body.
    ...escaped.map((text) => JSON.stringify(text).slice(1, -1)),
    ...plain.flatMap(urlForms),
    ...[...whole, ...lines].flatMap((text) => binaryForms(Buffer.from(text, 'utf8'))),
  ].filter((form) => form.length >= MIN_LENGTH);
}

function urlForms(text: string): readonly string[] {
  // A lone surrogate cannot be encoded, and then is in no address either.
  if (/\p{Surrogate}/u.test(text)) return [];
  const component = encodeURIComponent(text);
  // Stricter encoders also escape what encodeURIComponent leaves.
  const strict = component.replace(/[!'()*~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const all = [component, strict, encodeURI(text), component.replaceAll('%20', '+'), strict.replaceAll('%20', '+')];
  return [...all, ...all.map((form) => form.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()))];
}

function binaryForms(bytes: Buffer): readonly string[] {
  const hex = bytes.toString('hex');
  const aligned = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    // The first and the last sextet may hold bits of what stands around.
    const from = Math.ceil((offset * 8) / 6);
    const to = Math.floor(((offset + bytes.length) * 8) / 6);
    return text.slice(from, to);
  });
  return [hex, hex.toUpperCase(), ...aligned, ...aligned.map((t) => t.replaceAll('+', '-').replaceAll('/', '_'))];
}

/** A run of characters without white space or quotes that is a piece of a form, such as one line of wrapped base64. */
function withoutPieces(text: string, forms: ReadonlySet<string>): string {
  return text.replace(/[^\s"'`,;:=<>()[\]{}]{16,}/g, (run) => (isPiece(run, forms) ? MASK : run));
}

function assignment(name: string, value: string): RegExp {
  const quote = (text: string) => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  return new RegExp(`(\\b${quote(name)}\\b["']?\\s*[=:]\\s*["']?)${quote(value.trim())}(?![\\w-])`, 'g');
}

function isPiece(run: string, forms: ReadonlySet<string>): boolean {
  for (const form of forms) if (form.includes(run)) return true;
  return false;
}
