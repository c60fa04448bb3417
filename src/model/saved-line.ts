/**
 * "stet-lines-1": one logical line of a terminal as text that stands alone. Each line starts and
 * ends in the default rendition and holds nothing but printable text, TAB, SGR, OSC 8 hyperlinks
 * and OSC 133 prompt marks, so that a saved line can never act on the terminal that shows it.
 * Sequences as in ECMA-48 and xterm's ctlseqs; DEC special graphics become their Unicode.
 */

/** Turns a terminal's output, in which renditions run on from line to line, into saved lines. */
export function savedLines(output: string): readonly string[] {
  const writer = new LineWriter();
  return output.split('\n').map((line) => writer.rewrite(line));
}

/** One line that somebody may have tampered with, made safe to show. */
export function savedLine(line: string): string {
  return new LineWriter().rewrite(line.replaceAll('\n', ' '));
}

/** The text of a saved line alone, for listings and comparisons. */
export function plainText(line: string): string {
  return line.replaceAll(SEQUENCE, '');
}

const ESC = '\u001B';
const SEQUENCE =
  /\u001B\[[\x30-\x3F]*[\x20-\x2F]*[\x40-\x7E]|\u001B[\]P_^X][^\u001B\u0007]*(?:\u001B\\|\u0007|$)|\u001B[\x20-\x2F]*[\x30-\x7E]?/g;
const CONTROL = /[\0-\u0008\u000A-\u001F\u007F-\u009F]/g;
const NEEDS_WORK = /[\0-\u0008\u000A-\u001F\u007F-\u009F]/;
const SAFE_LINK = /^(?:https?|file|ftp|mailto):/i;
const PROMPT_MARK = /^133;[ABCD](?:;\d{1,3})?$/;
const FLAG_OFF: Readonly<Record<number, readonly string[]>> = {
  22: ['1', '2'],
  23: ['3'],
  24: ['4'],
  25: ['5'],
  27: ['7'],
  28: ['8'],
  29: ['9'],
  55: ['53'],
};
const FLAGS = [1, 2, 3, 5, 7, 8, 9, 53];
const GRAPHICS: ReadonlyMap<string, string> = new Map(
  Array.from('◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·').map((glyph, index) => [
    String.fromCharCode(0x60 + index),
    glyph,
  ]),
);

class LineWriter {
  /** Rendition by slot: a flag's number, "4", "fg", "bg" or "ul"; sorted when written. */
  readonly #rendition = new Map<string, string>();
  #link = '';
  #isGraphics = false;
  #written = '';
  #pending = '';
  #out = '';

  rewrite(line: string): string {
    this.#out = '';
    this.#written = '';
    this.#pending = '';
    let at = 0;
    if (NEEDS_WORK.test(line)) {
      for (const match of line.matchAll(SEQUENCE)) {
        this.#print(line.slice(at, match.index));
        this.#apply(match[0]);
        at = match.index + match[0].length;
      }
    }
    this.#print(line.slice(at));
    return this.#finish();
  }

  #print(text: string): void {
    if (NEEDS_WORK.test(text) || this.#isGraphics) {
      for (const run of text.split(/([\u000E\u000F])/)) this.#printRun(run);
      return;
    }
    this.#emit(text);
  }

  #printRun(run: string): void {
    if (run === '\u000E') this.#isGraphics = true;
    else if (run === '\u000F') this.#isGraphics = false;
    else {
      const clean = run.replaceAll(CONTROL, '');
      this.#emit(
        this.#isGraphics ? clean.replaceAll(/[`-~]/g, (key) => GRAPHICS.get(key) ?? key) : clean,
      );
    }
  }

  /** Default-rendition blanks wait: at the end of a line they are padding and are left out. */
  #emit(text: string): void {
    if (text === '') return;
    const style = this.#style();
    if (style !== this.#written) {
      this.#out += this.#pending + transition(this.#written, style);
      this.#pending = '';
      this.#written = style;
    }
    if (style !== '') {
      this.#out += text;
      return;
    }
    const body = text.trimEnd().length === 0 ? '' : text.replace(/ +$/, '');
    if (body !== '') {
      this.#out += this.#pending + body;
      this.#pending = '';
    }
    this.#pending += text.slice(body.length);
  }

  #finish(): string {
    if (this.#written !== '') this.#out += transition(this.#written, '');
    return this.#out;
  }

  #style(): string {
    const sgr = [...this.#rendition.keys()].toSorted().map((slot) => this.#rendition.get(slot));
    return sgr.length === 0 && this.#link === '' ? '' : `${sgr.join(';')}\n${this.#link}`;
  }

  #apply(sequence: string): void {
    if (sequence.startsWith(`${ESC}[`) && sequence.endsWith('m'))
      this.#applySgr(sequence.slice(2, -1));
    else if (sequence.startsWith(`${ESC}]`)) this.#applyOsc(oscBody(sequence));
  }

  #applyOsc(body: string): void {
    if (PROMPT_MARK.test(body)) {
      this.#out += `${this.#pending}${ESC}]${body}${ESC}\\`;
      this.#pending = '';
      return;
    }
    const link = /^8;([^;]*);(.*)$/s.exec(body);
    if (link === null) return;
    const [, parameters = '', address = ''] = link;
    const isSafe = SAFE_LINK.test(address) && !NEEDS_WORK.test(address + parameters);
    this.#link = isSafe ? `${parameters};${address}` : '';
  }

  #applySgr(parameters: string): void {
    if (/[^\d;:]/.test(parameters)) return;
    const parts = parameters.split(';');
    for (let index = 0; index < parts.length; index += 1) {
      const part = parts[index] ?? '';
      const code = Number(part.split(':')[0] ?? '');
      if ((code === 38 || code === 48 || code === 58) && !part.includes(':')) {
        const size = parts[index + 1] === '5' ? 2 : parts[index + 1] === '2' ? 4 : 0;
        this.#setColour(code, parts.slice(index + 1, index + 1 + size));
        index += Math.max(size, 1);
      } else this.#applyCode(code, part);
    }
  }

  #applyCode(code: number, part: string): void {
    if (code === 0) this.#rendition.clear();
    else if (code === 4) this.#setUnderline(part);
    else if (code === 21) this.#rendition.set('4', '4:2');
    else if (FLAGS.includes(code)) this.#rendition.set(String(code), String(code));
    else if (code in FLAG_OFF)
      for (const slot of FLAG_OFF[code] ?? []) this.#rendition.delete(slot);
    else if (code === 38 || code === 48 || code === 58)
      this.#setColour(code, part.split(':').slice(1));
    else this.#applyPlainColour(code);
  }

  #applyPlainColour(code: number): void {
    if (code === 39) this.#rendition.delete('fg');
    else if (code === 49) this.#rendition.delete('bg');
    else if (code === 59) this.#rendition.delete('ul');
    else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97))
      this.#rendition.set('fg', String(code));
    else if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107))
      this.#rendition.set('bg', String(code));
  }

  #setUnderline(part: string): void {
    const style = part.includes(':') ? Number(part.split(':')[1]) : 1;
    if (style === 0) this.#rendition.delete('4');
    else this.#rendition.set('4', style > 1 && style <= 5 ? `4:${style}` : '4');
  }

  /** `values` is "5;n" or "2;r;g;b", in the colon form with an optional empty colour space. */
  #setColour(code: number, values: readonly string[]): void {
    const [space, ...rest] = values;
    const numbers = (space === '2' && rest.length > 3 ? rest.slice(1) : rest).map(Number);
    const wanted = space === '5' ? 1 : space === '2' ? 3 : 0;
    const isColour =
      wanted > 0 &&
      numbers.length >= wanted &&
      numbers.every((value) => value >= 0 && value <= 255);
    if (!isColour) return;
    const channels = numbers.slice(0, wanted).join(code === 58 ? ':' : ';');
    if (code === 58)
      this.#rendition.set('ul', space === '5' ? `58:5:${channels}` : `58:2::${channels}`);
    else this.#rendition.set(code === 38 ? 'fg' : 'bg', `${code};${space};${channels}`);
  }
}

function oscBody(sequence: string): string {
  return sequence.slice(2).replace(/(?:\u001B\\|\u0007)$/, '');
}

function transition(from: string, to: string): string {
  const [fromSgr = '', fromLink = ''] = from.split('\n');
  const [toSgr = '', toLink = ''] = to.split('\n');
  const link = fromLink === toLink ? '' : `${ESC}]8;${toLink === '' ? ';' : toLink}${ESC}\\`;
  const sgr =
    fromSgr === toSgr
      ? ''
      : `${ESC}[${toSgr === '' ? '0' : fromSgr === '' ? toSgr : `0;${toSgr}`}m`;
  return link + sgr;
}
