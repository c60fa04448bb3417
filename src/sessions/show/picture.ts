import { renderAnsi } from '../../term/render-ansi.ts';
import { renderHtml } from '../../term/render-html.ts';
import { renderSvg } from '../../term/render-svg.ts';
import type { Terminal } from '../../term/terminal.ts';
import { screenLines } from '../core/screen-text.ts';
import { plainScreen } from './plain-screen.ts';
import { renderPng } from './render-png.ts';

/** The screen in one of the formats that are a whole document; undefined for the others. */
export async function picture(terminal: Terminal, format: string): Promise<string | undefined> {
  const rows = screenLines(terminal);
  const unwrapped = rows.map(({ runs }) => ({ runs, wraps: false }));
  switch (format) {
    case 'text':
      return plainScreen(terminal);
    case 'ansi':
      return renderAnsi(unwrapped);
    case 'html':
      return renderHtml(unwrapped);
    case 'svg':
      return renderSvg(rows, { columns: terminal.size.columns });
    case 'png':
      return renderPng(renderSvg(rows, { columns: terminal.size.columns }));
    default:
      return undefined;
  }
}
