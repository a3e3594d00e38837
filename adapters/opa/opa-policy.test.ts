import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { decidePolicy } from '../../domain/plan/policy.ts';
import type { PolicyInput } from '../../domain/ports/policy-engine.ts';
import { policyEngineContract, policyInput } from '../../test/contracts/policy-engine.contract.ts';
import type { Fault } from '../../test/emulators/faults.ts';
import { type OpaEmulator, openOpaEmulator } from '../../test/emulators/opa/emulator.ts';
import { type OpaObservation, type OpaOptions, type OpaPolicy, openOpaPolicy } from './open-opa-policy.ts';

const shipped = { 'deployment.rego': readFileSync(join(import.meta.dirname, '../../deploy/policies/deployment.rego'), 'utf8') };
const observed: OpaObservation[] = [];
let opa: OpaEmulator;
/** What the document is. Default: what the shipped policy says, in TypeScript. */
let document: (input: unknown) => unknown;
const decides = (input: unknown) => {
  const { allowed, violations } = decidePolicy(input as PolicyInput);
  return { allow: allowed, violations, rank: { low: 1 } };
};

const open = (more: Partial<OpaOptions> = {}): OpaPolicy =>
  openOpaPolicy({
    ...{ url: opa.url, ca: null, token: null, path: 'northstack/deployment', policies: shipped, whenAway: 'wait' },
    observe: (observation) => observed.push(observation),
    ...more,
  });
let engine: OpaPolicy;
beforeAll(async () => {
  opa = await openOpaEmulator({ documents: { 'northstack/deployment': (input) => document(input) } });
  engine = open();
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  await opa[Symbol.asyncDispose]();
});
beforeEach(() => {
  document = decides;
  opa.faults.clear();
  observed.length = 0;
});

policyEngineContract('opa', async () => engine);

test('the facts are sent as they are, and the decision has the name it has in the log of OPA', async () => {
  const input = policyInput([{ kind: 'scan' }]);
  const decision = await engine.decide(input);
  expect(opa.inputs.at(-1)).toEqual(input);
  expect(decision.decisionId).toMatch(/^[0-9a-f-]{36}$/);
});

describe('what is no yes is a no', () => {
  test.each([
    ['undefined', undefined, ['policy-undefined']],
    ['nothing', {}, ['policy']],
    ['a silent no', { allow: false }, ['policy']],
    ['a yes with violations', { allow: true, violations: [{ rule: 'r', message: 'No.', hint: 'Wait.' }] }, ['r']],
    ['reasons as Rego is mostly written', { deny: ['Not on Fridays.', { msg: 'Not you.' }] }, ['policy', 'policy']],
    ['a truth of another type', { allow: 'yes' }, ['policy-error']],
    ['a bare truth', true, ['policy-error']],
    ['reasons of another type', { allow: true, violations: 7 }, ['policy-error']],
  ] as const)('%s', async (_name, result, rules) => {
    document = () => result;
    const { allowed, violations } = await engine.decide(policyInput([]));
    expect([allowed, violations.map((v) => v.rule)]).toEqual([false, rules]);
    for (const { message, hint } of violations) {
      expect(message).toMatch(/\w.*\.$/);
      expect(hint).toMatch(/\w.*\.$/);
    }
  });

  test('a policy that cannot be evaluated', async () => {
    const body = JSON.stringify({
      code: 'invalid_parameter',
      message: 'bad',
      errors: [{ message: 'conflict', location: { row: 3 } }],
    });
    opa.faults.add({ path: /\/v1\/data/, fault: { kind: 'answer', status: 400, body } });
    expect(await engine.decide(policyInput([]))).toMatchObject({ allowed: false, violations: [{ rule: 'policy-error' }] });
    expect(observed).toMatchObject([{ kind: 'decision-not-understood', problem: expect.stringContaining('line 3: conflict') }]);
  });

  test('a policy that contradicts itself, which OPA answers with 500; one that was called off is asked again', async () => {
    const answer = (code: string) =>
      JSON.stringify({
        code: 'internal_error',
        message: 'error(s) occurred while evaluating query',
        errors: [
          { code, message: 'complete rules must not produce multiple outputs', location: { file: 'a.rego', row: 7, col: 1 } },
        ],
      });
    const fault = (code: string) => ({ kind: 'answer', status: 500, body: answer(code) }) as const;
    opa.faults.add({ path: /\/v1\/data/, fault: fault('eval_conflict_error') });
    expect(await engine.decide(policyInput([]))).toMatchObject({ allowed: false, violations: [{ rule: 'policy-error' }] });
    expect(observed).toMatchObject([{ problem: expect.stringContaining('line 7: complete rules') }]);
    opa.faults.add({ path: /\/v1\/data/, fault: fault('eval_cancel_error') });
    await expect(engine.decide(policyInput([]))).rejects.toMatchObject({ kind: 'retry' });
  });
});

describe('policies', () => {
  test('are brought before the first decision, again when OPA lost them, and those of before are removed', async () => {
    opa.restart();
    await using own = open();
    expect((await own.decide(policyInput([]))).allowed).toBe(true);
    opa.restart();
    expect((await own.decide(policyInput([]))).allowed).toBe(true);
    expect([...opa.policies.keys()]).toEqual(['northstack/deployment.rego']);
    await using later = open({ policies: { ...shipped, 'more.rego': 'package northstack.company\n' } });
    await later.prepare();
    expect([...opa.policies.keys()].sort()).toEqual(['northstack/deployment.rego', 'northstack/more.rego']);
    await own.prepare();
    expect([...opa.policies.keys()]).toEqual(['northstack/deployment.rego']);
  });

  test('that are wrong are named with their line; those of others are left alone', async () => {
    await using broken = open({ policies: { 'broken.rego': 'package northstack.company\nviolations contains {' } });
    await expect(broken.prepare()).rejects.toMatchObject({ kind: 'reject', code: 'policy-refused' });
    await expect(broken.prepare()).rejects.toThrow(/broken\.rego.*line 2/);
    await using bundles = open({ policies: {} });
    const before = opa.requests.length;
    await bundles.prepare();
    expect((await bundles.decide(policyInput([]))).allowed).toBe(true);
    expect(opa.requests.slice(before)).toEqual(['POST /v1/data/northstack/deployment']);
  });
});

test('bundles that are still on their way are waited for, or deny at once; what they do not define denies', async () => {
  opa.restart();
  await using waits = open({ policies: {} });
  await using denies = open({ policies: {}, whenAway: 'deny' });
  opa.setBundles('loading');
  await expect(waits.decide(policyInput([]))).rejects.toMatchObject({ kind: 'retry', code: 'policy-engine-not-ready' });
  expect(await denies.decide(policyInput([]))).toMatchObject({ allowed: false, violations: [{ rule: 'policy-engine-away' }] });
  opa.setBundles('loaded');
  expect(await waits.decide(policyInput([]))).toMatchObject({ allowed: false, violations: [{ rule: 'policy-undefined' }] });
  await engine.prepare();
  expect((await waits.decide(policyInput([]))).allowed).toBe(true);
});

describe('OPA is away, in every way and at every call: nothing is allowed, and afterwards everything is as it should be', () => {
  const faults: readonly Fault[] = [
    { kind: 'hang' },
    { kind: 'reset' },
    { kind: 'lost-answer' },
    { kind: 'half-answer' },
    { kind: 'answer', status: 429, body: '{}' },
    { kind: 'answer', status: 500, body: '{"code":"internal_error","message":"oops"}' },
    { kind: 'answer', status: 503, body: '<html>' },
    { kind: 'answer', status: 401, body: '{}' },
  ];
  const calls = [
    ['PUT', /\/v1\/policies\//],
    ['GET', /\/v1\/policies$/],
    ['POST', /\/v1\/data\//],
  ] as const;
  test.each(faults.map((fault) => [fault.kind === 'answer' ? String(fault.status) : fault.kind, fault] as const))(
    '%s',
    async (_name, fault) => {
      for (const [method, path] of calls)
        for (const whenAway of ['wait', 'deny'] as const) {
          opa.restart();
          await using own = open({ whenAway, timeoutMs: fault.kind === 'hang' ? 500 : 20_000 });
          opa.faults.add({ method, path, fault });
          if (whenAway === 'wait')
            await expect(own.decide(policyInput([]))).rejects.toMatchObject({ kind: expect.stringMatching(/^(retry|auth)$/) });
          else
            expect(await own.decide(policyInput([]))).toMatchObject({
              allowed: false,
              violations: [{ rule: 'policy-engine-away' }],
            });
          await using calm = open();
          expect((await calm.decide(policyInput([]))).allowed).toBe(true);
          expect([...opa.policies.keys()]).toEqual(['northstack/deployment.rego']);
        }
    },
  );

  test('answered twice is answered once', async () => {
    opa.restart();
    for (const [method, path] of calls) opa.faults.add({ method, path, fault: { kind: 'twice' } });
    await using own = open();
    expect((await own.decide(policyInput([]))).allowed).toBe(true);
    expect([...opa.policies.keys()]).toEqual(['northstack/deployment.rego']);
  });
});

test('who asks for a token gets it, and nobody else is asked', async () => {
  const documents = { 'northstack/deployment': decides };
  await using closed = await openOpaEmulator({ documents, token: 'let me in' });
  await using right = open({ url: closed.url, token: 'let me in' });
  await using wrong = open({ url: closed.url, token: 'other' });
  expect((await right.decide(policyInput([]))).allowed).toBe(true);
  await expect(wrong.prepare()).rejects.toMatchObject({ kind: 'auth', code: 'policy-engine-refuses' });
});
