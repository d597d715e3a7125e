import { Buffer } from 'node:buffer'
import { connect } from 'node:net'
import { performance } from 'node:perf_hooks'
import { setTimeout } from 'node:timers'
import { parentPort, workerData } from 'node:worker_threads'

/**
 * Writes the same bytes again and again on a WebSocket, and reads nothing after the upgrade; opens the next one as soon as one is
 * ended. In a thread of its own: the thread that measures how long others wait must not be busy itself.
 */
const { port, address, request, first, bytes, ms } = workerData
const AGAIN_MS = 5
const end = performance.now() + ms
let written = 0
let lines = 0

function finish() {
  parentPort?.postMessage({ written, lines })
}

function flood() {
  if (performance.now() >= end) return finish()
  const socket = connect({ port, host: '127.0.0.1', localAddress: address })
  let done = false
  const again = () => {
    if (done) return
    done = true
    socket.destroy()
    setTimeout(flood, AGAIN_MS)
  }
  const write = () => {
    if (done) return
    if (performance.now() >= end) return again()
    written += bytes.length
    if (socket.write(bytes)) setTimeout(write, 0)
    else socket.once('drain', write)
  }
  socket.on('error', again).on('close', again)
  setTimeout(again, Math.max(0, end - performance.now()))
  socket.once('data', (answer) => {
    socket.pause()
    if (!Buffer.from(answer).toString('latin1').startsWith('HTTP/1.1 101')) return again()
    lines += 1
    if (first.length > 0) socket.write(first)
    write()
  })
  socket.write(request)
}

flood()
