/** Decides how a source tree is built and run: its Procfile and the service's own commands before what its language suggests. */
import { parseProcfile } from './procfile.ts';
import { NothingDetected, type Overrides, type Recipe, type SourceFacts } from './recipe.ts';
import { planGo } from './recipe-go.ts';
import { planNode } from './recipe-node.ts';
import { planPython } from './recipe-python.ts';

/** @throws NothingDetected */
export function planRecipe(facts: SourceFacts, overrides: Overrides): Recipe {
  const procfile = facts.procfile === null ? {} : parseProcfile(facts.procfile);
  const language = planLanguage(facts, Object.keys(procfile).length > 0 || overrides.startCommand !== null);
  const { release, ...processes } = { ...language.processes, ...procfile };
  const recipe: Recipe = {
    ...language,
    build: overrides.buildCommand ?? language.build,
    release: overrides.releaseCommand ?? release ?? null,
    processes: overrides.startCommand === null ? processes : { ...processes, web: overrides.startCommand },
  };
  if (Object.keys(recipe.processes).length === 0 && recipe.staticRoots.length === 0) throw new NothingDetected(nothing(facts));
  return recipe;
}

/** The first that fits; with a command from elsewhere the tree needs no language at all. */
function planLanguage(facts: SourceFacts, hasCommand: boolean): Recipe {
  if (facts.packageJson !== null) return planNode(facts, facts.packageJson);
  if (facts.files.has('requirements.txt') || facts.files.has('pyproject.toml')) return planPython(facts);
  if (facts.files.has('go.mod')) return planGo(facts);
  const none = { install: [], build: null, release: null, processes: {}, staticRoots: [] };
  if (hasCommand) return { ...none, framework: 'procfile' };
  if (facts.files.has('index.html')) return { ...none, framework: 'static', staticRoots: ['.'] };
  if (facts.files.has('public')) return { ...none, framework: 'static', staticRoots: ['public'] };
  throw new NothingDetected(nothing(facts));
}

function nothing(facts: SourceFacts): string {
  const docker = facts.files.has('Dockerfile') ? ' There is a Dockerfile, but this installation builds without Docker.' : '';
  const names = [...facts.files].filter((f) => !f.startsWith('.')).sort();
  const seen =
    names.length === 0 ? 'The folder is empty.' : `It holds: ${names.slice(0, 12).join(', ')}${names.length > 12 ? ', …' : ''}.`;
  return `No way to run this was found.${docker} Add a Procfile (web: <command>), a package.json, a requirements.txt, a go.mod or an index.html, or set a start command. ${seen}`;
}
