/** Turns the mode a file has into the one it is to have. `directory` matters to `X`. */
export interface ModeChange {
  apply(mode: number, directory: boolean): number
  /** The mode itself when it was given in octal. */
  readonly absolute: number | undefined
}

const OCTAL = /^[0-7]+$/
const CLAUSE = /^([ugoa]*)((?:[-+=][rwxXstugo]*)+)$/
const STEP = /([-+=])([rwxXstugo]*)/g

const EVERYBODY = 0o6777
const WHO: Readonly<Record<string, number>> = { a: EVERYBODY, u: 0o4700, g: 0o2070, o: 0o007 }
const PERMISSION: Readonly<Record<string, number>> = { r: 0o444, w: 0o222, x: 0o111, s: 0o6000, t: 0o1000 }
const STICKY = 0o1000
const SHIFT: Readonly<Record<string, number>> = { u: 6, g: 3, o: 0 }

/** A mode on its way: what the file had, what it has by now. */
interface Passing {
  readonly before: number
  readonly directory: boolean
  readonly now: number
}
type Change = (mode: Passing) => number

/**
 * Reads the value of `--chmod`: octal from 0 to 7777, or symbolic as of chmod(1) (`u+x,go=u`), which BuildKit
 * reads as BSD's setmode(3) does. The umask plays no part. Returns the reason when it is neither.
 */
export function parseMode(text: string): ModeChange | { readonly reason: string } {
  if (/^[0-9]/.test(text)) {
    const mode = OCTAL.test(text) ? Number.parseInt(text, 8) : Number.NaN
    if (!(mode <= 0o7777)) return { reason: 'it is no octal number between 0 and 07777' }
    return { apply: () => mode, absolute: mode }
  }
  const changes: Change[] = []
  for (const clause of text.split(',')) {
    const match = CLAUSE.exec(clause)
    if (!match) return { reason: `"${clause}" is no symbolic mode` }
    let who = [...(match[1] ?? '')].reduce((bits, name) => bits | (WHO[name] ?? 0), 0)
    for (const [, operator = '', letters = ''] of (match[2] ?? '').matchAll(STEP)) {
      who = readStep({ operator, letters, who: who & ~STICKY }, changes)
    }
  }
  return {
    apply: (before, directory) => changes.reduce((now, change) => change({ before, directory, now }), before),
    absolute: undefined,
  }
}

/** Adds the changes of one operator and its letters; returns whose permissions the next operator is about. */
function readStep(
  step: { readonly operator: string; readonly letters: string; readonly who: number },
  changes: Change[],
): number {
  const { operator } = step
  let { who } = step
  let permissions = 0
  let conditional = 0
  let cleared = false
  const flush = (): void => {
    if (permissions !== 0 || (operator === '=' && !cleared)) changes.push(setting(operator, who, permissions))
    if (operator === '=') cleared = true
    if (conditional !== 0) changes.push(settingX(who))
    permissions = 0
    conditional = 0
  }
  for (const letter of step.letters) {
    const shift = SHIFT[letter]
    if (shift !== undefined) {
      if (permissions !== 0 || conditional !== 0) flush()
      if (operator === '=') cleared = true
      changes.push(copying(operator, who, shift))
    } else if (letter === 'X' && operator !== '-') conditional = 0o111
    else if ((letter === 's' || letter === 't') && who !== 0 && (who & ~0o007) === 0) {
      // Neither means anything to "other" alone.
    } else {
      permissions |= PERMISSION[letter === 'X' ? 'x' : letter] ?? 0
      if (letter === 't') who |= STICKY
    }
  }
  flush()
  return who
}

function setting(operator: string, who: number, permissions: number): Change {
  const given = who === 0 ? permissions : who & permissions
  if (operator === '+') return ({ now }) => now | given
  if (operator === '-') return ({ now }) => now & ~given
  return ({ now }) => (now & ~(who === 0 ? EVERYBODY : who)) | given
}

/** `X`: executable where it is a directory, or was executable for somebody. */
function settingX(who: number): Change {
  const given = who === 0 ? 0o111 : who & 0o111
  return ({ before, directory, now }) => (directory || (before & 0o111) !== 0 ? now | given : now)
}

/** `g=u`: the permissions of one class for others; set-id bits stay. */
function copying(operator: string, who: number, shift: number): Change {
  const classes = who === 0 ? [6, 3, 0] : [6, 3, 0].filter((at) => (who & (4 << at)) !== 0)
  return ({ now }) => {
    const value = (now >> shift) & 7
    let result = now
    for (const at of classes) {
      if (operator !== '+') result &= ~((operator === '=' ? 7 : value) << at)
      if (operator !== '-') result |= value << at
    }
    return result
  }
}
