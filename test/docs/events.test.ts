/** docs/events.md and the published schema say what is published. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { eventJsonSchema, parseEvent } from '../../domain/events/event-message.ts';
import { someEvent } from '../contracts/event-bus.contract.ts';
import { eventsPage } from './events-page.ts';

const FILE = join(import.meta.dirname, '../../docs/events.md');

test('the page is what the schema says', async () => {
  if (expect.getState().snapshotState.snapshotUpdateState === 'all') await writeFile(FILE, eventsPage());
  expect(await readFile(FILE, 'utf8'), 'npx vitest run --project unit test/docs -u').toBe(eventsPage());
});

const good = someEvent();
test.each([
  ['an event', good, true],
  [
    'one with a field that is new',
    { ...good, version: 2, data: { ...good.data, payload: { slug: 'shop', colour: 'red' } } },
    true,
  ],
  ['one whose payload lacks a field', { ...good, data: { ...good.data, payload: {} } }, false],
  ['one about something else', { ...good, data: { ...good.data, subjectType: 'service' } }, false],
  ['one without an id', { ...good, id: undefined }, false],
])('the JSON Schema and our own check agree on %s', (_name, message, fits) => {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  const validate = ajv.compile(eventJsonSchema());
  expect([parseEvent(message).ok, validate(JSON.parse(JSON.stringify(message)))]).toEqual([fits, fits]);
});
