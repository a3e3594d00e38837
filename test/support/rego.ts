/**
 * Rego without OPA: an npm package for templates of another kind brings an interpreter (regorus, in WebAssembly) and runs modules that it is
 * given. It asks each module's package for a set `violation` and hands on its messages, which is how answers come out; what goes in is a module too.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RegoEngine, TemplateFile } from '@aws/cloudformation-validate';

/** The value of each expression, null where it is undefined. `modules`: Rego by file name; each package of theirs is asked for no answer. */
export function evaluateRego(modules: Readonly<Record<string, string>>, expressions: Readonly<Record<string, string>>) {
  const packages = new Set(Object.values(modules).map((text) => /^package (\S+)$/m.exec(text)?.[1] ?? ''));
  const silent = [...packages].map((name) => [`silent-${name}.rego`, `package ${name}\n\nviolation := set()\n`] as const);
  const asked = Object.entries(expressions).map(
    ([name, text]) => `value[${JSON.stringify(name)}] := result if result := ${text}\n`,
  );
  const answers = `package asked\n\n${asked.join('\n')}\nviolation contains ${DIAGNOSTIC} if some name, result in value\n`;
  const customRules = Object.entries({ ...modules, ...Object.fromEntries(silent), 'asked.rego': answers });
  const directory = mkdtempSync(join(tmpdir(), 'ns-rego-'));
  const template = join(directory, 'template.json');
  writeFileSync(template, JSON.stringify({ Resources: { it: { Type: 'AWS::S3::Bucket' } } }));
  const engine = new RegoEngine({ customRules: customRules.map(([name, content]) => ({ name, content })) });
  try {
    const { status, diagnostics } = engine.validateStandard(new TemplateFile(template), { disableBuiltinRules: true });
    if (status !== 'OK') throw new Error(`the interpreter did not come to an end: ${status}`);
    const values = diagnostics.map(({ message }): readonly [string, unknown] => JSON.parse(message));
    return new Map(values);
  } finally {
    engine.free();
    rmSync(directory, { recursive: true });
  }
}

const DIAGNOSTIC = '{"rule_id": "R", "severity": "INFO", "resource_id": "it", "message": json.marshal([name, result])}';
