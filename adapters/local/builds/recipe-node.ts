/** Node: the lockfile chooses the installer, `scripts` choose build and start. */
import { z } from 'zod';
import { NothingDetected, type Recipe, type SourceFacts } from './recipe.ts';
import { shellQuote } from './shell-quote.ts';

const texts = z.record(z.string(), z.string());
const packageJson = z.object({
  main: z.string().optional().catch(undefined),
  scripts: texts.optional().catch(undefined),
  dependencies: texts.optional().catch(undefined),
  devDependencies: texts.optional().catch(undefined),
  optionalDependencies: texts.optional().catch(undefined),
  workspaces: z.unknown().optional(),
});

/** Where frontend tools put a finished site. */
const outputFolders = ['dist', 'build', 'out', 'public', '_site', 'www'];

/** @throws NothingDetected when package.json is not one. */
export function planNode(facts: SourceFacts, text: string): Recipe {
  const manifest = read(text);
  const scripts = manifest.scripts ?? {};
  const start = startCommand(scripts, manifest.main, facts);
  const npm = installer(facts);
  return {
    framework: 'node',
    install: needsInstall(manifest, scripts) ? [npm.install] : [],
    build: scripts.build ? `${npm.name} run build` : null,
    release: null,
    processes: start === null ? {} : { web: start },
    staticRoots:
      start !== null ? [] : [...(scripts.build ? outputFolders : ['public']), ...(facts.files.has('index.html') ? ['.'] : [])],
  };
}

function read(text: string): z.infer<typeof packageJson> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new NothingDetected(`package.json is not valid JSON: ${error instanceof Error ? error.message : error}`);
  }
  const parsed = packageJson.safeParse(json);
  if (!parsed.success) throw new NothingDetected('package.json does not hold an object.');
  return parsed.data;
}

function needsInstall(manifest: z.infer<typeof packageJson>, scripts: Readonly<Record<string, string>>): boolean {
  const hooks = ['preinstall', 'install', 'postinstall', 'prepare'].some((name) => scripts[name]);
  const { dependencies, devDependencies, optionalDependencies, workspaces } = manifest;
  return (
    hooks ||
    workspaces !== undefined ||
    [dependencies, devDependencies, optionalDependencies].some((d) => d && Object.keys(d).length > 0)
  );
}

function installer(facts: SourceFacts): { name: string; install: string } {
  const has = (file: string) => facts.files.has(file);
  // Corepack comes with Node and fetches the version the project asks for.
  const tool = (name: string) => (facts.tools.has(name) ? name : `corepack ${name}`);
  if (has('pnpm-lock.yaml')) return { name: tool('pnpm'), install: `${tool('pnpm')} install --frozen-lockfile --prod=false` };
  if (has('yarn.lock')) return { name: tool('yarn'), install: `${tool('yarn')} install --frozen-lockfile --production=false` };
  const quiet = '--include=dev --no-audit --no-fund --no-update-notifier';
  return {
    name: 'npm',
    install: has('package-lock.json') || has('npm-shrinkwrap.json') ? `npm ci ${quiet}` : `npm install ${quiet}`,
  };
}

/** The start script itself rather than `npm start`: one process less for each replica, and signals reach the app. */
function startCommand(scripts: Readonly<Record<string, string>>, main: string | undefined, facts: SourceFacts): string | null {
  if (scripts.start) return scripts.prestart || scripts.poststart ? 'npm start' : scripts.start;
  if (main && !scripts.build) return `node ${shellQuote(main)}`;
  const entry = ['server.js', 'server.mjs', 'app.js', 'index.js', 'index.mjs'].find((file) => facts.files.has(file));
  return entry ? `node ${entry}` : null;
}
