import { afterEach, beforeEach } from 'vitest'
import type { Token } from '../../../server/people/people-store.ts'
import type { Store } from '../../../server/store/store.ts'
import { commit, createRoom, enter } from '../../support/server/test-store.ts'
import { tempFolder } from '../../support/server/temp-folder.ts'

/** Where one test keeps its store: nothing is there at first. A store that was closed is opened again with its data. */
export interface ContractLocation {
  open(): Promise<Store>
  remove(): void
}

/** For stores that are kept in a folder. */
export function inNewFolder(open: (folder: string) => Promise<Store>): ContractLocation {
  const folder = tempFolder()
  return { open: () => open(folder.path), remove: folder.remove }
}

/** As each test of the contract finds it: in a location of its own, `general` with Ann (1) and Bob (2) is there. */
export interface ContractStore {
  readonly store: Store
  readonly ann: Token
  readonly bob: Token
  reopen(): Promise<void>
}

export function useContractStore(newLocation: () => ContractLocation): ContractStore {
  let location: ContractLocation
  let store: Store
  let ann: Token
  let bob: Token

  beforeEach(async () => {
    location = newLocation()
    store = await location.open()
    await commit(store, createRoom('general'))
    ann = await enter(store, 'Ann')
    bob = await enter(store, 'Bob')
  })
  afterEach(async () => {
    await store.close()
    location.remove()
  })

  return {
    get store() {
      return store
    },
    get ann() {
      return ann
    },
    get bob() {
      return bob
    },
    async reopen() {
      await store.close()
      store = await location.open()
    },
  }
}
