import { activeTabUrl, isToolbarPopup, openOptions, openTab, openWelcome } from '../platform/pages.ts'
import { notificationPermissions as permissions } from '../platform/permissions.ts'
import { mountPage } from '../ui/mount-page.tsx'
import { fitPopup } from './fit-popup.ts'
import type { PopupPages } from './popup-pages.ts'
import { Popup } from './popup.tsx'
import './popup.css'

const closing =
  <A extends unknown[]>(open: (...args: A) => Promise<void>) =>
  (...args: A) =>
    void open(...args).then(() => {
      if (isToolbarPopup()) window.close()
    })

const pages: PopupPages = {
  tabInFront: activeTabUrl,
  openOptions: closing(openOptions),
  openTab: closing(openTab),
  openWelcome: closing(openWelcome),
}

if (isToolbarPopup()) fitPopup(window)
mountPage({ title: 'extName', showsRooms: true }, (store) => (
  <Popup store={store} permissions={permissions} pages={pages} />
))
