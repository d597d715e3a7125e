import type { PageUnderTest } from './page-under-test.ts'
import type { Recorded } from './site/recording-page.ts'

/** What a page of the test site has noticed until now. */
export const recorded = (page: PageUnderTest): Promise<Recorded> =>
  page.evaluate(() => window.recorded(), undefined)
