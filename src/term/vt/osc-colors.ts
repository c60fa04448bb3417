import type { OscCommand } from './osc-command.ts';
import { formatColor, parseColor, specialColor } from './palette.ts';
import type { Vt } from './vt.ts';

/** OSC 4: pairs of an index and a colour; "?" asks for it. */
export function changeIndexedColors(vt: Vt, { text, end }: OscCommand): void {
  const parts = text.split(';');
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const index = /^\d{1,3}$/.test(parts[at] ?? '') ? Number(parts[at]) : 256;
    const spec = parts[at + 1] ?? '';
    if (index > 255) {
      if (spec === '?') vt.countUnanswered('OSC 4');
    } else if (spec === '?')
      vt.reply(`\u001B]4;${index};${formatColor(vt.palette.indexed(index))}${end}`);
    else {
      const color = parseColor(spec);
      if (color !== undefined) vt.palette.setIndexed(index, color);
    }
  }
}

/**
 * OSC 10 to 19: text, background, cursor, pointer, Tek window and selection; further parts are for the
 * numbers that follow.
 */
export function changeSpecialColors(vt: Vt, { number, text, end }: OscCommand): void {
  let at = number;
  for (const spec of text.split(';')) {
    const which = specialColor(at);
    if (which === undefined) {
      if (spec === '?') vt.countUnanswered(`OSC ${at}`);
    } else if (spec === '?') {
      vt.reply(`\u001B]${which};${formatColor(vt.palette.special(which))}${end}`);
    } else {
      const color = parseColor(spec);
      if (color !== undefined) vt.palette.setSpecial(which, color);
    }
    at += 1;
  }
}

/** OSC 104 with or without indices, 110 to 119. */
export function resetColors(vt: Vt, { number, text }: OscCommand): void {
  const which = specialColor(number - 100);
  if (which !== undefined) vt.palette.resetSpecial(which);
  else if (text === '') vt.palette.resetAllIndexed();
  else for (const index of text.split(';')) vt.palette.resetIndexed(Number(index));
}
