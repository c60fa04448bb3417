import {
  createCipheriv,
  createHash,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  randomBytes,
} from 'node:crypto';
import { decodeBase85, encodeBase85 } from './base85.ts';

/** What opens a kitty that asks for a password: the password, and the instance's public key. */
export interface Credentials {
  readonly password: string;
  /** `KITTY_PUBLIC_KEY` of the instance's children: `1:` and a key in base 85. */
  readonly publicKey: string;
}

/** DER in front of the 32 bytes of an X25519 public key (RFC 8410). */
const X25519_HEADER = Buffer.from('302a300506032b656e032100', 'hex');

/**
 * Encrypts a request as kitty asks for with `remote_control_password`: X25519, then AES-256-GCM
 * under the SHA-256 of the shared secret. kitty refuses one that is older than five minutes.
 * https://sw.kovidgoyal.net/kitty/rc_protocol/#encrypted-communication
 */
export function sealRequest(
  request: Readonly<Record<string, unknown>>,
  { password, publicKey }: Credentials,
  nowMs: number,
): Readonly<Record<string, unknown>> {
  const own = generateKeyPairSync('x25519');
  const theirs = createPublicKey({
    key: Buffer.concat([X25519_HEADER, decodeBase85(publicKey.slice(publicKey.indexOf(':') + 1))]),
    format: 'der',
    type: 'spki',
  });
  const shared = diffieHellman({ privateKey: own.privateKey, publicKey: theirs });
  const key = createHash('sha256').update(shared).digest();
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const body = Buffer.concat([cipher.update(timedBody(request, password, nowMs)), cipher.final()]);
  return {
    version: request['version'],
    iv: encodeBase85(iv),
    tag: encodeBase85(cipher.getAuthTag()),
    pubkey: encodeBase85(own.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)),
    encrypted: encodeBase85(body),
  };
}

/** Nanoseconds are more than a number holds exactly, so the digits are written as text. */
function timedBody(
  request: Readonly<Record<string, unknown>>,
  password: string,
  nowMs: number,
): string {
  const body = JSON.stringify({ ...request, password });
  return `${body.slice(0, -1)},"timestamp":${BigInt(Math.round(nowMs)) * 1_000_000n}}`;
}
