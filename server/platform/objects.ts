/** `NORTHSTACK_OBJECTS`: where what must survive the machine is kept: a bucket (`S3_…`), a directory, or nowhere. */
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { openDirectoryStore } from '../../adapters/local/objects/directory-store.ts';
import type { ObjectStore } from '../../domain/ports/object-store.ts';
import type { Closers } from '../closers.ts';
import { certificateFile } from '../config/file-setting.ts';
import { choose, type Environment, readSettings } from '../config/settings.ts';

const directory = z.object({
  NORTHSTACK_OBJECTS_DIRECTORY: z.string('is required').refine(isAbsolute, 'must be an absolute path'),
});

const s3 = z
  .object({
    S3_BUCKET: z.string('is required').regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'is not the name of a bucket'),
    S3_PREFIX: z
      .string()
      .regex(/^[\w.-]+(\/[\w.-]+)*$/, 'must be like northstack or a/b')
      .default('northstack'),
    S3_REGION: z.string().default('us-east-1'),
    S3_ENDPOINT: z.url({ protocol: /^https?$/, error: 'must be http://… or https://…' }).optional(),
    S3_ACCESS_KEY_ID: z.string().optional(),
    S3_SECRET_ACCESS_KEY: z.string().optional(),
    S3_PATH_STYLE: z.enum(['true', 'false'], 'must be true or false').optional(),
    S3_ENCRYPTION: z.enum(['AES256', 'aws:kms'], 'must be AES256 or aws:kms').optional(),
    S3_KMS_KEY_ID: z.string().optional(),
    S3_CA_FILE: certificateFile,
  })
  .refine((given) => (given.S3_ACCESS_KEY_ID === undefined) === (given.S3_SECRET_ACCESS_KEY === undefined), {
    path: ['S3_SECRET_ACCESS_KEY'],
    message: 'and S3_ACCESS_KEY_ID go together',
  })
  .refine((given) => given.S3_KMS_KEY_ID === undefined || given.S3_ENCRYPTION === 'aws:kms', {
    path: ['S3_KMS_KEY_ID'],
    message: 'needs S3_ENCRYPTION=aws:kms',
  });

export interface ObjectsPart {
  readonly environment: Environment;
  readonly closers: Closers;
}

/** null: there is no such place. */
export async function openObjects({ environment, closers }: ObjectsPart): Promise<ObjectStore | null> {
  const given = environment.NORTHSTACK_OBJECTS || (environment.S3_BUCKET ? 's3' : 'none');
  switch (choose({ ...environment, NORTHSTACK_OBJECTS: given }, 'NORTHSTACK_OBJECTS', ['none', 'directory', 's3'])) {
    case 'none':
      return null;
    case 'directory':
      return openDirectoryStore(readSettings(environment, directory).NORTHSTACK_OBJECTS_DIRECTORY);
    case 's3': {
      const store = await openS3(environment);
      closers.add({ name: 'object store', close: () => store[Symbol.asyncDispose]() });
      return store;
    }
  }
}

async function openS3(environment: Environment): Promise<ObjectStore & AsyncDisposable> {
  const settings = readSettings(environment, s3);
  // A large library: only who uses it pays for it.
  const { openS3Store } = await import('../../adapters/s3/open-s3-store.ts');
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey, S3_ENCRYPTION: algorithm } = settings;
  return openS3Store({
    bucket: settings.S3_BUCKET,
    prefix: settings.S3_PREFIX,
    region: settings.S3_REGION,
    endpoint: settings.S3_ENDPOINT ?? null,
    credentials: accessKeyId === undefined || secretAccessKey === undefined ? null : { accessKeyId, secretAccessKey },
    // Amazon wants the bucket in the host name, most others in the path.
    pathStyle: settings.S3_PATH_STYLE === undefined ? settings.S3_ENDPOINT !== undefined : settings.S3_PATH_STYLE === 'true',
    encryption: algorithm === undefined ? null : { algorithm, keyId: settings.S3_KMS_KEY_ID ?? null },
    ca: settings.S3_CA_FILE,
  });
}
