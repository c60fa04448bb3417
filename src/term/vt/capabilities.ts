/**
 * What XTGETTCAP tells about us, by terminfo and termcap name. Only what the engine and the key
 * encoder do. "\E" is ESC; an empty value is a flag. Values as in terminfo's xterm-256color.
 */
export function capability(name: string, allowsClipboard: boolean): string | undefined {
  if (name === 'Ms' && !allowsClipboard) return undefined;
  return capabilities[name]?.replaceAll('\\E', '\u001B');
}

/**
 * The codes of iTerm2's feature reporting (https://iterm2.com/feature-reporting): true colour in both
 * forms, margins, mouse, every cursor, Unicode 16 widths, titles and their stack, paste brackets, strike
 * and overline, synchronized output, links, notifications. "F" has two meanings there, and is left out.
 */
export function featureCodes(allowsClipboard: boolean): string {
  return `T3${allowsClipboard ? 'Cw' : ''}LrMSc7UUw16Ts3BGsGoSyHNo`;
}

const capabilities: Readonly<Record<string, string>> = {
  TN: 'xterm-256color',
  name: 'xterm-256color',
  Co: '256',
  colors: '256',
  RGB: '8/8/8',
  Tc: '',
  Su: '',
  Smulx: '\\E[4:%p1%dm',
  Setulc: '\\E[58:2::%p1%{65536}%/%d:%p1%{256}%/%{255}%&%d:%p1%{255}%&%d%;m',
  Ss: '\\E[%p1%d q',
  Se: '\\E[2 q',
  Ms: '\\E]52;%p1%s;%p2%s\\E\\\\',
  Sync: '\\E[?2026%?%p1%{1}%-%tl%eh%;',
  BE: '\\E[?2004h',
  BD: '\\E[?2004l',
  PS: '\\E[200~',
  PE: '\\E[201~',
  XR: '\\E[>0q',
  am: '',
  bce: '',
  km: '',
  mir: '',
  msgr: '',
  xenl: '',
  kcuu1: '\\EOA',
  kcud1: '\\EOB',
  kcuf1: '\\EOC',
  kcub1: '\\EOD',
  ku: '\\EOA',
  kd: '\\EOB',
  kr: '\\EOC',
  kl: '\\EOD',
  khome: '\\EOH',
  kend: '\\EOF',
  kh: '\\EOH',
  '@7': '\\EOF',
  kich1: '\\E[2~',
  kdch1: '\\E[3~',
  kpp: '\\E[5~',
  knp: '\\E[6~',
  kI: '\\E[2~',
  kD: '\\E[3~',
  kP: '\\E[5~',
  kN: '\\E[6~',
  kB: '\\E[Z',
  kcbt: '\\E[Z',
  k1: '\\EOP',
  k2: '\\EOQ',
  k3: '\\EOR',
  k4: '\\EOS',
  k5: '\\E[15~',
  k6: '\\E[17~',
  k7: '\\E[18~',
  k8: '\\E[19~',
  k9: '\\E[20~',
  'k;': '\\E[21~',
  F1: '\\E[23~',
  F2: '\\E[24~',
};
