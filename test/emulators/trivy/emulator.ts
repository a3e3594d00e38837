/**
 * Trivy's command line for tests and `up --emulate`: a program that answers like it, with what it is told beforehand. It finds in an image what a file
 * beside it says, ends with 1 for an image that is not there, and writes down how it was called.
 */
import { existsSync } from 'node:fs';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface TrivyFinding {
  readonly VulnerabilityID: string;
  readonly PkgName: string;
  readonly InstalledVersion: string;
  readonly FixedVersion?: string;
  readonly Severity: 'UNKNOWN' | 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';
  readonly Title?: string;
}

/** `hang` never ends; `garbage` is no report; `broken` fails once, then finds nothing. */
export type TrivyOutcome = readonly TrivyFinding[] | 'absent' | 'hang' | 'garbage' | 'broken';

export interface TrivyCall {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Of DOCKER_CONFIG. */
  readonly config: string;
  /** File mode of it, octal. */
  readonly mode: string;
}

export interface TrivyEmulator {
  readonly command: string;
  /** What is found in a target, named as it is given to Trivy; `*` for every other. Without that, others are absent. */
  finds(outcomes: Readonly<Record<string, TrivyOutcome>>): Promise<void>;
  calls(): Promise<readonly TrivyCall[]>;
}

export async function makeTrivyEmulator(folder: string): Promise<TrivyEmulator> {
  const command = join(folder, 'trivy');
  const [outcomes, calls] = [join(folder, 'outcomes.json'), join(folder, 'calls.jsonl')];
  await writeFile(outcomes, '{}');
  await writeFile(command, program(outcomes, calls));
  await chmod(command, 0o755);
  return {
    command,
    finds: (wanted) => writeFile(outcomes, JSON.stringify(wanted)),
    calls: async () =>
      existsSync(calls)
        ? (await readFile(calls, 'utf8'))
            .trim()
            .split('\n')
            .map((line): TrivyCall => JSON.parse(line))
        : [],
  };
}

const program = (outcomes: string, calls: string): string => `#!${process.execPath}
const fs = require('node:fs');
const args = process.argv.slice(2);
const folder = process.env.DOCKER_CONFIG;
const config = folder ? folder + '/config.json' : '';
const mode = config && fs.existsSync(config) ? (fs.statSync(config).mode & 0o777).toString(8) : '';
fs.appendFileSync(${JSON.stringify(calls)}, JSON.stringify({
  args, environment: process.env, config: mode ? fs.readFileSync(config, 'utf8') : '', mode,
}) + '\\n');
const target = args.at(-1);
const found = JSON.parse(fs.readFileSync(${JSON.stringify(outcomes)}, 'utf8'));
const outcome = Object.hasOwn(found, target) ? found[target] : (found['*'] ?? 'absent');
const fatal = (text) => {
  process.stderr.write('2026-11-20T10:00:00Z\\tFATAL\\t' + text + '\\n');
  process.exitCode = 1;
};
if (outcome === 'hang') setInterval(() => {}, 1000);
else if (outcome === 'garbage') process.stdout.write('{"SchemaVersion": 1}');
else if (outcome === 'absent') fatal('Fatal error: unable to find the specified image "' + target + '"');
else if (outcome === 'broken') {
  fs.writeFileSync(${JSON.stringify(outcomes)}, JSON.stringify({ ...found, [target]: [] }));
  fatal('DB error: failed to download vulnerability DB');
} else
  process.stdout.write(JSON.stringify({
    SchemaVersion: 2,
    Trivy: { Version: '0.74.0' },
    CreatedAt: new Date().toISOString(),
    ArtifactName: target,
    ArtifactType: args[0] === 'image' ? 'container_image' : 'filesystem',
    ...(outcome.length === 0 ? {} : { Results: [{ Target: target, Class: 'os-pkgs', Type: 'debian', Vulnerabilities: outcome }] }),
  }));
`;
