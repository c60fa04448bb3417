import { once } from 'node:events';
import { createServer } from 'node:net';
import { openRuntimeFolder, type RuntimePaths } from '../../src/os/runtime-folder.ts';

/** Something at the socket that hangs up on the first request with most of it unread, and answers others. */
export async function readsLittle(
  paths: RuntimePaths,
): Promise<AsyncDisposable & { readonly connections: number }> {
  await openRuntimeFolder(paths.folder);
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    const isFirst = connections === 1;
    const body = '{"session":{"name":"x"}}';
    socket.on('data', (bytes: Buffer) => {
      if (isFirst) socket.destroy();
      else if (bytes.at(-1) === END_OF_JSON) {
        socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
      }
    });
  });
  server.listen(paths.socket);
  await once(server, 'listening');
  return {
    get connections() {
      return connections;
    },
    [Symbol.asyncDispose]: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}

const END_OF_JSON = '}'.charCodeAt(0);
