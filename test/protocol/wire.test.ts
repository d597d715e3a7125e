import { expect, test } from 'vitest'
import {
  clockTimeSchema,
  keywordSchema,
  levelSchema,
  personSettingsSchema,
  quietHoursSchema,
  roomSettingsSchema,
  untilSchema,
} from '../../protocol/notification-settings.ts'
import { pushes } from '../../protocol/down.ts'
import {
  countSchema,
  entryIdSchema,
  entrySchema,
  logIdSchema,
  nameSchema,
  personSchema,
  prioritySchema,
  readNameSchema,
  roomIdSchema,
  seqSchema,
  timeSchema,
} from '../../protocol/entry.ts'
import { errorCodes } from '../../protocol/error-code.ts'
import { handshakeSchema } from '../../protocol/handshake.ts'
import { joinRequestSchema, joinValueSchema } from '../../protocol/join.ts'
import { PROTOCOL } from '../../protocol/limits.ts'
import { messageBodySchema, messageInputSchema, textSchema, titleSchema } from '../../protocol/message.ts'
import { actionSchema, actionTextSchema, labelSchema, webAddressSchema } from '../../protocol/action.ts'
import { commands, personInputSchema, roomInputSchema, roomSchema } from '../../protocol/up.ts'
import { describeSchema as describeWith } from '../support/describe-schema.ts'

const shared = {
  roomId: roomIdSchema,
  entryId: entryIdSchema,
  logId: logIdSchema,
  seq: seqSchema,
  count: countSchema,
  name: nameSchema,
  readName: readNameSchema,
  time: timeSchema,
  person: personSchema,
  text: textSchema,
  messageBody: messageBodySchema,
  entry: entrySchema,
  title: titleSchema,
  priority: prioritySchema,
  label: labelSchema,
  webAddress: webAddressSchema,
  actionText: actionTextSchema,
  action: actionSchema,
  messageInput: messageInputSchema,
  level: levelSchema,
  keyword: keywordSchema,
  until: untilSchema,
  clockTime: clockTimeSchema,
  quietHours: quietHoursSchema,
  personSettings: personSettingsSchema,
  roomSettings: roomSettingsSchema,
  room: roomSchema,
}
const names = new Map<object, string>(Object.entries(shared).map(([name, schema]) => [schema, name]))
// What is sent has the same fields as what is read, and no others.
names.set(personInputSchema, 'personSettings')
names.set(roomInputSchema, 'roomSettings')
const describeSchema = (schema: object): string => describeWith(schema, names)

const section = (title: string, lines: string[]): string =>
  [title, ...lines.map((line) => `  ${line}`), ''].join('\n')

/** `protocol/wire.txt` is what a reviewer reads: `npx vitest run --project unit test/protocol -u` writes it anew. */
test('the wire is as wire.txt says', async () => {
  const wire = [
    `Backchannel protocol ${PROTOCOL}. Written by a test; see SPEC.md for the rules.\n`,
    section(
      'shared',
      Object.entries(shared).map(([name, schema]) => `${name} = ${describeSchema(schema)}`),
    ),
    section('handshake auth', [describeSchema(handshakeSchema)]),
    section(
      'commands, client → server',
      Object.entries(commands).map(
        ([name, { input, value }]) => `${name} ${describeSchema(input)} → ${describeSchema(value)}`,
      ),
    ),
    section(
      'pushes, server → client',
      Object.entries(pushes).map(([name, push]) => `${name} ${describeSchema(push)}`),
    ),
    section('POST /api/join', [`${describeSchema(joinRequestSchema)} → ${describeSchema(joinValueSchema)}`]),
    section('error codes', [...errorCodes]),
  ].join('\n')
  await expect(wire).toMatchFileSnapshot('../../protocol/wire.txt')
})
