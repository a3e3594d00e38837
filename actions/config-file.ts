/** Reads a `northstack.yaml` that a caller sent. */
import { z } from 'zod';
import { type ReadConfig, readConfig } from '../domain/config/read-config.ts';
import { Fault } from '../kit/fault.ts';
import { readYaml } from '../kit/yaml-source.ts';

/** The text of the file. */
export const configText = z.string().min(1, { message: 'The file is empty.' }).max(1_000_000);

const SHOWN = 20;

/** @throws Fault reject `config-invalid` with every mistake and its place. */
export function parseConfigFile(text: string, name = 'northstack.yaml'): ReadConfig {
  const yaml = readYaml(text);
  const reading = yaml.ok ? readConfig(yaml.source) : yaml;
  if (reading.ok) return reading.config;
  const lines = reading.problems.slice(0, SHOWN).map((p) => `${name}:${p.line}:${p.column} ${p.message}`);
  const more = reading.problems.length > SHOWN ? [`… and ${reading.problems.length - SHOWN} more.`] : [];
  throw new Fault('reject', { code: 'config-invalid', message: [...lines, ...more].join('\n') });
}
