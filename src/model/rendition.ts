import { encodeText } from '../base/lossless-text.ts';

/**
 * How text is shown: what a line of SGR (ECMA-48, xterm's ctlseqs) has set, in one canonical
 * writing. A rendition never changes, and remembers where each sequence led from it, so that the
 * few that a terminal prints over and over are read once.
 */
export class Rendition {
  /** Its parameters in canonical order, `1;38;5;9`; '' is the default. */
  readonly sgr: string;
  /** The sequence that sets it in default text, and the one that sets it after another. */
  readonly opening: string;
  readonly switching: string;
  readonly openingBytes: Uint8Array;
  readonly switchingBytes: Uint8Array;
  readonly #slots: Slots;
  readonly #family: Map<string, Rendition>;
  readonly #after = new Map<string, Rendition>();
  readonly #afterKey = new Map<number, Rendition>();

  private constructor(sgr: string, slots: Slots, family: Map<string, Rendition>) {
    this.sgr = sgr;
    this.opening = sgr === '' ? RESET : `\u001B[${sgr}m`;
    this.switching = sgr === '' ? RESET : `\u001B[0;${sgr}m`;
    this.openingBytes = encodeText(this.opening);
    this.switchingBytes = encodeText(this.switching);
    this.#slots = slots;
    this.#family = family;
  }

  /** The default, which knows no other yet. */
  static plain(): Rendition {
    const family = new Map<string, Rendition>();
    const plain = new Rendition('', new Map(), family);
    family.set('', plain);
    return plain;
  }

  /** How many renditions were met on the way from the same beginning. */
  get familySize(): number {
    return this.#family.size;
  }

  /** The same as `after`, for parameters that are known by a number of the caller's. */
  afterKey(key: number): Rendition | undefined {
    return this.#afterKey.get(key);
  }

  learn(key: number, parameters: string): Rendition {
    const next = this.after(parameters);
    this.#afterKey.set(key, next);
    return next;
  }

  /** What SGR with these parameters makes of it. */
  after(parameters: string): Rendition {
    const known = this.#after.get(parameters);
    if (known !== undefined) return known;
    const slots = new Map(this.#slots);
    if (!/[^\d;:]/.test(parameters)) applySgr(slots, parameters.split(';'));
    const sgr = [...slots.keys()]
      .toSorted()
      .map((slot) => slots.get(slot))
      .join(';');
    const next = this.#family.get(sgr) ?? new Rendition(sgr, slots, this.#family);
    this.#family.set(sgr, next);
    this.#after.set(parameters, next);
    return next;
  }
}

/** By slot: a flag's number, "4", "fg", "bg" or "ul". */
type Slots = ReadonlyMap<string, string>;

const RESET = '\u001B[0m';
const FLAGS = [1, 2, 3, 5, 7, 8, 9, 53];
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

function applySgr(slots: Map<string, string>, parts: readonly string[]): void {
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index] ?? '';
    const code = Number(part.split(':')[0] ?? '');
    if ((code === 38 || code === 48 || code === 58) && !part.includes(':')) {
      const size = parts[index + 1] === '5' ? 2 : parts[index + 1] === '2' ? 4 : 0;
      setColour(slots, code, parts.slice(index + 1, index + 1 + size));
      index += Math.max(size, 1);
    } else applyCode(slots, code, part);
  }
}

function applyCode(slots: Map<string, string>, code: number, part: string): void {
  if (code === 0) slots.clear();
  else if (code === 4) setUnderline(slots, part);
  else if (code === 21) slots.set('4', '4:2');
  else if (FLAGS.includes(code)) slots.set(String(code), String(code));
  else if (code in FLAG_OFF) for (const slot of FLAG_OFF[code] ?? []) slots.delete(slot);
  else if (code === 38 || code === 48 || code === 58)
    setColour(slots, code, part.split(':').slice(1));
  else applyPlainColour(slots, code);
}

function applyPlainColour(slots: Map<string, string>, code: number): void {
  if (code === 39) slots.delete('fg');
  else if (code === 49) slots.delete('bg');
  else if (code === 59) slots.delete('ul');
  else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) slots.set('fg', String(code));
  else if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107))
    slots.set('bg', String(code));
}

function setUnderline(slots: Map<string, string>, part: string): void {
  const style = part.includes(':') ? Number(part.split(':')[1]) : 1;
  if (style === 0) slots.delete('4');
  else slots.set('4', style > 1 && style <= 5 ? `4:${style}` : '4');
}

/** `values` is "5;n" or "2;r;g;b", in the colon form with an optional empty colour space. */
function setColour(slots: Map<string, string>, code: number, values: readonly string[]): void {
  const [space, ...rest] = values;
  const numbers = (space === '2' && rest.length > 3 ? rest.slice(1) : rest).map(Number);
  const wanted = space === '5' ? 1 : space === '2' ? 3 : 0;
  const isColour =
    wanted > 0 && numbers.length >= wanted && numbers.every((value) => value >= 0 && value <= 255);
  if (!isColour) return;
  const channels = numbers.slice(0, wanted).join(code === 58 ? ':' : ';');
  if (code === 58) slots.set('ul', space === '5' ? `58:5:${channels}` : `58:2::${channels}`);
  else slots.set(code === 38 ? 'fg' : 'bg', `${code};${space};${channels}`);
}
