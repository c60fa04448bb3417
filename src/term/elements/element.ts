/** What can be found on a screen by evidence alone. */
export type ElementKind =
  | 'box'
  | 'button'
  | 'checkbox'
  | 'highlight'
  | 'input'
  | 'key-hint'
  | 'link'
  | 'menu-item'
  | 'radio';

/** Something on the screen that a user could name, with what shows that it is there. */
export interface ScreenElement {
  readonly kind: ElementKind;
  /** What it says: a label, a title, the text inside. May be empty. */
  readonly text: string;
  /** Its first cell and its size, in cells; rows and columns count from 0. */
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
  /** Of a checkbox or radio button: is it on? Of a button or menu item: is it selected? */
  readonly isOn?: boolean;
  /** The facts that it was found by, for people. */
  readonly evidence: readonly string[];
}

/** Does the element take up this cell? */
export function covers(element: ScreenElement, row: number, column: number): boolean {
  return (
    row >= element.row &&
    row < element.row + element.rows &&
    column >= element.column &&
    column < element.column + element.columns
  );
}
