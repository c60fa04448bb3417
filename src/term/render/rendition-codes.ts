import type { CellStyle, Color, Underline } from '../style.ts';

const underlineCodes: Readonly<Record<Underline, string>> = {
  none: '',
  single: '4',
  double: '4:2',
  curly: '4:3',
  dotted: '4:4',
  dashed: '4:5',
};
const attributeCodes = [
  ['bold', '1'],
  ['faint', '2'],
  ['italic', '3'],
  ['blink', '5'],
  ['inverse', '7'],
  ['invisible', '8'],
  ['struck', '9'],
  ['overlined', '53'],
] as const;

/** The SGR codes that bring a style about when nothing is set. */
export function renditionCodes(style: CellStyle): string[] {
  const codes: string[] = attributeCodes.filter(([name]) => style[name]).map(([, code]) => code);
  codes.push(
    underlineCodes[style.underline],
    colorCode(style.foreground, 38),
    colorCode(style.background, 48),
    colorCode(style.underlineColor, 58),
  );
  return codes.filter((code) => code !== '');
}

/** With semicolons where every terminal reads them, with colons for the underline's colour. */
function colorCode(color: Color, code: 38 | 48 | 58): string {
  if (color.kind === 'default') return '';
  if (color.kind === 'rgb') {
    const { red, green, blue } = color;
    if (code === 58) return `58:2::${red}:${green}:${blue}`;
    return `${code};2;${red};${green};${blue}`;
  }
  if (code === 58) return `58:5:${color.index}`;
  if (color.index < 8) return String(code - 8 + color.index);
  return color.index < 16 ? String(code + 44 + color.index) : `${code};5;${color.index}`;
}
