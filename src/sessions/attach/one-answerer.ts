import { SequenceSplitter, type Piece } from './sequence-splitter.ts';

const ENQ = 0x05;

/**
 * Takes the queries out of a program's output: stet's own terminal answers them, and a person's
 * terminal must not answer again. What would change that terminal's window goes as well.
 */
export class QueryFilter {
  readonly #splitter = new SequenceSplitter();

  /** Falls in with a stream at a place where it may be in the middle of a sequence. */
  tuneIn(before: Uint8Array): void {
    this.#splitter.push(before);
  }

  pass(bytes: Uint8Array): Uint8Array {
    const kept = this.#splitter.push(bytes).filter((piece) => !isQuery(piece));
    return Buffer.concat(kept.map(({ bytes: part }) => part.filter((byte) => byte !== ENQ)));
  }
}

/** Takes answers of a person's terminal out of its input: nobody asked it. */
export class ReplyFilter {
  readonly #splitter = new SequenceSplitter();

  pass(bytes: Uint8Array): Uint8Array {
    return joined(this.#splitter.push(bytes));
  }

  /** An escape key, or a sequence that never ended. */
  flush(): Uint8Array {
    return joined(this.#splitter.flush());
  }

  get isHolding(): boolean {
    return this.#splitter.isHolding;
  }
}

function joined(pieces: readonly Piece[]): Uint8Array {
  return Buffer.concat(pieces.filter((piece) => !isReply(piece)).map(({ bytes }) => bytes));
}

/** DA, DSR, DECRQM, XTVERSION, kitty's ?u, DECREQTPARM, XTQMODKEYS, DECRQPSR, DECRQCRA, XTSMGRAPHICS. */
const csiQueries = [
  /^[>=?]?[\d;]*c$/,
  /^\??[\d;]*n$/,
  /\$p$/,
  /^>[\d;]*q$/,
  /^\?u$/,
  /^\d*x$/,
  /^\?[\d;]*m$/,
  /\$w$/,
  /\*y$/,
  /^\?[\d;]*S$/,
];
/** Only the stack of titles is left of XTWINOPS. */
const WINDOW_OPERATION = /^(?!2[23])[\d;]*t$/;
const STRING_QUERY =
  /^\](?:(?:4|5|1\d|21|52|66|99|708)[;].*\?|1337;ReportCellSize)|^P[+$]q|^_G[^;]*a=q|^_G[^;]*q[^;]*;/s;

function isQuery({ kind, bytes }: Piece): boolean {
  const text = Buffer.from(bytes).toString('latin1').slice(1);
  if (kind === 'escape') return text === 'Z';
  if (kind === 'string') return STRING_QUERY.test(text);
  if (kind !== 'csi') return false;
  const body = text.slice(1);
  return csiQueries.some((query) => query.test(body)) || WINDOW_OPERATION.test(body);
}

/** DA, DSR, DECXCPR, DECRPM, kitty's flags, sizes; CPR but for F3 with modifiers; any string. */
const csiReplies = [
  /^[>=?][\d;]*c$/,
  /^\??[\d;]+n$/,
  /^\?[\d;]+R$/,
  /^(?!1;)\d+;\d+R$/,
  /\$y$/,
  /^\?\d+u$/,
  /^(?:4|6|8|9|48);[\d;:]+t$/,
  /^>4;\d+m$/,
];

function isReply({ kind, bytes }: Piece): boolean {
  if (kind === 'string') return true;
  const body = Buffer.from(bytes).toString('latin1').slice(2);
  return kind === 'csi' && csiReplies.some((reply) => reply.test(body));
}
