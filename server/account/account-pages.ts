/**
 * Where mails to people lead: `/auth/account/verify`, `reset`, `forgot` and `join`. GET shows a form and changes nothing, so that programs that
 * look at links in mails use no token up; POST runs the action, once for each form that was shown. Plain HTML, no script.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { type ActionDeps, actions, runAction } from '../../actions/index.ts';
import type { Page } from '../oidc/oidc-pages.ts';

export const ACCOUNT_PATH = '/auth/account';

interface Field {
  readonly name: string;
  readonly label: string;
  readonly type: 'text' | 'email' | 'password';
  readonly autocomplete: string;
  readonly hint?: string;
}

interface Form {
  readonly action: string;
  readonly title: string;
  readonly button: string;
  /** Brings the token of a mail along. */
  readonly hasToken: boolean;
  readonly fields: readonly Field[];
  readonly done: string;
}

const FORMS: Readonly<Record<string, Form>> = {
  verify: {
    action: 'verifyEmail',
    title: 'Confirm your address',
    button: 'Confirm',
    hasToken: true,
    fields: [],
    done: 'Your address is confirmed. Sign in now.',
  },
  forgot: {
    action: 'requestPasswordReset',
    title: 'Forgot your password?',
    button: 'Send a link',
    hasToken: false,
    fields: [{ name: 'email', label: 'E-mail address', type: 'email', autocomplete: 'username' }],
    done: 'If there is an account with this address, a link for a new password is on its way.',
  },
  reset: {
    action: 'resetPassword',
    title: 'Choose a new password',
    button: 'Change the password',
    hasToken: true,
    fields: [
      {
        name: 'password',
        label: 'New password',
        type: 'password',
        autocomplete: 'new-password',
        hint: 'At least 12 characters: a few words are easiest to remember.',
      },
    ],
    done: 'Your password is changed and every session has ended. Sign in now.',
  },
  join: {
    action: 'acceptInvitation',
    title: 'Join the organization',
    button: 'Join',
    hasToken: true,
    fields: [
      { name: 'name', label: 'Your name (for a new account)', type: 'text', autocomplete: 'name' },
      {
        name: 'password',
        label: 'Password',
        type: 'password',
        autocomplete: 'new-password',
        hint: 'Of your account, or a new one of at least 12 characters.',
      },
    ],
    done: 'You are a member now. Sign in.',
  },
};

const MAX_BYTES = 16_384;

export const createAccountPages =
  (deps: ActionDeps): Page =>
  async (request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost');
    const name = url.pathname.slice(ACCOUNT_PATH.length + 1);
    const form = Object.hasOwn(FORMS, name) ? FORMS[name] : undefined;
    if (form === undefined) return show(response, 404, 'Nothing here', '<p>There is no such page.</p>');
    if (request.method === 'GET')
      return show(response, 200, form.title, formOf(form, url.searchParams.get('token') ?? '', null, new URLSearchParams()));
    if (request.method !== 'POST') return show(response, 405, form.title, '<p>Only GET and POST are answered here.</p>');
    if (Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY) > MAX_BYTES) {
      request.resume();
      return show(response, 413, form.title, '<p>That is too long.</p>');
    }
    await answer(deps, form, new URLSearchParams(await text(request)), request, response);
  };

async function answer(
  deps: ActionDeps,
  form: Form,
  given: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const action = actions.get(form.action);
  if (action === undefined) throw new Error(`no such action: ${form.action}`);
  const fields = form.fields.map(({ name }) => [name, given.get(name) || null]);
  const token = form.hasToken ? { token: given.get('token') ?? '' } : {};
  const input = { ...Object.fromEntries(fields), ...token, requestId: given.get('requestId') ?? '' };
  const body = { input, session_variables: { 'x-hasura-role': 'anonymous' } };
  const { status, body: answered, problem } = await runAction(deps, action, body, request.headers);
  if (status === 200) return show(response, 200, form.title, `<p>${escaped(form.done)}</p>`);
  if (status >= 500) throw problem;
  const message =
    typeof answered === 'object' && answered !== null && 'message' in answered ? String(answered.message) : 'That did not work.';
  show(response, status, form.title, formOf(form, given.get('token') ?? '', message, given));
}

function formOf(form: Form, token: string, problem: string | null, given: URLSearchParams): string {
  return [
    problem === null ? '' : `<p role="alert"><strong>${escaped(problem)}</strong></p>`,
    '<form method="post">',
    form.hasToken ? `<input type="hidden" name="token" value="${escaped(token)}">` : '',
    // Sending the same form twice is doing it once.
    `<input type="hidden" name="requestId" value="${randomUUID()}">`,
    ...form.fields.map((field) => fieldOf(field, given)),
    `<p><button>${escaped(form.button)}</button></p>`,
    '</form>',
  ].join('\n');
}

function fieldOf({ name, label, type, autocomplete, hint }: Field, given: URLSearchParams): string {
  const value = type === 'password' ? '' : escaped(given.get(name) ?? '');
  const input = `<input name="${name}" type="${type}" autocomplete="${autocomplete}" value="${value}">`;
  return `<p><label>${escaped(label)}<br>${input}</label>${hint === undefined ? '' : `<br><small>${escaped(hint)}</small>`}</p>`;
}

const STYLE = [
  'body{font:16px/1.5 system-ui,sans-serif;max-width:28rem;margin:15vh auto;padding:0 1rem}',
  'input,button{font:inherit;padding:.4rem .6rem}input{width:100%;box-sizing:border-box}',
].join('');

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

function show(response: ServerResponse, status: number, title: string, content: string): void {
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>`;
  response
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
    .end(
      [
        '<!doctype html>',
        `<html lang="en"><head>${head}<style>${STYLE}</style></head>`,
        `<body><h1>${escaped(title)}</h1>`,
        content,
        '</body></html>\n',
      ].join('\n'),
    );
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (value: string): string => value.replaceAll(/[&<>"']/g, (c) => ENTITIES[c] ?? c);
