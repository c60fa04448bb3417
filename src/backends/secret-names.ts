const SECRET = /TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|API_?KEY|PRIVATE/i;

/** Whether a variable's name speaks of a secret: a checkpoint is no place for one. */
export function isSecret(name: string): boolean {
  return SECRET.test(name);
}
