/** The bytes of a text in base64. */
export function decodeBase64(text: string): Uint8Array {
  return Buffer.from(text, 'base64');
}
