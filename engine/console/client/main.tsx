/** The console in the browser: GraphiQL against this engine, with a role and further headers, after the admin secret was asked for. */
import 'graphiql/graphiql.css';
import './console.css';
import { GraphiQL } from 'graphiql';
import { useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { createFetcher } from './fetcher.ts';
import { forgetSecret, type Identity, readIdentity, rememberIdentity } from './identity.ts';
import { Notice } from './notice.tsx';
import { RoleSwitch } from './role-switch.tsx';
import { SecretForm } from './secret-form.tsx';

function Console() {
  const [identity, setIdentity] = useState<Identity>(readIdentity);
  const [asked, setAsked] = useState(identity.secret !== null);
  const fetcher = useMemo(() => createFetcher(identity, () => setAsked(false)), [identity]);
  const change = (next: Identity) => {
    rememberIdentity(next);
    setIdentity(next);
  };
  if (!asked) {
    return (
      <SecretForm
        onSecret={(secret) => {
          change({ ...identity, secret });
          setAsked(true);
        }}
      />
    );
  }
  return (
    // A role has a schema of its own: GraphiQL starts again and asks for it.
    <GraphiQL
      key={identity.role}
      fetcher={fetcher}
      isHeadersEditorEnabled
      shouldPersistHeaders={false}
      defaultEditorToolsVisibility="variables"
    >
      <GraphiQL.Logo>
        <RoleSwitch identity={identity} onRole={(role) => change({ ...identity, role })} />
        <button
          type="button"
          className="console-button"
          onClick={() => {
            forgetSecret();
            change({ ...identity, secret: null });
            setAsked(false);
          }}
        >
          Sign out
        </button>
      </GraphiQL.Logo>
    </GraphiQL>
  );
}

const root = document.getElementById('console');
if (root)
  createRoot(root).render(
    <>
      <Notice />
      <Console />
    </>,
  );
