import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { performance } from 'node:perf_hooks'
import process from 'node:process'
import { setTimeout } from 'node:timers'
import { parentPort, workerData } from 'node:worker_threads'

/** Watches a server from a thread of its own: the thread that attacks it is busy, and would measure itself. */
const { pid, url, everyMs, patienceMs } = workerData
const agent = new Agent({ keepAlive: true })
const status = `/proc/${pid}/status`

/** In KiB. */
function memory() {
  if (existsSync(status)) return Number(/VmRSS:\s*(\d+)/.exec(readFileSync(status, 'utf8'))?.[1])
  if (process.platform === 'linux') return Number.NaN
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }))
}

/** Answers how long it took, in ms; Infinity when it failed. */
function health() {
  const began = performance.now()
  return new Promise((resolve) => {
    get(`${url}/health`, { agent, timeout: patienceMs }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode === 200 ? performance.now() - began : Infinity))
      response.on('error', () => resolve(Infinity))
    })
      .on('timeout', function timedOut() {
        this.destroy()
      })
      .on('error', () => resolve(Infinity))
  })
}

async function look() {
  try {
    parentPort?.postMessage({ rss: memory() / 1024, health: await health() })
  } catch {
    parentPort?.postMessage({ rss: Number.NaN, health: Infinity })
  }
  setTimeout(look, everyMs)
}

void look()
