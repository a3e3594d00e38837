/** From the text of a `northstack.yaml` to what is wanted. */
import { Fault } from '../../kit/fault.ts';
import { readYaml } from '../../kit/yaml-source.ts';
import { type ReadConfig, readConfig } from './read-config.ts';

const SHOWN = 20;

/** @throws Fault reject `config-invalid` with every mistake as `name:line:column what is wrong`. */
export function parseConfig(text: string, name = 'northstack.yaml'): ReadConfig {
  const yaml = readYaml(text);
  const reading = yaml.ok ? readConfig(yaml.source) : yaml;
  if (reading.ok) return reading.config;
  const lines = reading.problems.slice(0, SHOWN).map((p) => `${name}:${p.line}:${p.column} ${p.message}`);
  const more = reading.problems.length > SHOWN ? [`… and ${reading.problems.length - SHOWN} more.`] : [];
  throw new Fault('reject', { code: 'config-invalid', message: [...lines, ...more].join('\n') });
}
