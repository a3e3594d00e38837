/** The one directory that holds everything NorthStack keeps on this machine. Only its owner can list or read it. */
import { createHash, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '../../kit/fault.ts';

export interface DataDirectory {
  readonly path: string;
  readonly postgres: string;
  readonly logs: string;
  /** Work of the local adapters: clones, builds, what runs. */
  readonly local: string;
  /** Files of the running system: sockets' homes, routes. */
  readonly run: string;
  /** Holds unix sockets: their paths must stay below 104 bytes, so it may be outside of `path`. */
  readonly sockets: string;
  readonly adminSecretFile: string;
  /** Key-encryption keys of the secrets that users set, one a line, the current one first. */
  readonly keyFile: string;
  readonly secrets: Secrets;
}

export interface Secrets {
  /** `x-hasura-admin-secret`. */
  readonly admin: string;
  /** Between the engine and the action and event handlers. */
  readonly internal: string;
  readonly postgresSuperuser: string;
  readonly postgresOwner: string;
  /** Ed25519 private key, PKCS 8 PEM, that signs sessions. */
  readonly jwtPrivateKey: string;
  /** 32 bytes, base64url: encrypts what builds and apps keep on this machine's disk. */
  readonly encryptionKey: string;
}

/** Opens the directory, creating what is missing. Opening it again finds the same secrets. @throws Fault reject `data-directory` */
export async function openDataDirectory(path: string): Promise<DataDirectory> {
  try {
    const folder = async (name: string, mode = 0o700) => {
      await mkdir(join(path, name), { recursive: true, mode });
      await chmod(join(path, name), mode);
      return join(path, name);
    };
    // As root, builds and apps run as another user: it may pass through to what is its own, and list or read nothing else.
    const passable = process.getuid?.() === 0 ? 0o711 : 0o700;
    await folder('.', passable);
    const secrets = await folder('secrets');
    const secret = (name: string, make: () => string) => keep(join(secrets, name), make);
    await secret('key-encryption-keys', randomText);
    return {
      path,
      postgres: join(path, 'postgres'),
      logs: await folder('logs'),
      local: await folder('local', passable),
      run: await folder('run'),
      sockets: await socketFolder(path),
      adminSecretFile: join(secrets, 'admin-secret'),
      keyFile: join(secrets, 'key-encryption-keys'),
      secrets: {
        admin: await secret('admin-secret', randomText),
        internal: await secret('internal', randomText),
        postgresSuperuser: await secret('postgres-superuser', randomText),
        postgresOwner: await secret('postgres-owner', randomText),
        jwtPrivateKey: await secret('jwt-ed25519.pem', ed25519Key),
        encryptionKey: await secret('encryption-key', randomText),
      },
    };
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    throw new Fault('reject', {
      code: 'data-directory',
      message: `The data directory ${path} cannot be used (${cause.message}): choose one you can write with --data.`,
      cause,
    });
  }
}

const randomText = () => randomBytes(32).toString('base64url');
const ed25519Key = () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** The file's content, written completely before it appears under its name: of two starters both get the first one's. */
async function keep(file: string, make: () => string): Promise<string> {
  const present = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (present !== null) return present.trim();
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, `${make().trim()}\n`, { mode: 0o600 });
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft);
  return (await readFile(file, 'utf8')).trim();
}

/** 104 bytes is the shortest limit (macOS, BSD); Linux has 108. */
async function socketFolder(path: string): Promise<string> {
  const inside = join(path, 'run');
  if (Buffer.byteLength(join(inside, 'control-plane.sock')) < 104) return inside;
  const outside = join(tmpdir(), `northstack-${createHash('sha256').update(path).digest('hex').slice(0, 16)}`);
  await mkdir(outside, { recursive: true, mode: 0o700 });
  // Somebody else's folder of this name would let them listen in our place.
  await chmod(outside, 0o700);
  return outside;
}
