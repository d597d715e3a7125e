const uuid = '4f5e0c1a-9d3b-4f0e-8a57-3d1c6f2b7e90'
/** Firefox makes up an address for each installation; the tests choose it. */
export const origin = `moz-extension://${uuid}/`

export const extensionId = 'backchannel@backchannel.invalid'

export const firefoxPreferences = {
  'extensions.webextensions.uuids': JSON.stringify({ [extensionId]: uuid }),
  // Without a notification service Firefox would close each notification at once.
  'alerts.useSystemBackend': false,
  // A manifest is shown as text, in a document that the tests may use.
  'devtools.jsonview.enabled': false,
  // A package that lies in the profile is taken as it is: unsigned, and without asking.
  'xpinstall.signatures.required': false,
  'extensions.autoDisableScopes': 0,
  // A page that shares the screen asks for no choice of a window.
  'media.navigator.permission.disabled': true,
}
