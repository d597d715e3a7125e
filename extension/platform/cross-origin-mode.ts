import browser from 'webextension-polyfill'

/**
 * How the background asks another origin. Where the extension's address is made up for each installation (Firefox), a
 * `cors` request would carry it as `Origin`, and any page that knows it could recognise the person. As `same-origin` the
 * same request says `Origin: null`, or does not leave the browser where site access is missing. In Chromium the address
 * holds the id that all have from the same place.
 */
export const crossOriginMode = (): RequestMode =>
  new URL(browser.runtime.getURL('')).host === browser.runtime.id ? 'cors' : 'same-origin'
