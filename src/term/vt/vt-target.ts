import type { ControlString } from '../parser/control-string.ts';
import type { ParserTarget } from '../parser/parser.ts';
import type { Sequence } from '../parser/sequence.ts';
import { PassingRows } from '../passing/passing-rows.ts';
import { printAscii, printCode, printText } from '../screen/print.ts';
import type { Screen } from '../screen/screen.ts';
import { dispatchControl, dispatchEscape } from './controls.ts';
import { dispatchCsi } from './csi.ts';
import { dispatchApc, dispatchDcs } from './dcs.ts';
import { dispatchOsc } from './osc.ts';
import type { Vt } from './vt.ts';

const LF = 0x0a;

/** Takes what the parser finds to what does it. A class, for V8 compiles its methods into the parser. */
export class VtTarget implements ParserTarget {
  readonly #vt: Vt;
  readonly #screen: Screen;
  readonly #passing: PassingRows;

  constructor(vt: Vt) {
    this.#vt = vt;
    this.#screen = vt.screen;
    this.#passing = new PassingRows(vt.screen);
  }

  /** Another slice of output comes. */
  begin(): void {
    this.#passing.begin();
  }

  printAscii(bytes: Uint8Array, from: number): number {
    return printAscii(this.#screen, bytes, from);
  }

  printText(bytes: Uint8Array, from: number): number {
    return printText(this.#screen, bytes, from);
  }

  print(code: number): void {
    printCode(this.#screen, code);
  }

  feedLine(bytes: Uint8Array, from: number): number {
    dispatchControl(this.#vt, LF);
    return this.#passing.print(bytes, from);
  }

  control(byte: number): void {
    dispatchControl(this.#vt, byte);
  }

  escape(intermediate: number, final: number): void {
    dispatchEscape(this.#vt, intermediate, final);
  }

  csi(sequence: Sequence): void {
    dispatchCsi(this.#vt, sequence);
  }

  string(text: ControlString, sequence: Sequence): void {
    if (text.kind === 'osc') dispatchOsc(this.#vt, text);
    else if (text.kind === 'dcs') dispatchDcs(this.#vt, text, sequence);
    else if (text.kind === 'apc') dispatchApc(this.#vt, text);
  }
}
