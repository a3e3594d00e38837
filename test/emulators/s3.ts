/** An S3 server (s3rver) on a folder of its own, with what goes wrong on the way to it. It checks signatures; what is asked is written down. */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import { isSigned } from './aws-signature.ts';
import { createFaults, type Faults } from './faults.ts';

export interface S3Request {
  readonly method: string;
  readonly path: string;
  readonly encryption: string | null;
}

export interface S3Emulator extends AsyncDisposable {
  readonly endpoint: string;
  readonly bucket: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly requests: readonly S3Request[];
  readonly faults: Faults;
}

const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
const DENIED = {
  status: 403,
  headers: { 'content-type': 'application/xml' },
  body: '<?xml version="1.0" encoding="UTF-8"?><Error><Code>SignatureDoesNotMatch</Code><Message>No.</Message></Error>',
};

export async function openS3Emulator({ port = 0 }: { readonly port?: number } = {}): Promise<S3Emulator> {
  const directory = await mkdtemp(join(tmpdir(), 'northstack-s3-'));
  const bucket = 'backups';
  const emulated = new S3rver({
    directory,
    silent: true,
    configureBuckets: [{ name: bucket, configs: [] }],
    vhostBuckets: false,
  });
  await emulated.configureBuckets();
  const handle = emulated.callback();
  const faults = createFaults();
  const requests: S3Request[] = [];
  const server = createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
    const encryption = request.headers['x-amz-server-side-encryption'];
    requests.push({
      method: request.method ?? '',
      path: request.url ?? '',
      encryption: encryption === undefined ? null : String(encryption),
    });
    void faults.serve(request, response, async () => {
      if (!isSigned(request, credentials.secretAccessKey)) return DENIED;
      handle(request, response);
      return 'streamed';
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    endpoint: `http://127.0.0.1:${typeof address === 'object' ? address?.port : port}`,
    bucket,
    credentials,
    requests,
    faults,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(directory, { recursive: true, force: true });
    },
  };
}
