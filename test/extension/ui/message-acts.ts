import { vi } from 'vitest'
import type { MessageActs } from '../../../extension/ui/messages/message-acts.ts'

/** Records what a person does with messages. */
export const recordActs = () =>
  ({
    reply: vi.fn(),
    edit: vi.fn(),
    remove: vi.fn(),
    react: vi.fn(),
    pin: vi.fn(),
    copy: vi.fn(),
    copyLink: vi.fn(),
    retry: vi.fn(),
    takeOut: vi.fn(),
    write: vi.fn(),
  }) satisfies MessageActs
