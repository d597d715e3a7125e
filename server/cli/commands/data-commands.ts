import type { Result } from '../../../protocol/result.ts'
import type { Refusal } from '../../room/write.ts'
import type { Backup, Restored, StoreLocation } from '../../store/store.ts'
import type { CommandShape, Flags } from '../parse-command.ts'

export interface DataCommand extends CommandShape {
  run(
    location: StoreLocation,
    flags: Flags,
    positionals: readonly string[],
  ): Promise<Result<unknown, Refusal>>
  /** The answer in plain words. */
  print(value: never): string
}

const backup: DataCommand = {
  positionals: ['FILE'],
  flags: {},
  run: (location, _flags, [file = '']) => location.backup(file),
  print: ({ file, bytes }: Backup) => `Everything is in ${file} (${Math.ceil(bytes / 1024)} KiB).`,
}

const restore: DataCommand = {
  positionals: ['FILE'],
  flags: { force: { type: 'boolean' } },
  run: (location, flags, [file = '']) => location.restore(file, { force: flags['force'] === true }),
  print: ({ rooms, kept }: Restored) =>
    [
      `${rooms} ${rooms === 1 ? 'room is' : 'rooms are'} as in the backup. Start the server; browsers load their rooms anew.`,
      'Tokens and invites that were revoked since the backup work again: revoke them once more.',
      ...(kept === undefined ? [] : [`What was there before is kept in ${kept}`]),
    ].join('\n'),
}

export const dataCommands: Record<string, DataCommand> = { backup, restore }
