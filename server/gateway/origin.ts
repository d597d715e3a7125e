/**
 * Who a browser may speak for. Extensions name themselves, and programs send no origin; a web page always names its
 * own and has no business here, whatever token it got hold of.
 */
export const isExtension = (origin: string): boolean => /^(chrome|moz)-extension:\/\/[\w-]+$/.test(origin)

export const mayAsk = (origin: string | undefined): boolean => origin === undefined || isExtension(origin)
