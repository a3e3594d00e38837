// ../../../tmp/meta/serve.ts

// engine/index.ts
import { randomUUID as randomUUID6 } from 'node:crypto';
import pg3 from 'pg';

// kit/closing-stack.ts
function createClosingStack() {
  const closers = [];
  return {
    use: (thing) => {
      closers.push(() => (Symbol.asyncDispose in thing ? thing[Symbol.asyncDispose]() : thing[Symbol.dispose]()));
      return thing;
    },
    defer: (close3) => void closers.push(close3),
    [Symbol.asyncDispose]: async () => {
      const failures = [];
      for (let close3 = closers.pop(); close3; close3 = closers.pop()) {
        try {
          await close3();
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}

// engine/actions/async-worker.ts
import { setMaxListeners } from 'node:events';

// engine/database/lease.ts
var DEFAULT_LEASE_SECONDS = 20;
async function ensureTables(database, statements, options) {
  await database.transaction({}, (connection) => makeTables(connection, statements, options));
}
async function makeTables(connection, statements, options) {
  if (options.lock) await connection.query({ text: "select pg_advisory_xact_lock(hashtext('hdb_catalog'))" });
  for (const text6 of ['create schema if not exists hdb_catalog', INSTANCES, ...statements])
    await connection.query({ text: text6 });
}
var INSTANCES = `create table if not exists hdb_catalog.hdb_engine_instances (id uuid primary key, seen_at timestamptz not null)`;
function openLease(database, id, leaseSeconds = DEFAULT_LEASE_SECONDS) {
  const beatMs = leaseSeconds * 250;
  let beatAt = Number.NEGATIVE_INFINITY;
  let held = 0;
  let timer = null;
  const beat = async () => {
    await database.query({
      text: `insert into hdb_catalog.hdb_engine_instances (id, seen_at) values ($1, now())
             on conflict (id) do update set seen_at = excluded.seen_at`,
      values: [id],
    });
    beatAt = performance.now();
  };
  const stop = () => {
    if (timer) clearInterval(timer);
    timer = null;
  };
  return {
    id,
    renew: async () => {
      if (performance.now() - beatAt > beatMs) await beat();
    },
    hold: (claims2) => {
      held += claims2;
      if (held <= 0) return stop();
      timer ??= setInterval(() => void beat().catch(() => {}), beatMs).unref();
    },
    stop,
  };
}
var CLAIMED_BY_THE_DEAD = `claimed_by is not null and claimed_by <> $1::uuid and not exists (
  select from hdb_catalog.hdb_engine_instances i
  where i.id = claimed_by and i.seen_at > now() - make_interval(secs => $2::float8))`;
async function forgetInstances(database) {
  await database.query({ text: `delete from hdb_catalog.hdb_engine_instances where seen_at < now() - interval '1 day'` });
}

// engine/error.ts
var EngineError = class _EngineError extends Error {
  /** An `ErrorCode`, or an action handler's own. */
  code;
  path;
  internal;
  status;
  extensions;
  constructor(code, message, options = {}) {
    super(message, options.cause === void 0 ? void 0 : { cause: options.cause });
    this.name = 'EngineError';
    this.code = options.handlerCode ?? code;
    this.path = options.path ?? '$';
    this.internal = options.internal;
    this.status = options.status ?? (code === 'unexpected' ? 500 : 400);
    this.extensions = options.extensions;
  }
  /** The same failure at another place of the request. */
  at(path) {
    const { internal: internal2, status, extensions, code, cause } = this;
    const options = { path, internal: internal2, status, handlerCode: code, cause, ...(extensions ? { extensions } : {}) };
    return new _EngineError('unexpected', this.message, options);
  }
};
function toGraphqlError(error, showInternal) {
  const extensions = error.extensions ?? {
    path: error.path,
    code: error.code,
    ...(showInternal && error.internal !== void 0 ? { internal: error.internal } : {}),
  };
  return { message: error.message, extensions };
}
function toApiError(error, showInternal) {
  return {
    path: error.path,
    error: error.message,
    code: error.code,
    ...(showInternal && error.internal !== void 0 ? { internal: error.internal } : {}),
  };
}

// engine/webhook/json.ts
var DigitsNumber = class {
  text;
  constructor(text6) {
    this.text = text6;
  }
  toJSON() {
    return Number(this.text);
  }
};
var isObject = (value2) =>
  typeof value2 === 'object' && value2 !== null && !Array.isArray(value2) && !(value2 instanceof DigitsNumber);
var property = (object2, key) => (Object.hasOwn(object2, key) ? object2[key] : void 0);
function parseJson(text6) {
  return /\d[\d.]{15}|\d[eE]/.test(text6) ? new Reader(text6).document() : JSON.parse(text6);
}
function writeJson(value2) {
  if (value2 === null) return 'null';
  if (typeof value2 !== 'object') return JSON.stringify(value2);
  if (value2 instanceof DigitsNumber) return value2.text;
  if (Array.isArray(value2)) return `[${value2.map(writeJson).join(',')}]`;
  return `{${Object.entries(value2)
    .map(([key, item]) => `${JSON.stringify(key)}:${writeJson(item)}`)
    .join(',')}}`;
}
var MAX_DEPTH = 2e3;
var NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
var STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
var SPACE = /[ \t\n\r]*/y;
var Reader = class {
  text;
  at = 0;
  constructor(text6) {
    this.text = text6;
  }
  document() {
    const value2 = this.value(0);
    this.space();
    if (this.at < this.text.length) this.fail();
    return value2;
  }
  value(depth2) {
    if (depth2 > MAX_DEPTH) throw new SyntaxError('JSON is nested too deeply');
    this.space();
    switch (this.text[this.at]) {
      case '{':
        return this.object(depth2);
      case '[':
        return this.array(depth2);
      case '"':
        return this.string();
      case 't':
        return this.word('true', true);
      case 'f':
        return this.word('false', false);
      case 'n':
        return this.word('null', null);
      default: {
        const digits = this.match(NUMBER);
        const number2 = Number(digits);
        return String(number2) === digits ? number2 : new DigitsNumber(digits);
      }
    }
  }
  object(depth2) {
    const entries = [];
    this.at++;
    if (!this.takes('}')) {
      do {
        this.space();
        const key = this.string();
        if (!this.takes(':')) this.fail();
        entries.push([key, this.value(depth2 + 1)]);
      } while (this.takes(','));
      if (!this.takes('}')) this.fail();
    }
    return Object.fromEntries(entries);
  }
  array(depth2) {
    const items = [];
    this.at++;
    if (this.takes(']')) return items;
    do items.push(this.value(depth2 + 1));
    while (this.takes(','));
    if (!this.takes(']')) this.fail();
    return items;
  }
  string() {
    return JSON.parse(this.match(STRING));
  }
  word(word, value2) {
    if (!this.text.startsWith(word, this.at)) this.fail();
    this.at += word.length;
    return value2;
  }
  takes(character) {
    this.space();
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }
  match(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (!found) return this.fail();
    this.at += found[0].length;
    return found[0];
  }
  space() {
    SPACE.lastIndex = this.at;
    SPACE.exec(this.text);
    this.at = SPACE.lastIndex;
  }
  fail() {
    throw new SyntaxError(`unexpected ${this.text[this.at] ?? 'end'} at position ${this.at} of JSON`);
  }
};

// engine/database/text-array.ts
var textArray = (items) => `{${items.map(element).join(',')}}`;
var element = (item) => {
  if (item === null) return 'NULL';
  return PLAIN.test(item) ? item : `"${item.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
};
var PLAIN = /^(?!null$)[-+.:_A-Za-z0-9]+$/i;

// engine/actions/action-log.ts
var ACTION_CHANNEL = 'hdb_action_log';
var ACTION_DONE_CHANNEL = 'hdb_action_log_done';
var ensureActionLog = (database, options) =>
  ensureTables(
    database,
    [
      `create table if not exists hdb_catalog.hdb_action_log (
         id uuid primary key default gen_random_uuid(),
         action_name text,
         input_payload jsonb not null,
         request_headers jsonb not null,
         session_variables jsonb not null,
         response_payload jsonb,
         errors jsonb,
         created_at timestamptz not null default now(),
         response_received_at timestamptz,
         status text not null check (status in ('created', 'processing', 'completed', 'error'))
       )`,
      'alter table hdb_catalog.hdb_action_log add column if not exists claimed_by uuid',
      `create index if not exists hdb_action_log_open on hdb_catalog.hdb_action_log (created_at)
         where status in ('created', 'processing')`,
    ],
    options,
  );
async function enqueueAction(connection, action) {
  const [row] = await connection.query({
    text: `with logged as (
             insert into hdb_catalog.hdb_action_log (action_name, session_variables, request_headers, input_payload, status)
             values ($1, $2, $3, $4, 'created') returning id)
           select id, pg_notify('${ACTION_CHANNEL}', '') from logged`,
    values: [action.name, JSON.stringify(action.session.variables), JSON.stringify(kept(action.headers)), action.input],
    prepare: true,
  });
  return row?.id ?? '';
}
var kept = (headers) =>
  Object.fromEntries(Object.entries(headers).filter(([name2]) => !/^x-hasura-(admin-secret|access-key)$/i.test(name2)));
async function claimActions(connection, names, limit, owner) {
  const rows3 = await connection.query({
    text: `update hdb_catalog.hdb_action_log set status = 'processing', claimed_by = $3::uuid
           where id in (
             select id from hdb_catalog.hdb_action_log
             where status = 'created' and action_name = any ($1::text[])
             order by created_at
             limit $2::int
             for update skip locked)
           returning id, action_name, request_headers::text, session_variables::text, input_payload::text`,
    values: [textArray(names), String(limit), owner],
    prepare: true,
  });
  return rows3.map((row) => ({
    id: row.id ?? '',
    name: row.action_name ?? '',
    headers: JSON.parse(row.request_headers ?? '{}'),
    sessionVariables: JSON.parse(row.session_variables ?? '{}'),
    input: row.input_payload ?? '{}',
  }));
}
async function settleAction(connection, id, outcome) {
  await connection.query({
    text: `with settled as (
             update hdb_catalog.hdb_action_log
             set status = $2, response_payload = $3, errors = $4, response_received_at = now(), claimed_by = null
             where id = $1::uuid returning id)
           select pg_notify('${ACTION_DONE_CHANNEL}', id::text) from settled`,
    values: [
      id,
      outcome.status,
      outcome.status === 'completed' ? outcome.response : null,
      outcome.status === 'error' ? outcome.errors : null,
    ],
    prepare: true,
  });
}
async function releaseActions(connection, ids) {
  await connection.query({
    text: `update hdb_catalog.hdb_action_log set status = 'created', claimed_by = null
           where status = 'processing' and id = any ($1::uuid[])`,
    values: [textArray(ids)],
  });
}
async function takeOverActions(connection, owner, leaseSeconds) {
  const [row] = await connection.query({
    text: `with freed as (
             update hdb_catalog.hdb_action_log set status = 'created', claimed_by = null
             where id in (
               select id from hdb_catalog.hdb_action_log where status = 'processing' and ${CLAIMED_BY_THE_DEAD} for update skip locked)
             returning 1)
           select count(*) as count from freed`,
    values: [owner, String(leaseSeconds)],
    prepare: true,
  });
  return Number(row?.count ?? 0);
}
async function readAction(connection, name2, id, session) {
  const [row] = await connection.query({
    text: `select id, to_json(created_at)::text as created_at, response_payload::text as response, errors::text as errors
           from hdb_catalog.hdb_action_log
           where id = $1::uuid and action_name = $2 and ($3::jsonb is null or session_variables = $3::jsonb)`,
    values: [id, name2, session.role === 'admin' ? null : JSON.stringify(session.variables)],
    prepare: true,
  });
  if (!row) return null;
  return { id: row.id ?? id, createdAt: row.created_at ?? 'null', response: row.response ?? null, errors: row.errors ?? null };
}

// engine/webhook/client.ts
import { Agent } from 'undici';

var WebhookError = class extends Error {
  reason;
  constructor(reason, message, cause) {
    super(message, cause === void 0 ? void 0 : { cause });
    this.name = 'WebhookError';
    this.reason = reason;
  }
};
function openWebhookClient(options = {}) {
  const maxBodyBytes = options.maxBodyBytes ?? 64 * 1024 * 1024;
  const agent = new Agent({
    connections: options.connections ?? null,
    keepAliveTimeout: 3e4,
    keepAliveMaxTimeout: 6e4,
    connect: { timeout: 3e4 },
    // The limit of the whole exchange is ours; undici's own timers count in whole seconds.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return {
    send: (request3) => send(agent, request3, maxBodyBytes),
    [Symbol.asyncDispose]: () => agent.destroy(),
  };
}
function send(agent, request3, maxBodyBytes) {
  return new Promise((resolve, reject) => {
    const url = URL.parse(request3.url);
    if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
      reject(new WebhookError('address', `not an http(s) address: ${request3.url}`));
      return;
    }
    let controller = null;
    let failure2 = null;
    const fail = (error) => {
      if (failure2) return;
      failure2 = error;
      reject(error);
      controller?.abort(error);
      finish();
    };
    const onAbort = () => fail(new WebhookError('aborted', 'the request was given up'));
    const timer = setTimeout(() => fail(new WebhookError('timeout', 'ResponseTimeout')), request3.timeoutMs);
    const finish = () => {
      clearTimeout(timer);
      request3.signal?.removeEventListener('abort', onAbort);
    };
    if (request3.signal?.aborted) return onAbort();
    request3.signal?.addEventListener('abort', onAbort);
    let status = 0;
    let headers = [];
    const chunks = [];
    let size2 = 0;
    const user =
      url.username === ''
        ? {}
        : { authorization: `Basic ${btoa(`${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`)}` };
    try {
      agent.dispatch(
        {
          origin: url.origin,
          path: url.pathname + url.search,
          method: request3.method,
          headers: { ...user, ...request3.headers },
          body: request3.body,
        },
        {
          onRequestStart(started) {
            controller = started;
            if (failure2) started.abort(failure2);
          },
          onResponseStart(_, code, received) {
            status = code;
            headers = Object.entries(received).flatMap(([name2, value2]) =>
              value2 === void 0 ? [] : Array.isArray(value2) ? value2.map((v) => [name2, v]) : [[name2, value2]],
            );
          },
          onResponseData(_, chunk) {
            size2 += chunk.length;
            if (size2 > maxBodyBytes)
              return fail(new WebhookError('too-large', `the response is larger than ${maxBodyBytes} bytes`));
            chunks.push(chunk);
          },
          onResponseEnd() {
            finish();
            resolve({ status, headers, body: chunks.length === 0 ? '' : Buffer.concat(chunks).toString('utf8') });
          },
          onResponseError(_, error) {
            fail(
              new WebhookError(
                'connection',
                error.message === '' ? String('code' in error ? error.code : error.name) : error.message,
                error,
              ),
            );
          },
        },
      );
    } catch (error) {
      fail(new WebhookError('address', error instanceof Error ? error.message : String(error), error));
    }
  });
}

// engine/webhook/headers.ts
var NOT_FORWARDED = /* @__PURE__ */ new Set([
  'content-length',
  'content-md5',
  'user-agent',
  'host',
  'origin',
  'referer',
  'accept',
  'accept-encoding',
  'accept-language',
  'accept-datetime',
  'cache-control',
  'connection',
  'dnt',
  'content-type',
  'keep-alive',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
  'expect',
  'proxy-authorization',
  'proxy-connection',
]);
function forwardedHeaders(client) {
  const forwarded = {};
  for (const [name2, value2] of Object.entries(client)) {
    const lower = name2.toLowerCase();
    if (lower === 'host') forwarded['X-Forwarded-Host'] = value2;
    else if (lower === 'user-agent') forwarded['X-Forwarded-User-Agent'] = value2;
    else if (!NOT_FORWARDED.has(lower) && !lower.startsWith('x-hasura-') && !lower.startsWith('sec-websocket-'))
      forwarded[name2] = value2;
  }
  return forwarded;
}
var engineHeaders = (version) => ({
  'Content-Type': 'application/json',
  'User-Agent': `hasura-graphql-engine/${version}`,
});
var configuredHeaders = (headers) => Object.fromEntries(headers.map((h) => [h.name, h.value]));
function mergeHeaders(...sets) {
  const merged = /* @__PURE__ */ new Map();
  for (const set of sets) for (const [name2, value2] of Object.entries(set)) merged.set(name2.toLowerCase(), [name2, value2]);
  return Object.fromEntries(merged.values());
}
var loggedHeaders = (configured, others, showEnv = false) => [
  ...configured.map((h) =>
    h.fromEnv === null || showEnv ? { name: h.name, value: h.value } : { name: h.name, value_from_env: h.fromEnv },
  ),
  ...Object.entries(others).map(([name2, value2]) => ({ name: name2, value: value2 })),
];

// engine/webhook/transform.ts
import { LRUCache } from 'lru-cache';
import { z } from 'zod';

// engine/webhook/kriti/functions.ts
var FunctionError = class extends Error {};
var FUNCTIONS = {
  not: (value2) => (typeof value2 === 'boolean' ? !value2 : refuse('a boolean')),
  empty: (value2) => {
    if (value2 === null) return true;
    if (typeof value2 === 'boolean') return refuse('anything but a boolean');
    if (typeof value2 === 'string') return value2.trim() === '';
    return Number(size(value2)) === 0;
  },
  size,
  inverse: (value2) => {
    if (Array.isArray(value2)) return value2.toReversed();
    if (typeof value2 === 'string') return [...value2].reverse().join('');
    if (typeof value2 === 'boolean') return !value2;
    if (typeof value2 === 'number' || value2 instanceof DigitsNumber) return 1 / Number(numeric(value2));
    return value2;
  },
  head: (value2) => {
    if (typeof value2 !== 'string' && !Array.isArray(value2)) return refuse('an array or string');
    const [first] = value2;
    return first === void 0 ? refuse('something that is not empty') : first;
  },
  tail: (value2) => {
    if (Array.isArray(value2)) return value2.slice(1);
    return typeof value2 === 'string' ? [...value2].slice(1).join('') : refuse('an array or string');
  },
  toCaseFold: (value2) => text(value2).toLowerCase(),
  toLower: (value2) => text(value2).toLowerCase(),
  toUpper: (value2) => text(value2).toUpperCase(),
  toTitle: (value2) =>
    text(value2).replaceAll(/\p{L}[\p{L}\p{M}\p{N}']*/gu, (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()),
  escapeUri: (value2) =>
    encodeURIComponent(text(value2)).replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`),
  toPairs: (value2) => (isObject(value2) ? Object.entries(value2).map(([key, item]) => [key, item]) : refuse('an object')),
  fromPairs: (value2) =>
    Object.fromEntries(
      list(value2).map((pair2) => {
        const [key, item, ...more] = list(pair2);
        return typeof key === 'string' && item !== void 0 && more.length === 0
          ? [key, item]
          : refuse('pairs [[key, value], \u2026]');
      }),
    ),
  removeNulls: (value2) => list(value2).filter((item) => item !== null),
  concat: (value2) => {
    const items = list(value2);
    if (items.every((item) => Array.isArray(item))) return items.flat();
    if (items.every((item) => typeof item === 'string')) return items.join('');
    if (items.every(isObject)) return Object.fromEntries(items.flatMap((item) => Object.entries(item)));
    return refuse('an array of arrays, of strings or of objects');
  },
};
var sessionFunction = (session) => (name2) => (isObject(session) ? (property(session, text(name2).toLowerCase()) ?? null) : null);
function size(value2) {
  if (value2 === null) return 0;
  if (typeof value2 === 'string') return [...value2].length;
  if (typeof value2 === 'boolean') return Number(value2);
  if (Array.isArray(value2)) return value2.length;
  return isObject(value2) ? Object.keys(value2).length : value2;
}
var numeric = (value2) => (value2 instanceof DigitsNumber ? Number(value2.text) : value2);
var text = (value2) => (typeof value2 === 'string' ? value2 : refuse('a string'));
var list = (value2) => (Array.isArray(value2) ? value2 : refuse('an array'));
function refuse(expected) {
  throw new FunctionError(`expected ${expected}`);
}

// engine/webhook/kriti/template.ts
var TemplateError = class extends Error {
  code;
  span;
  constructor(code, message, span) {
    super(message);
    this.name = 'TemplateError';
    this.code = code;
    this.span = span;
  }
};
function describeTemplateError(error, template) {
  const at2 = (offset) => {
    const before = template.slice(0, offset).split('\n');
    return { line: before.length - 1, column: before.at(-1)?.length ?? 0 };
  };
  const start3 = at2(error.span.start);
  const end = at2(error.span.end);
  return {
    error_code: error.code,
    message: error.message,
    source_position: { start_line: start3.line, start_column: start3.column, end_line: end.line, end_column: end.column },
  };
}

// engine/webhook/kriti/evaluate.ts
var MAX_NODES = 1e6;
var MAX_CHARACTERS = 64e6;
function evaluateTemplate(template, scope) {
  let nodes = 0;
  let characters = 0;
  const spend = (node, text6 = 0) => {
    nodes++;
    characters += text6;
    if (nodes > MAX_NODES || characters > MAX_CHARACTERS)
      throw new TemplateError('Limit Error', 'the template yields too much', node);
  };
  return evaluate(template, new Map(Object.entries(scope.variables)));
  function evaluate(node, variables) {
    spend(node);
    switch (node.kind) {
      case 'literal':
        return node.value;
      case 'string': {
        const text6 = node.parts
          .map((part2) => (typeof part2 === 'string' ? part2 : interpolate(evaluate(part2, variables), node)))
          .join('');
        spend(node, text6.length);
        return text6;
      }
      case 'array':
        return node.items.map((item) => evaluate(item, variables));
      case 'object':
        return Object.fromEntries(node.fields.map(([key, value2]) => [key, evaluate(value2, variables)]));
      case 'path':
        return lookUp(node, variables);
      case 'call':
        return call(node.name, evaluate(node.argument, variables), node);
      case 'operator':
        return operate(node, variables);
      case 'if':
        return evaluate(boolean(evaluate(node.test, variables), node.test) ? node.yes : node.no, variables);
      case 'range': {
        const over = evaluate(node.over, variables);
        if (!Array.isArray(over)) throw new TemplateError('Range Error', 'Range Error: Can only range over an array', node.over);
        return over.map((item, i) => {
          const inner = new Map(variables);
          if (node.index !== null) inner.set(node.index, i);
          inner.set(node.item, item);
          return evaluate(node.body, inner);
        });
      }
    }
  }
  function operate(node, variables) {
    const left = evaluate(node.left, variables);
    if (node.operator === '??') return left === null ? evaluate(node.right, variables) : left;
    const right = evaluate(node.right, variables);
    switch (node.operator) {
      case '||':
        return boolean(left, node.left) || boolean(right, node.right);
      case '&&':
        return boolean(left, node.left) && boolean(right, node.right);
      case '==':
        return compare(left, right) === 0;
      case '!=':
        return compare(left, right) !== 0;
      case '<':
        return compare(left, right) < 0;
      case '<=':
        return compare(left, right) <= 0;
      case '>':
        return compare(left, right) > 0;
      case '>=':
        return compare(left, right) >= 0;
      case 'in':
        if (Array.isArray(right)) return right.some((item) => compare(left, item) === 0);
        if (isObject(right) && typeof left === 'string') return Object.hasOwn(right, left);
        throw new TemplateError('Type Error', `Type Error: ${writeJson(right)} is not an Object or Array.`, node.right);
    }
  }
  function call(name2, argument, node) {
    const library = Object.hasOwn(scope.functions, name2) ? scope.functions : FUNCTIONS;
    const found = Object.hasOwn(library, name2) ? library[name2] : void 0;
    if (found === void 0) throw new TemplateError('Function Error', `Function Error: Function ${name2} not found.`, node);
    try {
      return found(argument);
    } catch (error) {
      if (error instanceof FunctionError)
        throw new TemplateError('Function Error', `Function Error: ${name2}: ${error.message}`, node);
      throw error;
    }
  }
}
function lookUp(node, variables) {
  let value2 = variables.get(node.head);
  let walked = node.head;
  const missing = () => new TemplateError('Invalid Path', `Path Lookup Error: "${walked}"`, node);
  for (const { key, optional } of node.tail) {
    if (value2 === void 0) {
      if (optional) return null;
      throw missing();
    }
    walked += typeof key === 'number' ? `[${key}]` : /^[$A-Za-z_][\w$-]*$/.test(key) ? `.${key}` : `['${key}']`;
    if (typeof key === 'number' ? Array.isArray(value2) : isObject(value2)) {
      value2 =
        typeof key === 'number'
          ? Array.isArray(value2)
            ? value2[key]
            : void 0
          : isObject(value2)
            ? property(value2, key)
            : void 0;
      if (value2 === void 0) {
        if (optional) return null;
        throw missing();
      }
    } else {
      if (optional) return null;
      throw new TemplateError(
        'Type Error',
        `Type Error: Expected ${typeof key === 'number' ? 'array' : 'object'} at "${walked}"`,
        node,
      );
    }
  }
  if (value2 === void 0) throw missing();
  return value2;
}
function interpolate(value2, node) {
  if (typeof value2 === 'string') return value2;
  if (Array.isArray(value2) || isObject(value2)) {
    throw new TemplateError(
      'Type Error',
      `Type Error: Cannot interpolate type: '${isObject(value2) ? 'Object' : 'Array'}'.`,
      node,
    );
  }
  return writeJson(value2);
}
function boolean(value2, node) {
  if (typeof value2 === 'boolean') return value2;
  throw new TemplateError('Type Error', `Type Error: '${writeJson(value2)}' is not a boolean.`, node);
}
function compare(a, b) {
  const kinds = rank(a) - rank(b);
  if (kinds !== 0) return kinds;
  if (typeof a === 'string' && typeof b === 'string') return a === b ? 0 : a < b ? -1 : 1;
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let i = 0; i < Math.min(a.length, b.length); i++) {
      const difference = compare(a[i], b[i]);
      if (difference !== 0) return difference;
    }
    return a.length - b.length;
  }
  if (isObject(a) && isObject(b)) return compare(sortedPairs(a), sortedPairs(b));
  if (isNumber(a) && isNumber(b)) {
    const difference = numeric(a) - numeric(b);
    return difference === 0 && writeJson(a) !== writeJson(b) && (a instanceof DigitsNumber || b instanceof DigitsNumber)
      ? compare(writeJson(a), writeJson(b))
      : difference;
  }
  return 0;
}
var isNumber = (value2) => typeof value2 === 'number' || value2 instanceof DigitsNumber;
var sortedPairs = (object2) =>
  Object.entries(object2)
    .sort(([x], [y]) => (x < y ? -1 : 1))
    .map(([key, value2]) => [key, value2]);
function rank(value2) {
  if (value2 === null) return 5;
  if (typeof value2 === 'boolean') return 4;
  if (isNumber(value2)) return 3;
  if (typeof value2 === 'string') return 2;
  return Array.isArray(value2) ? 1 : 0;
}

// engine/webhook/kriti/parse.ts
var MAX_DEPTH2 = 200;
var WORD = /[$A-Za-z_][$A-Za-z0-9_-]*/y;
var NUMBER2 = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
var INDEX = /-?\d+/y;
var SPACE2 = /(?:[ \t\r\n]|#[^\n]*)*/y;
var LEVELS = [['??'], ['||'], ['&&'], ['==', '!=', '<=', '>=', '<', '>', 'in']];
function parseTemplate(text6) {
  const parser = new Parser(text6);
  const node = parser.term(0);
  parser.expectEnd();
  return node;
}
var parseTextTemplate = (text6) => new Parser(text6).text(null, 0);
var Parser = class {
  source;
  at = 0;
  constructor(source3) {
    this.source = source3;
  }
  expectEnd() {
    this.space();
    if (this.at < this.source.length) this.fail();
  }
  /** JSON position: expressions only inside `{{ }}`. */
  term(depth2) {
    this.space();
    return this.source.startsWith('{{', this.at) ? this.block(depth2 + 1) : this.expression(depth2 + 1, 0);
  }
  /** Text up to `close` (or the end of the source), with `{{ }}` in it. */
  text(close3, depth2) {
    const start3 = this.at;
    const parts = [];
    let raw = '';
    const flush = () => {
      if (raw !== '') parts.push(close3 === null ? raw : this.unescape(raw));
      raw = '';
    };
    for (;;) {
      const character = this.source[this.at];
      if (character === void 0 || character === close3) {
        if (character !== (close3 ?? void 0)) this.fail();
        this.at += close3 === null ? 0 : 1;
        flush();
        return { kind: 'string', parts, start: start3, end: this.at };
      }
      if (this.source.startsWith('{{', this.at)) {
        flush();
        parts.push(this.block(depth2 + 1));
      } else {
        raw += character;
        this.at++;
        if (character === '\\' && close3 !== null) raw += this.source[this.at++] ?? this.fail();
      }
    }
  }
  /** `{{ … }}`: a conditional, a loop, or an expression. */
  block(depth2) {
    if (depth2 > MAX_DEPTH2)
      throw new TemplateError('Limit Error', 'the template is nested too deeply', { start: this.at, end: this.at });
    const start3 = this.at;
    this.expect('{{');
    if (this.takesWord('if')) return this.conditional(start3, depth2);
    if (this.takesWord('range')) return this.range(start3, depth2);
    const node = this.expression(depth2, 0);
    this.expect('}}');
    return node;
  }
  conditional(start3, depth2) {
    const test = this.expression(depth2, 0);
    this.expect('}}');
    const yes = this.term(depth2);
    this.expect('{{');
    if (this.takesWord('elif')) {
      const no2 = this.conditional(this.at, depth2 + 1);
      return { kind: 'if', test, yes, no: no2, start: start3, end: this.at };
    }
    if (!this.takesWord('else')) this.fail();
    this.expect('}}');
    const no = this.term(depth2);
    this.end();
    return { kind: 'if', test, yes, no, start: start3, end: this.at };
  }
  range(start3, depth2) {
    const first = this.word();
    this.expect(',');
    const item = this.word();
    this.expect(':=');
    const over = this.expression(depth2, 0);
    this.expect('}}');
    const body2 = this.term(depth2);
    this.end();
    return { kind: 'range', index: first === '_' ? null : first, item, over, body: body2, start: start3, end: this.at };
  }
  end() {
    this.expect('{{');
    if (!this.takesWord('end')) this.fail();
    this.expect('}}');
  }
  expression(depth2, level) {
    const operators = LEVELS[level];
    if (operators === void 0) return this.primary(depth2);
    let left = this.expression(depth2, level + 1);
    for (;;) {
      const operator2 = operators.find((o) => (o === 'in' ? this.takesWord('in') : this.takes(o)));
      if (operator2 === void 0) return left;
      const right = this.expression(depth2, level + 1);
      left = { kind: 'operator', operator: operator2, left, right, start: left.start, end: right.end };
    }
  }
  primary(depth2) {
    if (depth2 > MAX_DEPTH2)
      throw new TemplateError('Limit Error', 'the template is nested too deeply', { start: this.at, end: this.at });
    this.space();
    const start3 = this.at;
    const character = this.source[start3];
    if (this.source.startsWith('{{', start3)) return this.block(depth2 + 1);
    if (character === '{') return this.object(depth2 + 1);
    if (character === '[') return this.array(depth2 + 1);
    if (character === '"') {
      this.at++;
      return { ...this.text('"', depth2 + 1), start: start3 };
    }
    if (character === "'") {
      return { kind: 'string', parts: [this.quoted()], start: start3, end: this.at };
    }
    if (this.takes('(')) {
      const inner = this.term(depth2 + 1);
      this.expect(')');
      return inner;
    }
    const number2 = this.match(NUMBER2);
    if (number2 !== null) return { kind: 'literal', value: Number(number2), start: start3, end: this.at };
    const word = this.word();
    if (word === 'true' || word === 'false') return { kind: 'literal', value: word === 'true', start: start3, end: this.at };
    if (word === 'null') return { kind: 'literal', value: null, start: start3, end: this.at };
    const tail = this.accesses();
    if (tail.length === 0 && this.startsArgument()) {
      const argument = this.primary(depth2 + 1);
      return { kind: 'call', name: word, argument, start: start3, end: argument.end };
    }
    return { kind: 'path', head: word, tail, start: start3, end: this.at };
  }
  /** A word followed by the start of a value is a function's name. */
  startsArgument() {
    this.space();
    return /["'([{$A-Za-z_0-9-]/.test(this.source[this.at] ?? '') && !/^in\b/.test(this.source.slice(this.at, this.at + 3));
  }
  accesses() {
    const tail = [];
    for (;;) {
      const optional = /^\?[.[]/.test(this.source.slice(this.at, this.at + 2));
      if (optional) this.at++;
      if (this.source[this.at] === '.') {
        this.at++;
        tail.push({ key: this.word(), optional });
      } else if (/^\[\s*(?:'|"|-?\d)/.test(this.source.slice(this.at, this.at + 20))) {
        this.at++;
        this.space();
        const index = this.match(INDEX);
        tail.push({ key: index === null ? this.quoted() : Number(index), optional });
        this.expect(']');
      } else {
        return tail;
      }
    }
  }
  quoted() {
    const quote3 = this.source[this.at];
    const end = quote3 === void 0 ? -1 : this.source.indexOf(quote3, this.at + 1);
    if ((quote3 !== "'" && quote3 !== '"') || end < 0) return this.fail();
    const text6 = this.source.slice(this.at + 1, end);
    this.at = end + 1;
    return text6;
  }
  array(depth2) {
    const start3 = this.at;
    const items = [];
    this.expect('[');
    if (!this.takes(']')) {
      do items.push(this.term(depth2));
      while (this.takes(','));
      this.expect(']');
    }
    return { kind: 'array', items, start: start3, end: this.at };
  }
  object(depth2) {
    const start3 = this.at;
    const fields2 = [];
    this.expect('{');
    if (!this.takes('}')) {
      do {
        this.expect('"');
        const from = this.at;
        while (this.source[this.at] !== '"')
          this.at += this.source[this.at] === '\\' ? 2 : this.at < this.source.length ? 1 : this.fail();
        const key = this.unescape(this.source.slice(from, this.at));
        this.at++;
        this.expect(':');
        fields2.push([key, this.term(depth2)]);
      } while (this.takes(','));
      this.expect('}');
    }
    return { kind: 'object', fields: fields2, start: start3, end: this.at };
  }
  unescape(raw) {
    if (!raw.includes('\\')) return raw;
    try {
      return JSON.parse(`"${raw.replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('	', '\\t')}"`);
    } catch {
      return raw;
    }
  }
  word() {
    this.space();
    return this.match(WORD) ?? this.fail();
  }
  takesWord(word) {
    this.space();
    const from = this.at;
    if (this.match(WORD) === word) return true;
    this.at = from;
    return false;
  }
  takes(text6) {
    this.space();
    if (!this.source.startsWith(text6, this.at)) return false;
    this.at += text6.length;
    return true;
  }
  expect(text6) {
    if (!this.takes(text6)) this.fail();
  }
  match(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source);
    if (found === null || found[0] === '') return null;
    this.at += found[0].length;
    return found[0];
  }
  space() {
    SPACE2.lastIndex = this.at;
    this.at += SPACE2.exec(this.source)?.[0].length ?? 0;
  }
  fail() {
    const found = this.source[this.at];
    const message = found === void 0 ? 'Parse Error: Unexpected end of template' : `Parse Error: Unexpected "${found}"`;
    throw new TemplateError('Parse Error', message, { start: this.at, end: this.at + 1 });
  }
};

// engine/webhook/transform.ts
var bodyTransform = z.union([
  z.string().transform((template) => ({ action: 'transform', template })),
  z.object({ action: z.literal('remove') }),
  z.object({ action: z.literal('transform'), template: z.string() }),
  z.object({ action: z.literal('x_www_form_urlencoded'), form_template: z.record(z.string(), z.string()) }),
]);
var requestTransform = z.object({
  version: z.union([z.literal(1), z.literal(2)]).default(1),
  template_engine: z.string().optional(),
  method: z.string().nullish(),
  url: z.string().nullish(),
  body: bodyTransform.nullish(),
  query_params: z.union([z.string(), z.record(z.string(), z.string().nullable())]).nullish(),
  request_headers: z
    .object({
      add_headers: z.record(z.string(), z.string()).nullish(),
      remove_headers: z.array(z.string()).nullish(),
    })
    .nullish(),
});
var responseTransform = z.object({
  version: z.union([z.literal(1), z.literal(2)]).default(1),
  template_engine: z.string().optional(),
  body: bodyTransform.nullish(),
});
var TransformError = class extends Error {
  errors;
  constructor(errors2) {
    super('the transformation failed');
    this.name = 'TransformError';
    this.errors = errors2;
  }
};
function transformRequest(transform, request3, session) {
  if (transform === null || transform === void 0) return request3;
  const { method, url, body: body2, query_params: query, request_headers: headers } = read(requestTransform, transform);
  const scope = requestScope(request3, session);
  return {
    method: method ? method.toUpperCase() : request3.method,
    url: withQuery(url ? checkedUrl(scope.text(url)) : request3.url, query, scope),
    headers: mergeHeaders(
      without(request3.headers, headers?.remove_headers ?? []),
      body2?.action === 'x_www_form_urlencoded' ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {},
      Object.fromEntries(Object.entries(headers?.add_headers ?? {}).map(([name2, value2]) => [name2, scope.text(value2)])),
    ),
    body: body2 ? newBody(body2, scope) : request3.body,
  };
}
function transformResponse(transform, response, request3, session) {
  if (transform === null || transform === void 0) return response.body;
  const { body: body2 } = read(responseTransform, transform);
  if (!body2) return response.body;
  const scope = new Scope(
    {
      $body: jsonOrNull(response.body),
      $request: { ...requestScope(request3, session).bare() },
      $response: { status: response.status },
      $session_variables: session,
    },
    session,
  );
  return body2.action === 'remove'
    ? 'null'
    : body2.action === 'transform'
      ? writeJson(scope.value(body2.template))
      : writeJson(form(body2.form_template, scope));
}
var Scope = class {
  variables;
  session;
  constructor(variables, session) {
    this.variables = variables;
    this.session = session;
  }
  value(template) {
    return this.fill(template, 'value');
  }
  text(template) {
    const text6 = this.fill(template, 'text');
    return typeof text6 === 'string' ? text6 : writeJson(text6);
  }
  /** The variables as they stand under `$request`. */
  bare() {
    return Object.fromEntries(Object.entries(this.variables).map(([name2, value2]) => [name2.slice(1), value2]));
  }
  fill(template, kind) {
    try {
      const functions = { getSessionVariable: sessionFunction(this.session) };
      return evaluateTemplate(parsed(template, kind), { variables: this.variables, functions });
    } catch (error) {
      if (error instanceof TemplateError) throw new TransformError([describeTemplateError(error, template)]);
      throw error;
    }
  }
};
function requestScope(request3, session) {
  const url = URL.parse(request3.url);
  return new Scope(
    {
      $body: jsonOrNull(request3.body ?? ''),
      $base_url: request3.url,
      $url: request3.url,
      $session_variables: session,
      $query_params: url === null ? [] : [...url.searchParams].map(([name2, value2]) => [name2, value2]),
    },
    session,
  );
}
var templates = new LRUCache({ max: 2e3 });
function parsed(template, kind) {
  const key = `${kind} ${template}`;
  let node = templates.get(key);
  if (node === void 0) {
    node = kind === 'value' ? parseTemplate(template) : parseTextTemplate(template);
    templates.set(key, node);
  }
  return node;
}
var shapes = /* @__PURE__ */ new WeakMap();
function read(shape, transform) {
  if (typeof transform !== 'object' || transform === null) return checked(shape, transform);
  const known2 = shapes.get(transform);
  if (known2 !== void 0) return known2;
  const value2 = checked(shape, transform);
  shapes.set(transform, value2);
  return value2;
}
function checked(shape, transform) {
  const result2 = shape.safeParse(transform);
  if (result2.success) return result2.data;
  throw new TransformError([{ error_code: 'TransformationError', message: z.prettifyError(result2.error) }]);
}
function newBody(transform, scope) {
  switch (transform.action) {
    case 'remove':
      return null;
    case 'transform':
      return writeJson(scope.value(transform.template));
    case 'x_www_form_urlencoded':
      return form(transform.form_template, scope);
  }
}
function form(templates2, scope) {
  return Object.entries(templates2)
    .map(([name2, template]) => `${encodeURIComponent(name2)}=${encodeURIComponent(scope.text(template))}`)
    .join('&');
}
function checkedUrl(url) {
  if (URL.canParse(url)) return url;
  throw new TransformError([{ error_code: 'TransformationError', message: `Invalid URL: ${url}` }]);
}
function withQuery(address3, query, scope) {
  if (query === null || query === void 0) return address3;
  const pairs =
    typeof query === 'string'
      ? [...new URLSearchParams(scope.text(query))]
      : Object.entries(query)
          .map(([name2, value2]) => [scope.text(name2), value2 === null ? null : scope.text(value2)])
          .filter(([name2, value2]) => name2 !== 'null' && value2 !== 'null');
  const text6 = pairs.map(([name2, value2]) =>
    value2 === null ? encodeURIComponent(name2) : `${encodeURIComponent(name2)}=${encodeURIComponent(value2)}`,
  );
  const base3 = address3.split('?', 1)[0] ?? address3;
  return text6.length === 0 ? base3 : `${base3}?${text6.join('&')}`;
}
function without(headers, names) {
  const gone = new Set(names.map((name2) => name2.toLowerCase()));
  return Object.fromEntries(Object.entries(headers).filter(([name2]) => !gone.has(name2.toLowerCase())));
}
function jsonOrNull(text6) {
  try {
    return parseJson(text6);
  } catch {
    return null;
  }
}

// engine/actions/output-type.ts
import { Kind, parseType } from 'graphql';

var parsed2 = /* @__PURE__ */ new Map();
function outputType(text6) {
  let type = parsed2.get(text6);
  if (type === void 0) {
    type = fromNode(parseType(text6), true);
    parsed2.set(text6, type);
  }
  return type;
}
function fromNode(node, nullable) {
  switch (node.kind) {
    case Kind.NON_NULL_TYPE:
      return fromNode(node.type, false);
    case Kind.LIST_TYPE:
      return { kind: 'list', of: fromNode(node.type, true), nullable };
    case Kind.NAMED_TYPE:
      return { kind: 'named', name: node.name.value, nullable };
  }
}

// engine/actions/check-response.ts
var BUILT_IN = /* @__PURE__ */ new Set(['Int', 'Float', 'String', 'Boolean', 'ID']);
var ACCEPTS = { Number: ['Int', 'Float'], Boolean: ['Boolean'], String: ['String', 'ID'] };
function checkResponse(value2, type, types) {
  const fields2 = type.kind === 'named' ? types.objects.get(type.name)?.fields : void 0;
  if (type.kind === 'named' && fields2 === void 0 && !BUILT_IN.has(type.name)) return null;
  if (value2 === null) return type.nullable ? null : 'got null for the action webhook response';
  if (type.kind === 'list') {
    if (!Array.isArray(value2)) return 'expecting array for the action webhook response';
    return firstFailure(value2, (item) => checkResponse(item, type.of, types));
  }
  if (Array.isArray(value2)) return `got array for the action webhook response, expecting ${type.name}`;
  if (isObject(value2)) {
    if (fields2 === void 0) return `got object for the action webhook response, expecting ${type.name}`;
    return firstFailure(fields2, (field2) => {
      if (outputType(field2.type).nullable) return null;
      const found = property(value2, field2.name);
      if (found === void 0) return `field "${field2.name}" expected in webhook response, but not found`;
      return found === null ? `expecting not null value for field "${field2.name}"` : null;
    });
  }
  const scalar2 = typeof value2 === 'string' ? 'String' : typeof value2 === 'boolean' ? 'Boolean' : 'Number';
  const accepted = ACCEPTS[scalar2];
  return accepted.includes(type.name) ? null : `got scalar ${scalar2} for the action webhook response, expecting ${type.name}`;
}
function firstFailure(items, check) {
  for (const item of items) {
    const failure2 = check(item);
    if (failure2 !== null) return failure2;
  }
  return null;
}

// engine/actions/call-action.ts
async function callAction(deps, call) {
  const { action } = call;
  const forwarded = action.forwardClientHeaders ? forwardedHeaders(call.headers) : {};
  const configured = configuredHeaders(action.headers);
  const standard = engineHeaders(deps.version);
  const plain2 = {
    method: 'POST',
    url: action.handler,
    headers: deps.configuredHeaderPrecedence
      ? mergeHeaders(standard, forwarded, configured)
      : mergeHeaders(configured, standard, forwarded),
    body: payload(call),
  };
  const request3 = transformed('Request Transformation Failed', () =>
    transformRequest(action.requestTransform, plain2, call.session.variables),
  );
  const story = new Story(call, plain2, request3, loggedHeaders(action.headers, forwarded));
  const started = performance.now();
  const observed = (status) =>
    deps.observe({ kind: 'action-called', action: action.name, status, durationMs: performance.now() - started });
  let response;
  try {
    response = await deps.webhooks.send({
      ...request3,
      timeoutMs: action.timeoutSeconds * 1e3,
      ...(call.signal ? { signal: call.signal } : {}),
    });
  } catch (error) {
    if (!(error instanceof WebhookError)) throw error;
    observed(0);
    throw story.failure('http exception when calling webhook', describeNoAnswer(error, request3), null);
  }
  observed(response.status);
  const body2 = transformed('Response Transformation Failed', () =>
    transformResponse(action.responseTransform, response, request3, call.session.variables),
  );
  return judge(response, body2, story, call);
}
function payload(call) {
  const { action, input, session, requestQuery } = call;
  return `{"action":{"name":${JSON.stringify(action.name)}},"input":${input},"session_variables":${JSON.stringify(session.variables)},"request_query":${JSON.stringify(requestQuery)}}`;
}
function judge(response, body2, story, call) {
  let value2;
  try {
    value2 = parseJson(body2);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw story.failure('not a valid json response from webhook', `invalid JSON: ${reason}`, response);
  }
  const answered = { ...response, body: value2 };
  if (response.status >= 200 && response.status < 300) {
    const failure2 = checkResponse(value2, outputType(call.action.outputType), call.types);
    if (failure2 !== null) throw story.unexpected(failure2, answered);
    return { value: value2, cookies: response.headers.filter(([name2]) => name2 === 'set-cookie').map(([, cookie2]) => cookie2) };
  }
  if (response.status >= 400 && response.status < 500) throw refusal(value2, response.status, story, answered);
  throw story.failure('internal error', `expecting 2xx or 4xx status code, but found ${response.status}`, answered);
}
function refusal(value2, status, story, answered) {
  const message = isObject(value2) ? property(value2, 'message') : void 0;
  if (!isObject(value2) || typeof message !== 'string') {
    const error = message === void 0 ? 'key "message" not found' : 'expected String for "message"';
    return story.unexpected(`parsing the error response of the webhook failed, ${error}`, answered, 'parse-failed');
  }
  const code = property(value2, 'code');
  const extensions = property(value2, 'extensions');
  return new EngineError('unexpected', message, {
    status,
    ...(typeof code === 'string' ? { handlerCode: code } : {}),
    ...(isObject(extensions) ? { extensions } : {}),
  });
}
function transformed(message, work) {
  try {
    return work();
  } catch (error) {
    if (error instanceof TransformError) throw new EngineError('unexpected', message, { internal: error.errors });
    throw error;
  }
}
function describeNoAnswer(error, request3) {
  const url = URL.parse(request3.url);
  return {
    type: 'http_exception',
    message: error.reason === 'timeout' ? 'Response timeout' : error.message,
    request: {
      host: url?.hostname ?? null,
      port: url === null ? null : Number(url.port || (url.protocol === 'https:' ? 443 : 80)),
      secure: url?.protocol === 'https:',
      path: url?.pathname ?? null,
      queryString: url?.search ?? '',
      method: request3.method,
    },
  };
}
var Story = class {
  request;
  constructor(call, plain2, sent, headers) {
    this.request = () => ({
      url: call.action.handler,
      body: JSON.parse(plain2.body ?? 'null'),
      headers,
      transformed_request:
        sent === plain2 ? null : { url: sent.url, method: sent.method, headers: Object.entries(sent.headers), body: sent.body },
    });
  }
  /** A server-side failure: code `unexpected`, status 500. */
  failure(message, error, response) {
    return new EngineError('unexpected', message, { status: 500, internal: this.internal(error, response) });
  }
  /** The handler broke the contract: status 400. */
  unexpected(message, response, code = 'unexpected') {
    return new EngineError(code, message, { status: 400, internal: this.internal('unexpected response', response) });
  }
  internal(error, response) {
    return {
      error,
      request: this.request(),
      response: response && {
        status: response.status,
        body: response.body,
        headers: response.headers.map(([name2, value2]) => ({ name: name2, value: value2 })),
      },
    };
  }
};

// engine/actions/async-worker.ts
var CONCURRENCY = 100;
async function startAsyncActions(deps) {
  await ensureActionLog(deps.database, { lock: deps.notify });
  if (deps.pollMs === 0) return { [Symbol.asyncDispose]: async () => {} };
  const worker = new Worker(deps);
  await worker.start();
  return { [Symbol.asyncDispose]: () => worker.stop() };
}
var Worker = class {
  deps;
  lease;
  leaseSeconds;
  giveUp = new AbortController();
  underWay = /* @__PURE__ */ new Map();
  closing = [];
  claiming = null;
  nudged = true;
  stopping = false;
  failures = 0;
  pollTimer = null;
  constructor(deps) {
    this.deps = deps;
    this.leaseSeconds = deps.leaseSeconds ?? DEFAULT_LEASE_SECONDS;
    this.lease = openLease(deps.database, deps.instanceId, this.leaseSeconds);
    setMaxListeners(0, this.giveUp.signal);
  }
  async start() {
    const nudge = () => this.nudge();
    if (this.deps.notify) {
      const listening = await this.deps.database.listen(ACTION_CHANNEL, nudge, nudge);
      this.closing.push(() => listening[Symbol.asyncDispose]());
    }
    this.closing.push(this.deps.onChange(nudge));
    const takeOver = setInterval(() => void this.takeOver(), this.leaseSeconds * 500);
    this.closing.push(() => clearInterval(takeOver));
    await this.takeOver();
    this.nudge();
  }
  async stop() {
    this.stopping = true;
    if (this.pollTimer) clearTimeout(this.pollTimer);
    for (const close3 of this.closing) await close3();
    await this.claiming;
    const patience = setTimeout(() => this.giveUp.abort(), this.deps.shutdownMs);
    await Promise.all(this.underWay.values());
    clearTimeout(patience);
    this.lease.stop();
  }
  nudge() {
    this.nudged = true;
    this.pump();
  }
  pump() {
    if (this.stopping || this.claiming || !this.nudged || this.underWay.size >= CONCURRENCY) return;
    this.claiming = this.claim().finally(() => {
      this.claiming = null;
      this.pump();
    });
  }
  async claim() {
    this.nudged = false;
    const names = [...this.deps.snapshot().model.actions.values()].filter((a) => a.kind === 'asynchronous').map((a) => a.name);
    try {
      if (names.length > 0) {
        await this.lease.renew();
        const calls = await claimActions(this.deps.database, names, this.deps.batchSize, this.deps.instanceId);
        this.lease.hold(calls.length);
        for (const call of calls) this.begin(call);
        if (calls.length >= this.deps.batchSize) this.nudged = true;
      }
      this.failures = 0;
    } catch (error) {
      this.failed('claiming asynchronous actions failed', error);
    }
    if (this.pollTimer) clearTimeout(this.pollTimer);
    if (!this.stopping) this.pollTimer = setTimeout(() => this.nudge(), this.deps.pollMs * Math.min(2 ** this.failures, 16));
  }
  begin(call) {
    const work = this.run(call).finally(() => {
      this.underWay.delete(call.id);
      this.lease.hold(-1);
      this.pump();
    });
    this.underWay.set(call.id, work);
  }
  async run(call) {
    let outcome = await this.outcome(call);
    for (let attempt = 0; ; attempt++) {
      try {
        if (outcome === null) await releaseActions(this.deps.database, [call.id]);
        else await settleAction(this.deps.database, call.id, outcome);
        return;
      } catch (error) {
        this.failed(`writing the outcome of action ${call.id} failed`, error);
        if (isRefused(error)) outcome = UNSTORABLE;
        if (this.giveUp.signal.aborted || attempt === 20) return;
        await new Promise((resolve) => setTimeout(resolve, Math.min(100 * 2 ** attempt, 5e3)));
      }
    }
  }
  /** Null: not run to its end, to be run again. */
  async outcome(call) {
    const { model } = this.deps.snapshot();
    const action = model.actions.get(call.name);
    if (action === void 0) return null;
    const role = call.sessionVariables['x-hasura-role'] ?? '';
    try {
      const { value: value2 } = await callAction(this.deps, {
        action,
        types: model.customTypes,
        input: call.input,
        session: { role, variables: call.sessionVariables, backendOnly: false, expiresAt: null },
        headers: call.headers,
        requestQuery: null,
        signal: this.giveUp.signal,
      });
      return { status: 'completed', response: writeJson(value2) };
    } catch (error) {
      if (this.giveUp.signal.aborted) return null;
      const told = error instanceof EngineError ? error : new EngineError('unexpected', 'internal error', { cause: error });
      if (told !== error) this.failed(`action ${call.name} failed`, error);
      const extensions = told.extensions ? { extensions: told.extensions } : {};
      return { status: 'error', errors: JSON.stringify({ ...toApiError(told, role === 'admin'), ...extensions }) };
    }
  }
  async takeOver() {
    try {
      if ((await takeOverActions(this.deps.database, this.deps.instanceId, this.leaseSeconds)) > 0) this.nudge();
    } catch (error) {
      this.failed('taking over asynchronous actions failed', error);
    }
  }
  failed(message, cause) {
    this.failures++;
    this.deps.observe({ kind: 'internal-error', message, cause });
  }
};
var isRefused = (error) =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('22');
var UNSTORABLE = {
  status: 'error',
  errors: JSON.stringify({
    path: '$',
    error: 'the response of the webhook holds text that the database cannot store',
    code: 'unexpected',
  }),
};

// engine/auth/admin-secret.ts
import { timingSafeEqual } from 'node:crypto';

function secretChecker(secrets) {
  const known2 = secrets.map((s) => Buffer.from(s));
  return (given) => {
    const candidates = [Buffer.from(given), Buffer.from(given, 'latin1')];
    let matches = false;
    for (const secret of known2) {
      for (const candidate of candidates) {
        const sameLength = candidate.length === secret.length;
        matches = timingSafeEqual(sameLength ? candidate : secret, secret) && sameLength ? true : matches;
      }
    }
    return matches;
  };
}

// engine/auth/jwt.ts
import { errors, jwtVerify } from 'jose';
import { LRUCache as LRUCache2 } from 'lru-cache';

// engine/auth/jwt-claims.ts
var ALLOWED = 'x-hasura-allowed-roles';
var DEFAULT = 'x-hasura-default-role';
function readClaims(payload2, source3) {
  const claims2 = source3.kind === 'map' ? mappedClaims(payload2, source3.entries) : namespacedClaims(payload2, source3);
  const variables = {};
  for (const [name2, value2] of claims2) if (name2 !== ALLOWED && name2 !== DEFAULT) variables[name2] = asText(value2);
  return { allowedRoles: allowedRoles(claims2.get(ALLOWED)), defaultRole: defaultRole(claims2.get(DEFAULT)), variables };
}
function chooseRole(claims2, asked) {
  if (asked === null || asked === '') return claims2.defaultRole;
  if (claims2.allowedRoles.includes(asked)) return asked;
  throw new EngineError('access-denied', 'Your requested role is not in allowed roles');
}
function namespacedClaims(payload2, source3) {
  const found = follow(payload2, source3.path);
  if (found === void 0) throw new EngineError('jwt-invalid-claims', `claims key: '${source3.label}' not found`);
  let claims2 = found;
  if (source3.stringified) {
    if (typeof claims2 !== 'string')
      throw new EngineError('jwt-invalid-claims', 'expecting a string when claims_format is stringified_json');
    try {
      claims2 = JSON.parse(claims2);
    } catch {
      throw new EngineError('jwt-invalid-claims', 'parsing x-hasura-* claims: the stringified claims are not JSON');
    }
  }
  if (!isObject2(claims2)) throw new EngineError('jwt-invalid-claims', 'expecting a json object when claims_format is json');
  return hasuraClaims(claims2);
}
function mappedClaims(payload2, entries) {
  const claims2 = /* @__PURE__ */ new Map();
  for (const [name2, rule] of Object.entries(entries)) {
    if (rule.kind === 'literal') {
      claims2.set(name2, rule.value);
      continue;
    }
    const value2 = follow(payload2, rule.path) ?? rule.otherwise;
    if (value2 === void 0) throw new EngineError('jwt-invalid-claims', `JWT claim from claims_map, ${name2} not found`);
    claims2.set(name2, value2);
  }
  return claims2;
}
var hasuraClaims = (claims2) =>
  new Map(
    Object.entries(claims2)
      .map(([name2, value2]) => [name2.toLowerCase(), value2])
      .filter(([name2]) => name2.startsWith('x-hasura-')),
  );
function allowedRoles(value2) {
  if (value2 === void 0) throw new EngineError('jwt-missing-role-claims', `JWT claim does not contain ${ALLOWED}`);
  if (Array.isArray(value2) && value2.every((role) => typeof role === 'string')) return value2;
  throw new EngineError('jwt-invalid-claims', `invalid ${ALLOWED}; should be a list of roles: ${asText(value2)}`);
}
function defaultRole(value2) {
  if (value2 === void 0) throw new EngineError('jwt-missing-role-claims', `JWT claim does not contain ${DEFAULT}`);
  if (typeof value2 === 'string' && value2 !== '') return value2;
  throw new EngineError('jwt-invalid-claims', `invalid ${DEFAULT}; should be a role: ${asText(value2)}`);
}
var asText = (value2) => (typeof value2 === 'string' ? value2 : (JSON.stringify(value2) ?? 'null'));
var isObject2 = (value2) => typeof value2 === 'object' && value2 !== null && !Array.isArray(value2);
function follow(value2, path) {
  let at2 = value2;
  for (const key of path) {
    if (typeof at2 !== 'object' || at2 === null || !Object.hasOwn(at2, key)) return void 0;
    at2 = Reflect.get(at2, key);
  }
  return at2;
}

// engine/auth/key-set.ts
import { createLocalJWKSet } from 'jose';
import { request } from 'undici';

// kit/fault.ts
var Fault = class extends Error {
  kind;
  code;
  detail;
  retryAfterMs;
  constructor(kind, options) {
    super(options.message, options.cause === void 0 ? void 0 : { cause: options.cause });
    this.name = 'Fault';
    this.kind = kind;
    this.code = options.code;
    this.detail = options.detail ?? null;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
};

// engine/auth/key-set.ts
var TIMEOUT_MS = 1e4;
var MIN_REFRESH_MS = 1e3;
var MAX_RETRY_MS = 6e4;
var MAX_TIMER_MS = 2 ** 31 - 1;
async function openKeySet(url, observe, onChange) {
  const first = await fetchKeys(url);
  let current = createLocalJWKSet(first.keys);
  let text6 = JSON.stringify(first.keys);
  let timer = null;
  let retryMs = MIN_REFRESH_MS;
  let isClosed = false;
  const schedule = (ms) => {
    if (ms === null || isClosed) return;
    timer = setTimeout(refresh, Math.min(Math.max(ms, MIN_REFRESH_MS), MAX_TIMER_MS));
    timer.unref();
  };
  const refresh = async () => {
    try {
      const next = await fetchKeys(url);
      retryMs = MIN_REFRESH_MS;
      const nextText = JSON.stringify(next.keys);
      if (nextText !== text6) {
        current = createLocalJWKSet(next.keys);
        text6 = nextText;
        onChange();
      }
      observe({ kind: 'jwk-refreshed', url, message: null });
      schedule(next.refreshInMs);
    } catch (error) {
      observe({ kind: 'jwk-failed', url, message: error instanceof Error ? error.message : String(error) });
      schedule(retryMs);
      retryMs = Math.min(retryMs * 2, MAX_RETRY_MS);
    }
  };
  schedule(first.refreshInMs);
  return {
    find: (header3, token) => current(header3, token),
    [Symbol.dispose]: () => {
      isClosed = true;
      if (timer) clearTimeout(timer);
    },
  };
}
async function fetchKeys(url) {
  const fail = (why, cause) =>
    new Fault('retry', { code: 'jwk-unavailable', message: `The JWK set at ${url} cannot be used: ${why}`, cause });
  try {
    const reply = await request(url, { headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS });
    const body2 = await reply.body.text();
    if (reply.statusCode !== 200) throw fail(`it answers ${reply.statusCode}`);
    const keys = JSON.parse(body2);
    if (!isKeySet(keys)) throw fail('it holds no list of keys');
    return { keys, refreshInMs: refreshDelayMs(reply.headers, Date.now()) };
  } catch (error) {
    throw error instanceof Fault ? error : fail(error instanceof Error ? error.message : String(error), error);
  }
}
var isKeySet = (value2) => typeof value2 === 'object' && value2 !== null && 'keys' in value2 && Array.isArray(value2.keys);
function refreshDelayMs(headers, nowMs) {
  const control = [headers['cache-control'] ?? ''].flat().join(',').toLowerCase();
  const age = /(?:^|[\s,])s-maxage\s*=\s*"?(\d+)/.exec(control) ?? /(?:^|[\s,])max-age\s*=\s*"?(\d+)/.exec(control);
  if (age) return Number(age[1]) * 1e3;
  if (/(?:^|[\s,])no-(?:cache|store)\b/.test(control)) return MIN_REFRESH_MS;
  const expires = [headers.expires ?? ''].flat()[0] ?? '';
  if (expires === '') return null;
  const at2 = Date.parse(expires);
  return Number.isNaN(at2) ? MIN_REFRESH_MS : Math.max(at2 - nowMs, MIN_REFRESH_MS);
}

// engine/auth/session-variables.ts
var PREFIX = 'x-hasura-';
var SECRETS = /* @__PURE__ */ new Set(['x-hasura-admin-secret', 'x-hasura-access-key']);
var ROLE = 'x-hasura-role';
var BACKEND_ONLY = 'x-hasura-use-backend-only-permissions';
function variablesFromHeaders(headers) {
  const variables = {};
  for (const name2 in headers) {
    if (!name2.startsWith(PREFIX) || SECRETS.has(name2)) continue;
    const value2 = headers[name2];
    if (value2 !== void 0) variables[name2] = typeof value2 === 'string' ? value2 : value2.join(', ');
  }
  return variables;
}
function header(headers, name2) {
  const value2 = headers[name2];
  if (value2 === void 0) return null;
  return typeof value2 === 'string' ? value2 : (value2[0] ?? null);
}
function trustedSession(headers) {
  const variables = variablesFromHeaders(headers);
  const role = variables[ROLE] || 'admin';
  variables[ROLE] = role;
  return { role, variables, backendOnly: variables[BACKEND_ONLY]?.toLowerCase() === 'true', expiresAt: null };
}
function sessionOf(role, variables, expiresAt) {
  return { role, variables: { ...variables, [ROLE]: role }, backendOnly: false, expiresAt };
}

// engine/auth/jwt.ts
var CACHE_CHARACTERS = 8 << 20;
async function openJwt(configs, observe) {
  const verified = new LRUCache2({ maxSize: CACHE_CHARACTERS, sizeCalculation: (_, token) => token.length + 1 });
  const keySets = /* @__PURE__ */ new Map();
  for (const { key } of configs)
    if (key.kind === 'url' && !keySets.has(key.url)) {
      keySets.set(key.url, await openKeySet(key.url, observe, () => verified.clear()));
    }
  const verify = async (token, asked, candidates) => {
    const { payload: payload2, config } = await verifyToken(token, candidates, keySets);
    const expiresAt = payload2.exp === void 0 ? null : payload2.exp * 1e3;
    const entry2 = {
      claims: readClaims(payload2, config.claims),
      expiresAt,
      acceptedUntil: expiresAt === null ? Number.POSITIVE_INFINITY : expiresAt + config.allowedSkewSeconds * 1e3,
      sessions: /* @__PURE__ */ new Map(),
    };
    verified.set(token, entry2);
    return sessionFor(entry2, asked);
  };
  const authenticate = (headers) => {
    const found = findToken(headers, configs);
    if (found === null) return null;
    const asked = header(headers, ROLE);
    const known2 = verified.get(found.token);
    if (known2 && Date.now() < known2.acceptedUntil) return sessionFor(known2, asked);
    return verify(found.token, asked, found.candidates);
  };
  return Object.assign(authenticate, {
    [Symbol.dispose]: () => {
      for (const set of keySets.values()) set[Symbol.dispose]();
    },
  });
}
function sessionFor(verified, asked) {
  const known2 = verified.sessions.get(asked ?? '');
  if (known2) return known2;
  const session = sessionOf(chooseRole(verified.claims, asked), verified.claims.variables, verified.expiresAt);
  verified.sessions.set(asked ?? '', session);
  return session;
}
function findToken(headers, configs) {
  for (const { header: place } of configs) {
    const token = tokenAt(headers, place);
    if (token !== null) return { token, candidates: configs.filter((c) => samePlace(c.header, place)) };
  }
  return null;
}
var samePlace = (a, b) => a.kind === b.kind && (a.kind === 'authorization' || (b.kind !== 'authorization' && a.name === b.name));
function tokenAt(headers, place) {
  if (place.kind === 'header') {
    const value3 = header(headers, place.name);
    return value3 === null ? null : bearer(value3, false);
  }
  if (place.kind === 'cookie') return cookie(header(headers, 'cookie') ?? '', place.name);
  const value2 = header(headers, 'authorization');
  return value2 === null ? null : bearer(value2, true);
}
function bearer(value2, isRequired2) {
  const words = value2.trim().split(/\s+/);
  const [scheme, token] = words;
  if (words.length === 2 && token !== void 0 && scheme?.toLowerCase() === 'bearer') return token;
  if (!isRequired2 && words.length === 1) return value2.trim();
  throw new EngineError('invalid-headers', 'Malformed Authorization header');
}
function cookie(text6, name2) {
  for (const pair2 of text6.split(';')) {
    const at2 = pair2.indexOf('=');
    if (at2 > 0 && pair2.slice(0, at2).trim() === name2) return pair2.slice(at2 + 1).trim();
  }
  return null;
}
async function verifyToken(token, candidates, keySets) {
  const issuer = unverifiedIssuer(token);
  const fitting = candidates.filter((c) => c.issuer === null || c.issuer === issuer);
  let failure2 = new errors.JWTClaimValidationFailed('no configuration for this issuer', {}, 'iss');
  for (const config of fitting) {
    try {
      return { payload: await verifyWith(token, config, keySets), config };
    } catch (error) {
      failure2 = error;
    }
  }
  throw new EngineError('invalid-jwt', `Could not verify JWT: ${joseErrorName(failure2)}`, { cause: failure2 });
}
async function verifyWith(token, config, keySets) {
  const options = {
    ...(config.algorithms ? { algorithms: [...config.algorithms] } : {}),
    ...(config.issuer === null ? {} : { issuer: config.issuer }),
    ...(config.audience === null ? {} : { audience: [...config.audience] }),
    clockTolerance: config.allowedSkewSeconds,
  };
  if (config.key.kind === 'fixed') return (await jwtVerify(token, config.key.key, options)).payload;
  const keySet = keySets.get(config.key.url);
  if (!keySet) throw new Error(`no key set for ${config.key.url}`);
  return (await jwtVerify(token, keySet.find, options)).payload;
}
function unverifiedIssuer(token) {
  try {
    const payload2 = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    if (typeof payload2 !== 'object' || payload2 === null || !('iss' in payload2)) return null;
    return typeof payload2.iss === 'string' ? payload2.iss : null;
  } catch {
    return null;
  }
}
function joseErrorName(error) {
  if (error instanceof errors.JWTExpired) return 'JWTExpired';
  if (error instanceof errors.JWTClaimValidationFailed) {
    const names = {
      nbf: 'JWTNotYetValid',
      iss: 'JWTNotInIssuer',
      aud: 'JWTNotInAudience',
      iat: 'JWTIssuedAtFuture',
    };
    return names[error.claim] ?? `JWTClaimsSetDecodeError "${error.claim}"`;
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'JWSError JWSInvalidSignature';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'JWSError JWSInvalidSignature';
  if (error instanceof errors.JWKSNoMatchingKey) return 'JWSError JWSNoValidSignatures';
  return 'JWSError (CompactDecodeError Invalid token)';
}

// engine/auth/webhook.ts
import { Agent as Agent2, request as request2 } from 'undici';
import { z as z2 } from 'zod';

var NOT_FORWARDED2 = /* @__PURE__ */ new Set([
  'content-length',
  'content-md5',
  'user-agent',
  'host',
  'origin',
  'referer',
  'accept',
  'accept-encoding',
  'accept-language',
  'accept-datetime',
  'cache-control',
  'connection',
  'dnt',
  'content-type',
]);
var HOP_BY_HOP = /* @__PURE__ */ new Set(['connection', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'expect']);
var TIMEOUT_MS2 = 1e4;
var ANSWER = z2.record(z2.string(), z2.string());
function openWebhook(config) {
  const agent = new Agent2({
    connections: 50,
    headersTimeout: TIMEOUT_MS2,
    bodyTimeout: TIMEOUT_MS2,
    connectTimeout: TIMEOUT_MS2,
  });
  const ask = async (headers, body2) => {
    const options =
      config.mode === 'GET'
        ? { method: 'GET', headers: pick(headers, (name2) => !NOT_FORWARDED2.has(name2) && !HOP_BY_HOP.has(name2)) }
        : {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({
              headers: pick(headers, () => true),
              request: config.sendRequestBody ? (body2 ?? null) : null,
            }),
          };
    try {
      const reply = await request2(config.url, { ...options, dispatcher: agent });
      return { status: reply.statusCode, headers: reply.headers, text: await reply.body.text() };
    } catch (error) {
      throw new EngineError('unexpected', 'webhook authentication request failed', {
        internal: { type: 'http_exception', message: error instanceof Error ? error.message : String(error) },
        cause: error,
      });
    }
  };
  const authenticate = async (headers, body2) => {
    const reply = await ask(headers, body2);
    if (reply.status === 401)
      throw new EngineError('access-denied', 'Authentication hook unauthorized this request', { status: 401 });
    if (reply.status !== 200) throw new EngineError('unexpected', 'Invalid response from authorization hook');
    const answer2 = ANSWER.safeParse(parseJson2(reply.text));
    if (!answer2.success) throw new EngineError('unexpected', 'Invalid response from authorization hook');
    const variables = Object.fromEntries(Object.entries(answer2.data).map(([name2, value2]) => [name2.toLowerCase(), value2]));
    const role = variables[ROLE];
    if (!role) throw new EngineError('invalid-params', `${ROLE} not found in session variables`);
    const own = Object.fromEntries(Object.entries(variables).filter(([name2]) => name2.startsWith('x-hasura-')));
    return { session: sessionOf(role, own, expiry(variables, Date.now())), cookies: [reply.headers['set-cookie'] ?? []].flat() };
  };
  return Object.assign(authenticate, { [Symbol.asyncDispose]: () => agent.close() });
}
function expiry(answer2, nowMs) {
  const age = /max-age\s*=\s*(\d+)/i.exec(answer2['cache-control'] ?? '');
  if (age) return nowMs + Number(age[1]) * 1e3;
  const at2 = Date.parse(answer2.expires ?? '');
  return Number.isNaN(at2) ? null : at2;
}
function pick(headers, wanted) {
  const out = {};
  for (const [name2, value2] of Object.entries(headers))
    if (value2 !== void 0 && wanted(name2)) out[name2] = typeof value2 === 'string' ? value2 : value2.join(', ');
  return out;
}
function parseJson2(text6) {
  try {
    return JSON.parse(text6);
  } catch {
    return null;
  }
}

// engine/auth/authenticate.ts
var NO_COOKIES = [];
var plain = (session) => ({ session, cookies: NO_COOKIES });
async function openAuthenticator(config, observe) {
  const isSecret = secretChecker(config.adminSecrets);
  const jwt = config.jwt.length > 0 ? await openJwt(config.jwt, observe) : null;
  const webhook = config.webhook ? openWebhook(config.webhook) : null;
  const unauthorized = (headers, otherwise) => {
    if (config.unauthorizedRole === null) throw otherwise();
    return plain(sessionOf(config.unauthorizedRole, variablesFromHeaders(headers), null));
  };
  const authenticate = (headers, body2) => {
    if (config.adminSecrets.length === 0) return plain(trustedSession(headers));
    const secret = header(headers, 'x-hasura-admin-secret') ?? header(headers, 'x-hasura-access-key');
    if (secret !== null) {
      if (isSecret(secret)) return plain(trustedSession(headers));
      throw new EngineError('access-denied', 'invalid x-hasura-admin-secret/x-hasura-access-key', { status: 401 });
    }
    if (webhook) return webhook(headers, body2);
    if (!jwt) return unauthorized(headers, secretRequired);
    const session = jwt(headers);
    if (session === null) return unauthorized(headers, tokenRequired);
    return session instanceof Promise ? session.then(plain) : plain(session);
  };
  return {
    authenticate,
    [Symbol.asyncDispose]: async () => {
      jwt?.[Symbol.dispose]();
      await webhook?.[Symbol.asyncDispose]();
    },
  };
}
var secretRequired = () =>
  new EngineError('access-denied', 'x-hasura-admin-secret/x-hasura-access-key required, but not found', { status: 401 });
var tokenRequired = () =>
  new EngineError('invalid-headers', "Missing 'Authorization' or 'Cookie' header in JWT authentication mode");

// engine/plan/allowlist.ts
// engine/plan/document.ts
import { Kind as Kind2, Kind as Kind3, parse, print, visit } from 'graphql';
// engine/limits/allow-list.ts
import { LRUCache as LRUCache3 } from 'lru-cache';

var MAX_NESTING = 500;
var MAX_TOKENS = 3e5;
function parseDocument(text6) {
  if (nesting(text6) > MAX_NESTING) {
    throw new EngineError('validation-failed', `not a valid graphql query: it is nested deeper than ${MAX_NESTING} levels`, {
      path: '$.query',
    });
  }
  let document;
  try {
    document = parse(text6, { noLocation: true, maxTokens: MAX_TOKENS });
  } catch (cause) {
    const reason = cause instanceof Error && cause.message.includes(' tokens') ? `: it has more than ${MAX_TOKENS} tokens` : '';
    throw new EngineError('validation-failed', `not a valid graphql query${reason}`, { path: '$.query', cause });
  }
  const operations2 = [];
  const fragments = /* @__PURE__ */ new Map();
  for (const definition of document.definitions) {
    if (definition.kind === Kind2.OPERATION_DEFINITION) operations2.push(definition);
    else if (definition.kind === Kind2.FRAGMENT_DEFINITION) {
      const name2 = definition.name.value;
      if (fragments.has(name2)) throw new EngineError('parse-failed', `multiple definitions for fragment "${name2}"`);
      fragments.set(name2, definition);
    } else throw new EngineError('validation-failed', 'not a valid graphql query', { path: '$.query' });
  }
  return { operations: operations2, fragments };
}
function selectOperation(document, name2) {
  const { operations: operations2 } = document;
  const [only2] = operations2;
  if (name2 === null) {
    if (only2 && operations2.length === 1) return only2;
    throw new EngineError(
      'validation-failed',
      'exactly one operation has to be present in the document when operationName is not specified',
    );
  }
  const found = operations2.find((o) => o.name?.value === name2);
  if (!found) throw new EngineError('validation-failed', `no such operation found in the document: "${name2}"`);
  return found;
}
var QUOTE = 34;
var HASH = 35;
var BACKSLASH = 92;
function nesting(text6) {
  let depth2 = 0;
  let deepest2 = 0;
  for (let i = 0; i < text6.length; i++) {
    switch (text6.charCodeAt(i)) {
      case QUOTE:
        i = text6.startsWith('"""', i) ? endOfBlockString(text6, i + 3) : endOfString(text6, i + 1);
        break;
      case HASH:
        while (i < text6.length && text6[i] !== '\n' && text6[i] !== '\r') i++;
        break;
      case 40:
      // (
      case 91:
      // [
      case 123:
        if (++depth2 > deepest2) deepest2 = depth2;
        if (deepest2 > MAX_NESTING) return deepest2;
        break;
      case 41:
      // )
      case 93:
      // ]
      case 125:
        depth2--;
        break;
    }
  }
  return deepest2;
}
function endOfString(text6, from) {
  for (let i = from; i < text6.length; i++) {
    const code = text6.charCodeAt(i);
    if (code === BACKSLASH) i++;
    else if (code === QUOTE || code === 10 || code === 13) return i;
  }
  return text6.length;
}
function endOfBlockString(text6, from) {
  for (let end = text6.indexOf('"""', from); end >= 0; end = text6.indexOf('"""', end + 3)) {
    if (text6.charCodeAt(end - 1) !== BACKSLASH) return end + 2;
  }
  return text6.length;
}

// engine/plan/allowlist.ts
function normaliseQuery(text6) {
  const { operations: operations2, fragments } = parseDocument(text6);
  const stripped = visit(
    { kind: Kind3.DOCUMENT, definitions: [...operations2, ...fragments.values()] },
    { Field: (node) => (node.name.value === '__typename' ? null : void 0) },
  );
  return print(stripped);
}

// engine/limits/allow-list.ts
var REMEMBERED_CHARACTERS = 4 << 20;
function createAllowList() {
  let model = null;
  let allowed = /* @__PURE__ */ new Map();
  const normalised = new LRUCache3({
    maxSize: REMEMBERED_CHARACTERS,
    sizeCalculation: (value2, key) => value2.length + key.length + 1,
  });
  return (snapshot, query, session) => {
    if (session.role === 'admin') return;
    if (model !== snapshot.model) {
      model = snapshot.model;
      allowed = /* @__PURE__ */ new Map();
    }
    let forRole = allowed.get(session.role);
    if (!forRole) {
      forRole = queriesFor(session.role, snapshot.model);
      if (snapshot.model.roles.has(session.role)) allowed.set(session.role, forRole);
    }
    let text6 = normalised.get(query);
    if (text6 === void 0) {
      text6 = normaliseQuery(query);
      normalised.set(query, text6);
    }
    if (!forRole.has(text6)) throw new EngineError('validation-failed', 'query is not allowed');
  };
}
function queriesFor(role, model) {
  const queries = /* @__PURE__ */ new Set();
  for (const { collection, roles } of model.allowlist) {
    if (roles !== 'all' && !roles.includes(role)) continue;
    for (const query of model.queryCollections.get(collection)?.values() ?? []) {
      const text6 = normalisedOrNull(query);
      if (text6 !== null) queries.add(text6);
    }
  }
  return queries;
}
function normalisedOrNull(query) {
  try {
    return normaliseQuery(query);
  } catch {
    return null;
  }
}

// engine/core.ts
function createCore(deps) {
  const { database, snapshot, onChange, planner, execute } = deps;
  const checkAllowed = deps.enableAllowlist ? createAllowList() : null;
  return {
    database,
    snapshot,
    onChange,
    plan: (request3, { session }) => {
      checkAllowed?.(snapshot(), request3.query, session);
      return planner.plan(snapshot(), request3, session);
    },
    execute: checkAllowed
      ? async (request3, context) => {
          checkAllowed(snapshot(), request3.query, context.session);
          return await execute(request3, context);
        }
      : execute,
  };
}

// engine/database/backend.ts
import { connect } from 'node:net';
import pg from 'pg';

// engine/database/message-reader.ts
var HEADER = 5;
var MessageReader = class {
  onMessage;
  /** Chunks of a message that has not arrived whole, with their total size and the size that is waited for. */
  waiting = [];
  waitingSize = 0;
  needed = 0;
  constructor(onMessage) {
    this.onMessage = onMessage;
  }
  push(chunk) {
    let bytes = chunk;
    if (this.waitingSize > 0) {
      this.waiting.push(chunk);
      this.waitingSize += chunk.length;
      if (this.waitingSize < this.needed) return;
      bytes = Buffer.concat(this.waiting, this.waitingSize);
      this.waiting = [];
      this.waitingSize = 0;
    }
    let at2 = 0;
    while (bytes.length - at2 >= HEADER) {
      const end = at2 + 1 + bytes.readUInt32BE(at2 + 1);
      if (end > bytes.length) break;
      this.onMessage(bytes.readUInt8(at2), bytes.subarray(at2 + HEADER, end));
      at2 = end;
    }
    if (at2 === bytes.length) return;
    this.waiting = [bytes.subarray(at2)];
    this.waitingSize = bytes.length - at2;
    this.needed = this.waitingSize >= HEADER ? 1 + bytes.readUInt32BE(at2 + 1) : HEADER;
  }
};
var DataRow = class {
  body;
  constructor(body2) {
    this.body = body2;
  }
  get length() {
    return this.body.readUInt16BE(0);
  }
  /** null is NULL. */
  bytes(index) {
    let at2 = 2;
    for (let i = 0; i < index; i++) {
      const size3 = this.body.readInt32BE(at2);
      at2 += 4 + Math.max(size3, 0);
    }
    const size2 = this.body.readInt32BE(at2);
    return size2 === -1 ? null : this.body.subarray(at2 + 4, at2 + 4 + size2);
  }
  text(index) {
    return this.bytes(index)?.toString('utf8') ?? null;
  }
  texts() {
    const all2 = [];
    let at2 = 2;
    for (let i = this.length; i > 0; i--) {
      const size2 = this.body.readInt32BE(at2);
      at2 += 4;
      all2.push(size2 === -1 ? null : this.body.toString('utf8', at2, at2 + size2));
      at2 += Math.max(size2, 0);
    }
    return all2;
  }
};
function readColumns(body2) {
  const names = [];
  let at2 = 2;
  for (let i = body2.readUInt16BE(0); i > 0; i--) {
    const end = body2.indexOf(0, at2);
    names.push(body2.toString('utf8', at2, end));
    at2 = end + 1 + 18;
  }
  return names;
}
function readFields(body2) {
  const fields2 = /* @__PURE__ */ new Map();
  let at2 = 0;
  while (at2 < body2.length && body2[at2] !== 0) {
    const end = body2.indexOf(0, at2 + 1);
    fields2.set(String.fromCharCode(body2.readUInt8(at2)), body2.toString('utf8', at2 + 1, end));
    at2 = end + 1;
  }
  return fields2;
}
var readTag = (body2) => body2.toString('utf8', 0, body2.length - 1);

// engine/database/message-writer.ts
var MessageWriter = class {
  buffer;
  size = 0;
  constructor(capacity) {
    this.buffer = Buffer.allocUnsafe(capacity);
  }
  /** Types of the parameters are left to the server. */
  parse(name2, text6) {
    const start3 = this.begin(80);
    this.cstring(name2);
    this.cstring(text6);
    this.int16(0);
    this.end(start3);
  }
  /** Parameters and results are text. */
  bind(name2, values) {
    const start3 = this.begin(66);
    this.ensure(1);
    this.buffer[this.size++] = 0;
    this.cstring(name2);
    this.int16(0);
    this.int16(values.length);
    for (const value2 of values) {
      if (value2 === null) {
        this.int32(-1);
        continue;
      }
      this.ensure(4 + value2.length * 3);
      const written = this.buffer.write(value2, this.size + 4, 'utf8');
      this.int32(written);
      this.size += written;
    }
    this.int16(0);
    this.end(start3);
  }
  /** Asks for the names of the bound statement's columns. */
  describe() {
    this.bytes(DESCRIBE_PORTAL);
  }
  execute() {
    this.bytes(EXECUTE);
  }
  /** Forgets a prepared statement. */
  close(name2) {
    const start3 = this.begin(67);
    this.ensure(1);
    this.buffer[this.size++] = 83;
    this.cstring(name2);
    this.end(start3);
  }
  sync() {
    this.bytes(SYNC);
  }
  /** The simple protocol. */
  query(text6) {
    const start3 = this.begin(81);
    this.cstring(text6);
    this.end(start3);
  }
  copyFail(reason) {
    const start3 = this.begin(102);
    this.cstring(reason);
    this.end(start3);
  }
  finish() {
    return this.buffer.subarray(0, this.size);
  }
  begin(code) {
    this.ensure(5);
    this.buffer[this.size] = code;
    this.size += 5;
    return this.size - 4;
  }
  end(start3) {
    this.buffer.writeInt32BE(this.size - start3, start3);
  }
  /** PostgreSQL's text cannot hold NUL; sent as it is, it would end the string early. */
  cstring(text6) {
    this.ensure(text6.length * 3 + 1);
    this.size += this.buffer.write(text6, this.size, 'utf8');
    this.buffer[this.size++] = 0;
  }
  int16(n) {
    this.ensure(2);
    this.buffer.writeUInt16BE(n, this.size);
    this.size += 2;
  }
  int32(n) {
    this.ensure(4);
    this.buffer.writeInt32BE(n, this.size);
    this.size += 4;
  }
  bytes(message) {
    this.ensure(message.length);
    message.copy(this.buffer, this.size);
    this.size += message.length;
  }
  ensure(more) {
    if (this.size + more <= this.buffer.length) return;
    const next = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.size + more));
    this.buffer.copy(next, 0, 0, this.size);
    this.buffer = next;
  }
};
var DESCRIBE_PORTAL = Buffer.from([68, 0, 0, 0, 6, 80, 0]);
var EXECUTE = Buffer.from([69, 0, 0, 0, 9, 0, 0, 0, 0, 0]);
var SYNC = Buffer.from([83, 0, 0, 0, 4]);
var TERMINATE = Buffer.from([88, 0, 0, 0, 4]);
function cancelRequest(processId, secretKey) {
  const message = Buffer.allocUnsafe(16);
  message.writeInt32BE(16, 0);
  message.writeInt32BE(80877102, 4);
  message.writeInt32BE(processId, 8);
  message.writeInt32BE(secretKey, 12);
  return message;
}

// engine/database/postgres-error.ts
var PostgresError = class extends Error {
  code;
  severity;
  detail;
  hint;
  where;
  schema;
  table;
  constraint;
  routine;
  /** Which statement of its batch failed; the number of statements when the commit did. */
  statementIndex;
  constructor(fields2, statementIndex) {
    super(fields2.get('M') ?? 'unknown error');
    this.name = 'PostgresError';
    this.code = fields2.get('C') ?? 'XX000';
    this.severity = fields2.get('V') ?? fields2.get('S') ?? 'ERROR';
    this.detail = fields2.get('D') ?? null;
    this.hint = fields2.get('H') ?? null;
    this.where = fields2.get('W') ?? null;
    this.schema = fields2.get('s') ?? null;
    this.table = fields2.get('t') ?? null;
    this.constraint = fields2.get('n') ?? null;
    this.routine = fields2.get('R') ?? null;
    this.statementIndex = statementIndex;
  }
};
var ConnectionLost = class extends Error {
  code = 'connection-lost';
  constructor(message, cause) {
    super(message, cause === void 0 ? void 0 : { cause });
    this.name = 'ConnectionLost';
  }
};
function toEngineError(error, place = {}) {
  const path = place.path ?? '$';
  if (error instanceof ConnectionLost) {
    return new EngineError('postgres-error', 'connection error', {
      path,
      status: 500,
      internal: { error: error.message },
      cause: error,
    });
  }
  if (!(error instanceof PostgresError)) return error;
  const known2 = describe(error);
  if (known2) return new EngineError(known2.code, known2.message, { path, cause: error });
  return new EngineError('unexpected', 'database query error', { path, internal: internal(error, place), cause: error });
}
function describe(error) {
  const violated = VIOLATIONS[error.code];
  if (violated) return { code: violated.code, message: violated.prefix + error.message };
  if (error.code.startsWith('23')) return { code: 'constraint-violation', message: error.message };
  if (error.code === '22025') return { code: 'bad-request', message: error.message };
  if (error.code.startsWith('22')) return { code: 'data-exception', message: error.message };
  if (error.code === '42704') return { code: 'constraint-error', message: error.message };
  if (error.code === '42P10') {
    return { code: 'constraint-error', message: 'there is no unique or exclusion constraint on target column(s)' };
  }
  if (error.code === '40001') {
    return { code: 'concurrent-update', message: 'serialization failure due to concurrent update' };
  }
  if (error.code.startsWith('40')) return { code: 'concurrent-update', message: error.message };
  return null;
}
var VIOLATIONS = {
  23001: { code: 'constraint-violation', prefix: 'Can not delete or update due to data being referred. ' },
  23502: { code: 'constraint-violation', prefix: 'Not-NULL violation. ' },
  23503: { code: 'constraint-violation', prefix: 'Foreign key violation. ' },
  23505: { code: 'constraint-violation', prefix: 'Uniqueness violation. ' },
  23514: { code: 'permission-error', prefix: 'Check constraint violation. ' },
  '23P01': { code: 'constraint-violation', prefix: 'Exclusion violation. ' },
};
function internal(error, place) {
  return {
    statement: place.statement?.text ?? '',
    prepared: place.statement?.prepare ?? false,
    error: {
      exec_status: 'FatalError',
      hint: error.hint,
      message: error.message,
      status_code: error.code,
      description: error.detail,
    },
    arguments: (place.statement?.values ?? []).map((v) =>
      v === null ? '(Oid 0,Nothing)' : `(Oid 0,Just (${JSON.stringify(v)},Text))`,
    ),
  };
}

// engine/database/backend.ts
var MOST_PREPARED = 250;
var Backend = class _Backend {
  /** Milliseconds since the epoch. */
  openedAt = Date.now();
  socket;
  processId;
  secretKey;
  address;
  jobs = [];
  prepared = /* @__PURE__ */ new Map();
  preparedCount = 0;
  /** Names that the server still holds and nobody uses. */
  forgotten = [];
  lost = null;
  isClosing = false;
  /** `I`dle, in a `T`ransaction, or in one that has failed: `E`. */
  status = 'I';
  whenClosed;
  static async open(config, onClosed) {
    const client = new pg.Client(config);
    client.on('error', () => {});
    try {
      await client.connect();
    } catch (error) {
      if (error instanceof pg.DatabaseError)
        throw new PostgresError(
          /* @__PURE__ */ new Map([
            ['M', error.message],
            ['C', error.code ?? 'XX000'],
          ]),
          0,
        );
      throw new ConnectionLost(error instanceof Error ? error.message : String(error), error);
    }
    return new _Backend(client, onClosed);
  }
  constructor(client, onClosed) {
    const { processID, secretKey } = client;
    this.processId = processID;
    this.secretKey = secretKey;
    this.address = { host: client.host, port: client.port };
    this.whenClosed = onClosed;
    this.socket = client.connection.stream;
    for (const event of ['data', 'error', 'close', 'end', 'drain']) this.socket.removeAllListeners(event);
    const reader = new MessageReader((code, body2) => this.receive(code, body2));
    this.socket.on('data', (chunk) => reader.push(chunk));
    this.socket.on('error', (error) => this.lose(error.message, error));
    this.socket.on('close', () => this.lose('the connection was closed'));
  }
  get isOpen() {
    return this.lost === null;
  }
  /** Why it ended without being closed, null while it did not. */
  get wasLost() {
    return this.isClosing ? null : (this.lost?.message ?? null);
  }
  get isInTransaction() {
    return this.status !== 'I';
  }
  /** Sent and not answered yet. */
  get pending() {
    return this.jobs.length;
  }
  /**
   * Runs the statements in one round trip. Outside a transaction they are one of their own: when one fails, none took effect
   * and those behind it did not run.
   */
  async run(statements) {
    const isOwnTransaction = this.status === 'I';
    try {
      return await this.send(statements);
    } catch (error) {
      if (!isOwnTransaction || !(error instanceof PostgresError) || !isOutdatedPlan(error)) throw error;
      for (const statement of statements) this.forget(statement.text);
      if (this.isInTransaction) await this.send([{ text: 'rollback' }]);
      return await this.send(statements);
    }
  }
  send(statements) {
    if (this.lost) return Promise.reject(this.lost);
    const parsing = [];
    const writer = new MessageWriter(1024);
    for (const name2 of this.forgotten.splice(0)) writer.close(name2);
    for (const statement of statements) {
      const name2 = statement.prepare ? this.statementName(statement.text, writer, parsing) : '';
      if (name2 === '') {
        writer.parse('', statement.text);
        parsing.push('');
      }
      writer.bind(name2, statement.values ?? []);
      if (statement.describe) writer.describe();
      writer.execute();
    }
    writer.sync();
    return this.enqueue(writer.finish(), parsing);
  }
  /** Several statements in one text, by the simple protocol. */
  script(text6) {
    if (this.lost) return Promise.reject(this.lost);
    const writer = new MessageWriter(text6.length + 64);
    writer.query(text6.replaceAll('\0', ''));
    return this.enqueue(writer.finish(), []);
  }
  /** Asks the server to stop what this connection is doing. Best effort. */
  cancel() {
    const { host, port: port2 } = this.address;
    const socket = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port2}`) : connect(port2, host);
    socket.on('error', () => {});
    socket.setTimeout(5e3, () => socket.destroy());
    socket.end(cancelRequest(this.processId, this.secretKey));
  }
  async close() {
    if (this.lost) return;
    const closed = new Promise((resolve) => this.socket.once('close', () => resolve()));
    this.isClosing = true;
    this.lost = new ConnectionLost('the connection was closed');
    this.socket.end(TERMINATE);
    await closed;
  }
  enqueue(bytes, parsing) {
    return new Promise((resolve, reject) => {
      this.jobs.push({ results: [newResult()], parsing, error: null, resolve, reject });
      this.socket.write(bytes);
    });
  }
  statementName(text6, writer, parsing) {
    let name2 = this.prepared.get(text6);
    if (name2 !== void 0) {
      if (this.prepared.size > MOST_PREPARED / 2) {
        this.prepared.delete(text6);
        this.prepared.set(text6, name2);
      }
      return name2;
    }
    if (this.prepared.size >= MOST_PREPARED) {
      const [oldest] = this.prepared;
      if (oldest) {
        this.prepared.delete(oldest[0]);
        writer.close(oldest[1]);
      }
    }
    name2 = `s${++this.preparedCount}`;
    this.prepared.set(text6, name2);
    writer.parse(name2, text6);
    parsing.push(text6);
    return name2;
  }
  forget(text6) {
    const name2 = this.prepared.get(text6);
    if (name2 === void 0) return;
    this.prepared.delete(text6);
    this.forgotten.push(name2);
  }
  receive(code, body2) {
    const [job] = this.jobs;
    if (code === ERROR && isGoodbye(body2)) {
      this.lost ??= new ConnectionLost(readFields(body2).get('M') ?? 'the connection was closed');
      return;
    }
    if (!job) return;
    const result2 = job.results[job.results.length - 1] ?? newResult();
    switch (code) {
      case DATA_ROW:
        result2.rows.push(new DataRow(body2));
        return;
      case COMMAND_COMPLETE:
        result2.command = readTag(body2);
        job.results.push(newResult());
        return;
      case EMPTY_QUERY:
        job.results.push(newResult());
        return;
      case READY:
        this.status = String.fromCharCode(body2.readUInt8(0));
        this.jobs.shift();
        this.settle(job);
        return;
      case PARSE_COMPLETE:
        job.parsing.shift();
        return;
      case ROW_DESCRIPTION:
        result2.columns = readColumns(body2);
        return;
      case ERROR:
        job.error ??= new PostgresError(readFields(body2), job.results.length - 1);
        return;
      case COPY_IN: {
        const writer = new MessageWriter(64);
        writer.copyFail('COPY from the client is not supported');
        this.socket.write(writer.finish());
        return;
      }
      default:
        return;
    }
  }
  settle(job) {
    if (job.error) {
      for (const text6 of job.parsing) this.prepared.delete(text6);
      job.reject(job.error);
      return;
    }
    job.results.pop();
    job.resolve(job.results);
  }
  lose(message, cause) {
    this.lost ??= new ConnectionLost(message, cause);
    for (const job of this.jobs.splice(0)) job.reject(this.lost);
    if (!this.socket.destroyed) this.socket.destroy();
    this.whenClosed();
  }
};
function isGoodbye(error) {
  const fields2 = readFields(error);
  const severity = fields2.get('V') ?? fields2.get('S');
  return severity === 'FATAL' || severity === 'PANIC';
}
var newResult = () => ({ rows: [], columns: null, command: '' });
var isOutdatedPlan = (error) => error.code === '26000' || (error.code === '0A000' && error.routine === 'RevalidateCachedQuery');
var DATA_ROW = 68;
var COMMAND_COMPLETE = 67;
var EMPTY_QUERY = 73;
var READY = 90;
var PARSE_COMPLETE = 49;
var ROW_DESCRIPTION = 84;
var ERROR = 69;
var COPY_IN = 71;

// engine/database/backend-pool.ts
var SWEEP_MS = 5e3;
var RECONNECT_MS = 100;
var BackendPool = class {
  options;
  /** The one used last is at the end and lent first, so that those not needed grow old. */
  idle = [];
  open = /* @__PURE__ */ new Set();
  waiters = [];
  opening = 0;
  isDown = false;
  isClosed = false;
  sweeper;
  constructor(options) {
    this.options = options;
    this.sweeper = setInterval(() => this.sweep(), SWEEP_MS);
    this.sweeper.unref();
  }
  /** A connection that is free right now, or null: then `lend` waits for one. */
  lendNow() {
    for (;;) {
      const entry2 = this.idle.pop();
      if (!entry2) return null;
      if (entry2.backend.isOpen) return entry2.backend;
    }
  }
  lend() {
    if (this.isClosed) return Promise.reject(new EngineError('unexpected', 'the database is closed'));
    const backend = this.lendNow();
    if (backend) return Promise.resolve(backend);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiters.splice(this.waiters.indexOf(waiter), 1);
        reject(
          new EngineError('postgres-max-connections-error', 'connection acquisition timeout expired', {
            status: 500,
            internal: { max_connections: this.options.maxConnections },
          }),
        );
      }, this.options.poolTimeoutMs);
      const waiter = { timer, resolve, reject };
      this.waiters.push(waiter);
      this.openMore();
    });
  }
  giveBack(backend) {
    if (!backend.isOpen) return;
    if (backend.isInTransaction || Date.now() - backend.openedAt > this.options.connectionLifetimeMs) {
      this.drop(backend);
      return;
    }
    const waiter = this.waiters.shift();
    if (waiter) {
      clearTimeout(waiter.timer);
      waiter.resolve(backend);
    } else if (this.isClosed) void backend.close();
    else this.idle.push({ backend, since: Date.now() });
  }
  connections() {
    return { open: this.open.size, idle: this.idle.length, waiting: this.waiters.length };
  }
  /** Waits for nobody: what is lent is closed when it comes back. */
  async close() {
    this.isClosed = true;
    clearInterval(this.sweeper);
    for (const waiter of this.waiters.splice(0)) {
      clearTimeout(waiter.timer);
      waiter.reject(new EngineError('unexpected', 'the database is closed'));
    }
    await Promise.all(this.idle.splice(0).map(({ backend }) => backend.close()));
  }
  openMore() {
    if (this.opening >= this.waiters.length || this.open.size + this.opening >= this.options.maxConnections) return;
    this.opening++;
    void this.connect()
      .then(
        (backend) => {
          this.opening--;
          this.giveBack(backend);
        },
        (error) => {
          this.opening--;
          const waiter = this.waiters.shift();
          if (waiter) clearTimeout(waiter.timer);
          waiter?.reject(error);
        },
      )
      .finally(() => this.openMore());
    this.openMore();
  }
  /** Tries twice, as Hasura does: a server that restarts refuses for a moment. */
  async connect() {
    const open = () => {
      const backend2 = Backend.open(this.options.connection, () => void backend2.then((b) => this.onClosed(b)));
      return backend2;
    };
    let backend;
    try {
      backend = await open().catch(async () => {
        await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
        return await open();
      });
    } catch (error) {
      this.tell('lost', error instanceof Error ? error.message : String(error));
      throw error;
    }
    this.open.add(backend);
    if (this.isDown) this.tell('back', 'connected again');
    return backend;
  }
  onClosed(backend) {
    if (!this.open.delete(backend)) return;
    const index = this.idle.findIndex((entry2) => entry2.backend === backend);
    if (index >= 0) this.idle.splice(index, 1);
    if (!this.isClosed && backend.wasLost) this.tell('lost', backend.wasLost);
    this.openMore();
  }
  tell(kind, message) {
    if (this.isDown === (kind === 'lost')) return;
    this.isDown = kind === 'lost';
    this.options.onConnection?.({ kind, message });
  }
  drop(backend) {
    void backend.close();
  }
  sweep() {
    const now = Date.now();
    const old = this.idle.filter(
      ({ backend, since }) =>
        now - since > this.options.idleTimeoutMs || now - backend.openedAt > this.options.connectionLifetimeMs,
    );
    for (const { backend } of old) this.drop(backend);
  }
};

// engine/database/listener.ts
import pg2 from 'pg';

var FIRST_RETRY_MS = 50;
var LAST_RETRY_MS = 5e3;
async function openListener(url, channel, onMessage, onGap) {
  let client = null;
  let retry = null;
  let closed = false;
  const connect2 = async () => {
    const next = new pg2.Client({ connectionString: url, keepAlive: true });
    let lost = false;
    const onLost = () => {
      if (lost || closed) return;
      lost = true;
      if (client === next) {
        client = null;
        reconnectLater(FIRST_RETRY_MS);
      }
      void next.end().catch(() => {});
    };
    next.on('error', onLost);
    next.on('end', onLost);
    next.on('notification', (message) => onMessage(message.payload ?? ''));
    try {
      await next.connect();
      await next.query(`listen ${pg2.escapeIdentifier(channel)}`);
    } catch (error) {
      void next.end().catch(() => {});
      throw error;
    }
    if (closed) await next.end();
    else if (lost) throw new Error('the connection was lost at once');
    else client = next;
  };
  const reconnectLater = (delayMs) => {
    retry = setTimeout(async () => {
      retry = null;
      try {
        await connect2();
        if (!closed) onGap();
      } catch {
        if (!closed) reconnectLater(Math.min(delayMs * 2, LAST_RETRY_MS));
      }
    }, delayMs);
  };
  await connect2();
  return {
    [Symbol.asyncDispose]: async () => {
      closed = true;
      if (retry) clearTimeout(retry);
      await client?.end().catch(() => {});
    },
  };
}

// engine/database/transaction.ts
async function runTransaction(link, options, work) {
  let isBegun = false;
  const run2 = async (statements, signal) => {
    if (isBegun) return await link.run(statements, signal);
    isBegun = true;
    const [, ...results] = await link.run([beginStatement(options), ...statements], signal);
    return results;
  };
  try {
    const result2 = await work({
      query: async (statement, more) => link.rows(await run2([{ ...statement, describe: true }], more?.signal ?? options.signal)),
      batch: async (statements, more) => link.cells(await run2(statements, more?.signal ?? options.signal)),
      script: async (text6) => {
        if (!isBegun) await run2([], options.signal);
        return await link.script(text6);
      },
    });
    if (isBegun) await link.run([COMMIT], void 0);
    return result2;
  } catch (error) {
    if (link.isOpen()) await link.run([ROLLBACK], void 0).catch(() => {});
    throw error;
  }
}
var beginStatement = ({ isolation, readOnly }) => ({
  text: `begin${isolation ? ` isolation level ${isolation.replace('-', ' ')}` : ''}${readOnly ? ' read only' : ''}`,
});
var COMMIT = { text: 'commit' };
var ROLLBACK = { text: 'rollback' };

// engine/database/pool.ts
function openDatabase(url, options = {}) {
  const pool = new BackendPool({
    connection: { connectionString: url, options: '-c TimeZone=UTC', keepAlive: true },
    maxConnections: options.maxConnections ?? 50,
    poolTimeoutMs: options.poolTimeoutMs ?? 3e4,
    idleTimeoutMs: options.idleTimeoutMs ?? 18e4,
    connectionLifetimeMs: options.connectionLifetimeMs ?? 6e5,
    onConnection: options.onConnection,
  });
  const prepared = (statement) => (options.prepare === false && statement.prepare ? { ...statement, prepare: false } : statement);
  const lent = async (work) => {
    const backend = pool.lendNow() ?? (await pool.lend());
    try {
      return await work(backend);
    } finally {
      pool.giveBack(backend);
    }
  };
  const linkTo = (backend) => ({
    run: (statements, signal) => cancellable(backend, signal, () => backend.run(statements.map(prepared))),
    script: async (text6) => scriptResult(await backend.script(text6)),
    isOpen: () => backend.isInTransaction,
    rows,
    cells,
  });
  const withIsolation = (transaction) => ({
    ...(options.isolation ? { isolation: options.isolation } : {}),
    ...transaction,
  });
  return {
    query: (statement, { signal } = {}) =>
      lent(async (backend) => rows(await linkTo(backend).run([{ ...statement, describe: true }], signal))),
    batch: (statements, { signal, transaction } = {}) =>
      lent(async (backend) => {
        const link = linkTo(backend);
        if (!transaction) return cells(await link.run(statements, signal));
        try {
          const results = await link.run([beginStatement(withIsolation(transaction)), ...statements, COMMIT], signal);
          return cells(results.slice(1, -1));
        } catch (error) {
          if (link.isOpen()) await link.run([ROLLBACK], void 0).catch(() => {});
          throw error;
        }
      }),
    transaction: (transaction, work) => lent((backend) => runTransaction(linkTo(backend), withIsolation(transaction), work)),
    script: async (text6) => scriptResult(await lent((backend) => backend.script(text6))),
    listen: (channel, onMessage, onGap) => openListener(url, channel, onMessage, onGap),
    connections: () => pool.connections(),
    [Symbol.asyncDispose]: () => pool.close(),
  };
}
async function cancellable(backend, signal, work) {
  if (!signal) return await work();
  signal.throwIfAborted();
  const cancel = () => backend.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await work();
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
var cells = (results) => results.map((result2) => result2.rows);
function rows(results) {
  const result2 = results.at(-1);
  const columns2 = result2?.columns;
  if (!result2 || !columns2) return [];
  return result2.rows.map((row) => {
    const texts = row.texts();
    return Object.fromEntries(columns2.map((name2, i) => [name2, texts[i] ?? null]));
  });
}
function scriptResult(results) {
  const last = results.at(-1);
  return {
    command: last?.command.replace(/[ \d]+$/, '') ?? '',
    columns: last?.columns ?? null,
    rows: last?.rows.map((row) => row.texts()) ?? [],
  };
}

// engine/plan/written-tables.ts
function writtenTables(plan) {
  const known2 = KNOWN.get(plan);
  if (known2) return known2;
  const tables = /* @__PURE__ */ new Set();
  const written = plan.roots.every((root) => collect(root, tables)) ? tables : 'any';
  KNOWN.set(plan, written);
  return written;
}
var KNOWN = /* @__PURE__ */ new WeakMap();
function collect({ field: field2 }, tables) {
  switch (field2.kind) {
    case 'insert':
      collectInsert(field2.insert, tables);
      return true;
    case 'update':
      tables.add(field2.update.table);
      return true;
    case 'update_many':
      for (const update of field2.updates) tables.add(update.table);
      return true;
    case 'delete':
      tables.add(field2.delete.table);
      return true;
    case 'namespace':
      return field2.roots.every((root) => collect(root, tables));
    default:
      return field2.kind !== 'function_mutation';
  }
}
function collectInsert(insert, tables) {
  tables.add(insert.table);
  for (const row of insert.rows) for (const nested of [...row.before, ...row.after]) collectInsert(nested.insert, tables);
}

// engine/sql/sql.ts
var make = (parts) => ({ parts });
function sql(text6, ...fragments) {
  const parts = [];
  text6.forEach((piece, i) => {
    parts.push(piece);
    const fragment = fragments[i];
    if (fragment) parts.push(...fragment.parts);
  });
  return make(parts);
}
var ident = (...names) => make([names.map((n) => `"${n.replaceAll('"', '""')}"`).join('.')]);
var relation = (key) => ident(...namesOf(key));
function tableName(key) {
  const [schema = '', name2 = ''] = namesOf(key);
  return schema === 'public' ? name2 : `${schema}.${name2}`;
}
var namesOf = (key) => [...key.matchAll(/"((?:[^"]|"")*)"/g)].map(([, name2]) => (name2 ?? '').replaceAll('""', '"'));
var integer = (n) => make([n.toString()]);
var literal = (text6) => make([quoted(text6)]);
var quoted = (text6) =>
  text6.includes('\\') ? ` E'${text6.replaceAll('\\', '\\\\').replaceAll("'", "''")}'` : `'${text6.replaceAll("'", "''")}'`;
var value = (v) => make([{ value: v, type: v.type.sql }]);
var typeName = (type) => make([type.sql]);
function join(fragments, separator = ', ') {
  return make(fragments.flatMap((f, i) => (i === 0 ? f.parts : [separator, ...f.parts])));
}
var empty = make([]);

// engine/sql/mutation-program.ts
var text2 = (json2) => ({ kind: 'text', text: json2 });
var refuseUnless = (condition2, index) =>
  sql`(case when ${condition2} then 'true' else ${literal(`${MARK}${index}`)} end)::boolean`;
var MARK = 'refused by permission ';
function refusalIn(error, refusals) {
  if (error.code !== '22P02') return null;
  const at2 = error.message.lastIndexOf(MARK);
  if (at2 < 0) return null;
  return refusals[Number.parseInt(error.message.slice(at2 + MARK.length), 10)] ?? null;
}
var setLocal = (name2, value2) => sql`set_config(${literal(`hasura.${name2}`)}, ${value2}, true)`;
var localRows = (name2, table) => sql`current_setting(${literal(`hasura.${name2}`)})::${table}[]`;

// engine/sql/answer-pieces.ts
function wantedRows(answer2) {
  if (answer2.kind === 'row') return [{ fields: answer2.fields, isList: false }];
  return answer2.fields.flatMap((field2) => (field2.kind === 'returning' ? [{ fields: field2.fields, isList: true }] : []));
}
var readsAfterwards = (wanted) =>
  wanted.some(({ fields: fields2 }) => fields2.some((field2) => field2.kind === 'rows' && field2.join.length > 0));
function answerPieces(answer2, counted, rowsAt) {
  if (answer2.kind === 'row') return [rowsAt(0)];
  let returned = 0;
  const pieceOf = (field2) => {
    switch (field2.kind) {
      case 'typename':
        return text2(JSON.stringify(field2.name));
      case 'affected_rows':
        return { kind: 'sum', steps: counted };
      case 'returning':
        return rowsAt(returned++);
    }
  };
  const members = answer2.fields.flatMap((field2, i) => [
    text2(`${i === 0 ? '' : ','}${JSON.stringify(field2.alias)}:`),
    pieceOf(field2),
  ]);
  return [text2('{'), ...members, text2('}')];
}
var nothingWritten = (answer2) => answerPieces(answer2, [], () => text2(answer2.kind === 'row' ? 'null' : '[]'));

// engine/model/condition.ts
var isOperand = (right) =>
  right.kind === 'column' || right.kind === 'function' || right.kind === 'cast' || right.kind === 'masked';
var TRUE = { kind: 'constant', value: true };
var FALSE = { kind: 'constant', value: false };
var allOf = (...conditions) => conjunction(conditions);
function conjunction(conditions) {
  const parts = conditions.flatMap((c) => (c.kind === 'and' ? c.of : [c])).filter((c) => !(c.kind === 'constant' && c.value));
  const no = parts.find((c) => c.kind === 'constant');
  if (no) return no;
  const [only2] = parts;
  return only2 === void 0 ? TRUE : parts.length === 1 ? only2 : { kind: 'and', of: parts };
}
var rooted = (filter) => (refersToRoot(filter) ? { kind: 'rooted', of: filter } : filter);
function refersToRoot(condition2) {
  switch (condition2.kind) {
    case 'constant':
    case 'rooted':
      return false;
    case 'and':
    case 'or':
      return condition2.of.some(refersToRoot);
    case 'not':
      return refersToRoot(condition2.of);
    case 'compare':
      return isRootOperand(condition2.subject) || (isOperand(condition2.value) && isRootOperand(condition2.value));
    case 'is_null':
      return isRootOperand(condition2.subject);
    case 'related':
    case 'related_function':
    case 'exists':
      return refersToRoot(condition2.where);
    case 'aggregate':
      return refersToRoot(condition2.filter) || condition2.columns.some(isRootOperand);
  }
}
function isRootOperand(operand) {
  switch (operand.kind) {
    case 'column':
      return operand.of === 'root';
    case 'function':
      return false;
    case 'cast':
      return isRootOperand(operand.operand);
    case 'masked':
      return isRootOperand(operand.operand) || refersToRoot(operand.when);
  }
}
function disjunction(conditions) {
  const parts = conditions.filter((c) => !(c.kind === 'constant' && !c.value));
  const yes = parts.find((c) => c.kind === 'constant');
  if (yes) return yes;
  const [only2] = parts;
  return only2 === void 0 ? FALSE : parts.length === 1 ? only2 : { kind: 'or', of: parts };
}

// engine/sql/comparison.ts
function comparison(operator2, left, right) {
  switch (operator2) {
    case 'eq':
      return sql`(${left}) = (${right})`;
    case 'neq':
      return sql`(${left}) <> (${right})`;
    case 'gt':
      return sql`(${left}) > (${right})`;
    case 'lt':
      return sql`(${left}) < (${right})`;
    case 'gte':
      return sql`(${left}) >= (${right})`;
    case 'lte':
      return sql`(${left}) <= (${right})`;
    case 'in':
      return sql`(${left}) = any (${right})`;
    case 'nin':
      return sql`(${left}) <> all (${right})`;
    case 'like':
      return sql`(${left}) like (${right})`;
    case 'nlike':
      return sql`(${left}) not like (${right})`;
    case 'ilike':
      return sql`(${left}) ilike (${right})`;
    case 'nilike':
      return sql`(${left}) not ilike (${right})`;
    case 'similar':
      return sql`(${left}) similar to (${right})`;
    case 'nsimilar':
      return sql`(${left}) not similar to (${right})`;
    case 'regex':
      return sql`(${left}) ~ (${right})`;
    case 'nregex':
      return sql`(${left}) !~ (${right})`;
    case 'iregex':
      return sql`(${left}) ~* (${right})`;
    case 'niregex':
      return sql`(${left}) !~* (${right})`;
    case 'contains':
    case 'ancestor':
    case 'ancestor_any':
      return sql`(${left}) @> (${right})`;
    case 'contained_in':
    case 'descendant':
    case 'descendant_any':
      return sql`(${left}) <@ (${right})`;
    case 'has_key':
    case 'matches_any':
      return sql`(${left}) ? (${right})`;
    case 'has_keys_any':
      return sql`(${left}) ?| (${right})`;
    case 'has_keys_all':
      return sql`(${left}) ?& (${right})`;
    case 'jsonb_path_exists':
      return sql`(${left}) @? (${right})`;
    case 'jsonb_path_match':
      return sql`(${left}) @@ (${right})`;
    case 'matches':
      return sql`(${left}) ~ (${right})`;
    case 'matches_fulltext':
      return sql`(${left}) @ (${right})`;
  }
}

// engine/sql/scope.ts
function compileContext(options) {
  let count2 = 0;
  return { options, newAlias: () => ident(`t${++count2}`) };
}
function rowScope(context, table, alias = context.newAlias()) {
  const row = { alias, table };
  return { current: row, root: row, context };
}
function nestedScope(scope, table) {
  return { ...scope, current: { alias: scope.context.newAlias(), table } };
}

// engine/sql/compile-expression.ts
function compileCondition(condition2, scope) {
  switch (condition2.kind) {
    case 'constant':
      return condition2.value ? sql`true` : sql`false`;
    case 'and':
    case 'or':
      return allOrAny(condition2, scope);
    case 'not':
      return sql`not (${compileCondition(condition2.of, scope)})`;
    case 'rooted':
      return compileCondition(condition2.of, { ...scope, root: scope.current });
    case 'compare':
      return compare2(condition2, scope);
    case 'is_null':
      return sql`(${compileOperand(condition2.subject, scope)}) is ${condition2.isNull ? sql`null` : sql`not null`}`;
    case 'related':
      return related(condition2, scope);
    case 'related_function': {
      const inner = nestedScope(scope, condition2.table);
      const from = sql`${compileCall(condition2.call, scope.current)} ${inner.current.alias}`;
      return sql`exists (select 1 from ${from} where ${compileCondition(condition2.where, inner)})`;
    }
    case 'exists': {
      const inner = nestedScope(scope, condition2.table);
      const from = sql`${relation(condition2.table)} ${inner.current.alias}`;
      return sql`exists (select 1 from ${from} where ${compileCondition(condition2.where, inner)})`;
    }
    case 'aggregate':
      return aggregate(condition2, scope);
  }
}
function allOrAny(condition2, scope) {
  if (condition2.of.length === 0) return condition2.kind === 'and' ? sql`true` : sql`false`;
  return sql`(${join(
    condition2.of.map((c) => compileCondition(c, scope)),
    condition2.kind === 'and' ? ' and ' : ' or ',
  )})`;
}
function related(condition2, scope) {
  const inner = nestedScope(scope, condition2.table);
  const where = join([...joinOn(condition2.mapping, scope, inner), compileCondition(condition2.where, inner)], ' and ');
  return sql`exists (select 1 from ${relation(condition2.table)} ${inner.current.alias} where ${where})`;
}
function joinOn(mapping, local, remote) {
  return mapping.map((pair2) => sql`${column(remote.current, pair2.remote)} = ${column(local.current, pair2.local)}`);
}
function aggregate(condition2, scope) {
  const inner = nestedScope(scope, condition2.table);
  const call = aggregateCall(condition2.function, condition2.columns, condition2.distinct, inner);
  const where = join([...joinOn(condition2.mapping, scope, inner), compileCondition(condition2.filter, inner)], ' and ');
  const result2 = sql`(select ${call} from ${relation(condition2.table)} ${inner.current.alias} where ${where})`;
  if (condition2.predicate.length === 0) return sql`true`;
  const parts = condition2.predicate.map(({ operator: operator2, value: right }) => {
    if (operator2 === 'is_null') return sql`${result2} is null`;
    if (operator2 === 'is_not_null') return sql`${result2} is not null`;
    return comparison(operator2, result2, value(right));
  });
  return sql`(${join(parts, ' and ')})`;
}
function aggregateCall(name2, columns2, distinct, scope) {
  const operands = columns2.map((c) => compileOperand(c, scope));
  if (operands.length === 0) return sql`count(*)`;
  const list2 = join(operands);
  const argument = name2 === 'count' && operands.length > 1 ? sql`(${list2})` : list2;
  return sql`${ident(name2)}(${distinct ? sql`distinct ` : sql``}${argument})`;
}
function compare2(condition2, scope) {
  const left = compileOperand(condition2.subject, scope);
  const right = isOperand(condition2.value) ? compileOperand(condition2.value, scope) : value(condition2.value);
  const plain2 = comparison(condition2.operator, left, right);
  if (!condition2.nullSafe || !mayBeNull(condition2.value)) return plain2;
  if (condition2.operator === 'eq') return sql`(${plain2} or ((${left}) is null and (${right}) is null))`;
  if (condition2.operator === 'neq') return sql`(${plain2} or ((${left}) is not null and (${right}) is null))`;
  return plain2;
}
function mayBeNull(right) {
  switch (right.kind) {
    case 'literal':
      return right.text === null;
    case 'session':
    case 'session_object':
    case 'list':
    case 'json':
      return false;
    default:
      return true;
  }
}
function compileOperand(operand, scope) {
  switch (operand.kind) {
    case 'column':
      return column(operand.of === 'root' ? scope.root : scope.current, operand.column);
    case 'function':
      return compileCall(operand.call, scope.current);
    case 'cast':
      return sql`(${compileOperand(operand.operand, scope)})::${typeName(operand.type)}`;
    case 'masked':
      return compileMasked(compileOperand(operand.operand, scope), operand.when, scope);
  }
}
var column = (row, name2) => sql`${row.alias}.${ident(name2)}`;
function compileMasked(expression, mask, scope) {
  return mask ? sql`case when ${compileCondition(mask, scope)} then ${expression} end` : expression;
}
function compileCall(call, row) {
  const given = call.arguments.map((argument) => {
    const expression = argument.kind === 'row' ? wholeRow(row) : value(argument.value);
    return argument.name === null ? expression : sql`${ident(argument.name)} => ${expression}`;
  });
  return sql`${ident(call.schema, call.name)}(${join(given)})`;
}
var wholeRow = (row) => (row ? sql`${row.alias}::${relation(row.table)}` : sql`null`);

// engine/sql/permission-check.ts
var CHECK_FAILED = {
  code: 'permission-error',
  message: 'check constraint of an insert/update permission has failed',
};

// engine/sql/compile-insert.ts
var MOST_PARAMETERS = 3e4;
var ROWS_A_SETTING = 50;
var NOTHING_DETERMINED = /* @__PURE__ */ new Map();
function compileInsert(insert, answer2, program) {
  if (insert.rows.length === 0) return nothingWritten(answer2);
  const wanted = wantedRows(answer2);
  const otherwise = answer2.kind === 'row' ? 'null' : '[]';
  const isNested = insert.rows.some((row) => row.before.length + row.after.length > 0);
  if (!isNested) {
    const chunks = chunksOf(insert, NOTHING_DETERMINED);
    const [only2] = chunks;
    if (only2 && chunks.length === 1) {
      return program.writeAndAnswer(rowsWrite(insert, only2, NOTHING_DETERMINED, program), answer2, insert.path);
    }
    if (!readsAfterwards(wanted)) {
      const steps = chunks.map((rows3) => writeRows(insert, rows3, NOTHING_DETERMINED, program, { rows: wanted }));
      return answerPieces(answer2, steps, (i) => ({ kind: 'lists', steps, column: 1 + i }));
    }
  }
  const first = program.steps.length;
  const settings = [];
  const keepNext = () => {
    const number2 = keptRows++;
    const name2 = `rows${Math.floor(number2 / ROWS_A_SETTING)}`;
    const isAdded = number2 % ROWS_A_SETTING > 0;
    if (!isAdded) settings.push(name2);
    return { name: name2, isAdded };
  };
  let keptRows = 0;
  if (isNested) {
    for (const row of insert.rows) {
      insertRow(insert, row, NOTHING_DETERMINED, 'r', program, { keep: wanted.length > 0 ? [keepNext()] : [] });
    }
  } else
    for (const rows3 of chunksOf(insert, NOTHING_DETERMINED))
      writeRows(insert, rows3, NOTHING_DETERMINED, program, { keep: [keepNext()] });
  const counted = program.steps.map((_, i) => i).slice(first);
  if (wanted.length === 0) return answerPieces(answer2, counted, () => ({ kind: 'text', text: otherwise }));
  const step = program.read(wanted, settings, insert.table);
  return answerPieces(answer2, counted, (i) => ({ kind: 'cell', step, column: i, otherwise }));
}
function insertRows(insert, determined, slot, program) {
  if (insert.rows.some((row) => row.before.length + row.after.length > 0)) {
    for (const row of insert.rows) insertRow(insert, row, determined, slot, program, {});
  } else for (const rows3 of chunksOf(insert, determined)) writeRows(insert, rows3, determined, program, {});
}
function insertRow(insert, row, determined, slot, program, wishes) {
  const all2 = new Map(determined);
  row.before.forEach((nested, i) => {
    const [object2] = nested.insert.rows;
    if (!object2) return;
    const inner = `${slot}_b${i}`;
    insertRow(nested.insert, object2, NOTHING_DETERMINED, inner, program, {
      keep: [{ name: inner, isAdded: false }],
      atLeastOne: noObject(nested),
    });
    for (const { local, remote } of nested.mapping) all2.set(local, kept2(inner, nested.insert.table, remote));
  });
  const keep2 = [...(wishes.keep ?? [])];
  if (row.after.length > 0 && !keep2.some(({ name: name2 }) => name2 === slot)) keep2.push({ name: slot, isAdded: false });
  const atLeastOne = wishes.atLeastOne ?? (row.after.length > 0 ? noParent(insert, row) : null);
  writeRows({ ...insert, path: row.path }, [row], all2, program, { ...wishes, keep: keep2, atLeastOne });
  row.after.forEach((nested, i) => {
    const columns2 = nested.mapping.map(({ local, remote }) => [remote, kept2(slot, insert.table, local)]);
    insertRows(nested.insert, new Map(columns2), `${slot}_a${i}`, program);
  });
}
var kept2 = (slot, table, name2) => sql`((${localRows(slot, relation(table))})[1]).${ident(name2)}`;
function noObject({ relationship, insert }) {
  const message = `cannot proceed to insert object relation "${relationship}" since insert to table "${tableName(insert.table)}" affects zero rows`;
  return { code: 'not-supported', message, path: insert.path.replace(/\.data$/, '') };
}
function noParent(insert, row) {
  const message = `cannot proceed to insert array relations since insert to table "${tableName(insert.table)}" affects zero rows`;
  return { code: 'not-supported', message, path: row.path };
}
function writeRows(insert, rows3, determined, program, { rows: wanted = [], keep: keep2 = [], atLeastOne = null }) {
  return program.write({ ...rowsWrite(insert, rows3, determined, program), rows: wanted, keep: keep2, atLeastOne }, insert.path);
}
function rowsWrite(insert, rows3, determined, program) {
  const scope = rowScope(program.context(), insert.table);
  const columns2 = [.../* @__PURE__ */ new Set([...rows3.flatMap((row) => [...row.columns.keys()]), ...determined.keys()])];
  const tuples = rows3.map((row) => {
    const cells3 = columns2.map((name2) => {
      const given = row.columns.get(name2);
      return given ? value(given) : (determined.get(name2) ?? sql`default`);
    });
    return sql`(${join(cells3)})`;
  });
  const what = columns2.length > 0 ? sql`(${join(columns2.map((c) => ident(c)))}) values ${join(tuples)}` : sql`default values`;
  const { onConflict: onConflict2 } = insert;
  const conflict2 = onConflict2 ? compileConflict(onConflict2, scope) : sql``;
  return {
    statement: sql`insert into ${relation(insert.table)} as ${scope.current.alias} ${what}${conflict2}`,
    scope,
    check: checked2(insert, scope),
    atLeastOne: null,
  };
}
function compileConflict(conflict2, scope) {
  const target2 = sql` on conflict on constraint ${ident(conflict2.constraint)}`;
  if (conflict2.update.length === 0) return sql`${target2} do nothing`;
  const set = [
    ...conflict2.update
      .filter((name2) => !conflict2.presets.has(name2))
      .map((name2) => sql`${ident(name2)} = excluded.${ident(name2)}`),
    ...[...conflict2.presets].map(([name2, preset]) => sql`${ident(name2)} = ${value(preset)}`),
  ];
  const { where } = conflict2;
  const only2 = isTrue(where) ? sql`` : sql` where ${compileCondition(where, scope)}`;
  return sql`${target2} do update set ${join(set)}${only2}`;
}
function checked2(insert, scope) {
  const updateCheck = insert.onConflict && insert.onConflict.update.length > 0 ? insert.onConflict.updateCheck : null;
  const refusal3 = { ...CHECK_FAILED, path: insert.path };
  if (isTrue(insert.check) && (!updateCheck || isTrue(updateCheck))) return null;
  const check = compileCondition(insert.check, scope);
  if (!updateCheck) return { of: check, refusal: refusal3 };
  const isNew = sql`${scope.current.alias}.xmax = ${integer(0n)}`;
  return { of: sql`case when ${isNew} then ${check} else ${compileCondition(updateCheck, scope)} end`, refusal: refusal3 };
}
var isTrue = (condition2) => condition2.kind === 'constant' && condition2.value;
function chunksOf(insert, determined) {
  const width = new Set(insert.rows.flatMap((row) => [...row.columns.keys()])).size;
  const most = width + determined.size === 0 ? 1 : Math.max(1, Math.floor(MOST_PARAMETERS / Math.max(1, width)));
  const chunks = [];
  for (let at2 = 0; at2 < insert.rows.length; at2 += most) chunks.push(insert.rows.slice(at2, at2 + most));
  return chunks;
}

// engine/sql/compile-source.ts
function compileSource(source3, scope, outer) {
  const from = source3.kind === 'table' ? relation(source3.table) : compileCall(source3.call, outer);
  return sql`${from} ${scope.current.alias}`;
}

// engine/sql/compile-order.ts
function compileOrderBy(orderBy2, scope, named = /* @__PURE__ */ new Map()) {
  if (orderBy2.length === 0) return empty;
  const items = orderBy2.map(({ by, direction: direction2, nulls }) => {
    const way = direction2 === 'asc' ? sql`asc` : sql`desc`;
    const once = by.kind === 'value' && by.mask && by.operand.kind === 'column' ? named.get(by.operand.column) : void 0;
    return sql`${once ?? target(by, scope)} ${way} nulls ${nulls === 'first' ? sql`first` : sql`last`}`;
  });
  return sql` order by ${join(items)}`;
}
function target(by, scope) {
  switch (by.kind) {
    case 'value':
      return compileMasked(compileOperand(by.operand, scope), by.mask, scope);
    case 'related': {
      const inner = rowScope(scope.context, by.table);
      const where = join([...joinOn(by.mapping, scope, inner), compileCondition(by.where, inner)], ' and ');
      const from = sql`${relation(by.table)} ${inner.current.alias}`;
      return sql`(select ${target(by.by, inner)} from ${from} where ${where} limit 1)`;
    }
    case 'aggregate': {
      const inner = rowScope(scope.context, by.from.table);
      const call = aggregateCall(by.function, by.operand ? [by.operand] : [], false, inner);
      const where = join([...joinOn(by.mapping, scope, inner), compileCondition(by.where, inner)], ' and ');
      return sql`(select ${call} from ${compileSource(by.from, inner, scope.current)} where ${where})`;
    }
  }
}

// engine/sql/base-rows.ts
function baseRows(select, outer, mapping) {
  const isNested = 'current' in outer;
  const context = isNested ? outer.context : outer;
  const inner = rowScope(context, select.from.table);
  const source3 = compileSource(select.from, inner, isNested ? outer.current : null);
  const isTrue2 = select.where.kind === 'constant' && select.where.value;
  const conditions = [
    ...(isNested ? joinOn(mapping, outer, inner) : []),
    ...(isTrue2 ? [] : [compileCondition(select.where, inner)]),
  ];
  const where = conditions.length > 0 ? sql` where ${join(conditions, ' and ')}` : empty;
  const distinct = distinctValues(select.distinctOn, inner);
  const order = compileOrderBy(select.orderBy, inner, distinct.named);
  const rest = sql`${where}${order}${bounds(select, isNested)}`;
  if (!isChosenFirst(select)) return { source: source3, rest, scope: inner };
  const scope = rowScope(context, select.from.table);
  const { what, from } = distinct;
  const chosen2 = sql`(select ${what}${inner.current.alias}.* from ${source3}${from}${rest}) ${scope.current.alias}`;
  return { source: chosen2, rest: empty, scope };
}
function distinctValues(operands, scope) {
  if (operands.length === 0) return { what: empty, from: empty, named: /* @__PURE__ */ new Map() };
  const masked = operands.flatMap((operand) => (operand.kind === 'masked' && operand.operand.kind === 'column' ? [operand] : []));
  const computed = scope.context.newAlias();
  const named = new Map(masked.map(({ operand }, i) => [columnName(operand), sql`${computed}.${ident(`m${i}`)}`]));
  const values = masked.map((operand, i) => sql`${compileOperand(operand, scope)} as ${ident(`m${i}`)}`);
  const list2 = operands.map((operand) => {
    const once = operand.kind === 'masked' ? named.get(columnName(operand.operand)) : void 0;
    return once ?? compileOperand(operand, scope);
  });
  const from = masked.length > 0 ? sql` cross join lateral (select ${join(values)}) ${computed}` : empty;
  return { what: sql`distinct on (${join(list2)}) `, from, named };
}
var columnName = (operand) => (operand.kind === 'column' ? operand.column : '');
var isChosenFirst = (select) =>
  select.distinctOn.length > 0 || (select.shape === 'aggregate' && (select.limit !== null || select.offset !== null));
function bounds(select, isNested) {
  const permission = select.shape === 'aggregate' ? null : select.permissionLimit;
  const limits = [
    ...(select.limit ? [bound(select.limit)] : []),
    ...(permission === null ? [] : [integer(BigInt(permission))]),
    ...(select.shape === 'row' && isNested ? [integer(1n)] : []),
  ];
  const [first] = limits;
  const limit = first === void 0 ? empty : sql` limit ${limits.length === 1 ? first : sql`least(${join(limits)})`}`;
  return sql`${limit}${select.offset ? sql` offset ${bound(select.offset)}` : empty}`;
}
function bound(limit) {
  return limit.kind === 'literal' && limit.text !== null && /^\d{1,18}$/.test(limit.text)
    ? integer(BigInt(limit.text))
    : value(limit);
}

// engine/sql/json.ts
var MOST_PAIRS = 50;
function jsonObject(pairs) {
  if (pairs.length <= MOST_PAIRS) return sql`json_build_object(${join(pairs.flatMap((p) => [literal(p.key), p.value]))})`;
  return concatenated(pairs);
}
function concatenated(pairs) {
  const pieces2 = pairs.map(({ key, value: value2 }, i) => {
    const before = `${i === 0 ? '{' : ','}${JSON.stringify(key)}:`;
    return sql`${literal(before)} || coalesce(to_json(${value2})::text, 'null')`;
  });
  return sql`(${join(pieces2, ' || ')} || '}')::json`;
}
var fitsIdentifier = (key) => Buffer.byteLength(key) <= 63 && !key.includes('\0');

// engine/sql/compile-fields.ts
function compileFields(fields2, scope, nested) {
  const expressions = fields2.map((field2) => ({ key: field2.alias, value: compileField(field2, scope, nested) }));
  if (expressions.every((e) => fitsIdentifier(e.key))) {
    return {
      columns: join(expressions.map((e) => sql`${e.value} as ${ident(e.key)}`)),
      object: (t) => sql`row_to_json(${t})`,
      element: (t) => t,
    };
  }
  const named = expressions.map((e, i) => ({ ...e, name: ident(`f${i}`) }));
  const object2 = (t) => jsonObject(named.map((e) => ({ key: e.key, value: sql`${t}.${e.name}` })));
  return { columns: join(named.map((e) => sql`${e.value} as ${e.name}`)), object: object2, element: object2 };
}
function compileField(field2, scope, nested) {
  switch (field2.kind) {
    case 'typename':
      return sql`${literal(field2.name)}::text`;
    case 'value': {
      const operand = compileOperand(field2.operand, scope);
      const part2 = field2.jsonPath ? sql`(${operand}) #> ${value(field2.jsonPath)}` : operand;
      return compileMasked(jsonReady(part2, field2.operand, scope.context), field2.mask, scope);
    }
    case 'rows':
      return compileMasked(sql`(${nested(field2.select, scope, field2.join)})`, field2.mask, scope);
  }
}
var STRINGIFIED = /* @__PURE__ */ new Set(['int8', 'numeric', 'float8']);
function jsonReady(expression, operand, context) {
  return context.options.stringifyNumeric && STRINGIFIED.has(operand.type.name) ? sql`(${expression})::text` : expression;
}

// engine/sql/compile-aggregate.ts
function compileAggregate(select, outer, mapping, nested) {
  const hasNodes = select.aggregate.some((field2) => field2.kind === 'nodes');
  const inOnePass = select.permissionLimit === null;
  const isOrdered = (hasNodes && inOnePass) || select.limit !== null || select.offset !== null || select.distinctOn.length > 0;
  const rows3 = baseRows(isOrdered ? select : { ...select, orderBy: [] }, outer, mapping);
  const { scope } = rows3;
  const x = scope.context.newAlias();
  const columns2 = [];
  const lateral = [];
  const take = (expression) => {
    const name2 = ident(`a${columns2.length}`);
    columns2.push(sql`${expression} as ${name2}`);
    return sql`${x}.${name2}`;
  };
  const nodes = (field2) => {
    if (!inOnePass) return sql`(${nested({ ...select, shape: 'list', fields: field2.fields }, outer, mapping)})`;
    const n = scope.context.newAlias();
    const fields2 = compileFields(field2.fields, scope, nested);
    lateral.push(sql` cross join lateral (select ${fields2.columns}) ${n}`);
    return sql`coalesce(json_agg(${take(fields2.element(n))}), '[]')`;
  };
  const pairs = select.aggregate.map((field2) => {
    if (field2.kind === 'typename') return { key: field2.alias, value: literal(field2.name) };
    if (field2.kind === 'nodes') return { key: field2.alias, value: nodes(field2) };
    return { key: field2.alias, value: jsonObject(field2.fields.map((f) => aggregateValue(f, scope, take))) };
  });
  const object2 = jsonObject(pairs);
  const list2 = columns2.length > 0 ? join(columns2) : integer(1n);
  return sql`select ${object2} from (select ${list2} from ${rows3.source}${join(lateral, '')}${rows3.rest}) ${x} having true`;
}
function aggregateValue(field2, scope, take) {
  if (field2.kind === 'typename') return { key: field2.alias, value: literal(field2.name) };
  if (field2.kind === 'count') return { key: field2.alias, value: count(field2.columns, field2.distinct, scope, take) };
  const values = field2.fields.map((f) => {
    if (f.kind === 'typename') return { key: f.alias, value: literal(f.name) };
    const operand = compileMasked(compileOperand(f.operand, scope), f.mask, scope);
    return { key: f.alias, value: jsonReady(sql`${ident(field2.function)}(${take(operand)})`, f.operand, scope.context) };
  });
  return { key: field2.alias, value: jsonObject(values) };
}
function count(columns2, distinct, scope, take) {
  if (columns2.length === 0) return sql`count(*)`;
  const list2 = join(columns2.map((operand) => take(compileOperand(operand, scope))));
  return sql`count(${distinct ? sql`distinct ` : empty}${columns2.length > 1 ? sql`(${list2})` : list2})`;
}

// engine/sql/compile-select.ts
function compileSelect(select, outer, mapping = []) {
  if (select.shape === 'aggregate') return compileAggregate(select, outer, mapping, compileSelect);
  const rows3 = baseRows(select, outer, mapping);
  const fields2 = compileFields(select.fields, rows3.scope, compileSelect);
  const t = rows3.scope.context.newAlias();
  const from = sql`(select ${fields2.columns} from ${rows3.source}${rows3.rest}) ${t}`;
  return select.shape === 'row'
    ? sql`select ${fields2.object(t)} from ${from}`
    : sql`select coalesce(json_agg(${fields2.element(t)}), '[]') from ${from}`;
}

// engine/sql/compile-update.ts
var PATH = '$';
function compileUpdate(update, answer2, program) {
  if (update.set.length === 0) return nothingWritten(answer2);
  const scope = rowScope(program.context(), update.table);
  const set = join(update.set.map((assignment) => assign(assignment, scope)));
  const where = compileCondition(update.where, scope);
  return program.writeAndAnswer(
    {
      statement: sql`update ${relation(update.table)} as ${scope.current.alias} set ${set} where ${where}`,
      scope,
      check: checked3(update.check, scope),
      atLeastOne: null,
    },
    answer2,
    PATH,
  );
}
function checked3(check, scope) {
  if (!check || (check.kind === 'constant' && check.value)) return null;
  return { of: compileCondition(check, scope), refusal: { ...CHECK_FAILED, path: PATH } };
}
function assign(assignment, scope) {
  const old = column(scope.current, assignment.column);
  return sql`${ident(assignment.column)} = ${changed(assignment, old)}`;
}
function changed(assignment, old) {
  const given = value(assignment.value);
  switch (assignment.kind) {
    case 'set':
      return given;
    case 'inc':
      return sql`${old} + ${given}`;
    case 'append':
      return sql`${old} || ${given}`;
    case 'prepend':
      return sql`${given} || ${old}`;
    case 'delete_key':
    case 'delete_elem':
      return sql`${old} - ${given}`;
    case 'delete_at_path':
      return sql`${old} #- ${given}`;
  }
}
function compileDelete(plan, answer2, program) {
  const scope = rowScope(program.context(), plan.table);
  const statement = sql`delete from ${relation(plan.table)} as ${scope.current.alias} where ${compileCondition(plan.where, scope)}`;
  return program.writeAndAnswer({ statement, scope, check: null, atLeastOne: null }, answer2, PATH);
}

// engine/sql/compile-write.ts
var M = ident('m');
var ROW = sql`${M}.${ident('r')}`;
var CHECK = ident('c');
function compileWrite(write5) {
  const { scope, check, atLeastOne } = write5;
  const table = relation(scope.current.table);
  const refusals = [...(check ? [check.refusal] : []), ...(atLeastOne ? [atLeastOne] : [])];
  const conditions = [
    // NULL passes, as in Hasura: only a check that is false refuses.
    ...(check ? [sql`coalesce((select bool_and(${M}.${CHECK}) from ${M}), true)`] : []),
    ...(atLeastOne ? [sql`exists (select from ${M})`] : []),
  ];
  const kept3 = write5.keep.map(({ name: name2, isAdded }) => {
    const rows3 = sql`array(select ${ROW} from ${M})`;
    return setLocal(name2, sql`(${isAdded ? sql`${localRows(name2, table)} || ${rows3}` : rows3})::text`);
  });
  const columns2 = [
    sql`(select count(*) from ${M})`,
    ...write5.rows.map((rows3) => selectRows(rows3, sql`(select (${ROW}).* from ${M})`, scope.current.table, scope.context)),
    ...conditions.map(refuseUnless),
    ...kept3,
  ];
  const returning = [sql`${scope.current.alias} as ${ident('r')}`, ...(check ? [sql`${check.of} as ${CHECK}`] : [])];
  const text6 = sql`with ${M} as (${write5.statement} returning ${join(returning)}) select ${join(columns2)}`;
  return { sql: text6, refusals };
}
function selectRows(wanted, from, table, context) {
  const scope = rowScope(context, table);
  const fields2 = compileFields(wanted.fields, scope, compileSelect);
  const t = context.newAlias();
  const rows3 = sql`(select ${fields2.columns} from ${from} ${scope.current.alias}) ${t}`;
  return wanted.isList
    ? sql`(select coalesce(json_agg(${fields2.element(t)}), '[]') from ${rows3})`
    : sql`(select ${fields2.object(t)} from ${rows3})`;
}

// engine/sql/program-builder.ts
var ProgramBuilder = class {
  steps = [];
  options;
  constructor(options) {
    this.options = options;
  }
  /** For the next statement: aliases need only be unique within one. */
  context() {
    return compileContext(this.options);
  }
  /** Answers the step's number. */
  write(write5, path) {
    const { sql: text6, refusals } = compileWrite(write5);
    return this.steps.push({ sql: text6, path, refusals }) - 1;
  }
  /** Fields of rows that were kept in settings. */
  read(wanted, kept3, table) {
    const context = this.context();
    const names = kept3.map((name2) => localRows(name2, relation(table)));
    const rows3 = sql`unnest(${join(names, ' || ')})`;
    const columns2 = wanted.map((w) => selectRows(w, rows3, table, context));
    return this.add(sql`select ${join(columns2)}`, '$');
  }
  add(statement, path) {
    return this.steps.push({ sql: statement, path, refusals: [] }) - 1;
  }
  /** One statement that writes, and what it answers; related rows by a second one. */
  writeAndAnswer(write5, answer2, path) {
    const wanted = wantedRows(answer2);
    const otherwise = answer2.kind === 'row' ? 'null' : '[]';
    if (!readsAfterwards(wanted)) {
      const step2 = this.write({ ...write5, rows: wanted, keep: [] }, path);
      return answerPieces(answer2, [step2], (i) => ({ kind: 'cell', step: step2, column: 1 + i, otherwise }));
    }
    const counted = this.write({ ...write5, rows: [], keep: [{ name: KEPT, isAdded: false }] }, path);
    const step = this.read(wanted, [KEPT], write5.scope.current.table);
    return answerPieces(answer2, [counted], (i) => ({ kind: 'cell', step, column: i, otherwise }));
  }
};
var KEPT = 'rows';

// engine/sql/compile-mutation.ts
function compileMutation(root, options) {
  const program = new ProgramBuilder(options);
  const answer2 = pieces(root, program);
  return { steps: program.steps, answer: answer2 };
}
function pieces(root, program) {
  switch (root.kind) {
    case 'insert':
      return compileInsert(root.insert, root.answer, program);
    case 'update':
      return compileUpdate(root.update, root.answer, program);
    case 'delete':
      return compileDelete(root.delete, root.answer, program);
    case 'update_many': {
      const each2 = root.updates.map((update) => compileUpdate(update, root.answer, program));
      return [text2('['), ...each2.flatMap((answer2, i) => (i === 0 ? answer2 : [text2(','), ...answer2])), text2(']')];
    }
    case 'function_mutation': {
      const step = program.add(sql`select (${compileSelect(root.select, program.context())})`, '$');
      return [{ kind: 'cell', step, column: 0, otherwise: 'null' }];
    }
  }
}

// engine/sql/render.ts
function renderPositional(sql2) {
  return render(sql2, (n, type) => `$${n}::${type}`);
}
function renderCohort(sql2, apart) {
  const { text: text6, values } = render(sql2, (n, type) => `("_subs"."v${n}")::${type}`, apart);
  const arrays = values.map((v, i) => `$${i + 1}::${elementType(v.type)}[]`);
  const names = values.map((_, i) => `"v${i + 1}"`);
  const source3 = arrays.length > 0 ? arrays.join(', ') : '$1::text[]';
  const columns2 = names.length > 0 ? names.join(', ') : '"v1"';
  const index = apart ? values.indexOf(apart) : -1;
  return {
    text: text6,
    values,
    subs: `unnest(${source3}) with ordinality as "_subs" (${columns2}, "n")`,
    apart: index < 0 ? null : index,
  };
}
var elementType = (type) => (type.kind === 'array' || type.element ? 'text' : type.sql);
function render(sql2, parameter2, apart) {
  const values = [];
  const known2 = /* @__PURE__ */ new Map();
  let text6 = '';
  for (const part2 of sql2.parts) {
    if (typeof part2 === 'string') {
      text6 += part2;
      continue;
    }
    const key = part2.value === apart ? '' : JSON.stringify(part2.value);
    let n = known2.get(key);
    if (n === void 0) {
      n = values.push(part2.value);
      known2.set(key, n);
    }
    text6 += parameter2(n, part2.type);
  }
  return { text: text6, values };
}

// engine/execute/compile-operation.ts
function createCompiler(options) {
  const queries = /* @__PURE__ */ new WeakMap();
  const mutations = /* @__PURE__ */ new WeakMap();
  return {
    query(plan) {
      let compiled = queries.get(plan);
      if (!compiled) {
        compiled = compileQuery(plan.roots, options);
        queries.set(plan, compiled);
      }
      return compiled;
    },
    mutation(plan) {
      let compiled = mutations.get(plan);
      if (!compiled) {
        compiled = compileMutationOperation(plan.roots, options);
        mutations.set(plan, compiled);
      }
      return compiled;
    },
  };
}
function compileQuery(roots, options) {
  const columns2 = [];
  const context = compileContext(options);
  const parts = object(roots, ({ path, field: field2 }) => {
    switch (field2.kind) {
      case 'text':
        return [field2.json];
      case 'select':
        return [columns2.push(sql`(${compileSelect(field2.select, context)})`) - 1];
      case 'action':
      case 'action_result':
        return [{ path, field: field2 }];
      default:
        throw new TypeError(`a query has no ${field2.kind}`);
    }
  });
  const statement = columns2.length > 0 ? renderPositional(sql`select ${join(columns2)}`) : null;
  return { statement, parts: glued(parts) };
}
function object(roots, partsOf) {
  const members = roots.flatMap((root, i) => [
    `${i === 0 ? '' : ','}${JSON.stringify(root.alias)}:`,
    ...(root.field.kind === 'namespace' ? object(root.field.roots, partsOf) : partsOf(root)),
  ]);
  return ['{', ...members, '}'];
}
function glued(parts) {
  const out = [];
  for (const part2 of parts) {
    const last = out.at(-1);
    if (typeof part2 === 'string' && typeof last === 'string') out[out.length - 1] = last + part2;
    else out.push(part2);
  }
  return out;
}
function compileMutationOperation(roots, options) {
  const units = [];
  const parts = object(roots, ({ path, field: field2 }) => {
    switch (field2.kind) {
      case 'text':
        return [field2.json];
      case 'action':
      case 'action_result': {
        const unit = { kind: 'effect', effect: { path, field: field2 } };
        units.push(unit);
        return [unit];
      }
      case 'insert':
      case 'update':
      case 'update_many':
      case 'delete':
      case 'function_mutation': {
        const { steps, answer: answer2 } = compileMutation(field2, options);
        const compiled = steps.map((step) => ({ ...renderPositional(step.sql), path: step.path, refusals: step.refusals }));
        const unit = { kind: 'transaction', steps: compiled, pieces: answer2, writes: [field2] };
        units.push(unit);
        return [unit];
      }
      default:
        throw new TypeError(`a mutation has no ${field2.kind}`);
    }
  });
  if (units.some((unit) => unit.kind === 'effect')) return { units, parts: glued(parts) };
  const whole2 = oneTransaction(parts);
  return { units: [whole2], parts: [whole2] };
}
function oneTransaction(parts) {
  const steps = [];
  const writes = [];
  const pieces2 = parts.flatMap((part2) => {
    if (typeof part2 === 'string') return [{ kind: 'text', text: part2 }];
    if (part2.kind === 'effect') return [];
    const first = steps.length;
    steps.push(...part2.steps);
    writes.push(...part2.writes);
    return part2.pieces.map((piece) => shifted(piece, first));
  });
  return { kind: 'transaction', steps, pieces: pieces2, writes };
}
function shifted(piece, by) {
  switch (piece.kind) {
    case 'text':
      return piece;
    case 'cell':
      return { ...piece, step: piece.step + by };
    case 'sum':
    case 'lists':
      return { ...piece, steps: piece.steps.map((step) => step + by) };
  }
}

// engine/execute/limits.ts
function checkLimits(limits, session, measure) {
  if (limits.disabled || session.role === 'admin') return;
  const depth2 = limitFor(limits.depth, session.role);
  if (depth2 !== null && measure.depth > depth2) {
    throw new EngineError(
      'invalid-query-resource-limits',
      `depth limit exceeded: the operation has a depth of ${measure.depth}, the limit is ${depth2}`,
    );
  }
  const nodes = limitFor(limits.nodes, session.role);
  if (nodes !== null && measure.nodes > nodes) {
    throw new EngineError(
      'invalid-query-resource-limits',
      `node limit exceeded: the operation has ${measure.nodes} nodes, the limit is ${nodes}`,
    );
  }
}
async function withTimeLimit(limits, context, work) {
  const { role } = context.session;
  const seconds = limits.disabled || role === 'admin' ? null : limitFor(limits.timeSeconds, role);
  if (seconds === null) return await work(context);
  const over = AbortSignal.timeout(seconds * 1e3);
  const signal = context.signal ? AbortSignal.any([context.signal, over]) : over;
  try {
    return await work({ ...context, signal });
  } catch (error) {
    if (!over.aborted) throw error;
    throw new EngineError('invalid-query-resource-limits', `time limit exceeded: the limit is ${seconds} seconds`, {
      cause: error,
    });
  }
}
var limitFor = (limit, role) => limit.perRole.get(role) ?? limit.global;

// engine/plan/number-text.ts
function numberText(text6, typeName2) {
  switch (typeName2) {
    case 'numeric': {
      const plain2 = expanded(text6);
      const point = plain2.indexOf('.');
      if (point < 0) return plain2;
      const grouped = point + 1 + Math.ceil((plain2.length - point - 1) / 4) * 4;
      return plain2.padEnd(plain2 === text6 ? grouped : grouped - 1, '0');
    }
    case 'money':
    case 'int2':
    case 'int4':
    case 'int8':
      return expanded(text6);
    default:
      return text6;
  }
}
var MOST_DIGITS = 2e4;
function expanded(text6) {
  const parts = /^(-?)(\d+)(?:\.(\d+))?[eE]([-+]?\d+)$/.exec(text6);
  if (!parts) return text6;
  const [, sign = '', whole2 = '', fraction = ''] = parts;
  const exponent = Number(parts[4]);
  if (Math.abs(exponent) > MOST_DIGITS) return text6;
  const point = whole2.length + exponent;
  const digits = (whole2 + fraction).padStart(whole2.length + fraction.length + Math.max(0, 1 - point), '0');
  const at2 = Math.max(point, 1);
  const all2 = digits.padEnd(at2, '0');
  const rest = all2.slice(at2).replace(/0+$/, '');
  return sign + all2.slice(0, at2).replace(/^0+(?=\d)/, '') + (rest === '' ? '' : `.${rest}`);
}

// engine/plan/variables.ts
import { Kind as Kind4, print as print2 } from 'graphql';

function declaredVariables(operation, used) {
  const declared = /* @__PURE__ */ new Map();
  for (const { variable: variable2, type, defaultValue } of operation.variableDefinitions ?? []) {
    const name2 = variable2.name.value;
    if (declared.has(name2)) throw new EngineError('parse-failed', `multiple definitions for variable "${name2}"`);
    declared.set(name2, {
      name: name2,
      type,
      typeText: print2(type),
      isNullable: type.kind !== Kind4.NON_NULL_TYPE,
      defaultValue: defaultValue ?? null,
    });
  }
  for (const name2 of used) {
    if (!declared.has(name2)) throw new EngineError('validation-failed', `unbound variable "${name2}"`);
  }
  return declared;
}
var ownValue = (values, name2) => (Object.hasOwn(values, name2) ? values[name2] : void 0);
function checkVariables(declared, used, values, allowsNull) {
  for (const variable2 of declared.values()) {
    if (variable2.isNullable) continue;
    const value2 = ownValue(values, variable2.name);
    if (value2 === void 0 && variable2.defaultValue === null) {
      throw new EngineError('validation-failed', `expecting a value for non-nullable variable: "${variable2.name}"`);
    }
    if (value2 === null && !allowsNull) {
      throw new EngineError('validation-failed', `null value found for non-nullable type: "${variable2.typeText}"`);
    }
  }
  for (const name2 of Object.keys(values)) {
    if (used.has(name2)) continue;
    const unknown2 = Object.keys(values).filter((n) => !used.has(n));
    throw new EngineError('validation-failed', `unexpected variables in variableValues: ${unknown2.join(', ')}`);
  }
}

// engine/plan/shape.ts
var ShapeRecorder = class {
  values;
  looks = [];
  checks = [];
  /** By path object: one that was made twice is looked at twice, which does no harm. */
  #seen = /* @__PURE__ */ new Map();
  constructor(values) {
    this.values = values;
  }
  look(path, aspect) {
    const answer2 = answerOf(valueAt(this.values, path), aspect);
    const seen = this.#seen.get(path);
    if (!seen?.has(aspect)) {
      if (seen) seen.add(aspect);
      else this.#seen.set(path, /* @__PURE__ */ new Set([aspect]));
      this.looks.push({ path, aspect, answer: answer2 });
    }
    return answer2;
  }
  check(path, accepts) {
    this.checks.push({ path, accepts });
  }
};
var MAX_RESULTS = 200;
var MAX_LOOKS = 2e4;
var ShapeTree = class {
  #root = null;
  #results = 0;
  #looks = 0;
  find(values) {
    let node = this.#root ?? void 0;
    while (node !== void 0) {
      if (node.look === null) {
        for (const check of node.checks) if (!check.accepts(valueAt(values, check.path))) return void 0;
        return node.result;
      }
      node = node.next.get(answerOf(valueAt(values, node.look.path), node.look.aspect));
    }
    return void 0;
  }
  add(recorded, result2) {
    if (recorded.looks.length > MAX_LOOKS) return;
    if (this.#results >= MAX_RESULTS || this.#looks + recorded.looks.length > MAX_LOOKS) {
      this.#root = null;
      this.#results = 0;
      this.#looks = 0;
    }
    this.#results++;
    this.#looks += recorded.looks.length;
    const leaf2 = { look: null, result: result2, checks: recorded.checks };
    let place = (node2) => {
      this.#root = node2;
    };
    let node = this.#root;
    for (const { path, aspect, answer: answer2 } of recorded.looks) {
      if (node === null || node.look === null) {
        node = { look: { path, aspect }, next: /* @__PURE__ */ new Map() };
        place(node);
      }
      const { next } = node;
      place = (child) => next.set(answer2, child);
      node = next.get(answer2) ?? null;
    }
    place(leaf2);
  }
};
function valueAt(values, path) {
  let value2 = ownValue(values, path[0]);
  for (let i = 1; i < path.length; i++) {
    const key = path[i];
    if (key === void 0) return void 0;
    if (Array.isArray(value2)) value2 = value2[Number(key)];
    else if (isObject3(value2)) value2 = ownValue(value2, String(key));
    else return void 0;
  }
  return value2;
}
var isObject3 = (value2) => value2 !== null && typeof value2 === 'object' && !Array.isArray(value2);
function kindOf(value2) {
  if (value2 === null || value2 === void 0) return 'null';
  if (Array.isArray(value2)) return 'list';
  switch (typeof value2) {
    case 'boolean':
      return 'boolean';
    case 'number':
    case 'bigint':
      return 'number';
    case 'string':
      return 'string';
    default:
      return 'object';
  }
}
function answerOf(value2, aspect) {
  switch (aspect) {
    case 'given':
      return value2 !== void 0;
    case 'null':
      return value2 === null || value2 === void 0;
    case 'kind':
      return kindOf(value2);
    case 'length':
      return Array.isArray(value2) ? value2.length : -1;
    case 'keys': {
      if (!isObject3(value2)) return '';
      const keys = Object.keys(value2);
      return `${keys.length}\0${keys.join('\0')}`;
    }
    case 'exact':
      return typeof value2 === 'string' ? `s${value2}` : typeof value2 === 'object' ? 'object' : `${typeof value2} ${value2}`;
  }
}

// engine/plan/bind.ts
function bindValue(value2, session, variables) {
  switch (value2.kind) {
    case 'literal':
      return value2.text;
    case 'variable':
      return encode(valueAt(variables, value2.path), value2.type);
    case 'session':
      return sessionText(session, value2.name);
    case 'session_object':
      return JSON.stringify(session.variables);
    case 'list':
      return arrayLiteral(
        value2.of.map((item) => bindValue(item, session, variables)),
        value2.type.element ?? value2.type,
      );
    case 'json':
      return bindJson(value2.of, variables);
  }
}
function bindJson(template, variables) {
  let text6 = '';
  for (const piece of template) text6 += typeof piece === 'string' ? piece : jsonText(valueAt(variables, piece.path));
  return text6;
}
function sessionText(session, name2) {
  const text6 = ownValue(session.variables, name2);
  if (typeof text6 !== 'string') throw new EngineError('not-found', `missing session variable: "${name2}"`);
  return text6;
}
function encode(value2, type) {
  if (value2 === null || value2 === void 0) return null;
  if (type.name === 'json' || type.name === 'jsonb') return jsonText(value2);
  if (typeof value2 === 'string') return value2;
  const { element: element2 } = type;
  if (element2) {
    const items = Array.isArray(value2) ? value2 : [value2];
    return arrayLiteral(
      items.map((item) => encode(item, element2)),
      element2,
    );
  }
  if (typeof value2 === 'number') return numberText(String(value2), type.name);
  return typeof value2 === 'object' ? jsonText(value2) : String(value2);
}
function arrayLiteral(items, element2) {
  if (element2.element) return `{${items.map((item) => item ?? 'NULL').join(',')}}`;
  return `{${items.map((item) => (item === null ? 'NULL' : quoted2(item))).join(',')}}`;
}
var quoted2 = (item) => (PLAIN2.test(item) ? item : `"${item.replace(/["\\]/g, '\\$&')}"`);
var PLAIN2 = /^(?!null$)[-+.:_A-Za-z0-9]+$/i;
function jsonText(value2) {
  try {
    return JSON.stringify(value2) ?? 'null';
  } catch (cause) {
    throw new EngineError('parse-failed', 'a JSON value nests too deeply', { cause });
  }
}

// engine/execute/bind.ts
var MOST_VALUES_KEPT = 200;
var bindStatement = ({ text: text6, values }, session, variables) => ({
  text: text6,
  values: values.map((value2) => bindValue(value2, session, variables)),
  prepare: values.length <= MOST_VALUES_KEPT,
});

// engine/actions/select-output.ts
async function selectOutput(value2, selection, joinRows2) {
  if (selection.length === 0) return writeJson(value2);
  const wanted = /* @__PURE__ */ new Map();
  collect2(value2, selection, wanted);
  const joined2 = /* @__PURE__ */ new Map();
  await Promise.all(
    [...wanted].map(async ([field2, objects]) => {
      const rows3 = await joinRows2(field2, objects);
      joined2.set(field2, new Map(objects.map((object2, i) => [object2, rows3[i] ?? 'null'])));
    }),
  );
  return write(value2, selection, joined2);
}
function collect2(value2, selection, wanted) {
  if (Array.isArray(value2)) {
    for (const item of value2) collect2(item, selection, wanted);
  } else if (isObject(value2)) {
    for (const field2 of selection) {
      if (field2.kind === 'rows') {
        const objects = wanted.get(field2);
        if (objects) objects.push(value2);
        else wanted.set(field2, [value2]);
      } else if (field2.kind === 'value' && field2.selection.length > 0) {
        collect2(property(value2, field2.field) ?? null, field2.selection, wanted);
      }
    }
  }
}
function write(value2, selection, joined2) {
  if (Array.isArray(value2)) return `[${value2.map((item) => write(item, selection, joined2)).join(',')}]`;
  if (!isObject(value2)) return writeJson(value2);
  const parts = selection.map((field2) => `${JSON.stringify(field2.alias)}:${fieldText(value2, field2, joined2)}`);
  return `{${parts.join(',')}}`;
}
function fieldText(object2, field2, joined2) {
  switch (field2.kind) {
    case 'typename':
      return JSON.stringify(field2.name);
    case 'rows':
      return joined2.get(field2)?.get(object2) ?? 'null';
    case 'value': {
      const found = property(object2, field2.field) ?? null;
      return field2.selection.length === 0 ? writeJson(found) : write(found, field2.selection, joined2);
    }
  }
}

// engine/actions/read-action.ts
async function readActionResult(log, read3) {
  const entry2 = await readAction(log, read3.name, read3.id, read3.session);
  if (entry2 === null) return 'null';
  const parts = await Promise.all(
    read3.selection.map(async (field2) => `${JSON.stringify(field2.alias)}:${await fieldText2(entry2, field2, read3.joinRows)}`),
  );
  return `{${parts.join(',')}}`;
}
async function fieldText2(entry2, field2, joinRows2) {
  switch (field2.kind) {
    case 'typename':
      return JSON.stringify(field2.name);
    case 'id':
      return JSON.stringify(entry2.id);
    case 'created_at':
      return entry2.createdAt;
    case 'errors':
      return entry2.errors ?? 'null';
    case 'output':
      return entry2.response === null ? 'null' : selectOutput(parseJson(entry2.response), field2.selection, joinRows2);
  }
}

// engine/actions/run-action.ts
async function runAction(deps, run2) {
  const { plan, context, model } = run2;
  const action = model.actions.get(plan.name);
  if (action === void 0) throw new EngineError('not-exists', `action with name "${plan.name}" does not exist`);
  if (action.kind === 'asynchronous') {
    const id = await enqueueAction(deps.log, {
      name: plan.name,
      input: run2.input,
      session: context.session,
      headers: context.headers,
    });
    return { json: JSON.stringify(id), cookies: [] };
  }
  const { value: value2, cookies } = await callAction(deps, {
    action,
    types: model.customTypes,
    input: run2.input,
    session: context.session,
    headers: context.headers,
    requestQuery: run2.requestQuery,
    ...(context.signal ? { signal: context.signal } : {}),
  });
  return { json: await selectOutput(value2, plan.selection, run2.joinRows), cookies };
}

// engine/sql/compile-join.ts
function compileJoin(select, columns2, options) {
  const scope = rowScope(compileContext(options), select.from.table);
  const { alias } = scope.current;
  const names = columns2.map((_, i) => `v${i}`);
  const mapping = columns2.map(({ remote }, i) => ({ local: names[i] ?? '', remote }));
  const n = ident('n');
  const objects = sql`unnest(${join(columns2.map((c) => value(c.values)))}) with ordinality as ${alias} (${join([...names.map((name2) => ident(name2)), n])})`;
  return sql`select (${compileSelect(select, scope, mapping)})::text from ${objects} order by ${alias}.${n}`;
}

// engine/execute/join-rows.ts
function joinRows(run2) {
  return async (field2, objects) => {
    const { deps, context, planned } = run2;
    const rendered = renderPositional(compileJoin(field2.select, columnsOf(run2, field2, objects), deps.compile));
    const statement = bindStatement(rendered, context.session, planned.variables);
    try {
      const [rows3 = []] = await deps.database.batch([statement], { signal: context.signal });
      return rows3.map((row) => row.text(0) ?? 'null');
    } catch (error) {
      throw toEngineError(error, { statement });
    }
  };
}
function columnsOf(run2, { relationship }, objects) {
  const table = run2.snapshot.model.tables.get(relationship.target);
  return relationship.mapping.map(({ local, remote }) => {
    const type = table?.catalog.columns.find((c) => c.name === remote)?.type;
    if (!type) throw new EngineError('unexpected', `column "${remote}" of an action's relationship does not exist`);
    const items = objects.map((object2) => ({ kind: 'literal', text: textOf(property(object2, local) ?? null), type }));
    const values = { kind: 'list', of: items, type: arrayOf(type) };
    return { remote, values };
  });
}
var arrayOf = (element2) => ({
  name: `_${element2.name}`,
  sql: `${element2.sql}[]`,
  kind: 'array',
  element: element2,
});
function textOf(value2) {
  if (value2 === null) return null;
  if (typeof value2 === 'string') return value2;
  return value2 instanceof DigitsNumber ? value2.text : writeJson(value2);
}

// engine/execute/run-query.ts
async function runQuery(run2, query) {
  const { statement, parts } = query;
  const cells3 = statement ? await readCells(run2, statement) : [];
  let text6 = '';
  for (const part2 of parts) {
    if (typeof part2 === 'string') text6 += part2;
    else if (typeof part2 === 'number') text6 += cells3[part2] ?? 'null';
    else text6 += await runEffect(run2, part2);
  }
  return text6;
}
async function readCells(run2, rendered) {
  const { database } = run2.deps;
  const { session, signal } = run2.context;
  const statement = bindStatement(rendered, session, run2.planned.variables);
  const read3 = () => database.batch([statement], { signal });
  try {
    const [rows3] = await read3().catch((error) => {
      if (error instanceof ConnectionLost) return read3();
      throw error;
    });
    return rows3?.[0]?.texts() ?? [];
  } catch (error) {
    throw toEngineError(error, { statement });
  }
}
async function runEffect(run2, { field: field2 }) {
  const { deps, snapshot, context, planned, request: request3 } = run2;
  const join5 = joinRows(run2);
  if (field2.kind === 'action_result') {
    const id = bindValue(field2.id, context.session, planned.variables);
    if (id === null) throw new EngineError('validation-failed', 'the id of an action cannot be null');
    return await readActionResult(deps.actionLog, {
      name: field2.name,
      id,
      selection: field2.selection,
      session: context.session,
      joinRows: join5,
    });
  }
  const answer2 = await runAction(
    { ...deps.actions, log: deps.actionLog },
    {
      plan: field2.action,
      input: bindJson(field2.action.input, planned.variables),
      model: snapshot.model,
      context,
      requestQuery: request3.query,
      joinRows: join5,
    },
  );
  run2.cookies.push(...answer2.cookies);
  return answer2.json;
}

// engine/execute/session-settings.ts
var sessionSettings = ({ session, headers }) => ({
  text: `select set_config('hasura.user', $1, true), set_config('hasura.tracecontext', $2, true)`,
  values: [JSON.stringify(session.variables), traceContext(headers)],
  prepare: true,
});
function traceContext(headers) {
  const w3c = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-/.exec(headers.traceparent ?? '');
  const trace = w3c?.[1] ?? headers['x-b3-traceid'];
  const span = w3c?.[2] ?? headers['x-b3-spanid'];
  return trace === void 0 ? '' : JSON.stringify({ trace_id: trace, ...(span === void 0 ? {} : { span_id: span }) });
}

// engine/actions/validate-input.ts
async function validateInput(deps, call) {
  const { validate, session } = call;
  const configured = Object.fromEntries(validate.headers.map((h) => [h.name, h.value]));
  const forwarded = validate.forwardClientHeaders ? forwardedHeaders(call.headers) : {};
  const standard = engineHeaders(deps.version);
  const internal2 = (error) =>
    new EngineError('unexpected', 'internal error', { internal: { error, request: { url: validate.url } } });
  let response;
  try {
    response = await deps.webhooks.send({
      method: 'POST',
      url: validate.url,
      headers: deps.configuredHeaderPrecedence
        ? mergeHeaders(standard, forwarded, configured)
        : mergeHeaders(configured, standard, forwarded),
      body: `{"version":1,"role":${JSON.stringify(session.role)},"session_variables":${JSON.stringify(session.variables)},"data":{"input":${call.input}}}`,
      timeoutMs: validate.timeoutSeconds * 1e3,
      ...(call.signal ? { signal: call.signal } : {}),
    });
  } catch (error) {
    if (!(error instanceof WebhookError)) throw error;
    throw new EngineError('unexpected', 'http exception when calling webhook', {
      internal: { error: error.message, request: { url: validate.url } },
    });
  }
  if (response.status === 200) return;
  if (response.status !== 400) throw internal2(`expecting 200 or 400 status code, but found ${response.status}`);
  const message = refusal2(response.body);
  if (message === null) throw internal2('expecting an object with a "message" in the response of status 400');
  throw new EngineError('validation-failed', message, { path: call.path });
}
function refusal2(body2) {
  try {
    const value2 = parseJson(body2);
    const message = isObject(value2) ? property(value2, 'message') : void 0;
    return typeof message === 'string' ? message : null;
  } catch {
    return null;
  }
}

// engine/execute/validate-inputs.ts
async function validateInputs(run2, writes) {
  const { session, headers, signal } = run2.context;
  for (const { webhook, input } of writes.flatMap(validationsOf)) {
    const text6 = bindJson(input, run2.planned.variables);
    await validateInput(run2.deps.actions, {
      validate: webhook,
      input: text6,
      path: '$',
      session,
      headers,
      ...(signal ? { signal } : {}),
    });
  }
}
function validationsOf(write5) {
  switch (write5.kind) {
    case 'insert':
      return ofInsert(write5.insert);
    case 'update':
      return write5.update.validateInput ? [write5.update.validateInput] : [];
    case 'update_many':
      return write5.updates.flatMap((update) => (update.validateInput ? [update.validateInput] : []));
    case 'delete':
      return write5.delete.validateInput ? [write5.delete.validateInput] : [];
    case 'function_mutation':
      return [];
  }
}
function ofInsert(insert) {
  const nested = insert.rows.flatMap((row) => [...row.before, ...row.after]).flatMap((n) => ofInsert(n.insert));
  return insert.validateInput ? [insert.validateInput, ...nested] : nested;
}

// engine/execute/run-mutation.ts
async function runMutation(run2, mutation) {
  const answers = /* @__PURE__ */ new Map();
  for (const unit of mutation.units) {
    answers.set(unit, unit.kind === 'effect' ? await runEffect(run2, unit.effect) : await runTransaction2(run2, unit));
  }
  return mutation.parts.map((part2) => (typeof part2 === 'string' ? part2 : (answers.get(part2) ?? 'null'))).join('');
}
async function runTransaction2(run2, unit) {
  const { deps, context, planned } = run2;
  await validateInputs(run2, unit.writes);
  const steps = unit.steps.map((step) => bindStatement(step, context.session, planned.variables));
  const results = steps.length > 0 ? await write2(run2, unit.steps, steps, deps.isolation) : [];
  return unit.pieces.map((piece) => pieceText(piece, results)).join('');
}
async function write2(run2, steps, statements, isolation) {
  const { database } = run2.deps;
  try {
    const [, ...results] = await database.batch([sessionSettings(run2.context), ...statements], {
      signal: run2.context.signal,
      ...(isolation ? { transaction: { isolation } } : {}),
    });
    return results;
  } catch (error) {
    throw failure(error, steps, statements, isolation ? 2 : 1);
  }
}
function failure(error, steps, statements, before) {
  if (!(error instanceof PostgresError)) return toEngineError(error);
  const index = error.statementIndex - before;
  const step = steps[index];
  const statement = statements[index];
  const refusal3 = step ? refusalIn(error, step.refusals) : null;
  if (refusal3) return new EngineError(refusal3.code, refusal3.message, { path: refusal3.path });
  return toEngineError(error, { path: step?.path ?? '$', ...(statement ? { statement } : {}) });
}
function pieceText(piece, results) {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'cell':
      return results[piece.step]?.[0]?.text(piece.column) ?? piece.otherwise;
    case 'sum':
      return String(piece.steps.reduce((sum, step) => sum + Number(results[step]?.[0]?.text(0) ?? 0), 0));
    case 'lists':
      return `[${piece.steps
        .map((step) => (results[step]?.[0]?.text(piece.column) ?? '[]').slice(1, -1))
        .filter((items) => items !== '')
        .join(',')}]`;
  }
}

// engine/execute/execute.ts
function createExecutor(deps) {
  const compiler = createCompiler(deps.compile);
  return async (request3, context, asQuery = false) => {
    const snapshot = deps.snapshot();
    const planned = deps.planner.plan(snapshot, request3, context.session);
    checkLimits(snapshot.model.limits, context.session, planned.measure);
    return await withTimeLimit(snapshot.model.limits, context, async (limited) => {
      const run2 = { deps, snapshot, request: request3, planned, context: limited, cookies: [] };
      const { plan } = planned;
      if (plan.kind === 'subscription' && !asQuery) {
        throw new EngineError('unexpected-payload', 'subscriptions are not supported over HTTP, use websockets instead');
      }
      const data =
        plan.kind === 'mutation' ? await runMutation(run2, compiler.mutation(plan)) : await runQuery(run2, compiler.query(plan));
      if (plan.kind === 'mutation') await deps.afterWrites?.(writtenTables(plan));
      return { body: `{"data":${data}}`, status: 200, cookies: run2.cookies };
    });
  };
}

// engine/console/console-endpoint.ts
import { readFile } from 'node:fs/promises';
import { basename, dirname, extname, join as join2 } from 'node:path';
import { fileURLToPath } from 'node:url';

// engine/console/page.ts
var CONSOLE_PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>GraphQL console</title>
    <link rel="stylesheet" href="console/main.css" />
  </head>
  <body>
    <div id="console"></div>
    <script type="module" src="console/main.js"></script>
  </body>
</html>
`;

// engine/console/console-endpoint.ts
function consoleDirectory() {
  const here = dirname(fileURLToPath(import.meta.url));
  return basename(here) === 'console' ? join2(here, '..', '..', 'dist', 'console') : join2(here, 'console');
}
function consoleEndpoint(directory = consoleDirectory()) {
  const files = /* @__PURE__ */ new Map();
  const file = (name2) => {
    const known2 = files.get(name2);
    if (known2) return known2;
    const read3 = readFile(join2(directory, name2));
    files.set(name2, read3);
    read3.catch(() => files.delete(name2));
    return read3;
  };
  const handle = async (call) => {
    const name2 = call.path.slice('/console/'.length);
    const contentType = TYPES[extname(name2)];
    if (contentType === void 0 || !FILES.has(name2)) return page(call.path);
    try {
      return { status: 200, contentType, body: await file(name2), headers: ['Cache-Control', 'no-cache'] };
    } catch {
      throw new EngineError('not-found', 'the console is not built', { status: 404 });
    }
  };
  return { methods: ['GET', 'HEAD'], errors: 'api', handle };
}
var FILES = /* @__PURE__ */ new Set(['main.js', 'main.css']);
var TYPES = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};
var page = (path) => ({
  status: 200,
  contentType: 'text/html; charset=utf-8',
  body: CONSOLE_PAGE.replace(
    '<head>',
    `<head>
    <base href="${'../'.repeat(path.split('/').length - 2) || './'}" />`,
  ),
  headers: [
    'Content-Security-Policy',
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'self'",
    'Referrer-Policy',
    'no-referrer',
    'Cache-Control',
    'no-cache',
  ],
});

// engine/metrics/metrics-endpoint.ts
import { createHash, timingSafeEqual as timingSafeEqual2 } from 'node:crypto';

var metricsEndpoint = (metrics, secret) => ({
  methods: ['GET', 'HEAD'],
  errors: 'api',
  handle: async (call) => {
    if (secret === null || !same(call.headers.authorization ?? '', `Bearer ${secret}`)) await call.authenticateAdmin(null);
    return { status: 200, contentType: metrics.contentType, body: await metrics.text() };
  },
});
var same = (a, b) => timingSafeEqual2(digest(a), digest(b));
var digest = (text6) => createHash('sha256').update(text6).digest();

// engine/http/json-body.ts
import { isUtf8 } from 'node:buffer';

function parseJsonBody(body2) {
  if (!isUtf8(body2)) throw new EngineError('invalid-json', 'the request body is not valid UTF-8');
  return parseJsonText(body2.toString('utf8'));
}
function parseJsonText(text6) {
  let value2;
  try {
    value2 = JSON.parse(text6);
  } catch (error) {
    const why = error instanceof RangeError ? 'nested too deeply' : 'not a valid json value';
    throw new EngineError('invalid-json', `Error in $: Failed reading: ${why}`);
  }
  if (SURROGATE_ESCAPE.test(text6) && !isWellFormed(value2))
    throw new EngineError('invalid-json', 'the request holds a lone surrogate, which is not a Unicode character');
  return value2;
}
var SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/;
function isWellFormed(root) {
  const todo = [root];
  while (todo.length > 0) {
    const value2 = todo.pop();
    if (typeof value2 === 'string') {
      if (!WELL_FORMED.test(value2)) return false;
    } else if (Array.isArray(value2)) for (const item of value2) todo.push(item);
    else if (typeof value2 === 'object' && value2 !== null)
      for (const [key, item] of Object.entries(value2)) todo.push(key, item);
  }
  return true;
}
var WELL_FORMED = /^\P{Cs}*$/u;

// engine/http/send.ts
import { promisify } from 'node:util';
import { brotliCompress, gzip, constants as zlib } from 'node:zlib';

var JSON_TYPE = 'application/json; charset=utf-8';
var gzipAsync = promisify(gzip);
var brotliAsync = promisify(brotliCompress);
var COMPRESS_FROM_BYTES = 1400;
var json = (value2, status = 200, headers) => ({
  status,
  contentType: JSON_TYPE,
  body: JSON.stringify(value2),
  ...(headers ? { headers } : {}),
});
function send2(res, reply, common, acceptEncoding) {
  const size2 = typeof reply.body === 'string' ? Buffer.byteLength(reply.body) : reply.body.length;
  if (acceptEncoding !== void 0 && size2 >= COMPRESS_FROM_BYTES && !res.req.method?.startsWith('HEAD')) {
    const encoding = chooseEncoding(acceptEncoding);
    if (encoding !== null) return sendCompressed(res, reply, common, encoding);
  }
  write3(res, reply, reply.body, size2, common, ['Content-Type', reply.contentType]);
  return size2;
}
async function sendCompressed(res, reply, common, encoding) {
  const plain2 = Buffer.from(reply.body);
  const packed =
    encoding === 'br'
      ? await brotliAsync(plain2, { params: { [zlib.BROTLI_PARAM_QUALITY]: 4, [zlib.BROTLI_PARAM_SIZE_HINT]: plain2.length } })
      : await gzipAsync(plain2, { level: 4 });
  const own = ['Content-Type', reply.contentType, 'Content-Encoding', encoding];
  write3(res, reply, packed, packed.length, common, own);
  return packed.length;
}
function write3(res, reply, body2, size2, common, own) {
  if (res.headersSent || res.destroyed) return;
  own.push('Content-Length', String(size2), ...common);
  if (reply.headers) own.push(...reply.headers);
  res.writeHead(reply.status, own);
  if (res.req.method === 'HEAD') res.end();
  else res.end(body2);
}
function chooseEncoding(accept) {
  const weights = /* @__PURE__ */ new Map();
  for (const part2 of accept.toLowerCase().split(',')) {
    const [name2, ...parameters] = part2.split(';').map((p) => p.trim());
    const q = parameters.find((p) => p.startsWith('q='));
    if (name2) weights.set(name2, q === void 0 ? 1 : Number(q.slice(2)) || 0);
  }
  const weight = (name2) => weights.get(name2) ?? weights.get('*') ?? 0;
  const [br, gz] = [weight('br'), weight('gzip')];
  if (br <= 0 && gz <= 0) return null;
  return br >= gz ? 'br' : 'gzip';
}

// engine/rest/answer-rest.ts
import { Kind as Kind6, parse as parse2 } from 'graphql';
import { LRUCache as LRUCache4 } from 'lru-cache';

// engine/rest/match-endpoint.ts
var METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'];
function matchEndpoint(endpoints, method, path) {
  const segments = decoded(path);
  const fitting = segments === null ? [] : endpoints.flatMap((endpoint) => fits(endpoint, segments));
  const [match, ...others] = fitting.filter((m) => m.endpoint.methods.includes(method));
  if (match !== void 0) {
    if (others.length > 0) throw new EngineError('unexpected', 'Multiple endpoints match request');
    return match;
  }
  if (fitting.length === 0) throw new EngineError('not-found', 'Endpoint not found', { status: 404 });
  const allowed = METHODS.filter((m) => fitting.some((f) => f.endpoint.methods.includes(m)));
  throw new EngineError('method-not-allowed', `Allowed methods: ${allowed.join(', ')}`, { status: 405 });
}
function decoded(path) {
  try {
    return path.split('/').map(decodeURIComponent);
  } catch {
    return null;
  }
}
function fits(endpoint, segments) {
  const template = endpoint.url.split('/');
  if (template.length !== segments.length) return [];
  const parameters = /* @__PURE__ */ new Map();
  for (const [i, part2] of template.entries()) {
    const segment = segments[i] ?? '';
    if (part2.startsWith(':') && segment !== '') parameters.set(part2.slice(1), segment);
    else if (part2 !== segment) return [];
  }
  return [{ endpoint, parameters }];
}

// engine/rest/read-variables.ts
import { Kind as Kind5 } from 'graphql';

function readVariables(expected, given) {
  const types = new Map(expected.map((v) => [v.variable.name.value, v.type]));
  const variables = new Map(Object.entries(given.body));
  for (const name2 of variables.keys()) requireExpected(name2, types);
  for (const [name2, text6] of [...given.query, ...given.path]) {
    const value2 = fromText(name2, text6, requireExpected(name2, types));
    if (value2 === void 0) variables.delete(name2);
    else variables.set(name2, value2);
  }
  return Object.fromEntries(variables);
}
function requireExpected(name2, types) {
  const type = types.get(name2);
  if (type === void 0) throw new EngineError('bad-request', `Unexpected variable ${name2}`);
  return type;
}
function fromText(name2, text6, type) {
  const nullable = type.kind !== Kind5.NON_NULL_TYPE;
  const inner = type.kind === Kind5.NON_NULL_TYPE ? type.type : type;
  if (inner.kind !== Kind5.NAMED_TYPE) {
    throw new EngineError(
      'bad-request',
      `The variable type for the expected variable ${name2}, with value ${JSON.stringify(text6)} is not supported.`,
    );
  }
  const typeName2 = inner.name.value;
  if (typeName2 === 'String') return text6;
  const value2 = decode(text6);
  if (value2 === null && nullable) return void 0;
  if (typeName2 === 'Boolean' && text6 === '') return true;
  if (typeName2 === 'ID' || typeName2 === 'uuid' || typeName2 === 'UUID') return text6;
  if (value2 === null) throw new EngineError('bad-request', `Null or missing value for non-nullable variable: ${name2}`);
  if (typeName2 === 'Boolean') return typeof value2 === 'boolean' ? value2 : refuse2(name2, typeName2, text6, value2);
  if (typeName2 === 'Int' || typeName2 === 'Float')
    return typeof value2 === 'number' ? value2 : refuse2(name2, typeName2, text6, value2);
  return typeof value2 === 'number' && String(value2) === text6 ? value2 : text6;
}
function refuse2(name2, type, text6, value2) {
  const got = typeof value2 === 'boolean' ? 'Bool' : typeof value2 === 'number' ? 'Number' : null;
  throw new EngineError(
    'bad-request',
    got === null
      ? `Type of URL parameter for variable ${name2} not supported - Consider putting it in the request body: ${JSON.stringify(text6)}`
      : `Expected ${type} for variable ${name2} got ${got}`,
  );
}
function decode(text6) {
  try {
    return JSON.parse(text6);
  } catch {
    return void 0;
  }
}

// engine/rest/answer-rest.ts
async function answerRest(core, request3, context) {
  const { endpoint, parameters } = matchEndpoint(core.snapshot().model.restEndpoints, request3.method, request3.path);
  const operation = operationOf(endpoint.query);
  const variables = readVariables(operation.variableDefinitions ?? [], {
    path: parameters,
    query: request3.query,
    body: bodyObject(request3.body),
  });
  const answer2 = await core.execute({ query: endpoint.query, variables }, context);
  const isData = answer2.body.startsWith(DATA);
  return {
    status: isData ? 200 : answer2.status === 200 ? 400 : answer2.status,
    body: isData ? answer2.body.slice(DATA.length, -1) : apiErrorText(answer2.body),
    cookies: answer2.cookies,
  };
}
var DATA = '{"data":';
function bodyObject(body2) {
  if (body2 === null || body2 === void 0) return {};
  if (typeof body2 !== 'object' || Array.isArray(body2))
    throw new EngineError('bad-request', 'expected a JSON object as the request body');
  return { ...body2 };
}
var operations = new LRUCache4({ max: 1e3 });
function operationOf(query) {
  const known2 = operations.get(query);
  if (known2) return known2;
  const operation = parse2(query, { noLocation: true }).definitions.find((d) => d.kind === Kind6.OPERATION_DEFINITION);
  if (!operation) throw new EngineError('unexpected', 'A stored query should contain exactly one definition');
  operations.set(query, operation);
  return operation;
}
function apiErrorText(body2) {
  const [error] = JSON.parse(body2).errors ?? [];
  const { path = '$', code = 'unexpected', internal: internal2 } = error?.extensions ?? {};
  return JSON.stringify({
    path,
    error: error?.message ?? 'internal error',
    code,
    ...(internal2 === void 0 ? {} : { internal: internal2 }),
  });
}

// engine/rest/open-api.ts
import {
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  Kind as Kind7,
  parse as parse3,
  typeFromAST,
} from 'graphql';

// engine/rest/scalar-schema.ts
var SCALARS = {
  Int: { type: 'integer' },
  Float: { type: 'number' },
  Boolean: { type: 'boolean' },
  String: { type: 'string' },
  ID: { type: 'string' },
  uuid: { type: 'string', format: 'uuid' },
  smallint: { type: 'integer' },
  float8: { type: 'number' },
  date: { type: 'string', format: 'date' },
  timestamptz: { type: 'string', format: 'date-time' },
  timestamp: { type: 'string' },
  time: { type: 'string' },
  timetz: { type: 'string' },
  // May be text: numbers that JSON readers would round (`STRINGIFY_NUMERIC_TYPES`).
  bigint: { title: 'bigint' },
  numeric: { title: 'numeric' },
  json: { title: 'json' },
  jsonb: { title: 'jsonb' },
};
var scalarSchema = (name2) => (Object.hasOwn(SCALARS, name2) ? { ...SCALARS[name2] } : { title: name2 });

// engine/rest/open-api.ts
function openApiDocument(endpoints, schema) {
  const paths = {};
  for (const endpoint of endpoints) {
    const path = `/api/rest/${endpoint.url
      .split('/')
      .map((s) => (s.startsWith(':') ? `{${s.slice(1)}}` : s))
      .join('/')}`;
    const operations2 = { ...paths[path] };
    for (const method of endpoint.methods) operations2[method.toLowerCase()] = describe2(endpoint, method, path, schema);
    paths[path] = operations2;
  }
  return {
    openapi: '3.0.0',
    info: {
      title: 'Rest Endpoints',
      version: '',
      description: 'These OpenAPI specifications are automatically generated by Hasura.',
    },
    paths,
    components: {},
  };
}
function describe2(endpoint, method, path, schema) {
  const document = parse3(endpoint.query);
  const operation = document.definitions.find((d) => d.kind === Kind7.OPERATION_DEFINITION);
  const fragments = new Map(
    document.definitions.flatMap((d) => (d.kind === Kind7.FRAGMENT_DEFINITION ? [[d.name.value, d]] : [])),
  );
  const variables = operation?.variableDefinitions ?? [];
  const inPath = new Set(endpoint.url.split('/').flatMap((s) => (s.startsWith(':') ? [s.slice(1)] : [])));
  const others = variables.filter((v) => !inPath.has(v.variable.name.value));
  return {
    summary: endpoint.name,
    description: `${
      endpoint.comment
        ? `${endpoint.comment}
`
        : ''
    }***
The GraphQl query for this endpoint is:
\`\`\` graphql
${endpoint.query}
\`\`\``,
    parameters: [
      SECRET,
      ...[...inPath].map((name2) => {
        const variable2 = variables.find((v) => v.variable.name.value === name2);
        return variable2
          ? parameter(variable2, 'path', schema)
          : { name: name2, in: 'path', required: true, schema: { type: 'string' } };
      }),
      ...others.filter((v) => fitsQueryString(v, schema)).map((v) => parameter(v, 'query', schema)),
    ],
    ...(method !== 'GET' && others.length > 0 ? { requestBody: requestBody(others, schema) } : {}),
    responses: {
      200: {
        description: `Responses for ${method} ${path}`,
        content: { 'application/json': { schema: operation ? answerSchema(operation, fragments, schema) : {} } },
      },
    },
  };
}
var SECRET = {
  name: 'x-hasura-admin-secret',
  in: 'header',
  description: 'Your x-hasura-admin-secret will be used for authentication of the API request.',
  schema: { type: 'string' },
};
function parameter(variable2, place, schema) {
  const name2 = variable2.variable.name.value;
  const required2 = isRequired(variable2);
  const type = typeFromAST(schema, variable2.type);
  return {
    name: name2,
    in: place,
    // A variable may also come in the body, hence only path parameters are required here.
    ...(place === 'path' ? { required: true } : {}),
    description: required2 ? `_"${name2}" is required (enter it either in parameters or request body)_` : '',
    schema: inputSchema(type, /* @__PURE__ */ new Set()),
  };
}
function requestBody(variables, schema) {
  const properties = variables.map((v) => [
    v.variable.name.value,
    inputSchema(typeFromAST(schema, v.type), /* @__PURE__ */ new Set()),
  ]);
  return {
    description: 'Query parameters can also be provided in the request body as a JSON object',
    required: false,
    content: { 'application/json': { schema: { type: 'object', properties: Object.fromEntries(properties) } } },
  };
}
var isRequired = (v) => v.type.kind === Kind7.NON_NULL_TYPE && v.defaultValue === void 0;
function fitsQueryString(variable2, schema) {
  const type = typeFromAST(schema, variable2.type);
  return type !== void 0 && (isScalarType(getNullableType(type)) || isEnumType(getNullableType(type)));
}
function inputSchema(type, above) {
  if (type === void 0) return {};
  if (isNonNullType(type)) return { ...inputSchema(type.ofType, above), nullable: false };
  if (isListType(type)) return { type: 'array', items: inputSchema(type.ofType, above), nullable: true };
  if (isScalarType(type)) return { ...scalarSchema(type.name), nullable: true };
  if (isEnumType(type)) return { type: 'string', enum: type.getValues().map((v) => v.name), nullable: true };
  if (!isInputObjectType(type) || above.has(type.name)) return { type: 'object', nullable: true };
  const inside = /* @__PURE__ */ new Set([...above, type.name]);
  const fields2 = Object.values(type.getFields());
  return {
    type: 'object',
    title: type.name,
    properties: Object.fromEntries(fields2.map((f) => [f.name, above.size < 2 ? inputSchema(f.type, inside) : {}])),
    nullable: true,
  };
}
function answerSchema(operation, fragments, schema) {
  const root = schema.getRootType(operation.operation);
  return root ? selected(root, operation.selectionSet, fragments, /* @__PURE__ */ new Set()) : {};
}
function selected(type, selection, fragments, entered) {
  if (isNonNullType(type)) return { ...selected(type.ofType, selection, fragments, entered), nullable: false };
  if (isListType(type)) return { type: 'array', items: selected(type.ofType, selection, fragments, entered), nullable: true };
  if (isEnumType(type)) return { type: 'string', enum: type.getValues().map((v) => v.name), nullable: true };
  if (!isObjectType(type)) return { ...scalarSchema(type.name), nullable: true };
  const fields2 = type.getFields();
  const properties = {};
  for (const item of selection?.selections ?? []) {
    if (item.kind === Kind7.FIELD) {
      const field2 = fields2[item.name.value];
      properties[item.alias?.value ?? item.name.value] = field2
        ? selected(field2.type, item.selectionSet, fragments, entered)
        : { type: 'string' };
      continue;
    }
    const name2 = item.kind === Kind7.FRAGMENT_SPREAD ? item.name.value : '';
    const inner = item.kind === Kind7.FRAGMENT_SPREAD ? fragments.get(name2)?.selectionSet : item.selectionSet;
    if (!inner || entered.has(name2)) continue;
    const spread = selected(type, inner, fragments, name2 === '' ? entered : /* @__PURE__ */ new Set([...entered, name2]));
    Object.assign(properties, spread.properties);
  }
  return { type: 'object', properties, nullable: true };
}

// engine/rest/rest-endpoint.ts
var REST_PREFIX = '/api/rest/';
function restEndpoint({ core, admit }) {
  const handle = async (call) => {
    const raw = await call.body();
    const body2 = raw.length === 0 ? null : parseJsonBody(raw);
    const session = await call.authenticate(body2);
    admit(session, call.ip, 1);
    const context = { session, headers: call.headers, requestId: call.requestId };
    const request3 = { method: call.method, path: call.path.slice(REST_PREFIX.length), query: call.query, body: body2 };
    const answer2 = await answerRest(core, request3, context);
    if (answer2.cookies.length > 0) call.cookies = [...call.cookies, ...answer2.cookies];
    return { status: answer2.status, contentType: JSON_TYPE, body: answer2.body };
  };
  return { methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], errors: 'api', handle };
}
function swaggerEndpoint(core, adminSchema) {
  const handle = async (call) => {
    await call.authenticateAdmin(null);
    return json(openApiDocument(core.snapshot().model.restEndpoints, adminSchema()));
  };
  return { methods: ['GET'], errors: 'api', handle };
}

// engine/http/explain-endpoint.ts
import { z as z3 } from 'zod';

// engine/sql/compile-stream.ts
function compileStream(stream, context) {
  const scope = rowScope(context, stream.table);
  const column2 = compileOperand(stream.cursor.column, scope);
  const isUp = stream.cursor.direction === 'asc';
  const beyond = sql`${column2} ${isUp ? sql`>` : sql`<`} ${value(stream.cursor.initial)}`;
  const where = sql`${beyond} and ${compileCondition(stream.where, scope)}`;
  const fields2 = compileFields(stream.fields, scope, compileSelect);
  const n = context.newAlias();
  const t = context.newAlias();
  const row = ident('row');
  const at2 = ident('at');
  const from = sql`${relation(stream.table)} ${scope.current.alias} cross join lateral (select ${fields2.columns}) ${n}`;
  const order = sql`order by ${column2} ${isUp ? sql`asc` : sql`desc`} limit ${integer(BigInt(stream.batchSize))}`;
  const rows3 = sql`select ${fields2.element(n)} as ${row}, ${column2} as ${at2} from ${from} where ${where} ${order}`;
  const cursor = sql`(array_agg(${t}.${at2}))[count(*)]::text`;
  return sql`select coalesce(json_agg(${t}.${row}), '[]')::text as "result", ${cursor} as "cursor" from (${rows3}) ${t}`;
}

// engine/sql/compile-cohort.ts
function compileLiveCohort(select, options) {
  const { text: text6, values, subs } = renderCohort(compileSelect(select, compileContext(options)));
  return { text: `select "_subs"."n", (${text6})::text as "result" from ${subs}`, parameters: values, cursor: null };
}
function compileStreamCohort(stream, options) {
  const rendered = renderCohort(compileStream(stream, compileContext(options)), stream.cursor.initial);
  return {
    text: `select "_subs"."n", "_rows"."result", "_rows"."cursor" from ${rendered.subs} cross join lateral (${rendered.text}) "_rows"`,
    parameters: rendered.values,
    cursor: rendered.apart,
  };
}

// engine/http/graphql-request.ts
function parseGraphqlRequest(body2) {
  if (!isObject4(body2)) throw new EngineError('parse-failed', `expected a GraphQL request object, but found ${nameOf(body2)}`);
  const { query, operationName, variables } = body2;
  if (query === void 0) throw new EngineError('parse-failed', 'key "query" not found');
  if (typeof query !== 'string') throw new EngineError('parse-failed', wrong('String', query), { path: '$.query' });
  if (operationName !== void 0 && operationName !== null && typeof operationName !== 'string')
    throw new EngineError('parse-failed', wrong('String', operationName), { path: '$.operationName' });
  if (variables !== void 0 && variables !== null && !isObject4(variables))
    throw new EngineError('parse-failed', wrong('Object', variables), { path: '$.variables' });
  return { query, operationName: operationName ?? null, variables: variables ?? null };
}
var isObject4 = (value2) => typeof value2 === 'object' && value2 !== null && !Array.isArray(value2);
var wrong = (expected, found) => `parsing ${expected} failed, expected ${expected}, but encountered ${nameOf(found)}`;
function nameOf(value2) {
  if (value2 === null) return 'Null';
  if (Array.isArray(value2)) return 'Array';
  const kind = typeof value2;
  return kind.charAt(0).toUpperCase() + kind.slice(1);
}

// engine/http/explain-endpoint.ts
var REQUEST = z3.object({ query: z3.unknown(), user: z3.record(z3.string(), z3.string()).nullish() });
function explainEndpoint(deps) {
  const handle = async (call) => {
    const body2 = await call.json();
    await call.authenticateAdmin(body2);
    const parsed3 = REQUEST.safeParse(body2);
    if (!parsed3.success) throw new EngineError('parse-failed', 'expected {query: {query, variables?, operationName?}, user?}');
    const session = sessionOf2(parsed3.data.user ?? {});
    const request3 = parseGraphqlRequest(parsed3.data.query);
    const planned = deps.plan(request3, { session, headers: call.headers, requestId: call.requestId });
    if (planned.plan.kind === 'mutation') throw new EngineError('invalid-params', 'only queries can be explained');
    return json(await explain(deps, planned, session));
  };
  return { methods: ['POST'], errors: 'api', handle };
}
function sessionOf2(user) {
  const variables = Object.fromEntries(Object.entries(user).map(([name2, value2]) => [name2.toLowerCase(), value2]));
  const role = variables['x-hasura-role'] || 'admin';
  const backendOnly = variables['x-hasura-use-backend-only-permissions'] === 'true';
  return { role, variables: { ...variables, 'x-hasura-role': role }, backendOnly, expiresAt: null };
}
async function explain(deps, planned, session) {
  if (planned.plan.kind === 'subscription') return explainSubscription(deps, planned, session);
  const answers = [];
  for (const { alias, field: field2 } of planned.plan.roots) {
    const statement = field2.kind === 'select' ? positional(deps, field2.select, planned, session) : null;
    answers.push({ field: alias, sql: statement?.text ?? null, plan: statement ? await planOf(deps.database, statement) : null });
  }
  return answers;
}
function positional(deps, select, planned, session) {
  const { text: text6, values } = renderPositional(compileSelect(select, compileContext(deps.compileOptions)));
  return { text: text6, values: values.map((value2) => bindValue(value2, session, planned.variables)) };
}
async function explainSubscription(deps, planned, session) {
  const [root] = planned.plan.roots;
  const cohort = root ? cohortOf(root, deps.compileOptions) : null;
  if (!cohort) throw new EngineError('not-supported', 'only subscriptions to tables and functions can be explained');
  const values = cohort.parameters.map((value2) => bindValue(value2, session, planned.variables));
  const arrays = values.length === 0 ? [textArray([''])] : values.map((value2) => textArray([value2]));
  return {
    sql: cohort.text,
    plan: await planOf(deps.database, { text: cohort.text, values: arrays }),
    variables: { session: session.variables, query: planned.variables },
  };
}
function cohortOf({ field: field2 }, options) {
  if (field2.kind === 'select') return compileLiveCohort(field2.select, options);
  return field2.kind === 'stream' ? compileStreamCohort(field2.stream, options) : null;
}
async function planOf(database, { text: text6, values }) {
  try {
    const rows3 = await database.query({ text: `explain (format text) ${text6}`, ...(values ? { values } : {}) });
    return rows3.map((row) => row['QUERY PLAN'] ?? '');
  } catch (error) {
    throw toEngineError(error);
  }
}

// engine/http/handler.ts
import { randomUUID } from 'node:crypto';

// engine/http/read-body.ts
function readBody(req, maxBytes) {
  return new Promise((resolve, reject) => {
    const announced = req.headers['content-length'];
    if (announced !== void 0 && Number(announced) > maxBytes) return reject(tooLarge(maxBytes));
    let first = null;
    let rest = null;
    let size2 = 0;
    req.on('data', (chunk) => {
      size2 += chunk.length;
      if (size2 > maxBytes) {
        req.removeAllListeners('data');
        first = rest = null;
        return reject(tooLarge(maxBytes));
      }
      if (first === null) first = chunk;
      else if (rest === null) rest = [first, chunk];
      else rest.push(chunk);
    });
    req.on('end', () => resolve(rest ? Buffer.concat(rest) : (first ?? EMPTY)));
    req.on('error', reject);
    req.on('close', () => {
      if (!req.complete) reject(new EngineError('bad-request', 'the request ended before its body was complete'));
    });
  });
}
var EMPTY = Buffer.alloc(0);
var tooLarge = (maxBytes) => new EngineError('bad-request', `the request body is larger than ${maxBytes} bytes`, { status: 413 });

// engine/http/call.ts
var Call = class {
  request;
  method;
  path;
  requestId;
  headers;
  /** For the log and for which errors may show internals; set by `authenticate`. */
  session = null;
  /** Name of the GraphQL operation, for the log. */
  operation = null;
  /** `Set-Cookie` values for the client, from the authentication webhook and from action handlers. */
  cookies = [];
  authenticator;
  maxBytes;
  constructor(request3, path, requestId, authenticator, maxBytes) {
    this.request = request3;
    this.method = request3.method ?? 'GET';
    this.path = path;
    this.requestId = requestId;
    this.headers = plainHeaders(request3.headers);
    this.authenticator = authenticator;
    this.maxBytes = maxBytes;
  }
  get query() {
    const url = this.request.url ?? '';
    const at2 = url.indexOf('?');
    return new URLSearchParams(at2 < 0 ? '' : url.slice(at2 + 1));
  }
  get ip() {
    return this.request.socket.remoteAddress ?? '';
  }
  body() {
    return readBody(this.request, this.maxBytes);
  }
  async json() {
    return parseJsonBody(await this.body());
  }
  /** Decides who asks. `body` is what an authentication webhook gets to see. */
  async authenticate(body2) {
    const decided = this.authenticator.authenticate(this.headers, body2);
    const identity = decided instanceof Promise ? await decided : decided;
    this.session = identity.session;
    if (identity.cookies.length > 0) this.cookies = identity.cookies;
    return identity.session;
  }
  /** As `authenticate`, for what only admins may do. */
  async authenticateAdmin(body2) {
    const session = await this.authenticate(body2);
    if (session.role !== 'admin') throw new EngineError('access-denied', 'restricted access : admin only');
    return session;
  }
};
function plainHeaders(headers) {
  if (headers['set-cookie'] !== void 0) delete headers['set-cookie'];
  return isPlain(headers) ? headers : {};
}
var isPlain = (headers) => headers['set-cookie'] === void 0;

// engine/http/cors.ts
var NONE = [];
function originMatcher(domains) {
  if (domains === null) return () => false;
  if (domains.includes('*')) return () => true;
  const exact = new Set(domains.filter((d) => !d.includes('*')).map((d) => d.toLowerCase()));
  const patterns2 = domains.filter((d) => d.includes('*')).map(wildcard);
  return (origin) => {
    const asked = origin.toLowerCase();
    return exact.has(asked) || patterns2.some((p) => p.test(asked));
  };
}
function wildcard(domain) {
  const text6 = domain.toLowerCase().replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${text6.replaceAll('*', '[a-z0-9-]+(?:\\.[a-z0-9-]+)*')}$`);
}
function corsHeaders(isAllowed3, origin) {
  if (origin === void 0 || !isAllowed3(origin)) return NONE;
  return [
    'Access-Control-Allow-Origin',
    origin,
    'Access-Control-Allow-Credentials',
    'true',
    'Access-Control-Allow-Methods',
    'GET,POST,PUT,PATCH,DELETE,OPTIONS',
    'Access-Control-Expose-Headers',
    'x-request-id',
    'Vary',
    'Origin',
  ];
}
function preflightHeaders(isAllowed3, origin, askedHeaders) {
  const headers = corsHeaders(isAllowed3, origin);
  if (headers.length === 0) return NONE;
  return [
    ...headers,
    'Access-Control-Max-Age',
    '1728000',
    ...(askedHeaders ? ['Access-Control-Allow-Headers', askedHeaders] : []),
  ];
}

// engine/http/handler.ts
var MAX_REQUEST_ID = 256;
function createHandler(deps) {
  const isAllowed3 = originMatcher(deps.corsDomains);
  const answer2 = async (req, res) => {
    const startedAt = performance.now();
    const url = req.url ?? '/';
    const at2 = url.indexOf('?');
    const path = at2 < 0 ? url : url.slice(0, at2);
    const { headers } = req;
    const given = headers['x-request-id'];
    const requestId = typeof given === 'string' && given !== '' && given.length <= MAX_REQUEST_ID ? given : randomUUID();
    if (req.method === 'OPTIONS') {
      const allowed = preflightHeaders(isAllowed3, headers.origin, headers['access-control-request-headers']);
      res.writeHead(204, [...allowed]).end();
      return;
    }
    const endpoint = deps.endpoints.get(path) ?? deps.prefixes.find((p) => path.startsWith(p.prefix))?.endpoint;
    const call = new Call(req, path, requestId, deps.authenticator, deps.maxRequestBytes);
    const reply = await replyOf(endpoint, call, deps);
    const common = ['X-Request-Id', requestId, ...corsHeaders(isAllowed3, headers.origin)];
    for (const cookie2 of call.cookies) common.push('Set-Cookie', cookie2);
    if (!req.complete) common.push('Connection', 'close');
    const sent = send2(res, reply, common, headers['accept-encoding']);
    const responseBytes = typeof sent === 'number' ? sent : await sent;
    deps.observe({
      kind: 'http-request',
      method: call.method,
      path,
      status: reply.status,
      durationMs: performance.now() - startedAt,
      requestId,
      role: call.session?.role ?? null,
      operation: call.operation,
      responseBytes,
    });
  };
  return (req, res) => {
    answer2(req, res).catch((error) => {
      deps.observe({ kind: 'internal-error', message: 'answering a request failed', cause: error });
      res.destroy();
    });
  };
}
async function replyOf(endpoint, call, deps) {
  if (!endpoint?.methods.includes(call.method)) return json(toApiError(notFound(), false), 404);
  try {
    return await endpoint.handle(call);
  } catch (error) {
    return errorReply(asEngineError(error, deps.observe), endpoint.errors, deps.showsInternal(call.session));
  }
}
var notFound = () => new EngineError('not-found', 'resource does not exist');
function asEngineError(error, observe) {
  if (error instanceof EngineError) return error;
  observe({ kind: 'internal-error', message: error instanceof Error ? error.message : String(error), cause: error });
  return new EngineError('unexpected', 'internal error', { cause: error });
}
function errorReply(error, style, showInternal) {
  if (style === 'api') return json(toApiError(error, showInternal), error.status);
  return {
    status: style === 'graphql-200' ? 200 : error.status,
    contentType: JSON_TYPE,
    body: graphqlErrorText(error, showInternal),
  };
}
var graphqlErrorText = (error, showInternal) => JSON.stringify({ errors: [toGraphqlError(error, showInternal)] });

// engine/http/graphql-endpoint.ts
function graphqlEndpoint(deps, statusCodes) {
  const isReal = statusCodes === 'real';
  const handle = async (call) => {
    const body2 = parseJsonBody(await call.body());
    const session = await call.authenticate(body2);
    const context = { session, headers: call.headers, requestId: call.requestId };
    if (Array.isArray(body2)) return batch(body2, call, context);
    deps.admit(session, call.ip, 1);
    const request3 = parseGraphqlRequest(body2);
    call.operation = request3.operationName ?? null;
    const answer2 = await deps.core.execute(request3, context);
    if (answer2.cookies.length > 0) call.cookies = [...call.cookies, ...answer2.cookies];
    checkSize(answer2.body.length);
    return { status: isReal ? answer2.status : 200, contentType: JSON_TYPE, body: answer2.body };
  };
  const batch = async (items, call, context) => {
    deps.admit(context.session, call.ip, items.length);
    const bodies = [];
    let size2 = 0;
    for (const item of items) {
      const body2 = await one2(item, call, context);
      size2 += body2.length;
      checkSize(size2);
      bodies.push(body2);
    }
    return { status: 200, contentType: JSON_TYPE, body: `[${bodies.join(',')}]` };
  };
  const one2 = async (item, call, context) => {
    try {
      const request3 = parseGraphqlRequest(item);
      const answer2 = await deps.core.execute(request3, context);
      if (answer2.cookies.length > 0) call.cookies = [...call.cookies, ...answer2.cookies];
      return answer2.body;
    } catch (error) {
      return graphqlErrorText(asEngineError(error, deps.observe), deps.showsInternal(context.session));
    }
  };
  const checkSize = (size2) => {
    if (size2 > deps.maxResponseBytes)
      throw new EngineError('unexpected', `the response is larger than ${deps.maxResponseBytes} bytes`);
  };
  return { methods: ['POST'], errors: isReal ? 'graphql' : 'graphql-200', handle };
}

// engine/http/version.ts
var VERSION = 'v2.36.0';

// engine/http/info-endpoints.ts
var text3 = (body2, status = 200) => ({ status, contentType: 'text/plain; charset=utf-8', body: body2 });
var versionEndpoint = {
  methods: ['GET', 'HEAD'],
  errors: 'api',
  handle: () => json({ version: VERSION, server_type: 'ce' }),
};
function healthEndpoint(core) {
  const handle = async (call) => {
    try {
      await Promise.race([core.database.query({ text: 'select 1' }), rejectAfter(HEALTH_TIMEOUT_MS)]);
    } catch {
      return text3('ERROR', 500);
    }
    if (core.snapshot().model.inconsistencies.length === 0) return text3('OK');
    return text3('WARN: inconsistent objects in schema', call.query.get('strict') === 'true' ? 500 : 200);
  };
  return { methods: ['GET', 'HEAD'], errors: 'api', handle };
}
var HEALTH_TIMEOUT_MS = 5e3;
var rejectAfter = (ms) =>
  new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms).unref();
  });
function configEndpoint(config) {
  const { auth } = config;
  const first = auth.jwt[0];
  const body2 = {
    version: VERSION,
    is_function_permissions_inferred: config.inferFunctionPermissions,
    is_remote_schema_permissions_enabled: false,
    is_admin_secret_set: auth.adminSecrets.length > 0,
    is_auth_hook_set: auth.webhook !== null,
    is_jwt_set: auth.jwt.length > 0,
    jwt: first ? describeClaims(first) : null,
    is_allow_list_enabled: config.enableAllowlist,
    live_queries: { batch_size: config.liveQueries.batchSize, refetch_delay: config.liveQueries.refetchIntervalMs / 1e3 },
    streaming_queries: {
      batch_size: config.streamingQueries.batchSize,
      refetch_delay: config.streamingQueries.refetchIntervalMs / 1e3,
    },
    console_assets_dir: null,
    experimental_features: [...config.experimentalFeatures],
    is_prometheus_metrics_enabled: config.enabledApis.has('metrics'),
    default_naming_convention: config.namingConvention,
  };
  const handle = async (call) => {
    await call.authenticateAdmin(null);
    return json(body2);
  };
  return { methods: ['GET'], errors: 'api', handle };
}
function describeClaims({ claims: claims2 }) {
  if (claims2.kind === 'map') return { claims_namespace: '', claims_format: 'json', claims_map: claims2.entries };
  return {
    claims_namespace: claims2.label,
    claims_format: claims2.stringified ? 'stringified_json' : 'json',
    claims_map: null,
  };
}

// engine/http/metadata-endpoint.ts
function metadataEndpoint(api, name2) {
  const handle = async (call) => {
    const body2 = await call.json();
    const session = await call.authenticateAdmin(body2);
    call.operation = typeOf(body2);
    return json(await api.run(name2, body2, session));
  };
  return { methods: ['POST'], errors: 'api', handle };
}
var typeOf = (body2) =>
  typeof body2 === 'object' && body2 !== null && 'type' in body2 && typeof body2.type === 'string' ? body2.type : null;

// engine/http/pg-dump.ts
import { execFile } from 'node:child_process';
import { promisify as promisify2 } from 'node:util';
import { z as z4 } from 'zod';

var REQUEST2 = z4.object({
  opts: z4.array(z4.string()),
  clean_output: z4.boolean().default(false),
  source: z4.string().default('default'),
});
var MAX_OUTPUT_BYTES = 256 << 20;
var TIMEOUT_MS3 = 12e4;
var run = promisify2(execFile);
function pgDumpEndpoint(databaseUrl, env2) {
  const handle = async (call) => {
    const body2 = await call.json();
    await call.authenticateAdmin(body2);
    const parsed3 = REQUEST2.safeParse(body2);
    if (!parsed3.success)
      throw new EngineError('parse-failed', 'expected {opts: [String], clean_output: Boolean, source: String}');
    const { opts, clean_output: isCleaned } = parsed3.data;
    if (opts.some(writesOrConnects))
      throw new EngineError('bad-request', 'options that name a file, a host or a database are refused');
    const dump = await dumpText(databaseUrl, opts, env2);
    return { status: 200, contentType: 'application/sql', body: isCleaned ? clean(dump) : dump };
  };
  return { methods: ['POST'], errors: 'api', handle };
}
var writesOrConnects = (option) => /^(-[a-zA-Z]*[fdhpUW]|--(file|dbname|host|port|username|password))/.test(option);
async function dumpText(databaseUrl, opts, env2) {
  const url = new URL(databaseUrl);
  const password = decodeURIComponent(url.password);
  url.password = '';
  try {
    const { stdout } = await run('pg_dump', [...opts, '--encoding', 'utf8', `--dbname=${url.href}`], {
      env: { PATH: env2.PATH, PGPASSWORD: password },
      maxBuffer: MAX_OUTPUT_BYTES,
      timeout: TIMEOUT_MS3,
    });
    return stdout;
  } catch (error) {
    throw new EngineError('unexpected', 'error while executing pg_dump', {
      internal: error instanceof Error ? error.message.replaceAll(password || '\0', '***') : String(error),
      cause: error,
    });
  }
}
function clean(dump) {
  return dump
    .split('\n')
    .filter((line) => !/^(SET |SELECT pg_catalog\.set_config|--|$)/.test(line))
    .filter((line) => !/^CREATE TRIGGER "?notify_hasura_|^COMMENT ON EXTENSION|^CREATE SCHEMA public;/.test(line))
    .join('\n');
}

// engine/http/endpoints.ts
function engineEndpoints(deps) {
  const { config, core, metadataApi } = deps;
  const graphqlDeps = { ...deps, maxResponseBytes: config.http.maxResponseBytes };
  const health = healthEndpoint(core);
  const table = [
    [null, '/v1/version', versionEndpoint],
    [null, '/healthz', health],
    [null, '/hasura/healthz', health],
    ['graphql', '/v1/graphql', graphqlEndpoint(graphqlDeps, 'always-200')],
    ['graphql', '/v1alpha1/graphql', graphqlEndpoint(graphqlDeps, 'real')],
    ['graphql', '/v1/graphql/explain', explainEndpoint({ ...deps, database: core.database, plan: core.plan })],
    ['graphql', '/api/swagger/json', swaggerEndpoint(core, deps.adminSchema)],
    ['metrics', '/v1/metrics', metricsEndpoint(deps.metrics, config.metricsSecret)],
    ['metadata', '/v1/metadata', metadataEndpoint(metadataApi, 'v1/metadata')],
    ['metadata', '/v2/query', metadataEndpoint(metadataApi, 'v2/query')],
    ['metadata', '/v1/query', metadataEndpoint(metadataApi, 'v1/query')],
    ['config', '/v1alpha1/config', configEndpoint(config)],
    ['config', '/v1/config', configEndpoint(config)],
    ['pgdump', '/v1alpha1/pg_dump', pgDumpEndpoint(config.databaseUrl, config.env)],
  ];
  const isEnabled = (group) => group === null || config.enabledApis.has(group);
  const endpoints = new Map(table.filter(([group]) => isEnabled(group)).map(([, path, endpoint]) => [path, endpoint]));
  const prefixes = [];
  if (isEnabled('graphql')) prefixes.push({ prefix: REST_PREFIX, endpoint: restEndpoint(deps) });
  if (config.enableConsole) {
    const console2 = consoleEndpoint();
    endpoints.set('/', redirectToConsole).set('/console', console2);
    prefixes.push({ prefix: '/console/', endpoint: console2 });
  }
  return { endpoints, prefixes };
}
var redirectToConsole = {
  methods: ['GET', 'HEAD'],
  errors: 'api',
  handle: () => ({ status: 302, contentType: 'text/plain; charset=utf-8', body: '', headers: ['Location', '/console'] }),
};

// engine/http/server.ts
import { createServer } from 'node:http';

async function listen(config, handler, upgrade) {
  const server = createServer(
    {
      maxHeaderSize: config.http.maxHeaderBytes,
      // Slowloris: headers and the whole request have a deadline, looked at often enough to hold it.
      headersTimeout: config.http.headersTimeoutMs,
      requestTimeout: config.http.requestTimeoutMs,
      connectionsCheckingInterval: Math.min(5e3, config.http.headersTimeoutMs),
      keepAliveTimeout: 65e3,
      noDelay: true,
    },
    handler,
  );
  server.on('upgrade', upgrade);
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.host, resolve);
  });
  const address3 = server.address();
  return {
    port: address3 !== null && typeof address3 === 'object' ? address3.port : config.port,
    close: (graceMs) => close(server, graceMs),
  };
}
async function close(server, graceMs) {
  const closed = new Promise((resolve) => server.close(() => resolve()));
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const deadline = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(idle);
  clearTimeout(deadline);
}

// engine/lifecycle/lifecycle.ts
import { randomUUID as randomUUID2 } from 'node:crypto';

// kit/same-json.ts
function sameJson(a, b) {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => sameJson(item, b[i]));
  }
  const present2 = (value2) => Object.entries(value2).filter(([, v]) => v !== void 0);
  const [left, right] = [present2(a), new Map(present2(b))];
  return left.length === right.size && left.every(([key, value2]) => right.has(key) && sameJson(value2, right.get(key)));
}

// engine/metadata/load.ts
import { readFile as readFile3, stat } from 'node:fs/promises';
import { join as join4 } from 'node:path';

// engine/metadata/actions-sdl.ts
import { parse as parse4, print as print3 } from 'graphql';

function mergeActions(yaml, sdl) {
  const file = isObject5(yaml) ? yaml : {};
  const signatures = readSdl(sdl);
  const actions = listOf(file.actions).map((action) => {
    const signature = signatures.actions.get(String(action.name));
    const definition = isObject5(action.definition) ? action.definition : {};
    if (!signature) {
      if ('output_type' in definition) return action;
      throw new EngineError('invalid-configuration', `action ${String(action.name)} is not present in actions.graphql`);
    }
    const { description: description2, ...known2 } = signature;
    const merged = { ...definition, ...known2 };
    return { ...action, definition: merged, ...('comment' in action || !description2 ? {} : { comment: description2 }) };
  });
  const given = isObject5(file.custom_types) ? file.custom_types : {};
  const types = {
    enums: mergeByName(listOf(given.enums), signatures.enums),
    input_objects: mergeByName(listOf(given.input_objects), signatures.inputObjects),
    objects: mergeByName(listOf(given.objects), signatures.objects),
    scalars: mergeByName(listOf(given.scalars), signatures.scalars),
  };
  const hasTypes = Object.values(types).some((list2) => list2.length > 0);
  return { ...(actions.length > 0 ? { actions } : {}), ...(hasTypes ? { custom_types: types } : {}) };
}
function mergeByName(yaml, sdl) {
  const byName2 = new Map(sdl.map((item) => [item.name, item]));
  const named = new Set(yaml.map((item) => String(item.name)));
  return [
    ...yaml.map((item) => ({ ...item, ...byName2.get(String(item.name)) })),
    ...sdl.filter((item) => !named.has(item.name)).map((item) => ({ ...item })),
  ];
}
var isObject5 = (value2) => typeof value2 === 'object' && value2 !== null && !Array.isArray(value2);
var listOf = (value2) => (Array.isArray(value2) ? value2.filter(isObject5) : []);
function readSdl(sdl) {
  const actions = /* @__PURE__ */ new Map();
  const inputObjects = [];
  const objects = [];
  const enums = [];
  const scalars2 = [];
  for (const node of definitionsOf(sdl)) {
    switch (node.kind) {
      case 'ObjectTypeDefinition':
      case 'ObjectTypeExtension': {
        const { value: name2 } = node.name;
        if (name2 === 'Mutation' || name2 === 'Query') {
          for (const field2 of node.fields ?? []) actions.set(field2.name.value, signatureOf(field2, name2));
        } else objects.push({ ...header2(node), fields: (node.fields ?? []).map(argumentOf) });
        break;
      }
      case 'InputObjectTypeDefinition':
        inputObjects.push({ ...header2(node), fields: (node.fields ?? []).map(argumentOf) });
        break;
      case 'EnumTypeDefinition':
        enums.push({
          ...header2(node),
          values: (node.values ?? []).map((v) => ({
            value: v.name.value,
            ...described(v),
            ...(v.directives?.some((d) => d.name.value === 'deprecated') ? { is_deprecated: true } : {}),
          })),
        });
        break;
      case 'ScalarTypeDefinition':
        scalars2.push(header2(node));
        break;
      default:
        throw new EngineError('invalid-configuration', `actions.graphql: ${node.kind} is not allowed`);
    }
  }
  return { actions, inputObjects, objects, enums, scalars: scalars2 };
}
function definitionsOf(sdl) {
  if (sdl.trim() === '') return [];
  try {
    return parse4(sdl, { noLocation: true }).definitions;
  } catch (error) {
    throw new EngineError('invalid-configuration', `actions.graphql: ${error instanceof Error ? error.message : String(error)}`);
  }
}
function signatureOf(field2, root) {
  return {
    type: root === 'Query' ? 'query' : 'mutation',
    arguments: (field2.arguments ?? []).map(argumentOf),
    output_type: typeText(field2.type),
    ...described(field2),
  };
}
var argumentOf = (node) => ({
  name: node.name.value,
  ...described(node),
  type: typeText(node.type),
});
var typeText = (type) => print3(type);
var described = (node) => (node.description ? { description: node.description.value } : {});
var header2 = (node) => ({ name: node.name.value, ...described(node) });

// engine/metadata/files.ts
var FILES2 = [
  { key: 'remote_schemas', file: 'remote_schemas.yaml', empty: [], always: true },
  { key: 'query_collections', file: 'query_collections.yaml', empty: [], always: true },
  { key: 'allowlist', file: 'allow_list.yaml', empty: [], always: true },
  { key: 'cron_triggers', file: 'cron_triggers.yaml', empty: [], always: true },
  { key: 'rest_endpoints', file: 'rest_endpoints.yaml', empty: [], always: true },
  { key: 'api_limits', file: 'api_limits.yaml', empty: {}, always: true },
  { key: 'graphql_schema_introspection', file: 'graphql_schema_introspection.yaml', empty: {}, always: false },
  { key: 'inherited_roles', file: 'inherited_roles.yaml', empty: [], always: true },
  { key: 'network', file: 'network.yaml', empty: {}, always: true },
  { key: 'metrics_config', file: 'metrics_config.yaml', empty: {}, always: false },
  { key: 'opentelemetry', file: 'opentelemetry.yaml', empty: {}, always: false },
  { key: 'backend_configs', file: 'backend_configs.yaml', empty: {}, always: false },
];

// engine/metadata/include.ts
import { readFile as readFile2, realpath } from 'node:fs/promises';
import { dirname as dirname2, isAbsolute, join as join3, relative } from 'node:path';
import { parse as parse5 } from 'yaml';

async function loadYaml(file) {
  const text6 = await textOf2(file);
  return text6 === null ? void 0 : (parseYaml(text6, file) ?? void 0);
}
async function loadWithIncludes(file, root) {
  if ((await textOf2(file)) === null) return void 0;
  return (await included(file, await realpath(root), [])) ?? void 0;
}
var INCLUDE = /^!include\s+/;
async function included(file, root, open) {
  const real = await realpath(file);
  if (relative(root, real).startsWith('..') || isAbsolute(relative(root, real))) {
    throw broken(`${file} is outside of the metadata directory`);
  }
  if (open.includes(real)) throw broken(`${[...open, real].map((f) => relative(root, f)).join(' includes ')}: a cycle`);
  const text6 = await textOf2(real);
  return expand(parseYaml(text6 ?? '', real), real, root, [...open, real]);
}
async function expand(value2, file, root, open) {
  if (typeof value2 === 'string' && INCLUDE.test(value2)) {
    return included(await locate(value2.replace(INCLUDE, '').trim(), file, root), root, open);
  }
  if (Array.isArray(value2)) return Promise.all(value2.map((item) => expand(item, file, root, open)));
  if (typeof value2 === 'object' && value2 !== null) {
    const entries = Object.entries(value2).map(async ([key, item]) => [key, await expand(item, file, root, open)]);
    return Object.fromEntries(await Promise.all(entries));
  }
  return value2;
}
async function locate(path, file, root) {
  const name2 = path.replace(/^(['"])(.*)\1$/, '$2');
  const candidates = [join3(dirname2(file), name2), join3(dirname2(file), 'tables', name2), join3(root, 'databases', name2)];
  for (const candidate of candidates) if ((await textOf2(candidate)) !== null) return candidate;
  throw broken(`${relative(root, file)} includes ${name2}, which does not exist`);
}
async function textOf2(file) {
  try {
    return await readFile2(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null;
    throw error;
  }
}
function parseYaml(text6, file) {
  try {
    return parse5(text6, { customTags: [{ tag: '!include', resolve: (path) => `!include ${path}` }] });
  } catch (error) {
    throw broken(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
var broken = (message) => new EngineError('invalid-configuration', message);

// engine/metadata/qualified-name.ts
import { z as z5 } from 'zod';

var QualifiedName = z5.union([z5.string().min(1), z5.object({ schema: z5.string().nullish(), name: z5.string().min(1) })]);
var qualify = (name2) =>
  typeof name2 === 'string' ? { schema: 'public', name: name2 } : { schema: name2.schema ?? 'public', name: name2.name };
var sameName = (a, b) => {
  const [x, y] = [qualify(a), qualify(b)];
  return x.schema === y.schema && x.name === y.name;
};
var display = ({ schema, name: name2 }) => (schema === 'public' ? name2 : `${schema}.${name2}`);

// engine/metadata/duplicates.ts
function findDuplicate(metadata) {
  for (const check of checks(metadata)) {
    const twice = [...new Set(check.names.filter((name2, i) => check.names.indexOf(name2) !== i))];
    if (twice.length === 0) continue;
    const names = twice.map((name2) => `"${name2}"`).join(', ');
    return { path: check.path, message: `multiple declarations exist for the following ${check.what}: ${names}` };
  }
  return null;
}
function* checks(metadata) {
  const named = (path, what, list2) => ({
    path,
    what,
    names: (list2 ?? []).map((item) => item.name),
  });
  yield named('sources', 'sources', metadata.sources);
  for (const [i, source3] of (metadata.sources ?? []).entries()) {
    const path = `sources[${i}]`;
    yield { path: `${path}.tables`, what: 'tables', names: (source3.tables ?? []).map((t) => nameOf2(t.table)) };
    yield { path: `${path}.functions`, what: 'functions', names: (source3.functions ?? []).map((f) => nameOf2(f.function)) };
    for (const [j, table] of (source3.tables ?? []).entries()) yield* tableChecks(`${path}.tables[${j}]`, table);
  }
  yield named('remote_schemas', 'remote schemas', metadata.remote_schemas);
  yield named('query_collections', 'query collections', metadata.query_collections);
  yield named('actions', 'actions', metadata.actions);
  yield named('cron_triggers', 'cron triggers', metadata.cron_triggers);
  yield named('rest_endpoints', 'REST endpoints', metadata.rest_endpoints);
  yield { path: 'allowlist', what: 'allow list', names: (metadata.allowlist ?? []).map((a) => a.collection) };
  yield { path: 'inherited_roles', what: 'inherited roles', names: (metadata.inherited_roles ?? []).map((r) => r.role_name) };
}
function* tableChecks(path, table) {
  const roles = (key, what, list2) => ({
    path: `${path}.${key}`,
    what,
    names: (list2 ?? []).map((item) => item.role),
  });
  const names = (key, what, list2) => ({
    path: `${path}.${key}`,
    what,
    names: (list2 ?? []).map((item) => item.name),
  });
  yield names('object_relationships', 'object relationships', table.object_relationships);
  yield names('array_relationships', 'array relationships', table.array_relationships);
  yield names('computed_fields', 'computed fields', table.computed_fields);
  yield names('event_triggers', 'event triggers', table.event_triggers);
  yield roles('select_permissions', 'select permissions', table.select_permissions);
  yield roles('insert_permissions', 'insert permissions', table.insert_permissions);
  yield roles('update_permissions', 'update permissions', table.update_permissions);
  yield roles('delete_permissions', 'delete permissions', table.delete_permissions);
}
var nameOf2 = (name2) => display(qualify(name2));

// engine/metadata/metadata.ts
// engine/metadata/action-metadata.ts
// engine/metadata/webhook-metadata.ts
import { z as z6, z as z7, z as z12 } from 'zod';

var Header = z6.union([
  z6.object({ name: z6.string(), value: z6.string() }),
  z6.object({ name: z6.string(), value_from_env: z6.string() }),
]);
var Headers = z6.array(Header).nullish();
var Transform = z6.record(z6.string(), z6.unknown()).nullish();

// engine/metadata/action-metadata.ts
var Argument = z7.object({ name: z7.string(), type: z7.string(), description: z7.string().nullish() });
var ActionDefinition = z7.object({
  /** The CLI writes `""` for query actions. */
  kind: z7.enum(['synchronous', 'asynchronous', '']).nullish(),
  type: z7.enum(['query', 'mutation']).nullish(),
  handler: z7.string(),
  arguments: z7.array(Argument).nullish(),
  output_type: z7.string(),
  forward_client_headers: z7.boolean().nullish(),
  headers: Headers,
  timeout: z7.number().nullish(),
  ignored_client_headers: z7.array(z7.string()).nullish(),
  request_transform: Transform,
  response_transform: Transform,
});
var ActionMetadata = z7.object({
  name: z7.string().min(1),
  definition: ActionDefinition,
  permissions: z7.array(z7.object({ role: z7.string().min(1), comment: z7.string().nullish() })).nullish(),
  comment: z7.string().nullish(),
});
var ActionRelationshipMetadata = z7.object({
  name: z7.string(),
  type: z7.enum(['object', 'array']),
  remote_table: QualifiedName,
  source: z7.string().nullish(),
  field_mapping: z7.record(z7.string(), z7.string()),
});
var CustomTypesMetadata = z7.object({
  enums: z7
    .array(
      z7.object({
        name: z7.string(),
        description: z7.string().nullish(),
        values: z7.array(
          z7.object({ value: z7.string(), description: z7.string().nullish(), is_deprecated: z7.boolean().nullish() }),
        ),
      }),
    )
    .nullish(),
  input_objects: z7
    .array(z7.object({ name: z7.string(), description: z7.string().nullish(), fields: z7.array(Argument) }))
    .nullish(),
  objects: z7
    .array(
      z7.object({
        name: z7.string(),
        description: z7.string().nullish(),
        fields: z7.array(Argument),
        relationships: z7.array(ActionRelationshipMetadata).nullish(),
      }),
    )
    .nullish(),
  scalars: z7.array(z7.object({ name: z7.string(), description: z7.string().nullish() })).nullish(),
});

// engine/metadata/function-metadata.ts
import { z as z8 } from 'zod';

var FunctionConfiguration = z8.object({
  custom_name: z8.string().nullish(),
  custom_root_fields: z8.object({ function: z8.string().nullish(), function_aggregate: z8.string().nullish() }).nullish(),
  session_argument: z8.string().nullish(),
  exposed_as: z8.enum(['query', 'mutation']).nullish(),
  response: z8.object({ type: z8.literal('table'), table: QualifiedName }).nullish(),
});
var FunctionMetadata = z8.object({
  function: QualifiedName,
  configuration: FunctionConfiguration.nullish(),
  permissions: z8.array(z8.object({ role: z8.string().min(1) })).nullish(),
  comment: z8.string().nullish(),
});

// engine/metadata/table-metadata.ts
// engine/metadata/permission-metadata.ts
import { z as z9, z as z11 } from 'zod';

var BoolExp = z9.record(z9.string(), z9.unknown());
var Columns = z9.union([z9.literal('*'), z9.array(z9.string())]);
var Presets = z9.record(z9.string(), z9.unknown()).nullish();
var ValidateInputMetadata = z9.object({
  type: z9.literal('http').nullish(),
  definition: z9.object({
    url: z9.string(),
    headers: Headers,
    forward_client_headers: z9.boolean().nullish(),
    timeout: z9.number().nullish(),
  }),
});
var entry = (permission) => z9.object({ role: z9.string().min(1), permission, comment: z9.string().nullish() });
var SelectPermissionMetadata = entry(
  z9.object({
    columns: Columns,
    filter: BoolExp,
    computed_fields: z9.array(z9.string()).nullish(),
    limit: z9.int().nullish(),
    allow_aggregations: z9.boolean().nullish(),
    query_root_fields: z9.array(z9.enum(['select', 'select_by_pk', 'select_aggregate'])).nullish(),
    subscription_root_fields: z9.array(z9.enum(['select', 'select_by_pk', 'select_aggregate', 'select_stream'])).nullish(),
  }),
);
var InsertPermissionMetadata = entry(
  z9.object({
    check: BoolExp,
    set: Presets,
    columns: Columns.nullish(),
    backend_only: z9.boolean().nullish(),
    validate_input: ValidateInputMetadata.nullish(),
  }),
);
var UpdatePermissionMetadata = entry(
  z9.object({
    columns: Columns,
    filter: BoolExp,
    check: BoolExp.nullish(),
    set: Presets,
    backend_only: z9.boolean().nullish(),
    validate_input: ValidateInputMetadata.nullish(),
  }),
);
var DeletePermissionMetadata = entry(
  z9.object({
    filter: BoolExp,
    backend_only: z9.boolean().nullish(),
    validate_input: ValidateInputMetadata.nullish(),
  }),
);

// engine/metadata/trigger-metadata.ts
import { z as z10 } from 'zod';

var Columns2 = z10.union([z10.literal('*'), z10.array(z10.string())]);
var Operation = z10.object({ columns: Columns2, payload: Columns2.nullish() }).nullish();
var EventTriggerMetadata = z10.object({
  name: z10.string().min(1),
  definition: z10.object({
    enable_manual: z10.boolean().nullish(),
    insert: Operation,
    update: Operation,
    delete: Operation,
  }),
  retry_conf: z10
    .object({ num_retries: z10.int().nullish(), interval_sec: z10.int().nullish(), timeout_sec: z10.int().nullish() })
    .nullish(),
  webhook: z10.string().nullish(),
  webhook_from_env: z10.string().nullish(),
  headers: Headers,
  request_transform: Transform,
  response_transform: Transform,
  cleanup_config: z10.record(z10.string(), z10.unknown()).nullish(),
  trigger_on_replication: z10.boolean().nullish(),
});
var CronTriggerMetadata = z10.object({
  name: z10.string().min(1),
  webhook: z10.union([z10.string(), z10.object({ from_env: z10.string() })]),
  schedule: z10.string(),
  include_in_metadata: z10.boolean(),
  payload: z10.unknown().optional(),
  retry_conf: z10
    .object({
      num_retries: z10.int().nullish(),
      retry_interval_seconds: z10.number().nullish(),
      timeout_seconds: z10.number().nullish(),
      tolerance_seconds: z10.number().nullish(),
    })
    .nullish(),
  headers: Headers,
  comment: z10.string().nullish(),
  request_transform: Transform,
  response_transform: Transform,
});

// engine/metadata/table-metadata.ts
var RootField = z11
  .union([z11.string(), z11.object({ name: z11.string().nullish(), comment: z11.string().nullish() })])
  .nullish();
var TableConfiguration = z11.object({
  custom_name: z11.string().nullish(),
  custom_root_fields: z11
    .object({
      select: RootField,
      select_by_pk: RootField,
      select_aggregate: RootField,
      select_stream: RootField,
      insert: RootField,
      insert_one: RootField,
      update: RootField,
      update_by_pk: RootField,
      update_many: RootField,
      delete: RootField,
      delete_by_pk: RootField,
    })
    .nullish(),
  column_config: z11
    .record(z11.string(), z11.object({ custom_name: z11.string().nullish(), comment: z11.string().nullish() }).nullish())
    .nullish(),
  custom_column_names: z11.record(z11.string(), z11.string()).nullish(),
  comment: z11.string().nullish(),
});
var ForeignKeyColumns = z11.union([z11.string(), z11.array(z11.string())]);
var RemoteForeignKey = z11.object({
  table: QualifiedName,
  column: z11.string().nullish(),
  columns: z11.array(z11.string()).nullish(),
});
var Manual = z11.object({
  manual_configuration: z11.object({
    remote_table: QualifiedName,
    column_mapping: z11.record(z11.string(), z11.string()),
    insertion_order: z11.enum(['before_parent', 'after_parent']).nullish(),
    source: z11.string().nullish(),
  }),
});
var ObjectRelationshipMetadata = z11.object({
  name: z11.string().min(1),
  comment: z11.string().nullish(),
  using: z11.union([Manual, z11.object({ foreign_key_constraint_on: z11.union([ForeignKeyColumns, RemoteForeignKey]) })]),
});
var ArrayRelationshipMetadata = z11.object({
  name: z11.string().min(1),
  comment: z11.string().nullish(),
  using: z11.union([Manual, z11.object({ foreign_key_constraint_on: RemoteForeignKey })]),
});
var ComputedFieldMetadata = z11.object({
  name: z11.string().min(1),
  definition: z11.object({
    function: QualifiedName,
    table_argument: z11.string().nullish(),
    session_argument: z11.string().nullish(),
  }),
  comment: z11.string().nullish(),
});
var RemoteRelationshipMetadata = z11.looseObject({ name: z11.string().min(1) });
var TableMetadata = z11.object({
  table: QualifiedName,
  is_enum: z11.boolean().nullish(),
  configuration: TableConfiguration.nullish(),
  apollo_federation_config: z11.record(z11.string(), z11.unknown()).nullish(),
  object_relationships: z11.array(ObjectRelationshipMetadata).nullish(),
  array_relationships: z11.array(ArrayRelationshipMetadata).nullish(),
  computed_fields: z11.array(ComputedFieldMetadata).nullish(),
  remote_relationships: z11.array(RemoteRelationshipMetadata).nullish(),
  insert_permissions: z11.array(InsertPermissionMetadata).nullish(),
  select_permissions: z11.array(SelectPermissionMetadata).nullish(),
  update_permissions: z11.array(UpdatePermissionMetadata).nullish(),
  delete_permissions: z11.array(DeletePermissionMetadata).nullish(),
  event_triggers: z11.array(EventTriggerMetadata).nullish(),
});

// engine/metadata/metadata.ts
var Opaque = z12.record(z12.string(), z12.unknown());
var SourceMetadata = z12.object({
  name: z12.string().min(1),
  kind: z12.string().nullish(),
  tables: z12.array(TableMetadata).nullish(),
  functions: z12.array(FunctionMetadata).nullish(),
  configuration: Opaque.nullish(),
  customization: z12
    .object({
      root_fields: z12
        .object({ namespace: z12.string().nullish(), prefix: z12.string().nullish(), suffix: z12.string().nullish() })
        .nullish(),
      type_names: z12.object({ prefix: z12.string().nullish(), suffix: z12.string().nullish() }).nullish(),
      naming_convention: z12.string().nullish(),
    })
    .nullish(),
});
var QueryCollectionMetadata = z12.object({
  name: z12.string().min(1),
  comment: z12.string().nullish(),
  definition: z12.object({ queries: z12.array(z12.object({ name: z12.string(), query: z12.string() })) }),
});
var AllowlistScope = z12.union([
  z12.object({ global: z12.literal(true) }),
  z12.object({ global: z12.literal(false), roles: z12.array(z12.string()) }),
]);
var RestEndpointMetadata = z12.object({
  name: z12.string().min(1),
  url: z12.string(),
  methods: z12.array(z12.string()),
  definition: z12.object({ query: z12.object({ collection_name: z12.string(), query_name: z12.string() }) }),
  comment: z12.string().nullish(),
});
var Limit = z12
  .object({
    global: z12.unknown().optional(),
    per_role: z12.record(z12.string(), z12.unknown()).nullish(),
    state: z12.string().nullish(),
  })
  .nullish();
var ApiLimitsMetadata = z12.object({
  disabled: z12.boolean().nullish(),
  depth_limit: Limit,
  node_limit: Limit,
  time_limit: Limit,
  batch_limit: Limit,
  rate_limit: Limit,
});
var RemoteSchemaMetadata = z12.looseObject({ name: z12.string().min(1) });
var Metadata = z12.object({
  version: z12.literal(3),
  sources: z12.array(SourceMetadata).nullish(),
  remote_schemas: z12.array(RemoteSchemaMetadata).nullish(),
  query_collections: z12.array(QueryCollectionMetadata).nullish(),
  allowlist: z12.array(z12.object({ collection: z12.string(), scope: AllowlistScope.nullish() })).nullish(),
  actions: z12.array(ActionMetadata).nullish(),
  custom_types: CustomTypesMetadata.nullish(),
  cron_triggers: z12.array(CronTriggerMetadata).nullish(),
  rest_endpoints: z12.array(RestEndpointMetadata).nullish(),
  api_limits: ApiLimitsMetadata.nullish(),
  inherited_roles: z12.array(z12.object({ role_name: z12.string().min(1), role_set: z12.array(z12.string()) })).nullish(),
  graphql_schema_introspection: z12.object({ disabled_for_roles: z12.array(z12.string()).nullish() }).nullish(),
  network: Opaque.nullish(),
  metrics_config: Opaque.nullish(),
  opentelemetry: Opaque.nullish(),
  backend_configs: Opaque.nullish(),
});
var EMPTY_METADATA = {
  version: 3,
  sources: [
    {
      name: 'default',
      kind: 'postgres',
      tables: [],
      configuration: {
        connection_info: {
          database_url: { from_env: 'HASURA_GRAPHQL_DATABASE_URL' },
          isolation_level: 'read-committed',
          pool_settings: { connection_lifetime: 600, idle_timeout: 180, max_connections: 50, retries: 1 },
          use_prepared_statements: true,
        },
      },
    },
  ],
};

// engine/metadata/read.ts
function read2(schema, value2, path) {
  const issues = [];
  if (fits2(schema, value2, issues)) return value2;
  const problem = deepest(issues);
  throw new EngineError('parse-failed', problem.message, { path: path + problem.path });
}
function readMetadata(value2, path = '$.args.metadata') {
  const metadata = read2(Metadata, upgraded(value2), path);
  const duplicate = findDuplicate(metadata);
  if (duplicate) throw new EngineError('parse-failed', duplicate.message, { path: `${path}.${duplicate.path}` });
  return metadata;
}
function parse6(schema, value2, path) {
  const result2 = schema.safeParse(value2);
  if (result2.success) return result2.data;
  const problem = deepest(result2.error.issues);
  throw new EngineError('parse-failed', problem.message, { path: path + problem.path });
}
function fits2(schema, value2, issues) {
  const result2 = schema.safeParse(value2);
  if (!result2.success) issues.push(...result2.error.issues);
  return result2.success;
}
function deepest(issues) {
  const [first] = issues;
  if (!first) return { path: '', message: 'invalid' };
  const own = { path: pathText(first.path), message: first.message };
  if (first.code !== 'invalid_union') return own;
  const branches = first.errors.filter((branch) => branch.length > 0).map(deepest);
  const furthest = branches.reduce((a, b) => (depth(b.path) > depth(a.path) ? b : a), { path: '', message: first.message });
  return { path: own.path + furthest.path, message: furthest.message };
}
var depth = (path) => path.split(/[.[]/).length;
var pathText = (path) =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : /^\w+$/.test(String(key)) ? `.${String(key)}` : `['${String(key)}']`))
    .join('');
function upgraded(value2) {
  if (typeof value2 !== 'object' || value2 === null || Array.isArray(value2)) return value2;
  if ('version' in value2 && value2.version !== 1 && value2.version !== 2) return value2;
  if ('sources' in value2) return { ...value2, version: 3 };
  const { tables = [], functions = [], ...rest } = { tables: [], functions: [], ...value2 };
  return { ...rest, version: 3, sources: [{ name: 'default', kind: 'postgres', tables, functions }] };
}

// engine/metadata/load.ts
async function loadRaw(directory) {
  if (!(await stat(directory).catch(() => null))?.isDirectory()) {
    throw new EngineError('invalid-configuration', `${directory} is not a directory`);
  }
  const metadata = { version: 3 };
  const version = await loadYaml(join4(directory, 'version.yaml'));
  if (typeof version === 'object' && version !== null && 'version' in version) metadata.version = version.version;
  metadata.sources = (await loadWithIncludes(join4(directory, 'databases', 'databases.yaml'), directory)) ?? [];
  for (const { key, file } of FILES2) {
    const content = await loadYaml(join4(directory, file));
    if (content !== void 0) metadata[key] = content;
  }
  const actions = await loadYaml(join4(directory, 'actions.yaml'));
  const sdl = await readFile3(join4(directory, 'actions.graphql'), 'utf8').catch(() => '');
  return { ...metadata, ...mergeActions(actions, sdl) };
}

// engine/metadata/salvage.ts
function salvageMetadata(given) {
  const unreadable = [];
  let value2 = upgraded(given);
  for (;;) {
    const issues = [];
    if (fits2(Metadata, value2, issues)) return { metadata: value2, unreadable };
    const [issue] = issues;
    const path = issue ? ownerOf(issue.path) : [];
    if (!issue || path.length === 0 || path[0] === 'version')
      return { metadata: { version: 3, sources: [] }, unreadable: [...unreadable, whole(given)] };
    unreadable.push({
      list: String(path.findLast((key) => typeof key === 'string') ?? ''),
      path: path.join('.'),
      definition: at(value2, path),
      reason: `${issue.path.slice(path.length).join('.')}: ${issue.message}`,
    });
    value2 = without2(value2, path);
  }
}
var whole = (definition) => ({ list: 'metadata', path: '', definition, reason: 'this is no metadata' });
function ownerOf(path) {
  const last = path.findLastIndex((key, i) => typeof key === 'number' && OBJECTS.has(String(path[i - 1])));
  return last >= 0 ? path.slice(0, last + 1) : path.slice(0, 1);
}
var OBJECTS = /* @__PURE__ */ new Set([
  ...['sources', 'tables', 'functions', 'object_relationships', 'array_relationships', 'computed_fields', 'remote_relationships'],
  ...['insert_permissions', 'select_permissions', 'update_permissions', 'delete_permissions', 'event_triggers', 'actions'],
  ...['remote_schemas', 'query_collections', 'allowlist', 'cron_triggers', 'rest_endpoints', 'inherited_roles'],
]);
function at(value2, [key, ...rest]) {
  if (key === void 0 || typeof value2 !== 'object' || value2 === null) return value2;
  return at(Reflect.get(value2, key), rest);
}
function without2(value2, [key, ...rest]) {
  if (key === void 0 || typeof value2 !== 'object' || value2 === null) return value2;
  if (Array.isArray(value2)) {
    const items = value2;
    return rest.length === 0
      ? items.filter((_, i) => i !== key)
      : items.map((item, i) => (i === key ? without2(item, rest) : item));
  }
  const entries = Object.entries(value2);
  if (rest.length === 0) return Object.fromEntries(entries.filter(([name2]) => name2 !== key));
  return Object.fromEntries(entries.map(([name2, item]) => [name2, name2 === key ? without2(item, rest) : item]));
}

// engine/model/same-value.ts
function sameValue(a, b) {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a instanceof Map) {
    return b instanceof Map && a.size === b.size && [...a].every(([key, value2]) => b.has(key) && sameValue(value2, b.get(key)));
  }
  if (a instanceof Set) return b instanceof Set && a.size === b.size && [...a].every((item) => b.has(item));
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => sameValue(item, b[i]));
  if (Array.isArray(b) || b instanceof Map || b instanceof Set) return false;
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return left.length === right.size && left.every(([key, value2]) => right.has(key) && sameValue(value2, right.get(key)));
}

// engine/catalog/introspect.ts
import { createHash as createHash2 } from 'node:crypto';
import { z as z13 } from 'zod';

// engine/catalog/catalog.ts
var tableKey = (schema, name2) => `"${schema.replaceAll('"', '""')}"."${name2.replaceAll('"', '""')}"`;

// engine/catalog/introspection-query.ts
var INTROSPECTION = `
with visible as (
  select oid, nspname from pg_namespace
  where nspname not in ('information_schema', 'hdb_catalog', 'hdb_views', 'hdb_lib') and nspname !~ '^pg_'
),
relations as (
  select c.oid, n.nspname, c.relname, c.relkind
  from pg_class c join visible n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm', 'f')
),
columns as (
  select a.attrelid, json_agg(json_build_array(
      a.attname, a.atttypid::int8, not (a.attnotnull or coalesce(t.typnotnull, false)), a.atthasdef or a.attidentity <> '',
      a.attidentity, a.attgenerated, d.description) order by a.attnum) as list
  from relations r
  join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
  left join pg_type t on t.oid = a.atttypid and t.typtype = 'd'
  left join pg_description d on d.classoid = 'pg_class'::regclass and d.objoid = r.oid and d.objsubid = a.attnum
  group by a.attrelid
),
indexes as (
  select i.indrelid, json_agg(json_build_array(
      c.relname, i.indisprimary,
      exists (select from pg_constraint k where k.conindid = i.indexrelid and k.conrelid = i.indrelid and k.contype in ('p', 'u', 'x')),
      (select json_agg(a.attname order by k.n)
       from unnest(i.indkey::int2[]) with ordinality k(attnum, n)
       join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
       where k.n <= i.indnkeyatts)) order by c.relname) as list
  from relations r
  join pg_index i on i.indrelid = r.oid and i.indisunique
  join pg_class c on c.oid = i.indexrelid
  group by i.indrelid
),
foreign_keys as (
  select k.conrelid, json_agg(json_build_array(
      k.conname, n.nspname, c.relname,
      (select json_agg(a.attname order by u.i) from unnest(k.conkey) with ordinality u(attnum, i)
       join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.attnum),
      (select json_agg(a.attname order by u.i) from unnest(k.confkey) with ordinality u(attnum, i)
       join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.attnum)) order by k.conname) as list
  from relations r
  join pg_constraint k on k.conrelid = r.oid and k.contype = 'f'
  join pg_class c on c.oid = k.confrelid
  join pg_namespace n on n.oid = c.relnamespace
  group by k.conrelid
),
tables as (
  select json_agg(json_build_object(
      'schema', r.nspname, 'name', r.relname, 'kind', r.relkind, 'comment', obj_description(r.oid, 'pg_class'),
      'writes', case when r.relkind in ('v', 'm') then pg_relation_is_updatable(r.oid, true) else 28 end,
      'columns', c.list, 'indexes', i.list, 'foreign_keys', f.list) order by r.nspname, r.relname) as list
  from relations r
  left join columns c on c.attrelid = r.oid
  left join indexes i on i.indrelid = r.oid
  left join foreign_keys f on f.conrelid = r.oid
),
functions as (
  select json_agg(json_build_object(
      'schema', n.nspname, 'name', p.proname, 'comment', obj_description(p.oid, 'pg_proc'), 'volatility', p.provolatile,
      'variadic', p.provariadic <> 0,
      'arguments', to_json(coalesce(p.proallargtypes, p.proargtypes::oid[])::int8[]),
      'modes', to_json(p.proargmodes::text[]), 'names', to_json(p.proargnames),
      'defaults', p.pronargdefaults, 'returns', p.prorettype::int8, 'returns_set', p.proretset) order by n.nspname, p.proname, p.oid) as list
  from pg_proc p join visible n on n.oid = p.pronamespace
  where p.prokind = 'f' and p.prorettype <> 'trigger'::regtype
),
types as (
  select json_agg(json_build_array(
      t.oid::int8, t.typname,
      case when n.nspname = 'pg_catalog' then format_type(t.oid, -1)
           when e.oid is not null then quote_ident(m.nspname) || '.' || quote_ident(e.typname) || '[]'
           else quote_ident(n.nspname) || '.' || quote_ident(t.typname) end,
      t.typtype,
      case when t.typcategory = 'A' then t.typelem::int8 else 0 end,
      t.typbasetype::int8,
      case when c.relkind in ('r', 'p', 'v', 'm', 'f') then n.nspname end)) as list
  from pg_type t
  join pg_namespace n on n.oid = t.typnamespace
  left join pg_class c on c.oid = t.typrelid
  left join pg_type e on t.typcategory = 'A' and e.oid = t.typelem
  left join pg_namespace m on m.oid = e.typnamespace
  where n.nspname <> 'pg_toast' and (n.nspname <> 'information_schema' or t.typtype = 'd') and (n.nspname <> 'pg_catalog' or coalesce(c.relkind, 'c') = 'c')
)
select json_build_object(
  'version', version(), 'server_version', current_setting('server_version_num')::int,
  'types', (select list from types), 'tables', coalesce((select list from tables), '[]'),
  'functions', coalesce((select list from functions), '[]')) as catalog
`;

// engine/catalog/introspect.ts
async function introspect(connection) {
  const [row] = await connection.query({ text: INTROSPECTION });
  return catalogFrom(Answer.parse(JSON.parse(row?.catalog ?? 'null')));
}
var Answer = z13.object({
  version: z13.string(),
  server_version: z13.number(),
  types: z13.array(
    z13.tuple([
      z13.number().describe('oid'),
      z13.string().describe('name'),
      z13.string().describe('SQL text'),
      z13.enum(['b', 'e', 'c', 'd', 'r', 'm', 'p']).describe('typtype'),
      z13.number().describe('element of an array, or 0'),
      z13.number().describe('base of a domain, or 0'),
      z13.string().nullable().describe('schema of the table whose row type it is'),
    ]),
  ),
  tables: z13.array(
    z13.object({
      schema: z13.string(),
      name: z13.string(),
      kind: z13.enum(['r', 'p', 'v', 'm', 'f']),
      comment: z13.string().nullable(),
      writes: z13.number(),
      columns: z13
        .array(
          z13.tuple([
            z13.string(),
            z13.number(),
            z13.boolean(),
            z13.boolean(),
            z13.string(),
            z13.string(),
            z13.string().nullable(),
          ]),
        )
        .nullable(),
      indexes: z13.array(z13.tuple([z13.string(), z13.boolean(), z13.boolean(), z13.array(z13.string()).nullable()])).nullable(),
      foreign_keys: z13
        .array(z13.tuple([z13.string(), z13.string(), z13.string(), z13.array(z13.string()), z13.array(z13.string())]))
        .nullable(),
    }),
  ),
  functions: z13.array(
    z13.object({
      schema: z13.string(),
      name: z13.string(),
      comment: z13.string().nullable(),
      volatility: z13.enum(['i', 's', 'v']),
      variadic: z13.boolean(),
      arguments: z13.array(z13.number()),
      modes: z13.array(z13.string()).nullable(),
      names: z13.array(z13.string()).nullable(),
      defaults: z13.number(),
      returns: z13.number(),
      returns_set: z13.boolean(),
    }),
  ),
});
function catalogFrom(answer2) {
  const types = new Types(answer2.types);
  const tables = /* @__PURE__ */ new Map();
  for (const raw of answer2.tables) {
    const table = tableFrom(raw, types);
    tables.set(tableKey(table.schema, table.name), table);
  }
  const functions = /* @__PURE__ */ new Map();
  for (const raw of answer2.functions) {
    const key = tableKey(raw.schema, raw.name);
    functions.set(key, [...(functions.get(key) ?? []), functionFrom(raw, types)]);
  }
  return { tables, functions, serverVersion: answer2.server_version, isYugabyte: answer2.version.includes('-YB-') };
}
var KINDS = { r: 'table', p: 'partitioned', v: 'view', m: 'materialized_view', f: 'foreign' };
var UPDATE = 4;
var INSERT = 8;
var DELETE = 16;
function tableFrom(raw, types) {
  const indexes = (raw.indexes ?? []).map(([name2, primary, isConstraint, columns2]) => ({
    primary,
    key: { name: name2, columns: columns2 ?? [], isConstraint },
  }));
  const table = {
    schema: raw.schema,
    name: raw.name,
    kind: KINDS[raw.kind],
    comment: raw.comment,
    columns: (raw.columns ?? []).map(([name2, type, isNullable, hasDefault, identity, generated, comment]) => ({
      name: name2,
      type: types.get(type),
      isNullable,
      hasDefault,
      isGenerated: identity === 'a' || generated === 's' ? 'always' : identity === 'd' ? 'by_default' : 'no',
      comment,
    })),
    primaryKey: indexes.find((i) => i.primary)?.key ?? null,
    uniqueIndexes: indexes.map((i) => i.key),
    foreignKeys: (raw.foreign_keys ?? []).map(([name2, schema, remote, local, remoteColumns]) => ({
      name: name2,
      schema,
      table: remote,
      columns: local.map((column2, i) => ({ local: column2, remote: remoteColumns[i] ?? column2 })),
    })),
    isInsertable: (raw.writes & INSERT) !== 0,
    isUpdatable: (raw.writes & UPDATE) !== 0,
    isDeletable: (raw.writes & DELETE) !== 0,
  };
  return { ...table, fingerprint: createHash2('sha1').update(JSON.stringify(table)).digest('base64') };
}
function functionFrom(raw, types) {
  const isInput = (i) => raw.modes === null || ['i', 'b', 'v'].includes(raw.modes[i] ?? 'i');
  const inputs = raw.arguments.map((type, i) => ({ type, name: raw.names?.[i] || null, i })).filter(({ i }) => isInput(i));
  const returns = types.get(raw.returns);
  return {
    schema: raw.schema,
    name: raw.name,
    comment: raw.comment,
    volatility: { i: 'immutable', s: 'stable', v: 'volatile' }[raw.volatility],
    isVariadic: raw.variadic,
    arguments: inputs.map(({ type, name: name2 }, i) => ({
      name: name2,
      type: types.get(type),
      hasDefault: i >= inputs.length - raw.defaults,
    })),
    hasOutArguments: inputs.length < raw.arguments.length || (raw.modes ?? []).includes('b'),
    returns: { type: returns, isSet: raw.returns_set, table: returns.rowOf ?? null },
  };
}
var TYPE_KINDS = { b: 'base', e: 'enum', c: 'composite', d: 'base', r: 'range', m: 'range', p: 'pseudo' };
var Types = class {
  #raw;
  #made = /* @__PURE__ */ new Map();
  constructor(rows3) {
    this.#raw = new Map(rows3.map((row) => [row[0], row]));
  }
  get(oid) {
    const made = this.#made.get(oid) ?? this.#make(oid);
    this.#made.set(oid, made);
    return made;
  }
  #make(oid) {
    const raw = this.#raw.get(oid);
    if (!raw) return { name: 'unknown', sql: 'unknown', kind: 'pseudo', element: null };
    const [, name2, sql2, kind, element2, base3, tableSchema] = raw;
    if (base3 !== 0) return this.get(base3);
    return {
      name: name2,
      sql: sql2,
      kind: element2 === 0 ? TYPE_KINDS[kind] : 'array',
      element: element2 === 0 ? null : this.get(element2),
      ...(tableSchema === null ? {} : { rowOf: tableKey(tableSchema, name2) }),
    };
  }
};

// engine/catalog/keep-unchanged.ts
function keepUnchanged(previous, next) {
  if (!previous) return next;
  const tables = new Map(
    [...next.tables].map(([key, table]) => {
      const before = previous.tables.get(key);
      return [key, before?.fingerprint === table.fingerprint ? before : table];
    }),
  );
  const functions = new Map(
    [...next.functions].map(([key, overloads]) => {
      const before = previous.functions.get(key);
      return [key, before && sameJson(before, overloads) ? before : overloads];
    }),
  );
  const same2 =
    tables.size === previous.tables.size &&
    functions.size === previous.functions.size &&
    [...tables].every(([key, table]) => previous.tables.get(key) === table) &&
    [...functions].every(([key, overloads]) => previous.functions.get(key) === overloads);
  return same2 ? previous : { ...next, tables, functions };
}

// engine/metadata/keep-tables.ts
function keepTables(previous, next) {
  if (previous === next || !previous?.sources || !next.sources) return next;
  const before = new Map(previous.sources.map((source3) => [source3.name, source3]));
  return { ...next, sources: next.sources.map((source3) => keepIn(before.get(source3.name), source3)) };
}
function keepIn(previous, next) {
  if (!previous?.tables || !next.tables) return next;
  const before = new Map(previous.tables.map((table) => [nameOf3(table), table]));
  const tables = next.tables.map((table) => {
    const kept3 = before.get(nameOf3(table));
    return kept3 && sameJson(kept3, table) ? kept3 : table;
  });
  return { ...next, tables };
}
var nameOf3 = (table) => {
  const { schema, name: name2 } = qualify(table.table);
  return JSON.stringify([schema, name2]);
};

// engine/model/api-limits.ts
function resolveLimits(metadata) {
  const limit = (given) =>
    given?.state === 'disabled'
      ? NONE2
      : {
          global: number(given?.global),
          perRole: new Map(Object.entries(given?.per_role ?? {}).flatMap(([role, v]) => pair(role, number(v)))),
        };
  return {
    disabled: metadata?.disabled ?? false,
    depth: limit(metadata?.depth_limit),
    nodes: limit(metadata?.node_limit),
    timeSeconds: limit(metadata?.time_limit),
    batch: limit(metadata?.batch_limit),
    rate: resolveRate(metadata?.rate_limit),
  };
}
var NONE2 = { global: null, perRole: /* @__PURE__ */ new Map() };
var pair = (role, value2) => (value2 === null ? [] : [[role, value2]]);
function resolveRate(metadata) {
  if (!metadata || metadata.state === 'disabled') return { global: null, perRole: /* @__PURE__ */ new Map() };
  const perRole = Object.entries(metadata.per_role ?? {}).flatMap(([role, value2]) => {
    const rate = rateLimit(value2);
    return rate ? [[role, rate]] : [];
  });
  return { global: rateLimit(metadata.global), perRole: new Map(perRole) };
}
function rateLimit(value2) {
  const maxPerMinute = number(property2(value2, 'max_reqs_per_min'));
  return maxPerMinute === null ? null : { maxPerMinute, uniqueParams: uniqueParams(property2(value2, 'unique_params')) };
}
var number = (value2) => (typeof value2 === 'number' ? value2 : null);
var property2 = (value2, name2) =>
  typeof value2 === 'object' && value2 !== null ? Object.getOwnPropertyDescriptor(value2, name2)?.value : void 0;
function uniqueParams(value2) {
  if (value2 === 'IP') return 'IP';
  return Array.isArray(value2) && value2.every((v) => typeof v === 'string') ? value2 : null;
}

// engine/model/unresolvable.ts
var Unresolvable = class extends Error {
  code;
  /** What stands before the reason. */
  heading;
  constructor(message, code = 'invalid-params', heading = HEADING) {
    super(message);
    this.name = 'Unresolvable';
    this.code = code;
    this.heading = heading;
  }
};
var HEADING = 'Inconsistent object';
var Inconsistencies = class {
  #list = [];
  get list() {
    return this.#list;
  }
  add(what, reason, heading = HEADING) {
    this.#list.push({ ...what, reason: `${heading}: ${reason}` });
  }
  push(...inconsistencies) {
    this.#list.push(...inconsistencies);
  }
  /** The result, or null with the failure on the list. `context` is put before its message. */
  attempt(what, context, resolve) {
    try {
      return resolve();
    } catch (error) {
      if (!(error instanceof Unresolvable)) throw error;
      this.add(what, context + error.message, error.heading);
      return null;
    }
  }
};

// engine/model/environment.ts
function variable(name2, env2) {
  const value2 = env2[name2];
  if (value2 === void 0) throw new Unresolvable(`environment variable '${name2}' not set`, 'not-found');
  return value2;
}
var fillTemplate = (template, env2) =>
  template.replaceAll(/\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\}/g, (_, name2) => variable(name2, env2));
var resolveHeaders = (headers, env2) =>
  (headers ?? []).map((header3) =>
    'value_from_env' in header3
      ? { name: header3.name, value: variable(header3.value_from_env, env2), fromEnv: header3.value_from_env }
      : { name: header3.name, value: fillTemplate(header3.value, env2), fromEnv: null },
  );

// engine/model/scalar.ts
var SCALARS2 = {
  int2: 'smallint',
  int4: 'Int',
  int8: 'bigint',
  float4: 'Float',
  float8: 'float8',
  bool: 'Boolean',
  text: 'String',
  varchar: 'String',
};
function scalarOf(type) {
  if (type.element) return scalarOf(type.element);
  const known2 = Object.hasOwn(SCALARS2, type.name) ? SCALARS2[type.name] : void 0;
  return known2 ?? (type.kind === 'composite' ? `${type.name}_scalar` : type.name);
}
var arrayOf2 = (element2) => ({
  name: `_${element2.name}`,
  sql: `${element2.sql}[]`,
  kind: 'array',
  element: element2,
});
var base = (name2, sql2 = name2) => ({ name: name2, sql: sql2, kind: 'base', element: null });
var TEXT = base('text');
var INTEGER = base('int4', 'integer');
var BOOLEAN = base('bool', 'boolean');
var LQUERY = base('lquery');
var LTXTQUERY = base('ltxtquery');
var JSONPATH = base('jsonpath');

// engine/model/resolve-actions.ts
var DEFAULT_TIMEOUT_SECONDS = 30;
function resolveAction(metadata, types, scalars2, env2) {
  const { definition } = metadata;
  for (const argument of definition.arguments ?? []) {
    const base3 = baseType(argument.type);
    if (types.inputObjects.has(base3) || isLeaf(base3, types, scalars2)) continue;
    throw new Unresolvable(
      `the type: "${base3}" is not defined in custom types or it is not a scalar/enum/input_object`,
      'invalid-params',
    );
  }
  const output = baseType(definition.output_type);
  if (!types.objects.has(output) && !isLeaf(output, types, scalars2)) {
    throw new Unresolvable(`the type: "${output}" is not an object type defined in custom types`, 'invalid-params');
  }
  return {
    name: metadata.name,
    type: definition.type ?? 'mutation',
    kind: definition.kind || 'synchronous',
    handler: fillTemplate(definition.handler, env2),
    arguments: (definition.arguments ?? []).map((a) => ({ name: a.name, type: a.type, description: a.description ?? null })),
    outputType: definition.output_type,
    forwardClientHeaders: definition.forward_client_headers ?? false,
    headers: resolveHeaders(definition.headers, env2),
    timeoutSeconds: definition.timeout ?? DEFAULT_TIMEOUT_SECONDS,
    requestTransform: definition.request_transform ?? null,
    responseTransform: definition.response_transform ?? null,
    roles: new Set((metadata.permissions ?? []).map((p) => p.role)),
    comment: metadata.comment ?? null,
  };
}
function resolveCustomTypes(metadata, tables, scalars2) {
  const fieldsOf = (item) => ({
    name: item.name,
    description: item.description ?? null,
    fields: item.fields.map((f) => ({ name: f.name, type: f.type, description: f.description ?? null })),
  });
  const types = {
    enums: byName(
      (metadata?.enums ?? []).map((item) => ({
        name: item.name,
        description: item.description ?? null,
        values: item.values.map((v) => ({
          value: v.value,
          description: v.description ?? null,
          isDeprecated: v.is_deprecated ?? false,
        })),
      })),
    ),
    inputObjects: byName((metadata?.input_objects ?? []).map(fieldsOf)),
    objects: byName(
      (metadata?.objects ?? []).map((item) => ({
        ...fieldsOf(item),
        relationships: (item.relationships ?? []).map((r) => resolveRelationship(item, r, tables)),
      })),
    ),
    scalars: byName((metadata?.scalars ?? []).map((item) => ({ name: item.name, description: item.description ?? null }))),
  };
  for (const object2 of types.inputObjects.values()) {
    for (const field2 of object2.fields) mustBeKnown(object2.name, field2, types.inputObjects, types, scalars2);
  }
  for (const object2 of types.objects.values()) {
    for (const field2 of object2.fields) mustBeKnown(object2.name, field2, types.objects, types, scalars2);
  }
  return types;
}
var byName = (items) => new Map(items.map((item) => [item.name, item]));
var baseType = (type) => type.replaceAll(/[[\]!\s]/g, '');
var BUILT_IN2 = /* @__PURE__ */ new Set(['Int', 'Float', 'String', 'Boolean', 'ID']);
var isLeaf = (name2, types, scalars2) =>
  BUILT_IN2.has(name2) || types.scalars.has(name2) || types.enums.has(name2) || scalars2.has(name2);
function mustBeKnown(owner, field2, siblings, types, scalars2) {
  const base3 = baseType(field2.type);
  if (siblings.has(base3) || isLeaf(base3, types, scalars2)) return;
  throw new Unresolvable(`the type "${base3}" for field "${field2.name}" of "${owner}" is not defined`, 'constraint-error');
}
function resolveRelationship(object2, item, tables) {
  const { schema, name: name2 } = qualify(item.remote_table);
  const target2 = tables.get(tableKey(schema, name2));
  const where = `the relationship "${item.name}" of object type "${object2.name}"`;
  if (!target2)
    throw new Unresolvable(`the table "${display({ schema, name: name2 })}" of ${where} is not tracked`, 'not-exists');
  const mapping = Object.entries(item.field_mapping).map(([local, remote]) => {
    if (!object2.fields.some((f) => f.name === local)) {
      throw new Unresolvable(`the field "${local}" of ${where} does not exist`, 'not-exists');
    }
    if (!target2.catalog.columns.some((c) => c.name === remote)) {
      throw new Unresolvable(`the column "${remote}" of ${where} does not exist`, 'not-exists');
    }
    return { local, remote };
  });
  return { name: item.name, kind: item.type, target: target2.key, mapping };
}
function knownScalars(catalog) {
  const names = /* @__PURE__ */ new Set([...POSTGRES]);
  for (const table of catalog.tables.values()) for (const column2 of table.columns) names.add(scalarOf(column2.type));
  return names;
}
var POSTGRES = [
  ...['smallint', 'bigint', 'float8', 'numeric', 'money', 'bpchar', 'citext', 'uuid', 'date', 'time', 'timetz', 'timestamp'],
  ...['timestamptz', 'interval', 'json', 'jsonb', 'bytea', 'inet', 'cidr', 'macaddr', 'ltree', 'xml', 'name', 'bit', 'point'],
];

// engine/model/names.ts
var NAME = /^[_A-Za-z][_0-9A-Za-z]*$/;
var isGraphqlName = (name2) => NAME.test(name2) && !name2.startsWith('__');
var baseName = (name2) => {
  const { schema, name: own } = qualify(name2);
  return schema === 'public' ? own : `${schema}_${own}`;
};
var DEFAULT_ROOT_FIELDS = {
  select: (t) => t,
  select_by_pk: (t) => `${t}_by_pk`,
  select_aggregate: (t) => `${t}_aggregate`,
  select_stream: (t) => `${t}_stream`,
  insert: (t) => `insert_${t}`,
  insert_one: (t) => `insert_${t}_one`,
  update: (t) => `update_${t}`,
  update_by_pk: (t) => `update_${t}_by_pk`,
  update_many: (t) => `update_${t}_many`,
  delete: (t) => `delete_${t}`,
  delete_by_pk: (t) => `delete_${t}_by_pk`,
};
function rootFields(name2, custom, affix) {
  const comments = {};
  const nameOf4 = (kind) => {
    const given = custom?.[kind];
    const own = typeof given === 'string' ? given : given?.name;
    if (given && typeof given === 'object' && typeof given.comment === 'string') comments[kind] = given.comment;
    return affix.prefix + (own || DEFAULT_ROOT_FIELDS[kind](name2)) + affix.suffix;
  };
  const names = {
    select: nameOf4('select'),
    select_by_pk: nameOf4('select_by_pk'),
    select_aggregate: nameOf4('select_aggregate'),
    select_stream: nameOf4('select_stream'),
    insert: nameOf4('insert'),
    insert_one: nameOf4('insert_one'),
    update: nameOf4('update'),
    update_by_pk: nameOf4('update_by_pk'),
    update_many: nameOf4('update_many'),
    delete: nameOf4('delete'),
    delete_by_pk: nameOf4('delete_by_pk'),
  };
  return { names, comments };
}

// engine/model/cron-schedule.ts
import { Cron } from 'croner';

function scheduleProblem(schedule) {
  if (schedule.trim().split(/\s+/).length !== 5) return 'a schedule has five fields: minute hour day month weekday';
  try {
    cron(schedule);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
var nextTimes = (schedule, from, count2) => cron(schedule).nextRuns(count2, from);
var cron = (schedule) => new Cron(schedule, { paused: true, timezone: 'UTC', mode: '5-part' });

// engine/model/resolve-triggers.ts
var DEFAULT_TIMEOUT_SECONDS2 = 60;
var DEFAULT_INTERVAL_SECONDS = 10;
var DEFAULT_TOLERANCE_SECONDS = 21600;
function resolveEventTrigger(metadata, shell, env2) {
  const { definition } = metadata;
  const operation = (given) => {
    if (!given) return null;
    for (const list2 of [given.columns, given.payload ?? '*']) {
      for (const column2 of list2 === '*' ? [] : list2) {
        if (shell.catalog.columns.some((c) => c.name === column2)) continue;
        throw new Unresolvable(`column "${column2}" does not exist`, 'not-exists');
      }
    }
    return { columns: given.columns, payload: given.payload ?? '*' };
  };
  return {
    name: metadata.name,
    source: shell.source,
    table: shell.key,
    enableManual: definition.enable_manual ?? false,
    insert: operation(definition.insert),
    update: operation(definition.update),
    delete: operation(definition.delete),
    retry: {
      numRetries: metadata.retry_conf?.num_retries ?? 0,
      intervalSeconds: metadata.retry_conf?.interval_sec ?? DEFAULT_INTERVAL_SECONDS,
      timeoutSeconds: metadata.retry_conf?.timeout_sec ?? DEFAULT_TIMEOUT_SECONDS2,
    },
    webhook: address(metadata, env2),
    webhookFromEnv: metadata.webhook_from_env ?? null,
    headers: resolveHeaders(metadata.headers, env2),
    requestTransform: metadata.request_transform ?? null,
    responseTransform: metadata.response_transform ?? null,
    cleanup: metadata.cleanup_config ?? null,
    onReplication: metadata.trigger_on_replication ?? false,
  };
}
function address({ webhook, webhook_from_env }, env2) {
  if (webhook && webhook_from_env)
    throw new Unresolvable('only one of webhook or webhook_from_env should be given', 'parse-failed');
  if (webhook) return fillTemplate(webhook, env2);
  if (webhook_from_env) return variable(webhook_from_env, env2);
  throw new Unresolvable('must provide webhook or webhook_from_env', 'parse-failed');
}
function resolveCronTrigger(metadata, env2) {
  const { webhook, retry_conf: retry } = metadata;
  const problem = scheduleProblem(metadata.schedule);
  if (problem !== null) throw new Unresolvable(`"${metadata.schedule}" is not a cron schedule: ${problem}`, 'parse-failed');
  return {
    name: metadata.name,
    webhook: typeof webhook === 'string' ? fillTemplate(webhook, env2) : variable(webhook.from_env, env2),
    schedule: metadata.schedule,
    payload: metadata.payload ?? null,
    includeInMetadata: metadata.include_in_metadata,
    retry: {
      numRetries: retry?.num_retries ?? 0,
      intervalSeconds: retry?.retry_interval_seconds ?? DEFAULT_INTERVAL_SECONDS,
      timeoutSeconds: retry?.timeout_seconds ?? DEFAULT_TIMEOUT_SECONDS2,
      toleranceSeconds: retry?.tolerance_seconds ?? DEFAULT_TOLERANCE_SECONDS,
    },
    headers: resolveHeaders(metadata.headers, env2),
    comment: metadata.comment ?? null,
    requestTransform: metadata.request_transform ?? null,
    responseTransform: metadata.response_transform ?? null,
  };
}

// engine/model/roles.ts
function orderRoles(metadata, problems) {
  const given = new Map((metadata.inherited_roles ?? []).map((r) => [r.role_name, r.role_set]));
  const done = /* @__PURE__ */ new Map();
  const open = [];
  const visit2 = (role) => {
    const members = given.get(role);
    if (!members || done.has(role)) return true;
    if (open.includes(role)) return false;
    open.push(role);
    const acyclic = members.map(visit2).every(Boolean);
    open.pop();
    if (acyclic) done.set(role, members);
    return acyclic;
  };
  for (const [role, members] of given) {
    if (visit2(role)) continue;
    problems.add(
      { type: 'inherited_role', name: `inherited role ${role}`, definition: { role_name: role, role_set: members } },
      `found cycle(s) in roles: ["${role}"]`,
    );
  }
  return done;
}
function withInheriting(roles, inherited) {
  const all2 = new Set(roles);
  for (const [role, members] of inherited) if (members.some((m) => all2.has(m))) all2.add(role);
  return all2;
}

// engine/model/reasons.ts
function reasonText(problems) {
  const [only2, ...more] = problems;
  return more.length === 0
    ? `because ${only2}`
    : `for the following reasons:
${problems
  .map(
    (p) => `  \u2022 ${p}
`,
  )
  .join('')}`;
}

// engine/model/computed-field.ts
function resolveComputedField(item, shell, around) {
  const wanted = qualify(item.definition.function);
  const label = `"${display(wanted)}"`;
  const overloads = around.catalog.functions.get(tableKey(wanted.schema, wanted.name)) ?? [];
  const [fn] = overloads;
  if (!fn) throw new Unresolvable(`no such function exists in postgres : ${label}`, 'not-exists');
  if (overloads.length > 1) {
    throw new Unresolvable(`function ${label} is overloaded. Overloaded functions are not supported`, 'not-supported');
  }
  const problems = [];
  if (!isGraphqlName(item.name)) problems.push(`"${item.name}" is not valid GraphQL name`);
  if (fn.volatility === 'volatile')
    problems.push(`the function ${label} is of type VOLATILE; cannot be added as a computed field`);
  const returns = returnsOf(fn, around, label, problems);
  const tableArgument = positionOfTable(fn, item.definition.table_argument ?? null, shell, label, problems);
  const sessionArgument3 = positionOfSession(fn, item.definition.session_argument ?? null, label, problems);
  if (returns === null || tableArgument === null || problems.length > 0) {
    throw new Unresolvable(
      `the computed field "${item.name}" cannot be added to table "${display(shell.name)}" ${reasonText(problems)}`,
      'not-supported',
    );
  }
  const comment = item.comment ?? fn.comment ?? `A computed field, executes function ${label}`;
  return { name: item.name, function: fn, tableArgument, sessionArgument: sessionArgument3, returns, comment };
}
function positionOfTable(fn, name2, shell, label, problems) {
  const position = name2 === null ? 0 : fn.arguments.findIndex((a) => a.name === name2);
  const argument = fn.arguments[position];
  if (!argument) {
    problems.push(
      name2 === null
        ? `the function ${label} has no input arguments`
        : `"${name2}" is not an input argument of the function ${label}`,
    );
    return null;
  }
  const which = name2 === null ? `first argument of the function ${label}` : `"${name2}" argument of the function ${label}`;
  if (argument.type.kind !== 'composite') problems.push(`${which} is not COMPOSITE type`);
  if (argument.type.rowOf !== shell.key) {
    problems.push(`${which} of type "${argument.type.name}" is not the table to which the computed field is being added`);
  }
  return position;
}
function positionOfSession(fn, name2, label, problems) {
  if (name2 === null) return null;
  const position = fn.arguments.findIndex((a) => a.name === name2);
  const type = fn.arguments[position]?.type.name;
  if (type === void 0) problems.push(`"${name2}" is not an input argument of the function ${label}`);
  else if (type !== 'json' && type !== 'jsonb') problems.push(`"${name2}" argument of the function ${label} is not of type JSON`);
  return position;
}
function returnsOf(fn, around, label, problems) {
  const { table, isSet, type } = fn.returns;
  if (table !== null) {
    if (around.shells.has(table)) return { kind: 'table', table, isSet: true };
    const name2 = around.catalog.tables.get(table);
    problems.push(
      `the function ${label} returning set of table "${name2 ? display(name2) : type.name}" is not tracked or not found in database`,
    );
    return null;
  }
  if (!isSet && type.kind !== 'composite' && type.kind !== 'pseudo') return { kind: 'scalar', type, scalar: scalarOf(type) };
  problems.push(`the function ${label} returning type ${type.name} is not a BASE type`);
  return null;
}

// engine/model/relationship.ts
function resolveObjectRelationship({ name: name2, comment, using: using2 }, shell, around) {
  const common = { name: name2, kind: 'object', comment: comment ?? null };
  if ('manual_configuration' in using2) {
    const manual = byHand(using2.manual_configuration, shell, around);
    const insertionOrder = using2.manual_configuration.insertion_order ?? 'before_parent';
    return { ...common, ...manual, isNullable: true, insertionOrder };
  }
  const on4 = using2.foreign_key_constraint_on;
  if (typeof on4 === 'object' && !Array.isArray(on4)) {
    return { ...common, ...byRemoteKey(on4, shell, around), isNullable: true, insertionOrder: 'after_parent' };
  }
  const columns2 = typeof on4 === 'string' ? [on4] : on4;
  const key = foreignKeyOn(shell.catalog, columns2);
  const target2 = tableKey(key.schema, key.table);
  tracked(target2, { schema: key.schema, name: key.table }, around);
  const isNullable = key.columns.some(
    (c) => shell.catalog.columns.find((column2) => column2.name === c.local)?.isNullable ?? true,
  );
  return { ...common, target: target2, mapping: key.columns, isNullable, insertionOrder: 'before_parent' };
}
function resolveArrayRelationship({ name: name2, comment, using: using2 }, shell, around) {
  const found =
    'manual_configuration' in using2
      ? byHand(using2.manual_configuration, shell, around)
      : byRemoteKey(using2.foreign_key_constraint_on, shell, around);
  return { name: name2, kind: 'array', comment: comment ?? null, ...found, isNullable: true, insertionOrder: 'after_parent' };
}
function byHand(manual, shell, around) {
  const { schema, name: name2 } = qualify(manual.remote_table);
  const target2 = tracked(tableKey(schema, name2), manual.remote_table, around);
  const mapping = Object.entries(manual.column_mapping).map(([local, remote]) => {
    mustHave(shell, local);
    mustHave(target2, remote);
    return { local, remote };
  });
  return { target: target2.key, mapping };
}
function byRemoteKey(on4, shell, around) {
  const { schema, name: name2 } = qualify(on4.table);
  const target2 = tracked(tableKey(schema, name2), on4.table, around);
  const columns2 = on4.columns ?? (on4.column ? [on4.column] : []);
  const keys = target2.catalog.foreignKeys.filter((key2) => tableKey(key2.schema, key2.table) === shell.key);
  const key = only(keys, target2.catalog, columns2);
  return { target: target2.key, mapping: key.columns.map(({ local, remote }) => ({ local: remote, remote: local })) };
}
var foreignKeyOn = (table, columns2) => only(table.foreignKeys, table, columns2);
function only(keys, table, columns2) {
  for (const column2 of columns2) {
    if (!table.columns.some((c) => c.name === column2)) {
      throw new Unresolvable(`column "${column2}" does not exist in table "${display(table)}"`, 'not-exists');
    }
  }
  const wanted = new Set(columns2);
  const matching = keys.filter((key2) => key2.columns.length === wanted.size && key2.columns.every((c) => wanted.has(c.local)));
  const [key] = matching;
  if (!key) throw new Unresolvable('no foreign constraint exists on the given column(s)', 'constraint-error');
  if (matching.length > 1) {
    throw new Unresolvable('more than one foreign key constraint exists on the given column(s)', 'constraint-error');
  }
  return key;
}
function tracked(key, name2, around) {
  const shell = around.shells.get(key);
  if (!shell) throw new Unresolvable(`table "${display(qualify(name2))}" is not tracked`, 'not-exists');
  return shell;
}
function mustHave(shell, column2) {
  if (shell.catalog.columns.some((c) => c.name === column2)) return;
  throw new Unresolvable(`column "${column2}" does not exist in table "${display(shell.name)}"`, 'not-exists');
}

// engine/model/table-fields.ts
function resolveFields(shell, around, problems) {
  const columns2 = resolveColumns(shell, around);
  const claim = claims(shell, columns2);
  const { metadata } = shell;
  const relationships = [];
  for (const item of metadata.object_relationships ?? []) {
    const found = problems.attempt(describe3(shell, 'object_relation', item.name, item), inTable(shell, item.name), () => {
      const relationship = resolveObjectRelationship(item, shell, around);
      claim(item.name);
      return relationship;
    });
    if (found) relationships.push(found);
  }
  for (const item of metadata.array_relationships ?? []) {
    const found = problems.attempt(describe3(shell, 'array_relation', item.name, item), inTable(shell, item.name), () => {
      const relationship = resolveArrayRelationship(item, shell, around);
      claim(item.name);
      return relationship;
    });
    if (found) relationships.push(found);
  }
  const computedFields = [];
  for (const item of metadata.computed_fields ?? []) {
    const context = `in table "${display(shell.name)}": in computed field "${item.name}": `;
    const found = problems.attempt(describe3(shell, 'computed_field', item.name, item), context, () => {
      const field2 = resolveComputedField(item, shell, around);
      claim(item.name);
      return field2;
    });
    if (found) computedFields.push(found);
  }
  for (const item of metadata.remote_relationships ?? []) {
    problems.add(
      describe3(shell, 'remote_relationship', item.name, item),
      `${inTable(shell, item.name)}remote relationships are not supported by this engine`,
    );
  }
  return {
    key: shell.key,
    source: shell.source,
    catalog: shell.catalog,
    graphqlName: shell.graphqlName,
    rootFieldNames: shell.rootFields.names,
    rootFieldComments: shell.rootFields.comments,
    description: metadata.configuration?.comment ?? shell.catalog.comment,
    columns: columns2,
    relationships,
    computedFields,
    enumValues: shell.enumValues,
  };
}
function claims(shell, columns2) {
  const taken = /* @__PURE__ */ new Set();
  return (name2) => {
    if (!isGraphqlName(name2)) throw new Unresolvable(`the name "${name2}" is not a valid GraphQL identifier`);
    if (shell.catalog.columns.some((c) => c.name === name2)) {
      throw new Unresolvable('field definition conflicts with postgres column', 'already-exists');
    }
    const custom = columns2.find((c) => c.name === name2);
    if (custom) {
      const column2 = custom.column.name;
      throw new Unresolvable(
        `field definition conflicts with custom field name for postgres column "${column2}"`,
        'already-exists',
      );
    }
    if (taken.has(name2))
      throw new Unresolvable(`conflicting definitions for field "${name2}"`, 'already-exists', 'Conflicting objects');
    taken.add(name2);
  };
}
var inTable = (shell, relationship) => `in table "${display(shell.name)}": in relationship "${relationship}": `;
function describe3(shell, type, name2, definition) {
  return {
    type,
    name: `${type} ${name2} in table ${display(shell.name)} in source ${shell.source}`,
    definition: { comment: null, ...definition, source: shell.source, table: qualify(shell.name) },
  };
}
function resolveColumns(shell, around) {
  const { configuration } = shell.metadata;
  const columns2 = [];
  for (const column2 of shell.catalog.columns) {
    const config = configuration?.column_config?.[column2.name];
    const name2 = columnFieldName(shell.metadata, column2.name);
    const scalar2 = scalarOf(column2.type);
    if (!isGraphqlName(name2) || !isGraphqlName(scalar2)) continue;
    const enumTable = enumTableOf(shell, column2.name, around);
    columns2.push({
      name: name2,
      column: column2,
      scalar: enumTable ? `${enumTable.graphqlName}_enum` : scalar2,
      isArray: column2.type.element !== null,
      enumTable: enumTable?.key ?? null,
      description: config?.comment ?? column2.comment,
    });
  }
  return columns2;
}
var columnFieldName = ({ configuration }, column2) =>
  configuration?.column_config?.[column2]?.custom_name ?? configuration?.custom_column_names?.[column2] ?? column2;
function enumTableOf(shell, column2, around) {
  for (const key of shell.catalog.foreignKeys) {
    const [pair2, ...more] = key.columns;
    if (!pair2 || more.length > 0 || pair2.local !== column2) continue;
    const target2 = around.shells.get(tableKey(key.schema, key.table));
    if (target2?.enumValues && target2.catalog.primaryKey?.columns[0] === pair2.remote) return target2;
  }
  return null;
}

// engine/model/call-on-row.ts
function callOnRow(field2) {
  const given = [];
  let byName2 = false;
  field2.function.arguments.forEach((argument, i) => {
    const name2 = byName2 ? argument.name : null;
    if (i === field2.tableArgument) given.push({ kind: 'row', name: name2 });
    else if (i === field2.sessionArgument) {
      given.push({ kind: 'value', name: name2, value: { kind: 'session_object', type: argument.type }, type: argument.type });
    } else if (argument.hasDefault) byName2 = true;
    else
      throw new Unresolvable(
        `computed field "${field2.name}" needs arguments and cannot be used in an expression`,
        'not-supported',
      );
  });
  return { schema: field2.function.schema, name: field2.function.name, arguments: given };
}

// engine/model/literal.ts
function sessionVariable(value2) {
  if (typeof value2 !== 'string') return null;
  if (value2 === 'REQ_USER_ID') return 'x-hasura-user-id';
  return /^x-hasura-/i.test(value2) ? value2.toLowerCase() : null;
}
function metadataValue(value2, type) {
  const name2 = sessionVariable(value2);
  if (name2 !== null) return { kind: 'session', name: name2, type };
  if (value2 === null || value2 === void 0) return { kind: 'literal', text: null, type };
  if (typeof value2 === 'string') return { kind: 'literal', text: value2, type };
  const { element: element2 } = type;
  if (Array.isArray(value2) && element2) return { kind: 'list', of: value2.map((item) => metadataValue(item, element2)), type };
  return { kind: 'literal', text: JSON.stringify(value2), type };
}

// engine/model/permission-comparison.ts
function comparisonsOf(value2, subject, on4, scope) {
  if (subject.type.name === 'json') {
    throw new Unresolvable('JSON column can not be part of boolean expression', 'unexpected-payload');
  }
  if (typeof value2 !== 'object' || value2 === null || Array.isArray(value2)) return [compare3('eq', value2, subject)];
  return Object.entries(value2).map(([operator2, operand]) => one(operator2, operand, subject, on4, scope));
}
function one(operator2, value2, subject, on4, scope) {
  const name2 = operator2.startsWith('_') || operator2.startsWith('$') ? operator2.slice(1) : operator2;
  const between = Object.hasOwn(COLUMN_OPERATORS, name2) ? COLUMN_OPERATORS[name2] : void 0;
  if (between) {
    return { kind: 'compare', subject, operator: between, value: otherColumn(value2, subject, on4, scope), nullSafe: false };
  }
  if (name2 === 'is_null') return isNull(value2, subject);
  if (name2 === 'cast') return cast(value2, subject, on4, scope);
  const comparison4 = Object.hasOwn(OPERATORS, name2) ? OPERATORS[name2] : void 0;
  if (!comparison4) throw new Unresolvable(`Unknown operator : ${operator2}`, 'unexpected-payload');
  mustApply(comparison4, subject.type);
  return compare3(comparison4, value2, subject);
}
var STRINGS = ['text', 'varchar', 'bpchar', 'citext'];
function mustApply(operator2, type) {
  const types = typesOf(operator2);
  if (types === null || types.includes(type.name)) return;
  if ((operator2 === 'contains' || operator2 === 'contained_in') && type.kind === 'array') return;
  const expected = types.map((t) => `"${t}"`).join('/');
  throw new Unresolvable(
    ` is of type "${type.sql}"; this operator works only on columns of type ${expected}`,
    'unexpected-payload',
  );
}
function typesOf(operator2) {
  if (/^n?i?(like|regex)$|^n?similar$/.test(operator2)) return STRINGS;
  if (/^contain|^has_key|^jsonb_/.test(operator2)) return ['jsonb'];
  return /^(ancestor|descendant|matches)/.test(operator2) ? ['ltree'] : null;
}
function compare3(operator2, value2, subject) {
  if (value2 === null && (operator2 === 'eq' || operator2 === 'neq'))
    return { kind: 'is_null', subject, isNull: operator2 === 'eq' };
  const type = rightType(operator2, subject.type);
  if (type.kind === 'array' && LISTS.has(operator2) && !Array.isArray(value2) && sessionVariable(value2) === null) {
    throw new Unresolvable(`expecting a list or a session variable for "_${operator2}"`, 'parse-failed');
  }
  return { kind: 'compare', subject, operator: operator2, value: metadataValue(value2, type), nullSafe: false };
}
var LISTS = /* @__PURE__ */ new Set([
  'in',
  'nin',
  'has_keys_any',
  'has_keys_all',
  'ancestor_any',
  'descendant_any',
  'matches_any',
]);
function rightType(operator2, left) {
  switch (operator2) {
    case 'in':
    case 'nin':
    case 'ancestor_any':
    case 'descendant_any':
      return arrayOf2(left);
    case 'has_key':
      return TEXT;
    case 'has_keys_any':
    case 'has_keys_all':
      return arrayOf2(TEXT);
    case 'jsonb_path_exists':
    case 'jsonb_path_match':
      return JSONPATH;
    case 'matches':
      return LQUERY;
    case 'matches_any':
      return arrayOf2(LQUERY);
    case 'matches_fulltext':
      return LTXTQUERY;
    default:
      return left;
  }
}
function isNull(value2, subject) {
  if (typeof value2 !== 'boolean') throw new Unresolvable('expecting a boolean for "_is_null"', 'parse-failed');
  return { kind: 'is_null', subject, isNull: value2 };
}
function cast(value2, subject, on4, scope) {
  const entries = typeof value2 === 'object' && value2 !== null ? Object.entries(value2) : [];
  const parts = entries.flatMap(([name2, operators]) => {
    if (name2 !== 'String' && name2 !== 'text') throw new Unresolvable(`cannot cast to "${name2}"`, 'unexpected-payload');
    return comparisonsOf(operators, { kind: 'cast', operand: subject, type: TEXT }, on4, scope);
  });
  const [only2, ...more] = parts;
  return only2 && more.length === 0 ? only2 : { kind: 'and', of: parts };
}
function otherColumn(value2, subject, on4, scope) {
  const path = Array.isArray(value2) ? value2 : [value2];
  const [first, second] = path;
  if (path.length === 0) throw new Unresolvable('path cannot be empty', 'unexpected');
  if (path.length > 2 || (path.length === 2 && first !== '$')) {
    throw new Unresolvable('Relationship references are not supported in column comparison RHS', 'not-supported');
  }
  const name2 = path.length === 2 ? second : first;
  if (typeof name2 !== 'string') {
    throw new Unresolvable('a boolean expression JSON can either be a string or an array', 'unexpected');
  }
  const isRoot = path.length === 2;
  const column2 = (isRoot ? scope.root : on4).catalog.columns.find((c) => c.name === name2);
  if (!column2) throw new Unresolvable(`column "${name2}" does not exist`, 'not-exists');
  if (column2.type.sql !== subject.type.sql) {
    const left = subject.kind === 'column' ? subject.column : 'expression';
    throw new Unresolvable(`incompatible column types : "${left}", "${name2}"`, 'unexpected-payload');
  }
  return { kind: 'column', column: name2, of: isRoot ? 'root' : 'current', type: column2.type };
}
var COLUMN_OPERATORS = {
  ceq: 'eq',
  cne: 'neq',
  cneq: 'neq',
  cgt: 'gt',
  clt: 'lt',
  cgte: 'gte',
  clte: 'lte',
};
var OPERATORS = {
  eq: 'eq',
  ne: 'neq',
  neq: 'neq',
  gt: 'gt',
  lt: 'lt',
  gte: 'gte',
  lte: 'lte',
  in: 'in',
  nin: 'nin',
  like: 'like',
  nlike: 'nlike',
  ilike: 'ilike',
  nilike: 'nilike',
  similar: 'similar',
  nsimilar: 'nsimilar',
  regex: 'regex',
  nregex: 'nregex',
  iregex: 'iregex',
  niregex: 'niregex',
  contains: 'contains',
  contained_in: 'contained_in',
  has_key: 'has_key',
  has_keys_any: 'has_keys_any',
  has_keys_all: 'has_keys_all',
  jsonb_path_exists: 'jsonb_path_exists',
  jsonb_path_match: 'jsonb_path_match',
  ancestor: 'ancestor',
  descendant: 'descendant',
  ancestor_any: 'ancestor_any',
  descendant_any: 'descendant_any',
  matches: 'matches',
  matches_any: 'matches_any',
  matches_fulltext: 'matches_fulltext',
};

// engine/model/permission-expression.ts
function resolveExpression(expression, scope) {
  return conditionOf(expression, scope.root, scope);
}
function conditionOf(expression, on4, scope) {
  if (!isObject6(expression)) throw new Unresolvable('expected an object for a boolean expression', 'parse-failed');
  return every(Object.entries(expression).map(([key, value2]) => part(key, value2, on4, scope)));
}
function part(key, value2, on4, scope) {
  switch (key) {
    case '_and':
    case '$and':
      return every(listOf2(value2, key).map((item) => conditionOf(item, on4, scope)));
    case '_or':
    case '$or':
      return any(listOf2(value2, key).map((item) => conditionOf(item, on4, scope)));
    case '_not':
    case '$not':
      return negate(conditionOf(value2, on4, scope));
    case '_exists':
    case '$exists':
      return exists(value2, scope);
    default:
      return field(key, value2, on4, scope);
  }
}
function field(name2, value2, on4, scope) {
  const column2 = on4.catalog.columns.find((c) => c.name === name2);
  if (column2) {
    const subject = { kind: 'column', column: name2, of: 'current', type: column2.type };
    return every(comparisonsOf(value2, subject, on4, scope));
  }
  const relationship = on4.relationships.find((r) => r.name === name2);
  if (relationship) {
    const target2 = known(relationship.target, scope);
    const where = conditionOf(value2, target2, scope);
    return { kind: 'related', table: target2.key, mapping: relationship.mapping, where };
  }
  const computed = on4.computedFields.find((f) => f.name === name2);
  if (computed) {
    const call = callOnRow(computed);
    if (computed.returns.kind === 'table') {
      const target2 = known(computed.returns.table, scope);
      return { kind: 'related_function', call, table: target2.key, where: conditionOf(value2, target2, scope) };
    }
    const subject = { kind: 'function', call, type: computed.returns.type };
    return every(comparisonsOf(value2, subject, on4, scope));
  }
  throw new Unresolvable(`"${name2}" does not exist`, 'not-exists');
}
function exists(value2, scope) {
  const table = isObject6(value2) ? QualifiedName.safeParse(value2._table ?? value2.$table) : null;
  if (!isObject6(value2) || !table?.success) throw new Unresolvable('_exists needs _table and _where', 'parse-failed');
  const { schema, name: name2 } = qualify(table.data);
  const target2 = scope.table(tableKey(schema, name2));
  if (!target2) {
    throw new Unresolvable(
      `table "${display({ schema, name: name2 })}" does not exist in source: "${scope.root.source}"`,
      'not-exists',
    );
  }
  return { kind: 'exists', table: target2.key, where: conditionOf(value2._where ?? value2.$where ?? {}, target2, scope) };
}
function known(key, scope) {
  const target2 = scope.table(key);
  if (!target2) throw new Unresolvable(`table ${key} is not tracked`, 'not-exists');
  return target2;
}
var isObject6 = (value2) => typeof value2 === 'object' && value2 !== null && !Array.isArray(value2);
function listOf2(value2, key) {
  if (Array.isArray(value2)) return value2;
  if (isObject6(value2)) return [value2];
  throw new Unresolvable(`expecting a list for ${key}`, 'parse-failed');
}
function every(conditions) {
  const parts = conditions.flatMap((c) => (c.kind === 'and' ? c.of : [c])).filter((c) => c.kind !== 'constant' || !c.value);
  if (parts.some((c) => c.kind === 'constant')) return FALSE;
  const [only2, ...more] = parts;
  return only2 === void 0 ? TRUE : more.length === 0 ? only2 : { kind: 'and', of: parts };
}
function any(conditions) {
  const parts = conditions.flatMap((c) => (c.kind === 'or' ? c.of : [c])).filter((c) => c.kind !== 'constant' || c.value);
  if (parts.some((c) => c.kind === 'constant')) return TRUE;
  const [only2, ...more] = parts;
  return only2 === void 0 ? FALSE : more.length === 0 ? only2 : { kind: 'or', of: parts };
}
function negate(condition2) {
  if (condition2.kind === 'constant') return condition2.value ? FALSE : TRUE;
  return { kind: 'not', of: condition2 };
}

// engine/model/inherited-role.ts
function inherit(own, members) {
  const conflicts2 = [];
  const agreed = (kind, mine, theirs) => {
    if (mine) return mine;
    const [first, ...rest] = theirs.filter((p) => p !== null);
    if (first === void 0) return null;
    if (rest.every((p) => sameValue(p, first))) return first;
    conflicts2.push(kind);
    return null;
  };
  const permissions = {
    select: own?.select ?? combine(members.map((m) => m.select).filter((s) => s !== null)),
    insert: agreed(
      'insert',
      own?.insert,
      members.map((m) => m.insert),
    ),
    update: agreed(
      'update',
      own?.update,
      members.map((m) => m.update),
    ),
    delete: agreed(
      'delete',
      own?.delete,
      members.map((m) => m.delete),
    ),
  };
  return { permissions, conflicts: conflicts2 };
}
function combine(members) {
  const [only2, ...more] = members;
  if (!only2) return null;
  if (more.length === 0) return only2;
  const limits = members.map((m) => m.limit);
  return {
    columns: cells2(members, (m) => m.columns),
    computedFields: cells2(members, (m) => m.computedFields),
    filter: any(members.map((m) => m.filter)),
    limit: limits.reduce((a, b) => (a === null || b === null ? null : Math.max(a, b))),
    allowAggregations: members.some((m) => m.allowAggregations),
    queryRootFields: union(members.map((m) => m.queryRootFields)),
    subscriptionRootFields: union(members.map((m) => m.subscriptionRootFields)),
  };
}
function cells2(members, of) {
  const all2 = /* @__PURE__ */ new Map();
  for (const name2 of new Set(members.flatMap((m) => [...of(m).keys()]))) {
    const granting = members.filter((m) => of(m).has(name2));
    const everywhere = granting.length === members.length && granting.every((m) => of(m).get(name2) === null);
    all2.set(name2, everywhere ? null : any(granting.map((m) => allOf(m.filter, ...[of(m).get(name2) ?? []].flat()))));
  }
  return all2;
}
function union(sets) {
  const all2 = /* @__PURE__ */ new Set();
  for (const set of sets) {
    if (set === null) return null;
    for (const item of set) all2.add(item);
  }
  return all2;
}

// engine/model/permission.ts
function resolveSelect({ permission }, scope) {
  const { root } = scope;
  const names = permission.columns === '*' ? root.catalog.columns.map((c) => c.name) : permission.columns;
  for (const name2 of names) columnOf(name2, scope);
  for (const name2 of permission.computed_fields ?? []) {
    const field2 = root.computedFields.find((f) => f.name === name2);
    if (!field2)
      throw new Unresolvable(`computed field "${name2}" does not exist in table "${display(root.catalog)}"`, 'not-exists');
    if (field2.returns.kind === 'table') {
      throw new Unresolvable(
        `select permissions on computed field "${name2}" are auto-derived from the permissions on its returning table`,
        'invalid-params',
      );
    }
  }
  if (typeof permission.limit === 'number' && permission.limit < 0)
    throw new Unresolvable('unexpected negative value', 'not-supported');
  mustAllowRootFields(permission, new Set(names), scope);
  return {
    columns: new Map(names.map((name2) => [name2, null])),
    computedFields: new Map((permission.computed_fields ?? []).map((name2) => [name2, null])),
    filter: resolveExpression(permission.filter, scope),
    limit: permission.limit ?? null,
    allowAggregations: permission.allow_aggregations ?? false,
    queryRootFields: permission.query_root_fields ? new Set(permission.query_root_fields) : null,
    subscriptionRootFields: permission.subscription_root_fields ? new Set(permission.subscription_root_fields) : null,
  };
}
function mustAllowRootFields(permission, columns2, { root }) {
  const named = /* @__PURE__ */ new Set([
    ...(permission.query_root_fields ?? []),
    ...(permission.subscription_root_fields ?? []),
  ]);
  const key = root.catalog.primaryKey?.columns ?? [];
  if (named.has('select_by_pk') && (key.length === 0 || !key.every((column2) => columns2.has(column2)))) {
    throw new Unresolvable(
      `The "select_by_pk" field cannot be included in the query_root_fields or subscription_root_fields because the role does not have access to the primary key of the table "${display(root.catalog)}" in the source "${root.source}"`,
      'validation-failed',
    );
  }
  if (named.has('select_aggregate') && !permission.allow_aggregations) {
    throw new Unresolvable(
      'The "select_aggregate" root field can only be enabled in the query_root_fields or in the subscription_root_fields when "allow_aggregations" is set to true',
      'validation-failed',
    );
  }
}
function resolveInsert({ permission }, scope, env2) {
  const presets = resolvePresets(permission.set, scope);
  return {
    columns: writable(permission.columns ?? '*', presets, scope),
    check: resolveExpression(permission.check, scope),
    presets,
    backendOnly: permission.backend_only ?? false,
    validateInput: resolveValidateInput(permission.validate_input, env2),
  };
}
function resolveUpdate({ permission }, scope, env2) {
  const presets = resolvePresets(permission.set, scope);
  return {
    columns: writable(permission.columns, presets, scope),
    filter: resolveExpression(permission.filter, scope),
    check: permission.check ? resolveExpression(permission.check, scope) : null,
    presets,
    backendOnly: permission.backend_only ?? false,
    validateInput: resolveValidateInput(permission.validate_input, env2),
  };
}
function resolveDelete({ permission }, scope, env2) {
  return {
    filter: resolveExpression(permission.filter, scope),
    backendOnly: permission.backend_only ?? false,
    validateInput: resolveValidateInput(permission.validate_input, env2),
  };
}
function columnOf(name2, { root }) {
  const column2 = root.catalog.columns.find((c) => c.name === name2);
  if (!column2) throw new Unresolvable(`column "${name2}" does not exist`, 'not-exists');
  return column2;
}
function writable(columns2, presets, scope) {
  const names = columns2 === '*' ? scope.root.catalog.columns.map((c) => c.name) : columns2;
  return new Set(names.filter((name2) => columnOf(name2, scope).isGenerated !== 'always' && !presets.has(name2)));
}
var resolvePresets = (set, scope) =>
  new Map(Object.entries(set ?? {}).map(([name2, value2]) => [name2, metadataValue(value2, columnOf(name2, scope).type)]));
function resolveValidateInput(metadata, env2) {
  if (!metadata) return null;
  const { url, headers, forward_client_headers, timeout } = metadata.definition;
  return {
    url: fillTemplate(url, env2),
    headers: resolveHeaders(headers, env2).map(({ name: name2, value: value2 }) => ({ name: name2, value: value2 })),
    forwardClientHeaders: forward_client_headers ?? false,
    timeoutSeconds: timeout ?? 10,
  };
}

// engine/model/table-permissions.ts
function resolvePermissions(shells, resolved, input) {
  const fields2 = new Map(
    [...resolved].map(([key, next]) => {
      const before = input.memories.get(key)?.fields;
      return [key, before && sameValue(before, next) ? before : next];
    }),
  );
  const tables = /* @__PURE__ */ new Map();
  for (const shell of shells.values()) {
    const root = fields2.get(shell.key);
    if (!root) continue;
    const before = input.memories.get(shell.key);
    const stillTrue = before && isCurrent(before, shell, root, fields2, input);
    tables.set(shell.key, stillTrue ? before : resolveTable(shell, root, fields2, input));
  }
  return tables;
}
var isCurrent = (before, shell, root, fields2, { env: env2, inheritedRoles }) =>
  before.metadata === shell.metadata &&
  before.source === shell.source &&
  before.env === env2 &&
  before.fields === root &&
  sameValue(before.inheritedRoles, inheritedRoles) &&
  [...before.reads].every(([key, table]) => fields2.get(key) === table);
function resolveTable(shell, root, fields2, { env: env2, inheritedRoles }) {
  const problems = new Inconsistencies();
  const reads = /* @__PURE__ */ new Map();
  const look = (key) => {
    reads.set(key, fields2.get(key));
    return fields2.get(key);
  };
  const own = ownPermissions(shell, { root, table: look }, env2, problems);
  const permissions = withInherited(shell, own, inheritedRoles, problems);
  return {
    metadata: shell.metadata,
    source: shell.source,
    env: env2,
    inheritedRoles,
    fields: root,
    reads,
    table: { ...root, permissions },
    problems: problems.list,
  };
}
function ownPermissions(shell, scope, env2, problems) {
  const all2 = /* @__PURE__ */ new Map();
  const each2 = (kind, entries, resolve, put) => {
    for (const entry2 of entries ?? []) {
      const what = describe3(shell, `${kind}_permission`, entry2.role, entry2);
      const context = `in table "${display(shell.name)}": in permission for role "${entry2.role}": `;
      const permission = problems.attempt(what, context, () => resolve(entry2));
      if (permission) all2.set(entry2.role, { ...(all2.get(entry2.role) ?? NOTHING), ...put(permission) });
    }
  };
  const { metadata } = shell;
  each2(
    'select',
    metadata.select_permissions,
    (e) => resolveSelect(e, scope),
    (select) => ({ select }),
  );
  each2(
    'insert',
    metadata.insert_permissions,
    (e) => resolveInsert(e, scope, env2),
    (insert) => ({ insert }),
  );
  each2(
    'update',
    metadata.update_permissions,
    (e) => resolveUpdate(e, scope, env2),
    (update) => ({ update }),
  );
  each2(
    'delete',
    metadata.delete_permissions,
    (e) => resolveDelete(e, scope, env2),
    (p) => ({ delete: p }),
  );
  return all2;
}
var NOTHING = { select: null, insert: null, update: null, delete: null };
function withInherited(shell, own, inheritedRoles, problems) {
  for (const [role, members] of inheritedRoles) {
    const theirs = members.map((m) => own.get(m)).filter((p) => p !== void 0);
    if (theirs.length === 0) continue;
    const { permissions, conflicts: conflicts2 } = inherit(own.get(role), theirs);
    own.set(role, permissions);
    for (const kind of conflicts2) {
      const entity = `${kind} permission, table: ${display(shell.name)}, source: '${shell.source}'`;
      problems.push({
        type: 'inherited role permission inconsistency',
        name: role,
        definition: void 0,
        reason: `Could not inherit permission for the role '${role}' for the entity: '${entity}'`,
      });
    }
  }
  return own;
}

// engine/model/tracked-function.ts
function resolveFunction(metadata, around) {
  const wanted = qualify(metadata.function);
  const label = `"${display(wanted)}"`;
  const overloads = around.catalog.functions.get(tableKey(wanted.schema, wanted.name)) ?? [];
  const [fn] = overloads;
  if (!fn) throw new Unresolvable(`no such function exists in source: ${label}`, 'not-exists');
  if (overloads.length > 1) {
    throw new Unresolvable(`function ${label} is overloaded. Overloaded functions are not supported`, 'not-supported');
  }
  const configuration = metadata.configuration ?? {};
  const graphqlName = configuration.custom_name ?? baseName(wanted);
  const target2 = configuration.response ? qualify(configuration.response.table) : null;
  const returns = target2 ? tableKey(target2.schema, target2.name) : fn.returns.table;
  const problems = problemsOf(fn, graphqlName, returns, configuration.exposed_as ?? null);
  const session = sessionArgument(fn, configuration.session_argument ?? null, problems);
  if (returns === null || problems.length > 0) {
    throw new Unresolvable(
      `in function ${label}: the function ${label} cannot be tracked ${reasonText(problems)}`,
      'not-supported',
    );
  }
  if (!around.isTracked(returns)) {
    const table = around.catalog.tables.get(returns);
    throw new Unresolvable(`table "${table ? display(table) : returns}" is not tracked`, 'not-exists');
  }
  const { prefix, suffix } = around.affix;
  const custom = configuration.custom_root_fields;
  return {
    source: around.source,
    function: fn,
    graphqlName,
    rootFieldNames: {
      function: prefix + (custom?.function ?? graphqlName) + suffix,
      function_aggregate: prefix + (custom?.function_aggregate ?? `${graphqlName}_aggregate`) + suffix,
    },
    exposedAs: configuration.exposed_as ?? (fn.volatility === 'volatile' ? 'mutation' : 'query'),
    sessionArgument: session,
    returns,
    isSet: fn.returns.isSet,
    roles: new Set((metadata.permissions ?? []).map((p) => p.role)),
    comment: metadata.comment ?? fn.comment,
  };
}
function problemsOf(fn, name2, returns, exposedAs) {
  const problems = [];
  if (!isGraphqlName(name2)) problems.push('function name is not a legal GraphQL identifier');
  if (fn.isVariadic) problems.push('function with "VARIADIC" parameters are not supported');
  if (returns === null) {
    if (fn.returns.type.kind !== 'composite') problems.push('the function does not return a "COMPOSITE" type');
    problems.push('the function does not return a table');
  } else if (fn.hasOutArguments && returns === fn.returns.table)
    problems.push('functions with "OUT" arguments are not supported');
  if (exposedAs === 'mutation' && fn.volatility !== 'volatile') {
    problems.push(
      'the function was requested to be exposed as a mutation, but is not marked VOLATILE. Maybe the function was given the wrong volatility when it was defined?',
    );
  }
  const invalid2 = fn.arguments.flatMap((a) => (a.name === null || isGraphqlName(a.name) ? [] : [a.name]));
  if (invalid2.length > 0) problems.push(`the function arguments ${invalid2.join(',')} are not in compliance with GraphQL spec`);
  return problems;
}
function sessionArgument(fn, name2, problems) {
  if (name2 === null) return null;
  const position = fn.arguments.findIndex((a) => a.name === name2);
  if (position < 0) {
    problems.push(`given session argument "${name2}" not the input argument of the function`);
    return null;
  }
  const type = fn.arguments[position]?.type.name;
  if (type !== 'json' && type !== 'jsonb') problems.push(`given session argument "${name2}" is not of type json`);
  return position;
}

// engine/model/resolve-source.ts
var POSTGRES2 = /* @__PURE__ */ new Set(['postgres', 'pg', void 0, null]);
function resolveSource(source3, input) {
  const { problems, catalog } = input;
  if (!POSTGRES2.has(source3.kind)) {
    problems.add(
      { type: 'source', name: `source ${source3.name}`, definition: source3.name },
      `source kind "${source3.kind}" is not supported`,
    );
    return { tables: /* @__PURE__ */ new Map(), functions: [], eventTriggers: [] };
  }
  const shells = resolveShells(source3, input);
  const around = { catalog, shells };
  const fields2 = /* @__PURE__ */ new Map();
  for (const shell of shells.values()) fields2.set(shell.key, resolveFields(shell, around, problems));
  const tables = resolvePermissions(shells, fields2, input);
  for (const { problems: found } of tables.values()) problems.push(...found);
  return {
    tables,
    functions: resolveFunctions(source3, tables, input),
    eventTriggers: resolveEventTriggers(shells, input),
  };
}
function resolveShells(source3, input) {
  const shells = /* @__PURE__ */ new Map();
  const taken = /* @__PURE__ */ new Map();
  for (const metadata of source3.tables ?? []) {
    const name2 = qualify(metadata.table);
    const what = { type: 'table', name: `table ${display(name2)} in source ${source3.name}`, definition: name2 };
    const shell = input.problems.attempt(what, '', () => {
      const found = resolveShell(source3, metadata, input);
      claimNames(found, taken);
      return found;
    });
    if (shell) shells.set(shell.key, shell);
  }
  return shells;
}
function resolveShell(source3, metadata, input) {
  const name2 = qualify(metadata.table);
  const key = tableKey(name2.schema, name2.name);
  const catalog = input.catalog.tables.get(key);
  if (!catalog) throw new Unresolvable(`no such table/view exists in source: "${display(name2)}"`, 'not-exists');
  const types = source3.customization?.type_names;
  const roots = source3.customization?.root_fields;
  const base3 = metadata.configuration?.custom_name || baseName(name2);
  if (!isGraphqlName(base3)) {
    throw new Unresolvable(
      `cannot include "${display(name2)}" in the GraphQL schema because "${base3}" is not a valid GraphQL identifier`,
      'not-supported',
    );
  }
  mustNotMeet(metadata, catalog.columns);
  const enumTable = metadata.is_enum ? input.enumValues.get(key) : void 0;
  if (enumTable?.problem !== void 0) throw new Unresolvable(enumTable.problem, 'constraint-violation');
  return {
    key,
    source: source3.name,
    name: name2,
    metadata,
    catalog,
    graphqlName: `${types?.prefix ?? ''}${base3}${types?.suffix ?? ''}`,
    rootFields: rootFields(base3, metadata.configuration?.custom_root_fields, {
      prefix: roots?.prefix ?? '',
      suffix: roots?.suffix ?? '',
    }),
    enumValues: metadata.is_enum ? (enumTable?.values ?? []) : null,
  };
}
function mustNotMeet(metadata, columns2) {
  const byField = /* @__PURE__ */ new Map();
  for (const { name: name2 } of columns2) {
    const field2 = columnFieldName(metadata, name2);
    const other = byField.get(field2);
    if (other !== void 0) {
      throw new Unresolvable(
        `the definitions of columns "${other}" and "${name2}" are in conflict: they are mapped to the same field name, "${field2}"`,
        'already-exists',
      );
    }
    byField.set(field2, name2);
  }
}
function claimNames(shell, taken) {
  const names = /* @__PURE__ */ new Set([shell.graphqlName, ...Object.values(shell.rootFields.names)]);
  for (const name2 of names) {
    const other = taken.get(name2);
    if (!other) continue;
    throw new Unresolvable(
      `found conflicting definitions of "${name2}": it is already used by table "${display(other.name)}"`,
      'already-exists',
    );
  }
  for (const name2 of names) taken.set(name2, shell);
}
function resolveFunctions(source3, tables, input) {
  const functions = [];
  const roots = source3.customization?.root_fields;
  const around = {
    source: source3.name,
    catalog: input.catalog,
    isTracked: (key) => tables.has(key),
    affix: { prefix: roots?.prefix ?? '', suffix: roots?.suffix ?? '' },
  };
  for (const metadata of source3.functions ?? []) {
    const name2 = qualify(metadata.function);
    const what = { type: 'function', name: `function ${display(name2)} in source ${source3.name}`, definition: name2 };
    const found = input.problems.attempt(what, '', () => resolveFunction(metadata, around));
    if (found) functions.push({ ...found, roles: withInheriting(found.roles, input.inheritedRoles) });
  }
  return functions;
}
function resolveEventTriggers(shells, { problems, env: env2 }) {
  const triggers = [];
  for (const shell of shells.values()) {
    for (const item of shell.metadata.event_triggers ?? []) {
      const context = `in table "${display(shell.name)}": in event trigger "${item.name}": `;
      const found = problems.attempt(describe3(shell, 'event_trigger', item.name, item), context, () =>
        resolveEventTrigger(item, shell, env2),
      );
      if (found) triggers.push(found);
    }
  }
  return triggers;
}

// engine/model/rest-endpoints.ts
import { parse as parse7 } from 'graphql';

function resolveEndpoint(metadata, collections) {
  const { collection_name, query_name } = metadata.definition.query;
  const collection = collections.get(collection_name);
  if (!collection) throw new Unresolvable(`collection with name "${collection_name}" does not exist`, 'not-exists');
  const query = collection.get(query_name);
  if (query === void 0) {
    throw new Unresolvable(`query with name "${query_name}" does not exist in collection "${collection_name}"`, 'not-exists');
  }
  mustHaveOneOperation(query);
  mustBePath(metadata.url);
  return {
    name: metadata.name,
    url: metadata.url.replace(/^\/+/, ''),
    methods: metadata.methods.map((m) => m.toUpperCase()),
    query,
    comment: metadata.comment ?? null,
  };
}
function mustHaveOneOperation(query) {
  const operations2 = definitions(query).filter((d) => d.kind === 'OperationDefinition');
  if (operations2.length === 1) return;
  throw new Unresolvable('only one operation is expected in the query of a REST endpoint', 'bad-request');
}
function mustBePath(url) {
  const segments = url.replace(/^\/+/, '').split('/');
  if (segments.some((s) => s === '' || s === ':')) {
    throw new Unresolvable(url, 'bad-request', 'Empty segments or unnamed variables are not allowed');
  }
  const names = segments.filter((s) => s.startsWith(':'));
  if (new Set(names).size < names.length)
    throw new Unresolvable(url, 'bad-request', 'Duplicate variables found in endpoint path');
}
function definitions(query) {
  try {
    return parse7(query, { noLocation: true }).definitions;
  } catch {
    throw new Unresolvable('the query of a REST endpoint is not a valid graphql query', 'bad-request');
  }
}
function conflicts(endpoints) {
  const groups = [];
  const grouped = /* @__PURE__ */ new Set();
  for (const endpoint of endpoints) {
    if (grouped.has(endpoint)) continue;
    const group = endpoints.filter((other) => other === endpoint || overlaps(endpoint, other));
    if (group.length < 2) continue;
    groups.push(group);
    for (const member of group) grouped.add(member);
  }
  return groups;
}
function overlaps(a, b) {
  if (!a.methods.some((m) => b.methods.includes(m))) return false;
  const [left, right] = [a.url.split('/'), b.url.split('/')];
  const isParameter = (segment) => segment?.startsWith(':') === true;
  return left.length === right.length && left.every((s, i) => s === right[i] || isParameter(s) || isParameter(right[i]));
}

// engine/model/resolve.ts
function resolveModel(metadata, catalog, env2, options = {}) {
  const problems = new Inconsistencies();
  problems.push(...(options.unreadable ?? []));
  const inheritedRoles = orderRoles(metadata, problems);
  const scalars2 = knownScalars(catalog);
  const known2 = (options.previous && MEMORIES.get(options.previous)) ?? NO_MEMORIES;
  const memories = /* @__PURE__ */ new Map();
  const tables = /* @__PURE__ */ new Map();
  const functions = [];
  const eventTriggers = /* @__PURE__ */ new Map();
  for (const source3 of metadata.sources ?? []) {
    const input = { catalog, env: env2, inheritedRoles, problems, enumValues: options.enumValues ?? NO_ENUMS, memories: known2 };
    const resolved = resolveSource(source3, input);
    for (const [key, memory] of resolved.tables) {
      tables.set(key, memory.table);
      memories.set(key, memory);
    }
    functions.push(...resolved.functions);
    for (const trigger of resolved.eventTriggers) eventTriggers.set(trigger.name, trigger);
  }
  const customTypes = resolveTypes(metadata, tables, scalars2, problems);
  const actions = resolveActions(metadata, customTypes, scalars2, inheritedRoles, env2, problems);
  const cronTriggers = resolveCronTriggers(metadata, env2, problems);
  const queryCollections = new Map(
    (metadata.query_collections ?? []).map((c) => [c.name, new Map(c.definition.queries.map((q) => [q.name, q.query]))]),
  );
  const restEndpoints = resolveEndpoints(metadata, queryCollections, problems);
  for (const schema of metadata.remote_schemas ?? []) {
    problems.add(
      { type: 'remote_schema', name: `remote_schema ${schema.name}`, definition: schema },
      'remote schemas are not supported by this engine',
    );
  }
  const model = {
    tables,
    functions,
    actions,
    customTypes,
    eventTriggers,
    cronTriggers,
    namedTriggers: {
      event: new Set(
        (metadata.sources ?? []).flatMap((s) => s.tables ?? []).flatMap((t) => (t.event_triggers ?? []).map((e) => e.name)),
      ),
      cron: new Set((metadata.cron_triggers ?? []).map((t) => t.name)),
    },
    roles: rolesOf(tables, functions, actions, inheritedRoles),
    inheritedRoles,
    introspectionDisabledFor: new Set(metadata.graphql_schema_introspection?.disabled_for_roles ?? []),
    restEndpoints,
    queryCollections,
    allowlist: (metadata.allowlist ?? []).map(({ collection, scope }) => ({
      collection,
      roles: scope && !scope.global ? scope.roles : 'all',
    })),
    limits: resolveLimits(metadata.api_limits),
    inconsistencies: problems.list,
  };
  MEMORIES.set(model, memories);
  return model;
}
var MEMORIES = /* @__PURE__ */ new WeakMap();
var NO_MEMORIES = /* @__PURE__ */ new Map();
var NO_ENUMS = /* @__PURE__ */ new Map();
var NO_TYPES = {
  enums: /* @__PURE__ */ new Map(),
  inputObjects: /* @__PURE__ */ new Map(),
  objects: /* @__PURE__ */ new Map(),
  scalars: /* @__PURE__ */ new Map(),
};
function resolveTypes(metadata, tables, scalars2, problems) {
  const what = { type: 'custom_types', name: 'custom_types', definition: metadata.custom_types };
  return problems.attempt(what, '', () => resolveCustomTypes(metadata.custom_types, tables, scalars2)) ?? NO_TYPES;
}
function resolveActions(metadata, types, scalars2, inheritedRoles, env2, problems) {
  const actions = /* @__PURE__ */ new Map();
  for (const item of metadata.actions ?? []) {
    const what = { type: 'action', name: `action ${item.name}`, definition: item };
    const action = problems.attempt(what, `in action "${item.name}"; `, () => resolveAction(item, types, scalars2, env2));
    if (action) actions.set(action.name, { ...action, roles: withInheriting(action.roles, inheritedRoles) });
  }
  return actions;
}
function resolveCronTriggers(metadata, env2, problems) {
  const triggers = /* @__PURE__ */ new Map();
  for (const item of metadata.cron_triggers ?? []) {
    const what = { type: 'cron_trigger', name: `cron_trigger ${item.name}`, definition: item };
    const trigger = problems.attempt(what, '', () => resolveCronTrigger(item, env2));
    if (trigger) triggers.set(trigger.name, trigger);
  }
  return triggers;
}
function resolveEndpoints(metadata, collections, problems) {
  const endpoints = [];
  for (const item of metadata.rest_endpoints ?? []) {
    const what = { type: 'rest_endpoint', name: `rest_endpoint ${item.name}`, definition: item };
    const endpoint = problems.attempt(what, '', () => resolveEndpoint(item, collections));
    if (endpoint) endpoints.push(endpoint);
  }
  for (const group of conflicts(endpoints)) {
    for (const endpoint of group) {
      const definition = metadata.rest_endpoints?.find((e) => e.name === endpoint.name);
      problems.add(
        { type: 'rest_endpoint', name: `rest_endpoint ${endpoint.name}`, definition },
        group.map((e) => e.url).join(', '),
        'Ambiguous URL paths',
      );
    }
  }
  return endpoints;
}
function rolesOf(tables, functions, actions, inheritedRoles) {
  const roles = /* @__PURE__ */ new Set();
  for (const table of tables.values()) for (const role of table.permissions.keys()) roles.add(role);
  for (const fn of functions) for (const role of fn.roles) roles.add(role);
  for (const action of actions.values()) for (const role of action.roles) roles.add(role);
  for (const [role, members] of inheritedRoles) for (const name2 of [role, ...members]) roles.add(name2);
  roles.delete('admin');
  return roles;
}

// engine/lifecycle/enum-values.ts
async function readEnumValues(connection, metadata, catalog) {
  const found = /* @__PURE__ */ new Map();
  for (const table of enumTables(metadata, catalog)) {
    found.set(tableKey(table.schema, table.name), await readEnumTable(connection, table));
  }
  return found;
}
function enumTables(metadata, catalog) {
  const tables = (metadata.sources ?? []).flatMap((source3) => source3.tables ?? []).filter((table) => table.is_enum);
  return tables.flatMap(({ table }) => {
    const { schema, name: name2 } = qualify(table);
    return catalog.tables.get(tableKey(schema, name2)) ?? [];
  });
}
async function readEnumTable(connection, table) {
  const { problems, value: value2, comment } = shapeOf(table);
  if (!value2 || problems.length > 0) return { problem: because(table, problems) };
  const rows3 = await connection.query({
    text: `select ${quote(value2)}::text as value, ${comment ? `${quote(comment)}::text` : 'null'} as comment
           from ${quote(table.schema)}.${quote(table.name)} order by 1`,
  });
  const values = rows3.map((row) => ({ value: row.value ?? '', description: row.comment ?? null }));
  if (values.length === 0) problems.push('the table must have at least one row');
  const invalid2 = values.map((v) => v.value).filter((v) => !isEnumValue(v));
  if (invalid2.length > 0) problems.push(`the ${invalidText(invalid2)}`);
  return problems.length > 0 ? { problem: because(table, problems) } : { values };
}
var TEXTUAL = /* @__PURE__ */ new Set(['text', 'varchar', 'citext']);
function shapeOf(table) {
  const problems = [];
  const keys = table.primaryKey?.columns ?? [];
  if (keys.length === 0) problems.push('the table must have a primary key');
  if (keys.length > 1) {
    problems.push(`the table\u2019s primary key must not span multiple columns (${commaSeparated([...keys].sort())})`);
  }
  const key = table.columns.find((c) => c.name === keys[0]);
  const others = table.columns.filter((c) => c !== key);
  const [comment, ...more] = others;
  const mismatch2 = (what, column2) =>
    problems.push(`the table\u2019s ${what} ("${column2.name}") must have type "text", not type "${column2.type.sql}"`);
  if (key && keys.length === 1 && !TEXTUAL.has(key.type.name)) mismatch2('primary key', key);
  if (key && more.length > 0) {
    const all2 = table.columns.map((c) => c.name).sort();
    problems.push(
      `the table must have exactly one primary key and optionally one comment column, not ${all2.length} columns (${commaSeparated(all2)})`,
    );
  } else if (key && comment && !TEXTUAL.has(comment.type.name)) mismatch2('comment column', comment);
  return { problems, value: key?.name ?? null, comment: comment?.name ?? null };
}
var isEnumValue = (value2) =>
  /^[_A-Za-z][_0-9A-Za-z]*$/.test(value2) && !value2.startsWith('__') && !['true', 'false', 'null'].includes(value2);
function invalidText(values) {
  const sorted2 = [...values].sort();
  const [first, second] = sorted2;
  if (sorted2.length === 1) return `value "${first}" is not a valid GraphQL enum value name`;
  const list2 =
    sorted2.length === 2
      ? `"${first}" and "${second}"`
      : `${commaSeparated(sorted2.slice(0, -1).map((v) => `"${v}"`))}, and "${sorted2.at(-1)}"`;
  return `values ${list2} are not valid GraphQL enum value names`;
}
var because = (table, problems) => `the table "${display(table)}" cannot be used as an enum ${reasonText(problems)}`;
var commaSeparated = (items) => items.join(', ');
var quote = (identifier) => `"${identifier.replaceAll('"', '""')}"`;

// engine/lifecycle/build.ts
async function build(connection, given, env2, previous, options = {}) {
  const metadata = keepTables(previous?.metadata ?? null, given);
  const unreadable = options.unreadable ?? previous?.unreadable ?? [];
  const catalog = options.catalog ?? keepUnchanged(previous?.catalog ?? null, await introspect(connection));
  const values = await readEnumValues(connection, metadata, catalog);
  const enumValues = previous && sameValue(previous.enumValues, values) ? previous.enumValues : values;
  const next = { metadata, unreadable, catalog, enumValues };
  if (previous && isSame(previous, next)) return previous;
  const model = resolveModel(metadata, catalog, env2, { enumValues, unreadable, previous: previous?.model ?? null });
  return { ...next, model };
}
var isSame = (a, b) =>
  a.metadata === b.metadata && a.unreadable === b.unreadable && a.catalog === b.catalog && a.enumValues === b.enumValues;

// engine/lifecycle/describe-unreadable.ts
function describeUnreadable({ list: list2, path, definition, reason }) {
  const type = list2.replace(/_relationships$/, '_relation').replace(/s$/, '');
  const label = ['name', 'role', 'role_name', 'collection'].map((key) => property3(definition, key)).find((v) => v !== null);
  return { type, name: `${type} ${label ?? path}`, definition, reason: `Inconsistent object: malformed at ${path}: ${reason}` };
}
function property3(value2, key) {
  const found = typeof value2 === 'object' && value2 !== null ? Reflect.get(value2, key) : null;
  return typeof found === 'string' ? found : null;
}

// engine/lifecycle/draft.ts
var WorkingDraft = class {
  resourceVersion;
  base;
  #connection;
  #env;
  #built;
  #isFresh = false;
  #touched = false;
  reapplies = false;
  constructor(base3, resourceVersion, connection, env2) {
    this.base = base3;
    this.#built = base3;
    this.resourceVersion = resourceVersion;
    this.#connection = connection;
    this.#env = env2;
  }
  get built() {
    return this.#built;
  }
  get metadata() {
    return this.#built.metadata;
  }
  get catalog() {
    return this.#built.catalog;
  }
  get model() {
    return this.#built.model;
  }
  get isChanged() {
    return this.#touched || this.#built.metadata !== this.base.metadata || this.sawOtherDatabase;
  }
  /** Tables, functions or enum values are not those of the base. */
  get sawOtherDatabase() {
    return this.#built.catalog !== this.base.catalog || this.#built.enumValues !== this.base.enumValues;
  }
  async edit(next, options = {}) {
    const built = await this.#build(next, options.isWhole ? { unreadable: [] } : {});
    if (!options.allowInconsistent) refuse3(added(this.#built.model, built.model), options.about);
    this.#built = built;
  }
  async preview(next) {
    return added(this.#built.model, (await this.#build(next)).model);
  }
  /** One look at the database a draft: the first edit sees what was created since, the following ones build on that. */
  async #build(next, options = {}) {
    if (!this.#isFresh) await this.reread();
    return build(this.#connection, next, this.#env, this.#built, { ...options, catalog: this.#built.catalog });
  }
  async reread() {
    const before = this.#built;
    this.#built = await build(this.#connection, before.metadata, this.#env, before);
    this.#isFresh = true;
    return this.#built !== before;
  }
  async within(connection, work) {
    const [outside, before] = [this.#connection, this.#built];
    this.#connection = connection;
    try {
      return await work();
    } catch (error) {
      this.#built = before;
      throw error;
    } finally {
      this.#connection = outside;
    }
  }
  touch({ reapply = false } = {}) {
    this.#touched = true;
    this.reapplies ||= reapply;
  }
};
var CONFLICT = 'inherited role permission inconsistency';
function added(before, after2) {
  const idOf = (i) => JSON.stringify([i.type, i.name]);
  const known2 = new Set(before.inconsistencies.map(idOf));
  return after2.inconsistencies.filter((i) => i.type !== CONFLICT && !known2.has(idOf(i)));
}
function refuse3(problems, about) {
  const own = problems.filter((i) => i.name === about);
  if (own.length > 0) {
    throw new EngineError('invalid-configuration', own.map((i) => i.reason).join(', '), { internal: own });
  }
  if (problems.length > 0) {
    throw new EngineError('unexpected', 'cannot continue due to new inconsistent metadata', { internal: problems, status: 400 });
  }
}

// engine/lifecycle/metadata-store.ts
var CHANNEL = 'hdb_schema_notifications';
async function loadStored(connection) {
  const [row] = await connection.query({
    text: 'select metadata, resource_version from hdb_catalog.hdb_metadata where id = 1',
  });
  if (!row) return null;
  return {
    ...salvageMetadata(JSON.parse(row.metadata ?? 'null')),
    resourceVersion: Number(row.resource_version),
  };
}
async function storedVersion(connection) {
  const [row] = await connection.query({
    text: 'select resource_version from hdb_catalog.hdb_metadata where id = 1',
    prepare: true,
  });
  return Number(row?.resource_version ?? 0);
}
async function store(connection, metadata, version) {
  const json2 = JSON.stringify(metadata);
  const [row] = await connection.query(
    version === 0
      ? {
          text: `insert into hdb_catalog.hdb_metadata (id, metadata) values (1, $1)
                 on conflict (id) do nothing returning resource_version`,
          values: [json2],
        }
      : {
          text: `update hdb_catalog.hdb_metadata set metadata = $1, resource_version = resource_version + 1
                 where id = 1 and resource_version = $2 returning resource_version`,
          values: [json2, String(version)],
        },
  );
  if (!row) throw conflict(version);
  return Number(row.resource_version);
}
var conflict = (version) =>
  new EngineError('conflict', `metadata resource version referenced (${version}) did not match current version`, { status: 409 });
async function notify(connection, version, instanceId, hint) {
  await connection.query({
    text: `insert into hdb_catalog.hdb_schema_notifications (id, notification, resource_version, instance_id, updated_at)
           values (1, $1, $2, $3, now())
           on conflict (id) do update set notification = excluded.notification, resource_version = excluded.resource_version,
             instance_id = excluded.instance_id, updated_at = excluded.updated_at`,
    values: [JSON.stringify({ metadata: true, remote_schemas: [], sources: [] }), String(version), instanceId],
  });
  if (hint) await connection.query({ text: 'select pg_notify($1, $2)', values: [CHANNEL, String(version)] });
}

// engine/lifecycle/retry-races.ts
import { setTimeout as sleep } from 'node:timers/promises';

var RACE = /* @__PURE__ */ new Set(['23505', '42P06', '42P07', '42710', '42723', '40001', '40P01', 'XX000']);
var MAX_TRIES = 10;
async function retryRaces(work) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === MAX_TRIES || !RACE.has(sqlState(error))) throw error;
      await sleep(20 * attempt * Math.random());
    }
  }
}
var sqlState = (error) => (typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '');

// engine/lifecycle/metadata-tables.ts
var CATALOG_VERSION = '48';
var TABLES = `
create schema if not exists hdb_catalog;
create table if not exists hdb_catalog.hdb_version (
  hasura_uuid uuid primary key default gen_random_uuid(),
  version text not null,
  upgraded_on timestamptz not null,
  cli_state jsonb not null default '{}',
  console_state jsonb not null default '{}'
);
create unique index if not exists hdb_version_one_row on hdb_catalog.hdb_version (((version is not null)));
create table if not exists hdb_catalog.hdb_metadata (
  id integer primary key,
  metadata json not null,
  resource_version integer not null default 1 unique
);
create table if not exists hdb_catalog.hdb_schema_notifications (
  id integer primary key check (id = 1),
  notification json not null,
  resource_version integer not null default 1,
  instance_id uuid not null,
  updated_at timestamptz default now()
);
insert into hdb_catalog.hdb_version (version, upgraded_on) values ('${CATALOG_VERSION}', now()) on conflict do nothing;
`;
async function createMetadataTables(database) {
  await retryRaces(() => database.script(TABLES));
}

// engine/lifecycle/one-at-a-time.ts
function oneAtATime() {
  let last = Promise.resolve();
  return (work) => {
    const result2 = last.then(work, work);
    last = result2.catch(() => {});
    return result2;
  };
}

// engine/lifecycle/watch-versions.ts
async function watchVersions(options) {
  if (options.intervalMs <= 0) return { [Symbol.asyncDispose]: async () => {} };
  let isClosed = false;
  let isLost = false;
  let timer = null;
  let looking = null;
  async function look() {
    try {
      await options.onVersion(await storedVersion(options.database));
      if (isLost) options.observe({ kind: 'database-back', message: 'metadata database' });
      isLost = false;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (!isLost && !isClosed) options.observe({ kind: 'database-lost', message: `metadata database: ${message}` });
      isLost = true;
    }
  }
  function lookNow() {
    if (isClosed || looking) return;
    if (timer) clearTimeout(timer);
    looking = look().finally(() => {
      looking = null;
      if (!isClosed) timer = setTimeout(lookNow, options.intervalMs).unref();
    });
  }
  const listening = options.listens ? await options.database.listen(CHANNEL, lookNow, lookNow) : null;
  timer = setTimeout(lookNow, options.intervalMs).unref();
  return {
    [Symbol.asyncDispose]: async () => {
      isClosed = true;
      if (timer) clearTimeout(timer);
      await listening?.[Symbol.asyncDispose]();
      await looking;
    },
  };
}

// engine/lifecycle/lifecycle.ts
var MAX_TRIES2 = 5;
async function openLifecycle(options) {
  const { database, metadataDatabase, env: env2, observe } = options;
  const instanceId = randomUUID2();
  const alone = oneAtATime();
  const listeners = /* @__PURE__ */ new Set();
  await createMetadataTables(metadataDatabase);
  const wanted = options.metadataDirectory === null ? null : salvageMetadata(await loadRaw(options.metadataDirectory));
  const stored = await loadStored(metadataDatabase);
  let built = await read3(wanted ?? stored ?? { metadata: EMPTY_METADATA, unreadable: [] }, null);
  let version = stored && (!wanted || sameJson(stored.metadata, wanted.metadata)) ? stored.resourceVersion : 0;
  let generation = 1;
  if (version === 0) version = await storeFirst(stored);
  await inTransaction((connection) => apply2(connection, built.model, null));
  let snapshot = snapshotOf();
  function read3({ metadata, unreadable }, previous) {
    return build(database, metadata, env2, previous, { unreadable: unreadable.map(describeUnreadable) });
  }
  async function storeFirst(before) {
    try {
      return await metadataDatabase.transaction({}, (connection) => persist(connection, built, before?.resourceVersion ?? 0));
    } catch (error) {
      const now = await loadStored(metadataDatabase);
      if (!now || now.resourceVersion === before?.resourceVersion) throw error;
      if (!sameJson(now.metadata, built.metadata)) built = await read3(now, built);
      return now.resourceVersion;
    }
  }
  async function persist(connection, next, from) {
    const to = await store(connection, next.metadata, from);
    await notify(connection, to, instanceId, !next.catalog.isYugabyte);
    return to;
  }
  async function apply2(connection, next, previous) {
    for (const applier of options.appliers) await applier(connection, next, previous);
  }
  function snapshotOf() {
    return { catalog: built.catalog, model: built.model, resourceVersion: version, generation };
  }
  function swap(next, to, startedAt) {
    const before = built.model.tables;
    const rebuilt = [...next.model.tables].filter(([key, table]) => before.get(key) !== table).length;
    built = next;
    version = to;
    generation += 1;
    snapshot = snapshotOf();
    observe({
      kind: 'metadata-changed',
      resourceVersion: version,
      inconsistencies: next.model.inconsistencies.length,
      durationMs: performance.now() - startedAt,
      rebuiltTables: rebuilt,
    });
    for (const listener of listeners) listener(snapshot);
  }
  async function catchUp() {
    const startedAt = performance.now();
    const now = await loadStored(metadataDatabase);
    if (!now || now.resourceVersion <= version) return;
    swap(await read3(now, built), now.resourceVersion, startedAt);
  }
  function inTransaction(work) {
    return retryRaces(() => database.transaction({}, work));
  }
  async function commit(draft, startedAt) {
    if (!draft.isChanged) return;
    const next = draft.built;
    const before = draft.reapplies ? null : built.model;
    const to =
      database === metadataDatabase
        ? await inTransaction(async (connection) => {
            await apply2(connection, next.model, before);
            return persist(connection, next, version);
          })
        : await applyThenPersist(next, before);
    swap(next, to, startedAt);
  }
  async function applyThenPersist(next, before) {
    await inTransaction((connection) => apply2(connection, next.model, before));
    return metadataDatabase.transaction({}, (connection) => persist(connection, next, version));
  }
  async function serveWhatIsThere(failed, startedAt) {
    if (!failed.sawOtherDatabase) return;
    const draft = new WorkingDraft(built, version, database, env2);
    await draft.reread();
    await commit(draft, startedAt);
  }
  async function attempt(work, expectedVersion) {
    const startedAt = performance.now();
    if ((await storedVersion(metadataDatabase)) > version) await catchUp();
    if (expectedVersion !== void 0 && expectedVersion !== version) throw conflict(expectedVersion);
    const draft = new WorkingDraft(built, version, database, env2);
    try {
      const result2 = await work(draft);
      await commit(draft, startedAt);
      return result2;
    } catch (error) {
      await serveWhatIsThere(draft, startedAt);
      throw error;
    }
  }
  async function untilFirst(work, tries) {
    try {
      return await attempt(work, void 0);
    } catch (error) {
      const overtaken = error instanceof EngineError && error.code === 'conflict' && error.status === 409;
      if (!overtaken || tries <= 1) throw error;
      return untilFirst(work, tries - 1);
    }
  }
  const change = (work, { expectedVersion, once = false } = {}) =>
    alone(() => (expectedVersion === void 0 && !once ? untilFirst(work, MAX_TRIES2) : attempt(work, expectedVersion)));
  const watcher = await watchVersions({
    database: metadataDatabase,
    intervalMs: options.syncIntervalMs ?? 1e3,
    listens: !built.catalog.isYugabyte,
    onVersion: async (newest) => {
      if (newest > version) await alone(catchUp);
    },
    observe,
  });
  const lifecycle = {
    snapshot: () => snapshot,
    metadata: () => built.metadata,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change,
    reload: () =>
      change(async (draft) => {
        await draft.reread();
      }),
    afterWrites: async (tables) => {
      const isWritten = (key) => tables === 'any' || tables.has(key);
      if (![...built.enumValues.keys()].some(isWritten)) return;
      try {
        const values = await readEnumValues(database, built.metadata, built.catalog);
        if (!sameValue(values, built.enumValues)) await lifecycle.reload();
      } catch (cause) {
        observe({ kind: 'internal-error', message: 'enum values were not read again', cause });
      }
    },
    [Symbol.asyncDispose]: async () => {
      await watcher[Symbol.asyncDispose]();
      await alone(async () => {});
      listeners.clear();
    },
  };
  return lifecycle;
}

// engine/limits/rate-limit.ts
import { LRUCache as LRUCache5 } from 'lru-cache';

var MAX_CALLERS = 1e5;
function createRateLimiter(now = Date.now) {
  const buckets = new LRUCache5({ max: MAX_CALLERS });
  return (rule, session, ip, requests) => {
    const key = callerKey(rule, session, ip);
    const at2 = now();
    const bucket = buckets.get(key) ?? { tokens: rule.maxPerMinute, at: at2 };
    bucket.tokens = Math.min(rule.maxPerMinute, bucket.tokens + ((at2 - bucket.at) / 6e4) * rule.maxPerMinute);
    bucket.at = at2;
    buckets.set(key, bucket);
    if (bucket.tokens < requests) return false;
    bucket.tokens -= requests;
    return true;
  };
}
function callerKey({ uniqueParams: uniqueParams2 }, session, ip) {
  if (uniqueParams2 === null) return session.role;
  const parts = uniqueParams2 === 'IP' ? [ip] : uniqueParams2.map((name2) => session.variables[name2.toLowerCase()] ?? '');
  return JSON.stringify([session.role, ...parts]);
}

// engine/limits/admission.ts
function createAdmission(limits) {
  const isWithinRate = createRateLimiter();
  return (session, ip, requests) => {
    if (session.role === 'admin') return;
    const { disabled, batch, rate } = limits();
    if (disabled) return;
    const maxBatch = limitFor2(batch, session.role);
    if (maxBatch !== null && requests > maxBatch)
      throw new EngineError(
        'invalid-query-resource-limits',
        `batch size limit exceeded: the batch holds ${requests} operations, the limit is ${maxBatch}`,
      );
    const rule = rate.perRole.get(session.role) ?? rate.global;
    if (rule !== null && !isWithinRate(rule, session, ip, requests))
      throw new EngineError('invalid-query-resource-limits', `rate limit exceeded: ${rule.maxPerMinute} requests a minute`, {
        status: 429,
      });
  };
}
var limitFor2 = (limit, role) => limit.perRole.get(role) ?? limit.global;

// engine/live/connection-failure.ts
var CODES =
  /^(connection-lost|08...|57P0[1-3]|53300|ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|postgres-max-connections-error)$/;
var MESSAGES = /connection terminated|connection ended|client was closed|not queryable|timeout exceeded when trying to connect/i;
function isConnectionFailure(error) {
  for (let at2 = error; at2 instanceof Error; at2 = at2.cause) {
    if ('code' in at2 && typeof at2.code === 'string' && CODES.test(at2.code)) return true;
    if (MESSAGES.test(at2.message)) return true;
  }
  return false;
}

// engine/live/ask-again.ts
function askAgain({ ask, sink, intervalMs, toEngineError: toEngineError2 }) {
  let last = null;
  let timer = null;
  let isOver = false;
  const once = async () => {
    try {
      const { body: body2 } = await ask();
      if (!isOver && body2 !== last) sink.next(body2, true);
      last = body2;
    } catch (error) {
      if (!isOver && !isConnectionFailure(error)) sink.fail(toEngineError2(error));
      last = null;
    }
    if (!isOver) timer = setTimeout(once, intervalMs);
  };
  void once();
  return () => {
    isOver = true;
    if (timer) clearTimeout(timer);
  };
}

// engine/live/change-feed.ts
import { randomUUID as randomUUID3 } from 'node:crypto';

// engine/live/change.ts
import { z as z14 } from 'zod';

var PAYLOAD = z14.object({
  t: z14.string(),
  c: z14.array(z14.string()).optional(),
  r: z14.array(z14.array(z14.string().nullable())).optional(),
});
function readChange(payload2) {
  let json2;
  try {
    json2 = JSON.parse(payload2);
  } catch {
    return null;
  }
  const parsed3 = PAYLOAD.safeParse(json2);
  if (!parsed3.success) return null;
  const { t: table, c: columns2, r: rows3 } = parsed3.data;
  if (!columns2 || !rows3) return { table, rows: null };
  return { table, rows: rows3.map((values) => new Map(columns2.map((column2, i) => [column2, values[i] ?? null]))) };
}

// engine/live/change-trigger.ts
import { createHash as createHash3 } from 'node:crypto';

// engine/live/plain-value.ts
var PLAIN_TYPES = /* @__PURE__ */ new Set(['int2', 'int4', 'int8', 'uuid', 'text', 'varchar', 'bool']);
var RANGES = {
  int2: [-(2n ** 15n), 2n ** 15n - 1n],
  int4: [-(2n ** 31n), 2n ** 31n - 1n],
  int8: [-(2n ** 63n), 2n ** 63n - 1n],
};
var UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
function plainText(typeName2, text6) {
  const range = RANGES[typeName2];
  if (range) {
    if (!/^[+-]?\d{1,19}$/.test(text6)) return null;
    const number2 = BigInt(text6.replace('+', ''));
    return number2 >= range[0] && number2 <= range[1] ? String(number2) : null;
  }
  if (typeName2 === 'uuid') return UUID.test(text6) ? text6.toLowerCase() : null;
  if (typeName2 === 'bool') return text6 === 'true' || text6 === 'false' ? text6 : null;
  if (typeName2 === 'text' || typeName2 === 'varchar') return text6.includes('\0') ? null : text6;
  return null;
}

// engine/live/change-trigger.ts
var CHANNEL2 = 'hdb_live';
var MAX_COLUMNS = 6;
var MAX_ROWS = 50;
var MAX_PAYLOAD_BYTES = 7500;
function publishedColumns(table) {
  const plain2 = new Set(table.columns.filter((c) => PLAIN_TYPES.has(c.type.name)).map((c) => c.name));
  const keys = [...(table.primaryKey?.columns ?? []), ...table.foreignKeys.flatMap((k) => k.columns.map((c) => c.local))];
  return [...new Set(keys)].filter((name2) => plain2.has(name2)).slice(0, MAX_COLUMNS);
}
var canCarryTriggers = (table) => table.kind === 'table';
async function installChangeTriggers(connection, table, key) {
  const name2 = functionName(table, key);
  await connection.query({ text: "set local lock_timeout = '2s'" });
  await connection.query({ text: 'create schema if not exists hdb_catalog' });
  await connection.query({ text: functionSql(name2, publishedColumns(table), key) });
  for (const text6 of triggersSql(name2, key)) await connection.query({ text: text6 });
}
async function tablesWithoutTriggers(connection, tables) {
  const keys = [...tables.keys()];
  const names = [...tables].map(([key, table]) => functionName(table, key));
  const rows3 = await connection.query({
    text: `select w.key from unnest($1::text[], $2::text[]) as w(key, name) where $3::bigint > (
             select count(*) from pg_catalog.pg_trigger t join pg_catalog.pg_proc p on p.oid = t.tgfoid
             where t.tgrelid = pg_catalog.to_regclass(w.key) and p.proname = w.name and t.tgenabled <> 'D')`,
    values: [textArray(keys), textArray(names), String(EVENTS.length)],
  });
  return rows3.flatMap((row) => row.key ?? []);
}
function functionName(table, key) {
  const body2 = functionSql('', publishedColumns(table), key);
  return `hdb_live_${createHash3('md5').update(body2).digest('hex').slice(0, 16)}`;
}
var EVENTS = ['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE'];
var quote2 = (text6) => `'${text6.replaceAll("'", "''")}'`;
var ident2 = (name2) => `"${name2.replaceAll('"', '""')}"`;
function functionSql(name2, columns2, key) {
  const whole2 = JSON.stringify({ t: key });
  const start3 = `${JSON.stringify({ t: key, c: columns2 }).slice(0, -1)},"r":`;
  const values = `array[${columns2.map((c) => `${ident2(c)}::text`).join(', ')}]`;
  const rows3 = (from) => `select ${values} as v from ${from}`;
  const collect3 = (source3) => `
      select case when count(*) <= ${MAX_ROWS} then json_agg(v)::text end, count(*) into changed, n
      from (${source3} limit ${MAX_ROWS + 1}) s;`;
  const body2 =
    columns2.length === 0
      ? "if tg_op = 'TRUNCATE' then n := 1; elsif tg_op = 'DELETE' then select count(*) into n from (select from old_rows limit 1) s; else select count(*) into n from (select from new_rows limit 1) s; end if;"
      : `if tg_op = 'INSERT' then ${collect3(`${rows3('new_rows')} group by 1`)}
      elsif tg_op = 'DELETE' then ${collect3(`${rows3('old_rows')} group by 1`)}
      elsif tg_op = 'UPDATE' then ${collect3(`${rows3('old_rows')} union ${rows3('new_rows')}`)}
      else n := 1; end if;`;
  return `create or replace function hdb_catalog.${ident2(name2)}() returns trigger language plpgsql as $live$
    declare changed text; n bigint; payload text := ${quote2(whole2)};
    begin
      begin
        ${body2}
        if n = 0 then return null; end if;
        if changed is not null and octet_length(changed) < ${MAX_PAYLOAD_BYTES - Buffer.byteLength(start3)} then
          payload := ${quote2(start3)} || changed || '}';
        end if;
      exception when others then null;
      end;
      perform pg_catalog.pg_notify('${CHANNEL2}', payload);
      return null;
    end $live$`;
}
function triggersSql(name2, key) {
  const tables = {
    INSERT: 'new table as new_rows',
    UPDATE: 'old table as old_rows new table as new_rows',
    DELETE: 'old table as old_rows',
  };
  return EVENTS.map(
    (event) =>
      `create or replace trigger hdb_live_${event.toLowerCase()} after ${event.toLowerCase()} on ${key} ${event === 'TRUNCATE' ? '' : `referencing ${tables[event]} `}for each statement execute function hdb_catalog.${ident2(name2)}()`,
  );
}

// engine/live/change-feed.ts
function openChangeFeed(deps) {
  const { database, observe, onGap } = deps;
  const heartbeat = JSON.stringify({ heartbeat: randomUUID3() });
  const live = /* @__PURE__ */ new Set();
  const installing = /* @__PURE__ */ new Map();
  let listening = null;
  let isWaiting = false;
  let isSilent = false;
  let isClosed = false;
  const onMessage = (payload2) => {
    if (payload2 === heartbeat) isWaiting = isSilent = false;
    else {
      const change = readChange(payload2);
      if (change) deps.onChange(change);
    }
  };
  const listen2 = () => {
    listening ??= database.listen(CHANNEL2, onMessage, () => onGap(null));
    return listening.catch((error) => {
      listening = null;
      throw error;
    });
  };
  const install = async (key, table) => {
    try {
      await listen2();
      const [missing] = await tablesWithoutTriggers(database, /* @__PURE__ */ new Map([[key, table]]));
      if (missing !== void 0) await database.transaction({}, (connection) => installChangeTriggers(connection, table, key));
      if (isClosed || (missing === void 0 && live.has(key))) return;
      live.add(key);
      onGap(key);
    } catch (error) {
      live.delete(key);
      const message = `changes of ${key} cannot be listened to, so it is polled: ${error instanceof Error ? error.message : error}`;
      if (!isClosed) observe({ kind: 'internal-error', message, cause: error });
    } finally {
      installing.delete(key);
    }
  };
  const start3 = (key, table) => {
    if (!isClosed && canCarryTriggers(table) && !installing.has(key)) installing.set(key, install(key, table));
  };
  return {
    watch: (key, table) => {
      if (!live.has(key)) start3(key, table);
    },
    isLive: (key) => live.has(key) && !isSilent,
    beat: () => {
      if (!listening) return;
      if (isWaiting) isSilent = true;
      isWaiting = true;
      database.query({ text: `select pg_catalog.pg_notify('${CHANNEL2}', $1)`, values: [heartbeat] }).catch(() => {});
    },
    verify: (tables) => {
      for (const [key, table] of tables) start3(key, table);
    },
    [Symbol.asyncDispose]: async () => {
      isClosed = true;
      await Promise.allSettled(installing.values());
      const listener = await listening?.catch(() => null);
      await listener?.[Symbol.asyncDispose]();
    },
  };
}

// engine/live/dependencies.ts
var NONE3 = /* @__PURE__ */ new Map();
function dependenciesOf(plan) {
  const found = new Collector();
  for (const { field: field2 } of plan.roots) {
    if (field2.kind === 'select') found.select(field2.select, NONE3);
    else if (field2.kind === 'stream') found.stream(field2.stream);
    else if (field2.kind !== 'text') found.isComplete = false;
  }
  return { reads: found.reads, isComplete: found.isComplete };
}
var Collector = class {
  reads = [];
  isComplete = true;
  /** `known`: what a join already says about the rows' columns. */
  select(select, known2) {
    if (select.from.kind === 'function') this.isComplete = false;
    const equals = this.rows(select.from.table, select.where, known2);
    for (const { by } of select.orderBy) this.order(by, equals);
    this.fields(select.fields, equals);
    for (const field2 of select.aggregate) {
      if (field2.kind === 'nodes') this.fields(field2.fields, equals);
      else if (field2.kind === 'aggregate') for (const value2 of field2.fields) this.aggregateValue(value2, equals);
    }
  }
  stream(stream) {
    this.fields(stream.fields, this.rows(stream.table, stream.where, NONE3));
  }
  rows(table, where, known2) {
    const equals = new Map(known2);
    for (const [column2, value2] of equalitiesIn(where)) equals.set(column2, value2);
    this.reads.push({ table, equals });
    this.condition(where, equals);
    return equals;
  }
  fields(fields2, equals) {
    for (const field2 of fields2) {
      if (field2.kind === 'typename') continue;
      if (field2.kind === 'value') this.operand(field2.operand, equals);
      else this.select(field2.select, joined(field2.join, equals));
      if (field2.mask) this.condition(field2.mask, equals);
    }
  }
  aggregateValue(value2, equals) {
    if (value2.kind === 'count') for (const operand of value2.columns) this.operand(operand, equals);
    if (value2.kind !== 'function') return;
    for (const field2 of value2.fields) {
      if (field2.kind === 'typename') continue;
      this.operand(field2.operand, equals);
      if (field2.mask) this.condition(field2.mask, equals);
    }
  }
  order(target2, equals) {
    if (target2.kind === 'value') {
      this.operand(target2.operand, equals);
      if (target2.mask) this.condition(target2.mask, equals);
    } else if (target2.kind === 'related') {
      this.order(target2.by, this.rows(target2.table, target2.where, joined(target2.mapping, equals)));
    } else {
      if (target2.from.kind === 'function') this.isComplete = false;
      const inner = this.rows(target2.from.table, target2.where, joined(target2.mapping, equals));
      if (target2.operand) this.operand(target2.operand, inner);
    }
  }
  condition(condition2, equals) {
    switch (condition2.kind) {
      case 'constant':
        break;
      case 'and':
      case 'or':
        for (const part2 of condition2.of) this.condition(part2, equals);
        break;
      case 'not':
      case 'rooted':
        this.condition(condition2.of, equals);
        break;
      case 'compare':
        this.operand(condition2.subject, equals);
        if (isOperand2(condition2.value)) this.operand(condition2.value, equals);
        break;
      case 'is_null':
        this.operand(condition2.subject, equals);
        break;
      case 'related':
        this.rows(condition2.table, condition2.where, joined(condition2.mapping, equals));
        break;
      case 'related_function':
        this.isComplete = false;
        this.rows(condition2.table, condition2.where, NONE3);
        break;
      case 'exists':
        this.rows(condition2.table, condition2.where, NONE3);
        break;
      case 'aggregate': {
        const inner = this.rows(condition2.table, condition2.filter, joined(condition2.mapping, equals));
        for (const column2 of condition2.columns) this.operand(column2, inner);
        break;
      }
    }
  }
  operand(operand, equals) {
    if (operand.kind === 'function') this.isComplete = false;
    else if (operand.kind === 'cast') this.operand(operand.operand, equals);
    else if (operand.kind === 'masked') {
      this.operand(operand.operand, equals);
      this.condition(operand.when, equals);
    }
  }
};
function joined(mapping, outer) {
  const known2 = /* @__PURE__ */ new Map();
  for (const { local, remote } of mapping) {
    const value2 = outer.get(local);
    if (value2) known2.set(remote, value2);
  }
  return known2;
}
function* equalitiesIn(where) {
  if (where.kind === 'and') for (const part2 of where.of) yield* equalitiesIn(part2);
  if (where.kind !== 'compare' || where.operator !== 'eq' || isOperand2(where.value)) return;
  const { subject } = where;
  if (subject.kind === 'column' && subject.of === 'current') yield [subject.column, where.value];
}
var isOperand2 = (value2) =>
  value2.kind === 'column' || value2.kind === 'function' || value2.kind === 'cast' || value2.kind === 'masked';

// engine/live/compile-live.ts
function compileLive(plan, options) {
  const roots = plan.roots.map((root) => compileRoot(root, options));
  const compiled = roots.filter((root) => root !== null);
  if (compiled.length < roots.length) return null;
  const key = JSON.stringify(compiled.map((r) => [r.alias, r.kind === 'text' ? r.json : r.statement.text]));
  const isStream = plan.roots.some((root) => root.field.kind === 'stream');
  return { kind: isStream ? 'stream' : 'live', key, roots: compiled, dependencies: dependenciesOf(plan) };
}
function compileRoot({ alias, field: field2 }, options) {
  switch (field2.kind) {
    case 'text':
      return { alias, kind: 'text', json: field2.json };
    case 'select':
      return { alias, kind: 'statement', statement: compileLiveCohort(field2.select, options) };
    case 'stream':
      return { alias, kind: 'statement', statement: compileStreamCohort(field2.stream, options) };
    default:
      return null;
  }
}

// engine/live/statement.ts
var statementsOf = (plan) => plan.roots.flatMap((root) => (root.kind === 'statement' ? [root.statement] : []));
function assemble(roots, results) {
  let next = 0;
  const members = roots.map((root) => {
    const json2 = root.kind === 'text' ? root.json : (results[next++] ?? 'null');
    return `${JSON.stringify(root.alias)}:${json2}`;
  });
  return `{"data":{${members.join(',')}}}`;
}

// engine/live/live-cohort.ts
import { createHash as createHash4 } from 'node:crypto';

var REMEMBER_LENGTH = 2048;
var LiveCohort = class {
  key;
  values;
  slot;
  subscribers = /* @__PURE__ */ new Set();
  watches = [];
  isReady = false;
  isRunning = false;
  roots;
  last = null;
  constructor(key, values, slot, roots) {
    this.key = key;
    this.values = values;
    this.slot = slot;
    this.roots = roots;
  }
  get remembered() {
    return this.last?.startsWith('{') ? this.last : null;
  }
  receive(answers) {
    const body2 = assemble(
      this.roots,
      answers.map((answer2) => answer2.result),
    );
    return this.tell(body2, (sink) => sink.next(body2, true)) ? 'changed' : 'same';
  }
  fail(error) {
    this.tell(`!${JSON.stringify(toGraphqlError(error, false))}`, (sink) => sink.fail(error));
  }
  /** Returns whether there was news. */
  tell(text6, tell) {
    const digest2 = text6.length <= REMEMBER_LENGTH ? text6 : createHash4('sha1').update(text6).digest('base64');
    const isNews = digest2 !== this.last;
    this.last = digest2;
    for (const subscriber of [...this.subscribers]) {
      if (subscriber.isServed && !isNews) continue;
      subscriber.isServed = true;
      tell(subscriber.sink);
    }
    return isNews;
  }
};

// engine/live/poller.ts
var MAX_STATEMENTS_AT_ONCE = 4;
var Poller = class {
  statements;
  deps;
  /** Called when a cohort was answered with `more`. */
  onMore;
  dirty = /* @__PURE__ */ new Map();
  running = 0;
  isScheduled = false;
  retry = null;
  constructor(statements, deps, onMore) {
    this.statements = statements;
    this.deps = deps;
    this.onMore = onMore;
  }
  mark(cohort, reason) {
    if (!cohort.isReady) return;
    this.dirty.set(cohort, reason);
    this.schedule();
  }
  forget(cohort) {
    this.dirty.delete(cohort);
  }
  close() {
    if (this.retry) clearTimeout(this.retry);
    this.dirty.clear();
  }
  /** After what is being read now: the changes of one packet go together. */
  schedule() {
    if (this.isScheduled || this.retry) return;
    this.isScheduled = true;
    setImmediate(() => {
      this.isScheduled = false;
      this.flush();
    });
  }
  flush() {
    while (this.running < MAX_STATEMENTS_AT_ONCE) {
      const batch = this.takeBatch();
      if (!batch) return;
      this.running += 1;
      void this.ask(batch.cohorts, batch.reason).finally(() => {
        this.running -= 1;
        for (const cohort of batch.cohorts) cohort.isRunning = false;
        if (this.dirty.size > 0) this.schedule();
      });
    }
  }
  takeBatch() {
    const cohorts = [];
    let reason = 'timer';
    for (const [cohort, why] of this.dirty) {
      if (cohort.isRunning) continue;
      this.dirty.delete(cohort);
      cohort.isRunning = true;
      if (why !== 'timer') reason = why;
      cohorts.push(cohort);
      if (cohorts.length >= this.deps.batchSize) break;
    }
    return cohorts.length === 0 ? null : { cohorts, reason };
  }
  async ask(cohorts, reason) {
    const startedAt = performance.now();
    let answers;
    try {
      answers = await this.answers(cohorts);
    } catch (error) {
      await this.failed(cohorts, reason, error);
      return;
    }
    let changed3 = 0;
    cohorts.forEach((cohort, i) => {
      if (cohort.subscribers.size === 0) return;
      const outcome = cohort.receive(answers[i] ?? []);
      if (outcome !== 'same') changed3 += 1;
      if (outcome === 'more') this.onMore(cohort);
    });
    this.deps.observe({
      kind: 'live-poll',
      cohorts: cohorts.length,
      changed: changed3,
      durationMs: performance.now() - startedAt,
      reason,
    });
  }
  /** A lost database is waited for. Otherwise the guilty cohort is found by asking one by one, so that the others go on. */
  async failed(cohorts, reason, error) {
    if (isConnectionFailure(error)) {
      for (const cohort of cohorts) if (cohort.subscribers.size > 0) this.dirty.set(cohort, reason);
      this.retry ??= setTimeout(() => {
        this.retry = null;
        this.schedule();
      }, this.deps.retryMs);
      return;
    }
    const [only2] = cohorts;
    if (only2 && cohorts.length === 1) only2.fail(this.deps.asEngineError(error));
    else for (const cohort of cohorts) await this.ask([cohort], reason);
  }
  /** By cohort, then by statement. */
  async answers(cohorts) {
    const byStatement = await Promise.all(
      this.statements.map(async ({ text: text6, parameters }, s) => {
        const values = parameters.map((_, p) => textArray(cohorts.map((cohort) => cohort.values[s]?.[p] ?? null)));
        if (values.length === 0) values.push(textArray(cohorts.map(() => null)));
        const rows3 = await this.deps.database.query({ text: text6, values, prepare: true });
        const byPosition = [];
        for (const row of rows3) byPosition[Number(row.n) - 1] = { result: row.result ?? 'null', cursor: row.cursor ?? null };
        return byPosition;
      }),
    );
    return cohorts.map((_, i) => byStatement.map((answers) => answers[i] ?? { result: 'null', cursor: null }));
  }
};

// engine/live/stream-cohort.ts
var StreamCohort = class {
  key;
  values;
  slot;
  subscribers = /* @__PURE__ */ new Set();
  remembered = null;
  watches = [];
  isReady = false;
  isRunning = false;
  roots;
  constructor(key, values, slot, roots) {
    this.key = key;
    this.values = values;
    this.slot = slot;
    this.roots = roots;
  }
  /** Nothing new is told once, to those who have heard nothing yet. */
  receive(answers) {
    const isEmpty2 = answers.every((answer2) => answer2.cursor === null);
    const body2 = assemble(
      this.roots,
      answers.map((answer2) => answer2.result),
    );
    for (const subscriber of [...this.subscribers]) {
      if (isEmpty2 && subscriber.isServed) continue;
      subscriber.isServed = true;
      subscriber.sink.next(body2, false);
    }
    if (isEmpty2) return 'same';
    this.advance(answers);
    return 'more';
  }
  fail(error) {
    for (const { sink } of [...this.subscribers]) sink.fail(error);
  }
  advance(answers) {
    const statements = this.roots.flatMap((root) => (root.kind === 'statement' ? [root.statement] : []));
    this.values = this.values.map((values, s) => {
      const cursor = answers[s]?.cursor ?? null;
      const at2 = statements[s]?.cursor ?? null;
      return cursor === null || at2 === null ? values : values.with(at2, cursor);
    });
    this.key = JSON.stringify(this.values);
  }
};

// engine/live/validate-values.ts
async function validateValues(database, parameters, values) {
  const doubtful = values.flatMap((text6, i) => {
    const type = parameters[i]?.type;
    return text6 === null || !type || plainText(type.name, text6) !== null ? [] : [{ text: text6, type }];
  });
  if (doubtful.length === 0) return;
  const casts = doubtful.map(({ type }, n) => `($${n + 1}::${type.sql}) is null`);
  await database.query({ text: `select ${casts.join(', ')}`, values: doubtful.map((d) => d.text) });
}

// engine/live/watch-index.ts
var WatchIndex = class {
  /** By table, then by the watched columns. */
  tables = /* @__PURE__ */ new Map();
  add(watcher, watches) {
    for (const watch of watches) {
      const shapes2 = getOrMake(this.tables, watch.table, () => /* @__PURE__ */ new Map());
      const shape = getOrMake(shapes2, keyOf(watch.columns), () => ({
        columns: watch.columns,
        byValues: /* @__PURE__ */ new Map(),
      }));
      getOrMake(shape.byValues, keyOf(watch.values), () => /* @__PURE__ */ new Set()).add(watcher);
    }
  }
  remove(watcher, watches) {
    for (const watch of watches) {
      const shapes2 = this.tables.get(watch.table);
      const shape = shapes2?.get(keyOf(watch.columns));
      const watchers = shape?.byValues.get(keyOf(watch.values));
      if (!shapes2 || !shape || !watchers) continue;
      watchers.delete(watcher);
      if (watchers.size === 0) shape.byValues.delete(keyOf(watch.values));
      if (shape.byValues.size === 0) shapes2.delete(keyOf(watch.columns));
      if (shapes2.size === 0) this.tables.delete(watch.table);
    }
  }
  /** Everybody a change may concern. A change without values, or without a watched column's value, concerns all of that shape. */
  *affectedBy(change) {
    for (const shape of this.tables.get(change.table)?.values() ?? []) {
      const { rows: rows3 } = change;
      if (rows3 === null || shape.columns.some((column2) => rows3.some((row) => !row.has(column2)))) {
        for (const watchers of shape.byValues.values()) yield* watchers;
        continue;
      }
      for (const row of rows3) {
        const values = shape.columns.map((column2) => row.get(column2) ?? null);
        yield* shape.byValues.get(keyOf(values)) ?? [];
      }
    }
  }
  get watchedTables() {
    return this.tables.keys();
  }
};
var keyOf = (parts) => (parts.length === 1 && parts[0] !== null ? `=${parts[0]}` : JSON.stringify(parts));
function getOrMake(map, key, make2) {
  const known2 = map.get(key);
  if (known2 !== void 0) return known2;
  const made = make2();
  map.set(key, made);
  return made;
}

// engine/live/subscriptions.ts
var SAFETY_TURNS = 10;
var Subscriptions = class {
  deps;
  groups = /* @__PURE__ */ new Map();
  members = /* @__PURE__ */ new Map();
  index = new WatchIndex();
  nextSlot = 0;
  turn = 0;
  constructor(deps) {
    this.deps = deps;
  }
  /** How many cohorts there are. */
  get size() {
    return this.members.size;
  }
  /** Returns the function that ends the subscription. */
  subscribe(request3) {
    const group = this.groupOf(request3.plan);
    const key = JSON.stringify(request3.values);
    const known2 = group.cohorts.get(key);
    const cohort = known2 ?? this.makeCohort(group, key, request3.values, this.watchesOf(request3));
    const subscriber = { sink: request3.sink, cohort, isServed: false };
    cohort.subscribers.add(subscriber);
    if (!known2) void this.admit(cohort, group);
    else if (known2.isReady) this.welcome(known2, group, subscriber);
    return () => this.leave(subscriber);
  }
  changed(change) {
    for (const { group, cohort } of this.index.affectedBy(change)) group.poller.mark(cohort, 'change');
  }
  /** Changes of the table (null: of any) may have been missed. */
  missed(table) {
    if (table !== null) this.changed({ table, rows: null });
    else for (const { group, cohort } of this.members.values()) group.poller.mark(cohort, 'change');
  }
  /** One refetch interval has passed. */
  tick() {
    this.turn = (this.turn + 1) % SAFETY_TURNS;
    for (const group of this.groups.values()) {
      const isHeard = this.isHeard(group.plan);
      for (const cohort of group.cohorts.values()) if (!isHeard || cohort.slot === this.turn) group.poller.mark(cohort, 'timer');
    }
    if (this.turn === 0) this.deps.feed?.verify(this.watchedTables());
  }
  close() {
    for (const { poller } of this.groups.values()) poller.close();
    this.groups.clear();
    this.members.clear();
  }
  watchedTables() {
    const tables = /* @__PURE__ */ new Map();
    for (const key of this.index.watchedTables) {
      const table = this.deps.table(key);
      if (table) tables.set(key, table);
    }
    return tables;
  }
  isHeard({ dependencies }) {
    const { feed } = this.deps;
    return feed !== null && dependencies.isComplete && dependencies.reads.every((read3) => feed.isLive(read3.table));
  }
  groupOf(plan) {
    const known2 = this.groups.get(plan.key);
    if (known2) return known2;
    const poller = new Poller(statementsOf(plan), this.deps, (cohort) => this.advanced(cohort));
    const group = { plan, poller, cohorts: /* @__PURE__ */ new Map(), size: 0 };
    this.groups.set(plan.key, group);
    return group;
  }
  makeCohort(group, key, values, watches) {
    this.nextSlot = (this.nextSlot + 1) % SAFETY_TURNS;
    const Kind18 = group.plan.kind === 'live' ? LiveCohort : StreamCohort;
    const cohort = new Kind18(key, values, this.nextSlot, group.plan.roots);
    cohort.watches = watches;
    group.cohorts.set(key, cohort);
    this.enlist(cohort, group);
    return cohort;
  }
  enlist(cohort, group) {
    const member = { group, cohort, key: cohort.key };
    this.members.set(cohort, member);
    this.index.add(member, cohort.watches);
    group.size += 1;
  }
  /** Which of the rows it reads can be told apart by what notifications carry. */
  watchesOf({ plan, bind }) {
    return plan.dependencies.reads.map(({ table, equals }) => {
      const catalog = this.deps.table(table);
      const columns2 = [];
      const values = [];
      for (const column2 of catalog ? publishedColumns(catalog) : []) {
        const value2 = equals.get(column2);
        const text6 = value2 ? bind(value2) : null;
        const plain2 = value2 && text6 !== null ? plainText(value2.type.name, text6) : null;
        if (plain2 === null) continue;
        columns2.push(column2);
        values.push(plain2);
      }
      return { table, columns: columns2, values };
    });
  }
  /** A new cohort is asked once the database accepts its values. It is watched already, so no change is missed. */
  async admit(cohort, group) {
    for (const { table } of group.plan.dependencies.reads) {
      const catalog = this.deps.table(table);
      if (catalog) this.deps.feed?.watch(table, catalog);
    }
    try {
      const statements = statementsOf(group.plan);
      for (const [s, values] of cohort.values.entries())
        await validateValues(this.deps.database, statements[s]?.parameters ?? [], values);
      cohort.isReady = true;
      if (this.members.has(cohort)) group.poller.mark(cohort, 'start');
    } catch (error) {
      if (isConnectionFailure(error)) {
        setTimeout(() => this.members.has(cohort) && void this.admit(cohort, group), this.deps.retryMs).unref();
        return;
      }
      const reason = this.deps.asEngineError(error);
      for (const { sink } of [...cohort.subscribers]) sink.refuse(reason);
      this.drop(cohort);
    }
  }
  welcome(cohort, group, subscriber) {
    const body2 = this.isHeard(group.plan) ? cohort.remembered : null;
    if (body2 === null) {
      group.poller.mark(cohort, 'start');
      return;
    }
    subscriber.isServed = true;
    subscriber.sink.next(body2, true);
  }
  /**
   * A stream's cohort has moved on: it joins the cohort that is already there, and its readers that are behind stay at this
   * point until they have caught up.
   */
  advanced(cohort) {
    const member = this.members.get(cohort);
    if (!member) return;
    const { group } = member;
    if (group.cohorts.get(member.key) === cohort) group.cohorts.delete(member.key);
    for (const subscriber of [...cohort.subscribers]) if (!subscriber.sink.isReady()) this.park(subscriber, cohort, group);
    if (cohort.subscribers.size === 0) this.drop(cohort);
    else this.settle(member);
  }
  /** Under its new key, or into the cohort that is there already. */
  settle(member) {
    const { group, cohort } = member;
    const there = group.cohorts.get(cohort.key);
    if (!there?.isReady) {
      member.key = cohort.key;
      group.cohorts.set(cohort.key, cohort);
      group.poller.mark(cohort, 'change');
      return;
    }
    for (const subscriber of cohort.subscribers) {
      there.subscribers.add(subscriber);
      subscriber.cohort = there;
    }
    this.drop(cohort);
    group.poller.mark(there, 'change');
  }
  park(subscriber, from, group) {
    from.subscribers.delete(subscriber);
    const parked = new StreamCohort(from.key, from.values, from.slot, group.plan.roots);
    parked.watches = from.watches;
    parked.subscribers.add(subscriber);
    subscriber.cohort = parked;
    this.enlist(parked, group);
    subscriber.sink.whenReady(() => {
      const member = this.members.get(parked);
      if (!member) return;
      parked.isReady = true;
      this.settle(member);
    });
  }
  leave(subscriber) {
    const member = this.members.get(subscriber.cohort);
    if (!member) return;
    member.cohort.subscribers.delete(subscriber);
    if (member.cohort.subscribers.size === 0) this.drop(member.cohort);
  }
  drop(cohort) {
    const member = this.members.get(cohort);
    if (!member) return;
    const { group } = member;
    this.members.delete(cohort);
    this.index.remove(member, cohort.watches);
    if (group.cohorts.get(member.key) === cohort) group.cohorts.delete(member.key);
    group.poller.forget(cohort);
    group.size -= 1;
    if (group.size > 0) return;
    group.poller.close();
    this.groups.delete(group.plan.key);
  }
};

// engine/live/live.ts
var RETRY_MS = 500;
function openLive(deps) {
  const { config, database, snapshot, observe } = deps;
  const table = (key) => snapshot().catalog.tables.get(key) ?? null;
  const feed =
    config.liveWake === 'notify' && !snapshot().catalog.isYugabyte
      ? openChangeFeed({
          database,
          onChange: (change) => both((subscriptions) => subscriptions.changed(change)),
          onGap: (key) => both((subscriptions) => subscriptions.missed(key)),
          observe,
        })
      : null;
  const common = {
    database,
    feed,
    table,
    retryMs: RETRY_MS,
    asEngineError: deps.toEngineError,
    observe,
  };
  const live = new Subscriptions({ ...common, batchSize: config.liveQueries.batchSize });
  const streams = new Subscriptions({ ...common, batchSize: config.streamingQueries.batchSize });
  const both = (act) => {
    act(live);
    act(streams);
  };
  const compiled = /* @__PURE__ */ new WeakMap();
  const timers = [
    setInterval(() => {
      if (live.size + streams.size > 0) feed?.beat();
      live.tick();
    }, config.liveQueries.refetchIntervalMs),
    setInterval(() => streams.tick(), config.streamingQueries.refetchIntervalMs),
  ];
  const livePlan = (plan) => {
    let found = compiled.get(plan);
    if (found === void 0) {
      found = compileLive(plan, deps.compileOptions);
      compiled.set(plan, found);
    }
    return found;
  };
  const subscribe = (request3, context, sink) => {
    const planned = deps.plan(request3, context);
    if (planned.plan.kind !== 'subscription') throw new EngineError('validation-failed', 'expected a subscription');
    const plan = livePlan(planned.plan);
    if (!plan) {
      const ask = () => deps.answer(request3, context);
      return askAgain({ ask, sink, intervalMs: config.liveQueries.refetchIntervalMs, toEngineError: deps.toEngineError });
    }
    const bind = (value2) => bindValue(value2, context.session, planned.variables);
    const values = statementsOf(plan).map(({ parameters }) => parameters.map(bind));
    return (plan.kind === 'stream' ? streams : live).subscribe({ plan, values, bind, sink });
  };
  return {
    subscribe,
    get cohorts() {
      return live.size + streams.size;
    },
    [Symbol.asyncDispose]: async () => {
      for (const timer of timers) clearInterval(timer);
      both((subscriptions) => subscriptions.close());
      await feed?.[Symbol.asyncDispose]();
    },
  };
}

// engine/metadata-api/action-commands.ts
import { z as z15 } from 'zod';

// engine/metadata-api/command.ts
var SUCCESS = { message: 'success' };
var command = (schema, run2) => (context, args) => run2(context, parse6(schema, args ?? {}, context.path));

// engine/metadata-api/edits/edit.ts
var DEFAULT_SOURCE = 'default';
var refuse4 = (code, message) => {
  throw new EngineError(code, message);
};
function sourceOf(metadata, name2) {
  return metadata.sources?.find((s) => s.name === name2) ?? refuse4('not-exists', `source with name "${name2}" does not exist`);
}
function withSource(metadata, name2, edit) {
  sourceOf(metadata, name2);
  return { ...metadata, sources: (metadata.sources ?? []).map((s) => (s.name === name2 ? edit(s) : s)) };
}
function tableOf(metadata, source3, name2) {
  const found = sourceOf(metadata, source3).tables?.find((t) => sameName(t.table, name2));
  return found ?? refuse4('not-exists', `table "${display(qualify(name2))}" does not exist in source: ${source3}`);
}
function withTable(metadata, source3, name2, edit) {
  tableOf(metadata, source3, name2);
  return withSource(metadata, source3, (s) => ({
    ...s,
    tables: (s.tables ?? []).map((t) => (sameName(t.table, name2) ? tidy(edit(t)) : t)),
  }));
}
var TABLE_KEYS = [
  ...['table', 'is_enum', 'configuration', 'apollo_federation_config', 'object_relationships', 'array_relationships'],
  ...['computed_fields', 'remote_relationships', 'insert_permissions', 'select_permissions', 'update_permissions'],
  ...['delete_permissions', 'event_triggers'],
];
function tidy(table) {
  const rank2 = (key) => (TABLE_KEYS.includes(key) ? TABLE_KEYS.indexOf(key) : TABLE_KEYS.length);
  const entries = Object.entries(table)
    .filter(([, value2]) => value2 !== void 0 && !(Array.isArray(value2) && value2.length === 0))
    .sort(([a], [b]) => rank2(a) - rank2(b));
  return { table: table.table, ...Object.fromEntries(entries) };
}
var tableName2 = (name2) => display(qualify(name2));
var aboutTable = (name2, source3) => `table ${tableName2(name2)} in source ${source3}`;
var aboutPart = (type, part2, table, source3) => `${type} ${part2} in ${aboutTable(table, source3)}`;

// engine/metadata-api/edits/named-list.ts
function added2(list2, item, { what, nameOf: nameOf4 }) {
  if (list2?.some((i) => nameOf4(i) === nameOf4(item)))
    refuse4('already-exists', `${what} with name "${nameOf4(item)}" already exists`);
  return [...(list2 ?? []), item];
}
function removed(list2, name2, named) {
  mustHave2(list2, name2, named);
  return (list2 ?? []).filter((i) => named.nameOf(i) !== name2);
}
function changed2(list2, name2, edit, named) {
  mustHave2(list2, name2, named);
  return (list2 ?? []).map((i) => (named.nameOf(i) === name2 ? edit(i) : i));
}
function mustHave2(list2, name2, { what, nameOf: nameOf4 }) {
  if (!list2?.some((i) => nameOf4(i) === name2)) refuse4('not-exists', `${what} with name "${name2}" does not exist`);
}

// engine/metadata-api/action-commands.ts
var ACTIONS = { what: 'action', nameOf: (a) => a.name };
var actionCommands = {
  create_action: command(
    z15.object({ name: z15.string().min(1), definition: ActionDefinition, comment: z15.string().nullish() }),
    async ({ draft }, { name: name2, definition, comment }) => {
      const action = { name: name2, definition, ...(comment ? { comment } : {}) };
      const actions = added2(draft.metadata.actions, action, ACTIONS);
      await draft.edit({ ...draft.metadata, actions }, { about: `action ${name2}` });
      return SUCCESS;
    },
  ),
  update_action: command(
    z15.object({ name: z15.string(), definition: ActionDefinition, comment: z15.string().nullish() }),
    async ({ draft }, { name: name2, definition, comment }) => {
      const edit = ({ comment: _, ...action }) => ({ ...action, definition, ...(comment ? { comment } : {}) });
      const actions = changed2(draft.metadata.actions, name2, edit, ACTIONS);
      await draft.edit({ ...draft.metadata, actions }, { about: `action ${name2}` });
      return SUCCESS;
    },
  ),
  drop_action: command(
    z15.object({ name: z15.string(), clear_data: z15.boolean().default(true) }),
    async ({ draft, metadataDatabase }, { name: name2, clear_data }) => {
      await draft.edit({ ...draft.metadata, actions: removed(draft.metadata.actions, name2, ACTIONS) });
      if (clear_data) {
        await metadataDatabase.query({
          text: 'delete from hdb_catalog.hdb_action_log where action_name = $1',
          values: [name2],
        });
      }
      return SUCCESS;
    },
  ),
  create_action_permission: command(
    z15.object({ action: z15.string(), role: z15.string().min(1), comment: z15.string().nullish() }),
    async ({ draft }, { action, role, comment }) => {
      const actions = changed2(
        draft.metadata.actions,
        action,
        (a) => {
          if (a.permissions?.some((p) => p.role === role)) {
            refuse4('already-exists', `permission for role "${role}" is already defined on "${action}"`);
          }
          return { ...a, permissions: [...(a.permissions ?? []), { role, ...(comment ? { comment } : {}) }] };
        },
        ACTIONS,
      );
      await draft.edit({ ...draft.metadata, actions });
      return SUCCESS;
    },
  ),
  drop_action_permission: command(
    z15.object({ action: z15.string(), role: z15.string() }),
    async ({ draft }, { action, role }) => {
      const actions = changed2(
        draft.metadata.actions,
        action,
        ({ permissions, ...a }) => {
          if (!permissions?.some((p) => p.role === role)) {
            refuse4('not-exists', `permission for role "${role}" is not defined on "${action}"`);
          }
          const kept3 = permissions?.filter((p) => p.role !== role) ?? [];
          return kept3.length > 0 ? { ...a, permissions: kept3 } : a;
        },
        ACTIONS,
      );
      await draft.edit({ ...draft.metadata, actions });
      return SUCCESS;
    },
  ),
  set_custom_types: command(CustomTypesMetadata, async ({ draft }, types) => {
    await draft.edit({ ...draft.metadata, custom_types: types }, { about: 'custom_types' });
    return SUCCESS;
  }),
};

// engine/metadata-api/catalog-commands.ts
import { z as z16 } from 'zod';

var source = z16.string().default(DEFAULT_SOURCE);
var catalogCommands = {
  get_table_info: command(z16.object({ source, table: QualifiedName }), async ({ draft }, { source: name2, table }) => {
    sourceOf(draft.metadata, name2);
    const { schema, name: own } = qualify(table);
    const found = draft.catalog.tables.get(tableKey(schema, own));
    if (!found) return refuse4('not-found', `table "${tableName2(table)}" does not exist in source: ${name2}`);
    return {
      name: { schema: found.schema, name: found.name },
      type: found.kind === 'view' || found.kind === 'materialized_view' ? 'view' : 'table',
      columns: found.columns.map((column2) => ({
        name: column2.name,
        type: scalarOf(column2.type),
        nullable: column2.isNullable,
        insertable: column2.isGenerated !== 'always',
        updatable: column2.isGenerated !== 'always',
        ...(column2.comment === null ? {} : { description: column2.comment }),
      })),
      primary_key: found.primaryKey?.columns ?? null,
      foreign_keys: Object.fromEntries(
        found.foreignKeys.map((key) => [
          key.name,
          { foreign_table: { schema: key.schema, name: key.table }, column_mapping: mappingOf(key) },
        ]),
      ),
      description: found.comment,
      insertable: found.isInsertable,
      updatable: found.isUpdatable,
      deletable: found.isDeletable,
    };
  }),
  suggest_relationships: command(
    z16.object({ source, tables: z16.array(QualifiedName).nullish(), omit_tracked: z16.boolean().default(false) }),
    async ({ draft }, { source: name2, tables, omit_tracked }) => {
      sourceOf(draft.metadata, name2);
      const isWanted = (table) => !tables || tables.some((t) => sameName(t, table));
      const suggestions = [];
      for (const { catalog: from } of draft.model.tables.values()) {
        for (const key of from.foreignKeys) {
          const to = draft.model.tables.get(tableKey(key.schema, key.table))?.catalog;
          if (!to) continue;
          const local = key.columns.map((c) => c.local);
          const remote = key.columns.map((c) => c.remote);
          const isOneToOne = from.uniqueIndexes.some((i) => i.isConstraint && sameSet(i.columns, local));
          const here = { table: qualify(from), columns: local, constraint_name: key.name };
          const there = { table: qualify(to), columns: remote };
          if (isWanted(from)) suggestions.push({ type: 'object', from: here, to: there });
          if (isWanted(to)) suggestions.push({ type: isOneToOne ? 'object' : 'array', from: there, to: here });
        }
      }
      const isTracked = ({ type, from, to }) =>
        draft.model.tables
          .get(tableKey(from.table.schema, from.table.name))
          ?.relationships.some(
            (r) => r.kind === type && r.target === tableKey(to.table.schema, to.table.name) && joins(r, from, to),
          ) ?? false;
      return { relationships: omit_tracked ? suggestions.filter((s) => !isTracked(s)) : suggestions };
    },
  ),
};
var joins = ({ mapping }, from, to) =>
  mapping.length === from.columns.length &&
  from.columns.every((c, i) => mapping.some((m) => m.local === c && m.remote === to.columns[i]));
var sameSet = (a, b) => a.length === b.length && a.every((item) => b.includes(item));
var mappingOf = ({ columns: columns2 }) => Object.fromEntries(columns2.map(({ local, remote }) => [local, remote]));

// engine/metadata-api/collection-commands.ts
import { z as z17 } from 'zod';

var COLLECTIONS = { what: 'query collection', nameOf: (c) => c.name };
var ENDPOINTS = { what: 'endpoint', nameOf: (e) => e.name };
var collectionCommands = {
  create_query_collection: command(QueryCollectionMetadata, async ({ draft }, collection) => {
    const query_collections = added2(draft.metadata.query_collections, collection, COLLECTIONS);
    await draft.edit({ ...draft.metadata, query_collections });
    return SUCCESS;
  }),
  rename_query_collection: command(z17.object({ name: z17.string(), new_name: z17.string().min(1) }), async ({ draft }, args) => {
    const { metadata } = draft;
    mustHave2(metadata.query_collections, args.name, COLLECTIONS);
    if (metadata.query_collections?.some((c) => c.name === args.new_name)) {
      refuse4('already-exists', `query collection with name "${args.new_name}" already exists`);
    }
    const edit = (c) => ({ ...c, name: args.new_name });
    await draft.edit({
      ...metadata,
      query_collections: changed2(metadata.query_collections, args.name, edit, COLLECTIONS),
      allowlist: metadata.allowlist?.map((a) => (a.collection === args.name ? { ...a, collection: args.new_name } : a)),
      rest_endpoints: metadata.rest_endpoints?.map((e) => renameInEndpoint(e, args.name, args.new_name)),
    });
    return SUCCESS;
  }),
  drop_query_collection: command(
    z17.object({ collection: z17.string(), cascade: z17.boolean().default(false) }),
    async ({ draft }, { collection, cascade }) => {
      const { metadata } = draft;
      const query_collections = removed(metadata.query_collections, collection, COLLECTIONS);
      const isAllowed3 = metadata.allowlist?.some((a) => a.collection === collection) ?? false;
      if (isAllowed3 && !cascade) {
        refuse4(
          'dependency-error',
          `query collection with name "${collection}" is present in the allowlist; cannot proceed to drop. please use cascade to confirm deletion`,
        );
      }
      const allowlist = metadata.allowlist?.filter((a) => a.collection !== collection);
      await draft.edit({ ...metadata, query_collections, ...(allowlist ? { allowlist } : {}) });
      return SUCCESS;
    },
  ),
  add_query_to_collection: command(
    z17.object({ collection_name: z17.string(), query_name: z17.string().min(1), query: z17.string() }),
    async ({ draft }, { collection_name, query_name, query }) => {
      const edit = (c) => {
        if (c.definition.queries.some((q) => q.name === query_name)) {
          refuse4('already-exists', `query with name "${query_name}" already exists in collection "${collection_name}"`);
        }
        return { ...c, definition: { queries: [...c.definition.queries, { name: query_name, query }] } };
      };
      const query_collections = changed2(draft.metadata.query_collections, collection_name, edit, COLLECTIONS);
      await draft.edit({ ...draft.metadata, query_collections });
      return SUCCESS;
    },
  ),
  drop_query_from_collection: command(
    z17.object({ collection_name: z17.string(), query_name: z17.string() }),
    async ({ draft }, { collection_name, query_name }) => {
      const edit = (c) => {
        if (!c.definition.queries.some((q) => q.name === query_name)) {
          refuse4('not-found', `query with name "${query_name}" not found in collection "${collection_name}"`);
        }
        return { ...c, definition: { queries: c.definition.queries.filter((q) => q.name !== query_name) } };
      };
      const query_collections = changed2(draft.metadata.query_collections, collection_name, edit, COLLECTIONS);
      await draft.edit({ ...draft.metadata, query_collections });
      return SUCCESS;
    },
  ),
  add_collection_to_allowlist: command(
    z17.object({ collection: z17.string(), scope: AllowlistScope.default({ global: true }) }),
    async ({ draft }, { collection, scope }) => {
      mustHave2(draft.metadata.query_collections, collection, COLLECTIONS);
      const existing = draft.metadata.allowlist?.find((a) => a.collection === collection);
      if (existing && sameScope(existing.scope ?? { global: true }, scope)) {
        return { message: `collection "${collection}" already exists in the allowlist` };
      }
      if (existing) {
        refuse4('already-exists', `collection "${collection}" already exists in the allowlist with a different scope`);
      }
      const entry2 = scope.global ? { collection } : { collection, scope };
      await draft.edit({ ...draft.metadata, allowlist: [...(draft.metadata.allowlist ?? []), entry2] });
      return SUCCESS;
    },
  ),
  update_scope_of_collection_in_allowlist: command(
    z17.object({ collection: z17.string(), scope: AllowlistScope }),
    async ({ draft }, { collection, scope }) => {
      mustBeAllowed(draft.metadata, collection);
      const allowlist = draft.metadata.allowlist?.map((a) => (a.collection === collection ? { collection, scope } : a));
      await draft.edit({ ...draft.metadata, ...(allowlist ? { allowlist } : {}) });
      return SUCCESS;
    },
  ),
  drop_collection_from_allowlist: command(z17.object({ collection: z17.string() }), async ({ draft }, { collection }) => {
    mustBeAllowed(draft.metadata, collection);
    const allowlist = draft.metadata.allowlist?.filter((a) => a.collection !== collection);
    await draft.edit({ ...draft.metadata, ...(allowlist ? { allowlist } : {}) });
    return SUCCESS;
  }),
  create_rest_endpoint: command(RestEndpointMetadata, async ({ draft }, endpoint) => {
    const rest_endpoints = added2(draft.metadata.rest_endpoints, endpoint, ENDPOINTS);
    await draft.edit({ ...draft.metadata, rest_endpoints }, { about: `rest_endpoint ${endpoint.name}` });
    return SUCCESS;
  }),
  drop_rest_endpoint: command(z17.object({ name: z17.string() }), async ({ draft }, { name: name2 }) => {
    await draft.edit({ ...draft.metadata, rest_endpoints: removed(draft.metadata.rest_endpoints, name2, ENDPOINTS) });
    return SUCCESS;
  }),
};
function renameInEndpoint(endpoint, name2, newName) {
  const { query } = endpoint.definition;
  if (query.collection_name !== name2) return endpoint;
  return { ...endpoint, definition: { query: { ...query, collection_name: newName } } };
}
var sameScope = (a, b) =>
  a.global && b.global ? true : !a.global && !b.global && [...a.roles].sort().join() === [...b.roles].sort().join();
function mustBeAllowed(metadata, collection) {
  if (metadata.allowlist?.some((a) => a.collection === collection)) return;
  throw new EngineError('not-found', `collection "${collection}" doesn't exist in the allowlist`);
}

// engine/metadata-api/function-commands.ts
import { z as z18 } from 'zod';

// engine/metadata-api/drop-inconsistent.ts
function dropInconsistent(metadata, inconsistencies) {
  const bad2 = new Set(inconsistencies.map((i) => i.name));
  const keep2 =
    (type, suffix = '') =>
    (item) =>
      !bad2.has(`${type} ${item.name}${suffix}`);
  const conflicting = new Set(
    inconsistencies.filter((i) => i.type === 'inherited role permission inconsistency').map((i) => i.name),
  );
  return defined({
    ...metadata,
    sources: metadata.sources?.filter(keep2('source')).map((source3) => ({
      ...source3,
      tables: source3.tables
        ?.filter(({ table }) => !bad2.has(`table ${display(qualify(table))} in source ${source3.name}`))
        .map((table) => dropFromTable(table, source3.name, bad2)),
      functions: source3.functions?.filter(
        (f) => !bad2.has(`function ${display(qualify(f.function))} in source ${source3.name}`),
      ),
    })),
    remote_schemas: metadata.remote_schemas?.filter(keep2('remote_schema')),
    actions: metadata.actions?.filter(keep2('action')),
    cron_triggers: metadata.cron_triggers?.filter(keep2('cron_trigger')),
    rest_endpoints: metadata.rest_endpoints?.filter(keep2('rest_endpoint')),
    custom_types: bad2.has('custom_types') ? void 0 : metadata.custom_types,
    inherited_roles: metadata.inherited_roles?.filter(
      (r) => !bad2.has(`inherited role ${r.role_name}`) && !conflicting.has(r.role_name),
    ),
  });
}
function dropFromTable(table, source3, bad2) {
  const suffix = ` in table ${display(qualify(table.table))} in source ${source3}`;
  const named = (type) => (item) => !bad2.has(`${type} ${item.name}${suffix}`);
  const forRole = (type) => (item) => !bad2.has(`${type} ${item.role}${suffix}`);
  const kept3 = tidy({
    ...table,
    object_relationships: table.object_relationships?.filter(named('object_relation')),
    array_relationships: table.array_relationships?.filter(named('array_relation')),
    computed_fields: table.computed_fields?.filter(named('computed_field')),
    remote_relationships: table.remote_relationships?.filter(named('remote_relationship')),
    select_permissions: table.select_permissions?.filter(forRole('select_permission')),
    insert_permissions: table.insert_permissions?.filter(forRole('insert_permission')),
    update_permissions: table.update_permissions?.filter(forRole('update_permission')),
    delete_permissions: table.delete_permissions?.filter(forRole('delete_permission')),
    event_triggers: table.event_triggers?.filter(named('event_trigger')),
  });
  return sameJson(kept3, table) ? table : kept3;
}
function defined(value2) {
  for (const [key, item] of Object.entries(value2)) if (item === void 0) Reflect.deleteProperty(value2, key);
  return value2;
}

// engine/metadata-api/dependents.ts
async function withoutDependents(draft, next, cascade) {
  const dependents = await draft.preview(next);
  if (dependents.length === 0) return next;
  if (!cascade) throw haveDependents(dependents);
  return withoutDependents(draft, dropInconsistent(next, dependents), cascade);
}
var haveDependents = (dependents) =>
  new EngineError(
    'dependency-error',
    `cannot drop due to the following dependent objects: ${dependents.map(dependentText).join(', ')}`,
  );
function dependentText({ type, name: name2, definition }) {
  const part2 = (key) => {
    const value2 = typeof definition === 'object' && definition !== null ? Reflect.get(definition, key) : void 0;
    const table = QualifiedName.safeParse(value2);
    return table.success && key === 'table' ? display(qualify(table.data)) : String(value2);
  };
  const inSource = ` in source "${part2('source')}"`;
  switch (type) {
    case 'object_relation':
    case 'array_relation':
      return `relationship ${part2('table')}.${part2('name')}${inSource}`;
    case 'select_permission':
    case 'insert_permission':
    case 'update_permission':
    case 'delete_permission':
      return `permission ${part2('table')}.${part2('role')}.${type.replace('_permission', '')}${inSource}`;
    case 'computed_field':
      return `computed field ${part2('table')}.${part2('name')}${inSource}`;
    case 'event_trigger':
      return `event-trigger ${part2('table')}.${part2('name')}${inSource}`;
    default:
      return name2.replace(/ in source (.*)$/, ' in source "$1"');
  }
}

// engine/metadata-api/function-commands.ts
var on = { source: z18.string().default(DEFAULT_SOURCE), function: QualifiedName };
var byNameAlone = (args) => (typeof args === 'object' && args !== null && 'function' in args ? args : { function: args });
var functionCommands = {
  track_function: command(
    z18.preprocess(
      byNameAlone,
      z18.object({ ...on, configuration: FunctionConfiguration.nullish(), comment: z18.string().nullish() }),
    ),
    async ({ draft }, { source: source3, function: name2, configuration, comment }) => {
      const { functions, tables } = sourceOf(draft.metadata, source3);
      if (functions?.some((f) => sameName(f.function, name2))) {
        refuse4('already-tracked', `function already tracked: "${tableName2(name2)}"`);
      }
      if (tables?.some((t) => sameName(t.table, name2))) {
        refuse4('not-supported', `table with name "${tableName2(name2)}" already exists`);
      }
      const entry2 = {
        function: qualify(name2),
        ...(configuration && Object.keys(configuration).length > 0 ? { configuration } : {}),
        ...(comment ? { comment } : {}),
      };
      const next = withSource(draft.metadata, source3, (s) => ({ ...s, functions: [...(s.functions ?? []), entry2] }));
      await draft.edit(next, { about: aboutFunction(name2, source3) });
      return SUCCESS;
    },
  ),
  untrack_function: command(
    z18.preprocess(byNameAlone, z18.object(on)),
    async ({ draft }, { source: source3, function: name2 }) => {
      functionOf(draft.metadata, source3, name2);
      const next = withSource(draft.metadata, source3, (s) => ({
        ...s,
        functions: s.functions?.filter((f) => !sameName(f.function, name2)),
      }));
      await draft.edit(await withoutDependents(draft, next, false));
      return SUCCESS;
    },
  ),
  set_function_customization: command(
    z18.object({ ...on, configuration: FunctionConfiguration }),
    async ({ draft }, { source: source3, function: name2, configuration }) => {
      const next = withFunction(draft.metadata, source3, name2, (f) => ({ ...f, configuration }));
      await draft.edit(next, { about: aboutFunction(name2, source3) });
      return SUCCESS;
    },
  ),
  create_function_permission: command(
    z18.object({ ...on, role: z18.string().min(1) }),
    async ({ draft }, { source: source3, function: name2, role }) => {
      const next = withFunction(draft.metadata, source3, name2, (f) => {
        if (f.permissions?.some((p) => p.role === role)) {
          const where = `function "${tableName2(name2)}" in source: "${source3}"`;
          refuse4('already-exists', `permission of role "${role}" already exists for ${where}`);
        }
        return { ...f, permissions: [...(f.permissions ?? []), { role }] };
      });
      await draft.edit(next);
      return SUCCESS;
    },
  ),
  drop_function_permission: command(
    z18.object({ ...on, role: z18.string().min(1) }),
    async ({ draft }, { source: source3, function: name2, role }) => {
      const next = withFunction(draft.metadata, source3, name2, ({ permissions, ...f }) => {
        if (!permissions?.some((p) => p.role === role)) {
          const where = `function "${tableName2(name2)}" in source: "${source3}"`;
          refuse4('not-exists', `permission of role "${role}" does not exist for ${where}`);
        }
        const kept3 = permissions?.filter((p) => p.role !== role) ?? [];
        return kept3.length > 0 ? { ...f, permissions: kept3 } : f;
      });
      await draft.edit(next);
      return SUCCESS;
    },
  ),
};
var aboutFunction = (name2, source3) => `function ${tableName2(name2)} in source ${source3}`;
function functionOf(metadata, source3, name2) {
  const found = sourceOf(metadata, source3).functions?.find((f) => sameName(f.function, name2));
  return found ?? refuse4('not-exists', `function "${tableName2(name2)}" does not exist in source: ${source3}`);
}
function withFunction(metadata, source3, name2, edit) {
  functionOf(metadata, source3, name2);
  return withSource(metadata, source3, (s) => ({
    ...s,
    functions: s.functions?.map((f) => (sameName(f.function, name2) ? edit(f) : f)),
  }));
}

// engine/metadata-api/permission-commands.ts
import { z as z19 } from 'zod';

// engine/metadata-api/edits/permissions.ts
function addPermission(metadata, source3, table, added3) {
  const { role } = added3.entry;
  if (has(tableOf(metadata, source3, table), added3.kind, role)) {
    refuse4('already-exists', `${added3.kind} permission already defined on table "${tableName2(table)}" with role "${role}"`);
  }
  return withTable(metadata, source3, table, (t) => {
    switch (added3.kind) {
      case 'select':
        return { ...t, select_permissions: [...(t.select_permissions ?? []), added3.entry] };
      case 'insert':
        return { ...t, insert_permissions: [...(t.insert_permissions ?? []), added3.entry] };
      case 'update':
        return { ...t, update_permissions: [...(t.update_permissions ?? []), added3.entry] };
      case 'delete':
        return { ...t, delete_permissions: [...(t.delete_permissions ?? []), added3.entry] };
    }
  });
}
function dropPermission(metadata, source3, table, kind, role) {
  mustExist(metadata, source3, table, kind, role);
  return mapped(metadata, source3, table, kind, (entries) => entries?.filter((e) => e.role !== role));
}
function commentPermission(metadata, source3, table, kind, role, comment) {
  mustExist(metadata, source3, table, kind, role);
  return mapped(metadata, source3, table, kind, (entries) => entries?.map((e) => (e.role === role ? { ...e, comment } : e)));
}
function mapped(metadata, source3, table, kind, edit) {
  return withTable(metadata, source3, table, (t) => ({
    ...t,
    select_permissions: kind === 'select' ? edit(t.select_permissions) : t.select_permissions,
    insert_permissions: kind === 'insert' ? edit(t.insert_permissions) : t.insert_permissions,
    update_permissions: kind === 'update' ? edit(t.update_permissions) : t.update_permissions,
    delete_permissions: kind === 'delete' ? edit(t.delete_permissions) : t.delete_permissions,
  }));
}
var has = (table, kind, role) =>
  [table.select_permissions, table.insert_permissions, table.update_permissions, table.delete_permissions][
    ['select', 'insert', 'update', 'delete'].indexOf(kind)
  ]?.some((e) => e.role === role) ?? false;
function mustExist(metadata, source3, table, kind, role) {
  if (has(tableOf(metadata, source3, table), kind, role)) return;
  refuse4('permission-denied', `'${kind}' permission on "${tableName2(table)}" for role "${role}" does not exist`);
}

// engine/metadata-api/permission-commands.ts
var on2 = { source: z19.string().default(DEFAULT_SOURCE), table: QualifiedName };
var permissionCommands = {
  create_select_permission: command(SelectPermissionMetadata.extend(on2), (context, { source: source3, table, ...entry2 }) =>
    create(context, source3, table, { kind: 'select', entry: entry2 }),
  ),
  create_insert_permission: command(InsertPermissionMetadata.extend(on2), (context, { source: source3, table, ...entry2 }) =>
    create(context, source3, table, { kind: 'insert', entry: entry2 }),
  ),
  create_update_permission: command(UpdatePermissionMetadata.extend(on2), (context, { source: source3, table, ...entry2 }) =>
    create(context, source3, table, { kind: 'update', entry: entry2 }),
  ),
  create_delete_permission: command(DeletePermissionMetadata.extend(on2), (context, { source: source3, table, ...entry2 }) =>
    create(context, source3, table, { kind: 'delete', entry: entry2 }),
  ),
  drop_select_permission: drop('select'),
  drop_insert_permission: drop('insert'),
  drop_update_permission: drop('update'),
  drop_delete_permission: drop('delete'),
  set_permission_comment: command(
    z19.object({
      ...on2,
      role: z19.string(),
      type: z19.enum(['select', 'insert', 'update', 'delete']),
      comment: z19.string().nullish(),
    }),
    async ({ draft }, { source: source3, table, role, type, comment }) => {
      await draft.edit(commentPermission(draft.metadata, source3, table, type, role, comment ?? null));
      return SUCCESS;
    },
  ),
};
async function create({ draft }, source3, table, added3) {
  const about = aboutPart(`${added3.kind}_permission`, added3.entry.role, table, source3);
  await draft.edit(addPermission(draft.metadata, source3, table, added3), { about });
  return SUCCESS;
}
function drop(kind) {
  return command(z19.object({ ...on2, role: z19.string() }), async ({ draft }, { source: source3, table, role }) => {
    await draft.edit(dropPermission(draft.metadata, source3, table, kind, role));
    return SUCCESS;
  });
}

// engine/metadata-api/relationship-commands.ts
import { z as z20 } from 'zod';

// engine/metadata-api/edits/relationships.ts
function addRelationship(metadata, source3, table, added3) {
  const { name: name2 } = added3.relationship;
  if (relationshipKind(tableOf(metadata, source3, table), name2) !== null) {
    refuse4('already-exists', `field with name "${name2}" already exists in table "${tableName2(table)}"`);
  }
  return withTable(metadata, source3, table, (t) =>
    added3.kind === 'object'
      ? { ...t, object_relationships: [...(t.object_relationships ?? []), added3.relationship] }
      : { ...t, array_relationships: [...(t.array_relationships ?? []), added3.relationship] },
  );
}
function dropRelationship(metadata, source3, table, name2) {
  mustExist2(metadata, source3, table, name2);
  return withTable(metadata, source3, table, (t) => ({
    ...t,
    object_relationships: t.object_relationships?.filter((r) => r.name !== name2),
    array_relationships: t.array_relationships?.filter((r) => r.name !== name2),
  }));
}
function commentRelationship(metadata, source3, table, name2, comment) {
  mustExist2(metadata, source3, table, name2);
  const commented = (r) => (r.name === name2 ? { ...r, comment } : r);
  return withTable(metadata, source3, table, (t) => ({
    ...t,
    object_relationships: t.object_relationships?.map(commented),
    array_relationships: t.array_relationships?.map(commented),
  }));
}
function relationshipKind(table, name2) {
  if (table.object_relationships?.some((r) => r.name === name2)) return 'object';
  return table.array_relationships?.some((r) => r.name === name2) ? 'array' : null;
}
function mustExist2(metadata, source3, table, name2) {
  if (relationshipKind(tableOf(metadata, source3, table), name2) === null) {
    refuse4('not-exists', `relationship "${name2}" does not exist`);
  }
}
function addComputedField(metadata, source3, table, field2) {
  if (tableOf(metadata, source3, table).computed_fields?.some((f) => f.name === field2.name)) {
    refuse4('already-exists', `computed field "${field2.name}" already exists in table "${tableName2(table)}"`);
  }
  const { function: fn, ...rest } = field2.definition;
  const entry2 = { ...field2, definition: { function: qualify(fn), ...rest } };
  return withTable(metadata, source3, table, (t) => ({ ...t, computed_fields: [...(t.computed_fields ?? []), entry2] }));
}
function dropComputedField(metadata, source3, table, name2) {
  if (!tableOf(metadata, source3, table).computed_fields?.some((f) => f.name === name2)) {
    refuse4('not-exists', `computed field "${name2}" does not exist`);
  }
  return withTable(metadata, source3, table, (t) => ({
    ...t,
    computed_fields: t.computed_fields?.filter((f) => f.name !== name2),
  }));
}

// engine/metadata-api/edits/rename.ts
var SAME = { table: (name2) => name2, column: (_, column2) => column2, relationship: (_, name2) => name2 };
function renameRelationship(metadata, model, source3, table, name2, newName) {
  if (relationshipKind(tableOf(metadata, source3, table), name2) === null)
    refuse4('not-exists', `relationship "${name2}" does not exist`);
  const relationship = (on4, given) => (given === name2 && sameName(on4, table) ? newName : given);
  return rename(metadata, model, source3, { ...SAME, relationship });
}
function rename(metadata, model, source3, renames) {
  const all2 = { ...SAME, ...renames };
  sourceOf(metadata, source3);
  const renamed = withSource(metadata, source3, (s) => renameInSource(s, model, all2));
  if (!renamed.custom_types?.objects) return renamed;
  const objects = renamed.custom_types.objects.map((object2) => ({
    ...object2,
    ...(object2.relationships
      ? {
          relationships: object2.relationships.map((r) => ({
            ...r,
            remote_table: after(r.remote_table, all2),
            field_mapping: mapValues(r.field_mapping, (column2) => all2.column(qualify(r.remote_table), column2)),
          })),
        }
      : {}),
  }));
  return { ...renamed, custom_types: { ...renamed.custom_types, objects } };
}
function after(name2, renames) {
  const renamed = renames.table(qualify(name2));
  return sameName(renamed, name2) ? name2 : renamed;
}
function renameInSource(source3, model, renames) {
  return {
    ...source3,
    tables: source3.tables?.map((table) => {
      const renamed = renameInTable(table, model, renames);
      return sameJson(renamed, table) ? table : renamed;
    }),
    ...(source3.functions
      ? {
          functions: source3.functions.map((fn) => {
            const response = fn.configuration?.response;
            if (!response) return fn;
            const renamed = { ...response, table: after(response.table, renames) };
            return { ...fn, configuration: { ...fn.configuration, response: renamed } };
          }),
        }
      : {}),
  };
}
function renameInTable(entry2, model, renames) {
  const own = qualify(entry2.table);
  const column2 = (name3) => renames.column(own, name3);
  const columns2 = (names) => (names === '*' ? names : names.map(column2));
  const expression = (value2) => new Expressions(model, renames, own).rename(value2);
  const next = { ...entry2, table: after(entry2.table, renames) };
  if (entry2.configuration) {
    const { column_config, custom_column_names } = entry2.configuration;
    next.configuration = {
      ...entry2.configuration,
      ...(column_config ? { column_config: mapKeys(column_config, column2) } : {}),
      ...(custom_column_names ? { custom_column_names: mapKeys(custom_column_names, column2) } : {}),
    };
  }
  const name2 = (relationship) => renames.relationship(own, relationship);
  if (entry2.object_relationships) {
    next.object_relationships = entry2.object_relationships.map((r) => ({
      ...r,
      name: name2(r.name),
      using: using(r.using, own, renames),
    }));
  }
  if (entry2.array_relationships) {
    next.array_relationships = entry2.array_relationships.map((r) => ({
      ...r,
      name: name2(r.name),
      using: using(r.using, own, renames),
    }));
  }
  if (entry2.select_permissions) {
    next.select_permissions = entry2.select_permissions.map((e) => ({
      ...e,
      permission: { ...e.permission, columns: columns2(e.permission.columns), filter: expression(e.permission.filter) },
    }));
  }
  if (entry2.insert_permissions) {
    next.insert_permissions = entry2.insert_permissions.map((e) => ({
      ...e,
      permission: {
        ...e.permission,
        check: expression(e.permission.check),
        ...(e.permission.columns ? { columns: columns2(e.permission.columns) } : {}),
        ...(e.permission.set ? { set: mapKeys(e.permission.set, column2) } : {}),
      },
    }));
  }
  if (entry2.update_permissions) {
    next.update_permissions = entry2.update_permissions.map((e) => ({
      ...e,
      permission: {
        ...e.permission,
        columns: columns2(e.permission.columns),
        filter: expression(e.permission.filter),
        ...(e.permission.check ? { check: expression(e.permission.check) } : {}),
        ...(e.permission.set ? { set: mapKeys(e.permission.set, column2) } : {}),
      },
    }));
  }
  if (entry2.delete_permissions) {
    next.delete_permissions = entry2.delete_permissions.map((e) => ({
      ...e,
      permission: { ...e.permission, filter: expression(e.permission.filter) },
    }));
  }
  if (entry2.event_triggers) {
    const operation = (given) =>
      given && {
        ...given,
        columns: columns2(given.columns),
        ...(given.payload ? { payload: columns2(given.payload) } : {}),
      };
    next.event_triggers = entry2.event_triggers.map((t) => ({
      ...t,
      definition: {
        ...t.definition,
        ...(t.definition.insert ? { insert: operation(t.definition.insert) } : {}),
        ...(t.definition.update ? { update: operation(t.definition.update) } : {}),
        ...(t.definition.delete ? { delete: operation(t.definition.delete) } : {}),
      },
    }));
  }
  return next;
}
function using(given, own, renames) {
  if ('manual_configuration' in given) {
    const manual = given.manual_configuration;
    const remote = qualify(manual.remote_table);
    const mapping = Object.entries(manual.column_mapping).map(([l, r]) => [renames.column(own, l), renames.column(remote, r)]);
    return {
      ...given,
      manual_configuration: {
        ...manual,
        remote_table: after(manual.remote_table, renames),
        column_mapping: Object.fromEntries(mapping),
      },
    };
  }
  const on4 = given.foreign_key_constraint_on;
  if (typeof on4 === 'string') return { ...given, foreign_key_constraint_on: renames.column(own, on4) };
  if (Array.isArray(on4)) return { ...given, foreign_key_constraint_on: on4.map((c) => renames.column(own, c)) };
  return { ...given, foreign_key_constraint_on: remoteKey(on4, renames) };
}
function remoteKey(on4, renames) {
  const remote = qualify(on4.table);
  return {
    ...on4,
    table: after(on4.table, renames),
    ...(on4.column ? { column: renames.column(remote, on4.column) } : {}),
    ...(on4.columns ? { columns: on4.columns.map((c) => renames.column(remote, c)) } : {}),
  };
}
var Expressions = class {
  #model;
  #renames;
  #root;
  constructor(model, renames, root) {
    this.#model = model;
    this.#renames = renames;
    this.#root = root;
  }
  rename(expression) {
    return this.#on(expression, this.#root);
  }
  #on(expression, table) {
    return Object.fromEntries(Object.entries(expression).map(([key, value2]) => this.#part(key, value2, table)));
  }
  #part(key, value2, table) {
    switch (key) {
      case '_and':
      case '$and':
      case '_or':
      case '$or':
        return [key, Array.isArray(value2) ? value2.map((item) => this.#any(item, table)) : this.#any(value2, table)];
      case '_not':
      case '$not':
        return [key, this.#any(value2, table)];
      case '_exists':
      case '$exists':
        return [key, this.#exists(value2)];
      default:
        return this.#field(key, value2, table);
    }
  }
  #any(value2, table) {
    return isObject7(value2) ? this.#on(value2, table) : value2;
  }
  #exists(value2) {
    if (!isObject7(value2)) return value2;
    const name2 = QualifiedName.safeParse(value2._table ?? value2.$table);
    if (!name2.success) return value2;
    const target2 = qualify(name2.data);
    const renamed = (key, item) => {
      if (key === '_table' || key === '$table') return after(name2.data, this.#renames);
      return this.#any(item, target2);
    };
    return Object.fromEntries(Object.entries(value2).map(([key, item]) => [key, renamed(key, item)]));
  }
  #field(name2, value2, table) {
    const model = this.#tableOf(table);
    const relationship = model?.relationships.find((r) => r.name === name2);
    const target2 = relationship && this.#model.tables.get(relationship.target);
    if (target2) return [this.#renames.relationship(table, name2), this.#any(value2, target2.catalog)];
    const computed = model?.computedFields.find((f) => f.name === name2);
    if (computed) {
      const rows3 = computed.returns.kind === 'table' ? this.#model.tables.get(computed.returns.table) : void 0;
      return [name2, rows3 ? this.#any(value2, rows3.catalog) : value2];
    }
    return [this.#renames.column(table, name2), this.#operators(value2, table)];
  }
  /** Operators that compare with another column. */
  #operators(value2, table) {
    if (!isObject7(value2)) return value2;
    const operand = (operator2, given) => {
      if (!/^[_$]c(eq|ne|neq|gt|lt|gte|lte)$/.test(operator2)) return given;
      if (typeof given === 'string') return this.#renames.column(table, given);
      if (!Array.isArray(given)) return given;
      const on4 = given[0] === '$' ? this.#root : table;
      return given.map((part2) => (typeof part2 === 'string' && part2 !== '$' ? this.#renames.column(on4, part2) : part2));
    };
    return Object.fromEntries(Object.entries(value2).map(([operator2, given]) => [operator2, operand(operator2, given)]));
  }
  #tableOf({ schema, name: name2 }) {
    return this.#model.tables.get(tableKey(schema, name2));
  }
};
var isObject7 = (value2) => typeof value2 === 'object' && value2 !== null && !Array.isArray(value2);
var mapKeys = (value2, rename2) => Object.fromEntries(Object.entries(value2).map(([key, item]) => [rename2(key), item]));
var mapValues = (value2, rename2) => Object.fromEntries(Object.entries(value2).map(([key, item]) => [key, rename2(item)]));

// engine/metadata-api/relationship-commands.ts
var on3 = { source: z20.string().default(DEFAULT_SOURCE), table: QualifiedName };
var relationshipCommands = {
  create_object_relationship: command(
    ObjectRelationshipMetadata.extend(on3),
    async ({ draft }, { source: source3, table, ...relationship }) => {
      const next = addRelationship(draft.metadata, source3, table, { kind: 'object', relationship });
      mustBeFree(draft.model.tables.values(), table, relationship.name);
      await draft.edit(next, { about: aboutPart('object_relation', relationship.name, table, source3) });
      return SUCCESS;
    },
  ),
  create_array_relationship: command(
    ArrayRelationshipMetadata.extend(on3),
    async ({ draft }, { source: source3, table, ...relationship }) => {
      const next = addRelationship(draft.metadata, source3, table, { kind: 'array', relationship });
      mustBeFree(draft.model.tables.values(), table, relationship.name);
      await draft.edit(next, { about: aboutPart('array_relation', relationship.name, table, source3) });
      return SUCCESS;
    },
  ),
  drop_relationship: command(
    z20.object({ ...on3, relationship: z20.string(), cascade: z20.boolean().default(false) }),
    async ({ draft }, { source: source3, table, relationship, cascade }) => {
      const next = dropRelationship(draft.metadata, source3, table, relationship);
      await draft.edit(await withoutDependents(draft, next, cascade));
      return SUCCESS;
    },
  ),
  rename_relationship: command(
    z20.object({ ...on3, name: z20.string(), new_name: z20.string().min(1) }),
    async ({ draft }, { source: source3, table, name: name2, new_name }) => {
      const next = renameRelationship(draft.metadata, draft.model, source3, table, name2, new_name);
      mustBeFree(draft.model.tables.values(), table, new_name);
      const kind = relationshipKind(tableOf(next, source3, table), new_name);
      await draft.edit(next, { about: aboutPart(`${kind}_relation`, new_name, table, source3) });
      return SUCCESS;
    },
  ),
  set_relationship_comment: command(
    z20.object({ ...on3, name: z20.string(), comment: z20.string().nullish() }),
    async ({ draft }, { source: source3, table, name: name2, comment }) => {
      await draft.edit(commentRelationship(draft.metadata, source3, table, name2, comment ?? null));
      return SUCCESS;
    },
  ),
  add_computed_field: command(ComputedFieldMetadata.extend(on3), async ({ draft }, { source: source3, table, ...field2 }) => {
    const next = addComputedField(draft.metadata, source3, table, field2);
    mustBeFree(draft.model.tables.values(), table, field2.name);
    await draft.edit(next, { about: aboutPart('computed_field', field2.name, table, source3) });
    return SUCCESS;
  }),
  drop_computed_field: command(
    z20.object({ ...on3, name: z20.string(), cascade: z20.boolean().default(false) }),
    async ({ draft }, { source: source3, table, name: name2, cascade }) => {
      const next = dropComputedField(draft.metadata, source3, table, name2);
      await draft.edit(await withoutDependents(draft, next, cascade));
      return SUCCESS;
    },
  ),
};
function mustBeFree(tables, table, name2) {
  for (const { catalog, relationships, computedFields } of tables) {
    if (tableName2(catalog) !== tableName2(table)) continue;
    if (![...catalog.columns, ...relationships, ...computedFields].some((field2) => field2.name === name2)) continue;
    throw new EngineError('already-exists', `field with name "${name2}" already exists in table "${tableName2(table)}"`);
  }
}

// engine/metadata-api/run-sql.ts
// engine/catalog/identities.ts
import { z as z21, z as z22 } from 'zod';

var IDENTITIES = `
with visible as (
  select oid, nspname from pg_namespace where nspname not in ('information_schema', 'hdb_catalog') and nspname !~ '^pg_'
)
select json_build_object(
  'tables', coalesce((
    select json_agg(json_build_array(c.oid::int8, n.nspname, c.relname, (
      select coalesce(json_agg(json_build_array(a.attnum, a.attname)), '[]') from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)))
    from pg_class c join visible n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'v', 'm', 'f')), '[]'),
  'functions', coalesce((
    select json_agg(json_build_array(p.oid::int8, n.nspname, p.proname))
    from pg_proc p join visible n on n.oid = p.pronamespace where p.prokind = 'f'), '[]')) as identities
`;
var Answer2 = z21.object({
  tables: z21.array(z21.tuple([z21.number(), z21.string(), z21.string(), z21.array(z21.tuple([z21.number(), z21.string()]))])),
  functions: z21.array(z21.tuple([z21.number(), z21.string(), z21.string()])),
});
async function readIdentities(connection) {
  const [row] = await connection.query({ text: IDENTITIES });
  const { tables, functions } = Answer2.parse(JSON.parse(row?.identities ?? 'null'));
  return {
    tables: new Map(tables.map(([oid, schema, name2, columns2]) => [oid, { schema, name: name2, columns: new Map(columns2) }])),
    functions: new Map(functions.map(([oid, schema, name2]) => [oid, tableKey(schema, name2)])),
  };
}

// engine/metadata-api/typed-columns.ts
function usersByType(model, table, column2) {
  const users = [];
  for (const on4 of model.tables.values()) {
    for (const [role, permissions] of on4.permissions) {
      if (model.inheritedRoles.has(role)) continue;
      for (const kind of ['select', 'insert', 'update', 'delete']) {
        if (!conditionsOf(permissions, kind).some((c) => mentions(c, on4.key, table.key, column2))) continue;
        const definition = { role, source: on4.source, table: { schema: on4.catalog.schema, name: on4.catalog.name } };
        users.push({ type: `${kind}_permission`, name: role, definition, reason: '' });
      }
    }
  }
  return users;
}
function conditionsOf(permissions, kind) {
  switch (kind) {
    case 'select':
      return permissions.select ? [permissions.select.filter] : [];
    case 'insert':
      return permissions.insert ? [permissions.insert.check] : [];
    case 'update':
      return permissions.update
        ? [permissions.update.filter, ...(permissions.update.check ? [permissions.update.check] : [])]
        : [];
    case 'delete':
      return permissions.delete ? [permissions.delete.filter] : [];
  }
}
function mentions(condition2, on4, table, column2) {
  const inner = (of, where) => mentions(of, where, table, column2);
  switch (condition2.kind) {
    case 'constant':
    case 'is_null':
      return false;
    case 'and':
    case 'or':
      return condition2.of.some((c) => inner(c, on4));
    case 'not':
    case 'rooted':
      return inner(condition2.of, on4);
    case 'related':
    case 'related_function':
    case 'exists':
      return inner(condition2.where, condition2.table);
    case 'aggregate':
      return inner(condition2.filter, condition2.table);
    case 'compare':
      return on4 === table && condition2.value.kind === 'literal' && columnOf2(condition2.subject) === column2;
  }
}
function columnOf2(operand) {
  if (operand.kind === 'column') return operand.column;
  return operand.kind === 'cast' ? columnOf2(operand.operand) : null;
}

// engine/metadata-api/consistency-check.ts
async function adaptMetadata(draft, modelBefore, altered) {
  refuseFunctions(modelBefore, draft);
  refuseTypes(modelBefore, draft, altered);
  refuseColumns(modelBefore, draft);
  const known2 = new Set(modelBefore.inconsistencies.map((i) => i.name));
  const isNew = (i) => !known2.has(i.name);
  const renamed = rename(draft.metadata, modelBefore, altered.source, renamesOf(altered));
  const kept3 = withoutDropped(renamed, modelBefore, draft, altered);
  let next = kept3;
  for (;;) {
    await draft.edit(next, { allowInconsistent: true });
    const broken2 = draft.model.inconsistencies.filter(isNew).filter((i) => i.type !== 'inherited role permission inconsistency');
    if (broken2.length === 0) return;
    const dependents = broken2.filter((i) => i.type !== 'table');
    if (dependents.length === 0) {
      throw new EngineError('unexpected', 'cannot continue due to new inconsistent metadata', { internal: broken2, status: 400 });
    }
    if (!altered.cascade) throw haveDependents(dependents);
    next = dropInconsistent(next, dependents);
  }
}
function renamesOf({ before, after: after2 }) {
  const tables = /* @__PURE__ */ new Map();
  const columns2 = /* @__PURE__ */ new Map();
  for (const [oid, old] of before.tables) {
    const now = after2.tables.get(oid);
    if (!now) continue;
    const key = tableKey(old.schema, old.name);
    if (key !== tableKey(now.schema, now.name)) tables.set(key, now);
    for (const [number2, name2] of old.columns) {
      const newName = now.columns.get(number2);
      if (newName !== void 0 && newName !== name2) columns2.set(columnKey(old, name2), newName);
    }
  }
  return {
    table: (name2) => {
      const now = tables.get(tableKey(name2.schema, name2.name));
      return now ? { schema: now.schema, name: now.name } : name2;
    },
    column: (table, name2) => columns2.get(columnKey(table, name2)) ?? name2,
  };
}
var columnKey = (table, column2) => `${tableKey(table.schema, table.name)}.${column2}`;
function withoutDropped(metadata, before, { catalog }, { source: source3 }) {
  const wasThere = new Set(before.functions.map((f) => tableKey(f.function.schema, f.function.name)));
  const computed = new Set(
    [...before.tables.values()].flatMap((t) => t.computedFields.map((f) => tableKey(f.function.schema, f.function.name))),
  );
  const keyOf3 = ({ schema, name: name2 }) => tableKey(schema, name2);
  const isGone = (was, key) => was.has(key) && !catalog.functions.has(key);
  const tablesBefore = new Set(before.tables.keys());
  return withSource(metadata, source3, (s) => ({
    ...s,
    tables: s.tables
      ?.filter((t) => !tablesBefore.has(keyOf3(qualify(t.table))) || catalog.tables.has(keyOf3(qualify(t.table))))
      .map((t) =>
        t.computed_fields?.some((f) => isGone(computed, keyOf3(qualify(f.definition.function))))
          ? { ...t, computed_fields: t.computed_fields.filter((f) => !isGone(computed, keyOf3(qualify(f.definition.function)))) }
          : t,
      ),
    ...(s.functions ? { functions: s.functions.filter((f) => !isGone(wasThere, keyOf3(qualify(f.function)))) } : {}),
  }));
}
function refuseFunctions(before, { catalog }) {
  const tracked2 = before.functions.map((f) => f.function);
  const now = (fn) => catalog.functions.get(tableKey(fn.schema, fn.name)) ?? [];
  const overloaded = tracked2.filter((fn) => now(fn).length > 1);
  if (overloaded.length > 0) {
    const names = overloaded.map((fn) => `"${display(fn)}"`).join(', ');
    throw new EngineError('not-supported', `the following tracked function(s) cannot be overloaded: ${names}`);
  }
  for (const fn of tracked2) {
    if (fn.volatility === 'volatile' || !now(fn).some((f) => f.volatility === 'volatile')) continue;
    throw new EngineError(
      'not-supported',
      `type of function "${display(fn)}" is altered to "VOLATILE" which is not supported now`,
    );
  }
}
function refuseTypes(before, { catalog }, { before: was, after: is }) {
  for (const [oid, table] of was.tables) {
    const now = is.tables.get(oid);
    const model = before.tables.get(tableKey(table.schema, table.name));
    const altered = now && catalog.tables.get(tableKey(now.schema, now.name));
    if (!model || !altered) continue;
    for (const [number2, name2] of table.columns) {
      const oldType = model.catalog.columns.find((c) => c.name === name2)?.type.sql;
      const newName = now.columns.get(number2);
      const newType = altered.columns.find((c) => c.name === newName)?.type.sql;
      if (newName !== name2 || oldType === void 0 || newType === void 0 || oldType === newType) continue;
      const users = usersByType(before, model, name2);
      if (users.length === 0) continue;
      throw new EngineError(
        'dependency-error',
        `cannot change type of column "${name2}" in table "${display(table)}" because of the following dependencies: ${users.map(dependentText).join(', ')}`,
      );
    }
  }
}
function refuseColumns(before, { catalog }) {
  for (const [key, { catalog: old, relationships, computedFields }] of before.tables) {
    const taken = new Set([...relationships, ...computedFields].map((field2) => field2.name));
    for (const { name: name2 } of catalog.tables.get(key)?.columns ?? []) {
      if (!taken.has(name2) || old.columns.some((c) => c.name === name2)) continue;
      const what = `cannot add column "${name2}" in table "${display(old)}"`;
      throw new EngineError('already-exists', `${what} as a relationship with the name already exists`);
    }
  }
}

// engine/metadata-api/run-sql.ts
var RunSql = z22.object({
  sql: z22.string(),
  source: z22.string().default(DEFAULT_SOURCE),
  cascade: z22.boolean().default(false),
  check_metadata_consistency: z22.boolean().nullish(),
  read_only: z22.boolean().default(false),
});
var runSqlCommands = {
  run_sql: command(RunSql, async (context, args) => {
    const { database, draft } = context;
    sourceOf(draft.metadata, args.source);
    if (args.read_only) return answer(await database.transaction({ readOnly: true }, (c) => runScript(c, args.sql)));
    if (args.check_metadata_consistency ?? altersSchema(args.sql)) return answer(await runChecked(context, args));
    const result2 = await database.transaction({}, (connection) => runScript(connection, args.sql));
    await draft.reread();
    return answer(result2);
  }),
};
var altersSchema = (sql2) => /\balter\b|\bdrop\b|\breplace\b|\bcreate function\b|\bcomment on\b/i.test(sql2);
function runChecked({ database, draft }, args) {
  return database.transaction({}, (connection) =>
    draft.within(connection, async () => {
      await draft.reread();
      const { model } = draft;
      const before = await readIdentities(connection);
      const result2 = await runScript(connection, args.sql);
      const after2 = await readIdentities(connection);
      await draft.reread();
      await adaptMetadata(draft, model, { source: args.source, cascade: args.cascade, before, after: after2 });
      return result2;
    }),
  );
}
async function runScript(connection, sql2) {
  try {
    const result2 = await connection.script(sql2);
    await connection.query({ text: 'reset all' });
    return result2;
  } catch (error) {
    const internal2 = {
      statement: sql2,
      prepared: false,
      error: {
        exec_status: 'FatalError',
        hint: text4(error, 'hint'),
        message: text4(error, 'message'),
        status_code: text4(error, 'code'),
        description: text4(error, 'detail'),
      },
      arguments: [],
    };
    throw new EngineError('postgres-error', 'query execution failed', { internal: internal2, cause: error });
  }
}
var text4 = (error, key) => {
  const value2 = typeof error === 'object' && error !== null ? Reflect.get(error, key) : void 0;
  return typeof value2 === 'string' ? value2 : null;
};
function answer({ columns: columns2, rows: rows3 }) {
  if (columns2 === null) return { result_type: 'CommandOk', result: null };
  return { result_type: 'TuplesOk', result: [columns2, ...rows3.map((row) => row.map((value2) => value2 ?? 'NULL'))] };
}

// engine/metadata-api/setting-commands.ts
import { z as z23 } from 'zod';

var ROLES = { what: 'inherited role', nameOf: (r) => r.role_name };
var Host = z23.object({
  host: z23.string().min(1),
  suffix: z23.string().nullish(),
  permissions: z23.array(z23.string()).nullish(),
});
var settingCommands = {
  add_inherited_role: command(
    z23.object({ role_name: z23.string().min(1), role_set: z23.array(z23.string()) }),
    async ({ draft }, { role_name, role_set }) => {
      if (role_set.includes(role_name)) refuse4('cyclic-dependency', `found cycle(s) in roles: ["${role_name}"]`);
      const inherited_roles = added2(draft.metadata.inherited_roles, { role_name, role_set }, ROLES);
      await draft.edit({ ...draft.metadata, inherited_roles }, { about: `inherited role ${role_name}` });
      return SUCCESS;
    },
  ),
  drop_inherited_role: command(z23.object({ role_name: z23.string() }), async ({ draft }, { role_name }) => {
    await draft.edit({ ...draft.metadata, inherited_roles: removed(draft.metadata.inherited_roles, role_name, ROLES) });
    return SUCCESS;
  }),
  set_graphql_schema_introspection_options: command(
    z23.object({ disabled_for_roles: z23.array(z23.string()) }),
    async ({ draft }, options) => {
      await draft.edit({ ...draft.metadata, graphql_schema_introspection: options });
      return SUCCESS;
    },
  ),
  set_api_limits: command(ApiLimitsMetadata, async ({ draft }, limits) => {
    await draft.edit({ ...draft.metadata, api_limits: limits });
    return SUCCESS;
  }),
  remove_api_limits: async ({ draft }) => {
    const { api_limits: _, ...metadata } = draft.metadata;
    await draft.edit(metadata);
    return SUCCESS;
  },
  add_host_to_tls_allowlist: command(Host, async ({ draft }, host) => {
    const hosts = hostsOf(draft.metadata);
    if (hosts.some((h) => sameHost(h, host))) {
      refuse4('already-exists', `the host "${host.host}" with suffix "${host.suffix ?? ''}" already exists in the allowlist`);
    }
    const network = { ...draft.metadata.network, tls_allowlist: [...hosts, host] };
    await draft.edit({ ...draft.metadata, network });
    return SUCCESS;
  }),
  drop_host_from_tls_allowlist: command(Host, async ({ draft }, host) => {
    const hosts = hostsOf(draft.metadata);
    if (!hosts.some((h) => sameHost(h, host))) {
      refuse4('not-found', `the host "${host.host}" isn't present in the allowlist`);
    }
    const network = { ...draft.metadata.network, tls_allowlist: hosts.filter((h) => !sameHost(h, host)) };
    await draft.edit({ ...draft.metadata, network });
    return SUCCESS;
  }),
  set_metrics_config: keep('metrics_config'),
  remove_metrics_config: remove('metrics_config'),
  set_opentelemetry_config: keep('opentelemetry'),
};
var hostsOf = ({ network }) => z23.array(Host).catch([]).parse(network?.tls_allowlist);
var sameHost = (a, b) => a.host === b.host && (a.suffix ?? '') === (b.suffix ?? '');
function keep(key) {
  return command(z23.record(z23.string(), z23.unknown()), async ({ draft }, value2) => {
    await draft.edit({ ...draft.metadata, [key]: value2 });
    return SUCCESS;
  });
}
function remove(key) {
  return async ({ draft }) => {
    const { [key]: _, ...metadata } = draft.metadata;
    await draft.edit(metadata);
    return SUCCESS;
  };
}

// engine/metadata-api/source-commands.ts
import { z as z24 } from 'zod';

var Customization = SourceMetadata.shape.customization;
var Configuration = z24.record(z24.string(), z24.unknown());
var sourceCommands = {
  add_source: command(
    z24.object({
      name: z24.string().min(1),
      configuration: Configuration,
      customization: Customization,
      replace_configuration: z24.boolean().default(false),
    }),
    async ({ draft }, { name: name2, configuration, customization, replace_configuration }) => {
      const { metadata } = draft;
      const isThere = metadata.sources?.some((s) => s.name === name2) ?? false;
      if (isThere && !replace_configuration) refuse4('already-exists', `source with name "${name2}" already exists`);
      const settings = { configuration, ...(customization ? { customization } : {}) };
      const next = isThere
        ? withSource(metadata, name2, (s) => ({ ...s, ...settings }))
        : { ...metadata, sources: [...(metadata.sources ?? []), { name: name2, kind: 'postgres', tables: [], ...settings }] };
      await draft.edit(next, { about: `source ${name2}` });
      return SUCCESS;
    },
  ),
  update_source: command(
    z24.object({ name: z24.string(), configuration: Configuration.nullish(), customization: Customization }),
    async ({ draft }, { name: name2, configuration, customization }) => {
      const next = withSource(draft.metadata, name2, (s) => ({
        ...s,
        ...(configuration ? { configuration } : {}),
        ...(customization ? { customization } : {}),
      }));
      await draft.edit(next, { about: `source ${name2}` });
      return SUCCESS;
    },
  ),
  rename_source: command(
    z24.object({ name: z24.string(), new_name: z24.string().min(1) }),
    async ({ draft }, { name: name2, new_name }) => {
      if (draft.metadata.sources?.some((s) => s.name === new_name)) {
        refuse4('already-exists', `source with name "${new_name}" already exists`);
      }
      await draft.edit(
        withSource(draft.metadata, name2, (s) => ({ ...s, name: new_name })),
        { allowInconsistent: true },
      );
      return SUCCESS;
    },
  ),
  drop_source: command(
    z24.object({ name: z24.string(), cascade: z24.boolean().default(false) }),
    async ({ draft }, { name: name2, cascade }) => {
      sourceOf(draft.metadata, name2);
      const next = { ...draft.metadata, sources: (draft.metadata.sources ?? []).filter((s) => s.name !== name2) };
      const dependents = await draft.preview(next);
      if (dependents.length > 0 && !cascade) throw haveDependents(dependents);
      await draft.edit(next, { allowInconsistent: true });
      return SUCCESS;
    },
  ),
  list_source_kinds: async () => ({
    sources: [{ kind: 'postgres', display_name: 'postgres', available: true, builtin: true }],
  }),
  get_source_kind_capabilities: command(z24.object({ name: z24.string() }), async (_, { name: name2 }) =>
    refuse4('not-found', `source kind "${name2}" is built in and has no capabilities of its own`),
  ),
  get_source_tables: command(
    z24.object({ source: z24.string().default(DEFAULT_SOURCE) }),
    async ({ draft }, { source: source3 }) => {
      sourceOf(draft.metadata, source3);
      await draft.reread();
      return [...draft.catalog.tables.values()].map(({ schema, name: name2 }) => ({ name: name2, schema }));
    },
  ),
};

// engine/metadata-api/table-commands.ts
import { z as z25 } from 'zod';

// engine/metadata-api/edits/tables.ts
function trackTable(metadata, source3, table, more = {}) {
  const { tables, functions } = sourceOf(metadata, source3);
  if (tables?.some((t) => sameName(t.table, table))) {
    refuse4('already-tracked', `view/table already tracked: "${tableName2(table)}"`);
  }
  if (functions?.some((f) => sameName(f.function, table))) {
    refuse4('not-supported', `function with name "${tableName2(table)}" already exists`);
  }
  const entry2 = { table: qualify(table), ...present(more) };
  return withSource(metadata, source3, (s) => ({ ...s, tables: [...(s.tables ?? []), entry2] }));
}
function untrackTable(metadata, source3, table) {
  if (!sourceOf(metadata, source3).tables?.some((t) => sameName(t.table, table))) {
    refuse4('already-untracked', `view/table already untracked: "${tableName2(table)}"`);
  }
  return withSource(metadata, source3, (s) => ({ ...s, tables: (s.tables ?? []).filter((t) => !sameName(t.table, table)) }));
}
function customizeTable(metadata, source3, table, configuration) {
  return withTable(metadata, source3, table, ({ configuration: _, ...rest }) =>
    configuration && Object.keys(configuration).length > 0 ? { ...rest, configuration } : rest,
  );
}
function setIsEnum(metadata, source3, table, isEnum) {
  return withTable(metadata, source3, table, ({ is_enum: _, ...rest }) => (isEnum ? { ...rest, is_enum: true } : rest));
}
function present(value2) {
  const copy = { ...value2 };
  for (const [key, item] of Object.entries(copy)) {
    if (item === void 0 || item === null || item === false) Reflect.deleteProperty(copy, key);
  }
  return copy;
}

// engine/metadata-api/table-commands.ts
var source2 = z25.string().default(DEFAULT_SOURCE);
var Track = z25.preprocess(
  (args) => (typeof args === 'object' && args !== null && 'table' in args ? args : { table: args }),
  z25.object({
    source: source2,
    table: QualifiedName,
    configuration: TableConfiguration.nullish(),
    is_enum: z25.boolean().nullish(),
    apollo_federation_config: z25.record(z25.string(), z25.unknown()).nullish(),
  }),
);
var Untrack = z25.object({ source: source2, table: QualifiedName, cascade: z25.boolean().default(false) });
var Customize = z25.object({ source: source2, table: QualifiedName, configuration: TableConfiguration.default({}) });
var tableCommands = {
  track_table: command(Track, track),
  add_existing_table_or_view: command(Track, track),
  track_tables: command(
    z25.object({ tables: z25.array(Track), allow_warnings: z25.boolean().default(true) }),
    (context, { tables }) => all(context, tables, track),
  ),
  untrack_table: command(Untrack, untrack),
  untrack_tables: command(
    z25.object({ tables: z25.array(Untrack), allow_warnings: z25.boolean().default(true) }),
    (context, { tables }) => all(context, tables, untrack),
  ),
  set_table_customization: command(Customize, async ({ draft }, args) => {
    const next = customizeTable(draft.metadata, args.source, args.table, args.configuration);
    await draft.edit(next, { about: aboutTable(args.table, args.source) });
    return SUCCESS;
  }),
  set_table_custom_fields: command(
    TableConfiguration.pick({ custom_root_fields: true, custom_column_names: true }).extend({
      source: source2,
      table: QualifiedName,
    }),
    async ({ draft }, { source: name2, table, ...configuration }) => {
      await draft.edit(customizeTable(draft.metadata, name2, table, configuration), { about: aboutTable(table, name2) });
      return SUCCESS;
    },
  ),
  set_table_is_enum: command(
    z25.object({ source: source2, table: QualifiedName, is_enum: z25.boolean() }),
    async ({ draft }, args) => {
      const next = setIsEnum(draft.metadata, args.source, args.table, args.is_enum);
      await draft.edit(next, { about: aboutTable(args.table, args.source) });
      return SUCCESS;
    },
  ),
  set_apollo_federation_config: command(
    z25.object({
      source: source2,
      table: QualifiedName,
      apollo_federation_config: z25.record(z25.string(), z25.unknown()).nullish(),
    }),
    async ({ draft }, { source: name2, table, apollo_federation_config: config }) => {
      const next = withTable(draft.metadata, name2, table, ({ apollo_federation_config: _, ...rest }) =>
        config ? { ...rest, apollo_federation_config: config } : rest,
      );
      await draft.edit(next);
      return SUCCESS;
    },
  ),
};
async function track({ draft }, { source: name2, table, ...more }) {
  await draft.edit(trackTable(draft.metadata, name2, table, more), { about: aboutTable(table, name2) });
  return SUCCESS;
}
async function untrack({ draft }, { source: name2, table, cascade }) {
  await draft.edit(await withoutDependents(draft, untrackTable(draft.metadata, name2, table), cascade));
  return SUCCESS;
}
async function all(context, items, one2) {
  const warnings = [];
  for (const item of items) {
    try {
      await one2(context, item);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      const { error: message, code } = toApiError(error, false);
      warnings.push({ type: 'table', name: item.table, code, message });
    }
  }
  if (warnings.length === items.length && items.length > 0) {
    throw new EngineError('invalid-configuration', 'all tables failed to be tracked or untracked', { internal: warnings });
  }
  return warnings.length === 0 ? SUCCESS : { ...SUCCESS, warnings };
}

// engine/metadata-api/trigger-commands.ts
import { z as z26 } from 'zod';

var CRON = { what: 'cron trigger', nameOf: (t) => t.name };
var CreateEventTrigger = EventTriggerMetadata.omit({ definition: true }).extend({
  ...EventTriggerMetadata.shape.definition.shape,
  source: z26.string().default(DEFAULT_SOURCE),
  table: QualifiedName.optional(),
  replace: z26.boolean().default(false),
});
var MAX_NAME_LENGTH = 42;
var triggerCommands = {
  create_event_trigger: command(CreateEventTrigger, async ({ draft }, args) => {
    const { source: source3, table: on4, replace, insert, update, delete: remove2, enable_manual, ...rest } = args;
    const { name: name2 } = rest;
    mustBeName(name2);
    const before = tableWith(draft.metadata, source3, name2);
    const table = on4 ?? before ?? refuse4('not-exists', `event trigger with name "${name2}" does not exist`);
    if (before && !replace) refuse4('already-exists', `event trigger with name "${name2}" already exists`);
    if (!insert && !update && !remove2 && !enable_manual) {
      refuse4('parse-failed', 'atleast one amongst insert/update/delete/enable_manual spec must be provided');
    }
    const definition = {
      enable_manual: enable_manual ?? false,
      ...(insert ? { insert } : {}),
      ...(update ? { update } : {}),
      ...(remove2 ? { delete: remove2 } : {}),
    };
    const retry_conf = { num_retries: 0, interval_sec: 10, timeout_sec: 60, ...rest.retry_conf };
    const entry2 = { ...rest, name: name2, definition, retry_conf };
    const cleared2 = before ? without3(draft.metadata, source3, before, name2) : draft.metadata;
    const next = withTable(cleared2, source3, table, (t) => ({ ...t, event_triggers: [...(t.event_triggers ?? []), entry2] }));
    await draft.edit(next, { about: aboutPart('event_trigger', name2, table, source3) });
    return SUCCESS;
  }),
  delete_event_trigger: command(
    z26.object({ name: z26.string(), source: z26.string().default(DEFAULT_SOURCE) }),
    async ({ draft }, { name: name2, source: source3 }) => {
      const table = tableWith(draft.metadata, source3, name2);
      if (!table) return refuse4('not-exists', `event trigger with name "${name2}" does not exist`);
      await draft.edit(without3(draft.metadata, source3, table, name2));
      return SUCCESS;
    },
  ),
  create_cron_trigger: command(CronTriggerMetadata.extend({ replace: z26.boolean().default(false) }), async ({ draft }, args) => {
    const { replace, ...trigger } = args;
    const list2 = draft.metadata.cron_triggers;
    const isThere = list2?.some((t) => t.name === trigger.name) ?? false;
    const cron_triggers = replace && isThere ? changed2(list2, trigger.name, () => trigger, CRON) : added2(list2, trigger, CRON);
    await draft.edit({ ...draft.metadata, cron_triggers }, { about: `cron_trigger ${trigger.name}` });
    return SUCCESS;
  }),
  delete_cron_trigger: command(z26.object({ name: z26.string() }), async ({ draft }, { name: name2 }) => {
    mustHave2(draft.metadata.cron_triggers, name2, CRON);
    await draft.edit({ ...draft.metadata, cron_triggers: removed(draft.metadata.cron_triggers, name2, CRON) });
    return SUCCESS;
  }),
  get_cron_triggers: async ({ draft }) => ({ cron_triggers: draft.metadata.cron_triggers ?? [] }),
};
function mustBeName(name2) {
  if (name2.length > MAX_NAME_LENGTH) refuse4('parse-failed', 'event trigger name can be at most 42 characters');
  if (!/^[A-Za-z]+[A-Za-z0-9_-]*$/.test(name2)) {
    refuse4('parse-failed', 'only alphanumeric and underscore and hyphens allowed for name');
  }
}
var tableWith = (metadata, source3, name2) =>
  sourceOf(metadata, source3).tables?.find((t) => t.event_triggers?.some((e) => e.name === name2))?.table ?? null;
var without3 = (metadata, source3, table, name2) =>
  withTable(metadata, source3, table, (t) => ({ ...t, event_triggers: t.event_triggers?.filter((e) => e.name !== name2) }));

// engine/metadata-api/unsupported-commands.ts
var refusing = (what) => async () => {
  throw new EngineError('not-supported', `${what} are not supported by this engine`);
};
var each = (what, names) => Object.fromEntries(names.map((name2) => [name2, refusing(what)]));
var unsupportedCommands = {
  ...each('remote schemas', [
    'add_remote_schema',
    'update_remote_schema',
    'remove_remote_schema',
    'reload_remote_schema',
    'introspect_remote_schema',
    'add_remote_schema_permissions',
    'drop_remote_schema_permissions',
    'create_remote_schema_remote_relationship',
    'update_remote_schema_remote_relationship',
    'delete_remote_schema_remote_relationship',
  ]),
  ...each('remote relationships', ['create_remote_relationship', 'update_remote_relationship', 'delete_remote_relationship']),
  ...each('native queries, logical models and stored procedures', [
    'track_native_query',
    'untrack_native_query',
    'get_native_query',
    'track_logical_model',
    'untrack_logical_model',
    'get_logical_model',
    'track_stored_procedure',
    'untrack_stored_procedure',
  ]),
};

// engine/metadata-api/whole-metadata.ts
import { z as z27 } from 'zod';

// engine/lifecycle/catalog-state.ts
async function readCatalogState(connection) {
  const [row] = await connection.query({
    text: `select json_build_object('id', hasura_uuid, 'cli_state', cli_state, 'console_state', console_state) as state
           from hdb_catalog.hdb_version limit 1`,
  });
  return JSON.parse(row?.state ?? 'null');
}
async function writeCatalogState(connection, owner, state) {
  const column2 = owner === 'cli' ? 'cli_state' : 'console_state';
  await connection.query({ text: `update hdb_catalog.hdb_version set ${column2} = $1`, values: [JSON.stringify(state)] });
}

// engine/metadata-api/whole-metadata.ts
var Which = z27.union([z27.boolean(), z27.array(z27.string())]).default(false);
var Reload = z27.object({ reload_sources: Which, reload_remote_schemas: Which, recreate_event_triggers: Which });
var wholeMetadataCommands = {
  replace_metadata: replaceMetadata,
  export_metadata: async ({ draft, version }) =>
    version === 2 ? { resource_version: draft.resourceVersion, metadata: draft.metadata } : draft.metadata,
  clear_metadata: async ({ draft }) => {
    await draft.edit(cleared(draft.metadata), { allowInconsistent: true, isWhole: true });
    return SUCCESS;
  },
  reload_metadata: command(Reload, async ({ draft }, { reload_sources, reload_remote_schemas, recreate_event_triggers }) => {
    mustBeKnown2('Source', reload_sources, draft.metadata.sources);
    mustBeKnown2('Source', recreate_event_triggers, draft.metadata.sources);
    mustBeKnown2('Remote schema', reload_remote_schemas, draft.metadata.remote_schemas);
    await draft.reread();
    draft.touch({ reapply: recreate_event_triggers !== false });
    return { ...SUCCESS, is_consistent: draft.model.inconsistencies.length === 0 };
  }),
  get_inconsistent_metadata: async ({ draft }) => consistency(draft.model),
  drop_inconsistent_metadata: async ({ draft }) => {
    await draft.edit(dropInconsistent(draft.metadata, draft.model.inconsistencies), { allowInconsistent: true, isWhole: true });
    return SUCCESS;
  },
  dump_internal_state: async ({ draft }) => ({
    resource_version: draft.resourceVersion,
    tables: [...draft.model.tables.keys()],
    functions: draft.model.functions.map((f) => f.graphqlName),
    roles: [...draft.model.roles],
    inconsistent_objects: draft.model.inconsistencies,
  }),
  get_catalog_state: async ({ metadataDatabase }) => readCatalogState(metadataDatabase),
  set_catalog_state: command(
    z27.object({ type: z27.enum(['cli', 'console']), state: z27.unknown() }),
    async ({ metadataDatabase }, { type, state }) => {
      await writeCatalogState(metadataDatabase, type, state);
      return SUCCESS;
    },
  ),
};
function mustBeKnown2(what, names, list2) {
  for (const name2 of Array.isArray(names) ? names : []) {
    if (!list2?.some((item) => item.name === name2))
      throw new EngineError('not-exists', `${what} with name "${name2}" not found in metadata`);
  }
}
var consistency = ({ inconsistencies }) => ({
  is_consistent: inconsistencies.length === 0,
  inconsistent_objects: inconsistencies,
});
var SecondVersion = z27.object({ allow_inconsistent_metadata: z27.boolean().nullish(), metadata: z27.unknown() });
async function replaceMetadata({ draft, path }, args) {
  const second = SecondVersion.safeParse(args);
  const isSecond = second.success && second.data.metadata !== void 0;
  const metadata = isSecond ? readMetadata(second.data.metadata, `${path}.metadata`) : readMetadata(args, path);
  await draft.edit(metadata, { allowInconsistent: true, isWhole: true });
  const { inconsistencies } = draft.model;
  if (inconsistencies.length > 0 && !(isSecond && second.data.allow_inconsistent_metadata)) {
    throw new EngineError('unexpected', 'cannot continue due to inconsistent metadata', {
      internal: inconsistencies,
      status: 400,
    });
  }
  return isSecond ? consistency(draft.model) : SUCCESS;
}
function cleared(metadata) {
  const source3 = metadata.sources?.find((s) => s.name === 'default');
  if (!source3) return EMPTY_METADATA;
  const { functions: _, ...kept3 } = source3;
  return { version: 3, sources: [{ ...kept3, tables: [] }] };
}

// engine/metadata-api/commands.ts
var metadataCommands = {
  ...wholeMetadataCommands,
  ...sourceCommands,
  ...tableCommands,
  ...relationshipCommands,
  ...permissionCommands,
  ...functionCommands,
  ...actionCommands,
  ...triggerCommands,
  ...collectionCommands,
  ...settingCommands,
  ...catalogCommands,
  ...unsupportedCommands,
};
var queryCommands = { ...runSqlCommands };

// engine/metadata-api/metadata-api.ts
import { z as z28 } from 'zod';

function createMetadataApi(options) {
  const commandsOf = {
    'v1/metadata': options.metadataCommands,
    'v2/query': options.queryCommands,
    'v1/query': { ...options.metadataCommands, ...options.queryCommands },
  };
  return {
    run: (endpoint, body2, session) => {
      if (session.role !== 'admin') throw new EngineError('access-denied', 'restricted access : admin only');
      const request3 = read2(Envelope, body2, '$');
      const runner = createRunner(commandsOf[endpoint], endpoint, session, options);
      return options.lifecycle.change((draft) => runner(request3, draft, '$'), {
        ...(typeof request3.resource_version === 'number' ? { expectedVersion: request3.resource_version } : {}),
        once: runsSql(request3),
      });
    },
  };
}
var Envelope = z28.object({
  type: z28.string(),
  version: z28.int().nullish(),
  resource_version: z28.int().nullish(),
  args: z28.unknown().optional(),
});
var BULKS = /* @__PURE__ */ new Set(['bulk', 'bulk_keep_going', 'bulk_atomic', 'concurrent_bulk']);
function createRunner(commands, endpoint, session, options) {
  const within = (path) => (endpoint === 'v2/query' ? path : `${path}.args`);
  const run2 = async (request3, draft, path) => {
    if (BULKS.has(request3.type)) {
      const requests = read2(z28.array(Envelope), request3.args ?? [], `${path}.args`);
      return bulk(requests, request3.type, draft, within(path));
    }
    const command2 = commands[plainName(request3.type, commands)];
    if (!command2) throw unknown(request3.type, endpoint, path);
    const context = { ...options, session, draft, version: request3.version ?? 1, path: `${path}.args` };
    try {
      return await command2(context, request3.args);
    } catch (error) {
      throw located(error, within(path));
    }
  };
  const bulk = async (requests, kind, draft, path) => {
    const results = [];
    for (const [i, request3] of requests.entries()) {
      try {
        results.push(await run2(request3, draft, `${path}[${i}]`));
      } catch (error) {
        if (kind !== 'bulk_keep_going' || !(error instanceof EngineError)) throw error;
        results.push(toApiError(error, true));
      }
    }
    return results;
  };
  return run2;
}
var located = (error, path) => (error instanceof EngineError && error.path === '$' ? error.at(path) : error);
function plainName(type, commands) {
  if (Object.hasOwn(commands, type)) return type;
  const plain2 = type.replace(/^(pg|postgres)_/, '');
  return Object.hasOwn(commands, plain2) ? plain2 : '';
}
var unknown = (type, endpoint, path) =>
  endpoint === 'v1/metadata'
    ? new EngineError('parse-failed', `unknown metadata command "${type}"`, { path })
    : new EngineError('parse-failed', `unknown query type "${type}"`, { path });
function runsSql(request3) {
  if (request3.type.endsWith('run_sql')) return true;
  return Array.isArray(request3.args) && BULKS.has(request3.type) && JSON.stringify(request3.args).includes('run_sql"');
}

// engine/metrics/metrics.ts
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

// engine/metrics/route.ts
var KNOWN2 = /* @__PURE__ */ new Set([
  '/v1/graphql',
  '/v1alpha1/graphql',
  '/v1/graphql/explain',
  '/v1/metadata',
  '/v2/query',
  '/v1/query',
  '/v1/version',
  '/v1/metrics',
  '/v1alpha1/config',
  '/v1alpha1/pg_dump',
  '/healthz',
  '/hasura/healthz',
  '/api/swagger/json',
]);
function routeOf(path) {
  if (KNOWN2.has(path)) return path;
  if (path.startsWith('/api/rest/')) return '/api/rest';
  return path === '/console' || path.startsWith('/console/') ? '/console' : 'other';
}

// engine/metrics/metrics.ts
var SECONDS = [1e-3, 25e-4, 5e-3, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const own = { registers: [registry] };
  const requests = new Counter({
    ...own,
    name: 'hasura_http_requests_total',
    help: 'HTTP requests answered',
    labelNames: ['method', 'route', 'status'],
  });
  const requestSeconds = new Histogram({
    ...own,
    name: 'hasura_http_request_duration_seconds',
    help: 'From the request\u2019s first byte to its answer',
    labelNames: ['route'],
    buckets: SECONDS,
  });
  const responseBytes = new Counter({
    ...own,
    name: 'hasura_http_response_bytes_total',
    help: 'Bytes of answers',
    labelNames: ['route'],
  });
  const sockets = new Gauge({ ...own, name: 'hasura_websocket_connections', help: 'Open WebSocket connections' });
  const polls = new Counter({
    ...own,
    name: 'hasura_live_query_polls_total',
    help: 'Statements run for live queries, by what caused them',
    labelNames: ['reason'],
  });
  const pollSeconds = new Histogram({
    ...own,
    name: 'hasura_live_query_poll_duration_seconds',
    help: 'Time of one live query statement',
    buckets: SECONDS,
  });
  const pushes = new Counter({ ...own, name: 'hasura_live_query_changes_total', help: 'Changed results of live queries' });
  const events = new Counter({
    ...own,
    name: 'hasura_event_invocations_total',
    help: 'Event trigger webhooks called',
    labelNames: ['trigger_name', 'status'],
  });
  const eventSeconds = new Histogram({
    ...own,
    name: 'hasura_event_webhook_processing_time_seconds',
    help: 'Time of one event trigger webhook',
    buckets: SECONDS,
  });
  const cron2 = new Counter({
    ...own,
    name: 'hasura_cron_events_processed_total',
    help: 'Cron and one-off events, by what became of the try',
    labelNames: ['trigger_name', 'status'],
  });
  const actions = new Counter({
    ...own,
    name: 'hasura_action_invocations_total',
    help: 'Action handlers called',
    labelNames: ['action', 'status'],
  });
  const actionSeconds = new Histogram({
    ...own,
    name: 'hasura_action_duration_seconds',
    help: 'Time of one action handler',
    labelNames: ['action'],
    buckets: SECONDS,
  });
  const resourceVersion = new Gauge({ ...own, name: 'hasura_metadata_resource_version', help: 'Version of the served metadata' });
  const inconsistencies = new Gauge({
    ...own,
    name: 'hasura_metadata_inconsistent_objects',
    help: 'Objects of the metadata that do not fit',
  });
  const rebuildSeconds = new Histogram({
    ...own,
    name: 'hasura_metadata_rebuild_duration_seconds',
    help: 'Time to serve changed metadata',
    buckets: SECONDS,
  });
  const jwks = new Counter({ ...own, name: 'hasura_jwk_refreshes_total', help: 'JWK sets fetched', labelNames: ['outcome'] });
  const database = new Gauge({ ...own, name: 'hasura_database_up', help: '0 while the database is lost' });
  const failures = new Counter({ ...own, name: 'hasura_internal_errors_total', help: 'Failures that nobody foresaw' });
  database.set(1);
  const children = /* @__PURE__ */ new Map();
  const requestChild = (method, route, status) => {
    const key = `${method} ${route} ${status}`;
    const known2 = children.get(key);
    if (known2) return known2;
    const child = requests.labels(method, route, String(status));
    children.set(key, child);
    return child;
  };
  const observe = (o) => {
    switch (o.kind) {
      case 'http-request': {
        const route = routeOf(o.path);
        requestChild(METHODS2.has(o.method) ? o.method : 'other', route, o.status).inc();
        requestSeconds.labels(route).observe(o.durationMs / 1e3);
        responseBytes.labels(route).inc(o.responseBytes);
        break;
      }
      case 'websocket-opened':
        sockets.inc();
        break;
      case 'websocket-closed':
        sockets.dec();
        break;
      case 'live-poll':
        polls.labels(o.reason).inc();
        pollSeconds.observe(o.durationMs / 1e3);
        pushes.inc(o.changed);
        break;
      case 'event-delivered':
      case 'event-failed':
        events.labels(o.trigger, o.kind === 'event-delivered' ? 'success' : 'failed').inc();
        eventSeconds.observe(o.durationMs / 1e3);
        break;
      case 'cron-delivered':
      case 'cron-failed':
      case 'cron-dead':
        cron2.labels(o.trigger, CRON_STATUS[o.kind]).inc();
        break;
      case 'action-called':
        actions.labels(o.action, String(o.status)).inc();
        actionSeconds.labels(o.action).observe(o.durationMs / 1e3);
        break;
      case 'metadata-changed':
        resourceVersion.set(o.resourceVersion);
        inconsistencies.set(o.inconsistencies);
        rebuildSeconds.observe(o.durationMs / 1e3);
        break;
      case 'jwk-refreshed':
      case 'jwk-failed':
        jwks.labels(o.kind === 'jwk-refreshed' ? 'success' : 'failed').inc();
        break;
      case 'database-lost':
      case 'database-back':
        database.set(o.kind === 'database-back' ? 1 : 0);
        break;
      case 'internal-error':
        failures.inc();
        break;
      case 'started':
      case 'stopped':
        break;
    }
  };
  return {
    observe,
    text: () => registry.metrics(),
    contentType: registry.contentType,
    gauge: (name2, help, read3) => {
      new Gauge({
        ...own,
        name: name2,
        help,
        collect() {
          this.set(read3());
        },
      });
    },
  };
}
var METHODS2 = /* @__PURE__ */ new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
var CRON_STATUS = { 'cron-delivered': 'success', 'cron-failed': 'failed', 'cron-dead': 'dead' };

// engine/schema/context.ts
import { GraphQLEnumType, GraphQLInputObjectType, GraphQLObjectType } from 'graphql';
// engine/plan/planner.ts
import { LRUCache as LRUCache6 } from 'lru-cache';

// engine/schema/access.ts
function accessOf(table, role, backend) {
  const given = role === 'admin' ? adminPermissions(table) : table.permissions.get(role);
  const allowed = (permission, possible) => (permission && possible && (backend || !permission.backendOnly) ? permission : null);
  return {
    table,
    select: given?.select ? withVisible(table, given.select) : null,
    insert: allowed(given?.insert, table.catalog.isInsertable),
    update: allowed(given?.update, table.catalog.isUpdatable),
    delete: allowed(given?.delete, table.catalog.isDeletable),
  };
}
var columnOperand = (column2) => ({
  kind: 'column',
  column: column2.name,
  of: 'current',
  type: column2.type,
});
function withVisible(table, select) {
  const visible = [];
  for (const column2 of table.columns) {
    const mask = select.columns.get(column2.column.name);
    if (mask === void 0) continue;
    const operand = columnOperand(column2.column);
    visible.push({
      column: column2,
      operand: mask === null ? operand : { kind: 'masked', operand, when: rooted(mask), type: operand.type },
    });
  }
  return {
    ...select,
    computedFields: new Map([...select.computedFields].map(([name2, mask]) => [name2, mask && rooted(mask)])),
    visible,
    visibleScalars: table.computedFields.filter(isScalar).filter((f) => select.computedFields.has(f.name)),
  };
}
var isScalar = (field2) => field2.returns.kind === 'scalar';
function adminPermissions(table) {
  const columns2 = table.columns.map((c) => c.column.name);
  const presets = /* @__PURE__ */ new Map();
  const write5 = { presets, backendOnly: false, validateInput: null };
  return {
    select: {
      columns: new Map(columns2.map((c) => [c, null])),
      computedFields: new Map(table.computedFields.map((f) => [f.name, null])),
      filter: TRUE,
      limit: null,
      allowAggregations: true,
      queryRootFields: null,
      subscriptionRootFields: null,
    },
    insert: { ...write5, columns: new Set(columns2), check: TRUE },
    update: { ...write5, columns: new Set(columns2), filter: TRUE, check: null },
    delete: { filter: TRUE, backendOnly: false, validateInput: null },
  };
}

// engine/schema/context.ts
var DEFAULT_SCHEMA_OPTIONS = {
  inferFunctionPermissions: true,
  hideAggregationPredicates: false,
  hideUpdateMany: false,
  hideStreams: false,
};
var SchemaContext = class {
  model;
  identity;
  options;
  #access = /* @__PURE__ */ new Map();
  #objects = /* @__PURE__ */ new Map();
  #inputs = /* @__PURE__ */ new Map();
  #enums = /* @__PURE__ */ new Map();
  constructor(model, identity, options) {
    this.model = model;
    this.identity = identity;
    this.options = options;
  }
  access(table) {
    let found = this.#access.get(table.key);
    if (!found) {
      found = accessOf(table, this.identity.role, this.identity.backendOnly);
      this.#access.set(table.key, found);
    }
    return found;
  }
  /** A table with the role's right to read it; null when there is none (or the table is gone). */
  readable(key) {
    const table = this.model.tables.get(key);
    const select = table ? this.access(table).select : null;
    return table && select ? { table, select } : null;
  }
  object(name2, description2, fields2) {
    let found = this.#objects.get(name2);
    if (!found) {
      found = new GraphQLObjectType({ name: name2, description: description2, fields: () => sorted(fields2()) });
      this.#objects.set(name2, found);
    }
    return found;
  }
  input(name2, description2, fields2) {
    let found = this.#inputs.get(name2);
    if (!found) {
      found = new GraphQLInputObjectType({ name: name2, description: description2, fields: () => sorted(fields2()) });
      this.#inputs.set(name2, found);
    }
    return found;
  }
  enum(name2, description2, values) {
    let found = this.#enums.get(name2);
    if (!found) {
      found = new GraphQLEnumType({ name: name2, description: description2, values });
      this.#enums.set(name2, found);
    }
    return found;
  }
};
function sorted(fields2) {
  const out = {};
  for (const name2 of Object.keys(fields2).sort()) {
    const field2 = fields2[name2];
    if (field2 !== void 0) out[name2] = field2;
  }
  return out;
}

// engine/schema/role-schema.ts
// engine/schema/actions.ts
// engine/schema/custom-types.ts
import {
  GraphQLList as GraphQLList8,
  GraphQLNonNull as GraphQLNonNull8,
  GraphQLNonNull as GraphQLNonNull9,
  GraphQLNonNull as GraphQLNonNull19,
  GraphQLSchema,
  Kind as Kind8,
  parseType as parseType2,
} from 'graphql';

// engine/schema/names.ts
function quotedName(table) {
  const { schema, name: name2 } = table.catalog;
  return schema === 'public' ? `"${name2}"` : `"${schema}.${name2}"`;
}
var described2 = (given, otherwise) => (given === null || given === void 0 ? otherwise : given === '' ? null : given);

// engine/schema/row.ts
// engine/schema/function-arguments.ts
// engine/schema/scalars.ts
import {
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  GraphQLList,
  GraphQLList as GraphQLList7,
  GraphQLNonNull,
  GraphQLNonNull as GraphQLNonNull7,
  GraphQLScalarType,
  GraphQLString,
} from 'graphql';

var scalars = new Map([GraphQLInt, GraphQLFloat, GraphQLString, GraphQLBoolean, GraphQLID].map((t) => [t.name, t]));
function scalar(name2) {
  let found = scalars.get(name2);
  if (!found) {
    found = new GraphQLScalarType({ name: name2 });
    scalars.set(name2, found);
  }
  return found;
}

// engine/schema/function-arguments.ts
function functionArguments(context, fn, options) {
  const fields2 = {};
  let unnamed = 0;
  let isRequired2 = false;
  fn.arguments.forEach((argument, index) => {
    if (options.skip(index)) return;
    const name2 = argument.name ?? `arg_${++unnamed}`;
    if (!argument.hasDefault) isRequired2 = true;
    const element2 = scalar(scalarOf(argument.type));
    fields2[name2] = {
      type: argument.type.element ? new GraphQLList(element2) : element2,
      extensions: { engine: { kind: 'function_argument', index, type: argument.type } },
    };
  });
  if (Object.keys(fields2).length === 0) return {};
  const type = context.input(options.typeName, null, () => fields2);
  return { args: { type: isRequired2 ? new GraphQLNonNull(type) : type, description: options.description } };
}

// engine/schema/types.ts
var base2 = (name2, sql2 = name2) => ({ name: name2, sql: sql2, kind: 'base', element: null });
var INT8 = base2('int8', 'bigint');
var FLOAT8 = base2('float8', 'double precision');
var JSONB = base2('jsonb');
var UUID2 = base2('uuid');
var TEXT_ARRAY = arrayOf2(TEXT);
var STRINGS2 = /* @__PURE__ */ new Set(['text', 'varchar', 'citext', 'bpchar']);
var NUMBERS = /* @__PURE__ */ new Set(['int2', 'int4', 'int8', 'float4', 'float8', 'numeric', 'money']);
var COMPARABLE = /* @__PURE__ */ new Set([
  ...STRINGS2,
  ...NUMBERS,
  'uuid',
  'date',
  'time',
  'timetz',
  'timestamp',
  'timestamptz',
  'interval',
  'ltree',
  'name',
]);
var isString = (t) => STRINGS2.has(t.name);
var isNumber2 = (t) => NUMBERS.has(t.name);
var isComparable = (t) => COMPARABLE.has(t.name);
var isJson = (t) => t.name === 'json' || t.name === 'jsonb';

// engine/schema/computed-field.ts
var hasUserArguments = (field2) =>
  field2.function.arguments.some((_, i) => i !== field2.tableArgument && i !== field2.sessionArgument);
function computedFieldArguments(context, table, field2) {
  return functionArguments(context, field2.function, {
    typeName: `${field2.name}_${table.graphqlName}_args`,
    description: `input parameters for computed field "${field2.name}" defined on table ${quotedName(table)}`,
    skip: (i) => i === field2.tableArgument || i === field2.sessionArgument,
  });
}
function computedScalarOperand(field2, mask) {
  const type = field2.returns.type;
  const operand = { kind: 'function', call: computedFieldCall(field2, () => null), type };
  return mask === null ? operand : { kind: 'masked', operand, when: mask, type };
}
function computedFieldCall(field2, given) {
  return {
    schema: field2.function.schema,
    name: field2.function.name,
    arguments: callArguments(field2.function.arguments.length, (i) => {
      const name2 = field2.function.arguments[i]?.name ?? null;
      if (i === field2.tableArgument) return { kind: 'row', name: name2 };
      if (i === field2.sessionArgument) return sessionArgument2(name2, field2.function.arguments[i]?.type ?? JSONB);
      return given(i);
    }),
  };
}
var sessionArgument2 = (name2, type) => ({
  kind: 'value',
  name: name2,
  type,
  value: { kind: 'session_object', type },
});
function callArguments(count2, argument) {
  const out = [];
  let positional2 = true;
  for (let i = 0; i < count2; i++) {
    const given = argument(i);
    if (given === null) positional2 = false;
    else out.push(positional2 ? { ...given, name: null } : given);
  }
  return out;
}

// engine/schema/aggregate-functions.ts
var FLOAT_FUNCTIONS = ['avg', 'stddev', 'stddev_pop', 'stddev_samp', 'var_pop', 'var_samp', 'variance'];
var numericColumns = (select) => columns(select).filter(({ type }) => isNumber2(type));
var comparableColumns = (select) => columns(select).filter(({ type }) => isComparable(type));
var numericFields = (select) => fields(select).filter(({ type }) => isNumber2(type));
var comparableFields = (select) => fields(select).filter(({ type }) => isComparable(type));
var columns = (select) =>
  (select?.visible ?? [])
    .filter(({ column: column2 }) => column2.enumTable === null && !column2.isArray)
    .map(({ column: { name: name2, description: description2, scalar: scalar2, column: column2 }, operand }) => ({
      name: name2,
      description: description2,
      scalar: scalar2,
      operand,
      type: column2.type,
    }));
var fields = (select) => [
  ...columns(select),
  ...(select?.visibleScalars ?? [])
    .filter((f) => !hasUserArguments(f))
    .map((f) => ({
      name: f.name,
      description: f.comment,
      scalar: f.returns.scalar,
      operand: computedScalarOperand(f, select?.computedFields.get(f.name) ?? null),
      type: f.returns.type,
    })),
];

// engine/schema/column.ts
import { GraphQLList as GraphQLList2, GraphQLNonNull as GraphQLNonNull2 } from 'graphql';

function columnElement(context, column2) {
  const target2 = column2.enumTable === null ? void 0 : context.model.tables.get(column2.enumTable);
  return target2?.enumValues ? enumTableType(context, target2) : scalar(column2.scalar);
}
function columnOutput(context, column2, isNullable) {
  const element2 = columnElement(context, column2);
  const type = column2.isArray ? new GraphQLList2(new GraphQLNonNull2(element2)) : element2;
  return isNullable ? type : new GraphQLNonNull2(type);
}
function columnInput(context, column2) {
  const element2 = columnElement(context, column2);
  return column2.isArray ? new GraphQLList2(new GraphQLNonNull2(element2)) : element2;
}
function enumTableType(context, table) {
  return context.enum(`${table.graphqlName}_enum`, null, () => {
    const values = {};
    for (const { value: value2, description: description2 } of table.enumValues ?? [])
      values[value2] = { description: description2 };
    return values;
  });
}
function selectColumnEnum(context, table) {
  const visible = context.access(table).select?.visible ?? [];
  if (visible.length === 0) return null;
  return context.enum(`${table.graphqlName}_select_column`, `select columns of table ${quotedName(table)}`, () => {
    const values = {};
    for (const { column: column2, operand } of visible) {
      values[column2.name] = { description: 'column name', extensions: { engine: { column: column2, operand } } };
    }
    return values;
  });
}

// engine/schema/select-arguments.ts
// engine/schema/bool-exp.ts
// engine/schema/aggregate-predicate.ts
// engine/schema/comparison.ts
import {
  GraphQLList as GraphQLList3,
  GraphQLList as GraphQLList4,
  GraphQLList as GraphQLList5,
  GraphQLList as GraphQLList6,
  GraphQLNonNull as GraphQLNonNull3,
  GraphQLNonNull as GraphQLNonNull4,
  GraphQLNonNull as GraphQLNonNull5,
  GraphQLNonNull as GraphQLNonNull6,
} from 'graphql';

function columnComparison(context, column2) {
  const element2 = columnElement(context, column2);
  if (column2.isArray) return arrayComparison(context, element2);
  return column2.enumTable === null
    ? scalarComparison(context, column2.column.type, column2.scalar)
    : comparison2(context, element2, () => equality(element2));
}
function scalarComparison(context, type, name2 = scalarOf(type)) {
  const element2 = scalar(name2);
  return comparison2(context, element2, () => ({
    ...(type.name === 'jsonb' ? { _cast: { type: castInput(context), extensions: { engine: { kind: 'cast' } } } } : {}),
    ...equality(element2),
    ...ordering(element2),
    ...(isString(type) ? patterns(element2) : {}),
    ...(type.name === 'jsonb' ? jsonb(element2) : {}),
    ...(type.name === 'ltree' ? ltree(element2) : {}),
  }));
}
function comparison2(context, element2, fields2) {
  return context.input(`${element2.name}_comparison_exp`, description(element2.name), fields2);
}
var description = (name2) =>
  `Boolean expression to compare columns of type "${name2}". All fields are combined with logical 'AND'.`;
function arrayComparison(context, element2) {
  return context.input(`${element2.name}_array_comparison_exp`, description(element2.name), () => {
    const list2 = new GraphQLList3(new GraphQLNonNull3(element2));
    return {
      ...equality(list2),
      ...ordering(list2),
      _contains: operator('contains', 'same', list2, 'does the array contain the given value'),
      _contained_in: operator('contained_in', 'same', list2, 'is the array contained in the given array value'),
    };
  });
}
function operator(name2, value2, type, about = null) {
  return { type, description: about, extensions: { engine: { kind: 'operator', operator: name2, value: value2 } } };
}
var listOf3 = (type) => new GraphQLList3(new GraphQLNonNull3(type));
var equality = (type) => ({
  _is_null: { type: scalar('Boolean'), extensions: { engine: { kind: 'is_null' } } },
  _eq: operator('eq', 'same', type),
  _neq: operator('neq', 'same', type),
  _in: operator('in', 'list', listOf3(type)),
  _nin: operator('nin', 'list', listOf3(type)),
});
var ordering = (type) => ({
  _gt: operator('gt', 'same', type),
  _lt: operator('lt', 'same', type),
  _gte: operator('gte', 'same', type),
  _lte: operator('lte', 'same', type),
});
var patterns = (type) => ({
  _like: operator('like', 'same', type, 'does the column match the given pattern'),
  _nlike: operator('nlike', 'same', type, 'does the column NOT match the given pattern'),
  _ilike: operator('ilike', 'same', type, 'does the column match the given case-insensitive pattern'),
  _nilike: operator('nilike', 'same', type, 'does the column NOT match the given case-insensitive pattern'),
  _similar: operator('similar', 'same', type, 'does the column match the given SQL regular expression'),
  _nsimilar: operator('nsimilar', 'same', type, 'does the column NOT match the given SQL regular expression'),
  _regex: operator('regex', 'same', type, 'does the column match the given POSIX regular expression, case sensitive'),
  _nregex: operator('nregex', 'same', type, 'does the column NOT match the given POSIX regular expression, case sensitive'),
  _iregex: operator('iregex', 'same', type, 'does the column match the given POSIX regular expression, case insensitive'),
  _niregex: operator('niregex', 'same', type, 'does the column NOT match the given POSIX regular expression, case insensitive'),
});
function jsonb(type) {
  const text6 = scalar('String');
  return {
    _contains: operator('contains', 'same', type, 'does the column contain the given json value at the top level'),
    _contained_in: operator('contained_in', 'same', type, 'is the column contained in the given json value'),
    _has_key: operator('has_key', 'text', text6, 'does the string exist as a top-level key in the column'),
    _has_keys_any: operator(
      'has_keys_any',
      'text_list',
      listOf3(text6),
      'do any of these strings exist as top-level keys in the column',
    ),
    _has_keys_all: operator(
      'has_keys_all',
      'text_list',
      listOf3(text6),
      'do all of these strings exist as top-level keys in the column',
    ),
    _jsonb_path_exists: operator('jsonb_path_exists', 'jsonpath', text6, 'does the JSON path return any item for the column'),
    _jsonb_path_match: operator('jsonb_path_match', 'jsonpath', text6, 'is the JSON path predicate true for the column'),
  };
}
function ltree(type) {
  return {
    _ancestor: operator('ancestor', 'same', type, 'is the left argument an ancestor of right (or equal)?'),
    _ancestor_any: operator('ancestor_any', 'list', listOf3(type), 'does array contain an ancestor of `ltree`?'),
    _descendant: operator('descendant', 'same', type, 'is the left argument a descendant of right (or equal)?'),
    _descendant_any: operator('descendant_any', 'list', listOf3(type), 'does array contain a descendant of `ltree`?'),
    _matches: operator('matches', 'lquery', scalar('lquery'), 'does `ltree` match `lquery`?'),
    _matches_any: operator('matches_any', 'lquery_list', listOf3(scalar('lquery')), 'does `ltree` match any `lquery` in array?'),
    _matches_fulltext: operator('matches_fulltext', 'ltxtquery', scalar('ltxtquery'), 'does `ltree` match `ltxtquery`?'),
  };
}
function castInput(context) {
  return context.input('jsonb_cast_exp', null, () => ({
    String: { type: scalarComparison(context, TEXT), extensions: { engine: { kind: 'cast_to', type: TEXT } } },
  }));
}

// engine/schema/aggregate-predicate.ts
var FUNCTIONS2 = [
  { name: 'bool_and', over: BOOLEAN, arguments: 1 },
  { name: 'bool_or', over: BOOLEAN, arguments: 1 },
  { name: 'avg', over: FLOAT8, arguments: 1 },
  { name: 'max', over: FLOAT8, arguments: 1 },
  { name: 'min', over: FLOAT8, arguments: 1 },
  { name: 'sum', over: FLOAT8, arguments: 1 },
  { name: 'stddev_samp', over: FLOAT8, arguments: 1 },
  { name: 'var_samp', over: FLOAT8, arguments: 1 },
  { name: 'corr', over: FLOAT8, arguments: 2 },
  { name: 'covar_samp', over: FLOAT8, arguments: 2 },
];
function aggregatePredicate(context, table, filter) {
  const name2 = `${table.graphqlName}_aggregate_bool_exp`;
  return context.input(name2, null, () => {
    const columns2 = selectColumnEnum(context, table);
    const fields2 = {
      count: {
        type: predicate(context, table, filter, 'count', INTEGER, columns2 && new GraphQLList4(new GraphQLNonNull4(columns2))),
        extensions: { engine: { kind: 'aggregate_predicate', function: 'count', type: INTEGER } },
      },
    };
    for (const fn of FUNCTIONS2) {
      const argument = columnsOfType(context, table, fn.name, fn.over);
      if (!argument) continue;
      const pair2 = () =>
        context.input(`${name2}_${fn.name}_arguments`, null, () => ({
          X: { type: new GraphQLNonNull4(argument) },
          Y: { type: new GraphQLNonNull4(argument) },
        }));
      fields2[fn.name] = {
        type: predicate(context, table, filter, fn.name, fn.over, new GraphQLNonNull4(fn.arguments === 1 ? argument : pair2())),
        extensions: { engine: { kind: 'aggregate_predicate', function: fn.name, type: fn.over } },
      };
    }
    return fields2;
  });
}
function predicate(context, table, filter, name2, answer2, argument) {
  return context.input(`${table.graphqlName}_aggregate_bool_exp_${name2}`, null, () => ({
    ...(argument ? { arguments: { type: argument } } : {}),
    distinct: { type: scalar('Boolean') },
    filter: { type: filter() },
    predicate: { type: new GraphQLNonNull4(scalarComparison(context, answer2)) },
  }));
}
function columnsOfType(context, table, fn, type) {
  const columns2 = (context.access(table).select?.visible ?? []).filter(
    ({ column: column2 }) => column2.enumTable === null && !column2.isArray && column2.column.type.name === type.name,
  );
  if (columns2.length === 0) return null;
  const suffix = `${table.graphqlName}_aggregate_bool_exp_${fn}_arguments_columns`;
  return context.enum(
    `${table.graphqlName}_select_column_${suffix}`,
    `select "${suffix}" columns of table ${quotedName(table)}`,
    () => {
      const values = {};
      for (const { column: column2, operand } of columns2) {
        values[column2.name] = { description: 'column name', extensions: { engine: { column: column2, operand } } };
      }
      return values;
    },
  );
}

// engine/schema/bool-exp.ts
function boolExp(context, table) {
  const about = `Boolean expression to filter rows from the table ${quotedName(table)}. All fields are combined with a logical 'AND'.`;
  return context.input(`${table.graphqlName}_bool_exp`, about, () => {
    const self = boolExp(context, table);
    const list2 = new GraphQLList5(new GraphQLNonNull5(self));
    const access = context.access(table).select;
    const fields2 = {
      _and: { type: list2, extensions: { engine: { kind: 'and' } } },
      _or: { type: list2, extensions: { engine: { kind: 'or' } } },
      _not: { type: self, extensions: { engine: { kind: 'not' } } },
    };
    for (const { column: column2, operand } of access?.visible ?? []) {
      fields2[column2.name] = {
        type: columnComparison(context, column2),
        description: column2.description,
        extensions: { engine: { kind: 'compare', operand, column: column2 } },
      };
    }
    for (const relationship of table.relationships) {
      const target2 = context.readable(relationship.target);
      if (!target2) continue;
      const meaning = { relationship, table: target2.table };
      fields2[relationship.name] = {
        type: boolExp(context, target2.table),
        extensions: { engine: { kind: 'related', ...meaning } },
      };
      if (relationship.kind === 'array' && target2.select.allowAggregations && !context.options.hideAggregationPredicates) {
        fields2[`${relationship.name}_aggregate`] = {
          type: aggregatePredicate(context, target2.table, () => boolExp(context, target2.table)),
          extensions: { engine: { kind: 'related_aggregate', ...meaning } },
        };
      }
    }
    for (const field2 of access?.visibleScalars ?? []) {
      if (hasUserArguments(field2)) continue;
      const operand = computedScalarOperand(field2, access?.computedFields.get(field2.name) ?? null);
      fields2[field2.name] = {
        type: scalarComparison(context, field2.returns.type, field2.returns.scalar),
        extensions: { engine: { kind: 'compare', operand, column: null } },
      };
    }
    for (const field2 of table.computedFields) {
      if (field2.returns.kind !== 'table' || hasUserArguments(field2)) continue;
      const target2 = context.readable(field2.returns.table);
      if (!target2) continue;
      fields2[field2.name] = {
        type: boolExp(context, target2.table),
        extensions: { engine: { kind: 'related_function', field: field2, table: target2.table } },
      };
    }
    return fields2;
  });
}

// engine/schema/order-by.ts
function orderBy(context, table) {
  const about = `Ordering options when selecting data from ${quotedName(table)}.`;
  return context.input(`${table.graphqlName}_order_by`, about, () => {
    const access = context.access(table).select;
    const direction2 = orderDirection(context);
    const fields2 = {};
    for (const { column: column2, operand } of access?.visible ?? []) {
      fields2[column2.name] = {
        type: direction2,
        description: column2.description,
        extensions: { engine: { kind: 'order_value', operand } },
      };
    }
    for (const field2 of access?.visibleScalars ?? []) {
      if (hasUserArguments(field2)) continue;
      const operand = computedScalarOperand(field2, access?.computedFields.get(field2.name) ?? null);
      fields2[field2.name] = { type: direction2, extensions: { engine: { kind: 'order_value', operand } } };
    }
    for (const relationship of table.relationships) {
      const target2 = context.readable(relationship.target);
      if (!target2) continue;
      const meaning = { relationship, table: target2.table };
      if (relationship.kind === 'object') {
        fields2[relationship.name] = {
          type: orderBy(context, target2.table),
          extensions: { engine: { kind: 'order_related', ...meaning } },
        };
      } else if (target2.select.allowAggregations) {
        fields2[`${relationship.name}_aggregate`] = {
          type: aggregateOrderBy(context, target2.table),
          extensions: { engine: { kind: 'order_aggregate', ...meaning } },
        };
      }
    }
    for (const field2 of table.computedFields) {
      if (field2.returns.kind !== 'table' || !field2.returns.isSet || hasUserArguments(field2)) continue;
      const target2 = context.readable(field2.returns.table);
      if (!target2?.select.allowAggregations) continue;
      fields2[`${field2.name}_aggregate`] = {
        type: aggregateOrderBy(context, target2.table),
        extensions: { engine: { kind: 'order_function_aggregate', field: field2, table: target2.table } },
      };
    }
    return fields2;
  });
}
function orderDirection(context) {
  return context.enum('order_by', 'column ordering options', () => ({
    asc: { description: 'in ascending order, nulls last' },
    asc_nulls_first: { description: 'in ascending order, nulls first' },
    asc_nulls_last: { description: 'in ascending order, nulls last' },
    desc: { description: 'in descending order, nulls first' },
    desc_nulls_first: { description: 'in descending order, nulls first' },
    desc_nulls_last: { description: 'in descending order, nulls last' },
  }));
}
function aggregateOrderBy(context, table) {
  const about = `order by aggregate values of table ${quotedName(table)}`;
  return context.input(`${table.graphqlName}_aggregate_order_by`, about, () => {
    const direction2 = orderDirection(context);
    const select = context.access(table).select;
    const fields2 = { count: { type: direction2, extensions: { engine: { kind: 'order_count' } } } };
    const add = (fn, columns2) => {
      if (columns2.length === 0) return;
      fields2[fn] = {
        type: context.input(
          `${table.graphqlName}_${fn}_order_by`,
          `order by ${fn}() on columns of table ${quotedName(table)}`,
          () => {
            const of = {};
            for (const { name: name2, description: description2, operand } of columns2) {
              of[name2] = {
                type: direction2,
                description: description2,
                extensions: { engine: { kind: 'order_value', operand } },
              };
            }
            return of;
          },
        ),
        extensions: { engine: { kind: 'order_function', function: fn } },
      };
    };
    for (const fn of ['sum', ...FLOAT_FUNCTIONS]) add(fn, numericColumns(select));
    for (const fn of ['max', 'min']) add(fn, comparableColumns(select));
    return fields2;
  });
}

// engine/schema/select-arguments.ts
function selectArguments(context, table) {
  const columns2 = selectColumnEnum(context, table);
  return {
    ...(columns2
      ? { distinct_on: { type: new GraphQLList6(new GraphQLNonNull6(columns2)), description: 'distinct select on columns' } }
      : {}),
    limit: { type: scalar('Int'), description: 'limit the number of rows returned' },
    offset: { type: scalar('Int'), description: 'skip the first n rows. Use only with order_by' },
    order_by: {
      type: new GraphQLList6(new GraphQLNonNull6(orderBy(context, table))),
      description: 'sort the rows by one or more columns',
    },
    where: { type: boolExp(context, table), description: 'filter the rows returned' },
  };
}

// engine/schema/row.ts
var jsonPath = { path: { type: scalar('String'), description: 'JSON select path' } };
function rowType(context, table) {
  return context.object(
    table.graphqlName,
    described2(table.description, `columns and relationships of ${quotedName(table)}`),
    () => {
      const fields2 = {};
      const select = context.access(table).select;
      if (!select) return fields2;
      for (const { column: column2, operand } of select.visible) {
        const json2 = isJson(column2.column.type) && !column2.isArray;
        fields2[column2.name] = {
          type: columnOutput(context, column2, column2.column.isNullable || operand.kind === 'masked'),
          description: column2.description,
          args: json2 ? jsonPath : {},
          extensions: { engine: { kind: 'column', operand, isJson: json2 } },
        };
      }
      for (const field2 of select.visibleScalars) {
        const { type, scalar: name2 } = field2.returns;
        fields2[field2.name] = {
          type: type.element ? new GraphQLList7(scalar(name2)) : scalar(name2),
          description: field2.comment,
          args: { ...computedFieldArguments(context, table, field2), ...(isJson(type) ? jsonPath : {}) },
          extensions: {
            engine: {
              kind: 'computed_scalar',
              field: field2,
              type,
              mask: select.computedFields.get(field2.name) ?? null,
              isJson: isJson(type),
            },
          },
        };
      }
      return { ...fields2, ...relationshipFields(context, table), ...computedTableFields(context, table) };
    },
  );
}
var rowList = (context, table) => new GraphQLNonNull7(new GraphQLList7(new GraphQLNonNull7(rowType(context, table))));
function relationshipFields(context, table) {
  const fields2 = {};
  for (const relationship of table.relationships) {
    const target2 = context.readable(relationship.target);
    if (!target2) continue;
    const meaning = { relationship, table: target2.table };
    if (relationship.kind === 'object') {
      const type = rowType(context, target2.table);
      fields2[relationship.name] = {
        type: relationship.isNullable ? type : new GraphQLNonNull7(type),
        description: described2(relationship.comment, 'An object relationship'),
        extensions: { engine: { kind: 'object_relationship', ...meaning } },
      };
      continue;
    }
    const args = selectArguments(context, target2.table);
    fields2[relationship.name] = {
      type: rowList(context, target2.table),
      description: described2(relationship.comment, 'An array relationship'),
      args,
      extensions: { engine: { kind: 'array_relationship', ...meaning } },
    };
    if (!target2.select.allowAggregations) continue;
    fields2[`${relationship.name}_aggregate`] = {
      type: new GraphQLNonNull7(aggregateType(context, target2.table)),
      description: 'An aggregate relationship',
      args,
      extensions: { engine: { kind: 'array_relationship_aggregate', ...meaning } },
    };
  }
  return fields2;
}
function computedTableFields(context, table) {
  const fields2 = {};
  for (const field2 of table.computedFields) {
    if (field2.returns.kind !== 'table') continue;
    const target2 = context.readable(field2.returns.table);
    if (!target2) continue;
    const { isSet } = field2.returns;
    const type = rowType(context, target2.table);
    fields2[field2.name] = {
      type: isSet ? new GraphQLList7(new GraphQLNonNull7(type)) : type,
      description: field2.comment,
      args: {
        ...computedFieldArguments(context, table, field2),
        ...(isSet ? selectArguments(context, target2.table) : {}),
      },
      extensions: { engine: { kind: 'computed_table', field: field2, table: target2.table, isSet } },
    };
  }
  return fields2;
}
function aggregateType(context, table) {
  return context.object(`${table.graphqlName}_aggregate`, `aggregated selection of ${quotedName(table)}`, () => ({
    aggregate: { type: aggregateFields(context, table), extensions: { engine: { kind: 'aggregate' } } },
    nodes: { type: rowList(context, table), extensions: { engine: { kind: 'nodes' } } },
  }));
}
function aggregateFields(context, table) {
  return context.object(`${table.graphqlName}_aggregate_fields`, `aggregate fields of ${quotedName(table)}`, () => {
    const select = context.access(table).select;
    const columns2 = selectColumnEnum(context, table);
    const fields2 = {
      count: {
        type: new GraphQLNonNull7(scalar('Int')),
        args: {
          ...(columns2 ? { columns: { type: new GraphQLList7(new GraphQLNonNull7(columns2)) } } : {}),
          distinct: { type: scalar('Boolean') },
        },
        extensions: { engine: { kind: 'count' } },
      },
    };
    const add = (fn, over, answer2) => {
      if (over.length === 0) return;
      fields2[fn] = {
        type: context.object(`${table.graphqlName}_${fn}_fields`, `aggregate ${fn} on columns`, () => {
          const values = {};
          for (const of of over) {
            const { name: name2, description: description2, operand } = of;
            values[name2] = {
              type: answer2(of),
              description: description2,
              extensions: { engine: { kind: 'aggregate_value', operand } },
            };
          }
          return values;
        }),
        extensions: { engine: { kind: 'aggregate_function', function: fn } },
      };
    };
    const own = (of) => scalar(of.scalar);
    for (const fn of FLOAT_FUNCTIONS) add(fn, numericFields(select), () => scalar('Float'));
    add('sum', numericFields(select), own);
    for (const fn of ['max', 'min']) add(fn, comparableFields(select), own);
    return fields2;
  });
}

// engine/schema/custom-types.ts
function outputTypeFrom(context, text6) {
  const build2 = (node) => {
    switch (node.kind) {
      case Kind8.NON_NULL_TYPE: {
        const of = build2(node.type);
        return of instanceof GraphQLNonNull8 ? of : new GraphQLNonNull8(of);
      }
      case Kind8.LIST_TYPE:
        return new GraphQLList8(build2(node.type));
      case Kind8.NAMED_TYPE:
        return namedOutput(context, node.name.value);
    }
  };
  return build2(parseType2(text6));
}
function inputTypeFrom(context, text6) {
  const build2 = (node) => {
    switch (node.kind) {
      case Kind8.NON_NULL_TYPE: {
        const of = build2(node.type);
        return of instanceof GraphQLNonNull8 ? of : new GraphQLNonNull8(of);
      }
      case Kind8.LIST_TYPE:
        return new GraphQLList8(build2(node.type));
      case Kind8.NAMED_TYPE:
        return namedInput(context, node.name.value);
    }
  };
  return build2(parseType2(text6));
}
function namedOutput(context, name2) {
  const object2 = context.model.customTypes.objects.get(name2);
  if (!object2) return leaf(context, name2);
  return context.object(name2, object2.description, () => {
    const fields2 = {};
    for (const field2 of object2.fields) {
      fields2[field2.name] = {
        type: outputTypeFrom(context, field2.type),
        description: field2.description,
        extensions: { engine: { kind: 'output_value' } },
      };
    }
    for (const relationship of object2.relationships) {
      const target2 = context.readable(relationship.target);
      if (!target2) continue;
      const isArray = relationship.kind === 'array';
      fields2[relationship.name] = {
        type: isArray ? rowList(context, target2.table) : rowType(context, target2.table),
        description: described2(null, isArray ? 'An array relationship' : 'An object relationship'),
        args: isArray ? selectArguments(context, target2.table) : {},
        extensions: { engine: { kind: 'output_relationship', relationship, table: target2.table } },
      };
      if (!isArray || !target2.select.allowAggregations) continue;
      fields2[`${relationship.name}_aggregate`] = {
        type: new GraphQLNonNull8(aggregateType(context, target2.table)),
        description: 'An aggregate relationship',
        args: selectArguments(context, target2.table),
        extensions: { engine: { kind: 'output_relationship_aggregate', relationship, table: target2.table } },
      };
    }
    return fields2;
  });
}
function namedInput(context, name2) {
  const input = context.model.customTypes.inputObjects.get(name2);
  return input ? context.input(name2, input.description, () => inputFields(context, input)) : leaf(context, name2);
}
function inputFields(context, input) {
  const fields2 = {};
  for (const field2 of input.fields) {
    fields2[field2.name] = { type: inputTypeFrom(context, field2.type), description: field2.description };
  }
  return fields2;
}
function leaf(context, name2) {
  const values = context.model.customTypes.enums.get(name2);
  if (!values) return scalar(name2);
  return context.enum(name2, values.description, () => {
    const of = {};
    for (const { value: value2, description: description2, isDeprecated } of values.values) {
      of[value2] = { description: description2, deprecationReason: isDeprecated ? 'No longer supported' : null };
    }
    return of;
  });
}

// engine/schema/actions.ts
function actionRootFields(context, action, root) {
  const { role } = context.identity;
  if (role !== 'admin' && !action.roles.has(role)) return {};
  const isAsync = action.type === 'mutation' && action.kind === 'asynchronous';
  if (isAsync) return { [action.name]: root === 'mutation' ? start(context, action) : result(context, action) };
  if (root !== action.type) return {};
  return {
    [action.name]: {
      type: outputTypeFrom(context, action.outputType),
      description: action.comment,
      args: actionArguments(context, action),
      extensions: { engine: { kind: 'action', action } },
    },
  };
}
var start = (context, action) => ({
  type: new GraphQLNonNull9(scalar('uuid')),
  description: action.comment,
  args: actionArguments(context, action),
  extensions: { engine: { kind: 'action', action } },
});
var result = (context, action) => ({
  type: context.object(action.name, `fields of action: "${action.name}"`, () => ({
    id: {
      type: new GraphQLNonNull9(scalar('uuid')),
      description: 'the unique id of an action',
      extensions: { engine: { kind: 'result_id' } },
    },
    created_at: {
      type: new GraphQLNonNull9(scalar('timestamptz')),
      description: 'the time at which this action was created',
      extensions: { engine: { kind: 'result_created_at' } },
    },
    errors: {
      type: scalar('json'),
      description: 'errors related to the invocation',
      extensions: { engine: { kind: 'result_errors' } },
    },
    output: {
      type: outputTypeFrom(context, action.outputType),
      description: 'the output fields of this action',
      extensions: { engine: { kind: 'result_output' } },
    },
  })),
  description: action.comment,
  args: { id: { type: new GraphQLNonNull9(scalar('uuid')), description: 'the unique id of an action' } },
  extensions: { engine: { kind: 'action_result', action } },
});
function actionArguments(context, action) {
  const args = {};
  for (const argument of action.arguments) {
    args[argument.name] = { type: inputTypeFrom(context, argument.type), description: argument.description };
  }
  return args;
}

// engine/schema/delete.ts
// engine/schema/mutation-response.ts
import { GraphQLNonNull as GraphQLNonNull10, GraphQLNonNull as GraphQLNonNull13 } from 'graphql';

function mutationResponse(context, table) {
  const about = `response of any mutation on the table ${quotedName(table)}`;
  return context.object(`${table.graphqlName}_mutation_response`, about, () => ({
    affected_rows: {
      type: new GraphQLNonNull10(scalar('Int')),
      description: 'number of rows affected by the mutation',
      extensions: { engine: { kind: 'affected_rows' } },
    },
    ...(context.access(table).select
      ? {
          returning: {
            type: rowList(context, table),
            description: 'data from the rows affected by the mutation',
            extensions: { engine: { kind: 'returning' } },
          },
        }
      : {}),
  }));
}

// engine/schema/select-root.ts
// engine/schema/stream.ts
import { GraphQLList as GraphQLList9, GraphQLNonNull as GraphQLNonNull11, GraphQLNonNull as GraphQLNonNull12 } from 'graphql';

function streamArguments(context, table) {
  const cursor = context.input(
    `${table.graphqlName}_stream_cursor_input`,
    `Streaming cursor of the table "${table.graphqlName}"`,
    () => ({
      initial_value: {
        type: new GraphQLNonNull11(cursorValue(context, table)),
        description: 'Stream column input with initial value',
      },
      ordering: { type: cursorOrdering(context), description: 'cursor ordering' },
    }),
  );
  return {
    batch_size: { type: new GraphQLNonNull11(scalar('Int')), description: 'maximum number of rows returned in a single batch' },
    cursor: {
      type: new GraphQLNonNull11(new GraphQLList9(cursor)),
      description: 'cursor to stream the results returned by the query',
    },
    where: { type: boolExp(context, table), description: 'filter the rows returned' },
  };
}
function cursorValue(context, table) {
  return context.input(
    `${table.graphqlName}_stream_cursor_value_input`,
    'Initial value of the column from where the streaming should start',
    () => {
      const fields2 = {};
      for (const { column: column2, operand } of context.access(table).select?.visible ?? []) {
        fields2[column2.name] = {
          type: columnInput(context, column2),
          description: column2.description,
          extensions: { engine: { kind: 'compare', operand, column: column2 } },
        };
      }
      return fields2;
    },
  );
}
function cursorOrdering(context) {
  return context.enum('cursor_ordering', 'ordering argument of a cursor', () => ({
    ASC: { description: 'ascending ordering of the cursor' },
    DESC: { description: 'descending ordering of the cursor' },
  }));
}

// engine/schema/select-root.ts
function selectRootFields(context, table, root) {
  const select = context.access(table).select;
  if (!select) return {};
  const fields2 = {};
  const name2 = table.rootFieldNames;
  const about = (kind, otherwise) => described2(table.rootFieldComments[kind], otherwise);
  const allowed = root === 'query' ? select.queryRootFields : select.subscriptionRootFields;
  const allows = (kind) => allowed === null || allowed.has(kind);
  if (allows('select')) {
    fields2[name2.select] = {
      type: rowList(context, table),
      description: about('select', `fetch data from the table: ${quotedName(table)}`),
      args: selectArguments(context, table),
      extensions: { engine: { kind: 'select', table } },
    };
  }
  const key = keyArguments(context, table, select);
  if (key && allows('select_by_pk')) {
    fields2[name2.select_by_pk] = {
      type: rowType(context, table),
      description: about('select_by_pk', `fetch data from the table: ${quotedName(table)} using primary key columns`),
      args: key,
      extensions: { engine: { kind: 'select_by_pk', table } },
    };
  }
  if (select.allowAggregations && allows('select_aggregate')) {
    fields2[name2.select_aggregate] = {
      type: new GraphQLNonNull12(aggregateType(context, table)),
      description: about('select_aggregate', `fetch aggregated fields from the table: ${quotedName(table)}`),
      args: selectArguments(context, table),
      extensions: { engine: { kind: 'select_aggregate', table } },
    };
  }
  if (root === 'subscription' && allows('select_stream') && select.visible.length > 0 && !context.options.hideStreams) {
    fields2[name2.select_stream] = {
      type: rowList(context, table),
      description: about('select_stream', `fetch data from the table in a streaming manner: ${quotedName(table)}`),
      args: streamArguments(context, table),
      extensions: { engine: { kind: 'select_stream', table } },
    };
  }
  return fields2;
}
function keyArguments(context, table, select) {
  const key = table.catalog.primaryKey;
  if (!key) return null;
  const args = {};
  for (const name2 of key.columns) {
    const found = select.visible.find(({ column: column3 }) => column3.column.name === name2);
    if (!found) return null;
    const { column: column2, operand } = found;
    args[column2.name] = {
      type: new GraphQLNonNull12(columnInput(context, column2)),
      description: column2.description,
      extensions: { engine: { kind: 'compare', operand, column: column2 } },
    };
  }
  return args;
}

// engine/schema/delete.ts
function deleteRootFields(context, table) {
  const access = context.access(table);
  if (!access.delete) return {};
  const fields2 = {
    [table.rootFieldNames.delete]: {
      type: mutationResponse(context, table),
      description: described2(table.rootFieldComments.delete, `delete data from the table: ${quotedName(table)}`),
      args: {
        where: { type: new GraphQLNonNull13(boolExp(context, table)), description: 'filter the rows which have to be deleted' },
      },
      extensions: { engine: { kind: 'delete', table } },
    },
  };
  const key = access.select && keyArguments(context, table, access.select);
  if (key) {
    fields2[table.rootFieldNames.delete_by_pk] = {
      type: rowType(context, table),
      description: described2(table.rootFieldComments.delete_by_pk, `delete single row from the table: ${quotedName(table)}`),
      args: key,
      extensions: { engine: { kind: 'delete_by_pk', table } },
    };
  }
  return fields2;
}

// engine/schema/directives.ts
import { DirectiveLocation, GraphQLDirective, GraphQLNonNull as GraphQLNonNull14 } from 'graphql';

var SELECTIONS = [DirectiveLocation.FIELD, DirectiveLocation.FRAGMENT_SPREAD, DirectiveLocation.INLINE_FRAGMENT];
var condition = { if: { type: new GraphQLNonNull14(scalar('Boolean')) } };
var INCLUDE2 = new GraphQLDirective({
  name: 'include',
  description: 'whether this query should be included',
  locations: SELECTIONS,
  args: condition,
});
var SKIP = new GraphQLDirective({
  name: 'skip',
  description: 'whether this query should be skipped',
  locations: SELECTIONS,
  args: condition,
});
var CACHED = new GraphQLDirective({
  name: 'cached',
  description: 'whether this query should be cached (Hasura Cloud only)',
  locations: [DirectiveLocation.QUERY],
  args: {
    ttl: { type: new GraphQLNonNull14(scalar('Int')), defaultValue: 60, description: 'measured in seconds' },
    refresh: { type: new GraphQLNonNull14(scalar('Boolean')), defaultValue: false, description: 'refresh the cache entry' },
  },
});
var MULTIPLE_ROOT_FIELDS = new GraphQLDirective({
  name: '_multiple_top_level_fields',
  locations: [DirectiveLocation.SUBSCRIPTION],
});
var LISTED_DIRECTIVES = [INCLUDE2, SKIP, CACHED];
var DIRECTIVES = new Map([...LISTED_DIRECTIVES, MULTIPLE_ROOT_FIELDS].map((d) => [d.name, d]));

// engine/schema/functions.ts
import { GraphQLNonNull as GraphQLNonNull15 } from 'graphql';

function functionRootFields(context, tracked2, root) {
  const exposed = root === 'mutation' ? 'mutation' : 'query';
  const target2 = context.readable(tracked2.returns);
  if (tracked2.exposedAs !== exposed || !target2 || !isAllowed(context, tracked2)) return {};
  const { schema, name: name2 } = tracked2.function;
  const sqlName = schema === 'public' ? `"${name2}"` : `"${schema}.${name2}"`;
  const args = {
    ...functionArguments(context, tracked2.function, {
      typeName: `${tracked2.graphqlName}_args`,
      description: `input parameters for function ${sqlName}`,
      skip: (i) => i === tracked2.sessionArgument,
    }),
    ...selectArguments(context, target2.table),
  };
  const about = `execute ${tracked2.function.volatility === 'volatile' ? 'VOLATILE ' : ''}function ${sqlName} which returns "${target2.table.graphqlName}"`;
  const fields2 = {
    [tracked2.rootFieldNames.function]: {
      type: tracked2.isSet ? rowList(context, target2.table) : rowType(context, target2.table),
      description: described2(tracked2.comment, about),
      args,
      extensions: { engine: { kind: 'function', function: tracked2, table: target2.table } },
    },
  };
  if (exposed === 'query' && tracked2.isSet && target2.select.allowAggregations) {
    fields2[tracked2.rootFieldNames.function_aggregate] = {
      type: new GraphQLNonNull15(aggregateType(context, target2.table)),
      description: `execute function ${sqlName} and query aggregates on result of table type "${target2.table.graphqlName}"`,
      args,
      extensions: { engine: { kind: 'function_aggregate', function: tracked2, table: target2.table } },
    };
  }
  return fields2;
}
function isAllowed(context, tracked2) {
  if (context.identity.role === 'admin') return true;
  if (tracked2.exposedAs === 'query' && context.options.inferFunctionPermissions) return true;
  return tracked2.roles.has(context.identity.role);
}

// engine/schema/insert.ts
// engine/schema/on-conflict.ts
import {
  GraphQLList as GraphQLList10,
  GraphQLList as GraphQLList11,
  GraphQLNonNull as GraphQLNonNull16,
  GraphQLNonNull as GraphQLNonNull17,
} from 'graphql';

// engine/schema/update-columns.ts
function updatableColumns(context, table) {
  const update = context.access(table).update;
  if (!update) return [];
  return table.columns.filter(
    ({ column: column2 }) =>
      column2.isGenerated !== 'always' && update.columns.has(column2.name) && !update.presets.has(column2.name),
  );
}

// engine/schema/on-conflict.ts
var GRAPHQL_NAME = /^[_A-Za-z][_0-9A-Za-z]*$/;
function onConflict(context, table) {
  const keys = table.catalog.uniqueIndexes.filter((k) => GRAPHQL_NAME.test(k.name));
  if (keys.length === 0) return null;
  return context.input(`${table.graphqlName}_on_conflict`, `on_conflict condition type for table ${quotedName(table)}`, () => ({
    constraint: { type: new GraphQLNonNull16(constraintEnum(context, table, keys)) },
    update_columns: {
      type: new GraphQLNonNull16(new GraphQLList10(new GraphQLNonNull16(updateColumnEnum(context, table)))),
      defaultValue: [],
    },
    where: { type: boolExp(context, table) },
  }));
}
var constraintEnum = (context, table, keys) =>
  context.enum(`${table.graphqlName}_constraint`, `unique or primary key constraints on table ${quotedName(table)}`, () => {
    const values = {};
    for (const key of keys) {
      const columns2 = key.columns.map((c) => `"${c}"`).join(', ');
      values[key.name] = { description: `unique or primary key constraint on columns ${columns2}` };
    }
    return values;
  });
var updateColumnEnum = (context, table) =>
  context.enum(`${table.graphqlName}_update_column`, `update columns of table ${quotedName(table)}`, () => {
    const values = {};
    for (const column2 of updatableColumns(context, table)) {
      values[column2.name] = {
        description: 'column name',
        extensions: { engine: { column: column2, operand: columnOperand(column2.column) } },
      };
    }
    return Object.keys(values).length > 0 ? values : { _PLACEHOLDER: { description: 'placeholder (do not use)' } };
  });

// engine/schema/insert.ts
function insertRootFields(context, table) {
  const access = context.access(table);
  if (!access.insert) return {};
  const conflict2 = onConflict(context, table);
  const upsert = conflict2 ? { on_conflict: { type: conflict2, description: 'upsert condition' } } : {};
  const object2 = new GraphQLNonNull17(insertInput(context, table));
  const fields2 = {
    [table.rootFieldNames.insert]: {
      type: mutationResponse(context, table),
      description: described2(table.rootFieldComments.insert, `insert data into the table: ${quotedName(table)}`),
      args: {
        objects: { type: new GraphQLNonNull17(new GraphQLList11(object2)), description: 'the rows to be inserted' },
        ...upsert,
      },
      extensions: { engine: { kind: 'insert', table } },
    },
  };
  if (access.select) {
    fields2[table.rootFieldNames.insert_one] = {
      type: rowType(context, table),
      description: described2(table.rootFieldComments.insert_one, `insert a single row into the table: ${quotedName(table)}`),
      args: { object: { type: object2, description: 'the row to be inserted' }, ...upsert },
      extensions: { engine: { kind: 'insert_one', table } },
    };
  }
  return fields2;
}
function insertInput(context, table) {
  return context.input(
    `${table.graphqlName}_insert_input`,
    `input type for inserting data into table ${quotedName(table)}`,
    () => {
      const fields2 = {};
      const insert = context.access(table).insert;
      if (!insert) return fields2;
      for (const column2 of table.columns) {
        const { name: name2, isGenerated, isNullable, type } = column2.column;
        if (isGenerated === 'always' || !insert.columns.has(name2) || insert.presets.has(name2)) continue;
        fields2[column2.name] = {
          type: columnInput(context, column2),
          description: column2.description,
          extensions: { engine: { kind: 'column_value', column: column2, acceptsNull: isNullable, type } },
        };
      }
      for (const relationship of table.relationships) {
        const target2 = context.model.tables.get(relationship.target);
        if (!target2 || !context.access(target2).insert) continue;
        const isArray = relationship.kind === 'array';
        fields2[relationship.name] = {
          type: isArray ? arrayInput(context, target2) : objectInput(context, target2),
          extensions: { engine: { kind: isArray ? 'insert_array' : 'insert_object', relationship, table: target2 } },
        };
      }
      return fields2;
    },
  );
}
var upsertField = (context, table) => {
  const conflict2 = onConflict(context, table);
  return conflict2 ? { on_conflict: { type: conflict2, description: 'upsert condition' } } : {};
};
var objectInput = (context, table) =>
  context.input(
    `${table.graphqlName}_obj_rel_insert_input`,
    `input type for inserting object relation for remote table ${quotedName(table)}`,
    () => ({ data: { type: new GraphQLNonNull17(insertInput(context, table)) }, ...upsertField(context, table) }),
  );
var arrayInput = (context, table) =>
  context.input(
    `${table.graphqlName}_arr_rel_insert_input`,
    `input type for inserting array relation for remote table ${quotedName(table)}`,
    () => ({
      data: { type: new GraphQLNonNull17(new GraphQLList11(new GraphQLNonNull17(insertInput(context, table)))) },
      ...upsertField(context, table),
    }),
  );

// engine/schema/update.ts
import { GraphQLList as GraphQLList12, GraphQLNonNull as GraphQLNonNull18 } from 'graphql';

function updateRootFields(context, table) {
  const access = context.access(table);
  if (!access.update) return {};
  const operators = updateOperators(context, table);
  if (Object.keys(operators).length === 0 && access.update.presets.size === 0) return {};
  const where = {
    where: { type: new GraphQLNonNull18(boolExp(context, table)), description: 'filter the rows which have to be updated' },
  };
  const fields2 = {
    [table.rootFieldNames.update]: {
      type: mutationResponse(context, table),
      description: described2(table.rootFieldComments.update, `update data of the table: ${quotedName(table)}`),
      args: { ...operators, ...where },
      extensions: { engine: { kind: 'update', table } },
    },
  };
  if (!context.options.hideUpdateMany) {
    const updates = context.input(`${table.graphqlName}_updates`, null, () => ({ ...operators, ...where }));
    fields2[table.rootFieldNames.update_many] = {
      type: new GraphQLList12(mutationResponse(context, table)),
      description: described2(table.rootFieldComments.update_many, `update multiples rows of table: ${quotedName(table)}`),
      args: {
        updates: {
          type: new GraphQLNonNull18(new GraphQLList12(new GraphQLNonNull18(updates))),
          description: 'updates to execute, in order',
        },
      },
      extensions: { engine: { kind: 'update_many', table } },
    };
  }
  const key = access.select && keyArguments(context, table, access.select);
  if (key) {
    const about = `primary key columns input for table: ${table.graphqlName}`;
    const columns2 = context.input(`${table.graphqlName}_pk_columns_input`, about, () => keyFields(key));
    fields2[table.rootFieldNames.update_by_pk] = {
      type: rowType(context, table),
      description: described2(table.rootFieldComments.update_by_pk, `update single row of the table: ${quotedName(table)}`),
      args: { ...operators, pk_columns: { type: new GraphQLNonNull18(columns2) } },
      extensions: { engine: { kind: 'update_by_pk', table } },
    };
  }
  return fields2;
}
function keyFields(args) {
  const fields2 = {};
  for (const [name2, { type, description: description2, extensions }] of Object.entries(args)) {
    fields2[name2] = { type, description: description2, extensions: { engine: extensions?.engine } };
  }
  return fields2;
}
function updateOperators(context, table) {
  const columns2 = updatableColumns(context, table);
  const plain2 = columns2.filter((c) => c.enumTable === null && !c.isArray);
  const json2 = plain2.filter((c) => c.column.type.name === 'jsonb');
  const name2 = quotedName(table);
  const out = {};
  const add = (operator2, of, about, objectAbout, field2) => {
    if (of.length === 0) return;
    out[`_${operator2}`] = {
      type: context.input(`${table.graphqlName}_${operator2}_input`, objectAbout, () => {
        const fields2 = {};
        for (const column2 of of) fields2[column2.name] = field2(column2);
        return fields2;
      }),
      description: about,
      extensions: { engine: { kind: 'update_operator', operator: operator2 } },
    };
  };
  const own = (column2) => ({
    type: columnInput(context, column2),
    description: column2.description,
    extensions: {
      engine: { kind: 'column_value', column: column2, acceptsNull: column2.column.isNullable, type: column2.column.type },
    },
  });
  add(
    'set',
    columns2,
    'sets the columns of the filtered rows to the given values',
    `input type for updating data in table ${name2}`,
    own,
  );
  const inc = `input type for incrementing numeric columns in table ${name2}`;
  add(
    'inc',
    plain2.filter((c) => isNumber2(c.column.type)),
    'increments the numeric columns with given value of the filtered values',
    inc,
    own,
  );
  const prepend = 'prepend existing jsonb value of filtered columns with new jsonb value';
  add('prepend', json2, prepend, prepend, own);
  const append = 'append existing jsonb value of filtered columns with new jsonb value';
  add('append', json2, append, append, own);
  const key = 'delete key/value pair or string element. key/value pairs are matched based on their key value';
  add('delete_key', json2, key, key, (column2) => ({
    type: scalar('String'),
    description: column2.description,
    extensions: { engine: { kind: 'column_value', column: column2, acceptsNull: true, type: TEXT } },
  }));
  const elem =
    'delete the array element with specified index (negative integers count from the end). throws an error if top level container is not an array';
  add('delete_elem', json2, elem, elem, (column2) => ({
    type: scalar('Int'),
    description: column2.description,
    extensions: { engine: { kind: 'column_value', column: column2, acceptsNull: false, type: INTEGER } },
  }));
  const path = 'delete the field or element with specified path (for JSON arrays, negative integers count from the end)';
  add('delete_at_path', json2, path, path, (column2) => ({
    type: new GraphQLList12(new GraphQLNonNull18(scalar('String'))),
    description: column2.description,
    extensions: { engine: { kind: 'column_value', column: column2, acceptsNull: false, type: TEXT_ARRAY } },
  }));
  return out;
}

// engine/schema/role-schema.ts
var NO_QUERIES =
  "There are no queries available to the current role. Either there are no sources or remote schemas configured, or the current role doesn't have the required permissions.";
var RoleSchema = class {
  context;
  query;
  #mutation;
  #subscription;
  #complete;
  constructor(model, identity, options = DEFAULT_SCHEMA_OPTIONS) {
    this.context = new SchemaContext(model, identity, options);
    this.query = this.context.object('query_root', null, () => {
      const fields2 = rootFields2(this.context, 'query');
      return isEmpty(fields2) ? placeholder() : fields2;
    });
  }
  /** null when the role may change nothing. */
  get mutation() {
    if (this.#mutation === void 0) this.#mutation = this.#root('mutation', 'mutation root');
    return this.#mutation;
  }
  get subscription() {
    if (this.#subscription === void 0) this.#subscription = this.#root('subscription', null);
    return this.#subscription;
  }
  /** The complete schema, made once. */
  get complete() {
    this.#complete ??= new GraphQLSchema({
      query: this.query,
      mutation: this.mutation,
      subscription: this.subscription,
      directives: LISTED_DIRECTIVES,
      assumeValid: true,
    });
    return this.#complete;
  }
  #root(kind, description2) {
    const fields2 = rootFields2(this.context, kind);
    return isEmpty(fields2) ? null : this.context.object(`${kind}_root`, description2, () => fields2);
  }
};
var isEmpty = (fields2) => Object.keys(fields2).length === 0;
function rootFields2(context, root) {
  const fields2 = {};
  const { tables, functions, actions } = context.model;
  for (const table of tables.values()) {
    if (root !== 'mutation') Object.assign(fields2, selectRootFields(context, table, root));
    else
      Object.assign(
        fields2,
        insertRootFields(context, table),
        updateRootFields(context, table),
        deleteRootFields(context, table),
      );
  }
  for (const tracked2 of functions) Object.assign(fields2, functionRootFields(context, tracked2, root));
  for (const action of actions.values()) Object.assign(fields2, actionRootFields(context, action, root));
  return fields2;
}
var placeholder = () => ({
  no_queries_available: {
    type: new GraphQLNonNull19(scalar('String')),
    description: NO_QUERIES,
    extensions: { engine: { kind: 'placeholder' } },
  },
});

// engine/plan/fragments.ts
import { Kind as Kind9 } from 'graphql';

var MAX_SELECTION_DEPTH = 500;
var tooDeep = () =>
  new EngineError('validation-failed', `not a valid graphql query: it selects deeper than ${MAX_SELECTION_DEPTH} levels`, {
    path: '$.query',
  });
function usedVariables(operation, fragments) {
  const used = /* @__PURE__ */ new Set();
  const done = /* @__PURE__ */ new Set();
  const stack = [];
  let depth2 = 0;
  const value2 = (node) => {
    switch (node.kind) {
      case Kind9.VARIABLE:
        used.add(node.name.value);
        break;
      case Kind9.LIST:
        node.values.forEach(value2);
        break;
      case Kind9.OBJECT:
        for (const field3 of node.fields) value2(field3.value);
        break;
    }
  };
  const directives = (nodes) => {
    for (const directive of nodes ?? []) for (const argument of directive.arguments ?? []) value2(argument.value);
  };
  const field2 = (node, path) => {
    for (const argument of node.arguments ?? []) value2(argument.value);
    directives(node.directives);
    if (node.selectionSet) selections(node.selectionSet, `${path}.selectionSet.${node.name.value}`);
  };
  const spread = (name2, path) => {
    if (done.has(name2)) return;
    const start3 = stack.indexOf(name2);
    if (start3 >= 0) {
      const cycle = stack.slice(start3);
      throw new EngineError('validation-failed', `the fragment definition(s) ${englishList(cycle)} form a cycle`, { path });
    }
    const fragment = fragments.get(name2);
    if (!fragment) throw new EngineError('validation-failed', `reference to undefined fragment "${name2}"`, { path });
    stack.push(name2);
    selections(fragment.selectionSet, `${path}.${name2}`);
    stack.pop();
    done.add(name2);
  };
  const selections = (set, path) => {
    if (++depth2 > MAX_SELECTION_DEPTH) throw tooDeep();
    for (const selection of set.selections) {
      if (selection.kind === Kind9.FIELD) field2(selection, path);
      else {
        directives(selection.directives);
        if (selection.kind === Kind9.INLINE_FRAGMENT) selections(selection.selectionSet, path);
        else spread(selection.name.value, `${path}.selectionSet`);
      }
    }
    depth2--;
  };
  directives(operation.directives);
  selections(operation.selectionSet, '$');
  return used;
}
function englishList(names) {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

// engine/plan/input.ts
// engine/plan/scalar-input.ts
import {
  isInputObjectType as isInputObjectType2,
  isListType as isListType2,
  isNonNullType as isNonNullType2,
  Kind as Kind10,
  Kind as Kind11,
} from 'graphql';

function familyOf(rule) {
  if (rule.enumValues) return 'enum';
  switch (rule.type.name) {
    case 'int4':
      return 'int';
    case 'float4':
      return 'float';
    case 'bool':
      return 'boolean';
    case 'text':
    case 'varchar':
      return 'string';
    case 'json':
    case 'jsonb':
      return 'json';
    case 'int2':
    case 'int8':
      return 'integer';
    case 'float8':
    case 'numeric':
    case 'money':
      return 'number';
    default:
      return 'text';
  }
}
var EXPECTED = { int: 'a 32-bit integer', float: 'a float', boolean: 'a boolean', string: 'a string', enum: 'an enum value' };
var RANGES2 = {
  int2: [-32768n, 32767n],
  int4: [-2147483648n, 2147483647n],
  int8: [-9223372036854775808n, 9223372036854775807n],
};
function inspectJson(rule, value2, path) {
  const kind = kindOf(value2);
  if (kind === 'null' && rule.acceptsNull) return null;
  if (typeof value2 === 'number' && !Number.isFinite(value2)) return outOfBounds(value2, path);
  const family = familyOf(rule);
  switch (family) {
    case 'json':
      return null;
    case 'int':
      if (kind === 'string' && !rule.isStrict) return null;
      return typeof value2 === 'number' || typeof value2 === 'bigint'
        ? inspectInteger(rule.type, value2, path)
        : mismatch(rule, family, describeJson(value2), path);
    case 'float':
    case 'boolean':
    case 'string':
      if (kind === (family === 'float' ? 'number' : family) || (kind === 'string' && !rule.isStrict)) return null;
      return mismatch(rule, family, describeJson(value2), path);
    case 'enum':
      return typeof value2 === 'string' ? inspectEnum(rule, value2, path) : mismatch(rule, family, describeJson(value2), path);
    default:
      if (kind === 'null') return unexpectedNull(rule, path);
      if (kind === 'string') return null;
      if (family === 'integer' && (typeof value2 === 'number' || typeof value2 === 'bigint')) {
        return inspectInteger(rule.type, value2, path);
      }
      return family === 'number' && kind === 'number' ? null : notAString(rule, path);
  }
}
function inspectLiteral(rule, node, path) {
  if (node.kind === Kind10.NULL && rule.acceptsNull) return null;
  const family = familyOf(rule);
  switch (family) {
    case 'json':
      return null;
    case 'int':
    case 'float':
    case 'boolean':
      return inspectPlain(rule, family, node, path);
    case 'string':
      return node.kind === Kind10.STRING ? null : mismatch(rule, family, describeNode(node), path);
    case 'enum':
      return node.kind === Kind10.ENUM ? inspectEnum(rule, node.value, path) : mismatch(rule, family, describeNode(node), path);
    default:
      switch (node.kind) {
        case Kind10.NULL:
          return unexpectedNull(rule, path);
        case Kind10.STRING:
        case Kind10.ENUM:
          return null;
        case Kind10.INT:
          if (family === 'number') return null;
          return family === 'integer' ? inspectInteger(rule.type, node.value, path) : notAString(rule, path);
        case Kind10.FLOAT:
          if (family === 'number') return null;
          return family === 'integer' ? outOfBounds(Number(node.value), path) : notAString(rule, path);
        case Kind10.BOOLEAN:
          return notAString(rule, path);
        default:
          return notAString(rule, path);
      }
  }
}
function inspectPlain(rule, family, node, path) {
  if (node.kind === Kind10.STRING && !rule.isStrict) return null;
  if (family === 'int' && node.kind === Kind10.INT) return inspectInteger(rule.type, node.value, path);
  const fits3 =
    family === 'float'
      ? node.kind === Kind10.INT || node.kind === Kind10.FLOAT
      : family === 'boolean' && node.kind === Kind10.BOOLEAN;
  return fits3 ? null : mismatch(rule, family, describeNode(node), path);
}
function inspectInteger(type, value2, path) {
  if (typeof value2 === 'number' && !Number.isInteger(value2)) return outOfBounds(value2, path);
  const [least, most] = RANGES2[type.name] ?? [0n, 0n];
  if (typeof value2 === 'string' && value2.length > 25) return outOfBounds(Number(value2), path);
  const integer2 = BigInt(value2);
  return integer2 < least || integer2 > most ? outOfBounds(Number(value2), path) : null;
}
function inspectEnum(rule, value2, path) {
  return rule.enumValues?.includes(value2) ? null : notOneOf(rule.enumValues ?? [], rule.name, value2, path);
}
function notOneOf(values, name2, value2, path) {
  const list2 = values
    .toSorted()
    .map((v) => `'${v}'`)
    .join(', ');
  return invalid(`expected one of the values [${list2}] for type '${name2}', but found '${value2}'`, path);
}
var invalid = (message, path) => new EngineError('validation-failed', message, { path });
var typeMismatch = (name2, expected, found, path) =>
  invalid(`expected ${expected} for type '${name2}', but found ${found}`, path);
var mismatch = (rule, family, found, path) => typeMismatch(rule.name, EXPECTED[family], found, path);
var unexpectedNull = (rule, path) => invalid(`unexpected null value for type '${rule.name}'`, path);
var notAString = (rule, path) => new EngineError('parse-failed', `A string is expected for type: ${rule.type.name}`, { path });
var outOfBounds = (value2, path) =>
  new EngineError(
    'parse-failed',
    `The value ${scientific(value2)} lies outside the bounds or is not an integer. Maybe it is a float, or is there integer overflow?`,
    { path },
  );
function scientific(value2) {
  const size2 = Math.abs(value2);
  if (value2 === 0 || (size2 >= 0.1 && size2 < 1e7)) return Number.isInteger(value2) ? `${value2}.0` : String(value2);
  const [digits = '', exponent = '0'] = value2.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}e${Number(exponent)}`;
}
function describeJson(value2) {
  const kind = kindOf(value2);
  return kind === 'null' ? 'null' : kind === 'object' ? 'an object' : `a ${kind}`;
}
function describeNode(node) {
  switch (node.kind) {
    case Kind10.NULL:
      return 'null';
    case Kind10.INT:
      return 'an integer';
    case Kind10.FLOAT:
      return 'a float';
    case Kind10.STRING:
      return 'a string';
    case Kind10.BOOLEAN:
      return 'a boolean';
    case Kind10.ENUM:
      return 'an enum value';
    case Kind10.LIST:
      return 'a list';
    case Kind10.OBJECT:
      return 'an object';
    case Kind10.VARIABLE:
      return 'a variable';
  }
}

// engine/plan/input.ts
var NULL = { kind: 'literal', node: { kind: Kind11.NULL } };
var MAX_VALUE_DEPTH = 500;
var InputReader = class {
  #declared;
  #shape;
  constructor(declared, shape) {
    this.#declared = declared;
    this.#shape = shape;
  }
  /** A value where one of `type` is expected: a variable is checked against it and opened. An absent one counts as null. */
  open(node, type, path, hasDefault = false) {
    if (node.kind !== Kind11.VARIABLE) return { kind: 'literal', node };
    const declared = this.#variable(node);
    const expected = String(type);
    if (!isAllowed2(declared, expected, hasDefault)) {
      throw invalid(
        `variable '${declared.name}' is declared as '${declared.typeText}', but used where '${expected}' is expected`,
        path,
      );
    }
    return this.#opened(declared);
  }
  /** A variable where any type will do. */
  value(node) {
    return this.#opened(this.#variable(node));
  }
  isNull(input) {
    return input.kind === 'literal' ? input.node.kind === Kind11.NULL : this.#shape.look(input.path, 'null') === true;
  }
  /** The fields of an input object in the order they were written. Unknown ones, and missing required ones, are an error. */
  fields(input, type, path) {
    const out = input.kind === 'literal' ? this.#literalFields(input.node, type, path) : this.#variableFields(input, type, path);
    for (const name2 of requiredFields(type)) {
      if (!out.some(([given]) => given === name2)) throw invalid(`missing required field '${name2}'`, `${path}.${name2}`);
    }
    return out;
  }
  /** The items of a list; a single value is a list of one. `item` is the type of one item. */
  items(input, item, path) {
    if (this.isNull(input)) throw invalid('expected a list, but found null', path);
    if (input.kind === 'literal') {
      if (input.node.kind !== Kind11.LIST) return [[input, `${path}[0]`]];
      return input.node.values.map((node, i) => [this.open(node, item, `${path}[${i}]`), `${path}[${i}]`]);
    }
    if (this.kind(input) !== 'list') return [[input, `${path}[0]`]];
    const length = Number(this.#shape.look(input.path, 'length'));
    return Array.from({ length }, (_, i) => [{ kind: 'variable', path: this.#into(input.path, i, path) }, `${path}[${i}]`]);
  }
  enum(input, type, path) {
    const found = this.#enumName(input, type, path);
    if (type.getValue(found)) return found;
    throw notOneOf(
      type.getValues().map((v) => v.name),
      type.name,
      found,
      path,
    );
  }
  /** A number that decides the plan. */
  number(input) {
    if (input.kind === 'variable') return Number(String(this.#shape.look(input.path, 'exact')).slice('number '.length));
    return input.node.kind === Kind11.INT || input.node.kind === Kind11.FLOAT ? Number(input.node.value) : Number.NaN;
  }
  boolean(input, path, type = 'Boolean') {
    if (input.kind === 'literal') {
      if (input.node.kind === Kind11.BOOLEAN) return input.node.value;
    } else if (this.kind(input) === 'boolean') {
      return this.#shape.look(input.path, 'exact') === 'boolean true';
    }
    throw typeMismatch(type, 'a boolean', this.describe(input), path);
  }
  string(input, path) {
    if (input.kind === 'literal') {
      if (input.node.kind === Kind11.STRING) return input.node.value;
    } else if (this.kind(input) === 'string') {
      return String(this.#shape.look(input.path, 'exact')).slice(1);
    }
    throw typeMismatch('String', 'a string', this.describe(input), path);
  }
  kind(input) {
    this.#shape.look(input.path, 'kind');
    return kindOf(valueAt(this.#shape.values, input.path));
  }
  describe(input) {
    return input.kind === 'literal' ? describeNode(input.node) : describeJson(valueAt(this.#shape.values, input.path));
  }
  /** A parameter's value: checked now and for every later request of the same shape, but no part of the shape. */
  leaf(path, inspect) {
    const error = inspect(valueAt(this.#shape.values, path));
    if (error) throw error;
    const accepts = (value2) => inspect(value2) === null;
    this.#shape.check(path, accepts);
  }
  #variable(node) {
    const declared = this.#declared.get(node.name.value);
    if (!declared) throw new EngineError('validation-failed', `unbound variable "${node.name.value}"`);
    return declared;
  }
  #opened({ name: name2, defaultValue }) {
    if (defaultValue === null || this.#shape.look([name2], 'given')) return { kind: 'variable', path: [name2] };
    return defaultValue.kind === Kind11.VARIABLE ? NULL : { kind: 'literal', node: defaultValue };
  }
  #literalFields(node, type, path) {
    if (node.kind !== Kind11.OBJECT) throw typeMismatch(type.name, 'an object', describeNode(node), path);
    const known2 = type.getFields();
    return node.fields.map((field2) => {
      const name2 = field2.name.value;
      const at2 = `${path}.${name2}`;
      const definition = known2[name2];
      if (!definition) throw invalid(`field '${name2}' not found in type: '${type.name}'`, at2);
      return [name2, this.open(field2.value, definition.type, at2, definition.defaultValue !== void 0), at2];
    });
  }
  #variableFields(input, type, path) {
    if (this.kind(input) !== 'object') throw typeMismatch(type.name, 'an object', this.describe(input), path);
    const known2 = type.getFields();
    return this.#keys(input.path).map((name2) => {
      if (!GRAPHQL_NAME2.test(name2)) {
        throw invalid(`variable value contains object with key "${name2}", which is not a legal GraphQL name`, path);
      }
      if (!known2[name2]) throw invalid(`field '${name2}' not found in type: '${type.name}'`, `${path}.${name2}`);
      return [name2, { kind: 'variable', path: this.#into(input.path, name2, path) }, `${path}.${name2}`];
    });
  }
  #keys(path) {
    this.#shape.look(path, 'keys');
    return Object.keys(valueAt(this.#shape.values, path) ?? {});
  }
  #into(path, key, errorPath) {
    if (path.length >= MAX_VALUE_DEPTH) throw invalid(`a value nests deeper than ${MAX_VALUE_DEPTH} levels`, errorPath);
    return [...path, key];
  }
  #enumName(input, type, path) {
    if (input.kind === 'literal') {
      if (input.node.kind === Kind11.ENUM) return input.node.value;
    } else if (this.kind(input) === 'string') {
      return String(this.#shape.look(input.path, 'exact')).slice(1);
    }
    throw typeMismatch(type.name, 'an enum value', this.describe(input), path);
  }
};
function inputObject(field2) {
  let type = field2.type;
  while (isNonNullType2(type) || isListType2(type)) type = type.ofType;
  if (!isInputObjectType2(type)) throw new TypeError(`${field2.name} is no input object`);
  return type;
}
var required = /* @__PURE__ */ new WeakMap();
function requiredFields(type) {
  let names = required.get(type);
  if (!names) {
    names = Object.values(type.getFields())
      .filter((f) => isNonNullType2(f.type) && f.defaultValue === void 0)
      .map((f) => f.name);
    required.set(type, names);
  }
  return names;
}
var GRAPHQL_NAME2 = /^[_A-Za-z][_0-9A-Za-z]*$/;
function isAllowed2(variable2, expected, hasDefault) {
  if (variable2.typeText === expected) return true;
  if (!expected.endsWith('!')) return isCompatible(expected, variable2.type);
  if (!variable2.isNullable) return isCompatible(expected.slice(0, -1), variable2.type);
  const hasNonNullDefault = variable2.defaultValue !== null && variable2.defaultValue.kind !== Kind11.NULL;
  return (hasDefault || hasNonNullDefault) && isCompatible(expected.slice(0, -1), variable2.type);
}
function isCompatible(expected, type) {
  if (type.kind === Kind11.NON_NULL_TYPE)
    return isCompatible(expected.endsWith('!') ? expected.slice(0, -1) : expected, type.type);
  if (expected.endsWith('!')) return false;
  if (type.kind === Kind11.LIST_TYPE) return expected.startsWith('[') && isCompatible(expected.slice(1, -1), type.type);
  return expected === type.name.value;
}

// engine/plan/measure.ts
import { Kind as Kind12 } from 'graphql';

function measureOperation(operation, fragments) {
  const known2 = /* @__PURE__ */ new Map();
  const fragment = (name2) => {
    let found = known2.get(name2);
    if (!found) {
      const definition = fragments.get(name2);
      found = definition ? selections(definition.selectionSet) : { depth: 0, nodes: 0 };
      known2.set(name2, found);
    }
    return found;
  };
  const selections = (set) => {
    let depth2 = 0;
    let nodes = 0;
    for (const selection of set.selections) {
      const inner =
        selection.kind === Kind12.FRAGMENT_SPREAD
          ? fragment(selection.name.value)
          : selection.selectionSet
            ? selections(selection.selectionSet)
            : { depth: 0, nodes: 0 };
      const own = selection.kind === Kind12.FIELD ? 1 : 0;
      depth2 = Math.max(depth2, inner.depth + own);
      nodes += inner.nodes + own;
    }
    return { depth: depth2, nodes };
  };
  return selections(operation.selectionSet);
}

// engine/plan/plan-operation.ts
// engine/plan/introspection.ts
// engine/plan/object-fields.ts
// engine/plan/selection.ts
import {
  DirectiveLocation as DirectiveLocation2,
  DirectiveLocation as DirectiveLocation3,
  GraphQLList as GraphQLList13,
  GraphQLNonNull as GraphQLNonNull20,
  GraphQLObjectType as GraphQLObjectType2,
  GraphQLObjectType as GraphQLObjectType3,
  getNamedType,
  isLeafType,
  Kind as Kind13,
  OperationTypeNode,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
} from 'graphql';

function collectFields(planning, type, selections, path) {
  const fields2 = /* @__PURE__ */ new Map();
  const visit2 = (nodes) => {
    for (const node of nodes) {
      planning.spend();
      if (!isIncluded(planning, node, path)) continue;
      if (node.kind === Kind13.FIELD) add(node);
      else if (node.kind === Kind13.INLINE_FRAGMENT) {
        if (!node.typeCondition || node.typeCondition.name.value === type.name) visit2(node.selectionSet.selections);
      } else {
        const fragment = planning.fragments.get(node.name.value);
        if (fragment?.typeCondition.name.value === type.name) visit2(fragment.selectionSet.selections);
      }
    }
  };
  const add = (node) => {
    const alias = node.alias?.value ?? node.name.value;
    let field2 = fields2.get(alias);
    if (field2) checkMergeable(field2, node, path);
    else {
      field2 = { alias, name: node.name.value, node, selections: null };
      fields2.set(alias, field2);
    }
    if (!node.selectionSet) return;
    field2.selections ??= [];
    for (const selection of node.selectionSet.selections) field2.selections.push(selection);
  };
  visit2(selections);
  return [...fields2.values()];
}
function isIncluded(planning, node, path) {
  const directives = node.directives ?? [];
  if (directives.length === 0) return true;
  const location = LOCATIONS[node.kind];
  checkDirectives(directives, location, path);
  for (const directive of directives) {
    const name2 = directive.name.value;
    const value2 = readCondition(planning, directive, path);
    if (value2 === (name2 === 'skip')) return false;
  }
  return true;
}
var LOCATIONS = {
  [Kind13.FIELD]: DirectiveLocation2.FIELD,
  [Kind13.INLINE_FRAGMENT]: DirectiveLocation2.INLINE_FRAGMENT,
  [Kind13.FRAGMENT_SPREAD]: DirectiveLocation2.INLINE_FRAGMENT,
};
var LOCATION_NAMES = {
  QUERY: 'a query',
  MUTATION: 'a mutation',
  SUBSCRIPTION: 'a subscription',
  FIELD: 'a field',
  FRAGMENT_SPREAD: 'a fragment spread',
  INLINE_FRAGMENT: 'an inline fragment',
};
function checkDirectives(nodes, location, path) {
  const seen = /* @__PURE__ */ new Set();
  const twice = /* @__PURE__ */ new Set();
  for (const node of nodes) {
    const name2 = node.name.value;
    const known2 = DIRECTIVES.get(name2);
    if (!known2) throw invalid(`directive '${name2}' is not defined in the schema`, path);
    if (!known2.locations.includes(location)) {
      throw invalid(`directive '${name2}' is not allowed on ${LOCATION_NAMES[location] ?? location}`, path);
    }
    for (const argument of node.arguments ?? []) {
      if (known2.args.some((a) => a.name === argument.name.value)) continue;
      throw invalid(`'${name2}' has no argument named '${argument.name.value}'`, `${path}.${name2}`);
    }
    if (seen.has(name2)) twice.add(name2);
    seen.add(name2);
  }
  if (twice.size === 0) return;
  const names = [...twice].map((n) => `'${n}'`).join(', ');
  throw invalid(`the following directives are used more than once: [${names}]`, path);
}
function readCondition(planning, directive, path) {
  const at2 = `${path}.${directive.name.value}.args.if`;
  const argument = directive.arguments?.find((a) => a.name.value === 'if');
  if (!argument) throw invalid("missing required field 'if'", at2);
  return planning.reader.boolean(planning.reader.open(argument.value, 'Boolean!', at2), at2);
}
function checkMergeable(before, node, path) {
  if (before.name !== node.name.value) {
    throw invalid(
      `selection of both '${before.name}' and '${node.name.value}' specify the same response name, '${before.alias}'`,
      path,
    );
  }
  if (!sameNamed(before.node.arguments ?? [], node.arguments ?? [])) {
    throw invalid(`inconsistent arguments between multiple selections of field '${before.name}'`, path);
  }
}
function sameNamed(a, b) {
  if (a.length !== b.length) return false;
  if (a.length === 0) return true;
  const others = new Map(b.map((x) => [x.name.value, x.value]));
  return a.every((x) => {
    const other = others.get(x.name.value);
    return other !== void 0 && sameValue2(x.value, other);
  });
}
function sameValue2(a, b) {
  switch (a.kind) {
    case Kind13.VARIABLE:
      return b.kind === Kind13.VARIABLE && a.name.value === b.name.value;
    case Kind13.NULL:
      return b.kind === Kind13.NULL;
    case Kind13.LIST: {
      if (b.kind !== Kind13.LIST || a.values.length !== b.values.length) return false;
      return a.values.every((item, i) => {
        const other = b.values[i];
        return other !== void 0 && sameValue2(item, other);
      });
    }
    case Kind13.OBJECT:
      return b.kind === Kind13.OBJECT && sameNamed(a.fields, b.fields);
    default:
      return a.kind === b.kind && 'value' in b && a.value === b.value;
  }
}

// engine/plan/object-fields.ts
function objectFields(planning, type, selections, path, typename, plan) {
  const at2 = `${path}.selectionSet`;
  if (!selections) throw invalid(`missing selection set for '${type.name}'`, at2);
  const known2 = type.getFields();
  return collectFields(planning, type, selections, at2).map((field2) => {
    if (field2.name === '__typename') return typename(field2.alias, type.name);
    const definition = known2[field2.name];
    if (!definition) throw invalid(`field '${field2.name}' not found in type: '${type.name}'`, `${at2}.${field2.name}`);
    return plan(field2, definition, `${at2}.${field2.name}`);
  });
}
function objectType(definition) {
  const type = getNamedType(definition.type);
  if (!(type instanceof GraphQLObjectType2)) throw new TypeError(`${definition.name} is no object`);
  return type;
}
var typenameField = (alias, name2) => ({ kind: 'typename', alias, name: name2 });
function rejectSelections(field2, path) {
  if (field2.selections) throw invalid('unexpected subselection set for non-object field', path);
}

// engine/plan/planning.ts
import { Kind as Kind14 } from 'graphql';

var MAX_SELECTIONS = 2e4;
var Planning = class {
  schema;
  context;
  reader;
  fragments;
  #left = MAX_SELECTIONS;
  /** `HASURA_GRAPHQL_V1_BOOLEAN_NULL_COLLAPSE`: a comparison with null is left out instead of refused. */
  nullCollapse;
  constructor(schema, reader, fragments, nullCollapse) {
    this.nullCollapse = nullCollapse;
    this.schema = schema;
    this.context = schema.context;
    this.reader = reader;
    this.fragments = fragments;
  }
  /** Counts one visited selection. */
  spend() {
    if (--this.#left < 0) throw invalid(`the query has more than ${MAX_SELECTIONS} selections and conditions`, '$');
  }
};
var Arguments = class {
  path;
  #given = /* @__PURE__ */ new Map();
  /** `path` is the field's; unknown arguments and missing required ones are errors. */
  constructor(reader, field2, definition, path) {
    this.path = `${path}.args`;
    for (const { name: name2, value: value2 } of field2.node.arguments ?? []) {
      const argument = definition.args.find((a) => a.name === name2.value);
      if (!argument) throw invalid(`'${definition.name}' has no argument named '${name2.value}'`, path);
      const input = reader.open(value2, argument.type, this.at(name2.value), argument.defaultValue !== void 0);
      this.#given.set(name2.value, { input, definition: argument });
    }
    for (const argument of definition.args) {
      if (String(argument.type).endsWith('!') && argument.defaultValue === void 0 && !this.#given.has(argument.name)) {
        throw invalid(`missing required field '${argument.name}'`, this.at(argument.name));
      }
    }
  }
  at(name2) {
    return `${this.path}.${name2}`;
  }
  /** null when it is not given. */
  get(name2) {
    return this.#given.get(name2)?.input ?? null;
  }
  /** null when it is not given, or null is. */
  getUnlessNull(reader, name2) {
    const input = this.get(name2);
    return input === null || reader.isNull(input) ? null : input;
  }
  /** A required one. */
  require(name2) {
    return this.get(name2) ?? { kind: 'literal', node: { kind: Kind14.NULL } };
  }
  /** All given ones in the order they were written. */
  parts() {
    return [...this.#given].map(([name2, { input, definition }]) => ({
      name: name2,
      input,
      definition,
      meaning: definition.extensions.engine,
      path: this.at(name2),
    }));
  }
};

// engine/plan/introspection.ts
var ROOTS = /* @__PURE__ */ new Map([
  [SchemaMetaFieldDef.name, SchemaMetaFieldDef],
  [TypeMetaFieldDef.name, TypeMetaFieldDef],
]);
var MAX_VALUES = 5e6;
var isIntrospection = (name2) => ROOTS.has(name2);
function planIntrospection(planning, field2, path) {
  const definition = ROOTS.get(field2.name);
  if (!definition) throw new TypeError(`${field2.name} is no introspection field`);
  const schema = planning.schema.complete;
  const walk = new Walk(planning);
  const args = walk.arguments(field2, definition, path);
  const value2 = definition === TypeMetaFieldDef ? schema.getType(String(args.name)) : schema;
  return walk.value(value2, definition.type, field2, path);
}
var Walk = class {
  #planning;
  #info;
  #left = MAX_VALUES;
  /** What a selection set selects is the same for every object it is applied to. */
  #collected = /* @__PURE__ */ new Map();
  #arguments = /* @__PURE__ */ new Map();
  constructor(planning) {
    this.#planning = planning;
    this.#info = { schema: planning.schema.complete };
  }
  value(value2, type, field2, path) {
    if (--this.#left < 0) throw invalid('the introspection selects too much', path);
    if (type instanceof GraphQLNonNull20) return this.value(value2, type.ofType, field2, path);
    if (value2 === null || value2 === void 0) {
      this.#check(type, field2, path);
      return 'null';
    }
    if (type instanceof GraphQLList13) {
      const items = [];
      for (const item of isIterable(value2) ? value2 : []) items.push(this.value(item, type.ofType, field2, path));
      if (items.length === 0) this.#check(type.ofType, field2, path);
      return `[${items.join(',')}]`;
    }
    if (isLeafType(type)) {
      rejectSelections(field2, path);
      return JSON.stringify(type.serialize(value2));
    }
    if (!(type instanceof GraphQLObjectType3)) throw new TypeError(`${path} is no object`);
    const known2 = type.getFields();
    const parts = this.#fields(type, field2, path).map((of) => {
      const key = JSON.stringify(of.alias);
      if (of.name === '__typename') return `${key}:${JSON.stringify(type.name)}`;
      const at2 = `${path}.selectionSet.${of.name}`;
      const definition = known2[of.name];
      if (!definition) throw invalid(`field '${of.name}' not found in type: '${type.name}'`, at2);
      const resolved =
        definition.resolve &&
        Reflect.apply(definition.resolve, void 0, [value2, this.arguments(of, definition, at2), void 0, this.#info]);
      return `${key}:${this.value(resolved, definition.type, of, at2)}`;
    });
    return `{${parts.join(',')}}`;
  }
  /** A missing selection set is an error even where there is nothing to select from. */
  #check(type, field2, path) {
    if (type instanceof GraphQLNonNull20 || type instanceof GraphQLList13) this.#check(type.ofType, field2, path);
    else if (type instanceof GraphQLObjectType3) this.#fields(type, field2, path);
  }
  #fields(type, field2, path) {
    const at2 = `${path}.selectionSet`;
    if (!field2.selections) throw invalid(`missing selection set for '${type.name}'`, at2);
    let byType = this.#collected.get(field2.selections);
    if (!byType) {
      byType = /* @__PURE__ */ new Map();
      this.#collected.set(field2.selections, byType);
    }
    let fields2 = byType.get(type.name);
    if (!fields2) {
      fields2 = collectFields(this.#planning, type, field2.selections, at2);
      byType.set(type.name, fields2);
    }
    return fields2;
  }
  arguments(field2, definition, path) {
    const known2 = this.#arguments.get(field2);
    if (known2) return known2;
    const { reader } = this.#planning;
    const args = new Arguments(reader, field2, definition, path);
    const out = {};
    for (const argument of definition.args) {
      const input = args.get(argument.name);
      if (!input) out[argument.name] = argument.defaultValue;
      else if (argument.name === 'name') out[argument.name] = reader.string(input, args.at(argument.name));
      else out[argument.name] = reader.boolean(input, args.at(argument.name));
    }
    this.#arguments.set(field2, out);
    return out;
  }
};
var isIterable = (value2) => typeof value2 === 'object' && value2 !== null && Symbol.iterator in value2;

// engine/plan/actions.ts
// engine/plan/action-input.ts
// engine/plan/values.ts
import {
  GraphQLList as GraphQLList14,
  GraphQLNonNull as GraphQLNonNull21,
  GraphQLObjectType as GraphQLObjectType4,
  getNamedType as getNamedType2,
  isEnumType as isEnumType2,
  isInputObjectType as isInputObjectType3,
  Kind as Kind15,
} from 'graphql';

function readValue(reader, input, rule, path) {
  const element2 = rule.type.element;
  if (!element2) return readScalar(reader, input, rule, path);
  if (input.kind === 'variable') {
    const of = elementRule(rule);
    reader.leaf(input.path, (value2) => (typeof value2 === 'string' ? null : inspectList(of, value2, path, rule)));
    return { kind: 'variable', path: input.path, type: rule.type };
  }
  switch (input.node.kind) {
    case Kind15.STRING:
      return { kind: 'literal', text: input.node.value, type: rule.type };
    case Kind15.NULL:
      if (rule.acceptsNull) return { kind: 'literal', text: null, type: rule.type };
      throw invalid('expected a list, but found null', path);
    default: {
      const of = elementRule(rule);
      const items = reader.items(input, of.name, path);
      return { kind: 'list', of: items.map(([item, at2]) => readValue(reader, item, of, at2)), type: rule.type };
    }
  }
}
function readList(reader, input, rule, path) {
  const type = arrayOf2(rule.type);
  if (input.kind === 'variable' && reader.kind(input) === 'list') {
    reader.leaf(input.path, (value2) => inspectList(rule, value2, path, null));
    return { kind: 'variable', path: input.path, type };
  }
  const items = reader.items(input, `${rule.name}!`, path);
  return { kind: 'list', of: items.map(([item, at2]) => readValue(reader, item, rule, at2)), type };
}
var elementRule = (rule) => ({ ...rule, type: rule.type.element ?? rule.type, acceptsNull: true });
function inspectList(rule, value2, path, nullable) {
  if (value2 === null || value2 === void 0) {
    return nullable?.acceptsNull ? null : invalid('expected a list, but found null', path);
  }
  if (!Array.isArray(value2)) return inspectJson(rule, value2, `${path}[0]`);
  for (let i = 0; i < value2.length; i++) {
    const error = rule.type.element
      ? inspectElements(rule, value2[i], `${path}[${i}]`)
      : inspectJson(rule, value2[i], `${path}[${i}]`);
    if (error) return error;
  }
  return null;
}
var inspectElements = (rule, value2, path) =>
  typeof value2 === 'string' ? null : inspectList(elementRule(rule), value2, path, null);
function readScalar(reader, input, rule, path) {
  const isJson2 = rule.type.name === 'json' || rule.type.name === 'jsonb';
  if (isJson2 && !rule.acceptsNull && reader.isNull(input)) return { kind: 'literal', text: 'null', type: rule.type };
  if (input.kind === 'variable') {
    reader.leaf(input.path, (value2) => inspectJson(rule, value2, path));
    return { kind: 'variable', path: input.path, type: rule.type };
  }
  const error = inspectLiteral(rule, input.node, path);
  if (error) throw error;
  if (input.node.kind === Kind15.NULL && rule.acceptsNull) return { kind: 'literal', text: null, type: rule.type };
  if (isJson2) return jsonValue(reader, input.node, rule);
  return { kind: 'literal', text: scalarText(input.node, rule.type.name), type: rule.type };
}
function scalarText(node, typeName2) {
  switch (node.kind) {
    case Kind15.BOOLEAN:
      return String(node.value);
    case Kind15.INT:
    case Kind15.FLOAT:
      return numberText(node.value, typeName2);
    case Kind15.STRING:
    case Kind15.ENUM:
      return node.value;
    default:
      return '';
  }
}
function jsonValue(reader, node, rule) {
  const template = jsonTemplate(reader, node);
  const [only2] = template;
  if (template.length === 1 && typeof only2 === 'string') return { kind: 'literal', text: only2, type: rule.type };
  return { kind: 'json', of: template, type: rule.type };
}
function jsonTemplate(reader, node) {
  const pieces2 = [];
  const write5 = (node2) => {
    switch (node2.kind) {
      case Kind15.VARIABLE: {
        const value2 = reader.value(node2);
        if (value2.kind === 'literal') write5(value2.node);
        else pieces2.push({ path: value2.path });
        break;
      }
      case Kind15.LIST:
        pieces2.push('[');
        node2.values.forEach((item, i) => {
          if (i > 0) pieces2.push(',');
          write5(item);
        });
        pieces2.push(']');
        break;
      case Kind15.OBJECT:
        pieces2.push('{');
        node2.fields.forEach((field2, i) => {
          pieces2.push(`${i > 0 ? ',' : ''}"${field2.name.value}":`);
          write5(field2.value);
        });
        pieces2.push('}');
        break;
      case Kind15.STRING:
      case Kind15.ENUM:
        pieces2.push(JSON.stringify(node2.value));
        break;
      case Kind15.NULL:
        pieces2.push('null');
        break;
      default:
        pieces2.push(String(node2.value));
    }
  };
  write5(node);
  return joinPieces(pieces2);
}
function joinPieces(pieces2) {
  const out = [];
  for (const piece of pieces2) {
    const last = out.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') out[out.length - 1] = last + piece;
    else out.push(piece);
  }
  return out;
}

// engine/plan/action-input.ts
function argumentsObject(planning, args) {
  const pieces2 = ['{'];
  args.parts().forEach(({ name: name2, input, definition, path }, i) => {
    pieces2.push(`${i > 0 ? ',' : ''}${JSON.stringify(name2)}:`);
    write4(planning, pieces2, input, definition.type, path);
  });
  pieces2.push('}');
  return joinPieces(pieces2);
}
function inputList(planning, items, type) {
  const pieces2 = ['['];
  items.forEach(([input, path], i) => {
    if (i > 0) pieces2.push(',');
    write4(planning, pieces2, input, type, path);
  });
  pieces2.push(']');
  return joinPieces(pieces2);
}
function write4(planning, pieces2, input, type, path) {
  const { reader } = planning;
  planning.spend();
  if (type instanceof GraphQLNonNull21) {
    const of = type.ofType;
    if (reader.isNull(input)) throw nullFor(of, path);
    write4(planning, pieces2, input, of, path);
  } else if (reader.isNull(input)) pieces2.push('null');
  else if (type instanceof GraphQLList14) {
    pieces2.push('[');
    const item = type.ofType;
    reader.items(input, item, path).forEach(([value2, at2], i) => {
      if (i > 0) pieces2.push(',');
      write4(planning, pieces2, value2, item, at2);
    });
    pieces2.push(']');
  } else if (isInputObjectType3(type)) {
    const known2 = type.getFields();
    pieces2.push('{');
    reader.fields(input, type, path).forEach(([name2, value2, at2], i) => {
      pieces2.push(`${i > 0 ? ',' : ''}${JSON.stringify(name2)}:`);
      const field2 = known2[name2];
      if (field2) write4(planning, pieces2, value2, field2.type, at2);
    });
    pieces2.push('}');
  } else if (isEnumType2(type)) pieces2.push(JSON.stringify(reader.enum(input, type, path)));
  else writeScalar(planning, pieces2, input, type, path);
}
var STRICT = {
  Int: INTEGER,
  Float: { ...FLOAT8, name: 'float4' },
  Boolean: BOOLEAN,
  String: TEXT,
};
function writeScalar({ reader }, pieces2, input, type, path) {
  const strict = STRICT[type.name];
  const rule = strict ? { type: strict, name: type.name, enumValues: null, acceptsNull: false, isStrict: true } : null;
  if (input.kind === 'variable') {
    if (rule) reader.leaf(input.path, (value2) => inspectJson(rule, value2, path));
    pieces2.push({ path: input.path });
    return;
  }
  const error = rule && inspectLiteral(rule, input.node, path);
  if (error) throw error;
  pieces2.push(...jsonTemplate(reader, input.node));
}
function nullFor(type, path) {
  if (type instanceof GraphQLList14) return invalid('expected a list, but found null', path);
  const name2 = String(type);
  if (isInputObjectType3(type)) return typeMismatch(name2, 'an object', 'null', path);
  if (isEnumType2(type)) return typeMismatch(name2, 'an enum value', 'null', path);
  const strict = STRICT[name2];
  const rule = strict ? { type: strict, name: name2, enumValues: null, acceptsNull: false, isStrict: true } : null;
  return (rule && inspectJson(rule, null, path)) ?? invalid(`unexpected null value for type '${name2}'`, path);
}

// engine/plan/aggregates.ts
import { isEnumType as isEnumType3, isListType as isListType3, isNonNullType as isNonNullType3 } from 'graphql';

// engine/plan/columns.ts
function selectColumns(planning, input, type, path) {
  return planning.reader.items(input, `${type.name}!`, path).flatMap(([item, at2]) => {
    const meaning = type.getValue(planning.reader.enum(item, type, at2))?.extensions.engine;
    return meaning ? [meaning] : [];
  });
}

// engine/plan/operands.ts
function unmasked(operand) {
  return operand.kind === 'masked' ? { operand: operand.operand, mask: operand.when } : { operand, mask: null };
}
function columnOf3(operand) {
  switch (operand.kind) {
    case 'column':
      return operand.column;
    case 'masked':
      return columnOf3(operand.operand);
    default:
      return null;
  }
}

// engine/plan/aggregates.ts
function planAggregateFields(planning, type, selections, path, planRow3) {
  return objectFields(planning, type, selections, path, typenameField, (field2, definition, at2) => {
    const { alias } = field2;
    const of = objectType(definition);
    if (definition.extensions.engine?.kind === 'nodes') {
      return { kind: 'nodes', alias, fields: planRow3(planning, of, field2.selections, at2) };
    }
    const fields2 = objectFields(planning, of, field2.selections, at2, typenameField, (value2, valueDefinition, valueAt2) =>
      planValue(planning, value2, valueDefinition, valueAt2),
    );
    return { kind: 'aggregate', alias, fields: fields2 };
  });
}
function planValue(planning, field2, definition, path) {
  const { alias } = field2;
  const meaning = definition.extensions.engine;
  if (meaning?.kind === 'aggregate_function') {
    const fields2 = objectFields(planning, objectType(definition), field2.selections, path, typenameField, (column2, of, at2) => {
      rejectSelections(column2, at2);
      const value2 = of.extensions.engine;
      if (value2?.kind !== 'aggregate_value') throw new TypeError(`${at2} is no column`);
      return { kind: 'value', alias: column2.alias, ...unmasked(value2.operand) };
    });
    return { kind: 'function', alias, function: meaning.function, fields: fields2 };
  }
  return planCount(planning, field2, definition, path);
}
function planCount(planning, field2, definition, path) {
  rejectSelections(field2, path);
  const args = new Arguments(planning.reader, field2, definition, path);
  const distinct = args.get('distinct');
  const columns2 = args.get('columns');
  let type = definition.args.find((a) => a.name === 'columns')?.type;
  while (isNonNullType3(type) || isListType3(type)) type = type.ofType;
  return {
    kind: 'count',
    alias: field2.alias,
    columns:
      columns2 && isEnumType3(type) ? selectColumns(planning, columns2, type, args.at('columns')).map((c) => c.operand) : [],
    distinct: distinct ? planning.reader.boolean(distinct, args.at('distinct')) : false,
  };
}

// engine/plan/function-arguments.ts
function readFunctionArguments(planning, fn, args, definition) {
  const given = /* @__PURE__ */ new Map();
  const argument = definition.args.find((a) => a.name === 'args');
  if (!argument) return () => null;
  const type = inputObject(argument);
  const known2 = type.getFields();
  const input = args.get('args');
  for (const [name2, value2, path] of input ? planning.reader.fields(input, type, args.at('args')) : []) {
    const meaning = known2[name2]?.extensions.engine;
    if (meaning?.kind !== 'function_argument') continue;
    const rule = {
      type: meaning.type,
      name: scalarOf(meaning.type),
      enumValues: null,
      acceptsNull: true,
    };
    given.set(meaning.index, {
      kind: 'value',
      name: fn.arguments[meaning.index]?.name ?? null,
      type: meaning.type,
      value: readValue(planning.reader, value2, rule, path),
    });
  }
  let omitted = false;
  for (const field2 of Object.values(known2)) {
    const meaning = field2.extensions.engine;
    if (meaning?.kind !== 'function_argument' || given.has(meaning.index)) continue;
    if (!fn.arguments[meaning.index]?.hasDefault) {
      throw new EngineError('not-supported', 'Non default arguments cannot be omitted', { path: args.at('args') });
    }
    omitted = true;
  }
  if (omitted) checkPositions(fn, given, args.at('args'));
  return (index) => given.get(index) ?? null;
}
function checkPositions(fn, given, path) {
  const firstOmitted = fn.arguments.findIndex((a, i) => a.hasDefault && !given.has(i));
  const unnamed = [...given].some(([index, argument]) => index > firstOmitted && argument.name === null);
  if (!unnamed) return;
  throw new EngineError('not-supported', 'Only last set of positional arguments can be omitted', { path });
}

// engine/plan/json-path.ts
function parseJsonPath(text6) {
  const keys = [];
  let rest = text6.startsWith('$') ? text6.slice(1) : text6;
  let first = true;
  while (rest !== '') {
    const step = STEP.exec(rest);
    if (!step) return null;
    const [whole2, dot, name2, index, quoted3] = step;
    if (name2 !== void 0 && dot === '' && !(first && rest === text6)) return null;
    const key = name2 ?? index ?? (quoted3 === void 0 ? void 0 : unquote(quoted3));
    if (key === void 0) return null;
    keys.push(key);
    rest = rest.slice(whole2.length);
    first = false;
  }
  return keys;
}
var STEP = /^(?:(\.?)([^.[\]"'\s]+)|\.?\[(\d+)\]|\.?\[("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\])/;
function unquote(text6) {
  const body2 = text6.startsWith("'") ? `"${text6.slice(1, -1).replaceAll("\\'", "'").replaceAll('"', '\\"')}"` : text6;
  try {
    const value2 = JSON.parse(body2);
    return typeof value2 === 'string' ? value2 : void 0;
  } catch {
    return void 0;
  }
}

// engine/plan/select-arguments.ts
// engine/plan/aggregate-predicate.ts
import {
  isEnumType as isEnumType4,
  isEnumType as isEnumType5,
  isListType as isListType4,
  isListType as isListType5,
  isNonNullType as isNonNullType4,
  isNonNullType as isNonNullType5,
  Kind as Kind16,
} from 'graphql';

// engine/plan/comparison.ts
function planComparison(planning, input, type, subject, column2, path) {
  const known2 = type.getFields();
  const rule = comparisonRule(planning, subject.type, column2);
  return conjunction(
    planning.reader.fields(input, type, path).map(([name2, value2, at2]) => {
      const field2 = known2[name2];
      const meaning = field2?.extensions.engine;
      if (planning.nullCollapse && planning.reader.isNull(value2)) return TRUE;
      switch (meaning?.kind) {
        case 'is_null':
          return { kind: 'is_null', subject, isNull: planning.reader.boolean(value2, at2) };
        case 'operator': {
          if (meaning.value === 'list' && subject.type.element)
            return planOneOf(planning, value2, rule, subject, meaning.operator, at2);
          const compared = readCompared(planning, value2, rule, meaning.value, at2);
          return { kind: 'compare', subject, operator: meaning.operator, value: compared, nullSafe: false };
        }
        case 'cast':
          return field2 ? planCasts(planning, value2, inputObject(field2), subject, at2) : TRUE;
        default:
          return TRUE;
      }
    }),
  );
}
function planOneOf(planning, input, rule, subject, operator2, path) {
  const isIn = operator2 === 'in';
  const of = planning.reader.items(input, `[${rule.name}!]!`, path).map(([item, at2]) => {
    planning.spend();
    const value2 = readValue(planning.reader, item, rule, at2);
    return { kind: 'compare', subject, operator: isIn ? 'eq' : 'neq', value: value2, nullSafe: false };
  });
  return isIn ? disjunction(of) : conjunction(of);
}
function planCasts(planning, input, type, subject, path) {
  const known2 = type.getFields();
  return conjunction(
    planning.reader.fields(input, type, path).map(([name2, value2, at2]) => {
      const field2 = known2[name2];
      const meaning = field2?.extensions.engine;
      if (!field2 || meaning?.kind !== 'cast_to') return TRUE;
      const operand = { kind: 'cast', operand: subject, type: meaning.type };
      return planComparison(planning, value2, inputObject(field2), operand, null, at2);
    }),
  );
}
function comparisonRule(planning, type, column2) {
  const target2 = column2?.enumTable ? planning.context.model.tables.get(column2.enumTable) : void 0;
  if (target2?.enumValues) {
    return { type, name: `${target2.graphqlName}_enum`, enumValues: target2.enumValues.map((v) => v.value), acceptsNull: false };
  }
  return { type, name: column2?.scalar ?? scalarOf(type), enumValues: null, acceptsNull: false };
}
function readCompared(planning, input, rule, value2, path) {
  const other = (type) => ({ type, name: scalarOf(type), enumValues: null, acceptsNull: false });
  switch (value2) {
    case 'same':
      return readValue(planning.reader, input, rule, path);
    case 'list':
      return readList(planning.reader, input, rule, path);
    case 'text':
      return readValue(planning.reader, input, other(TEXT), path);
    case 'text_list':
      return readList(planning.reader, input, other(TEXT), path);
    case 'lquery':
      return readValue(planning.reader, input, other(LQUERY), path);
    case 'lquery_list':
      return readList(planning.reader, input, other(LQUERY), path);
    case 'jsonpath':
      return readValue(planning.reader, input, { ...other(JSONPATH), name: 'String' }, path);
    case 'ltxtquery':
      return readValue(planning.reader, input, other(LTXTQUERY), path);
  }
}

// engine/plan/aggregate-predicate.ts
function planAggregatePredicate(planning, input, field2, related2, rowFilter2, planWhere2, path) {
  const meaning = field2.extensions.engine;
  if (meaning?.kind !== 'aggregate_predicate') return TRUE;
  const type = inputObject(field2);
  const known2 = type.getFields();
  const { reader } = planning;
  let columns2 = [];
  let distinct = false;
  let filter = TRUE;
  let predicate2 = [];
  for (const [name2, value2, at2] of reader.fields(input, type, path)) {
    const definition = known2[name2];
    if (!definition) continue;
    if (name2 === 'arguments') columns2 = readArguments(planning, value2, definition, at2);
    else if (name2 === 'distinct') distinct = reader.boolean(value2, at2);
    else if (name2 === 'filter') filter = planWhere2(planning, value2, inputObject(definition), at2);
    else predicate2 = planPredicates(planning, value2, inputObject(definition), meaning.type ?? INTEGER, at2);
  }
  return {
    kind: 'aggregate',
    table: related2.table.key,
    mapping: related2.relationship.mapping,
    function: meaning.function,
    columns: columns2,
    distinct,
    filter: allOf(rowFilter2, filter),
    predicate: predicate2,
  };
}
function readArguments(planning, input, definition, path) {
  let type = definition.type;
  while (isNonNullType4(type) || isListType4(type)) type = type.ofType;
  if (isEnumType4(type)) {
    if (isListType4(definition.type)) return selectColumns(planning, input, type, path).map((c) => c.operand);
    const column2 = type.getValue(planning.reader.enum(input, type, path))?.extensions.engine;
    return column2 ? [column2.operand] : [];
  }
  const pair2 = inputObject(definition);
  const given = new Map(
    planning.reader.fields(input, pair2, path).map(([name2, value2, at2]) => [name2, { value: value2, at: at2 }]),
  );
  return Object.values(pair2.getFields()).flatMap((field2) => {
    const found = given.get(field2.name);
    return found ? readArguments(planning, found.value, field2, found.at) : [];
  });
}
function planPredicates(planning, input, type, of, path) {
  const known2 = type.getFields();
  const rule = comparisonRule(planning, of, null);
  return planning.reader.fields(input, type, path).flatMap(([name2, value2, at2]) => {
    const meaning = known2[name2]?.extensions.engine;
    if (meaning?.kind === 'is_null') {
      const nothing = { kind: 'literal', text: null, type: of };
      return [{ operator: planning.reader.boolean(value2, at2) ? 'is_null' : 'is_not_null', value: nothing }];
    }
    if (meaning?.kind !== 'operator') return [];
    return [{ operator: meaning.operator, value: readCompared(planning, value2, rule, meaning.value, at2) }];
  });
}

// engine/plan/where.ts
function planWhere(planning, input, type, path) {
  const known2 = type.getFields();
  return conjunction(
    planning.reader.fields(input, type, path).map(([name2, value2, at2]) => {
      planning.spend();
      const field2 = known2[name2];
      return field2 ? planPredicate(planning, field2, value2, type, at2) : TRUE;
    }),
  );
}
function planPredicate(planning, field2, input, self, path) {
  const meaning = field2.extensions.engine;
  switch (meaning?.kind) {
    case 'and':
    case 'or': {
      const of = planning.reader.items(input, `${self.name}!`, path).map(([item, at2]) => planWhere(planning, item, self, at2));
      return meaning.kind === 'and' ? conjunction(of) : disjunction(of);
    }
    case 'not':
      return not(planWhere(planning, input, self, path));
    case 'compare':
      return planComparison(planning, input, inputObject(field2), meaning.operand, meaning.column, path);
    case 'related': {
      const where = allOf(rowFilter(planning, meaning.table), planWhere(planning, input, inputObject(field2), path));
      return { kind: 'related', table: meaning.table.key, mapping: meaning.relationship.mapping, where };
    }
    case 'related_function': {
      const where = allOf(rowFilter(planning, meaning.table), planWhere(planning, input, inputObject(field2), path));
      const call = computedFieldCall(meaning.field, () => null);
      return { kind: 'related_function', call, table: meaning.table.key, where };
    }
    case 'related_aggregate': {
      const of = planning.reader.fields(input, inputObject(field2), path);
      const [only2] = of;
      if (of.length !== 1 || !only2) throw invalid('exactly one predicate should be specified', path);
      const fn = inputObject(field2).getFields()[only2[0]];
      return fn
        ? planAggregatePredicate(planning, only2[1], fn, meaning, rowFilter(planning, meaning.table), planWhere, only2[2])
        : TRUE;
    }
    default:
      return TRUE;
  }
}
var rowFilter = (planning, table) => rooted(planning.context.access(table).select?.filter ?? FALSE);
var not = (of) => (of.kind === 'constant' ? (of.value ? FALSE : TRUE) : { kind: 'not', of });

// engine/plan/order-by.ts
function planOrderBy(planning, input, type, path) {
  return planning.reader.items(input, `${type.name}!`, path).flatMap(([item, at2]) => planObject(planning, item, type, at2));
}
function planObject(planning, input, type, path) {
  const known2 = type.getFields();
  return planning.reader.fields(input, type, path).flatMap(([name2, value2, at2]) => {
    planning.spend();
    const field2 = known2[name2];
    const meaning = field2?.extensions.engine;
    if (!field2 || !meaning || planning.reader.isNull(value2)) return [];
    switch (meaning.kind) {
      case 'order_value':
        return [{ by: { kind: 'value', ...unmasked(meaning.operand) }, ...direction(planning, value2, at2) }];
      case 'order_related': {
        const { table, relationship } = meaning;
        const where = rowFilter(planning, table);
        return planObject(planning, value2, inputObject(field2), at2).map((order) => ({
          ...order,
          by: { kind: 'related', table: table.key, mapping: relationship.mapping, where, by: order.by },
        }));
      }
      case 'order_aggregate': {
        const from = { kind: 'table', table: meaning.table.key };
        const over = { from, mapping: meaning.relationship.mapping, where: rowFilter(planning, meaning.table) };
        return planAggregate(
          planning,
          value2,
          inputObject(field2),
          (fn, operand) => ({ kind: 'aggregate', ...over, function: fn, operand }),
          at2,
        );
      }
      case 'order_function_aggregate': {
        const call = computedFieldCall(meaning.field, () => null);
        const from = { kind: 'function', call, table: meaning.table.key };
        const over = { from, mapping: [], where: rowFilter(planning, meaning.table) };
        return planAggregate(
          planning,
          value2,
          inputObject(field2),
          (fn, operand) => ({ kind: 'aggregate', ...over, function: fn, operand }),
          at2,
        );
      }
      default:
        return [];
    }
  });
}
function planAggregate(planning, input, type, target2, path) {
  const known2 = type.getFields();
  return planning.reader.fields(input, type, path).flatMap(([name2, value2, at2]) => {
    const field2 = known2[name2];
    const meaning = field2?.extensions.engine;
    if (!field2 || planning.reader.isNull(value2)) return [];
    if (meaning?.kind === 'order_count') return [{ by: target2('count', null), ...direction(planning, value2, at2) }];
    if (meaning?.kind !== 'order_function') return [];
    const columns2 = inputObject(field2).getFields();
    return planning.reader.fields(value2, inputObject(field2), at2).flatMap(([column2, order, columnAt]) => {
      const of = columns2[column2]?.extensions.engine;
      if (of?.kind !== 'order_value' || planning.reader.isNull(order)) return [];
      return [{ by: target2(meaning.function, of.operand), ...direction(planning, order, columnAt) }];
    });
  });
}
function direction(planning, input, path) {
  const name2 = planning.reader.enum(input, orderDirection(planning.context), path);
  const descends = name2.startsWith('desc');
  const nulls = name2.endsWith('_nulls_first') ? 'first' : name2.endsWith('_nulls_last') ? 'last' : descends ? 'first' : 'last';
  return { direction: descends ? 'desc' : 'asc', nulls };
}

// engine/plan/select-arguments.ts
function planSelectArguments(planning, args, definition) {
  const { reader } = planning;
  const given = (name2) => {
    const argument = definition.args.find((a) => a.name === name2);
    const input = argument && args.getUnlessNull(reader, name2);
    return input ? { input, definition: argument, path: args.at(name2) } : null;
  };
  const where = given('where');
  const orderBy2 = given('order_by');
  const limit = given('limit');
  const offset = given('offset');
  const distinctOn = given('distinct_on');
  const out = {
    where: where ? planWhere(planning, where.input, inputObject(where.definition), where.path) : TRUE,
    orderBy: orderBy2 ? planOrderBy(planning, orderBy2.input, inputObject(orderBy2.definition), orderBy2.path) : [],
    limit: limit ? readLimit(reader, limit.input, limit.path) : null,
    offset: offset ? readOffset(reader, offset.input, offset.path) : null,
    distinctOn: distinctOn ? planDistinctOn(planning, distinctOn.input, distinctOn.definition, distinctOn.path) : [],
  };
  checkDistinctOn(out, args.path);
  return out;
}
function planDistinctOn(planning, input, definition, path) {
  let type = definition.type;
  while (isNonNullType5(type) || isListType5(type)) type = type.ofType;
  return isEnumType5(type) ? selectColumns(planning, input, type, path).map((c) => c.operand) : [];
}
function checkDistinctOn({ distinctOn, orderBy: orderBy2 }, path) {
  if (distinctOn.length === 0 || orderBy2.length === 0) return;
  const first = orderBy2.slice(0, distinctOn.length).map(({ by }) => (by.kind === 'value' ? columnOf3(by.operand) : null));
  if (first.length === distinctOn.length && distinctOn.every((o) => first.includes(columnOf3(o)))) return;
  throw invalid('"distinct_on" columns must match initial "order_by" columns', path);
}
function readLimit(reader, input, path) {
  const expected = (found) => typeMismatch('Int', 'a non-negative 32-bit integer', found, path);
  if (input.kind === 'variable') {
    reader.leaf(input.path, (value2) =>
      typeof value2 === 'number' && value2 >= 0 ? inspectInteger(INTEGER, value2, path) : expected(describeJson(value2)),
    );
    return { kind: 'variable', path: input.path, type: INTEGER };
  }
  const { node } = input;
  if (node.kind !== Kind16.INT || node.value.startsWith('-')) throw expected(describeNode(node));
  const error = inspectInteger(INTEGER, node.value, path);
  if (error) throw error;
  return { kind: 'literal', text: node.value, type: INTEGER };
}
function readBatchSize(reader, input, path) {
  readLimit(reader, input, path);
  return reader.number(input);
}
function readOffset(reader, input, path) {
  const inspect = (value2, found) => {
    if (typeof value2 === 'number') return inspectInteger(INT8, value2, path);
    if (typeof value2 === 'string' && DIGITS.test(value2)) return inspectInteger(INT8, value2, path);
    return typeMismatch('Int', 'a 32-bit integer, or a 64-bit integer represented as a string', found, path);
  };
  if (input.kind === 'variable') {
    reader.leaf(input.path, (value2) => inspect(value2, describeJson(value2)));
    return { kind: 'variable', path: input.path, type: INT8 };
  }
  const { node } = input;
  if (node.kind === Kind16.INT || node.kind === Kind16.STRING) {
    const error = node.kind === Kind16.INT ? inspectInteger(INT8, node.value, path) : inspect(node.value, describeNode(node));
    if (error) throw error;
    return { kind: 'literal', text: node.value, type: INT8 };
  }
  throw inspect(null, describeNode(node)) ?? invalid('expected an integer', path);
}
var DIGITS = /^[0-9]+$/;

// engine/plan/rows.ts
function planRow(planning, type, selections, path) {
  return objectFields(planning, type, selections, path, typenameField, (field2, definition, at2) =>
    planField(planning, field2, definition, at2),
  );
}
function planField(planning, field2, definition, path) {
  const { alias } = field2;
  const meaning = definition.extensions.engine;
  switch (meaning?.kind) {
    case 'column': {
      rejectSelections(field2, path);
      const args = new Arguments(planning.reader, field2, definition, path);
      return { kind: 'value', alias, ...unmasked(meaning.operand), jsonPath: readJsonPath(planning, args) };
    }
    case 'computed_scalar': {
      rejectSelections(field2, path);
      const args = new Arguments(planning.reader, field2, definition, path);
      const given = readFunctionArguments(planning, meaning.field.function, args, definition);
      const operand = { kind: 'function', call: computedFieldCall(meaning.field, given), type: meaning.type };
      return { kind: 'value', alias, operand, mask: meaning.mask, jsonPath: readJsonPath(planning, args) };
    }
    case 'object_relationship': {
      new Arguments(planning.reader, field2, definition, path);
      const { table, relationship } = meaning;
      const select = rowSelect(planning, table, planRow(planning, objectType(definition), field2.selections, path));
      return { kind: 'rows', alias, join: relationship.mapping, select, mask: null };
    }
    case 'array_relationship':
    case 'array_relationship_aggregate':
      return relatedRows(planning, field2, definition, meaning.table, meaning.relationship.mapping, path);
    case 'computed_table': {
      const args = new Arguments(planning.reader, field2, definition, path);
      const call = computedFieldCall(meaning.field, readFunctionArguments(planning, meaning.field.function, args, definition));
      const from = { kind: 'function', call, table: meaning.table.key };
      const select = meaning.isSet
        ? listSelect(planning, from, meaning.table, args, field2, definition, path)
        : { ...rowSelect(planning, meaning.table, planRow(planning, objectType(definition), field2.selections, path)), from };
      return { kind: 'rows', alias, join: [], select, mask: null };
    }
    default:
      throw new TypeError(`${path} means nothing`);
  }
}
function relatedRows(planning, field2, definition, table, join5, path) {
  const args = new Arguments(planning.reader, field2, definition, path);
  const from = { kind: 'table', table: table.key };
  return {
    kind: 'rows',
    alias: field2.alias,
    join: join5,
    select: listSelect(planning, from, table, args, field2, definition, path),
    mask: null,
  };
}
var AGGREGATES = /* @__PURE__ */ new Set([
  'select_aggregate',
  'function_aggregate',
  'array_relationship_aggregate',
  'output_relationship_aggregate',
]);
function listSelect(planning, from, table, args, field2, definition, path) {
  const { where, ...bounds2 } = planSelectArguments(planning, args, definition);
  const type = objectType(definition);
  const isAggregate = AGGREGATES.has(definition.extensions.engine?.kind);
  return {
    from,
    shape: isAggregate ? 'aggregate' : 'list',
    where: allOf(rowFilter(planning, table), where),
    ...bounds2,
    permissionLimit: planning.context.access(table).select?.limit ?? null,
    fields: isAggregate ? [] : planRow(planning, type, field2.selections, path),
    aggregate: isAggregate ? planAggregateFields(planning, type, field2.selections, path, planRow) : [],
  };
}
function rowSelect(planning, table, fields2, where = TRUE) {
  return {
    from: { kind: 'table', table: table.key },
    shape: 'row',
    where: allOf(rowFilter(planning, table), where),
    orderBy: [],
    distinctOn: [],
    limit: null,
    offset: null,
    permissionLimit: null,
    fields: fields2,
    aggregate: [],
  };
}
function readJsonPath(planning, args) {
  const input = args.get('path');
  if (!input) return null;
  const text6 = planning.reader.string(input, args.at('path'));
  const keys = parseJsonPath(text6);
  if (!keys) throw invalid(`parse json path error: invalid path: ${text6}`, args.path);
  if (keys.length === 0) return null;
  const of = keys.map((key) => ({ kind: 'literal', text: key, type: TEXT_ARRAY.element ?? TEXT_ARRAY }));
  return { kind: 'list', of, type: TEXT_ARRAY };
}

// engine/plan/actions.ts
function planAction(planning, field2, definition, action, path) {
  const args = new Arguments(planning.reader, field2, definition, path);
  const input = argumentsObject(planning, args);
  return { kind: 'action', action: { name: action.name, input, selection: planOutput(planning, field2, definition, path) } };
}
function planActionResult(planning, field2, definition, action, path) {
  const args = new Arguments(planning.reader, field2, definition, path);
  const rule = { type: UUID2, name: 'uuid', enumValues: null, acceptsNull: false };
  const id = readValue(planning.reader, args.require('id'), rule, args.at('id'));
  const type = objectType(definition);
  const selection = objectFields(planning, type, field2.selections, path, typenameField, (of, ofDefinition, at2) => {
    const { alias } = of;
    const kind = ofDefinition.extensions.engine?.kind;
    if (kind === 'result_output') return { kind: 'output', alias, selection: planOutput(planning, of, ofDefinition, at2) };
    rejectSelections(of, at2);
    return { kind: kind === 'result_created_at' ? 'created_at' : kind === 'result_errors' ? 'errors' : 'id', alias };
  });
  return { kind: 'action_result', name: action.name, id, selection };
}
function planOutput(planning, field2, definition, path) {
  const type = getNamedType2(definition.type);
  if (!(type instanceof GraphQLObjectType4)) {
    rejectSelections(field2, path);
    return [];
  }
  return objectFields(planning, type, field2.selections, path, typenameField, (of, ofDefinition, at2) => {
    const { alias } = of;
    const meaning = ofDefinition.extensions.engine;
    if (meaning?.kind !== 'output_relationship' && meaning?.kind !== 'output_relationship_aggregate') {
      new Arguments(planning.reader, of, ofDefinition, at2);
      return { kind: 'value', alias, field: of.name, selection: planOutput(planning, of, ofDefinition, at2) };
    }
    const { relationship, table } = meaning;
    const args = new Arguments(planning.reader, of, ofDefinition, at2);
    const select =
      relationship.kind === 'array'
        ? listSelect(planning, { kind: 'table', table: table.key }, table, args, of, ofDefinition, at2)
        : rowSelect(planning, table, planRow(planning, objectType(ofDefinition), of.selections, at2));
    return { kind: 'rows', alias, relationship, select };
  });
}

// engine/plan/key.ts
function keyCondition(planning, parts) {
  return conjunction(
    parts.map(({ input, meaning, path }) => {
      if (meaning?.kind !== 'compare') return TRUE;
      const rule = comparisonRule(planning, meaning.operand.type, meaning.column);
      const value2 = readValue(planning.reader, input, rule, path);
      return { kind: 'compare', subject: meaning.operand, operator: 'eq', value: value2, nullSafe: false };
    }),
  );
}

// engine/plan/mutation-answer.ts
function planResponse(planning, field2, definition, path) {
  const type = objectType(definition);
  const fields2 = objectFields(planning, type, field2.selections, path, typenameField, (of, ofDefinition, at2) => {
    if (ofDefinition.extensions.engine?.kind === 'returning') {
      return { kind: 'returning', alias: of.alias, fields: planRow(planning, objectType(ofDefinition), of.selections, at2) };
    }
    rejectSelections(of, at2);
    return { kind: 'affected_rows', alias: of.alias };
  });
  return { kind: 'response', fields: fields2 };
}
var planRowAnswer = (planning, field2, definition, path) => ({
  kind: 'row',
  fields: planRow(planning, objectType(definition), field2.selections, path),
});

// engine/plan/delete.ts
function planDelete(planning, field2, definition, table, path) {
  const args = new Arguments(planning.reader, field2, definition, path);
  const permission = planning.context.access(table).delete;
  const isOne = definition.extensions.engine?.kind === 'delete_by_pk';
  const argument = definition.args.find((a) => a.name === 'where');
  const where =
    isOne || !argument
      ? keyCondition(planning, args.parts())
      : planWhere(planning, args.require('where'), inputObject(argument), args.at('where'));
  const plan = {
    table: table.key,
    where: allOf(permission?.filter ?? FALSE, where),
    validateInput: permission?.validateInput
      ? { webhook: permission.validateInput, input: ['[', ...argumentsObject(planning, args), ']'] }
      : null,
    path: args.path,
  };
  const answer2 = isOne ? planRowAnswer(planning, field2, definition, path) : planResponse(planning, field2, definition, path);
  return { kind: 'delete', delete: plan, answer: answer2 };
}

// engine/plan/functions.ts
function planFunction(planning, field2, definition, of, path) {
  const args = new Arguments(planning.reader, field2, definition, path);
  const { schema, name: name2, arguments: parameters } = of.function.function;
  const given = readFunctionArguments(planning, of.function.function, args, definition);
  const call = {
    schema,
    name: name2,
    arguments: callArguments(parameters.length, (i) =>
      i === of.function.sessionArgument ? sessionArgument2(parameters[i]?.name ?? null, parameters[i]?.type ?? JSONB) : given(i),
    ),
  };
  const from = { kind: 'function', call, table: of.table.key };
  if (of.function.isSet) return listSelect(planning, from, of.table, args, field2, definition, path);
  const { where } = planSelectArguments(planning, args, definition);
  const fields2 = planRow(planning, objectType(definition), field2.selections, path);
  return { ...rowSelect(planning, of.table, fields2, where), from };
}

// engine/plan/insert.ts
import { isEnumType as isEnumType6 } from 'graphql';

function planInsert(planning, field2, definition, table, path) {
  const args = new Arguments(planning.reader, field2, definition, path);
  const isOne = definition.extensions.engine?.kind === 'insert_one';
  const name2 = isOne ? 'object' : 'objects';
  const argument = definition.args.find((a) => a.name === name2);
  const conflictArgument = definition.args.find((a) => a.name === 'on_conflict');
  const type = argument && inputObject(argument);
  if (!type) throw new TypeError(`${path} has no rows`);
  const conflict2 = conflictArgument && args.getUnlessNull(planning.reader, 'on_conflict');
  const insert = planRows(planning, table, {
    rows: rowInputs(planning, args.require(name2), type, args.at(name2), isOne),
    type,
    conflict: conflict2 ? { input: conflict2, type: inputObject(conflictArgument), path: args.at('on_conflict') } : null,
    path: args.at(name2),
    parent: [],
  });
  const answer2 = isOne ? planRowAnswer(planning, field2, definition, path) : planResponse(planning, field2, definition, path);
  return { kind: 'insert', insert, answer: answer2 };
}
function rowInputs(planning, input, type, path, isOne) {
  return isOne ? [[input, path]] : planning.reader.items(input, `${type.name}!`, path);
}
function planRows(planning, table, { rows: rows3, type, conflict: conflict2, path, parent }) {
  const permission = planning.context.access(table).insert;
  return {
    table: table.key,
    rows: rows3.map(([input, at2]) =>
      planRow2(planning, input, type, permission?.presets ?? /* @__PURE__ */ new Map(), parent, at2),
    ),
    check: permission?.check ?? FALSE,
    onConflict: conflict2 ? planConflict(planning, table, conflict2.input, conflict2.type, conflict2.path) : null,
    validateInput: permission?.validateInput
      ? { webhook: permission.validateInput, input: inputList(planning, rows3, type) }
      : null,
    path,
  };
}
function planRow2(planning, input, type, presets, parent, path) {
  const known2 = type.getFields();
  const columns2 = /* @__PURE__ */ new Map();
  const before = [];
  const after2 = [];
  const nested = [];
  for (const [name2, value2, at2] of planning.reader.fields(input, type, path)) {
    const field2 = known2[name2];
    const meaning = field2?.extensions.engine;
    if (meaning?.kind === 'column_value') {
      const rule = { ...comparisonRule(planning, meaning.type, meaning.column), acceptsNull: meaning.acceptsNull };
      columns2.set(meaning.column.column.name, readValue(planning.reader, value2, rule, at2));
    } else if (field2 && (meaning?.kind === 'insert_object' || meaning?.kind === 'insert_array')) {
      if (planning.reader.isNull(value2)) continue;
      const { relationship } = meaning;
      const isBefore = relationship.kind === 'object' && relationship.insertionOrder === 'before_parent';
      if (isBefore) nested.push({ relationship, path: at2 });
      (isBefore ? before : after2).push(
        planNested(planning, value2, inputObject(field2), relationship, meaning.table, isBefore, at2),
      );
    }
  }
  checkDetermined(columns2, nested, parent, path);
  for (const [column2, value2] of presets) columns2.set(column2, value2);
  return { columns: columns2, before, after: after2, path };
}
function checkDetermined(columns2, before, parent, path) {
  const quoted3 = (names) => names.map((n) => `"${n}"`).join(', ');
  const twice = parent.filter((c) => columns2.has(c));
  if (twice.length > 0) {
    const message = `cannot insert ${quoted3(twice)} columns as their values are already being determined by parent insert`;
    throw new EngineError('validation-failed', message, { path });
  }
  for (const { relationship, path: at2 } of before) {
    const given = relationship.mapping.map((m) => m.local).filter((c) => columns2.has(c) || parent.includes(c));
    if (given.length === 0) continue;
    throw invalid(
      `cannot insert object relationship "${relationship.name}" as ${quoted3(given)} column values are already determined`,
      at2,
    );
  }
}
function planNested(planning, input, type, relationship, table, isBefore, path) {
  const known2 = type.getFields();
  const isOne = relationship.kind === 'object';
  let insert = null;
  let conflict2 = null;
  for (const [name2, value2, at2] of planning.reader.fields(input, type, path)) {
    const field2 = known2[name2];
    if (!field2) continue;
    if (name2 === 'data') {
      const rowType2 = inputObject(field2);
      const parent = isBefore ? [] : relationship.mapping.map((m) => m.remote);
      insert = { rows: rowInputs(planning, value2, rowType2, at2, isOne), type: rowType2, path: at2, parent };
    } else if (!planning.reader.isNull(value2)) conflict2 = { input: value2, type: inputObject(field2), path: at2 };
  }
  if (!insert) throw invalid("missing required field 'data'", `${path}.data`);
  return {
    relationship: relationship.name,
    kind: relationship.kind,
    mapping: relationship.mapping,
    insert: planRows(planning, table, { ...insert, conflict: conflict2 }),
  };
}
function planConflict(planning, table, input, type, path) {
  const known2 = type.getFields();
  const permission = planning.context.access(table).update;
  let constraint = '';
  let update = [];
  let where = TRUE;
  for (const [name2, value2, at2] of planning.reader.fields(input, type, path)) {
    const field2 = known2[name2];
    if (!field2) continue;
    const named = enumOf(field2.type);
    if (name2 === 'constraint' && named) constraint = planning.reader.enum(value2, named, at2);
    else if (name2 === 'update_columns' && named)
      update = selectColumns(planning, value2, named, at2).map((c) => c.column.column.name);
    else if (!planning.reader.isNull(value2)) where = planWhere(planning, value2, inputObject(field2), at2);
  }
  return {
    constraint,
    update,
    presets: permission?.presets ?? /* @__PURE__ */ new Map(),
    where: allOf(permission?.filter ?? TRUE, where),
    updateCheck: permission?.check ?? null,
  };
}
function enumOf(given) {
  let type = given;
  while (typeof type === 'object' && type !== null && 'ofType' in type) type = type.ofType;
  return isEnumType6(type) ? type : null;
}

// engine/plan/stream.ts
import { isEnumType as isEnumType7 } from 'graphql';

function planStream(planning, field2, definition, table, path) {
  const args = new Arguments(planning.reader, field2, definition, path);
  const { reader } = planning;
  const argument = (name2) => definition.args.find((a) => a.name === name2);
  const where = args.getUnlessNull(reader, 'where');
  const whereType = argument('where');
  const cursorType = argument('cursor');
  const condition2 = where && whereType ? planWhere(planning, where, inputObject(whereType), args.at('where')) : TRUE;
  const cursors = cursorType ? readCursors(planning, args.require('cursor'), inputObject(cursorType), args.at('cursor')) : [];
  const [cursor] = cursors;
  if (!cursor) throw invalid('one streaming column field is expected', args.path);
  if (cursors.length > 1) throw invalid('multiple column cursors are not supported yet', args.path);
  const { mask, ...of } = cursor;
  return {
    table: table.key,
    where: allOf(rowFilter(planning, table), mask ?? TRUE, condition2),
    cursor: of,
    batchSize: readBatchSize(reader, args.require('batch_size'), args.at('batch_size')),
    fields: planRow(planning, objectType(definition), field2.selections, path),
  };
}
function readCursors(planning, input, type, path) {
  return planning.reader.items(input, type.name, path).flatMap(([item, at2]) => {
    if (planning.reader.isNull(item)) return [];
    let direction2 = 'asc';
    let initial = null;
    const known2 = type.getFields();
    for (const [name2, value2, valueAt2] of planning.reader.fields(item, type, at2)) {
      const ordering2 = known2[name2]?.type;
      if (isEnumType7(ordering2)) direction2 = planning.reader.enum(value2, ordering2, valueAt2) === 'DESC' ? 'desc' : 'asc';
      else initial = { input: value2, path: valueAt2 };
    }
    const values = known2.initial_value;
    if (!initial || !values) return [];
    return readInitialValue(planning, initial.input, inputObject(values), initial.path).map((cursor) => ({
      ...cursor,
      direction: direction2,
    }));
  });
}
function readInitialValue(planning, input, type, path) {
  const known2 = type.getFields();
  return planning.reader.fields(input, type, path).flatMap(([name2, value2, at2]) => {
    const meaning = known2[name2]?.extensions.engine;
    if (meaning?.kind !== 'compare') return [];
    const { operand, mask } = unmasked(meaning.operand);
    if (operand.kind !== 'column') return [];
    const rule = {
      ...comparisonRule(planning, operand.type, meaning.column),
      acceptsNull: meaning.column?.column.isNullable ?? false,
    };
    const initial = readValue(planning.reader, value2, rule, at2);
    return [{ column: operand, initial, mask }];
  });
}

// engine/plan/update.ts
function planUpdate(planning, field2, definition, table, path) {
  const args = new Arguments(planning.reader, field2, definition, path);
  const parts = args
    .parts()
    .map(({ name: name2, input, definition: type, meaning, path: at2 }) => ({ name: name2, input, type, meaning, path: at2 }));
  const update = planParts(planning, table, parts, operatorsOf(definition.args), args.path, () => [
    '[',
    ...argumentsObject(planning, args),
    ']',
  ]);
  const isOne = definition.extensions.engine?.kind === 'update_by_pk';
  const answer2 = isOne ? planRowAnswer(planning, field2, definition, path) : planResponse(planning, field2, definition, path);
  return { kind: 'update', update, answer: answer2 };
}
function planUpdateMany(planning, field2, definition, table, path) {
  const args = new Arguments(planning.reader, field2, definition, path);
  const argument = definition.args.find((a) => a.name === 'updates');
  if (!argument) throw new TypeError(`${path} has no updates`);
  const type = inputObject(argument);
  const known2 = type.getFields();
  const updates = planning.reader.items(args.require('updates'), `${type.name}!`, args.at('updates')).map(([item, at2]) => {
    const parts = planning.reader.fields(item, type, at2).flatMap(([name2, input, partAt]) => {
      const of = known2[name2];
      return of ? [{ name: name2, input, type: of, meaning: of.extensions.engine, path: partAt }] : [];
    });
    return planParts(planning, table, parts, operatorsOf(Object.values(known2)), at2, () =>
      inputList(planning, [[item, at2]], type),
    );
  });
  return { kind: 'update_many', updates, answer: planResponse(planning, field2, definition, path) };
}
var operatorsOf = (inputs) => inputs.filter((i) => i.extensions.engine?.kind === 'update_operator').map((i) => i.name);
function planParts(planning, table, parts, operators, path, input) {
  const permission = planning.context.access(table).update;
  let where = FALSE;
  const set = [];
  for (const part2 of parts) {
    const type = inputObject(part2.type);
    if (part2.meaning?.kind === 'update_operator') set.push(...planOperator(planning, part2, part2.meaning.operator, type));
    else if (part2.name === 'pk_columns') where = planKey(planning, part2, type);
    else where = planWhere(planning, part2.input, type, part2.path);
  }
  const presets = [...(permission?.presets ?? [])].map(([column2, value2]) => ({ kind: 'set', column: column2, value: value2 }));
  if (presets.length === 0 && !parts.some((p) => p.meaning?.kind === 'update_operator')) {
    throw invalid(`at least any one of ${operators.join(', ')} is expected`, path);
  }
  const all2 = [...presets, ...set];
  checkColumnsOnce(table, all2, path);
  return {
    table: table.key,
    where: allOf(permission?.filter ?? FALSE, where),
    set: all2,
    check: permission?.check ?? null,
    validateInput: permission?.validateInput ? { webhook: permission.validateInput, input: input() } : null,
    path,
  };
}
function planOperator(planning, part2, operator2, type) {
  const known2 = type.getFields();
  return planning.reader.fields(part2.input, type, part2.path).flatMap(([name2, input, at2]) => {
    const meaning = known2[name2]?.extensions.engine;
    if (meaning?.kind !== 'column_value') return [];
    const column2 = meaning.column.column.name;
    if (operator2 === 'delete_at_path') {
      const rule2 = comparisonRule(planning, TEXT, null);
      return [{ kind: operator2, column: column2, value: readList(planning.reader, input, rule2, at2) }];
    }
    const own = meaning.type === meaning.column.column.type ? meaning.column : null;
    const rule = { ...comparisonRule(planning, meaning.type, own), acceptsNull: meaning.acceptsNull };
    return [{ kind: operator2, column: column2, value: readValue(planning.reader, input, rule, at2) }];
  });
}
function planKey(planning, part2, type) {
  const known2 = type.getFields();
  return keyCondition(
    planning,
    planning.reader.fields(part2.input, type, part2.path).map(([name2, input, path]) => ({
      input,
      path,
      meaning: known2[name2]?.extensions.engine,
    })),
  );
}
function checkColumnsOnce(table, set, path) {
  const seen = /* @__PURE__ */ new Set();
  const twice = /* @__PURE__ */ new Set();
  for (const { column: column2 } of set) {
    if (seen.has(column2)) twice.add(column2);
    seen.add(column2);
  }
  if (twice.size === 0) return;
  const names = table.columns.map((c) => c.column.name).filter((c) => twice.has(c));
  throw invalid(`Column found in multiple operators: [${names.map((n) => `'${n}'`).join(', ')}].`, path);
}

// engine/plan/roots.ts
function planRoot(planning, field2, definition, path) {
  const meaning = definition.extensions.engine;
  switch (meaning?.kind) {
    case 'placeholder':
      rejectSelections(field2, path);
      return { kind: 'text', json: JSON.stringify(NO_QUERIES) };
    case 'select':
    case 'select_aggregate': {
      const args = new Arguments(planning.reader, field2, definition, path);
      const from = { kind: 'table', table: meaning.table.key };
      return { kind: 'select', select: listSelect(planning, from, meaning.table, args, field2, definition, path) };
    }
    case 'select_by_pk':
      return { kind: 'select', select: planByKey(planning, field2, definition, meaning.table, path) };
    case 'select_stream':
      return { kind: 'stream', stream: planStream(planning, field2, definition, meaning.table, path) };
    case 'function':
    case 'function_aggregate': {
      const select = planFunction(planning, field2, definition, meaning, path);
      return { kind: meaning.function.exposedAs === 'mutation' ? 'function_mutation' : 'select', select };
    }
    case 'insert':
    case 'insert_one':
      return planInsert(planning, field2, definition, meaning.table, path);
    case 'update':
    case 'update_by_pk':
      return planUpdate(planning, field2, definition, meaning.table, path);
    case 'update_many':
      return planUpdateMany(planning, field2, definition, meaning.table, path);
    case 'delete':
    case 'delete_by_pk':
      return planDelete(planning, field2, definition, meaning.table, path);
    case 'action':
      return planAction(planning, field2, definition, meaning.action, path);
    case 'action_result':
      return planActionResult(planning, field2, definition, meaning.action, path);
    default:
      throw new TypeError(`${path} is no root field`);
  }
}
function planByKey(planning, field2, definition, table, path) {
  const args = new Arguments(planning.reader, field2, definition, path);
  const where = keyCondition(planning, args.parts());
  return rowSelect(planning, table, planRow(planning, objectType(definition), field2.selections, path), where);
}

// engine/plan/plan-operation.ts
var MAX_ROOTS = 1e3;
function planOperation(planning, operation, allowsIntrospection) {
  const kind = operation.operation;
  const type = rootType(planning, kind);
  checkDirectives(operation.directives ?? [], LOCATIONS2[kind], '$');
  const path = '$.selectionSet';
  const fields2 = collectFields(planning, type, operation.selectionSet.selections, path);
  if (kind === OperationTypeNode.SUBSCRIPTION) checkSubscription(operation, fields2);
  if (fields2.length > MAX_ROOTS) throw invalid(`the query has more than ${MAX_ROOTS} root fields`, '$');
  const roots = fields2.map((field2) => {
    const at2 = `${path}.${field2.name}`;
    return { alias: field2.alias, path: at2, field: planField2(planning, type, field2, at2, allowsIntrospection) };
  });
  return { kind, name: operation.name?.value ?? null, roots };
}
var LOCATIONS2 = {
  query: DirectiveLocation3.QUERY,
  mutation: DirectiveLocation3.MUTATION,
  subscription: DirectiveLocation3.SUBSCRIPTION,
};
function rootType({ schema }, kind) {
  if (kind === OperationTypeNode.QUERY) return schema.query;
  const type = kind === OperationTypeNode.MUTATION ? schema.mutation : schema.subscription;
  if (!type) throw new EngineError('validation-failed', `no ${kind}s exist`);
  return type;
}
function planField2(planning, type, field2, path, allowsIntrospection) {
  if (field2.name === '__typename') return { kind: 'text', json: JSON.stringify(type.name) };
  if (isIntrospection(field2.name) && allowsIntrospection && type === planning.schema.query) {
    return { kind: 'text', json: planIntrospection(planning, field2, path) };
  }
  const definition = type.getFields()[field2.name];
  if (!definition) throw invalid(`field '${field2.name}' not found in type: '${type.name}'`, path);
  return planRoot(planning, field2, definition, path);
}
function checkSubscription(operation, fields2) {
  const allowsMany = operation.directives?.some((d) => d.name.value === '_multiple_top_level_fields') ?? false;
  if (fields2.length === 1 || (allowsMany && fields2.length > 0)) return;
  throw new EngineError('validation-failed', 'subscriptions must select one top level field');
}

// engine/plan/planner.ts
var DEFAULT_PLANNER_OPTIONS = {
  schema: DEFAULT_SCHEMA_OPTIONS,
  allowsNullForNonNull: false,
  nullCollapse: false,
  cacheBytes: 64 * 1024 * 1024,
};
function createPlanner(options = DEFAULT_PLANNER_OPTIONS) {
  const documents = new LRUCache6({ maxSize: options.cacheBytes, maxEntrySize: options.cacheBytes / 4 });
  let current = null;
  let schemas = /* @__PURE__ */ new Map();
  const follow2 = (snapshot) => {
    if (current === snapshot) return;
    current = snapshot;
    schemas = /* @__PURE__ */ new Map();
    documents.clear();
  };
  const schemaOf = ({ model }, identity, key) => {
    let found = schemas.get(key);
    if (!found) {
      found = new RoleSchema(model, identity, options.schema);
      schemas.set(key, found);
    }
    return found;
  };
  return {
    schema(snapshot, session) {
      follow2(snapshot);
      const identity = identityOf(snapshot, session);
      return schemaOf(snapshot, identity, keyOf2(identity));
    },
    plan(snapshot, request3, session) {
      follow2(snapshot);
      const identity = identityOf(snapshot, session);
      const role = keyOf2(identity);
      const document = documents.get(request3.query) ?? new CachedDocument(request3.query);
      const operation = document.operation(role, request3.operationName ?? null);
      const variables = request3.variables ?? NO_VARIABLES;
      checkVariables(operation.declared, operation.used, variables, options.allowsNullForNonNull);
      const found = operation.plans.find(variables);
      if (found) return { plan: found, variables, measure: operation.measure };
      const shape = new ShapeRecorder(variables);
      const reader = new InputReader(operation.declared, shape);
      const planning = new Planning(schemaOf(snapshot, identity, role), reader, document.parsed.fragments, options.nullCollapse);
      const plan = planOperation(planning, operation.node, !snapshot.model.introspectionDisabledFor.has(session.role));
      operation.plans.add(shape, plan);
      document.grow(plan, shape);
      documents.set(request3.query, document, { size: document.sizeBytes });
      return { plan, variables, measure: operation.measure };
    },
  };
}
function identityOf({ model }, { role, backendOnly }) {
  return { role: role === 'admin' || model.roles.has(role) ? role : '', backendOnly };
}
var keyOf2 = ({ role, backendOnly }) => (backendOnly ? `${role}\0backend` : role);
var NO_VARIABLES = {};
var CachedDocument = class {
  parsed;
  #textBytes;
  #byRole = /* @__PURE__ */ new Map();
  #planBytes = 0;
  constructor(text6) {
    this.parsed = parseDocument(text6);
    this.#textBytes = 2e3 + text6.length * 44;
  }
  get sizeBytes() {
    return this.#textBytes + this.#planBytes;
  }
  grow(plan, shape) {
    const answers = plan.roots.reduce((sum, { field: field2 }) => sum + (field2.kind === 'text' ? field2.json.length : 0), 0);
    this.#planBytes += this.#textBytes + answers + 200 * (shape.looks.length + shape.checks.length);
  }
  operation(role, name2) {
    let operations2 = this.#byRole.get(role);
    if (!operations2) {
      operations2 = /* @__PURE__ */ new Map();
      this.#byRole.set(role, operations2);
    }
    let found = operations2.get(name2);
    if (!found) {
      const node = selectOperation(this.parsed, name2);
      const used = usedVariables(node, this.parsed.fragments);
      const measure = measureOperation(node, this.parsed.fragments);
      found = { node, used, declared: declaredVariables(node, used), measure, plans: new ShapeTree() };
      operations2.set(name2, found);
    }
    return found;
  }
};

// engine/session.ts
var ADMIN = { role: 'admin', variables: { 'x-hasura-role': 'admin' }, backendOnly: true, expiresAt: null };

// engine/triggers/event-catalog.ts
var EVENT_CHANNEL = 'hdb_event_log';
var STATEMENTS = [
  `create or replace function hdb_catalog.gen_hasura_uuid() returns uuid language sql as $$ select gen_random_uuid() $$`,
  `create table if not exists hdb_catalog.hdb_source_catalog_version (version text not null, upgraded_on timestamptz not null)`,
  `create unique index if not exists hdb_source_catalog_version_one_row
     on hdb_catalog.hdb_source_catalog_version ((version is not null))`,
  `insert into hdb_catalog.hdb_source_catalog_version (version, upgraded_on) values ('3', now()) on conflict do nothing`,
  `create table if not exists hdb_catalog.event_log (
     id text default hdb_catalog.gen_hasura_uuid() primary key,
     schema_name text not null,
     table_name text not null,
     trigger_name text not null,
     payload jsonb not null,
     delivered boolean not null default false,
     error boolean not null default false,
     tries integer not null default 0,
     created_at timestamp default now(),
     locked timestamptz,
     next_retry_at timestamp,
     archived boolean not null default false
   )`,
  'alter table hdb_catalog.event_log add column if not exists claimed_by uuid',
  'create index if not exists event_log_trigger_name_idx on hdb_catalog.event_log (trigger_name)',
  `create index if not exists event_log_fetch_events on hdb_catalog.event_log
     (locked asc nulls first, next_retry_at asc nulls first, created_at asc)
     where delivered = 'f' and error = 'f' and archived = 'f'`,
  `create table if not exists hdb_catalog.event_invocation_logs (
     id text default hdb_catalog.gen_hasura_uuid() primary key,
     trigger_name text,
     event_id text,
     status integer,
     request json,
     response json,
     created_at timestamp default now()
   )`,
  'create index if not exists event_invocation_logs_event_id_idx on hdb_catalog.event_invocation_logs (event_id)',
  `create table if not exists hdb_catalog.hdb_event_log_cleanups (
     id text default hdb_catalog.gen_hasura_uuid() primary key,
     trigger_name text not null,
     scheduled_at timestamp not null,
     deleted_event_logs integer,
     deleted_event_invocation_logs integer,
     status text not null check (status in ('scheduled', 'paused', 'completed', 'dead')),
     unique (trigger_name, scheduled_at)
   )`,
];
var insertEventLog = (notify2) => `
create or replace function hdb_catalog.insert_event_log(
  schema_name text, table_name text, trigger_name text, op text, row_data json
) returns text language plpgsql as $$
declare
  event_id text := gen_random_uuid()::text;
begin
  insert into hdb_catalog.event_log (id, schema_name, table_name, trigger_name, payload)
  values (event_id, schema_name, table_name, trigger_name, jsonb_build_object(
    'op', op,
    'data', row_data,
    'session_variables', nullif(current_setting('hasura.user', true), '')::json,
    'trace_context', nullif(current_setting('hasura.tracecontext', true), '')::json
  ));
  ${notify2 ? `perform pg_notify('${EVENT_CHANNEL}', '');` : ''}
  return event_id;
end $$`;
var ensureEventCatalog = (connection, { notify: notify2 }) =>
  makeTables(connection, [...STATEMENTS, insertEventLog(notify2)], { lock: notify2 });

// engine/triggers/trigger-function.ts
var OPERATIONS = [
  ['INSERT', 'insert'],
  ['UPDATE', 'update'],
  ['DELETE', 'delete'],
];
var captureName = (trigger, operation) => `notify_hasura_${trigger}_${operation}`;
var capturedTrigger = (name2) => /^notify_hasura_(.+)_(?:INSERT|UPDATE|DELETE)$/.exec(name2)?.[1] ?? null;
function captureFunctions(trigger, table, options) {
  return OPERATIONS.flatMap(([operation, key]) => {
    const asked = trigger[key];
    if (asked === null) return [];
    return [
      {
        name: captureName(trigger.name, operation),
        operation,
        schema: table.schema,
        table: table.name,
        body: body(operation, trigger.name, asked, table, options),
        onReplication: trigger.onReplication,
      },
    ];
  });
}
function body(operation, trigger, asked, table, options) {
  const payload2 = (row) => rowAsJson(row, chosen(table, asked.payload), asked.payload === '*', options);
  const before = operation === 'INSERT' ? 'null' : payload2('OLD');
  const after2 = operation === 'DELETE' ? 'null' : payload2('NEW');
  const write5 = `perform hdb_catalog.insert_event_log(${text5(table.schema)}, ${text5(table.name)}, ${text5(trigger)}, TG_OP, json_build_object('old', ${before}, 'new', ${after2}));`;
  if (operation !== 'UPDATE') return `begin ${write5} return null; end`;
  const { declarations, changed: changed3 } = comparison3(chosen(table, asked.columns), asked.columns === '*');
  return `${declarations}begin if ${changed3} then ${write5} end if; return null; end`;
}
var chosen = (table, names) => (names === '*' ? table.columns : table.columns.filter((c) => names.includes(c.name)));
function rowAsJson(row, columns2, all2, options) {
  const written = columns2.map((c) => columnAsJson(`${row}.${ident3(c.name)}`, c.type.name, options));
  if (all2 && written.every((w, i) => w === `${row}.${ident3(columns2[i]?.name ?? '')}`)) return `row_to_json(${row})`;
  const list2 = columns2.map((c, i) => `${written[i]} as ${ident3(c.name)}`).join(', ');
  return `(select row_to_json(_e) from (select ${list2}) as _e)`;
}
var LONG_NUMBERS = /* @__PURE__ */ new Set(['int8', 'numeric', 'float8', 'money']);
function columnAsJson(column2, type, options) {
  if (options.stringifyNumericTypes && LONG_NUMBERS.has(type)) return `(${column2})::text`;
  return type === 'geometry' || type === 'geography' ? `ST_AsGeoJSON(${column2}, 15, 4)::json` : column2;
}
function comparison3(columns2, all2) {
  const opaque = columns2.filter((c) => !hasEquality(c));
  if (all2 && opaque.length === 0) return { declarations: '', changed: 'OLD is distinct from NEW' };
  const parts = columns2.filter(hasEquality).map((c) => `OLD.${ident3(c.name)} is distinct from NEW.${ident3(c.name)}`);
  if (opaque.length === 0) return { declarations: '', changed: parts.join(' or ') || 'false' };
  const row = (of) => `row(${opaque.map((c) => `${of}.${ident3(c.name)}`).join(', ')})`;
  return {
    declarations: `declare _old record := ${row('OLD')}; _new record := ${row('NEW')}; `,
    changed: [...parts, '_old *<> _new'].join(' or '),
  };
}
var COMPARABLE2 = new Set(
  `bool char name text varchar bpchar citext bytea int2 int4 int8 oid float4 float8 numeric money date time timetz timestamp
   timestamptz interval uuid jsonb inet cidr macaddr macaddr8 bit varbit tsvector tsquery pg_lsn ltree
   int4range int8range numrange tsrange tstzrange daterange`.split(/\s+/),
);
function hasEquality({ type }) {
  const element2 = type.element ?? type;
  return element2.kind === 'enum' || COMPARABLE2.has(element2.name);
}
var ident3 = (name2) => `"${name2.replaceAll('"', '""')}"`;
var text5 = (value2) => `${value2.includes('\\') ? ' E' : ''}'${value2.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

// engine/triggers/apply-event-triggers.ts
var eventTriggerApplier = (options) => async (connection, next, previous) => {
  if (previous === null) await ensureEventCatalog(connection, { notify: !(await isYugabyte(connection)) });
  else if (previous.namedTriggers.event.size === 0 && next.namedTriggers.event.size === 0) return;
  const wanted = [...next.eventTriggers.values()].flatMap((trigger) => {
    const table = next.tables.get(trigger.table)?.catalog;
    return table ? captureFunctions(trigger, table, options) : [];
  });
  const present2 = await listCaptures(connection);
  await dropUnwanted(connection, present2, wanted, next);
  for (const capture of wanted) await apply(connection, capture, present2.get(capture.name));
  await archiveDropped(connection, present2, next, previous);
};
async function listCaptures(connection) {
  const rows3 = await connection.query({
    text: `select p.proname as name, p.prosrc as body, n.nspname as schema, c.relname as table, t.tgenabled::text as enabled
           from pg_catalog.pg_proc p
           left join pg_catalog.pg_trigger t on t.tgfoid = p.oid and not t.tgisinternal and t.tgparentid = 0
           left join pg_catalog.pg_class c on c.oid = t.tgrelid
           left join pg_catalog.pg_namespace n on n.oid = c.relnamespace
           where p.pronamespace = 'hdb_catalog'::regnamespace and p.proname like 'notify\\_hasura\\_%'`,
  });
  const captures = /* @__PURE__ */ new Map();
  for (const { name: name2, body: body2, schema, table, enabled } of rows3) {
    if (name2 === null || name2 === void 0) continue;
    const trigger = schema && table && enabled ? [{ schema, table, enabled }] : [];
    captures.set(name2, { body: body2 ?? '', triggers: [...(captures.get(name2)?.triggers ?? []), ...trigger] });
  }
  return captures;
}
async function dropUnwanted(connection, present2, wanted, next) {
  const names = new Set(wanted.map((w) => w.name));
  for (const name2 of present2.keys()) {
    const trigger = capturedTrigger(name2);
    if (trigger === null || names.has(name2)) continue;
    if (next.namedTriggers.event.has(trigger) && !next.eventTriggers.has(trigger)) continue;
    await connection.query({ text: `drop function if exists hdb_catalog.${ident4(name2)}() cascade` });
  }
}
async function apply(connection, capture, present2) {
  const name2 = ident4(capture.name);
  const table = `${ident4(capture.schema)}.${ident4(capture.table)}`;
  if (present2?.body !== capture.body) {
    const quote3 = dollarQuote(capture.body);
    await connection.query({
      text: `create or replace function hdb_catalog.${name2}() returns trigger language plpgsql as ${quote3}${capture.body}${quote3}`,
    });
  }
  const here = present2?.triggers.find((t) => t.schema === capture.schema && t.table === capture.table);
  for (const other of present2?.triggers ?? []) {
    if (other === here) continue;
    await connection.query({ text: `drop trigger if exists ${name2} on ${ident4(other.schema)}.${ident4(other.table)}` });
  }
  if (!here) {
    await connection.query({
      text: `create trigger ${name2} after ${capture.operation} on ${table} for each row execute function hdb_catalog.${name2}()`,
    });
  }
  const enabled = capture.onReplication ? 'A' : 'O';
  if ((here?.enabled ?? 'O') !== enabled) {
    await connection.query({ text: `alter table ${table} enable ${capture.onReplication ? 'always' : ''} trigger ${name2}` });
  }
}
async function archiveDropped(connection, present2, next, previous) {
  const known2 = [...(previous?.namedTriggers.event ?? []), ...[...present2.keys()].map(capturedTrigger)];
  const dropped = [...new Set(known2)].filter((name2) => name2 !== null && !next.namedTriggers.event.has(name2));
  if (dropped.length === 0) return;
  await connection.query({
    text: `update hdb_catalog.event_log set archived = true
           where trigger_name in (select json_array_elements_text($1::json)) and not archived`,
    values: [JSON.stringify(dropped)],
  });
}
var ident4 = (name2) => `"${name2.replaceAll('"', '""')}"`;
function dollarQuote(text6) {
  let quote3 = '$hdb$';
  for (let i = 0; text6.includes(quote3); i++) quote3 = `$hdb${i}$`;
  return quote3;
}
async function isYugabyte(connection) {
  const [row] = await connection.query({ text: 'select version() as version' });
  return row?.version?.includes('-YB-') ?? false;
}

// engine/triggers/alarm.ts
function startAlarm(work, maxMs) {
  let timer = null;
  let running = null;
  let again = false;
  let stopped = false;
  const run2 = async () => {
    do {
      again = false;
      const next = await work();
      if (stopped) return;
      if (!again) timer = setTimeout(wake, Math.min(maxMs, Math.max(0, next === null ? maxMs : next.getTime() - Date.now())));
    } while (again);
  };
  const wake = () => {
    if (stopped) return;
    if (timer) clearTimeout(timer);
    timer = null;
    again = true;
    running ??= run2().finally(() => {
      running = null;
    });
  };
  wake();
  return {
    wake,
    stop: async () => {
      stopped = true;
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}

// engine/triggers/cleanup/clean-event-logs.ts
async function cleanEventLogs(connection, cleaning) {
  const until = performance.now() + cleaning.timeoutSeconds * 1e3;
  let [events, invocations] = [0, 0];
  for (;;) {
    const batch = await cleanBatch(connection, cleaning);
    events += batch.events;
    invocations += batch.invocations;
    if (batch.events < cleaning.batchSize || performance.now() > until) return { events, invocations };
  }
}
async function cleanBatch(connection, cleaning) {
  const [row] = await connection.query({
    text: `with gone as (
             delete from hdb_catalog.event_log where id in (
               select id from hdb_catalog.event_log
               where (delivered or error) and trigger_name = any ($1::text[])
                 and created_at < now()::timestamp - make_interval(secs => $2::float8 * 3600)
               order by created_at limit $3::int for update skip locked)
             returning id),
           logs as (
             ${cleaning.cleanInvocationLogs ? 'delete from hdb_catalog.event_invocation_logs where event_id in (select id from gone) returning 1' : 'update hdb_catalog.event_invocation_logs set event_id = null where event_id in (select id from gone) returning 1'})
           select (select count(*) from gone) as events, (select count(*) from logs) as invocations`,
    values: [textArray(cleaning.triggers), String(cleaning.olderThanHours), String(cleaning.batchSize)],
  });
  return { events: Number(row?.events ?? 0), invocations: cleaning.cleanInvocationLogs ? Number(row?.invocations ?? 0) : 0 };
}

// engine/triggers/cleanup/cleanup-config.ts
import { z as z29 } from 'zod';

var Config = z29.object({
  /** Five fields, UTC. */
  schedule: z29.string().refine((schedule) => scheduleProblem(schedule) === null),
  /** Hours. */
  clear_older_than: z29.number().min(0),
  batch_size: z29.int().positive().default(1e4),
  /** Seconds that one run may take. */
  timeout: z29.number().positive().default(60),
  clean_invocation_logs: z29.boolean().default(false),
  paused: z29.boolean().default(false),
});
function cleanupOf(trigger) {
  const config = Config.safeParse(trigger.cleanup);
  return config.success && !config.data.paused ? config.data : null;
}

// engine/triggers/cleanup/cleanup-schedule.ts
var LOOK_EVERY_MS = 6e5;
function startEventCleanup(deps) {
  const now = deps.now ?? (() => /* @__PURE__ */ new Date());
  const pass = async () => {
    try {
      const due = await runDue(deps, now());
      return due && new Date(Date.now() + due.getTime() - now().getTime());
    } catch (cause) {
      deps.observe({ kind: 'internal-error', message: 'cleaning event logs failed', cause });
      return null;
    }
  };
  const alarm = startAlarm(pass, LOOK_EVERY_MS);
  const unsubscribe = deps.onChange(() => alarm.wake());
  return {
    [Symbol.asyncDispose]: () => {
      unsubscribe();
      return alarm.stop();
    },
  };
}
async function runDue(deps, now) {
  let earliest = null;
  for (const trigger of deps.snapshot().model.eventTriggers.values()) {
    const config = cleanupOf(trigger);
    if (config === null) continue;
    while (await takeDue(deps.database, trigger.name, now)) await clean2(deps.database, trigger.name, config);
    const [next] = nextTimes(config.schedule, now, 1);
    if (next === void 0) continue;
    await putNext(deps.database, trigger.name, next);
    if (earliest === null || next < earliest) earliest = next;
  }
  return earliest;
}
async function clean2(connection, trigger, config) {
  const { events, invocations } = await cleanEventLogs(connection, {
    triggers: [trigger],
    olderThanHours: config.clear_older_than,
    batchSize: config.batch_size,
    timeoutSeconds: config.timeout,
    cleanInvocationLogs: config.clean_invocation_logs,
  });
  await connection.query({
    text: `update hdb_catalog.hdb_event_log_cleanups
           set deleted_event_logs = $2::int, deleted_event_invocation_logs = $3::int
           where id = (select id from hdb_catalog.hdb_event_log_cleanups where trigger_name = $1 and status = 'completed'
                       order by scheduled_at desc limit 1)`,
    values: [trigger, String(events), String(invocations)],
  });
}
async function takeDue(connection, trigger, now) {
  const rows3 = await connection.query({
    text: `update hdb_catalog.hdb_event_log_cleanups set status = 'completed'
           where id in (select id from hdb_catalog.hdb_event_log_cleanups
                        where trigger_name = $1 and status = 'scheduled' and scheduled_at <= $2::timestamptz at time zone 'UTC'
                        order by scheduled_at limit 1 for update skip locked)
           returning id`,
    values: [trigger, now.toISOString()],
  });
  return rows3.length > 0;
}
async function putNext(connection, trigger, next) {
  await connection.query({
    text: `with replaced as (
             delete from hdb_catalog.hdb_event_log_cleanups
             where trigger_name = $1 and status = 'scheduled' and scheduled_at <> $2::timestamptz at time zone 'UTC')
           insert into hdb_catalog.hdb_event_log_cleanups (trigger_name, scheduled_at, status)
           values ($1, $2::timestamptz at time zone 'UTC', 'scheduled') on conflict do nothing`,
    values: [trigger, next.toISOString()],
  });
}

// engine/triggers/event-commands.ts
import { z as z30 } from 'zod';

var ByTrigger = z30.object({ name: z30.string(), source: z30.string().nullish() });
var Page = { limit: z30.int().min(0).nullish(), offset: z30.int().min(0).nullish() };
var PAGE = 100;
var eventCommands = {
  invoke_event_trigger: command(ByTrigger.extend({ payload: z30.unknown().optional() }), invoke),
  redeliver_event: command(z30.object({ event_id: z30.string(), source: z30.string().nullish() }), async ({ database }, args) => {
    await redeliver(database, args.event_id);
    return SUCCESS;
  }),
  get_event_logs: command(
    ByTrigger.extend({ ...Page, status: z30.enum(['pending', 'processed', 'error', 'all']).nullish() }),
    async (context, args) => {
      requireTrigger(context, args.name);
      return rows2(
        context.database,
        `select id, schema_name, table_name, trigger_name, payload, delivered, error, tries, created_at, locked, next_retry_at, archived
         from hdb_catalog.event_log where trigger_name = $1 ${STATUS[args.status ?? 'all']} order by created_at desc`,
        [args.name],
        args,
      );
    },
  ),
  get_event_invocation_logs: command(ByTrigger.extend(Page), async (context, args) => {
    requireTrigger(context, args.name);
    return rows2(
      context.database,
      `select id, trigger_name, event_id, status, request, response, created_at
       from hdb_catalog.event_invocation_logs where trigger_name = $1 order by created_at desc`,
      [args.name],
      args,
    );
  }),
  get_event_by_id: command(
    z30.object({
      event_id: z30.string(),
      source: z30.string().nullish(),
      invocation_log_limit: Page.limit,
      invocation_log_offset: Page.offset,
    }),
    async ({ database }, args) => {
      const [event] = await rows2(
        database,
        `select id, schema_name, table_name, trigger_name, payload, delivered, error, tries, created_at, locked, next_retry_at, archived
         from hdb_catalog.event_log where id = $1`,
        [args.event_id],
        { limit: 1, offset: 0 },
      );
      const invocations = await rows2(
        database,
        `select id, trigger_name, event_id, status, request, response, created_at
         from hdb_catalog.event_invocation_logs where event_id = $1 order by created_at desc`,
        [args.event_id],
        { limit: args.invocation_log_limit, offset: args.invocation_log_offset },
      );
      return { event: event ?? null, invocations };
    },
  ),
  delete_event_trigger_logs: command(
    ByTrigger.extend({
      older_than: z30.number().min(0),
      clean_invocation_logs: z30.boolean().nullish(),
      batch_size: z30.int().positive().nullish(),
      timeout: z30.number().positive().nullish(),
    }),
    async (context, args) => {
      requireTrigger(context, args.name);
      const { events, invocations } = await cleanEventLogs(context.database, {
        triggers: [args.name],
        olderThanHours: args.older_than,
        batchSize: args.batch_size ?? 1e4,
        timeoutSeconds: args.timeout ?? 60,
        cleanInvocationLogs: args.clean_invocation_logs ?? false,
      });
      return { deleted_event_logs: events, deleted_event_invocation_logs: invocations };
    },
  ),
  pause_event_trigger_cleanups: command(z30.unknown(), (context, args) => pauseCleanups(context, args, true)),
  resume_event_trigger_cleanups: command(z30.unknown(), (context, args) => pauseCleanups(context, args, false)),
};
var STATUS = {
  all: '',
  pending: 'and not delivered and not error and not archived',
  processed: 'and (delivered or error) and not archived',
  error: 'and error and not archived',
};
function requireTrigger({ draft, path }, name2) {
  const trigger = draft.model.eventTriggers.get(name2);
  if (trigger === void 0)
    throw new EngineError('not-exists', `event trigger "${name2}" does not exist`, { path: `${path}.name` });
  return trigger;
}
async function invoke(context, args) {
  const trigger = requireTrigger(context, args.name);
  if (!trigger.enableManual) {
    throw new EngineError('not-supported', 'manual mode is not enabled for event trigger', { path: `${context.path}.name` });
  }
  const table = context.draft.model.tables.get(trigger.table)?.catalog;
  const [row] = await context.database.transaction({}, async (connection) => {
    await connection.query({
      text: "select set_config('hasura.user', $1, true), set_config('hasura.tracecontext', 'null', true)",
      values: [JSON.stringify(context.session.variables)],
    });
    return connection.query({
      text: "select hdb_catalog.insert_event_log($1, $2, $3, 'MANUAL', $4::json) as event_id",
      values: [table?.schema ?? '', table?.name ?? '', trigger.name, JSON.stringify(args.payload ?? null)],
    });
  });
  return { event_id: row?.event_id };
}
async function redeliver(connection, id) {
  const [row] = await connection.query({
    text: `with found as (
             select id, locked is not null and locked > now() - interval '30 minutes' as busy
             from hdb_catalog.event_log where id = $1 for update),
           again as (
             update hdb_catalog.event_log e set delivered = false, error = false, tries = 0
             from found where e.id = found.id and not found.busy)
           select busy, pg_notify('hdb_event_log', '') from found`,
    values: [id],
  });
  if (row === void 0) throw new EngineError('not-exists', 'event not found');
  if (row.busy === 't') throw new EngineError('busy', 'event is already being processed');
}
async function rows2(connection, query, values, page3) {
  const [row] = await connection.query({
    text: `select coalesce(json_agg(r), '[]')::text as rows from (${query} limit $${values.length + 1}::bigint offset $${values.length + 2}::bigint) r`,
    values: [...values, String(page3.limit ?? PAGE), String(page3.offset ?? 0)],
  });
  return JSON.parse(row?.rows ?? '[]');
}
var Cleanups = z30.union([
  z30.object({ all_sources: z30.literal(true) }),
  z30.object({ sources: z30.union([z30.literal('*'), z30.array(z30.string())]) }),
  z30.object({
    event_triggers: z30.array(z30.object({ source: z30.string().nullish(), event_triggers: z30.array(z30.string()) })),
  }),
  z30.object({ names: z30.array(z30.string()) }),
]);
async function pauseCleanups({ draft, path }, args, paused) {
  const parsed3 = Cleanups.safeParse(args);
  if (!parsed3.success) throw new EngineError('parse-failed', 'expected all_sources, sources or event_triggers', { path });
  const given = parsed3.data;
  const chosen2 = (source3, trigger) => {
    if ('all_sources' in given) return true;
    if ('sources' in given) return given.sources === '*' || given.sources.includes(source3);
    if ('names' in given) return given.names.includes(trigger);
    return given.event_triggers.some((e) => (e.source ?? 'default') === source3 && e.event_triggers.includes(trigger));
  };
  const edited = {
    ...draft.metadata,
    sources: draft.metadata.sources?.map((source3) => ({
      ...source3,
      tables: source3.tables?.map((table) =>
        table.event_triggers?.some((t) => t.cleanup_config && chosen2(source3.name, t.name))
          ? {
              ...table,
              event_triggers: table.event_triggers.map((t) =>
                t.cleanup_config && chosen2(source3.name, t.name) ? { ...t, cleanup_config: { ...t.cleanup_config, paused } } : t,
              ),
            }
          : table,
      ),
    })),
  };
  await draft.edit(edited);
  return SUCCESS;
}

// engine/triggers/scheduled/scheduled-commands.ts
// engine/triggers/scheduled/scheduled-call.ts
import { z as z31, z as z32 } from 'zod';

var scheduledRetry = z31.object({
  num_retries: z31.int().min(0).default(0),
  retry_interval_seconds: z31.number().min(0).default(10),
  timeout_seconds: z31.number().positive().default(60),
  tolerance_seconds: z31.number().min(0).default(21600),
});
var scheduledHeaders = z31
  .array(
    z31.union([
      z31.object({ name: z31.string(), value: z31.string() }),
      z31.object({ name: z31.string(), value_from_env: z31.string() }),
    ]),
  )
  .nullish();
var scheduledWebhook = z31.union([z31.string(), z31.object({ from_env: z31.string() })]);
function scheduledCall(event, triggers, env2) {
  if (event.oneOff !== null) return oneOffCall(event, event.oneOff, env2);
  const trigger = triggers.get(event.trigger ?? '');
  if (trigger === void 0) return null;
  const body2 = {
    id: event.id,
    name: trigger.name,
    scheduled_time: iso(event.scheduledAt),
    payload: trigger.payload ?? null,
    ...(trigger.comment === null ? {} : { comment: trigger.comment }),
  };
  return {
    name: trigger.name,
    toleranceSeconds: trigger.retry.toleranceSeconds,
    delivery: {
      webhook: trigger.webhook,
      body: JSON.stringify(body2),
      headers: trigger.headers,
      retry: trigger.retry,
      tries: event.tries,
      requestTransform: trigger.requestTransform,
      sessionVariables: null,
      traceId: null,
      logVersion: '1',
    },
  };
}
function oneOffCall(event, oneOff, env2) {
  const retry = scheduledRetry.parse(JSON.parse(oneOff.retry ?? 'null') ?? {});
  const comment = oneOff.comment === null ? '' : `,"comment":${JSON.stringify(oneOff.comment)}`;
  return {
    name: null,
    toleranceSeconds: retry.tolerance_seconds,
    delivery: {
      webhook: readable(() => address2(scheduledWebhook.parse(JSON.parse(oneOff.webhook)), env2), ''),
      body: `{"id":${JSON.stringify(event.id)},"scheduled_time":"${iso(event.scheduledAt)}","created_at":"${iso(event.createdAt)}","payload":${oneOff.payload ?? 'null'}${comment}}`,
      headers: readable(() => resolveHeaders(scheduledHeaders.parse(JSON.parse(oneOff.headers ?? 'null')), env2), []),
      retry: {
        numRetries: retry.num_retries,
        intervalSeconds: retry.retry_interval_seconds,
        timeoutSeconds: retry.timeout_seconds,
      },
      tries: event.tries,
      requestTransform: JSON.parse(oneOff.requestTransform ?? 'null'),
      sessionVariables: null,
      traceId: null,
      logVersion: '1',
    },
  };
}
var address2 = (webhook, env2) =>
  typeof webhook === 'string' ? fillTemplate(webhook, env2) : fillTemplate(`{{${webhook.from_env}}}`, env2);
function readable(read3, otherwise) {
  try {
    return read3();
  } catch (error) {
    if (error instanceof Unresolvable || error instanceof z31.ZodError) return otherwise;
    throw error;
  }
}
var iso = (date) => date.toISOString().replace('.000Z', 'Z');

// engine/triggers/scheduled/scheduled-catalog.ts
var SCHEDULE_CHANNEL = 'hdb_scheduled_events';
var STATUS2 = "check (status in ('scheduled', 'locked', 'delivered', 'error', 'dead'))";
var invocationLog = (name2, events) => [
  `create table if not exists hdb_catalog.${name2} (
     id text primary key default gen_random_uuid()::text,
     event_id text references hdb_catalog.${events} (id) on update cascade on delete cascade,
     status integer,
     request json,
     response json,
     created_at timestamptz default now()
   )`,
  `create index if not exists ${name2}_event_id on hdb_catalog.${name2} (event_id)`,
];
var ensureScheduledTables = (database, options) =>
  ensureTables(
    database,
    [
      `create table if not exists hdb_catalog.hdb_cron_events (
         id text primary key default gen_random_uuid()::text,
         trigger_name text not null,
         scheduled_time timestamptz not null,
         status text not null default 'scheduled' ${STATUS2},
         tries integer not null default 0,
         created_at timestamptz default now(),
         next_retry_at timestamptz
       )`,
      'alter table hdb_catalog.hdb_cron_events add column if not exists claimed_by uuid',
      `create unique index if not exists hdb_cron_events_unique_scheduled
         on hdb_catalog.hdb_cron_events (trigger_name, scheduled_time) where status = 'scheduled'`,
      'create index if not exists hdb_cron_event_status on hdb_catalog.hdb_cron_events (status)',
      ...invocationLog('hdb_cron_event_invocation_logs', 'hdb_cron_events'),
      `create table if not exists hdb_catalog.hdb_scheduled_events (
         id text primary key default gen_random_uuid()::text,
         webhook_conf json not null,
         scheduled_time timestamptz not null,
         retry_conf json,
         payload json,
         header_conf json,
         status text not null default 'scheduled' ${STATUS2},
         tries integer not null default 0,
         created_at timestamptz default now(),
         next_retry_at timestamptz,
         comment text
       )`,
      'alter table hdb_catalog.hdb_scheduled_events add column if not exists claimed_by uuid',
      'alter table hdb_catalog.hdb_scheduled_events add column if not exists request_transform json',
      'create index if not exists hdb_scheduled_event_status on hdb_catalog.hdb_scheduled_events (status)',
      ...invocationLog('hdb_scheduled_event_invocation_logs', 'hdb_scheduled_events'),
    ],
    options,
  );

// engine/triggers/scheduled/scheduled-commands.ts
var Page2 = { limit: z32.int().min(0).nullish(), offset: z32.int().min(0).nullish(), get_rows_count: z32.boolean().nullish() };
var Kind17 = z32.enum(['cron', 'one_off']);
var Status = z32.enum(['scheduled', 'locked', 'delivered', 'error', 'dead']);
var scheduledCommands = {
  create_scheduled_event: command(
    z32.object({
      webhook: scheduledWebhook,
      schedule_at: z32.iso.datetime({ offset: true, local: true }),
      payload: z32.unknown().optional(),
      headers: scheduledHeaders,
      retry_conf: scheduledRetry.partial().nullish(),
      comment: z32.string().nullish(),
      request_transform: z32.record(z32.string(), z32.unknown()).nullish(),
    }),
    async ({ metadataDatabase }, args) => ({
      ...SUCCESS,
      event_id: await createEvent(metadataDatabase, [
        JSON.stringify(args.webhook),
        args.schedule_at,
        JSON.stringify(args.payload ?? null),
        JSON.stringify(args.headers ?? []),
        JSON.stringify(scheduledRetry.parse(args.retry_conf ?? {})),
        args.comment ?? null,
        args.request_transform ? JSON.stringify(args.request_transform) : null,
      ]),
    }),
  ),
  delete_scheduled_event: command(z32.object({ type: Kind17, event_id: z32.string() }), async ({ metadataDatabase }, args) => {
    await metadataDatabase.query({
      text: `delete from ${TABLES2[args.type].events} where id = $1`,
      values: [args.event_id],
    });
    return SUCCESS;
  }),
  get_scheduled_events: command(
    z32.object({ type: Kind17, trigger_name: z32.string().nullish(), status: z32.array(Status).nullish(), ...Page2 }),
    async ({ metadataDatabase, path }, args) => {
      const trigger = args.type === 'cron' ? args.trigger_name : null;
      if (args.type === 'cron' && !trigger) {
        throw new EngineError('parse-failed', 'key "trigger_name" not found', { path });
      }
      const list2 = (args.status ?? []).map((s) => `'${s}'`).join(', ');
      const where = [...(trigger ? ['trigger_name = $1'] : []), ...(list2 ? [`status in (${list2})`] : [])];
      const { events, columns: columns2 } = TABLES2[args.type];
      return page2(
        metadataDatabase,
        `select ${columns2} from ${events} ${where.length > 0 ? `where ${where.join(' and ')}` : ''}`,
        'order by scheduled_time, id',
        trigger ? [trigger] : [],
        args,
        'events',
      );
    },
  ),
  get_scheduled_event_invocations: command(
    z32.object({ type: Kind17, event_id: z32.string().nullish(), trigger_name: z32.string().nullish(), ...Page2 }),
    async ({ metadataDatabase }, args) => {
      const { events, log } = TABLES2[args.type];
      const byTrigger = args.type === 'cron' && args.trigger_name ? args.trigger_name : null;
      const where = args.event_id
        ? 'where l.event_id = $1'
        : byTrigger
          ? `where l.event_id in (select id from ${events} where trigger_name = $1)`
          : '';
      const value2 = args.event_id ?? byTrigger;
      return page2(
        metadataDatabase,
        `select l.id, l.event_id, l.status, l.request, l.response, l.created_at from ${log} l ${where}`,
        'order by created_at desc',
        value2 === null ? [] : [value2],
        args,
        'invocations',
      );
    },
  ),
};
var TABLES2 = {
  cron: {
    events: 'hdb_catalog.hdb_cron_events',
    log: 'hdb_catalog.hdb_cron_event_invocation_logs',
    columns: 'id, trigger_name, scheduled_time, status, tries, created_at, next_retry_at',
  },
  one_off: {
    events: 'hdb_catalog.hdb_scheduled_events',
    log: 'hdb_catalog.hdb_scheduled_event_invocation_logs',
    columns:
      'id, webhook_conf, scheduled_time, retry_conf, payload, header_conf, status, tries, created_at, next_retry_at, comment',
  },
};
async function createEvent(connection, values) {
  const [row] = await connection.query({
    text: `with created as (
             insert into hdb_catalog.hdb_scheduled_events
               (webhook_conf, scheduled_time, payload, header_conf, retry_conf, comment, request_transform)
             values ($1, $2, $3, $4, $5, $6, $7) returning id)
           select id, pg_notify('${SCHEDULE_CHANNEL}', '') from created`,
    values,
  });
  return row?.id;
}
async function page2(connection, query, order, values, args, name2) {
  const [row] = await connection.query({
    text: `with found as (${query})
           select (select count(*) from found) as count,
             (select coalesce(json_agg(p), '[]') from (select * from found ${order}
               limit $${values.length + 1}::bigint offset $${values.length + 2}::bigint) p)::text as rows`,
    values: [...values, args.limit === null || args.limit === void 0 ? null : String(args.limit), String(args.offset ?? 0)],
  });
  return { ...(args.get_rows_count ? { count: Number(row?.count) } : {}), [name2]: JSON.parse(row?.rows ?? '[]') };
}

// engine/triggers/transform-command.ts
import { z as z33 } from 'zod';

var Text = z33.record(z33.string(), z33.string());
var Header2 = z33.union([z33.tuple([z33.string(), z33.string()]), z33.object({ name: z33.string(), value: z33.string() })]);
var transformCommands = {
  test_webhook_transform: command(
    z33.object({
      webhook_url: z33.union([z33.string(), z33.object({ from_env: z33.string() })]),
      body: z33.unknown().optional(),
      env: Text.nullish(),
      request_headers: z33.array(Header2).nullish(),
      session_variables: Text.nullish(),
      request_transform: z33.record(z33.string(), z33.unknown()),
      response_transform: z33.unknown().optional(),
    }),
    async (_, args) => {
      const env2 = args.env ?? {};
      const headers = (args.request_headers ?? []).map((h) => (Array.isArray(h) ? h : [h.name, h.value]));
      const sample = {
        method: 'GET',
        url: typeof args.webhook_url === 'string' ? mocked(args.webhook_url, env2) : fromEnv(args.webhook_url.from_env, env2),
        headers: Object.fromEntries(headers.map(([name2 = '', value2 = '']) => [name2, mocked(value2, env2)])),
        body: JSON.stringify(args.body ?? null),
      };
      if (!URL.canParse(sample.url)) {
        throw refused([
          { error_code: 'Request Initialization Error', message: `InvalidUrlException "${sample.url}" "Invalid URL"` },
        ]);
      }
      const session = args.session_variables
        ? Object.fromEntries(Object.entries(args.session_variables).map(([name2, value2]) => [name2.toLowerCase(), value2]))
        : null;
      return described3(transformed2(() => transformRequest(args.request_transform, sample, session)));
    },
  ),
};
function transformed2(work) {
  try {
    return work();
  } catch (error) {
    if (error instanceof TransformError) throw refused(error.errors);
    throw error;
  }
}
var refused = (errors2) => new EngineError('validation-failed', 'request transform validation failed', { internal: errors2 });
var described3 = (request3) => ({
  webhook_url: request3.url,
  method: request3.method,
  headers: Object.entries(request3.headers).map(([name2, value2]) => [name2.toLowerCase(), value2]),
  body: request3.body === null ? null : jsonOrText(request3.body),
});
function jsonOrText(body2) {
  try {
    return JSON.parse(body2);
  } catch {
    return body2;
  }
}
var mocked = (template, env2) =>
  template.replaceAll(/\{\{([^}]+)\}\}/g, (_, name2) => {
    if (Object.hasOwn(env2, name2) && env2[name2] !== void 0) return env2[name2];
    throw new EngineError(
      'not-found',
      `Missing Env Var: ${name2}. For security reasons when testing request options real environment variable values are not available. Please enter a mock value for ${name2} in the Sample Env Variables list. See https://hasura.io/docs/latest/graphql/core/actions/rest-connectors/#action-transforms-sample-context`,
    );
  });
function fromEnv(name2, env2) {
  const value2 = Object.hasOwn(env2, name2) ? env2[name2] : void 0;
  if (value2 === void 0) throw new EngineError('not-found', 'Missing Env Var');
  return value2;
}

// engine/triggers/commands.ts
var triggerCommands2 = { ...eventCommands, ...scheduledCommands, ...transformCommands };

// engine/triggers/deliver.ts
import { randomUUID as randomUUID4 } from 'node:crypto';
// engine/triggers/event-delivery.ts
import { setMaxListeners as setMaxListeners2 } from 'node:events';

var CLIENT_EXCEPTION = 1e3;
var RESPONSE_UNREADABLE = 1001;
async function deliver(deps, delivery) {
  const standard = engineHeaders(deps.version);
  const plain2 = {
    method: 'POST',
    url: delivery.webhook,
    headers: mergeHeaders(standard, traceHeaders(delivery.traceId), configuredHeaders(delivery.headers)),
    body: delivery.body,
  };
  let sent = plain2;
  try {
    sent = transformRequest(delivery.requestTransform, plain2, delivery.sessionVariables);
    const response = await deps.webhooks.send({
      ...sent,
      timeoutMs: delivery.retry.timeoutSeconds * 1e3,
      ...(delivery.signal ? { signal: delivery.signal } : {}),
    });
    return told(response.status, webhookResponse(response, delivery.logVersion), judge2(response, delivery));
  } catch (error) {
    if (!(error instanceof WebhookError) && !(error instanceof TransformError)) throw error;
    if (error instanceof WebhookError && error.reason === 'aborted') throw error;
    const status = error instanceof WebhookError && error.reason === 'too-large' ? RESPONSE_UNREADABLE : CLIENT_EXCEPTION;
    return told(status, clientError(error, delivery.logVersion), judge2(null, delivery));
  }
  function told(status, response, verdict) {
    const headers = JSON.stringify(loggedHeaders(delivery.headers, standard, deps.logHeadersFromEnv));
    const payload2 = sent.body === plain2.body || sent.body === null ? (sent.body ?? 'null') : loggedBody(sent.body);
    const request3 = `{"payload":${payload2},"headers":${headers},"version":"${delivery.logVersion}"}`;
    return { ...verdict, status, request: request3, response };
  }
}
function judge2(response, { tries, retry }) {
  if (response && response.status >= 200 && response.status < 300) return { outcome: 'delivered', waitSeconds: 0 };
  const after2 = retryAfterSeconds(response);
  if (after2 !== null) return { outcome: 'retry', waitSeconds: after2 };
  if (tries >= retry.numRetries) return { outcome: 'failed', waitSeconds: 0 };
  return { outcome: 'retry', waitSeconds: retry.intervalSeconds };
}
function retryAfterSeconds(response) {
  const value2 = response?.headers.find(([name2]) => name2 === 'retry-after')?.[1].trim() ?? '';
  return /^\d{1,9}$/.test(value2) && Number(value2) > 0 ? Number(value2) : null;
}
var webhookResponse = (response, version) =>
  `{"type":"webhook_response","data":{"body":${JSON.stringify(response.body)},"headers":[${response.headers.map(([name2, value2]) => `{"name":${JSON.stringify(name2)},"value":${JSON.stringify(value2)}}`).join(',')}],"status":${response.status}},"version":"${version}"}`;
var clientError = (error, version) =>
  JSON.stringify({
    type: 'client_error',
    data: { message: error instanceof TransformError ? JSON.stringify(error.errors) : error.message },
    version,
  });
function loggedBody(body2) {
  try {
    JSON.parse(body2);
    return body2;
  } catch {
    return JSON.stringify(body2);
  }
}
function traceHeaders(given) {
  const random = randomUUID4().replaceAll('-', '');
  const traceId = given !== null && /^[0-9a-f]{32}$/.test(given) ? given : random;
  const spanId = randomUUID4().replaceAll('-', '').slice(16);
  return { 'X-B3-TraceId': traceId, 'X-B3-SpanId': spanId, traceparent: `00-${traceId}-${spanId}-01` };
}

// engine/triggers/event-store.ts
var NO_FLUSH = "set_config('synchronous_commit', 'off', true)";
async function claimEvents(connection, triggers, limit, owner) {
  const rows3 = await connection.query({
    text: `update hdb_catalog.event_log set locked = now(), claimed_by = $3::uuid
           where id in (
             select l.id from hdb_catalog.event_log l
             where delivered = 'f' and error = 'f' and archived = 'f'
               and (l.locked is null or (l.locked < now() - interval '30 minute' and l.claimed_by is null))
               and (l.next_retry_at is null or l.next_retry_at <= now())
               and l.trigger_name = any ($1::text[])
             order by l.locked nulls first, l.next_retry_at nulls first, l.created_at
             limit $2::int
             for update skip locked)
           returning id, schema_name, table_name, trigger_name, payload::text as payload, tries, created_at::text as created_at,
             payload -> 'trace_context' ->> 'trace_id' as trace_id, ${NO_FLUSH} as flush`,
    values: [textArray(triggers), String(limit), owner],
    prepare: true,
  });
  return rows3.map((row) => ({
    id: row.id ?? '',
    schema: row.schema_name ?? '',
    table: row.table_name ?? '',
    trigger: row.trigger_name ?? '',
    payload: row.payload ?? 'null',
    tries: Number(row.tries),
    createdAt: (row.created_at ?? '').replace(' ', 'T'),
    traceId: row.trace_id ?? null,
  }));
}
async function settleEvents(connection, settlements) {
  const list2 = settlements.map(
    (s) =>
      `{"id":${JSON.stringify(s.id)},"trigger":${JSON.stringify(s.trigger)},"outcome":"${s.outcome}","wait":${s.waitSeconds},"status":${s.status},"request":${s.request},"response":${s.response}}`,
  );
  await connection.query({
    text: `with settled as materialized (
             select * from json_to_recordset($1::json)
               as s (id text, trigger text, outcome text, wait float8, status int, request json, response json)),
           logged as (
             insert into hdb_catalog.event_invocation_logs (event_id, trigger_name, status, request, response)
             select id, trigger, status, request, response from settled),
           updated as (
             update hdb_catalog.event_log e
             set tries = e.tries + 1, delivered = s.outcome = 'delivered', error = s.outcome = 'failed',
                 next_retry_at = case when s.outcome = 'retry' then now() + make_interval(secs => s.wait) end,
                 locked = null, claimed_by = null
             from settled s where e.id = s.id)
           select ${NO_FLUSH}`,
    values: [`[${list2.join(',')}]`],
    prepare: true,
  });
}
async function releaseEvents(connection, ids) {
  await connection.query({
    text: 'update hdb_catalog.event_log set locked = null, claimed_by = null where id = any ($1::text[])',
    values: [textArray(ids)],
  });
}
async function takeOverEvents(connection, owner, leaseSeconds) {
  const [row] = await connection.query({
    text: `with freed as (
             update hdb_catalog.event_log set locked = null, claimed_by = null
             where id in (
               select id from hdb_catalog.event_log
               where delivered = 'f' and error = 'f' and archived = 'f' and locked is not null and ${CLAIMED_BY_THE_DEAD}
               for update skip locked)
             returning 1)
           select count(*) as count from freed`,
    values: [owner, String(leaseSeconds)],
    prepare: true,
  });
  return Number(row?.count ?? 0);
}

// engine/triggers/event-delivery.ts
async function startEventDelivery(deps) {
  if (deps.pollMs === 0) return { [Symbol.asyncDispose]: async () => {} };
  const processor = new Processor(deps);
  await processor.start();
  return { [Symbol.asyncDispose]: () => processor.stop() };
}
var Processor = class {
  deps;
  lease;
  leaseSeconds;
  giveUp = new AbortController();
  waiting = [];
  settled = [];
  underWay = 0;
  claiming = null;
  settling = null;
  /** Something may be due that the last claim did not see. */
  nudged = true;
  stopping = false;
  failures = 0;
  pollTimer = null;
  takeOverTimer = null;
  retryTimers = /* @__PURE__ */ new Set();
  idle = [];
  closing = [];
  constructor(deps) {
    this.deps = deps;
    this.leaseSeconds = deps.leaseSeconds ?? DEFAULT_LEASE_SECONDS;
    this.lease = openLease(deps.database, deps.instanceId, this.leaseSeconds);
    setMaxListeners2(0, this.giveUp.signal);
  }
  async start() {
    const nudge = () => this.nudge();
    if (this.deps.notify) {
      const listening = await this.deps.database.listen(EVENT_CHANNEL, nudge, nudge);
      this.closing.push(() => listening[Symbol.asyncDispose]());
    }
    this.closing.push(this.deps.onChange(nudge));
    this.takeOverTimer = setInterval(() => void this.takeOver(), this.leaseSeconds * 500);
    await forgetInstances(this.deps.database).catch(() => {});
    await this.takeOver();
    this.pump();
  }
  async stop() {
    this.stopping = true;
    for (const timer of this.retryTimers) clearTimeout(timer);
    if (this.pollTimer) clearTimeout(this.pollTimer);
    if (this.takeOverTimer) clearInterval(this.takeOverTimer);
    for (const close3 of this.closing) await close3();
    await this.claiming;
    const untried = this.waiting.splice(0).map((event) => event.id);
    await this.release(untried);
    const patience = setTimeout(() => this.giveUp.abort(), this.deps.shutdownMs);
    while (this.underWay > 0 || this.settling) await new Promise((resolve) => this.idle.push(resolve));
    clearTimeout(patience);
    this.lease.stop();
  }
  nudge() {
    this.nudged = true;
    this.pump();
  }
  /** Starts whatever may start now. Called after everything that changes what may. */
  pump() {
    while (!this.stopping && this.underWay < this.deps.concurrency) {
      const event = this.waiting.shift();
      if (!event) break;
      this.underWay++;
      void this.run(event);
    }
    if (!this.stopping && !this.claiming && this.nudged && this.waiting.length < this.deps.batchSize) {
      this.claiming = this.claim().finally(() => {
        this.claiming = null;
        this.pump();
      });
    }
    if (this.settled.length > 0 && !this.settling) {
      this.settling = this.settle().finally(() => {
        this.settling = null;
        this.pump();
      });
    }
    if (this.underWay === 0 && !this.settling) for (const resolve of this.idle.splice(0)) resolve();
  }
  async claim() {
    this.nudged = false;
    const triggers = [...this.deps.snapshot().model.eventTriggers.keys()];
    try {
      if (triggers.length > 0) {
        await this.lease.renew();
        const events = await claimEvents(this.deps.database, triggers, this.deps.batchSize, this.deps.instanceId);
        this.waiting.push(...events);
        this.lease.hold(events.length);
        if (events.length >= this.deps.batchSize) this.nudged = true;
      }
      this.failures = 0;
    } catch (error) {
      this.failed('claiming events failed', error);
    }
    this.pollAgain();
  }
  pollAgain() {
    if (this.pollTimer) clearTimeout(this.pollTimer);
    if (this.stopping) return;
    this.pollTimer = setTimeout(() => this.nudge(), this.deps.pollMs * Math.min(2 ** this.failures, 16));
  }
  async run(event) {
    const started = performance.now();
    const trigger = this.deps.snapshot().model.eventTriggers.get(event.trigger);
    try {
      if (trigger === void 0) {
        await this.release([event.id]);
      } else {
        const result2 = await deliver(this.deps, deliveryOf(event, trigger, this.giveUp.signal));
        this.deps.observe({
          kind: result2.outcome === 'delivered' ? 'event-delivered' : 'event-failed',
          trigger: event.trigger,
          eventId: event.id,
          tries: event.tries + 1,
          status: result2.status,
          durationMs: performance.now() - started,
        });
        this.settled.push({ id: event.id, trigger: event.trigger, ...result2 });
      }
    } catch (error) {
      if (!this.giveUp.signal.aborted) this.failed(`delivering event ${event.id} failed`, error);
      await this.release([event.id]);
    }
    this.underWay--;
    this.pump();
  }
  /** Writes what has finished since the last time; tries until the database takes it, so that nothing delivered is forgotten. */
  async settle() {
    await new Promise((resolve) => setImmediate(resolve));
    const batch = this.settled.splice(0);
    for (let attempt = 0; ; attempt++) {
      try {
        await settleEvents(this.deps.database, batch);
        break;
      } catch (error) {
        this.failed('settling events failed', error);
        if (this.giveUp.signal.aborted) break;
        if (isRefused2(error) && batch.some((s) => s.response !== UNLOGGABLE)) {
          batch.forEach((s, i) => {
            batch[i] = { ...s, request: UNLOGGABLE, response: UNLOGGABLE };
          });
          continue;
        }
        await new Promise((resolve) => setTimeout(resolve, Math.min(100 * 2 ** attempt, 5e3)));
      }
    }
    this.lease.hold(-batch.length);
    for (const { outcome, waitSeconds } of batch) if (outcome === 'retry') this.nudgeIn(waitSeconds * 1e3);
  }
  /** A put-off event is due at a known moment; the poll alone would find it up to an interval late. */
  nudgeIn(delayMs) {
    if (this.stopping || this.retryTimers.size >= 1e3 || delayMs > 36e5) return;
    const timer = setTimeout(() => {
      this.retryTimers.delete(timer);
      this.nudge();
    }, delayMs + 1);
    this.retryTimers.add(timer);
  }
  async release(ids) {
    if (ids.length === 0) return;
    this.lease.hold(-ids.length);
    await releaseEvents(this.deps.database, ids).catch((error) => this.failed('releasing events failed', error));
  }
  async takeOver() {
    try {
      if ((await takeOverEvents(this.deps.database, this.deps.instanceId, this.leaseSeconds)) > 0) this.nudge();
    } catch (error) {
      this.failed('taking over events failed', error);
    }
  }
  failed(message, cause) {
    this.failures++;
    this.deps.observe({ kind: 'internal-error', message, cause });
  }
};
var isRefused2 = (error) =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^(22|54)/.test(error.code);
var UNLOGGABLE = '{"type":"client_error","data":{"message":"this could not be logged"},"version":"2"}';
function deliveryOf(event, trigger, signal) {
  return {
    webhook: trigger.webhook,
    body: eventBody(event, trigger),
    headers: trigger.headers,
    retry: trigger.retry,
    tries: event.tries,
    requestTransform: trigger.requestTransform,
    sessionVariables: trigger.requestTransform === null ? null : (JSON.parse(event.payload)?.session_variables ?? null),
    traceId: event.traceId,
    logVersion: '2',
    signal,
  };
}
var eventBody = (event, trigger) =>
  `{"id":${JSON.stringify(event.id)},"created_at":"${event.createdAt}","table":{"schema":${JSON.stringify(event.schema)},"name":${JSON.stringify(event.table)}},"trigger":{"name":${JSON.stringify(event.trigger)}},"event":${event.payload},"delivery_info":{"current_retry":${event.tries},"max_retries":${trigger.retry.numRetries}}}`;

// engine/triggers/scheduled/plan-cron-events.ts
var AHEAD = 100;
var cronApplier =
  (now = () => /* @__PURE__ */ new Date()) =>
  async (connection, next, previous) => {
    if (previous === null || sameTriggers(previous.cronTriggers, next.cronTriggers)) return;
    const at2 = now();
    await removeCronEvents(connection, next.namedTriggers.cron, at2);
    await planCronEvents(connection, next.cronTriggers.values(), at2);
  };
var sameTriggers = (a, b) => a.size === b.size && [...b].every(([name2, trigger]) => a.get(name2)?.schedule === trigger.schedule);
async function planCronEvents(connection, triggers, now) {
  const counts = await countPlanned(connection, now);
  for (const trigger of triggers) {
    const times = nextTimes(trigger.schedule, now, AHEAD).map((time) => time.toISOString());
    const planned = counts.get(trigger.name);
    if (planned?.times === fingerprint(times)) continue;
    await putOnSchedule(connection, trigger.name, times, now);
  }
}
async function removeCronEvents(connection, named, now) {
  await connection.query({
    text: `delete from hdb_catalog.hdb_cron_events
           where status = 'scheduled' and tries = 0 and scheduled_time > $2::timestamptz and trigger_name <> all ($1::text[])`,
    values: [textArray([...named]), now.toISOString()],
  });
}
var fingerprint = (times) => `${times.length} ${times[0] ?? ''} ${times.at(-1) ?? ''}`;
async function countPlanned(connection, now) {
  const rows3 = await connection.query({
    text: `select trigger_name, count(*) as count, min(scheduled_time) as first, max(scheduled_time) as last
           from hdb_catalog.hdb_cron_events
           where status = 'scheduled' and tries = 0 and scheduled_time > $1::timestamptz group by trigger_name`,
    values: [now.toISOString()],
    prepare: true,
  });
  const iso2 = (text6) => (text6 ? new Date(text6).toISOString() : '');
  return new Map(rows3.map((r) => [r.trigger_name ?? '', { times: `${r.count} ${iso2(r.first)} ${iso2(r.last)}` }]));
}
async function putOnSchedule(connection, trigger, times, now) {
  await connection.query({
    text: `with removed as (
             delete from hdb_catalog.hdb_cron_events
             where trigger_name = $1 and status = 'scheduled' and tries = 0 and scheduled_time > $3::timestamptz
               and scheduled_time <> all ($2::timestamptz[])),
           added as (
             insert into hdb_catalog.hdb_cron_events (trigger_name, scheduled_time)
             select $1, unnest($2::timestamptz[])
             on conflict (trigger_name, scheduled_time) where status = 'scheduled' do nothing)
           select pg_notify('${SCHEDULE_CHANNEL}', '')`,
    values: [trigger, textArray(times), now.toISOString()],
    prepare: true,
  });
}

// engine/triggers/scheduled/scheduled-processor.ts
import { setMaxListeners as setMaxListeners3 } from 'node:events';

// engine/triggers/scheduled/scheduled-store.ts
var TABLES3 = {
  cron: { events: 'hdb_catalog.hdb_cron_events', log: 'hdb_catalog.hdb_cron_event_invocation_logs' },
  one_off: { events: 'hdb_catalog.hdb_scheduled_events', log: 'hdb_catalog.hdb_scheduled_event_invocation_logs' },
};
var OPEN = `status = 'scheduled' and coalesce(next_retry_at, scheduled_time) <= $1::timestamptz`;
async function claimScheduled(connection, kind, options) {
  const { events } = TABLES3[kind];
  const columns2 =
    kind === 'cron'
      ? 'trigger_name'
      : `webhook_conf::text as webhook, payload::text as payload, header_conf::text as headers, retry_conf::text as retry, comment,
         request_transform::text as request_transform`;
  const rows3 = await connection.query({
    text: `update ${events} set status = 'locked', claimed_by = $3::uuid
           where id in (
             select id from ${events} where ${OPEN} ${kind === 'cron' ? 'and trigger_name = any ($4::text[])' : ''}
             order by coalesce(next_retry_at, scheduled_time) limit $2::int for update skip locked)
           returning id, scheduled_time, created_at, tries, ${columns2}`,
    values: [
      options.now.toISOString(),
      String(options.limit),
      options.owner,
      ...(kind === 'cron' ? [textArray(options.triggers)] : []),
    ],
    prepare: true,
  });
  return rows3.map((row) => ({
    kind,
    id: row.id ?? '',
    scheduledAt: new Date(row.scheduled_time ?? ''),
    createdAt: new Date(row.created_at ?? ''),
    tries: Number(row.tries),
    trigger: row.trigger_name ?? null,
    oneOff:
      kind === 'cron'
        ? null
        : {
            webhook: row.webhook ?? 'null',
            payload: row.payload ?? null,
            headers: row.headers ?? null,
            retry: row.retry ?? null,
            comment: row.comment ?? null,
            requestTransform: row.request_transform ?? null,
          },
  }));
}
async function nextDue(connection, triggers) {
  const [row] = await connection.query({
    text: `select least(
             (select min(coalesce(next_retry_at, scheduled_time)) from ${TABLES3.cron.events}
              where status = 'scheduled' and trigger_name = any ($1::text[])),
             (select min(coalesce(next_retry_at, scheduled_time)) from ${TABLES3.one_off.events} where status = 'scheduled')) as due`,
    values: [textArray(triggers)],
    prepare: true,
  });
  return row?.due ? new Date(row.due) : null;
}
async function settleScheduled(connection, event, s) {
  const { events, log } = TABLES3[event.kind];
  const status = s.outcome === 'delivered' ? 'delivered' : s.outcome === 'failed' ? 'error' : 'scheduled';
  await connection.query({
    text: `with logged as (
             insert into ${log} (event_id, status, request, response) values ($1, $4::int, $5::json, $6::json))
           update ${events} set status = $2, next_retry_at = $3::timestamptz, tries = tries + 1, claimed_by = null where id = $1`,
    values: [event.id, status, s.retryAt?.toISOString() ?? null, String(s.status), s.request, s.response],
    prepare: true,
  });
}
async function markDead(connection, event) {
  await connection.query({
    text: `update ${TABLES3[event.kind].events} set status = 'dead', claimed_by = null where id = $1`,
    values: [event.id],
  });
}
async function releaseScheduled(connection, kind, ids) {
  await connection.query({
    text: `update ${TABLES3[kind].events} set status = 'scheduled', claimed_by = null where status = 'locked' and id = any ($1::text[])`,
    values: [textArray(ids)],
  });
}
async function takeOverScheduled(connection, owner, leaseSeconds) {
  for (const { events } of Object.values(TABLES3)) {
    await connection.query({
      text: `update ${events} set status = 'scheduled', claimed_by = null where id in (
               select id from ${events} where status = 'locked' and (claimed_by is null or (${CLAIMED_BY_THE_DEAD})) for update skip locked)`,
      values: [owner, String(leaseSeconds)],
    });
  }
}

// engine/triggers/scheduled/scheduled-processor.ts
var POLL_MS = 1e4;
var PLAN_EVERY_MS = 6e4;
var CONCURRENCY2 = 100;
async function startScheduledTriggers(deps) {
  await ensureScheduledTables(deps.database, { lock: deps.notify });
  const processor = new ScheduledProcessor(deps);
  await processor.start();
  return { [Symbol.asyncDispose]: () => processor.stop() };
}
var ScheduledProcessor = class {
  deps;
  now;
  lease;
  leaseSeconds;
  giveUp = new AbortController();
  underWay = /* @__PURE__ */ new Set();
  closing = [];
  alarm = null;
  plannedAt = 0;
  planAgain = true;
  constructor(deps) {
    this.deps = deps;
    this.now = deps.now ?? (() => /* @__PURE__ */ new Date());
    this.leaseSeconds = deps.leaseSeconds ?? DEFAULT_LEASE_SECONDS;
    this.lease = openLease(deps.database, deps.instanceId, this.leaseSeconds);
    setMaxListeners3(0, this.giveUp.signal);
  }
  async start() {
    const wake = () => this.alarm?.wake();
    if (this.deps.notify) {
      const listening = await this.deps.database.listen(SCHEDULE_CHANNEL, wake, wake);
      this.closing.push(() => listening[Symbol.asyncDispose]());
    }
    this.closing.push(
      this.deps.onChange(() => {
        this.planAgain = true;
        wake();
      }),
    );
    const takeOver = setInterval(
      () => void this.attempt('taking over scheduled events', () => this.takeOver()),
      this.leaseSeconds * 500,
    );
    this.closing.push(() => clearInterval(takeOver));
    await this.attempt('taking over scheduled events', () => this.takeOver());
    this.alarm = startAlarm(() => this.pass(), POLL_MS);
  }
  async stop() {
    for (const close3 of this.closing) await close3();
    await this.alarm?.stop();
    const patience = setTimeout(() => this.giveUp.abort(), this.deps.shutdownMs);
    await Promise.all(this.underWay);
    clearTimeout(patience);
    this.lease.stop();
  }
  /** Plans, starts what is due, answers when the next is. */
  async pass() {
    const due = await this.attempt('processing scheduled events', async () => {
      await this.plan();
      const triggers = [...this.deps.snapshot().model.cronTriggers.keys()];
      for (const kind of ['cron', 'one_off']) await this.claim(kind, triggers);
      return this.underWay.size >= CONCURRENCY2 ? null : nextDue(this.deps.database, triggers);
    });
    return due ? new Date(Date.now() + due.getTime() - this.now().getTime()) : null;
  }
  async plan() {
    const now = this.now();
    if (!this.planAgain && now.getTime() - this.plannedAt < PLAN_EVERY_MS) return;
    const { model } = this.deps.snapshot();
    if (this.planAgain) await removeCronEvents(this.deps.database, model.namedTriggers.cron, now);
    if (model.cronTriggers.size > 0) await planCronEvents(this.deps.database, model.cronTriggers.values(), now);
    this.planAgain = false;
    this.plannedAt = now.getTime();
  }
  async claim(kind, triggers) {
    if (kind === 'cron' && triggers.length === 0) return;
    const limit = CONCURRENCY2 - this.underWay.size;
    if (limit <= 0) return;
    await this.lease.renew();
    const options = { now: this.now(), triggers, limit, owner: this.deps.instanceId };
    const events = await claimScheduled(this.deps.database, kind, options);
    this.lease.hold(events.length);
    for (const event of events) {
      const work = this.run(event).finally(() => {
        this.underWay.delete(work);
        this.lease.hold(-1);
        if (this.underWay.size === CONCURRENCY2 - 1) this.alarm?.wake();
      });
      this.underWay.add(work);
    }
  }
  async run(event) {
    const call = scheduledCall(event, this.deps.snapshot().model.cronTriggers, this.deps.env);
    if (call === null) return this.release(event);
    const late = (this.now().getTime() - event.scheduledAt.getTime()) / 1e3;
    if (late > call.toleranceSeconds) {
      await this.persist(event, () => markDead(this.deps.database, event));
      this.observed('cron-dead', event, call);
      return;
    }
    try {
      const result2 = await deliver(this.deps, { ...call.delivery, signal: this.giveUp.signal });
      const retryAt = result2.outcome === 'retry' ? new Date(this.now().getTime() + result2.waitSeconds * 1e3) : null;
      await this.persist(event, () => settleScheduled(this.deps.database, event, { ...result2, retryAt }));
      this.observed(result2.outcome === 'delivered' ? 'cron-delivered' : 'cron-failed', event, call);
      if (retryAt) this.alarm?.wake();
    } catch (error) {
      if (!this.giveUp.signal.aborted) this.failed(`delivering scheduled event ${event.id}`, error);
      await this.release(event);
    }
  }
  /** Tries until the database takes it. */
  async persist(event, write5) {
    for (let attempt = 0; ; attempt++) {
      try {
        return await write5();
      } catch (error) {
        this.failed(`settling scheduled event ${event.id}`, error);
        if (this.giveUp.signal.aborted || attempt === 20) return;
        await new Promise((resolve) => setTimeout(resolve, Math.min(100 * 2 ** attempt, 5e3)));
      }
    }
  }
  release(event) {
    return this.persist(event, () => releaseScheduled(this.deps.database, event.kind, [event.id]));
  }
  takeOver() {
    return takeOverScheduled(this.deps.database, this.deps.instanceId, this.leaseSeconds);
  }
  observed(kind, event, call) {
    this.deps.observe({
      kind,
      trigger: call.name ?? 'one-off',
      eventId: event.id,
      tries: event.tries + (kind === 'cron-dead' ? 0 : 1),
    });
  }
  async attempt(what, work) {
    try {
      return await work();
    } catch (error) {
      this.failed(what, error);
      return void 0;
    }
  }
  failed(what, cause) {
    this.deps.observe({ kind: 'internal-error', message: `${what} failed`, cause });
  }
};

// engine/ws/protocol.ts
var LEGACY = {
  name: 'graphql-ws',
  types: { start: 'start', stop: 'stop', next: 'data' },
  isLegacy: true,
  keepalive: '{"type":"ka"}',
};
var TRANSPORT = {
  name: 'graphql-transport-ws',
  types: { start: 'subscribe', stop: 'complete', next: 'next' },
  isLegacy: false,
  keepalive: '{"type":"ping","payload":{"message":"keepalive"}}',
};
var ACK = '{"type":"connection_ack"}';
var chooseProtocol = (offered) => (offered.has(TRANSPORT.name) ? TRANSPORT : LEGACY);
function readMessage(protocol, text6) {
  if (text6 === '{"type":"pong"}') return PONG;
  let message;
  try {
    message = parseJsonText(text6);
  } catch (error) {
    return bad(error instanceof Error ? error.message : 'not JSON');
  }
  if (typeof message !== 'object' || message === null || !('type' in message) || typeof message.type !== 'string')
    return bad('key "type" not found');
  const payload2 = 'payload' in message ? message.payload : void 0;
  const withId = (make2) =>
    'id' in message && typeof message.id === 'string' && message.id !== ''
      ? make2(message.id)
      : bad(`key "id" not found in a ${String(message.type)} message`);
  switch (message.type) {
    case 'connection_init':
      return { kind: 'init', payload: payload2 };
    case protocol.types.start:
      return withId((id) => ({ kind: 'start', id, payload: payload2 }));
    case protocol.types.stop:
      return withId((id) => ({ kind: 'stop', id }));
    case 'connection_terminate':
      return protocol.isLegacy ? { kind: 'terminate' } : unknownType(message.type);
    case 'ping':
      return protocol.isLegacy ? unknownType(message.type) : { kind: 'ping', payload: payload2 };
    case 'pong':
      return protocol.isLegacy ? unknownType(message.type) : PONG;
    default:
      return unknownType(message.type);
  }
}
var PONG = { kind: 'pong' };
var bad = (reason) => ({ kind: 'bad', reason: `parsing ClientMessage failed, ${reason}` });
var unknownType = (type) => bad(`unexpected type "${type.slice(0, 50)}"`);
var nextPrefix = (protocol, id) => `{"type":"${protocol.types.next}","id":${JSON.stringify(id)},"payload":`;
var completeMessage = (id) => `{"type":"complete","id":${JSON.stringify(id)}}`;
var pongMessage = (payload2) => (payload2 === void 0 ? '{"type":"pong"}' : JSON.stringify({ type: 'pong', payload: payload2 }));
var connectionError = (payload2) => JSON.stringify({ type: 'connection_error', payload: payload2 });
function refusedMessage(protocol, id, errors2) {
  const payload2 = protocol.isLegacy ? `{"errors":${errors2}}` : errors2;
  return `{"type":"error","id":${JSON.stringify(id)},"payload":${payload2}}`;
}
function failedMessage(protocol, id, errors2) {
  return protocol.isLegacy ? `${nextPrefix(protocol, id)}{"errors":${errors2}}}` : refusedMessage(protocol, id, errors2);
}
function errorsIn(body2) {
  return body2.startsWith(ERRORS) ? body2.slice(ERRORS.length, -1) : null;
}
var ERRORS = '{"errors":';
var close2 = (code, text6) => ({ code, reason: closeReason(code, text6) });
var CLOSE = {
  initTimeout: close2(4408, 'Connection initialisation timed out'),
  tooManyInits: close2(4429, 'Too many initialisation requests'),
  unauthorized: close2(4401, 'Unauthorized'),
  forbidden: close2(4403, 'Forbidden'),
  terminated: close2(1e3, 'Connection terminated'),
  metadataChanged: close2(1012, 'Closing all websocket connections as the metadata has changed'),
  shutdown: close2(1001, 'Server is shutting down'),
  bad: (text6) => close2(4400, text6),
  duplicate: (id) => close2(4409, `Subscriber for ${id} already exists`),
  expired: (protocol) => close2(protocol.isLegacy ? 1e3 : 4403, 'Token expired'),
};
function closeReason(code, text6) {
  for (let length = text6.length; ; length -= 1) {
    const reason = JSON.stringify({ server_error_msg: `${code}: ${text6.slice(0, length)}` });
    if (Buffer.byteLength(reason) <= 123) return reason;
  }
}

// engine/ws/websocket-server.ts
import { randomUUID as randomUUID5 } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { WebSocketServer as Handshakes } from 'ws';

// engine/ws/init-headers.ts
var HANDSHAKE = /* @__PURE__ */ new Set([
  'connection',
  'upgrade',
  'sec-websocket-key',
  'sec-websocket-version',
  'sec-websocket-protocol',
  'sec-websocket-extensions',
  'sec-websocket-accept',
]);
function initHeaders(handshake, payload2) {
  const headers = {};
  for (const [name2, value2] of Object.entries(handshake)) if (!HANDSHAKE.has(name2)) headers[name2] = value2;
  if (typeof payload2 !== 'object' || payload2 === null || !('headers' in payload2)) return headers;
  const given = payload2.headers;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return headers;
  for (const [name2, value2] of Object.entries(given)) {
    const lower = name2.toLowerCase();
    if (lower === '__proto__') continue;
    if (typeof value2 === 'string') headers[lower] = value2;
    else if (typeof value2 === 'number' || typeof value2 === 'boolean') headers[lower] = String(value2);
  }
  return headers;
}

// engine/ws/outbox.ts
var BEHIND_BYTES = 256 * 1024;
var PATIENCE_MS = 3e4;
var Outbox = class {
  ws;
  socket;
  maxBytes;
  /** Newest message by operation id, waiting for the reader; null: it is not behind. */
  waiting = null;
  onCaughtUp = [];
  patience = null;
  constructor(ws, socket, maxBytes) {
    this.ws = ws;
    this.socket = socket;
    this.maxBytes = maxBytes;
  }
  /** False while the reader is behind: what must not be lost should wait for `whenReady`. */
  get isReady() {
    return this.waiting === null;
  }
  /** Sends now, in order. */
  send(message) {
    if (this.ws.readyState !== this.ws.OPEN) return;
    this.ws.send(message);
    if (this.ws.bufferedAmount > BEHIND_BYTES) this.fallBehind();
  }
  /** Sends now, or when the reader has caught up and nothing newer has come for this operation. */
  sendNewest(id, message) {
    if (this.waiting) this.waiting.set(id, message);
    else this.send(message);
  }
  forget(id) {
    this.waiting?.delete(id);
  }
  whenReady(callback) {
    if (this.isReady) callback();
    else this.onCaughtUp.push(callback);
  }
  close() {
    if (this.patience) clearTimeout(this.patience);
    this.patience = null;
    this.waiting?.clear();
    this.onCaughtUp = [];
  }
  fallBehind() {
    if (this.ws.bufferedAmount > this.maxBytes) this.ws.terminate();
    if (this.waiting) return;
    this.waiting = /* @__PURE__ */ new Map();
    this.patience = setTimeout(() => this.ws.terminate(), PATIENCE_MS);
    this.socket.once('drain', () => this.catchUp());
  }
  catchUp() {
    const messages = [...(this.waiting ?? [])];
    const callbacks = this.onCaughtUp;
    this.close();
    this.waiting = null;
    for (const [id, message] of messages) this.sendNewest(id, message);
    for (const callback of callbacks) this.whenReady(callback);
  }
};

// engine/ws/connection.ts
var MAX_TIMER_MS2 = 2 ** 31 - 1;
var MAX_WAITING = 1e3;
var Connection = class {
  id;
  ws;
  protocol;
  deps;
  outbox;
  ip;
  operations = /* @__PURE__ */ new Map();
  state;
  /** First for the initialisation, later for the token's end. */
  timer = null;
  endKeepalive = null;
  constructor(id, ws, socket, protocol, headers, deps) {
    this.id = id;
    this.ws = ws;
    this.protocol = protocol;
    this.deps = deps;
    this.ip = socket.remoteAddress ?? '';
    this.outbox = new Outbox(ws, socket, deps.config.maxBufferedBytes);
    this.state = { kind: 'new', headers };
    if (!protocol.isLegacy) this.timer = setTimeout(() => this.close(CLOSE.initTimeout), deps.config.initTimeoutMs);
    ws.on('message', (data, isBinary) => this.receive(data, isBinary));
    ws.on('close', () => this.ended());
    ws.on('error', () => {});
  }
  get role() {
    return this.state.kind === 'open' ? this.state.session.role : null;
  }
  close(why) {
    if (this.ws.readyState === this.ws.OPEN) this.ws.close(why.code, why.reason);
    this.ended();
  }
  ended() {
    if (this.state.kind === 'closed') return;
    this.deps.observe({ kind: 'websocket-closed', id: this.id, role: this.role });
    this.state = { kind: 'closed' };
    if (this.timer) clearTimeout(this.timer);
    this.endKeepalive?.();
    this.outbox.close();
    for (const operation of this.operations.values()) endOperation(operation);
    this.operations.clear();
  }
  receive(data, isBinary) {
    const text6 = isBinary ? null : textOf3(data);
    this.handle(
      text6 === null ? { kind: 'bad', reason: 'parsing ClientMessage failed, expected text' } : readMessage(this.protocol, text6),
    );
  }
  handle(message) {
    if (this.state.kind === 'initialising' && message.kind !== 'init') {
      if (this.state.waiting.length < MAX_WAITING) this.state.waiting.push(message);
      else this.close(CLOSE.bad('too many messages before the connection is initialised'));
      return;
    }
    switch (message.kind) {
      case 'init':
        this.init(message.payload);
        break;
      case 'start':
        this.start(message.id, message.payload);
        break;
      case 'stop':
        this.stop(message.id);
        break;
      case 'ping':
        this.outbox.send(pongMessage(message.payload));
        break;
      case 'pong':
        break;
      case 'terminate':
        this.close(CLOSE.terminated);
        break;
      case 'bad':
        if (this.protocol.isLegacy) this.outbox.send(connectionError(message.reason));
        else this.close(CLOSE.bad(message.reason));
    }
  }
  init(payload2) {
    if (this.state.kind !== 'new') {
      if (!this.protocol.isLegacy) this.close(CLOSE.tooManyInits);
      return;
    }
    const headers = initHeaders(this.state.headers, payload2);
    this.state = { kind: 'initialising', waiting: [] };
    try {
      const decided = this.deps.authenticator.authenticate(headers, null);
      if (decided instanceof Promise)
        decided.then(
          ({ session }) => this.open(session, headers),
          (error) => this.refuse(error),
        );
      else this.open(decided.session, headers);
    } catch (error) {
      this.refuse(error);
    }
  }
  refuse(error) {
    if (this.state.kind === 'closed') return;
    const { message } = asEngineError(error, this.deps.observe);
    if (this.protocol.isLegacy) {
      this.outbox.send(connectionError(message));
      this.close(CLOSE.bad(`Connection initialization failed: ${message}`));
    } else this.close(CLOSE.forbidden);
  }
  open(session, headers) {
    if (this.state.kind !== 'initialising') return;
    const { waiting } = this.state;
    this.state = { kind: 'open', session, headers };
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (session.expiresAt !== null) this.closeAt(session.expiresAt);
    this.deps.observe({ kind: 'websocket-opened', id: this.id, role: session.role });
    this.outbox.send(ACK);
    this.outbox.send(this.protocol.keepalive);
    this.endKeepalive = this.deps.keepAlive(() => this.outbox.isReady && this.outbox.send(this.protocol.keepalive));
    for (const message of waiting) this.handle(message);
  }
  closeAt(expiresAt) {
    const left = expiresAt - Date.now();
    if (left <= 0) this.close(CLOSE.expired(this.protocol));
    else this.timer = setTimeout(() => this.closeAt(expiresAt), Math.min(left, MAX_TIMER_MS2));
  }
  start(id, payload2) {
    if (this.state.kind === 'closed') return;
    if (this.state.kind !== 'open') {
      this.cannotStart(id, 'start received before the connection is initialised');
      if (!this.protocol.isLegacy) this.close(CLOSE.unauthorized);
      return;
    }
    if (this.operations.has(id)) {
      this.cannotStart(id, `an operation already exists with this id: ${id}`);
      if (!this.protocol.isLegacy) this.close(CLOSE.duplicate(id));
      return;
    }
    if (this.operations.size >= this.deps.config.maxOperations) {
      this.cannotStart(id, `a connection may have ${this.deps.config.maxOperations} operations at a time`);
      return;
    }
    const operation = { stop: null, isOver: false };
    this.operations.set(id, operation);
    try {
      this.run(id, operation, parseGraphqlRequest(payload2), this.state.session, this.state.headers);
    } catch (error) {
      this.finish(id, operation, refusedMessage(this.protocol, id, this.errorsText(error)));
    }
  }
  run(id, operation, request3, session, headers) {
    const context = { session, headers, requestId: `${this.id}-${id.slice(0, 64)}` };
    if (this.deps.operations.kindOf(request3, context, this.ip) === 'subscription') {
      operation.stop = this.deps.operations.subscribe(request3, context, this.sink(id, operation));
      if (operation.isOver) operation.stop();
      return;
    }
    this.deps.operations.execute(request3, context).then(
      ({ body: body2 }) => this.answer(id, operation, body2),
      (error) => this.finish(id, operation, failedMessage(this.protocol, id, this.errorsText(error))),
    );
  }
  answer(id, operation, body2) {
    const errors2 = errorsIn(body2);
    this.finish(
      id,
      operation,
      errors2 === null ? `${nextPrefix(this.protocol, id)}${body2}}` : failedMessage(this.protocol, id, errors2),
      errors2 !== null,
    );
  }
  /** The last message of an operation; `complete` follows except after an error of the newer protocol, which says the same. */
  finish(id, operation, message, isError = true) {
    if (operation.isOver) return;
    endOperation(operation);
    this.operations.delete(id);
    this.outbox.send(message);
    if (this.protocol.isLegacy || !isError) this.outbox.send(completeMessage(id));
  }
  sink(id, operation) {
    const prefix = nextPrefix(this.protocol, id);
    return {
      next: (body2, isNewest) => {
        if (operation.isOver) return;
        const message = `${prefix}${body2}}`;
        if (isNewest) this.outbox.sendNewest(id, message);
        else this.outbox.send(message);
      },
      fail: (error) => {
        if (operation.isOver) return;
        const message = failedMessage(this.protocol, id, this.errorsText(error));
        this.outbox.forget(id);
        if (this.protocol.isLegacy) this.outbox.send(message);
        else this.finish(id, operation, message);
      },
      refuse: (error) => this.finish(id, operation, refusedMessage(this.protocol, id, this.errorsText(error))),
      isReady: () => this.outbox.isReady,
      whenReady: (callback) => this.outbox.whenReady(callback),
    };
  }
  stop(id) {
    const operation = this.operations.get(id);
    if (!operation) return;
    endOperation(operation);
    this.operations.delete(id);
    this.outbox.forget(id);
  }
  cannotStart(id, message) {
    const error = new EngineError('start-failed', message);
    this.outbox.send(refusedMessage(this.protocol, id, JSON.stringify([toGraphqlError(error, false)])));
  }
  errorsText(error) {
    const session = this.state.kind === 'open' ? this.state.session : null;
    return JSON.stringify([toGraphqlError(asEngineError(error, this.deps.observe), this.deps.showsInternal(session))]);
  }
};
function endOperation(operation) {
  operation.isOver = true;
  operation.stop?.();
}
function textOf3(data) {
  if (Buffer.isBuffer(data)) return data.toString('utf8');
  return Array.isArray(data) ? Buffer.concat(data).toString('utf8') : Buffer.from(data).toString('utf8');
}

// engine/ws/keepalive.ts
var SLICES = 50;
function createKeepalive(intervalMs) {
  const slices = Array.from({ length: SLICES }, () => /* @__PURE__ */ new Set());
  let next = 0;
  let turn = 0;
  let size2 = 0;
  let timer = null;
  const tick = () => {
    turn = (turn + 1) % SLICES;
    for (const send3 of slices[turn] ?? []) send3();
  };
  const stop = () => {
    if (timer) clearInterval(timer);
    timer = null;
  };
  return {
    add: (send3) => {
      if (intervalMs <= 0) return () => {};
      next = (next + 1) % SLICES;
      const slice = slices[next];
      slice?.add(send3);
      size2 += 1;
      timer ??= setInterval(tick, Math.max(1, intervalMs / SLICES)).unref();
      return () => {
        if (!slice?.delete(send3)) return;
        size2 -= 1;
        if (size2 === 0) stop();
      };
    },
    [Symbol.dispose]: stop,
  };
}

// engine/ws/websocket-server.ts
var PATHS = /* @__PURE__ */ new Set(['/v1/graphql', '/v1alpha1/graphql', '/v1beta1/relay']);
var GOODBYE_MS = 1e3;
function createWebSocketServer(config, deps) {
  const connections = /* @__PURE__ */ new Set();
  const sockets = /* @__PURE__ */ new Set();
  const keepalive = createKeepalive(config.websocket.keepaliveMs);
  const isAllowedOrigin = originMatcher(config.corsDomains);
  const connectionDeps = { ...deps, config: config.websocket, keepAlive: keepalive.add };
  let isClosing = false;
  const handshakes = new Handshakes({
    noServer: true,
    clientTracking: false,
    maxPayload: config.websocket.maxMessageBytes,
    perMessageDeflate: config.websocket.compression ? { threshold: 1024 } : false,
    handleProtocols: (offered) => chooseProtocol(offered).name,
  });
  const upgrade = (req, socket, head) => {
    socket.on('error', () => {});
    const path = (req.url ?? '/').split('?')[0] ?? '/';
    if (!PATHS.has(path)) return refuse5(socket, 404, { path: '$', error: 'resource does not exist', code: 'not-found' });
    if (isClosing) return refuse5(socket, 503, { path: '$', error: 'the server is shutting down', code: 'unexpected' });
    const { origin } = req.headers;
    if (config.corsDomains !== null && origin !== void 0 && !isAllowedOrigin(origin))
      return refuse5(socket, 400, {
        path: '$',
        error: 'received origin header does not match configured CORS domains',
        code: 'access-denied',
      });
    const headers = plainHeaders(req.headers);
    if (config.corsDomains === null && !config.wsReadCookie) delete headers.cookie;
    handshakes.handleUpgrade(req, socket, head, (ws) => {
      const offered = new Set((req.headers['sec-websocket-protocol'] ?? '').split(',').map((p) => p.trim()));
      const connection = new Connection(randomUUID5(), ws, req.socket, chooseProtocol(offered), headers, connectionDeps);
      connections.add(connection);
      sockets.add(socket);
      ws.once('close', () => {
        connections.delete(connection);
        sockets.delete(socket);
      });
    });
  };
  const closeAll = (why) => {
    for (const connection of [...connections]) connection.close(why);
  };
  return {
    upgrade,
    closeAll,
    get connections() {
      return connections.size;
    },
    [Symbol.asyncDispose]: async () => {
      isClosing = true;
      keepalive[Symbol.dispose]();
      closeAll(CLOSE.shutdown);
      const closed = [...sockets].map((socket) => new Promise((resolve) => socket.once('close', () => resolve())));
      const cut = setTimeout(() => {
        for (const socket of sockets) socket.destroy();
      }, GOODBYE_MS);
      await Promise.all(closed);
      clearTimeout(cut);
    },
  };
}
function refuse5(socket, status, body2) {
  const text6 = JSON.stringify(body2);
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r
Content-Type: application/json; charset=utf-8\r
Content-Length: ${Buffer.byteLength(text6)}\r
Connection: close\r
\r
${text6}`,
  );
}

// engine/config/auth-config.ts
import { createPublicKey, createSecretKey } from 'node:crypto';
import { z as z34 } from 'zod';

var DEFAULT_NAMESPACE = 'https://hasura.io/jwt/claims';
function parseAuth(s) {
  const secret = s.text('HASURA_GRAPHQL_ADMIN_SECRET', null) ?? s.text('HASURA_GRAPHQL_ACCESS_KEY', null);
  const several = s.json('HASURA_GRAPHQL_ADMIN_SECRETS', z34.array(z34.string().min(1))) ?? [];
  const adminSecrets = secret === null ? several : [secret, ...several];
  const one2 = s.json('HASURA_GRAPHQL_JWT_SECRET', JWT);
  const many = s.json('HASURA_GRAPHQL_JWT_SECRETS', z34.array(JWT)) ?? [];
  const jwt = [...(one2 ? [one2] : []), ...many].flatMap((given) => {
    const made = jwtConfig(given);
    if (typeof made !== 'string') return [made];
    s.fail('HASURA_GRAPHQL_JWT_SECRET', made);
    return [];
  });
  const hook = s.text('HASURA_GRAPHQL_AUTH_HOOK', null);
  const webhook =
    hook === null
      ? null
      : {
          url: hook,
          mode: s.choice('HASURA_GRAPHQL_AUTH_HOOK_MODE', 'get', ['get', 'post']) === 'post' ? 'POST' : 'GET',
          sendRequestBody: s.flag('HASURA_GRAPHQL_AUTH_HOOK_SEND_REQUEST_BODY', true),
        };
  const unauthorizedRole = s.text('HASURA_GRAPHQL_UNAUTHORIZED_ROLE', null);
  if (hook !== null && !URL.canParse(hook)) s.fail('HASURA_GRAPHQL_AUTH_HOOK', 'is not a URL');
  if (hook !== null && jwt.length > 0) s.fail('HASURA_GRAPHQL_AUTH_HOOK', 'and HASURA_GRAPHQL_JWT_SECRET exclude each other');
  if (hook !== null && unauthorizedRole !== null)
    s.fail('HASURA_GRAPHQL_UNAUTHORIZED_ROLE', 'cannot be combined with HASURA_GRAPHQL_AUTH_HOOK');
  if (adminSecrets.length === 0) {
    if (jwt.length > 0) s.fail('HASURA_GRAPHQL_JWT_SECRET', 'requires HASURA_GRAPHQL_ADMIN_SECRET');
    if (hook !== null) s.fail('HASURA_GRAPHQL_AUTH_HOOK', 'requires HASURA_GRAPHQL_ADMIN_SECRET');
    if (unauthorizedRole !== null) s.fail('HASURA_GRAPHQL_UNAUTHORIZED_ROLE', 'requires HASURA_GRAPHQL_ADMIN_SECRET');
  }
  return { adminSecrets, jwt, webhook, unauthorizedRole };
}
var CLAIM_RULE = z34.union([
  z34.object({ path: z34.string(), default: z34.unknown().optional() }),
  z34.string(),
  z34.number(),
  z34.boolean(),
  z34.array(z34.unknown()),
]);
var HEADER2 = z34.union([
  z34.object({ type: z34.literal('Authorization') }),
  z34.object({ type: z34.literal('Cookie'), name: z34.string().min(1) }),
  z34.object({ type: z34.literal('CustomHeader'), name: z34.string().min(1) }),
]);
var JWT = z34
  .object({
    type: z34.string().optional(),
    key: z34.string().min(1).optional(),
    jwk_url: z34.url().optional(),
    claims_namespace: z34.string().optional(),
    claims_namespace_path: z34.string().optional(),
    claims_format: z34.enum(['json', 'stringified_json']).default('json'),
    audience: z34.union([z34.string().transform((a) => [a]), z34.array(z34.string())]).optional(),
    issuer: z34.string().optional(),
    claims_map: z34.record(z34.string(), CLAIM_RULE).optional(),
    allowed_skew: z34.number().nonnegative().default(0),
    header: HEADER2.default({ type: 'Authorization' }),
  })
  .strict();
var HMAC_BITS = { HS256: 256, HS384: 384, HS512: 512 };
var ASYMMETRIC = {
  RS256: ['RS256'],
  RS384: ['RS384'],
  RS512: ['RS512'],
  ES256: ['ES256'],
  ES384: ['ES384'],
  ES512: ['ES512'],
  Ed25519: ['EdDSA', 'Ed25519'],
};
function jwtConfig(given) {
  if ((given.key === void 0) === (given.jwk_url === void 0)) return 'needs exactly one of key and jwk_url';
  if (given.claims_namespace !== void 0 && given.claims_namespace_path !== void 0)
    return 'may not hold both claims_namespace and claims_namespace_path';
  const claims2 = claimsSource(given);
  if (typeof claims2 === 'string') return claims2;
  const verification = verificationKey(given);
  if (typeof verification === 'string') return verification;
  return {
    ...verification,
    claims: claims2,
    audience: given.audience ?? null,
    issuer: given.issuer ?? null,
    allowedSkewSeconds: given.allowed_skew,
    header: tokenPlace(given.header),
  };
}
function tokenPlace(header3) {
  if (header3.type === 'Cookie') return { kind: 'cookie', name: header3.name };
  if (header3.type === 'CustomHeader') return { kind: 'header', name: header3.name.toLowerCase() };
  return { kind: 'authorization' };
}
function verificationKey(given) {
  const { type, key, jwk_url: url } = given;
  if (url !== void 0) {
    const algorithms2 = type === void 0 ? null : ASYMMETRIC[type];
    if (algorithms2 === void 0) return `type "${type}" cannot be used with jwk_url`;
    return { algorithms: algorithms2, key: { kind: 'url', url } };
  }
  if (type === void 0 || key === void 0) return 'needs a type beside its key';
  const bits = HMAC_BITS[type];
  if (bits !== void 0) {
    const secret = Buffer.from(key);
    if (secret.length * 8 < bits) return `key for ${type} must be at least ${bits / 8} characters long`;
    return { algorithms: [type], key: { kind: 'fixed', key: createSecretKey(secret) } };
  }
  const algorithms = ASYMMETRIC[type];
  if (algorithms === void 0) return `type "${type}" is not supported`;
  try {
    return { algorithms, key: { kind: 'fixed', key: createPublicKey(key) } };
  } catch {
    return `key for ${type} is neither a PEM public key nor a certificate`;
  }
}
function claimsSource(given) {
  if (given.claims_map !== void 0) {
    const entries = {};
    for (const [name2, rule] of Object.entries(given.claims_map)) {
      const key = name2.toLowerCase();
      if (!key.startsWith('x-hasura-')) return `claims_map may hold x-hasura-* names only, not "${name2}"`;
      if (typeof rule === 'object' && 'path' in rule) {
        const path = parseJsonPath2(rule.path);
        if (path === null) return `claims_map.${name2}: "${rule.path}" is not a JSON path`;
        entries[key] = { kind: 'path', path, label: rule.path, otherwise: rule.default };
      } else entries[key] = { kind: 'literal', value: rule };
    }
    for (const needed of ['x-hasura-allowed-roles', 'x-hasura-default-role'])
      if (!(needed in entries)) return `claims_map needs ${needed}`;
    return { kind: 'map', entries };
  }
  const stringified = given.claims_format === 'stringified_json';
  if (given.claims_namespace_path !== void 0) {
    const path = parseJsonPath2(given.claims_namespace_path);
    if (path === null) return `claims_namespace_path "${given.claims_namespace_path}" is not a JSON path`;
    return { kind: 'namespace', path, label: given.claims_namespace_path, stringified };
  }
  const namespace = given.claims_namespace ?? DEFAULT_NAMESPACE;
  return { kind: 'namespace', path: [namespace], label: namespace, stringified };
}
function parseJsonPath2(text6) {
  const keys = [];
  const piece = /\.?([A-Za-z_$][\w$-]*)|\[(\d+)\]|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]/y;
  piece.lastIndex = text6.startsWith('$') ? 1 : 0;
  while (piece.lastIndex < text6.length) {
    const [, name2, index, single, double] = piece.exec(text6) ?? [];
    if (index !== void 0) keys.push(Number(index));
    else {
      const key = name2 ?? (single ?? double)?.replace(/\\(.)/g, '$1');
      if (key === void 0) return null;
      keys.push(key);
    }
  }
  return keys;
}

// engine/config/settings.ts
import { z as z35 } from 'zod';

var TRUE_WORDS = /* @__PURE__ */ new Set(['true', 't', 'yes', 'y', '1']);
var FALSE_WORDS = /* @__PURE__ */ new Set(['false', 'f', 'no', 'n', '0']);
var Settings = class {
  problems = [];
  env;
  constructor(env2) {
    this.env = env2;
  }
  fail(name2, what) {
    this.problems.push(`${name2} ${what}`);
  }
  /** An unset or empty variable takes the default. */
  text(name2, otherwise) {
    const given = this.env[name2];
    return given === void 0 || given === '' ? otherwise : given;
  }
  flag(name2, otherwise) {
    const word = this.text(name2, null)?.trim().toLowerCase();
    if (word === void 0) return otherwise;
    if (TRUE_WORDS.has(word)) return true;
    if (!FALSE_WORDS.has(word)) this.fail(name2, 'must be true or false');
    return false;
  }
  integer(name2, otherwise, range = {}) {
    const given = this.text(name2, null);
    if (given === null) return otherwise;
    const { min = 0, max = Number.MAX_SAFE_INTEGER } = range;
    const parsed3 = z35.coerce.number().int().min(min).max(max).safeParse(given.trim());
    if (parsed3.success) return parsed3.data;
    this.fail(name2, `must be a whole number from ${min}${range.max === void 0 ? '' : ` to ${max}`}`);
    return otherwise;
  }
  choice(name2, otherwise, choices) {
    const given = this.text(name2, null)?.trim().toLowerCase();
    if (given === void 0) return otherwise;
    const chosen2 = choices.find((c) => c === given);
    if (chosen2 === void 0) this.fail(name2, `must be one of ${choices.join(', ')}`);
    return chosen2 ?? otherwise;
  }
  /** A comma-separated list, of `choices` when they are given. */
  words(name2, otherwise, choices) {
    const given = this.text(name2, null);
    if (given === null) return otherwise;
    const isChoice = (word) => choices === void 0 || choices.some((c) => c === word);
    const words = [];
    for (const word of given.split(',').map((w) => w.trim())) {
      if (word === '') continue;
      if (isChoice(word)) words.push(word);
      else this.fail(name2, `may not hold "${word}"`);
    }
    return words;
  }
  /** JSON text checked against a schema. */
  json(name2, schema) {
    const given = this.text(name2, null);
    if (given === null) return null;
    let value2;
    try {
      value2 = JSON.parse(given);
    } catch {
      this.fail(name2, 'is not JSON');
      return null;
    }
    const parsed3 = schema.safeParse(value2);
    if (parsed3.success) return parsed3.data;
    this.fail(name2, `is wrong: ${parsed3.error.issues.map((i) => `${i.path.join('.') || 'value'}: ${i.message}`).join(', ')}`);
    return null;
  }
};

// engine/config/config.ts
var API_GROUPS = ['metadata', 'graphql', 'pgdump', 'config', 'metrics', 'developer'];
function parseConfig(env2) {
  const s = new Settings(env2);
  const databaseUrl = s.text('HASURA_GRAPHQL_DATABASE_URL', '');
  if (databaseUrl === '') s.fail('HASURA_GRAPHQL_DATABASE_URL', 'is required');
  const disableCors = s.flag('HASURA_GRAPHQL_DISABLE_CORS', false);
  const config = {
    databaseUrl,
    metadataDatabaseUrl: s.text('HASURA_GRAPHQL_METADATA_DATABASE_URL', databaseUrl),
    metadataDirectory: s.text('HASURA_GRAPHQL_METADATA_DIR', '') || null,
    host: s.text('HASURA_GRAPHQL_SERVER_HOST', '*').replace(/^\*$/, '0.0.0.0'),
    port: s.integer('HASURA_GRAPHQL_SERVER_PORT', 8080, { min: 0, max: 65535 }),
    auth: parseAuth(s),
    enableConsole: s.flag('HASURA_GRAPHQL_ENABLE_CONSOLE', false),
    devMode: s.flag('HASURA_GRAPHQL_DEV_MODE', false),
    adminInternalErrors: s.flag('HASURA_GRAPHQL_ADMIN_INTERNAL_ERRORS', true),
    enabledApis: new Set(
      s.words('HASURA_GRAPHQL_ENABLED_APIS', ['metadata', 'graphql', 'pgdump', 'config', 'metrics'], API_GROUPS),
    ),
    enableAllowlist: s.flag('HASURA_GRAPHQL_ENABLE_ALLOWLIST', false),
    corsDomains: disableCors ? null : s.words('HASURA_GRAPHQL_CORS_DOMAIN', ['*']),
    wsReadCookie: s.flag('HASURA_GRAPHQL_WS_READ_COOKIE', false),
    stringifyNumericTypes: s.flag('HASURA_GRAPHQL_STRINGIFY_NUMERIC_TYPES', false),
    inferFunctionPermissions: s.flag('HASURA_GRAPHQL_INFER_FUNCTION_PERMISSIONS', true),
    booleanNullCollapse: s.flag('HASURA_GRAPHQL_V1_BOOLEAN_NULL_COLLAPSE', false),
    nullInNonNullableVariables: s.flag('HASURA_GRAPHQL_BACKWARDS_COMPAT_NULL_IN_NONNULLABLE_VARIABLES', false),
    experimentalFeatures: new Set(s.words('HASURA_GRAPHQL_EXPERIMENTAL_FEATURES', [])),
    namingConvention: s.choice('HASURA_GRAPHQL_DEFAULT_NAMING_CONVENTION', 'hasura-default', [
      'hasura-default',
      'graphql-default',
    ]),
    liveQueries: polling(s, 'LIVE_QUERIES'),
    streamingQueries: polling(s, 'STREAMING_QUERIES'),
    liveWake: s.choice('ENGINE_LIVE_WAKE', 'notify', ['notify', 'poll']),
    events: {
      httpPoolSize: s.integer('HASURA_GRAPHQL_EVENTS_HTTP_POOL_SIZE', 100, { min: 1 }),
      fetchIntervalMs: s.integer('HASURA_GRAPHQL_EVENTS_FETCH_INTERVAL', 1e3),
      fetchBatchSize: s.integer('HASURA_GRAPHQL_EVENTS_FETCH_BATCH_SIZE', 100),
    },
    asyncActions: {
      fetchIntervalMs: s.integer('HASURA_GRAPHQL_ASYNC_ACTIONS_FETCH_INTERVAL', 1e3),
      fetchBatchSize: s.integer('HASURA_GRAPHQL_ASYNC_ACTIONS_FETCH_BATCH_SIZE', 10, { min: 1 }),
    },
    websocket: {
      keepaliveMs: 1e3 * s.integer('HASURA_GRAPHQL_WEBSOCKET_KEEPALIVE', 5),
      initTimeoutMs: 1e3 * s.integer('HASURA_GRAPHQL_WEBSOCKET_CONNECTION_INIT_TIMEOUT', 3, { min: 1 }),
      compression: s.flag('HASURA_GRAPHQL_CONNECTION_COMPRESSION', false),
      closeOnMetadataChange: s.flag('HASURA_GRAPHQL_CLOSE_WEBSOCKETS_ON_METADATA_CHANGE', true),
      maxOperations: s.integer('ENGINE_WEBSOCKET_MAX_OPERATIONS', 1e3, { min: 1 }),
      maxMessageBytes: s.integer('ENGINE_WEBSOCKET_MAX_MESSAGE_BYTES', 4 * MEBIBYTE, { min: 1024 }),
      maxBufferedBytes: s.integer('ENGINE_WEBSOCKET_MAX_BUFFERED_BYTES', 16 * MEBIBYTE, { min: 1024 }),
    },
    gracefulShutdownMs: 1e3 * s.integer('HASURA_GRAPHQL_GRACEFUL_SHUTDOWN_TIMEOUT', 60),
    claimLeaseSeconds: s.integer('ENGINE_CLAIM_LEASE_SECONDS', 20, { min: 1 }),
    schemaSyncIntervalMs: s.integer('HASURA_GRAPHQL_SCHEMA_SYNC_POLL_INTERVAL', 1e3),
    configuredHeaderPrecedence: s.flag('HASURA_GRAPHQL_CONFIGURED_HEADER_PRECEDENCE', false),
    logHeadersFromEnv: s.flag('HASURA_GRAPHQL_LOG_HEADERS_FROM_ENV', false),
    metricsSecret: s.text('HASURA_GRAPHQL_METRICS_SECRET', '') || null,
    http: {
      maxHeaderBytes: s.integer('HASURA_GRAPHQL_MAX_TOTAL_HEADER_LENGTH', 1 * MEBIBYTE, { min: 1024 }),
      maxRequestBytes: s.integer('ENGINE_MAX_REQUEST_BYTES', 32 * MEBIBYTE, { min: 1024 }),
      maxResponseBytes: s.integer('ENGINE_MAX_RESPONSE_BYTES', 256 * MEBIBYTE, { min: 1024 }),
      headersTimeoutMs: s.integer('ENGINE_HEADERS_TIMEOUT_MS', 2e4, { min: 100 }),
      requestTimeoutMs: s.integer('ENGINE_REQUEST_TIMEOUT_MS', 6e4, { min: 100 }),
    },
    maintenanceMode: s.flag('HASURA_GRAPHQL_ENABLE_MAINTENANCE_MODE', false),
    pool: {
      maxConnections: s.integer('HASURA_GRAPHQL_PG_CONNECTIONS', 50, { min: 1 }),
      idleTimeoutMs: 1e3 * s.integer('HASURA_GRAPHQL_PG_TIMEOUT', 180, { min: 1 }),
      acquireTimeoutMs: s.integer('ENGINE_PG_POOL_TIMEOUT_MS', 3e4, { min: 1 }),
      isolation: s.choice('HASURA_GRAPHQL_TX_ISOLATION', 'read-committed', ['read-committed', 'repeatable-read', 'serializable']),
      usePreparedStatements: s.flag('HASURA_GRAPHQL_USE_PREPARED_STATEMENTS', true),
    },
    logLevel: s.choice('HASURA_GRAPHQL_LOG_LEVEL', 'info', ['debug', 'info', 'warn', 'error']),
    enabledLogTypes: new Set(
      s.words('HASURA_GRAPHQL_ENABLED_LOG_TYPES', ['startup', 'http-log', 'webhook-log', 'websocket-log', 'jwk-refresh-log']),
    ),
    env: env2,
  };
  if (s.problems.length > 0) throw new Fault('reject', { code: 'invalid-configuration', message: s.problems.join('; ') });
  return config;
}
var MEBIBYTE = 1 << 20;
var polling = (s, prefix) => ({
  refetchIntervalMs: s.integer(`HASURA_GRAPHQL_${prefix}_MULTIPLEXED_REFETCH_INTERVAL`, 1e3, { min: 1 }),
  batchSize: s.integer(`HASURA_GRAPHQL_${prefix}_MULTIPLEXED_BATCH_SIZE`, 100, { min: 1 }),
});

// engine/index.ts
async function startEngine(config, options = {}) {
  const opened = createClosingStack();
  try {
    return await start2(config, options, opened);
  } catch (error) {
    await opened[Symbol.asyncDispose]();
    throw error;
  }
}
async function start2(config, options, opened) {
  const startedAt = performance.now();
  const metrics = createMetrics();
  const tell = options.observe ?? (() => {});
  const observe = (observation) => {
    metrics.observe(observation);
    tell(observation);
  };
  const onConnection = ({ kind, message }) => observe({ kind: kind === 'lost' ? 'database-lost' : 'database-back', message });
  const open = (url) =>
    opened.use(
      openDatabase(url, {
        maxConnections: config.pool.maxConnections,
        poolTimeoutMs: config.pool.acquireTimeoutMs,
        idleTimeoutMs: config.pool.idleTimeoutMs,
        isolation: config.pool.isolation,
        prepare: config.pool.usePreparedStatements,
        onConnection,
      }),
    );
  const database = open(config.databaseUrl);
  const metadataDatabase = config.metadataDatabaseUrl === config.databaseUrl ? database : open(config.metadataDatabaseUrl);
  const authenticator = opened.use(await openAuthenticator(config.auth, observe));
  const lifecycle = opened.use(
    await openLifecycle({
      database,
      metadataDatabase,
      metadataDirectory: config.metadataDirectory,
      env: config.env,
      observe,
      appliers: [
        eventTriggerApplier({ stringifyNumericTypes: config.stringifyNumericTypes }),
        ...(metadataDatabase === database ? [cronApplier()] : []),
      ],
      syncIntervalMs: config.schemaSyncIntervalMs,
    }),
  );
  const { snapshot, onChange } = lifecycle;
  const notify2 = !snapshot().catalog.isYugabyte;
  const experiments = config.experimentalFeatures;
  const planner = createPlanner({
    ...DEFAULT_PLANNER_OPTIONS,
    schema: {
      inferFunctionPermissions: config.inferFunctionPermissions,
      hideAggregationPredicates: experiments.has('hide_aggregation_predicates'),
      hideUpdateMany: experiments.has('hide_update_many_fields'),
      hideStreams: experiments.has('hide_stream_fields'),
    },
    allowsNullForNonNull: config.nullInNonNullableVariables,
  });
  const webhooks = opened.use(openWebhookClient());
  const actions = { webhooks, observe, version: VERSION, configuredHeaderPrecedence: config.configuredHeaderPrecedence };
  const compileOptions = { stringifyNumeric: config.stringifyNumericTypes };
  const execute = createExecutor({
    database,
    actionLog: metadataDatabase,
    planner,
    actions,
    compile: compileOptions,
    isolation: config.pool.isolation,
    snapshot,
    afterWrites: lifecycle.afterWrites,
  });
  const core = createCore({
    database,
    snapshot,
    onChange,
    planner,
    enableAllowlist: config.enableAllowlist,
    execute,
  });
  const instanceId = randomUUID6();
  const worker = {
    snapshot,
    onChange,
    instanceId,
    leaseSeconds: config.claimLeaseSeconds,
    shutdownMs: config.gracefulShutdownMs,
    notify: notify2,
  };
  const deliveries = { webhooks, observe, version: VERSION, logHeadersFromEnv: config.logHeadersFromEnv };
  opened.use(
    await startEventDelivery({
      ...worker,
      ...deliveries,
      database,
      concurrency: config.events.httpPoolSize,
      batchSize: config.events.fetchBatchSize,
      pollMs: config.events.fetchIntervalMs,
    }),
  );
  opened.use(startEventCleanup({ database, snapshot, onChange, observe }));
  opened.use(await startScheduledTriggers({ ...worker, ...deliveries, database: metadataDatabase, env: config.env }));
  opened.use(
    await startAsyncActions({
      ...worker,
      ...actions,
      database: metadataDatabase,
      batchSize: config.asyncActions.fetchBatchSize,
      pollMs: config.asyncActions.fetchIntervalMs,
    }),
  );
  const live = opened.use(
    openLive({
      config,
      database,
      snapshot,
      plan: core.plan,
      answer: (request3, context) => execute(request3, context, true),
      compileOptions,
      toEngineError: (error) => {
        const known2 = toEngineError(error);
        return known2 instanceof EngineError ? known2 : asEngineError(known2, observe);
      },
      observe,
    }),
  );
  metrics.gauge('hasura_postgres_connections', 'Connections to the source database', () => database.connections().open);
  metrics.gauge('hasura_postgres_idle_connections', 'Of these, those that nobody uses', () => database.connections().idle);
  metrics.gauge('hasura_postgres_pool_waiting', 'Requests that wait for a connection', () => database.connections().waiting);
  metrics.gauge('hasura_live_query_cohorts', 'Groups of subscribers with equal answers', () => live.cohorts);
  const showsInternal = (session) => config.devMode || (session?.role === 'admin' && config.adminInternalErrors);
  const admit = createAdmission(() => snapshot().model.limits);
  const sockets = opened.use(
    createWebSocketServer(config, {
      authenticator,
      operations: {
        kindOf: (request3, context, ip) => {
          admit(context.session, ip, 1);
          return core.plan(request3, context).plan.kind;
        },
        execute: core.execute,
        subscribe: live.subscribe,
      },
      showsInternal,
      observe,
    }),
  );
  opened.defer(
    onChange(() => {
      if (config.websocket.closeOnMetadataChange) sockets.closeAll(CLOSE.metadataChanged);
    }),
  );
  const metadataApi = createMetadataApi({
    lifecycle,
    database,
    metadataDatabase,
    env: config.env,
    metadataCommands: { ...metadataCommands, ...triggerCommands2 },
    queryCommands,
  });
  const handler = createHandler({
    ...engineEndpoints({
      config,
      core,
      metadataApi,
      admit,
      adminSchema: () => planner.schema(snapshot(), ADMIN).complete,
      compileOptions,
      metrics,
      showsInternal,
      observe,
    }),
    authenticator,
    corsDomains: config.corsDomains,
    maxRequestBytes: config.http.maxRequestBytes,
    showsInternal,
    observe,
  });
  let port2 = null;
  if (options.listen !== false) {
    const server = await listen(config, handler, sockets.upgrade);
    opened.defer(async () => {
      await Promise.all([server.close(config.gracefulShutdownMs), sockets[Symbol.asyncDispose]()]);
    });
    port2 = server.port;
    observe({ kind: 'started', port: port2, durationMs: performance.now() - startedAt });
  }
  return {
    port: port2,
    core,
    handler,
    upgrade: sockets.upgrade,
    [Symbol.asyncDispose]: async () => {
      await opened[Symbol.asyncDispose]();
      observe({ kind: 'stopped' });
    },
  };
}

// ../../../tmp/meta/serve.ts
var name = process.argv[2] ?? 'conf';
var port = process.argv[3] ?? '56121';
var admin = new pg3.Client('postgres://postgres:x@127.0.0.1:56120/postgres');
await admin.connect();
await admin.query(`drop database if exists ${name} with (force)`);
await admin.query(`create database ${name}`);
await admin.end();
var env = {
  HASURA_GRAPHQL_DATABASE_URL: `postgres://postgres:x@127.0.0.1:56120/${name}`,
  HASURA_GRAPHQL_ADMIN_SECRET: 'secret',
  HASURA_GRAPHQL_STRINGIFY_NUMERIC_TYPES: 'true',
  HASURA_GRAPHQL_SERVER_PORT: port,
  HASURA_GRAPHQL_SERVER_HOST: '127.0.0.1',
  ACTION_WEBHOOK_HANDLER: 'http://127.0.0.1:56193',
  EVENT_WEBHOOK_HANDLER: 'http://127.0.0.1:56192',
  EVENT_WEBHOOK_HEADER: 'MyEnvValue',
  ...process.env,
};
delete env.PORT;
var engine = await startEngine(parseConfig(env), {
  observe: (o) => {
    if (o.kind === 'internal-error' || o.kind === 'database-lost') console.error(o);
    if (process.env.OBS) console.log(JSON.stringify(o));
  },
});
console.log('ready', engine.port, process.pid);
process.on('SIGTERM', async () => {
  await engine[Symbol.asyncDispose]();
  process.exit(0);
});
