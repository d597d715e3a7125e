/** The version that a client states in its handshake. A server refuses any other (SPEC 1.2). */
export const PROTOCOL = 1

/**
 * Longest message text that a person writes, in characters as people count them: a syllable, or an emoji of a whole family, is
 * one. Which signs make one character changes with Unicode's version, so the server does not count them (SPEC 7.5).
 */
export const TEXT_MAX = 4096
/**
 * Longest message text on the wire, in UTF-16 units (what `String.length` counts), and in bytes of its JSON without the quotes:
 * 3 and 9 for each character that a person may write, as a Hangul syllable has when its letters came apart.
 */
export const TEXT_MAX_UNITS = 3 * TEXT_MAX
export const TEXT_MAX_BYTES = 9 * TEXT_MAX
/** Longest name of a person or a room, in UTF-16 code units, after trimming. */
export const NAME_MAX = 64
/** Longest keyword, in UTF-16 code units, after trimming, and most keywords of a person. */
export const KEYWORD_MAX = 64
export const KEYWORDS_MAX = 50
/** Longest title of a message, and longest label of one of its actions. */
export const TITLE_MAX = 120
export const LABEL_MAX = 32
/** Most actions of a message: as many buttons as fit into one line of a toast. */
export const ACTIONS_MAX = 3
/** Longest body of an action's request, and longest text that one copies. */
export const ACTION_TEXT_MAX = 4096
/** All actions of a message together, in bytes of JSON. */
export const ACTIONS_MAX_BYTES = 24 * 1024
/** Largest command, in bytes of its Socket.IO packet. */
export const COMMAND_MAX_BYTES = 64 * 1024

/** A body of an entry has at most this many characters of JSON: a command that brought it is no larger. */
export const BODY_MAX = 64 * 1024
/** Most rooms of a person. */
export const ROOMS_MAX = 1000
/** Longest sentence of an error, and longest name that is read at all; what is shown of a name has NAME_MAX. */
export const SENTENCE_MAX = 300
export const NAME_READ_MAX = 1024
/** The latest moment of a clock, ms UTC: a date beyond it cannot be written. */
export const TIME_MAX = 8_640_000_000_000_000

/** A `range` answers with at most this many entries … */
export const RANGE_MAX_ENTRIES = 500
/** … and at most this many bytes of JSON, but always with at least one entry if there is one. */
export const RANGE_MAX_BYTES = 256 * 1024

/**
 * Engine.IO's heartbeat in milliseconds. The sum stays below the 30 s after which a browser ends an idle
 * background, so that a half-open link is noticed while there is still somebody to notice it.
 */
export const PING_INTERVAL_MS = 20_000
export const PING_TIMEOUT_MS = 8_000

/** The server sends `heads` at least this often, so that a lost push is healed within 20 s. */
export const HEADS_INTERVAL_MS = 15_000

/** How long an "add a browser" link can be used. */
export const ADD_BROWSER_TTL_MS = 10 * 60_000

/** Most devices that are signed in as one person. */
export const DEVICES_MAX = 20
/** Most devices that join as one person within a day, those that were signed out since included. */
export const DEVICES_A_DAY = 40
/** Most "add a browser" links of a person's devices that can be used at one time. */
export const OPEN_LINKS_MAX = 3
/** Most messages of priority 5 that one person sends to a room in an hour. */
export const URGENT_PER_HOUR = 10
/** Most edits of a message, and most messages of a room that are pinned at one time. */
export const EDITS_MAX = 100
export const PINS_MAX = 50
/** A client holds an entry that can be undone for at most so long before it sends it. */
export const HOLD_MAX_MS = 10_000
/** Longest emoji, in UTF-16 code units: a family with skin tones has 25. */
export const EMOJI_MAX = 40
