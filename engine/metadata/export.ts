/**
 * Writes a metadata object as the files of a CLI directory. A file that already says the same is kept byte for byte (comments,
 * quoting, the order of definitions in the SDL), so that an export changes only what changed.
 */
import { Document, parse, Scalar, visit } from 'yaml';
import { sameJson } from '../../kit/same-json.ts';
import { mergeActions } from './actions-sdl.ts';
import { FILES } from './files.ts';
import type { Metadata, SourceMetadata } from './metadata.ts';
import { qualify } from './qualified-name.ts';
import { writeSdl } from './write-sdl.ts';

/** Path relative to the metadata directory → content. */
export type MetadataFiles = Readonly<Record<string, string>>;

export function exportMetadata(metadata: Metadata, existing: MetadataFiles = {}): MetadataFiles {
  const files: Record<string, string> = {};
  const put = (path: string, content: unknown) => {
    const before = existing[path];
    files[path] = before !== undefined && sameJson(parsed(before), content) ? before : yaml(content);
  };
  put('version.yaml', { version: metadata.version });
  put(
    'databases/databases.yaml',
    (metadata.sources ?? []).map((source) => writeSource(source, put)),
  );
  const values: Readonly<Record<string, unknown>> = metadata;
  for (const { key, file, empty, always } of FILES) {
    const content = values[key];
    if (content !== undefined || always || existing[file] !== undefined) put(file, content ?? empty);
  }
  return { ...files, ...writeActions(metadata, existing) };
}

/** The entry of `databases.yaml`; tables and functions go to files of their own. */
function writeSource(source: SourceMetadata, put: (path: string, content: unknown) => void): object {
  const directory = `databases/${source.name}`;
  const list = (kind: 'tables' | 'functions', items: readonly { readonly name: string; readonly content: unknown }[]) => {
    for (const { name, content } of items) put(`${directory}/${kind}/${name}.yaml`, content);
    put(
      `${directory}/${kind}/${kind}.yaml`,
      items.map(({ name }) => `!include ${name}.yaml`),
    );
    return `!include ${source.name}/${kind}/${kind}.yaml`;
  };
  const nameOf = (schema: string, name: string) => `${schema}_${name}`.replaceAll('/', '_');
  const tables = (source.tables ?? []).map((content) => {
    const { schema, name } = qualify(content.table);
    return { name: nameOf(schema, name), content };
  });
  const functions = (source.functions ?? []).map((content) => {
    const { schema, name } = qualify(content.function);
    return { name: nameOf(schema, name), content };
  });
  const { name, kind, configuration, customization, tables: _, functions: __, ...rest } = source;
  return {
    name,
    kind: kind ?? 'postgres',
    ...(configuration ? { configuration } : {}),
    ...(customization ? { customization } : {}),
    ...rest,
    tables: list('tables', tables),
    ...(functions.length > 0 ? { functions: list('functions', functions) } : {}),
  };
}

const ACTIONS_YAML = 'actions.yaml';
const ACTIONS_SDL = 'actions.graphql';

/** The pair is kept when merging it gives what is to be written; else both are written anew. */
function writeActions(metadata: Metadata, existing: MetadataFiles): MetadataFiles {
  const [yamlBefore, sdlBefore] = [existing[ACTIONS_YAML], existing[ACTIONS_SDL]];
  if (yamlBefore !== undefined) {
    const merged = mergeActions(parsed(yamlBefore), sdlBefore ?? '');
    if (sameJson(merged, mergeable(metadata))) return { [ACTIONS_YAML]: yamlBefore, [ACTIONS_SDL]: sdlBefore ?? '' };
  }
  const types = metadata.custom_types;
  const content = {
    actions: (metadata.actions ?? []).map(({ definition, ...action }) => {
      const { arguments: _, output_type: __, type: ___, ...kept } = definition;
      return { ...ordered(action, ['name'], { definition: kept }) };
    }),
    custom_types: {
      enums: (types?.enums ?? []).map(({ name }) => ({ name })),
      input_objects: (types?.input_objects ?? []).map(({ name }) => ({ name })),
      objects: (types?.objects ?? []).map(({ name, relationships }) => ({ name, ...(relationships ? { relationships } : {}) })),
      scalars: (types?.scalars ?? []).map(({ name }) => ({ name })),
    },
  };
  return { [ACTIONS_YAML]: yaml(content), [ACTIONS_SDL]: writeSdl(metadata) };
}

/** The object with `more` put behind the leading keys. */
function ordered(value: Readonly<Record<string, unknown>>, leading: readonly string[], more: object): object {
  const entries = Object.entries(value);
  const isLeading = ([key]: readonly [string, unknown]) => leading.includes(key);
  return {
    ...Object.fromEntries(entries.filter(isLeading)),
    ...more,
    ...Object.fromEntries(entries.filter((e) => !isLeading(e))),
  };
}

/** What `mergeActions` gives for this metadata. */
function mergeable(metadata: Metadata): object {
  const types = metadata.custom_types;
  const all = {
    enums: types?.enums ?? [],
    input_objects: types?.input_objects ?? [],
    objects: types?.objects ?? [],
    scalars: types?.scalars ?? [],
  };
  const hasTypes = Object.values(all).some((list) => list.length > 0);
  return {
    ...(metadata.actions?.length ? { actions: metadata.actions } : {}),
    ...(hasTypes ? { custom_types: all } : {}),
  };
}

const parsed = (text: string): unknown =>
  parse(text, { customTags: [{ tag: '!include', resolve: (path: string) => `!include ${path}` }] });

/**
 * As the CLI's encoder (go-yaml 3) writes it: two spaces, lists indented, nothing folded; single quotes where quotes are needed, but
 * double ones for what would be read as another type, for nothing and for includes.
 */
function yaml(content: unknown): string {
  const document = new Document(content, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, node) => {
      const { value } = node;
      if (typeof value === 'string' && needsDoubleQuotes(value)) node.type = Scalar.QUOTE_DOUBLE;
    },
  });
  return document.toString({ lineWidth: 0, blockQuote: 'literal', singleQuote: true });
}

/** YAML 1.1's words for true and false count as well. */
const needsDoubleQuotes = (text: string): boolean =>
  text === '' ||
  text.startsWith('!include ') ||
  /^(y|n|yes|no|on|off)$/i.test(text) ||
  (!text.includes('\n') && isOtherType(text));

function isOtherType(text: string): boolean {
  try {
    const value: unknown = parse(text, { version: '1.1' });
    return value === null || value instanceof Date || (typeof value !== 'string' && typeof value !== 'object');
  } catch {
    return false;
  }
}
