import { BytesReader, MalformedDatabase } from './bytes-reader.ts';

/** A value of a row; blobs are left out, as nobody here reads them. */
export type SqliteValue = string | number | null;

/** Decodes a record; only the columns at the wanted places, the others are skipped. */
export function readRecord(payload: Buffer, isWanted: (place: number) => boolean): SqliteValue[] {
  const header = new BytesReader(payload);
  const headerBytes = header.varint();
  const body = new BytesReader(payload, headerBytes);
  const values: SqliteValue[] = [];
  while (header.at < headerBytes) {
    const type = header.varint();
    const sizeBytes = sizeOf(type);
    if (isWanted(values.length)) values.push(valueOf(type, body.bytes(sizeBytes)));
    else {
      body.skip(sizeBytes);
      values.push(null);
    }
  }
  return values;
}

function sizeOf(type: number): number {
  if (type >= 12) return Math.floor((type - 12) / 2);
  const size = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0][type];
  if (size === undefined) throw new MalformedDatabase(`a value of the unknown type ${type}`);
  return size;
}

function valueOf(type: number, bytes: Buffer): SqliteValue {
  if (type >= 13 && type % 2 === 1) return bytes.toString('utf8');
  if (type === 0 || type >= 12) return null;
  if (type === 8 || type === 9) return type - 8;
  if (type === 7) return bytes.readDoubleBE();
  return type === 6 ? Number(bytes.readBigInt64BE()) : bytes.readIntBE(0, bytes.length);
}
