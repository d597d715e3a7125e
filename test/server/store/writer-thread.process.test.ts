import { describe } from 'vitest'
import { openBuiltStore } from '../../support/server/built-store.ts'
import { inNewFolder } from './contract-store.ts'
import { storeContract } from './store-contract.ts'

describe('SQLite in a thread of its own, as built', () => storeContract(() => inNewFolder(openBuiltStore)))
