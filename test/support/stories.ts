/**
 * How many of its random stories a test runs. `npm run test:quick`, for the time while one writes, is content with a
 * fifth; every other run has all.
 */
export const stories = (all: number): number =>
  process.env['BACKCHANNEL_QUICK'] === undefined ? all : Math.ceil(all / 5)
