const SECRET = /TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|API_?KEY|PRIVATE/i;

/** Whether the name of a variable speaks of a secret: a checkpoint is no place for its value. */
export function isSecretName(name: string): boolean {
  return SECRET.test(name);
}
