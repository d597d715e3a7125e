/** How a text calls a person. */
export interface Calls {
  /** `@name`. */
  name: boolean
  /** `@room`: everybody in the room. */
  room: boolean
  /** One of the person's keywords, as a whole word. */
  keyword: boolean
}

/** Time is linear in the text's length. */
export declare function callsOf(text: string, person: { name: string; keywords: readonly string[] }): Calls
