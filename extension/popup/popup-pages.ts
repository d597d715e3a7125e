/** What the popup can ask of the browser. Those that open something close the popup. */
export interface PopupPages {
  tabInFront: () => Promise<string | undefined>
  openOptions: () => void
  openTab: (url: string) => void
  openWelcome: (invite?: string) => void
}
