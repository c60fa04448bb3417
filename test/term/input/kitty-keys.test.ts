import { expect, test } from 'vitest';
import { encodeKey } from '../../../src/term/encode-key.ts';
import { modifierBits } from '../../../src/term/input/modifiers.ts';
import { namedKeys } from '../../../src/term/input/named-keys.ts';
import { typedText } from '../../../src/term/input/typed-text.ts';
import { shiftedOf } from '../../../src/term/input/us-layout.ts';
import type { Key, KeyEvent, KeyName } from '../../../src/term/key-event.ts';
import { initialModes } from '../../../src/term/modes.ts';
import { askKitty, isKittyRequired, kittyVersion } from './kitty-oracle.ts';

interface Case {
  readonly event: KeyEvent & { readonly type: 'press' | 'repeat' | 'release' };
  readonly flags: number;
  readonly isCursorMode: boolean;
}

const TYPES = ['press', 'repeat', 'release'] as const;
const CHARACTERS = "abcijmz0123456789`-=[]\\;',./ éя漢😀";

const SCRIPT = `
def main():
    import sys
    import kitty.fast_data_types as f
    keys = {n[10:]: getattr(f, n) for n in dir(f) if n.startswith('GLFW_FKEY_')}
    actions = {'press': f.GLFW_PRESS, 'repeat': f.GLFW_REPEAT, 'release': f.GLFW_RELEASE}
    for line in sys.stdin:
        key, shifted, mods, action, flags, cursor, text = line.rstrip('\\n').split('\\t')
        code = int(key) if key.isdigit() else keys[key]
        sent = f.encode_key_for_tty(key=code, shifted_key=int(shifted), mods=int(mods),
            action=actions[action], key_encoding_flags=int(flags), text=text,
            cursor_key_mode=cursor == 'true')
        print(sent.encode().hex() if isinstance(sent, str) else sent.hex())
main()
`;

/** Where we follow the text of the protocol, or xterm, and the installed kitty does not. */
const EXPLAINED: readonly (readonly [reason: string, applies: (one: Case) => boolean])[] = [
  [
    'without flags, Ctrl+Shift+letter and Alt with a letter beyond ASCII have bytes in xterm',
    ({ event: { key, modifiers }, flags }) =>
      flags === 0 &&
      key.kind === 'character' &&
      (/[a-z]/.test(key.character) ? isHeld(modifiers, 5) : key.character > '\u007F'),
  ],
  [
    'Ctrl with one of "`{|}" makes a control in xterm',
    ({ event: { key, modifiers }, flags }) =>
      !isSet(flags, 9) &&
      key.kind === 'character' &&
      isHeld(modifiers, 4) &&
      (isSet(modifiers, 1) ? '[\\]' : '`').includes(key.character),
  ],
  [
    'Ctrl+Alt+Shift+Space is ESC NUL in xterm',
    ({ event: { key, modifiers }, flags }) =>
      !isSet(flags, 9) && key.kind === 'character' && key.character === ' ' && isHeld(modifiers, 7),
  ],
  [
    'F13 to F35 have CSI 25 ~ and on in xterm',
    ({ event: { key }, flags }) => !isSet(flags, 11) && /^F(?:1[3-9]|2\d|3\d)$/.test(nameOf(key)),
  ],
  [
    'without flags, Super, Hyper and Meta are kept on Enter, Tab, Escape and Backspace',
    ({ event: { key, modifiers }, flags }) =>
      !isSet(flags, 11) &&
      isSet(modifiers, 56) &&
      /^(?:(?:Kp)?Enter|Tab|Escape|Backspace)$/.test(nameOf(key)),
  ],
  [
    'the protocol: "All keypad keys are reported as their equivalent", in kitty only some are',
    ({ event: { key }, flags }) => !isSet(flags, 9) && /^Kp(?:[1-8]|Separator)$/.test(nameOf(key)),
  ],
  [
    'the protocol: alternate keys concern escape codes alone',
    ({ event: { key, modifiers }, flags }) =>
      !isSet(flags, 9) && isSet(flags, 4) && key.kind === 'character' && isSet(modifiers, 1),
  ],
  [
    'the protocol: locks are for escape codes, and text keys show them when all keys do',
    ({ event: { modifiers }, flags }) => !isSet(flags, 9) && isSet(modifiers, 192),
  ],
  [
    'the protocol: all keys as escape codes "implies all keys are automatically disambiguated"',
    ({ event: { key }, flags }) =>
      isSet(flags, 8) &&
      !isSet(flags, 1) &&
      /^(?:(?:Kp)?Enter|Tab|Escape|Backspace|F[1-4]|Menu|Kp\w+)$/.test(nameOf(key)),
  ],
  [
    'the protocol: "CSI R conflicts with the Cursor Position Report"',
    ({ event: { key }, flags }) => isSet(flags, 11) && nameOf(key) === 'F3',
  ],
  [
    'the protocol: no release of Enter, Tab and Backspace, no locks, unless all keys are asked for',
    ({ event: { key, modifiers, type }, flags }) =>
      !isSet(flags, 8) &&
      /^(?:(?:Kp)?Enter|Tab|Backspace)$/.test(nameOf(key)) &&
      (type === 'release' || isSet(modifiers, 192)),
  ],
  [
    'a repeated or released Escape is not another press',
    ({ event: { key, type }, flags }) =>
      !isSet(flags, 9) && isSet(flags, 2) && nameOf(key) === 'Escape' && type !== 'press',
  ],
  [
    'the protocol: option+a is CSI 97 ; ; 229 u, where kitty loses text beyond ASCII',
    ({ event: { key }, flags }) =>
      isSet(flags, 16) && key.kind === 'character' && key.character > '\u007F',
  ],
];

test.skipIf(kittyVersion === undefined && !isKittyRequired)(
  'every key, modifier, flag and event type is sent as kitty sends it',
  () => {
    const cases = [...allCases()];
    const theirs = askKitty(SCRIPT, cases.map(lineOf).join('')).split('\n');
    const counts = new Map(EXPLAINED.map(([reason]) => [reason, 0]));
    const unexplained: string[] = [];
    for (const [at, one] of cases.entries()) {
      const ours = bytesOf(one);
      if (ours === theirs[at]) continue;
      const [reason] = EXPLAINED.find(([, applies]) => applies(one)) ?? [];
      if (reason === undefined) unexplained.push(`${lineOf(one)}ours ${ours} kitty ${theirs[at]}`);
      else counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
    const table = [...counts].map(([reason, count]) => `${String(count).padStart(7)}  ${reason}`);
    process.stderr.write(
      `kitty ${kittyVersion}: ${cases.length} key events; explained differences:\n${table.join('\n')}\n`,
    );
    expect(unexplained.slice(0, 20)).toEqual([]);
  },
);

function bytesOf({ event, flags, isCursorMode }: Case): string {
  const modes = { ...initialModes, kittyKeyboard: flags, applicationCursorKeys: isCursorMode };
  return Buffer.from(encodeKey(event, modes)).toString('hex');
}

function isSet(value: number, bits: number): boolean {
  return (value & bits) !== 0;
}

function isHeld(modifiers: number, bits: number): boolean {
  return (modifiers & bits) === bits;
}

function nameOf(key: Key): string {
  return key.kind === 'named' ? key.name : '';
}

function* allCases(): Generator<Case> {
  for (const key of allKeys()) {
    for (const modifiers of modifierSets()) {
      for (const type of TYPES) {
        for (let flags = 0; flags < 32; flags += 1) {
          yield {
            event: { key, modifiers: withOwn(key, modifiers, type), type },
            flags,
            isCursorMode: false,
          };
        }
        yield {
          event: { key, modifiers: withOwn(key, modifiers, type), type },
          flags: 0,
          isCursorMode: true,
        };
        yield {
          event: { key, modifiers: withOwn(key, modifiers, type), type },
          flags: 1,
          isCursorMode: true,
        };
      }
    }
  }
}

function withOwn(key: Key, modifiers: number, type: string): number {
  if (key.kind === 'character') return modifiers;
  const { legacy } = namedKeys[key.name];
  if (legacy.kind !== 'modifier') return modifiers;
  return type === 'release' ? modifiers & ~legacy.bit : modifiers | legacy.bit;
}

function* modifierSets(): Generator<number> {
  for (let set = 0; set < 64; set += 1) yield set;
  for (const set of [0, 1, 2, 4, 5, 8]) {
    yield set + modifierBits.capsLock;
    yield set + modifierBits.numLock;
  }
}

function allKeys(): readonly Key[] {
  return [
    ...Array.from(CHARACTERS, (character) => ({ kind: 'character', character }) as const),
    ...Object.keys(namedKeys)
      .filter(isInKitty)
      .map((name) => ({ kind: 'named', name }) as const),
  ];
}

function isInKitty(name: string): name is KeyName {
  return name in namedKeys && !/^(?:Find|Select|Help)$/.test(name);
}

function lineOf({ event, flags, isCursorMode }: Case): string {
  const { key, modifiers, type } = event;
  const code = key.kind === 'character' ? key.character.codePointAt(0) : kittyName(key.name);
  const shifted = key.kind === 'character' ? (shiftedOf(key.character)?.codePointAt(0) ?? 0) : 0;
  const text = type === 'release' ? '' : typedText(key, modifiers);
  return `${[code, shifted, modifiers, type, flags, isCursorMode, text].join('\t')}\n`;
}

function kittyName(name: KeyName): string {
  return name
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_')
    .replace(/^Kp(?=\d)/, 'Kp_')
    .toUpperCase();
}
