import { openOptions, openTab } from '../platform/pages.ts'
import { notificationPermissions as permissions } from '../platform/permissions.ts'
import { mountPage } from '../ui/mount-page.tsx'
import { takeInvite } from './take-invite.ts'
import { Welcome } from './welcome.tsx'
import './welcome.css'

const invite = takeInvite(location, history)
const pages = { openOptions: () => void openOptions(), openTab: (url: string) => void openTab(url) }

mountPage({ title: 'welcomeTitle', showsRooms: true }, (store) => (
  <Welcome store={store} invite={invite} permissions={permissions} pages={pages} />
))
