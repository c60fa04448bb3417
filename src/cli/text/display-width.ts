/** How many cells of a terminal a text takes: wide characters and emoji two, marks none. */
export function displayWidth(text: string): number {
  if (NARROW.test(text)) return text.length;
  let cells = 0;
  for (const { segment } of charactersOf(text)) cells += clusterWidth(segment);
  return cells;
}

/** The text cut to `cells`, its last cell an ellipsis when something was cut. */
export function clip(text: string, cells: number): string {
  if (displayWidth(text) <= cells) return text;
  let kept = '';
  let used = 0;
  for (const { segment } of charactersOf(text)) {
    used += clusterWidth(segment);
    if (used > cells - 1) break;
    kept += segment;
  }
  return cells < 1 ? '' : `${kept}…`;
}

let segmenter: Intl.Segmenter | undefined;
const NARROW = /^[\x20-\x7E]*$/;
const MARKS = /^[\p{M}\p{Cf}]+$/u;

// Unicode's East_Asian_Width W and F in blocks (UAX #11); JavaScript has no property for it.
const WIDE =
  /[\u{1100}-\u{115F}\u{2E80}-\u{303E}\u{3041}-\u{A4CF}\u{A960}-\u{A97F}\u{AC00}-\u{D7A3}\u{F900}-\u{FAFF}\u{FE30}-\u{FE6F}\u{FF00}-\u{FF60}\u{FFE0}-\u{FFE6}\u{17000}-\u{18DFF}\u{1B000}-\u{1B2FF}\u{20000}-\u{3FFFD}\p{Emoji_Presentation}\u{FE0F}]/u;

/** What a reader sees as one character. The segmenter costs 7 ms and most texts need none. */
function charactersOf(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter.segment(text);
}

function clusterWidth(cluster: string): number {
  if (WIDE.test(cluster)) return 2;
  return MARKS.test(cluster) ? 0 : 1;
}
