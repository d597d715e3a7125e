/** Set by vite.config.ts where nothing else runs at the same time. */
const alone = process.env['BACKCHANNEL_ALONE'] === '1'

/** A machine that several browsers and servers share makes each of them so much later. */
const SHARED_FACTOR = 4

/**
 * How long something may take in this run, ms. `promised` is what docs/guarantees.md says: it is held against a test that
 * has the machine for itself (`npm run faults`). Beside others a test finds what never comes, or comes far too late.
 */
export const within = (promised: number): number => (alone ? promised : promised * SHARED_FACTOR)
