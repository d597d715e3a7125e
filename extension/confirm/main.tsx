import { mountPage } from '../ui/mount-page.tsx'
import { Confirm } from './confirm.tsx'
import { readAsked } from './read-asked.ts'
import './confirm.css'

const asked = readAsked(location.hash)
const close = (): void => window.close()
const copy = (text: string): Promise<boolean> =>
  navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  )

mountPage({ title: 'confirmTitle', showsRooms: false }, ({ overview, ask }) => (
  <Confirm overview={overview} ask={ask} asked={asked} close={close} copy={copy} />
))
