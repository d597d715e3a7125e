/** The roles that the extension's pages use; both browsers find elements by role and accessible name, as people do. */
export type Role = 'button' | 'textbox' | 'log' | 'navigation' | 'heading' | 'status' | 'alert' | 'link'

/** A document that is driven: a page or a frame in it. Each action waits until its element is there. */
export interface FrameUnderTest {
  click(role: Role, name: string): Promise<void>
  /** Focuses the element and presses the text's keys one by one, with all events of real keys. */
  type(role: Role, name: string, text: string): Promise<void>
  /** Focuses the element and presses keys, named as `KeyboardEvent.key` names them. */
  pressOn(role: Role, name: string, keys: readonly string[]): Promise<void>
  /** What is shown of the element: `innerText`, or the value of a textbox. */
  text(role: Role, name: string): Promise<string>
  /** Whether the element is there now; waits for nothing. */
  has(role: Role, name: string): Promise<boolean>
  /** Runs in the document. The function is sent as its source: it sees its argument and the document, nothing else. */
  evaluate<A, T>(run: (argument: A) => T | Promise<T>, argument: A): Promise<T>
  /** Runs a script in the document as a driver may: no content policy forbids it. */
  runScript(source: string): Promise<void>
}

export interface PageUnderTest extends FrameUnderTest {
  press(key: string): Promise<void>
  /** A click of a person at a place of the window, in CSS pixels, whatever lies there. */
  clickAt(x: number, y: number): Promise<void>
  /**
   * Types by an input method: each step is what the composition shows by then, the last one is what it commits. The
   * focused element gets the events that an input method makes. With `enter` it is Enter that commits: the page sees
   * that key while it composes, and a Korean input method then hands it on, which is for the test to press.
   */
  compose(steps: readonly string[], enter?: boolean): Promise<void>
  /** Frames of the extension in this page, such as a toast's; the page itself cannot see them. */
  extensionFrames(): Promise<FrameUnderTest[]>
  /** What has been reported as an error, in any world of the page, since the test drives it. */
  errors(): readonly string[]
  /** A PNG. */
  screenshot(path: string): Promise<void>
  /** Makes its tab the active one. */
  bringToFront(): Promise<void>
  reload(): Promise<void>
  setSize(width: number, height: number): Promise<void>
  close(): Promise<void>
}
