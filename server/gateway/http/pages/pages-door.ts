import type { FastifyInstance, FastifyReply } from 'fastify'
import { replyNotFound } from '../result-reply.ts'
import { createPackages, streamPackage, targetOf } from './packages.ts'
import { getPage } from './get-page.ts'
import { joinPage, joinScript } from './join-page.ts'
import { messagePage } from './message-page.ts'
import { icon, style } from './style.ts'
import { chooseLanguage } from './texts.ts'

export interface PagesDoorOptions {
  /** Where the built packages of the extension lie. */
  packagesDir: string
  publicUrl(): string
}

const files = {
  'style.css': { type: 'text/css; charset=utf-8', content: style },
  'join.js': { type: 'text/javascript; charset=utf-8', content: joinScript },
  'icon.svg': { type: 'image/svg+xml', content: icon },
}

/** What people see who have no extension yet: `/join`, `/get`, `/m/…` and what these load. */
export async function pagesDoor(
  app: FastifyInstance,
  { packagesDir, publicUrl }: PagesDoorOptions,
): Promise<void> {
  const packages = createPackages(packagesDir)

  app.get('/', (_request, reply) => reply.redirect('get'))

  app.get('/join', (request, reply) =>
    sendPage(reply, joinPage(chooseLanguage(request.headers['accept-language']), publicUrl())),
  )

  app.get('/m/:room/:seq', (request, reply) =>
    sendPage(reply, messagePage(chooseLanguage(request.headers['accept-language']))),
  )

  app.get('/get', async (request, reply) => {
    const [chrome, firefox] = await Promise.all([packages.find('chrome'), packages.find('firefox')])
    const language = chooseLanguage(request.headers['accept-language'])
    return sendPage(reply, getPage(language, request.headers['user-agent'] ?? '', { chrome, firefox }))
  })

  app.get<{ Params: { file: string } }>('/get/:file', async (request, reply) => {
    const target = targetOf(request.params.file)
    const file = target && (await packages.find(target))
    if (file === undefined) return replyNotFound(reply, 'there is no such package here')
    void reply.header('content-disposition', `attachment; filename="${file.name}"`)
    void reply.header('content-length', file.bytes)
    return reply.type('application/zip').send(streamPackage(file))
  })

  for (const [name, { type, content }] of Object.entries(files)) {
    app.get(`/pages/${name}`, (_request, reply) =>
      reply.type(type).header('cache-control', 'no-cache').send(content),
    )
  }
}

const sendPage = (reply: FastifyReply, html: string): FastifyReply =>
  reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-cache')
    .header('vary', 'Accept-Language, User-Agent')
    .send(html)
