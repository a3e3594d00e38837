/** Files that take longest begin first, so that a run does not end with one worker on one long file. Others go as vitest orders them. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Those of more than 20 s on a quiet machine of two cores, the longest first. */
const LONGEST = [
  'test/flow/data.pg',
  'test/flow/delivery.pg',
  'test/domain/cli-people.pg',
  'test/domain/leaks/leaks.pg',
  'test/domain/cli-verbs.pg',
  'test/parity/parity.pg',
  'test/domain/idempotency/idempotency.pg',
  'engine/metadata-api/metadata-api.pg',
  'server/serve/lease.pg',
  'test/e2e/crash',
  'test/e2e/up',
  'test/e2e/emulate',
  'test/e2e/cli',
  'test/e2e/readme',
  'test/e2e/apart',
];

const rank = ({ moduleId }: TestSpecification): number => {
  const at = LONGEST.findIndex((name) => moduleId.includes(`/${name}.`));
  return at === -1 ? LONGEST.length : at;
};

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    return usual
      .map((file, at) => ({ file, at }))
      .sort((a, b) => rank(a.file) - rank(b.file) || a.at - b.at)
      .map(({ file }) => file);
  }
}
