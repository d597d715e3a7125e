import { expect, it } from 'vitest'
import { messageLink, parseMessageLink } from '../../protocol/message-link.ts'

const server = 'https://chat.example.org/team'
const place = { room: 'general', seq: 7 }

it('a link leads back to its message, whatever follows it', () => {
  const link = messageLink(server, place)
  for (const address of [link, `${link}?x=1`, `${link}#top`])
    expect(parseMessageLink(server, address)).toEqual(place)
})

it.each([
  'https://chat.example.org/m/general/7',
  'https://chat.example.org.evil.example/team/m/general/7',
  `${server}/m/general`,
  `${server}/m/general/`,
  `${server}/m/general/0`,
  `${server}/m/general/-7`,
  `${server}/m/general/7/8`,
  `${server}/m/general/1e3`,
  `${server}/m/general/99999999999999999999`,
  `${server}/m/Gen%20eral/7`,
  `${server}/join`,
])('%s leads to no message', (address) => expect(parseMessageLink(server, address)).toBeUndefined())
