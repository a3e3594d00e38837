// The schema for codegen: sdk/schema.graphql without the nested inserts of log lines, samples and secrets, which nobody nests and
// through whose types all others would be generated.
const { readFileSync } = require('node:fs');
const { buildASTSchema, parse, visit } = require('graphql');

const flat = ['log_lines_insert_input', 'service_metrics_insert_input', 'secrets_insert_input', 'secret_versions_insert_input'];

module.exports = (path) => {
  const document = parse(readFileSync(path, 'utf8'), { noLocation: true });
  return buildASTSchema(
    visit(document, {
      InputObjectTypeDefinition: (node) =>
        flat.includes(node.name.value)
          ? { ...node, fields: node.fields.filter(({ type }) => !type.name?.value.endsWith('_rel_insert_input')) }
          : undefined,
    }),
    { assumeValidSDL: true },
  );
};
