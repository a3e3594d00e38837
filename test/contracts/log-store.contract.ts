/** What every LogStore promises. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LogEntry, LogQuery, LogStore } from '../../domain/ports/log-store.ts';
import { createSnowflake } from '../../kit/snowflake.ts';

export interface LogStoreFixture extends AsyncDisposable {
  readonly store: LogStore;
  /** Writes lines, by the store or by what stands before it. */
  readonly write: (entries: readonly LogEntry[]) => Promise<void>;
  /** A service with an instance and a build whose lines can be written. */
  readonly subject: () => Promise<LogSubject>;
}

export type LogSubject = Pick<LogEntry, 'organizationId' | 'projectId' | 'serviceId'> & {
  readonly instanceId: string;
  readonly buildId: string;
};

const nextId = createSnowflake();

export const someLine = (
  { organizationId, projectId, serviceId, instanceId }: LogSubject,
  change: Partial<LogEntry> = {},
): LogEntry => ({
  id: nextId(),
  at: Date.now(),
  organizationId,
  projectId,
  serviceId,
  buildId: null,
  instanceId,
  jobRunId: null,
  deploymentId: randomUUID(),
  replica: 0,
  stream: 'stdout',
  level: 'info',
  line: 'listening',
  ...change,
});

export const everything = (
  { organizationId, serviceId }: Pick<LogSubject, 'organizationId' | 'serviceId'>,
  change: Partial<LogQuery> = {},
): LogQuery => ({
  organizationId,
  serviceId,
  instanceId: null,
  text: null,
  level: null,
  from: Date.now() - 3_600_000,
  until: Date.now() + 3_600_000,
  limit: 100,
  before: null,
  ...change,
});

export function logStoreContract(name: string, open: () => Promise<LogStoreFixture>): void {
  describe(`LogStore: ${name}`, () => {
    let fixture: LogStoreFixture;
    beforeAll(async () => {
      fixture = await open();
    });
    afterAll(() => fixture?.[Symbol.asyncDispose]());

    const found = async (query: LogQuery): Promise<readonly string[]> =>
      (await fixture.store.search(query)).lines.map(({ line }) => line);

    test('finds a line with everything that is known of it', async () => {
      const subject = await fixture.subject();
      const fromApp = someLine(subject, { line: 'größe "x" \\ {a="b"} `|~`', stream: 'stderr', level: 'error', replica: 2 });
      const fromBuild = someLine(subject, {
        line: 'npm ci',
        buildId: subject.buildId,
        instanceId: null,
        deploymentId: null,
        replica: null,
      });
      await fixture.write([fromApp, fromBuild]);
      expect((await fixture.store.search(everything(subject))).lines).toEqual([fromBuild, fromApp]);
      expect((await fixture.store.search(everything(subject))).next).toBeNull();
    });

    test('lines come the newest first, also those of one moment, and page by page each once', async () => {
      const subject = await fixture.subject();
      const at = Date.now();
      const lines = Array.from({ length: 25 }, (_, i) => someLine(subject, { line: `line ${i}`, at: at + Math.floor(i / 10) }));
      await fixture.write(lines);
      const pages: string[] = [];
      for (let before: string | null = null, more = true; more; more = before !== null) {
        const page = await fixture.store.search(everything(subject, { limit: 10, before }));
        pages.push(...page.lines.map(({ line }) => line));
        before = page.next;
      }
      expect(pages).toEqual(lines.map(({ line }) => line).reverse());
    });

    test('lines that are written again are there once', async () => {
      const subject = await fixture.subject();
      const lines = [someLine(subject, { line: 'one' }), someLine(subject, { line: 'two' })];
      await fixture.write(lines);
      await fixture.write(lines);
      expect(await found(everything(subject))).toEqual(['two', 'one']);
    });

    test.each([
      ['timeout', ['a TIMEOUT happened', 'timeout']],
      ['100%', ['at 100% of it']],
      ['a_c', ['a_c']],
      ['.*(x', ['regex .*(x here']],
      ['"quoted" \\', ['says "quoted" \\ this']],
      ['', ['says "quoted" \\ this', 'regex .*(x here', 'abc', 'a_c', 'at 100% of it', 'a TIMEOUT happened', 'timeout']],
    ])('text is looked for as it is, in capitals or not: %s', async (text, expected) => {
      const subject = await fixture.subject();
      const texts = ['timeout', 'a TIMEOUT happened', 'at 100% of it', 'a_c', 'abc', 'regex .*(x here', 'says "quoted" \\ this'];
      await fixture.write(texts.map((line) => someLine(subject, { line })));
      expect(await found(everything(subject, { text }))).toEqual(expected);
    });

    test('narrows by level, instance and time', async () => {
      const subject = await fixture.subject();
      const now = Date.now();
      await fixture.write([
        someLine(subject, { line: 'old', at: now - 30_000 }),
        someLine(subject, {
          line: 'of the build',
          buildId: subject.buildId,
          instanceId: null,
          deploymentId: null,
          replica: null,
          at: now - 20_000,
        }),
        someLine(subject, { line: 'bad', level: 'error', at: now - 10_000 }),
      ]);
      expect(await found(everything(subject, { level: 'error' }))).toEqual(['bad']);
      expect(await found(everything(subject, { instanceId: subject.instanceId }))).toEqual(['bad', 'old']);
      expect(await found(everything(subject, { from: now - 20_000, until: now - 10_000 }))).toEqual(['of the build']);
      expect(await found(everything(subject, { from: now, until: now - 10 }))).toEqual([]);
    });

    test('finds nothing of another organization or service', async () => {
      const [mine, other] = [await fixture.subject(), await fixture.subject()];
      await fixture.write([someLine(other)]);
      expect(await found(everything(mine))).toEqual([]);
      expect(await found(everything({ organizationId: mine.organizationId, serviceId: other.serviceId }))).toEqual([]);
    });

    test('an aborted call ends', async () => {
      const subject = await fixture.subject();
      await expect(fixture.store.search(everything(subject), AbortSignal.abort(new Error('no longer wanted')))).rejects.toThrow();
    });
  });
}
