import type { Sequence } from '../parser/sequence.ts';
import { ansiModes, privateModes } from './mode-table.ts';
import type { Mode } from './mode-table.ts';
import type { Vt } from './vt.ts';

/** SM and RM. */
export function setAnsiModes(vt: Vt, sequence: Sequence, value: boolean): void {
  setModes(vt, sequence, { table: ansiModes, value });
}

/** DECSET and DECRST. */
export function setPrivateModes(vt: Vt, sequence: Sequence, value: boolean): void {
  setModes(vt, sequence, { table: privateModes, value });
}

/** XTSAVE: remembers how the named modes are. */
export function saveModes(vt: Vt, sequence: Sequence): void {
  for (const [number, mode] of named(sequence, privateModes)) {
    vt.savedModes.set(number, mode.isSet(vt));
  }
}

/** XTRESTORE: sets the named modes as they were remembered. */
export function restoreModes(vt: Vt, sequence: Sequence): void {
  for (const [number, mode] of named(sequence, privateModes)) {
    const value = vt.savedModes.get(number);
    if (value !== undefined) mode.set(vt, value);
  }
}

/** DECRQM: 1 set, 2 reset, 0 not known here. */
export function reportMode(vt: Vt, sequence: Sequence): void {
  const isPrivate = sequence.prefix !== 0;
  const number = sequence.value(0, 0);
  const mode = (isPrivate ? privateModes : ansiModes).get(number);
  const state = mode === undefined ? 0 : mode.isSet(vt) ? 1 : 2;
  vt.reply(`\u001B[${isPrivate ? '?' : ''}${number};${state}$y`);
}

interface ModeChange {
  readonly table: ReadonlyMap<number, Mode>;
  readonly value: boolean;
}

function setModes(vt: Vt, sequence: Sequence, { table, value }: ModeChange): void {
  for (let at = 0; at < sequence.count; at += 1) table.get(sequence.value(at, 0))?.set(vt, value);
}

function* named(
  sequence: Sequence,
  table: ReadonlyMap<number, Mode>,
): Generator<readonly [number, Mode]> {
  for (let at = 0; at < sequence.count; at += 1) {
    const number = sequence.value(at, 0);
    const mode = table.get(number);
    if (mode !== undefined) yield [number, mode];
  }
}
