/** Writes each failed test with its file and the first lines of its error to a file, as soon as it is known: the end of a long
 * log then tells what the middle of it said. */
import { appendFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import type { Reporter, TestModule } from 'vitest/node';

/** Enough for a message, a difference and a place. */
const maxLines = 15;

interface Failure {
  readonly message?: string | undefined;
  readonly stack?: string | undefined;
  readonly diff?: string | undefined;
  readonly cause?: unknown;
}

export function failureDigest(file: string): Reporter {
  const tell = (title: string, errors: readonly Failure[]) => {
    const lines = errors.flatMap(errorLines).slice(0, maxLines);
    appendFileSync(file, `${[`FAIL ${title}`, ...lines.map((line) => `    ${line}`)].join('\n')}\n`);
  };
  return {
    onTestModuleEnd: (module) => {
      const name = `${module.project.name} ${module.relativeModuleId}`;
      // What a file or a describe block failed with by itself: an import, a beforeAll, an afterAll.
      if (module.errors().length > 0) tell(name, module.errors());
      for (const suite of module.children.allSuites())
        if (suite.errors().length > 0) tell(`${name} > ${suite.fullName}`, suite.errors());
      for (const test of module.children.allTests('failed')) tell(`${name} > ${test.fullName}`, test.result().errors ?? []);
    },
    onTestRunEnd: (modules, unhandled) => {
      for (const error of unhandled) tell('an error outside every test', [error]);
      for (const module of modules)
        if (unfinished(module)) tell(`${module.project.name} ${module.relativeModuleId} did not end`, []);
    },
  };
}

const unfinished = (module: TestModule) => module.state() === 'pending' || module.state() === 'queued';

/** The message, then the first places of ours in the stack, then what was expected and what was there. */
function errorLines({ message, stack, diff, cause }: Failure): string[] {
  const plain = (text: string | undefined) =>
    stripVTControlCharacters(text ?? '')
      .split('\n')
      .filter((line) => line.trim() !== '');
  const messageLines = plain(message).slice(0, 9);
  const places = plain(stack)
    .filter((line) => /^\s+at /.test(line) && !line.includes('node_modules') && !/node:|at new Promise/.test(line))
    .slice(0, 2);
  const causeLines = cause instanceof Object && 'message' in cause ? plain(`caused by ${cause.message}`).slice(0, 2) : [];
  return [...messageLines, ...causeLines, ...places.map((line) => line.trim()), ...plain(diff)];
}
