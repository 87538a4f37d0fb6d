import { setTimeout as sleep } from 'node:timers/promises'
import { HttpFailure } from './failure.js'

/** Waits so many milliseconds; rejects with the signal's reason when it fires. */
export type Wait = (delayMs: number, signal: AbortSignal | undefined) => Promise<void>

/** The real wait. It does not keep a process alive on its own account longer than it must. */
export const realWait: Wait = async (delayMs, signal) => {
  try {
    await sleep(delayMs, undefined, signal ? { signal } : {})
  } catch (error) {
    throw signal?.aborted ? signal.reason : error
  }
}

const FIRST_DELAY_MS = 200
const LONGEST_DELAY_MS = 10_000
/** No single wait that a server asks for is longer than this. */
const LONGEST_RETRY_AFTER_MS = 60_000
/** A server that asks for more than this is not waited for at all: it will not answer within this job. */
const HOPELESS_RETRY_AFTER_MS = 300_000

/** How often a request is tried in all, unless the caller says otherwise. */
export const ATTEMPTS = 5

const RETRIED_STATUS: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504])

/** True for answers that ask for another try: too many requests, and failures of the server. */
export function isRetriedStatus(status: number): boolean {
  return RETRIED_STATUS.has(status)
}

/** How often a request that ended in `failure` is tried in all: a dead host is given up sooner than a cut. */
export function attemptsAfter(failure: HttpFailure, attempts: number): number {
  if (!failure.transient) return 1
  return failure.kind === 'cut' || failure.kind === 'dns' ? attempts : Math.min(attempts, 3)
}

/**
 * How long to wait before the next try, in milliseconds; `failed` counts the tries that failed, from 1.
 * Exponential with full jitter in the upper half, so that parallel jobs do not come back together.
 */
export function backoffMs(failed: number, random: () => number = Math.random): number {
  const ceiling = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (failed - 1))
  return Math.round(ceiling / 2 + (ceiling / 2) * random())
}

/**
 * The wait that a `Retry-After` header asks for (RFC 9110, section 10.2.3: seconds or a date), in milliseconds,
 * capped; `hopeless` when it is so long that waiting makes no sense; undefined without a readable header.
 */
export function retryAfterMs(
  header: string | undefined,
  nowMs: number = Date.now(),
): number | 'hopeless' | undefined {
  if (header === undefined) return undefined
  const text = header.trim()
  const wantedMs = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs
  if (Number.isNaN(wantedMs)) return undefined
  if (wantedMs > HOPELESS_RETRY_AFTER_MS) return 'hopeless'
  return Math.min(Math.max(0, wantedMs), LONGEST_RETRY_AFTER_MS)
}
