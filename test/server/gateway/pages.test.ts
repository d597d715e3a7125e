import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type StartedServer } from '../../support/server/start-server.ts'
import { tempFolder } from '../../support/server/temp-folder.ts'

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0'
const chromium = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36'
const content = Buffer.from('not really a package')

const folder = tempFolder()
let server: StartedServer

beforeAll(async () => {
  mkdirSync(join(folder.path, 'packages'))
  writeFileSync(join(folder.path, 'packages', 'backchannel-firefox.zip'), content)
  server = await startServer({}, { packagesDir: join(folder.path, 'packages') })
})
afterAll(async () => {
  await server.close()
  folder.remove()
})

const read = async (path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(server.url + path, { headers })
  return { headers: response.headers, status: response.status, text: await response.text() }
}

it('the page of a message is the same for every message, and loads what it needs from above', async () => {
  const page = await read('/m/general/7', { 'accept-language': 'en' })
  expect(page.text).toContain('A message in Backchannel')
  expect((await read('/m/nowhere/999999')).text).toBe(page.text)
  const [style] = /[^"]+style\.css/.exec(page.text) ?? ['']
  expect((await fetch(new URL(style, `${server.url}/m/general/7`))).status).toBe(200)
})

describe('/join', () => {
  it('says to which server, in the language of the browser', async () => {
    const english = await read('/join', { 'accept-language': 'fr, en-GB;q=0.8' })
    expect(english.text).toContain('You are invited')
    expect(english.text).toContain(new URL(server.url).host)
    const korean = await read('/join', { 'accept-language': 'ko-KR,ko;q=0.9,en;q=0.8' })
    expect(korean.text).toMatch(/<html lang="ko">[^]*초대를 받았어요/)
  })

  it('says that it works on this computer only, as long as that is so', async () => {
    expect((await read('/join')).text).toContain('works on this computer only')
    const other = await startServer({ publicUrl: 'https://chat.example.org' })
    const { text } = await fetch(`${other.url}/join`).then(async (response) => ({
      text: await response.text(),
    }))
    await other.close()
    expect(text).toContain('chat.example.org')
    expect(text).not.toContain('this computer only')
  })

  it('runs its own script and nothing else', async () => {
    const { headers, text } = await read('/join')
    const policy = headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toContain('unsafe')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(text).not.toMatch(/<script>|<style|style=|https?:\/\/|onclick/)
    for (const file of ['style.css', 'join.js', 'icon.svg'])
      expect((await read(`/pages/${file}`)).status).toBe(200)
  })
})

describe('/get', () => {
  it('shows the package for the browser that asks first', async () => {
    const order = async (agent: string) =>
      [...(await read('/get', { 'user-agent': agent })).text.matchAll(/<h2>(\w+)/g)].map(([, name]) => name)
    expect(await order(firefox)).toEqual(['Firefox', 'Chromium'])
    expect(await order(chromium)).toEqual(['Chromium', 'Firefox'])
  })

  it('gives the package with its checksum, and says how the missing one is made', async () => {
    const { text } = await read('/get')
    expect(text).toContain(createHash('sha256').update(content).digest('hex'))
    expect(text).toContain('npm run package')
    const file = await read('/get/backchannel-firefox.zip')
    expect(file.text).toBe(content.toString())
    expect(file.headers.get('content-type')).toBe('application/zip')
    expect((await read('/get/backchannel-chrome.zip')).status).toBe(404)
  })
})
