/**
 * Text of a submission made safe to read: what is invisible or changes the order in which a
 * line is read is written out, as grader/report/escape.cpp does for a terminal.
 */

// Control characters but for the line feed and the tab; then what escape.cpp lists.
const unsafe =
  /[\u{0}-\u{8}\u{b}-\u{1f}\u{7f}-\u{9f}\u{ad}\u{34f}\u{61c}\u{115f}\u{1160}\u{17b4}\u{17b5}\u{180b}-\u{180f}\u{200b}-\u{200f}\u{2028}-\u{202e}\u{2060}-\u{206f}\u{3164}\u{feff}\u{ffa0}\u{fff0}-\u{fffb}\u{fffe}\u{ffff}\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}\u{10fffe}\u{10ffff}]|\p{Surrogate}/gu;

function writtenOut(character: string): string {
  if (character === "\r") return "\\r";
  const codePoint = character.codePointAt(0) ?? 0;
  const digits = codePoint.toString(16).padStart(2, "0");
  return codePoint < 0x80 ? `\\x${digits}` : `\\u{${digits}}`;
}

/** Of several lines: line feeds stay, a carriage return before one is dropped, a tab is four spaces. */
export function visibleBlock(text: string): string {
  return text.replace(/\r\n/g, "\n").replace(/\t/g, "    ").replace(unsafe, writtenOut);
}

/** On one line: line feeds and tabs are written out too. */
export function visibleLine(text: string): string {
  return text.replace(unsafe, writtenOut).replace(/\n/g, "\\n").replace(/\t/g, "\\t");
}

/** At most `most` characters, the rest as an ellipsis. */
export function clipped(text: string, most: number): string {
  if (text.length <= most) return text;
  // A character takes one or two units, so this holds one character more than may be shown.
  const characters = [...text.slice(0, 2 * most + 2)];
  return characters.length <= most ? text : `${characters.slice(0, most).join("")}…`;
}
