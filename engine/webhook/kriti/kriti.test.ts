import { describe, expect, test } from 'vitest';
import { type Json, parseJson, writeJson } from '../../json.ts';
import { evaluateTemplate } from './evaluate.ts';
import { parseTemplate, parseTextTemplate } from './parse.ts';
import { describeTemplateError, TemplateError } from './template.ts';

const BODY = parseJson(`{
  "name": "Ann", "age": 27, "big": 12345678901234567890, "none": null, "ok": true,
  "list": [{"id": 0, "on": true}, {"id": 1, "on": false}], "my key": {"a.b": 1}, "pairs": [["x", 1]]
}`);
const fill = (template: string, variables: Record<string, Json> = { $body: BODY, $: BODY }) =>
  JSON.parse(writeJson(evaluateTemplate(parseTemplate(template), { variables, functions: {} })));
const failure = (template: string) => {
  try {
    fill(template);
  } catch (error) {
    if (error instanceof TemplateError) return { ...describeTemplateError(error, template), at: error.span.start };
    throw error;
  }
  throw new Error('expected a failure');
};

describe('values', () => {
  test.each([
    ['{"a": [1, -2.5e1, true, null, "t"]}', { a: [1, -25, true, null, 't'] }],
    ['{{ $body.name }}', 'Ann'],
    ['{{$body.list[1].id}}', 1],
    [`{{ $body['my key']['a.b'] }}`, 1],
    ['{{ $.age }}', 27],
    ['"n: {{$body.name}}, {{ $body.age }}, {{$body.ok}}, {{$body.none}}"', 'n: Ann, 27, true, null'],
    ['"a \\"quoted\\" \\u0041 { brace }"', 'a "quoted" A { brace }'],
    ['""', ''],
    ['{ # a comment\n "a": 1 }', { a: 1 }],
    [
      '{"nested": {"deep": {{ $body.list }}}}',
      {
        nested: {
          deep: [
            { id: 0, on: true },
            { id: 1, on: false },
          ],
        },
      },
    ],
    ['{{ {"a": {"b": 1}} }}', { a: { b: 1 } }],
    ['{{ [1, $body.age] }}', [1, 27]],
  ])('%s', (template, expected) => {
    expect(fill(template)).toEqual(expected);
  });

  test('large numbers keep their digits', () => {
    const value = evaluateTemplate(parseTemplate('{"n": {{$body.big}}, "s": "{{$body.big}}"}'), {
      variables: { $body: BODY },
      functions: {},
    });
    expect(writeJson(value)).toBe('{"n":12345678901234567890,"s":"12345678901234567890"}');
  });

  test.each([
    ['{{ $body?.nope }}', null],
    ['{{ $body?.nope.more.still }}', null],
    [`{{ $body?['nope'] }}`, null],
    ['{{ $body.list?[7].id }}', null],
    ['{{ $body.name?.first }}', null],
    ['{{ $nothing?.x }}', null],
    ['{{ $body?.nope ?? "d" }}', 'd'],
    ['{{ $body.none ?? $body.age }}', 27],
    ['{{ $body.name ?? "d" }}', 'Ann'],
  ])('optional and default: %s', (template, expected) => {
    expect(fill(template)).toEqual(expected);
  });
});

describe('operators', () => {
  test.each([
    ['1 < 2', true],
    ['$body.age >= 27', true],
    ['$body.age > 27', false],
    ['$body.name == "Ann"', true],
    ['$body.list[0] == {"on": true, "id": 0}', true],
    ['$body.name != "Ann"', false],
    ['"a" < "b"', true],
    ['$body.ok && ($body.age > 100)', false],
    ['$body.ok && $body.age > 1 || false', true],
    ['"name" in $body', true],
    ['3 in [1, 2]', false],
    ['not $body.ok', false],
    ['not ($body.age == 1)', true],
  ])('%s', (expression, expected) => {
    expect(fill(`{{ ${expression} }}`)).toBe(expected);
  });
});

describe('control', () => {
  test('if, elif, else', () => {
    const template = '{{ if $body.age < 10 }} "child" {{ elif $body.age < 30 }} "young" {{ else }} "old" {{ end }}';
    expect(fill(template)).toBe('young');
    expect(fill('{{ if $body.ok }}{"a": 1}{{ else }}null{{ end }}')).toEqual({ a: 1 });
  });

  test('the branch not taken is not looked up', () => {
    expect(fill('{{ if false }} {{ $body.nope }} {{ else }} 1 {{ end }}')).toBe(1);
  });

  test('range, with and without index, nested, in strings', () => {
    expect(fill('{{ range i, x := $body.list }} {"i": {{i}}, "id": {{x.id}}} {{ end }}')).toEqual([
      { i: 0, id: 0 },
      { i: 1, id: 1 },
    ]);
    expect(fill('{{ range _, x := $body.list }} {{ range j, _ := [1, 2] }} {{ j }} {{ end }} {{ end }}')).toEqual([
      [0, 1],
      [0, 1],
    ]);
    expect(
      fill('{"all": {{ range _, x := $body.list }} {{ if x.on }} "on {{x.id}}" {{ else }} null {{ end }} {{ end }} }'),
    ).toEqual({ all: ['on 0', null] });
  });
});

describe('functions', () => {
  test.each([
    ['escapeUri "a b/ü!"', 'a%20b%2F%C3%BC%21'],
    ['toUpper $body.name', 'ANN'],
    ['toLower($body.name)', 'ann'],
    ['toTitle "two words"', 'Two Words'],
    ['size $body.list', 2],
    ['size "abc"', 3],
    ['empty ""', true],
    ['empty $body.list', false],
    ['head $body.list', { id: 0, on: true }],
    ['tail [1, 2, 3]', [2, 3]],
    ['inverse [1, 2]', [2, 1]],
    ['concat [[1], [2]]', [1, 2]],
    ['concat ["a", "b"]', 'ab'],
    ['concat [{"a": 1}, {"a": 2}]', { a: 2 }],
    ['removeNulls [1, null]', [1]],
    ['toPairs {"x": 1}', [['x', 1]]],
    ['fromPairs $body.pairs', { x: 1 }],
    ['toUpper(concat ["a", $body.name])', 'AANN'],
  ])('%s', (expression, expected) => {
    expect(fill(`{{ ${expression} }}`)).toEqual(expected);
  });
});

test('text templates take what stands around expressions as it is', () => {
  const text = (template: string) => evaluateTemplate(parseTextTemplate(template), { variables: { $body: BODY }, functions: {} });
  expect(text('http://x/{{$body.name}}?a="b"\\n')).toBe('http://x/Ann?a="b"\\n');
  expect(text('')).toBe('');
});

describe('failures', () => {
  test.each([
    ['{{ $body.nope }}', 'Invalid Path', 'Path Lookup Error: "$body.nope"'],
    ['{{ $body.list[9] }}', 'Invalid Path', 'Path Lookup Error: "$body.list[9]"'],
    ['{{ nope }}', 'Invalid Path', 'Path Lookup Error: "nope"'],
    ['{{ $body.name.x }}', 'Type Error', 'Type Error: Expected object at "$body.name.x"'],
    ['"{{ $body.list }}"', 'Type Error', "Type Error: Cannot interpolate type: 'Array'."],
    ['{{ if $body.name }} 1 {{ else }} 2 {{ end }}', 'Type Error', `Type Error: '"Ann"' is not a boolean.`],
    ['{{ range i, x := $body.name }} 1 {{ end }}', 'Range Error', 'Range Error: Can only range over an array'],
    ['{{ nosuch $body.name }}', 'Function Error', 'Function Error: Function nosuch not found.'],
    ['{{ toUpper 5 }}', 'Function Error', 'Function Error: toUpper: expected a string'],
    ['{{ $body.', 'Parse Error', 'Parse Error: Unexpected end of template'],
    ['{"a": }', 'Parse Error', 'Parse Error: Unexpected "}"'],
    ['{} x', 'Parse Error', 'Parse Error: Unexpected "x"'],
    ['', 'Parse Error', 'Parse Error: Unexpected end of template'],
  ])('%s: %s', (template, error_code, message) => {
    expect(failure(template)).toMatchObject({ error_code, message });
  });

  test('tell the place by line and column', () => {
    expect(failure('{\n  "a": {{ $body.nope }}\n}').source_position).toEqual({
      start_line: 1,
      start_column: 10,
      end_line: 1,
      end_column: 20,
    });
  });

  test.each(['{{ $body.constructor }}', '{{ $body.__proto__ }}', '{{ constructor "x" }}', '{{ __proto__ }}'])(
    '%s finds nothing inherited',
    (template) => {
      expect(['Invalid Path', 'Function Error']).toContain(failure(template).error_code);
    },
  );
});

describe('bounds', () => {
  test('deep nesting is refused', () => {
    for (const open of ['[', '{"a":', '{{ ', '("', '{{ if true }}', 'not ']) {
      expect(failure(open.repeat(100_000)).error_code).toMatch(/Limit Error|Parse Error/);
    }
  });

  test('a loop in a loop in a loop stops', () => {
    const list = Array.from({ length: 2000 }, (_, i) => i);
    const template = '{{ range _, a := $l }}{{ range _, b := $l }}{{ range _, c := $l }}{{ c }}{{ end }}{{ end }}{{ end }}';
    expect(() => fill(template, { $l: list })).toThrow('yields too much');
  });
});
