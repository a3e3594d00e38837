/** Passwords of local accounts: Argon2id with OWASP's parameters (19 MiB, 2 passes, 1 lane: about 20 ms). */
import { hash, verify } from '@node-rs/argon2';

const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** PHC string; Argon2id is the package's default. */
export const hashPassword = async (password: string): Promise<string> => await hash(password, PARAMETERS);

/** Takes the same time when there is no such account, so that nobody learns which addresses exist. */
export async function verifyPassword(password: string, passwordHash: string | null): Promise<boolean> {
  const known = await verify(passwordHash ?? (await decoy()), password);
  return known && passwordHash !== null;
}

let made: Promise<string> | undefined;
function decoy(): Promise<string> {
  made ??= hashPassword('no account has this password');
  return made;
}
