import { expect, test } from 'vitest';
import { describeAccountMail } from './account-mail.ts';

const facts = { name: 'Ada', email: 'ada@example.com', token: 'a+b', publicUrl: 'https://north.example', invitation: null };

test.each([
  ['verify_address', 'https://north.example/auth/account/verify?token=a%2Bb'],
  ['address_known', 'https://north.example/auth/account/reset?token=a%2Bb'],
  ['reset_password', 'https://north.example/auth/account/reset?token=a%2Bb'],
  ['invitation', 'https://north.example/auth/account/join?token=a%2Bb'],
])('%s brings its link', (kind, link) => expect(describeAccountMail({ ...facts, kind }).text.split('\n')).toContain(link));

test('a changed password is told without a token', () =>
  expect(describeAccountMail({ ...facts, kind: 'password_changed', token: null }).text).not.toContain('token'));

test('names cannot begin a line or a header of their own', () => {
  const invitation = {
    organization: 'Acme\r\nBcc: all@example.com',
    role: 'team_lead',
    inviter: 'Eve\u2028https://evil.example',
  };
  const { subject, text } = describeAccountMail({ ...facts, kind: 'invitation', invitation });
  expect(subject).toBe('Join Acme Bcc: all@example.com');
  expect(text.split(/[\n\r\u2028]/)).not.toContain('https://evil.example');
  expect(text).toContain('as team lead');
});
