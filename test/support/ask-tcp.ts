/** Sends one line to a TCP port and gives what comes back until the other side ends. */
import { connect } from 'node:net';

export function askTcp({ host, port }: { readonly host: string; readonly port: number }, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect({ host, port, timeout: 20_000 }, () => void socket.write(`${line}\n`));
    socket.on('data', (bytes) => {
      answer += bytes.toString();
    });
    socket.once('timeout', () => socket.destroy(new Error(`no answer from ${host}:${port}`)));
    socket.once('error', reject);
    // A connection that ends without a word is no answer.
    socket.once('end', () => (answer === '' ? reject(new Error('nothing came back')) : resolve(answer.trimEnd())));
  });
}
