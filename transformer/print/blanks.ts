/**
 * Where does the next thing begin?
 *
 *     * \n  walk      position of `*` + 1   ->   position of `w`
 *
 * Asked for every name and literal that goes to the emitter as text, so what nearly every blank is comes first.
 */

/** The first position from `position` on that is no blank and no line break, or the end of `text`. */
export function skipBlanks(text: string, position: number): number {
  for (;;) {
    const character = text.charCodeAt(position);
    if (!(character <= 32) && !(character > 127 && /\s/.test(text.charAt(position)))) return position;
    position += 1;
  }
}
