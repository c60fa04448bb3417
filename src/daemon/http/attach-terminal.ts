import type { RawData, WebSocket } from 'ws';
import * as z from 'zod';
import { failureBody } from '../../protocol/wire.ts';
import type { Attachment, Sessions, Viewer } from '../../sessions/sessions.ts';

/** A terminal that has so much still to show gets the newest screen instead. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;

const Size = z.object({ columns: z.int().positive(), rows: z.int().positive() });
const Control = z.object({ resize: Size });
const Query = z.object({
  session: z.string().default(''),
  watch: z.stringbool().default(false),
  columns: z.coerce.number().int().positive().default(80),
  rows: z.coerce.number().int().positive().default(24),
});

/**
 * Connects a person's terminal with a session. Binary messages are bytes: what the terminal is to
 * show, and what was typed. Text messages are JSON: `{"resize":{"columns":…,"rows":…}}` from the
 * terminal; `{"exited":…}` or `{"error":…}` to it, before the connection is closed.
 */
export function attachTerminal(
  socket: WebSocket,
  query: URLSearchParams,
  sessions: Sessions,
): void {
  const { session, watch, ...size } = Query.parse(Object.fromEntries(query));
  const terminal = new AttachedTerminal(socket, (viewer) => sessions.attach(session, viewer));
  terminal.open(watch ? undefined : size);
  socket.on('message', (data, isBinary) => {
    sessions.asked();
    if (isBinary) terminal.input(bytesOf(data));
    else terminal.control(bytesOf(data).toString('utf8'));
  });
  socket.once('close', () => terminal.close());
}

class AttachedTerminal {
  readonly #socket: WebSocket;
  readonly #attach: (viewer: Viewer) => Attachment;
  #attachment: Attachment | undefined;
  #size: Viewer['size'];

  constructor(socket: WebSocket, attach: (viewer: Viewer) => Attachment) {
    this.#socket = socket;
    this.#attach = attach;
  }

  open(size: Viewer['size']): void {
    this.#size = size;
    try {
      this.#attachment = this.#attach({
        ...(size === undefined ? {} : { size }),
        show: (bytes) => this.#show(Buffer.from(bytes)),
        ended: (exit) => this.#say({ exited: exit }),
      });
    } catch (failure) {
      this.#say({ error: failureBody(failure) });
    }
  }

  input(bytes: Buffer): void {
    this.#attachment?.input(bytes);
  }

  control(text: string): void {
    const control = Control.safeParse(parseJson(text));
    if (!control.success || this.#size === undefined) return;
    this.#size = control.data.resize;
    this.#attachment?.resize(this.#size);
  }

  close(): void {
    this.#attachment?.detach();
    this.#attachment = undefined;
  }

  #show(bytes: Buffer): void {
    this.#socket.send(bytes);
    if (this.#socket.bufferedAmount <= MAX_WAITING_BYTES) return;
    this.close();
    // An empty message is sent when all before it have gone out: then the screen is drawn anew.
    this.#socket.send('', () => this.open(this.#size));
  }

  #say(message: object): void {
    this.#socket.send(JSON.stringify(message));
    this.#socket.close();
  }
}

function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
