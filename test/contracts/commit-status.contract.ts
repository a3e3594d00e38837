/** What every reporter of commit statuses promises. */
import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import type { CommitState, CommitStatus, CommitStatusReporter } from '../../domain/ports/commit-status.ts';
import type { Fault } from '../emulators/faults.ts';
import type { GitHostEmulator } from '../emulators/github/emulator.ts';

export interface ReporterFixture {
  readonly reporter: Pick<CommitStatusReporter, 'report'>;
  readonly host: GitHostEmulator;
  /** How the host calls it. */
  readonly stateOf: (state: CommitState) => string;
}

export function commitStatusContract(name: string, open: () => ReporterFixture): void {
  describe(`commit status: ${name}`, () => {
    const status = (more: Partial<CommitStatus> = {}): CommitStatus => ({
      ...{ host: 'git.example.com', path: 'acme/shop', commit: randomBytes(20).toString('hex'), token: open().host.token },
      ...{
        context: 'northstack/shop/web',
        state: 'succeeded',
        description: 'Revision 7 runs.',
        url: 'https://web.shop.example.com/',
      },
      ...more,
    });
    const shown = (commit: string) => open().host.statuses.filter((s) => s.commit === commit);
    afterEach(() => open().host.faults.clear());

    test('a commit shows each state with its text and link, and the newest last', async () => {
      const { reporter, stateOf } = open();
      const at = status();
      const states = ['pending', 'running', 'succeeded'] as const;
      for (const state of states) await reporter.report({ ...at, state, description: `It is ${state}.` }, { repeat: false });
      expect(shown(at.commit)).toEqual(
        states.map((state) => ({
          ...{ repository: at.path, commit: at.commit, context: at.context, url: at.url },
          state: stateOf(state),
          description: `It is ${state}.`,
        })),
      );
    });

    test.each(['failed', 'cancelled'] as const)('%s has a mark too, also without a link', async (state) => {
      const { reporter, stateOf } = open();
      const at = status({ state, url: null });
      await reporter.report(at, { repeat: false });
      expect(shown(at.commit)).toMatchObject([{ state: stateOf(state), url: null }]);
    });

    test('a repeat changes nothing; another context is another mark', async () => {
      const { reporter } = open();
      const at = status();
      await reporter.report(at, { repeat: false });
      await reporter.report(at, { repeat: true });
      await reporter.report({ ...at, context: 'northstack/shop/web/production' }, { repeat: true });
      expect(shown(at.commit)).toHaveLength(2);
    });

    test('a text that is too long is cut', async () => {
      const { reporter } = open();
      const at = status({ description: 'x'.repeat(1_000) });
      await reporter.report(at, { repeat: false });
      expect(shown(at.commit)[0]?.description).toMatch(/^x{100,}$/);
    });

    test('what will not be different later is said, and the token is not', async () => {
      const { reporter } = open();
      const refusals = [
        [status({ path: 'acme/none' }), 'gone'],
        [status({ token: 'a wrong token' }), 'auth'],
      ] as const;
      for (const [wrong, kind] of refusals) {
        const refused = await reporter.report(wrong, { repeat: false }).catch((error: unknown) => error);
        expect(refused).toMatchObject({ kind });
        expect(String(refused)).not.toContain(wrong.token);
      }
    });

    const faults: readonly Fault[] = [
      { kind: 'hang' },
      { kind: 'reset' },
      { kind: 'lost-answer' },
      { kind: 'half-answer' },
      { kind: 'answer', status: 429, headers: { 'retry-after': '7' }, body: '{"message":"slow down"}' },
      { kind: 'answer', status: 500, body: '<html>' },
      { kind: 'answer', status: 503, body: '' },
    ];
    test.each(faults.map((fault) => [fault.kind === 'answer' ? String(fault.status) : fault.kind, fault] as const))(
      'after %s it is said once, however often it is tried',
      async (_name, fault) => {
        const { reporter, host } = open();
        const at = status();
        for (const method of ['POST', 'GET']) host.faults.add({ method, fault });
        await expect(reporter.report(at, { repeat: false })).rejects.toMatchObject({ kind: 'retry' });
        await expect(reporter.report(at, { repeat: true })).rejects.toMatchObject({ kind: 'retry' });
        await reporter.report(at, { repeat: true });
        await reporter.report(at, { repeat: true });
        expect(shown(at.commit)).toHaveLength(1);
      },
    );

    test('an aborted call does nothing', async () => {
      const reason = new Error('no longer wanted');
      const at = status();
      const signal = AbortSignal.abort(reason);
      await expect(open().reporter.report(at, { repeat: false, signal })).rejects.toThrow(reason);
      expect(shown(at.commit)).toEqual([]);
    });

    test('every request was one that the vendor describes', () => {
      expect(open().host.violations).toEqual([]);
    });
  });
}
