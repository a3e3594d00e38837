import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSamples, SAMPLE_RING, writeSample } from './sample-ring.ts';

const sample = (at: number) => ({
  instanceId: 'i',
  at,
  cpuCores: 0.25,
  memoryBytes: 5e9,
  requests: 3,
  requestErrors: 1,
  latencyP90Ms: at % 2 === 0 ? null : 12.5,
  replicas: 2,
});
const { instanceId: _, ...one } = sample(101);

test('what was written is read, oldest first and each once, whatever stands between', () => {
  const ring = [
    writeSample(sample(50)),
    writeSample(sample(103)),
    writeSample(sample(101)),
    'x',
    '[1]',
    writeSample(sample(103)),
  ];
  expect(readSamples(ring, 100)).toEqual([one, { ...one, at: 103 }]);
});

test('a ring that does not reach back to the moment is not enough, unless it is full', () => {
  expect(readSamples([], 100)).toBeNull();
  expect(readSamples([writeSample(sample(101))], 100)).toBeNull();
  expect(readSamples([writeSample(sample(100))], 100)).toEqual([]);
  const full = Array.from({ length: SAMPLE_RING.most }, (_, i) => writeSample(sample(101 + i)));
  expect(readSamples(full, 100)).toHaveLength(SAMPLE_RING.most);
});

test('samples come back as they were, to the last digit', () => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 }).map((n) => n + 0);
  const any = fc.record({
    at: fc.integer({ min: 1 }),
    cpuCores: number,
    memoryBytes: number,
    requests: fc.nat(),
    requestErrors: fc.nat(),
    latencyP90Ms: fc.option(number),
    replicas: fc.nat(),
  });
  fc.assert(
    fc.property(any, (given) => {
      expect(readSamples([writeSample(sample(0)), writeSample({ instanceId: 'i', ...given })], 0)).toEqual([given]);
    }),
  );
});
