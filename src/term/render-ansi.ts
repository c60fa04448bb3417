import type { Line } from './line.ts';
import { renditionCodes } from './render/rendition-codes.ts';
import type { CellStyle, Hyperlink } from './style.ts';

/**
 * Lines as text with SGR and OSC 8, a line feed after each; every line starts and ends in the
 * default rendition. Rows that wrap are joined, so the reader's width decides. Nothing else is
 * written: what comes out can be shown, but cannot act.
 */
export function renderAnsi(lines: Iterable<Line>): string {
  let text = '';
  const pen = new AnsiPen();
  for (const line of lines) {
    for (const run of line.runs) text += pen.change(run.style) + run.text;
    if (!line.wraps) text += `${pen.lift()}\n`;
  }
  return text + pen.lift();
}

/** What brings a style about when nothing is set: the parameters of its SGR, and those of its OSC 8. */
export interface AnsiCodes {
  /** `1;31`; '' for the default rendition. */
  readonly sgr: string;
  /** `id=a;https://a.example`; '' without a link. */
  readonly link: string;
}

export function ansiCodes(style: CellStyle): AnsiCodes {
  return { sgr: renditionCodes(style).join(';'), link: linkCode(style.link) };
}

const ST = '\u001B\\';

class AnsiPen {
  #rendition = '';
  #link = '';

  change(style: CellStyle): string {
    const { sgr, link } = ansiCodes(style);
    return this.#write(sgr, link);
  }

  lift(): string {
    return this.#write('', '');
  }

  #write(rendition: string, link: string): string {
    let text = '';
    if (link !== this.#link) text += `\u001B]8;${link === '' ? ';' : link}${ST}`;
    if (rendition !== this.#rendition) {
      const reset = this.#rendition === '' ? '' : rendition === '' ? '0' : '0;';
      text += `\u001B[${reset}${rendition}m`;
    }
    this.#rendition = rendition;
    this.#link = link;
    return text;
  }
}

function linkCode(link: Hyperlink | undefined): string {
  if (link === undefined) return '';
  return `${link.id === '' ? '' : `id=${link.id}`};${link.uri}`;
}
