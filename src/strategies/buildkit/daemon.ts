import { open } from 'node:fs/promises'
import { connect as connectHttp2 } from 'node:http2'
import { connect } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * True when a gRPC server answers at the socket: a new connection whose HTTP/2 settings arrive in time. The kernel
 * accepts a connection for a program that is stopped, so that alone would prove nothing.
 */
async function answers(socket: string, timeoutMs: number): Promise<boolean> {
  // Through a descriptor of the directory: the path of a socket may not be longer than 107 bytes, that of a directory may.
  const directory = await open(path.dirname(socket)).catch(() => undefined)
  if (!directory) return false
  try {
    const near = `/proc/self/fd/${directory.fd}/${path.basename(socket)}`
    return await greeted(near, timeoutMs)
  } finally {
    await directory.close()
  }
}

async function greeted(socket: string, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const session = connectHttp2('http://buildkit', { createConnection: () => connect(socket) })
    const settle = (answer: boolean): void => {
      clearTimeout(timer)
      session.destroy()
      resolve(answer)
    }
    const timer = setTimeout(() => settle(false), timeoutMs)
    session.once('remoteSettings', () => settle(true))
    session.once('error', () => settle(false))
  })
}

/** Resolves when the daemon answers; false when it does not within the time, or the signal fires first. */
export async function untilReady(socket: string, timeoutMs: number, signal: AbortSignal): Promise<boolean> {
  const end = Date.now() + timeoutMs
  while (!signal.aborted && Date.now() < end) {
    if (await answers(socket, Math.max(1, end - Date.now()))) return true
    await sleep(20, undefined, { signal }).catch(() => undefined)
  }
  return false
}

const EVERY_MS = 2000
const ANSWER_MS = 4000
/** How often in a row it may fail to answer: a machine that swaps is slow, not hung. */
const MISSES = 3

/** Resolves when the daemon has not answered for about fifteen seconds; never when the signal fires before. */
export async function untilSilent(socket: string, signal: AbortSignal): Promise<void> {
  for (let misses = 0; misses < MISSES; ) {
    await sleep(EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined)
    if (signal.aborted) return new Promise(() => {})
    misses = (await answers(socket, ANSWER_MS)) ? 0 : misses + 1
  }
}
