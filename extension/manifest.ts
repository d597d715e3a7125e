import { defineManifest } from '@crxjs/vite-plugin'
import project from '../package.json' with { type: 'json' }

export type Target = 'chrome' | 'firefox'

/**
 * Public half of a key whose private half nobody needs: it only fixes the id of an unpacked extension, so that the
 * extension that people load from `dist/chrome` stays the same one after an update. The store refuses it (see package.ts).
 */
const chromeKey =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAs01HSaH7RMpIpHLdteFuR+I5Mn0TFigzO9WlX+u0JRwcpbCotDGaT0EzU3fMmZoT' +
  'ntJkXqUN1Xeg4zWal2l8slXy5ma4GKUSH7FinFyc7IZEJ8w6J51+GASf5kRyCLp0Zb7SJXG0B8bpZwRyyYr3lz8uqIv5fZhorMO90l7S3MMC' +
  'TzJvkoeFn6HwlKl01IV+/kY6XBF7upj+lbIJXcjIuY2GZqor+SR5qrmaVeJ2GRi/H120Nm7mHiFb6OU6kAKBLuEfYZbTeNhpHHAVMQT1Knd+' +
  'iDt4ZF3PvPE6hSFEXe46ZF4uFVsJmuBshJ1U85VnWHJVeD/r1CL/odRq7r0poQIDAQAB'

/**
 * The server may be anywhere, so connections may go to any origin. Firefox's default policy would also upgrade
 * `ws://127.0.0.1`, which then finds nobody.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "object-src 'none'",
  "style-src 'self'",
  "img-src 'self' data:",
  'connect-src http: https: ws: wss:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

const icons = { 16: 'icons/16.png', 32: 'icons/32.png', 48: 'icons/48.png', 128: 'icons/128.png' }

const backgroundScript = 'background/main.ts'

const toastPage = { resources: ['toast/index.html'], matches: ['<all_urls>'] }

const shared = {
  manifest_version: 3,
  name: '__MSG_extName__',
  description: '__MSG_extDescription__',
  default_locale: 'en',
  version: project.version,
  icons,
  action: { default_popup: 'popup/index.html', default_title: '__MSG_extName__', default_icon: icons },
  options_ui: { page: 'options/index.html', open_in_tab: true },
  commands: {
    _execute_action: {
      // On Linux, Firefox opens its downloads with Ctrl+Shift+Y.
      suggested_key: { default: 'Ctrl+Shift+Y', linux: 'Alt+Shift+Y' },
      description: '__MSG_commandOpen__',
    },
    'focus-toast': {
      // R: reply. Alt+Shift+J types a sign on a Mac.
      suggested_key: { default: 'Alt+Shift+J', mac: 'MacCtrl+Shift+J' },
      description: '__MSG_commandFocusToast__',
    },
  },
  // This set installs without a warning. The rest is asked for after joining, with the reason.
  permissions: ['alarms', 'activeTab', 'scripting'],
  optional_permissions: ['notifications'],
  optional_host_permissions: ['<all_urls>'],
  content_security_policy: { extension_pages: contentSecurityPolicy },
}

const chrome = defineManifest({
  ...shared,
  key: chromeKey,
  background: { service_worker: backgroundScript, type: 'module' },
  minimum_chrome_version: '130',
  web_accessible_resources: [{ ...toastPage, use_dynamic_url: true }],
})

const firefox = defineManifest({
  ...shared,
  // Firefox has no service worker for extensions.
  background: { scripts: [backgroundScript] },
  browser_specific_settings: {
    gecko: {
      id: 'backchannel@backchannel.invalid',
      strict_min_version: '140.0',
      // What people write goes to the server that they chose, to nobody else.
      data_collection_permissions: {
        required: ['none'],
        optional: ['personalCommunications', 'authenticationInfo'],
      },
    },
  },
  web_accessible_resources: [toastPage],
})

export const manifest = (target: Target): typeof chrome => (target === 'firefox' ? firefox : chrome)
