import { promisify } from 'node:util';
import {
  brotliCompress,
  brotliCompressSync,
  brotliDecompressSync,
  type BrotliOptions,
  constants,
  crc32,
} from 'node:zlib';

const compress = promisify(brotliCompress);

/** Codec byte, payload length and CRC-32 of the payload, both unsigned 32 bits, little-endian. */
const HEADER_SIZE = 9;
const RAW = 0;
const BROTLI = 1;
const LARGEST_SEGMENT = 256 * 1024 * 1024;

/** To hand over as much as this takes longer than to compress it. */
const SMALL = 64 * 1024;

/**
 * One record of a pack around the bytes of a segment, compressed when that makes it smaller. Other
 * threads do that with large ones: whoever else needs this process is served meanwhile.
 */
export async function encodeRecord(bytes: Uint8Array): Promise<Buffer> {
  const options: BrotliOptions = {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 1,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  };
  const isSmall = bytes.length <= SMALL;
  const packed = isSmall ? brotliCompressSync(bytes, options) : await compress(bytes, options);
  const isSmaller = packed.length < bytes.length;
  const payload = isSmaller ? packed : bytes;
  const header = Buffer.alloc(HEADER_SIZE);
  header.writeUInt8(isSmaller ? BROTLI : RAW, 0);
  header.writeUInt32LE(payload.length, 1);
  header.writeUInt32LE(crc32(payload), 5);
  return Buffer.concat([header, payload]);
}

/** The bytes of a segment, or undefined when the record is damaged. */
export function decodeRecord(record: Buffer): Buffer | undefined {
  if (record.length < HEADER_SIZE) return undefined;
  const payload = record.subarray(HEADER_SIZE);
  if (record.readUInt32LE(1) !== payload.length) return undefined;
  if (record.readUInt32LE(5) !== crc32(payload)) return undefined;
  const codec = record.readUInt8(0);
  if (codec === RAW) return payload;
  return codec === BROTLI ? decompress(payload) : undefined;
}

function decompress(payload: Buffer): Buffer | undefined {
  try {
    return brotliDecompressSync(payload, { maxOutputLength: LARGEST_SEGMENT });
  } catch {
    return undefined;
  }
}
