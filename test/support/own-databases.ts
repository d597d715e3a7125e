import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'

// Runs before each file: files share a process, and what one of them stored would be an account or a log to the next.
globalThis.indexedDB = new IDBFactory()
