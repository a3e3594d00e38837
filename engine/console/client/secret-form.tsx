/** Asks for the admin secret; when the engine takes requests without one, that is found out and nobody is asked. */
import { type FormEvent, useEffect, useState } from 'react';
import { createFetcher } from './fetcher.ts';

export function SecretForm({ onSecret }: { readonly onSecret: (secret: string) => void }) {
  const [secret, setSecret] = useState('');
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    void attempt('').then((open) => {
      if (open) onSecret('');
    });
  }, [onSecret]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (secret !== '' && (await attempt(secret))) onSecret(secret);
    else setProblem('The engine does not take this admin secret.');
  };

  return (
    <form className="console-secret" onSubmit={(event) => void submit(event)}>
      <h1>GraphQL console</h1>
      <label htmlFor="secret">Admin secret</label>
      <input id="secret" type="password" autoComplete="off" value={secret} onChange={(event) => setSecret(event.target.value)} />
      <button type="submit" className="console-button">
        Sign in
      </button>
      <button type="button" className="console-button" onClick={() => onSecret('')}>
        Continue without (a token goes into the headers)
      </button>
      <p role="alert">{problem}</p>
    </form>
  );
}

/** Whether the engine takes requests with this secret. */
async function attempt(secret: string): Promise<boolean> {
  let refused = false;
  const fetcher = createFetcher({ secret, role: 'admin' }, () => {
    refused = true;
  });
  await fetcher({ query: '{ __typename }' });
  return !refused;
}
