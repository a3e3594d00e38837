/** Chooses the role to act in; an admin is offered those that the metadata names. */
import { type FormEvent, useEffect, useState } from 'react';
import { type Identity, identityHeaders } from './identity.ts';

export function RoleSwitch({ identity, onRole }: { readonly identity: Identity; readonly onRole: (role: string) => void }) {
  const [role, setRole] = useState(identity.role);
  const [known, setKnown] = useState<readonly string[]>([]);
  useEffect(() => {
    void knownRoles(identity.secret).then(setKnown);
  }, [identity.secret]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onRole(role.trim() === '' ? 'admin' : role.trim());
  };
  return (
    <form className="console-role" onSubmit={submit}>
      <label htmlFor="role">Role</label>
      <input id="role" list="roles" value={role} onChange={(event) => setRole(event.target.value)} onBlur={submit} />
      <datalist id="roles">
        {known.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </form>
  );
}

/** Every `role` in the metadata; none for who may not read it. */
async function knownRoles(secret: string | null): Promise<readonly string[]> {
  const response = await fetch(new URL('v1/metadata', document.baseURI), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...identityHeaders({ secret, role: 'admin' }) },
    body: JSON.stringify({ type: 'export_metadata', args: {} }),
  }).catch(() => null);
  if (!response?.ok) return ['admin'];
  const roles = new Set(['admin']);
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, item] of Object.entries(value)) {
      if ((key === 'role' || key === 'role_name') && typeof item === 'string') roles.add(item);
      else look(item);
    }
  };
  look(await response.json());
  return [...roles].sort();
}
