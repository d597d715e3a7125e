import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { inProject, projectFolder } from '../system/project.ts'

/** Who is in the room of a development server. */
export const people = ['Ann', 'Bob'] as const

/** Lets Ann and Bob join by an invite link, so that each of the two browsers can be one of them. */
export async function seedPeople(link: string): Promise<void> {
  const { origin, hash } = new URL(link)
  for (const name of people) {
    const answer = await fetch(`${origin}/api/join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ invite: hash.slice(1), name, attempt: randomUUID() }),
    })
    if (!answer.ok) throw new Error(`${name} did not join: ${answer.status} ${await answer.text()}`)
  }
}

/** A link that adds a browser to a person of the server that runs on `dataDir`. It works once, for 10 minutes. */
export async function linkFor(person: string, dataDir: string): Promise<string> {
  const command = [inProject('server', 'bin.js'), 'invite', '--person', person]
  const env = { ...process.env, BACKCHANNEL_DATA_DIR: dataDir }
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: projectFolder, env })
  const link = /http\S+/.exec(stdout)?.[0]
  if (link === undefined) throw new Error(`No link for ${person}: ${stdout}`)
  return link
}
