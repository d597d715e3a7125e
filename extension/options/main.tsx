import { openTab, openWelcome, reportsSharing, shortcuts, version } from '../platform/pages.ts'
import { notificationPermissions as permissions } from '../platform/permissions.ts'
import { mountPage } from '../ui/mount-page.tsx'
import { Options } from './options.tsx'
import './options.css'

const pages = {
  openTab: (url: string) => void openTab(url),
  openWelcome: () => void openWelcome(),
}

mountPage({ title: 'optionsTitle', showsRooms: false }, (store) => (
  <Options
    store={store}
    permissions={permissions}
    pages={pages}
    shortcuts={shortcuts}
    reportsSharing={reportsSharing()}
    version={version()}
  />
))
