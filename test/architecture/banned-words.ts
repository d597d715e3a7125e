/**
 * A word of ours that has a plainer one. The patterns (all of them global) are tried on lower case, and on names as
 * their words: `toldAt` is "told at".
 */
export interface BannedWord {
  /** What to write. */
  use: string
  /** In comments, titles of tests and documents. */
  prose?: RegExp
  /** In names that the code declares, and in paths. */
  name?: RegExp
  /** The paths in which the word has the banned meaning. Default: all. */
  in?: RegExp
}

/** Banned in prose and in names alike. */
const everywhere = (use: string, pattern: RegExp): BannedWord => ({ use, prose: pattern, name: pattern })

const notifier = /\bnotifier\b|docs\/notifications/

export const bannedWords: readonly BannedWord[] = [
  everywhere('message action', /\bdeeds?\b/g),
  everywhere('alert, show, say, report', /\b(re)?(tells?|told|telling)\b/g),
  everywhere('the verb that fits: is, shows, is open', /\b(stands?|standing|stood)\b/g),
  { ...everywhere('alert state, alert store', /\b(board|desk)\b/g), in: /extension\/|docs\// },
  { use: 'one at a time', name: /\bin turn\b/g },
  { use: 'presenter', name: /^(create )?screen( deps)?$/g, in: /extension\/background\// },
  { ...everywhere('toast session', /\b(toast )?slots?\b/g), in: /extension\// },
  everywhere('toast host: probe, mount', /\b(look for|hold|held) toast\b/g),
  { use: 'check', prose: /\b(the|a|another) look\b/g },
  everywhere('admit, admission, decide', /\b(considers?|considered|circumstances|judges?|judged)\b/g),
  { use: 'alert timer', prose: /\bturns? of time\b/g, name: /\barm\b/g },
  everywhere(
    'retract, remove, revoke',
    /\b(takes?|taken|taking|took)( \w+)? back\b|\b(puts?|putting)( \w+)? away\b/g,
  ),
  everywhere('plays a sound', /\b(rings?|rang|ringing)\b/g),
  { use: 'display time, remainingMs', name: /\bstay (ms|facts|field)\b|^stays?$|^left$/g, in: notifier },
  { ...everywhere('burst limit, quiet period', /\b(floods?|flooded|calm)\b/g), in: notifier },
  { use: 'digest queue', name: /\b(collected|collection)\b/g, in: notifier },
  { use: "source: 'live' | 'catch-up', age", name: /^(came( of)?|missed|filled?)$/g, in: notifier },
  {
    use: 'mention',
    prose: /\b(what|who|whom|that|text|it) calls?\b/g,
    name: /\bcalls? (person|of|from|name|anybody)\b|^calls$/g,
    in: /extension\/|docs\/|README/,
  },
  { use: 'a phase: showing, typing, replied, claimed', name: /^(kept|held|pinned)$/g, in: notifier },
  everywhere('notification settings', /\battention\b/g),
  { use: 'read mark, readUpTo', name: /\b(move|set|use) seen\b|\bat seen\b/g },
  {
    use: 'caught up',
    prose:
      /\b(is|are|be|was|were|been|until|others|both|all|everybody) level\b|\blevel (after|with|within|again)\b/g,
    name: /\b(until|is|check) level\b|\blevel (within|with)\b/g,
  },
  { use: 'request id', name: /^asks?$/g, in: /background\/channel\// },
  { use: 'existing seq', name: /\bplaces?\b/g, in: /server\/(room|store)\// },
  { use: 'not counted as unread', name: /\bquiet\b(?! hours)/g, in: /^(server|protocol)\// },
  { use: 'storageFull, storeUnavailable, failed', name: /^(no space|no store|broke)$/g },
  { use: 'emit', name: /^note\b/g, in: /^server\// },
  { use: 'principal', prose: /\basker\b/g, name: /\basker\b|^(who|anybody)$/g, in: /server\/|SPEC/ },
  { use: 'requireMember', name: /\brefuse stranger\b/g },
  { use: 'parseActions, message defaults', name: /^(understood|(message )?extras( of)?)$/g },
  everywhere('normalize', /\btid(y|ies|ied)\b/g),
  everywhere('screen sharing; badge only', /\bpresenting\b|\bcount only\b/g),
  everywhere('harness, killable worker, mutation', /\b(surroundings|mortals?|plants?)\b/g),
  { ...everywhere('fixtures, stage', /\bscenes?\b|^(start |create )?cases( options)?$/g), in: /^test\// },
  everywhere('shared', /\bbridge\b/g),
  { use: 'ui/i18n, ui/messages, ui/components', name: /\bui (words|lines|parts)\b/g },
]
