/** `actions.graphql` as the CLI writes it: one root type block an action, then enums, inputs, objects and scalars. */
import type { CustomTypesMetadata } from './action-metadata.ts';
import type { Metadata } from './metadata.ts';

export function writeSdl({ actions, custom_types: types }: Metadata): string {
  const blocks = [
    ...(actions ?? []).map(({ name, definition }) => {
      const root = definition.type === 'query' ? 'Query' : 'Mutation';
      const list = (definition.arguments ?? []).map((argument) => fieldText(argument, '    '));
      const signature = list.length === 0 ? name : `${name}(\n${list.join('\n')}\n  )`;
      return `type ${root} {\n  ${signature}: ${definition.output_type}\n}\n`;
    }),
    ...(types?.enums ?? []).map(enumText),
    ...(types?.input_objects ?? []).map((item) => objectText('input', item)),
    ...(types?.objects ?? []).map((item) => objectText('type', item)),
    ...(types?.scalars ?? []).map((item) => `${documentation(item.description, '')}scalar ${item.name}\n`),
  ];
  return blocks.length === 0 ? '' : `${blocks.join('\n')}\n`;
}

type Field = { readonly name: string; readonly type: string; readonly description?: string | null | undefined };

function objectText(
  keyword: 'input' | 'type',
  item: { readonly name: string; readonly description?: string | null | undefined; readonly fields: readonly Field[] },
): string {
  const fields = item.fields.map((field) => `${fieldText(field, '  ')}\n`).join('');
  return `${documentation(item.description, '')}${keyword} ${item.name} {\n${fields}}\n`;
}

const fieldText = (field: Field, indent: string): string =>
  `${documentation(field.description, indent)}${indent}${field.name}: ${field.type}`;

function enumText(item: NonNullable<CustomTypesMetadata['enums']>[number]): string {
  const values = item.values.map(
    (v) => `${documentation(v.description, '  ')}  ${v.value}${v.is_deprecated ? ' @deprecated' : ''}\n`,
  );
  return `${documentation(item.description, '')}enum ${item.name} {\n${values.join('')}}\n`;
}

const documentation = (text: string | null | undefined, indent: string): string =>
  text
    ? `${indent}"""\n${text
        .split('\n')
        .map((line) => `${indent}${line}\n`)
        .join('')}${indent}"""\n`
    : '';
