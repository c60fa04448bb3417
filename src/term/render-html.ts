import { basicColors } from './colors.ts';
import type { Line, TextRun } from './line.ts';
import { cssOf, hex } from './render/css.ts';
import { escapeMarkup, isSafeLink } from './render/escape-markup.ts';
import type { ColorScheme } from './terminal.ts';

/** Lines as one HTML element with its styles inline. Links go out if their address is safe to follow. */
export function renderHtml(lines: Iterable<Line>, scheme: ColorScheme = 'dark'): string {
  const { foreground, background } = basicColors[scheme];
  let body = '';
  for (const line of lines) {
    for (const run of line.runs) body += runHtml(run, scheme);
    if (!line.wraps) body += '\n';
  }
  const css = `color:${hex(foreground)};background:${hex(background)};font-family:monospace`;
  return `<pre style="${css}">${body}</pre>`;
}

function runHtml({ text, style }: TextRun, scheme: ColorScheme): string {
  const css = cssOf(style, scheme);
  const { link } = style;
  const isLink = link !== undefined && isSafeLink(link.uri);
  const content = escapeMarkup(text);
  const attribute = css === '' ? '' : ` style="${css}"`;
  if (isLink) return `<a href="${escapeMarkup(link.uri)}"${attribute}>${content}</a>`;
  return css === '' ? content : `<span${attribute}>${content}</span>`;
}
