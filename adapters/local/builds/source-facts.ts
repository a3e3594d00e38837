/** Looks at a source tree for `planRecipe`. Only small regular files inside the tree are read. */
import { constants } from 'node:fs';
import { access, lstat, readdir, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { SourceFacts } from './recipe.ts';

export async function readSourceFacts(directory: string, path: string): Promise<SourceFacts> {
  const files = new Set(await readdir(directory));
  const text = async (name: string) => {
    const found = files.has(name) ? await lstat(join(directory, name)) : null;
    return found?.isFile() && found.size < 1_000_000 ? readFile(join(directory, name), 'utf8') : null;
  };
  return {
    files,
    procfile: await text('Procfile'),
    packageJson: await text('package.json'),
    requirements: await text('requirements.txt'),
    tools: new Set((await Promise.all(['go', 'pnpm', 'yarn'].map(async (t) => ((await onPath(t, path)) ? [t] : [])))).flat()),
  };
}

async function onPath(program: string, path: string): Promise<boolean> {
  for (const folder of path.split(delimiter)) {
    if (
      folder !== '' &&
      (await access(join(folder, program), constants.X_OK).then(
        () => true,
        () => false,
      ))
    )
      return true;
  }
  return false;
}
