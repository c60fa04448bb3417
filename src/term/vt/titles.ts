const DEEPEST = 10;
const LONGEST = 4096;

/** The window's and the icon's title, and the stack that XTWINOPS 22 and 23 keep them on. */
export class Titles {
  window = '';
  icon = '';
  windowStack: string[] = [];
  iconStack: string[] = [];

  setWindow(title: string): void {
    this.window = title.slice(0, LONGEST);
  }

  setIcon(title: string): void {
    this.icon = title.slice(0, LONGEST);
  }

  /** `which` is 0 for both, 1 for the icon's, 2 for the window's. */
  push(which: number): void {
    if (which !== 1) this.windowStack = [...this.windowStack, this.window].slice(-DEEPEST);
    if (which !== 2) this.iconStack = [...this.iconStack, this.icon].slice(-DEEPEST);
  }

  pop(which: number): void {
    if (which !== 1) this.window = this.windowStack.pop() ?? this.window;
    if (which !== 2) this.icon = this.iconStack.pop() ?? this.icon;
  }
}
