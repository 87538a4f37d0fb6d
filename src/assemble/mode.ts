/** Turns the mode a file has into the one it is to have. `directory` matters to `X`. */
export type ModeChange = {
  apply(mode: number, directory: boolean): number
  /** The mode itself when it was given in octal. */
  readonly absolute: number | undefined
}

const OCTAL = /^[0-7]+$/
const CLAUSE = /^([ugoa]*)((?:[-+=][rwxXst]*[ugo]?)+)$/
const STEP = /([-+=])([rwxXst]*)([ugo]?)/g
const SHIFT: Readonly<Record<string, number>> = { u: 6, g: 3, o: 0 }

/**
 * Reads the value of `--chmod`: octal from 0 to 7777, or symbolic as of chmod(1) (`u+x,go=u`). The umask plays
 * no part. Returns the reason when it is neither.
 */
export function parseMode(text: string): ModeChange | { readonly reason: string } {
  if (/^[0-9]/.test(text)) {
    const mode = OCTAL.test(text) ? Number.parseInt(text, 8) : Number.NaN
    if (!(mode <= 0o7777)) return { reason: 'it is no octal number between 0 and 07777' }
    return { apply: () => mode, absolute: mode }
  }
  const steps: Step[] = []
  for (const clause of text.split(',')) {
    const match = CLAUSE.exec(clause)
    if (!match) return { reason: `"${clause}" is no symbolic mode` }
    const who = match[1] ?? ''
    for (const [, operator = '', permissions = '', copied = ''] of (match[2] ?? '').matchAll(STEP)) {
      steps.push({ who, operator, permissions, copied })
    }
  }
  return {
    apply: (mode, directory) =>
      steps.reduce((now, step) => applyStep(step, now, { before: mode, directory }), mode),
    absolute: undefined,
  }
}

interface Step {
  readonly who: string
  readonly operator: string
  readonly permissions: string
  /** The class whose permissions are copied; empty when none. */
  readonly copied: string
}

function applyStep(
  step: Step,
  mode: number,
  file: { readonly before: number; readonly directory: boolean },
): number {
  const everybody = step.who === '' || step.who.includes('a')
  const classes = everybody ? ['u', 'g', 'o'] : [...new Set(step.who)]
  let given = step.copied === '' ? 0 : (mode >> (SHIFT[step.copied] ?? 0)) & 7
  if (step.permissions.includes('r')) given |= 4
  if (step.permissions.includes('w')) given |= 2
  if (step.permissions.includes('x')) given |= 1
  const anyX = step.operator === '-' || file.directory || (file.before & 0o111) !== 0
  if (step.permissions.includes('X') && anyX) given |= 1

  let bits = 0
  let cleared = 0
  for (const name of classes) {
    const shift = SHIFT[name] ?? 0
    bits |= given << shift
    cleared |= 7 << shift
    if (name === 'u') cleared |= 0o4000
    if (name === 'g') cleared |= 0o2000
  }
  if (step.permissions.includes('s')) {
    if (classes.includes('u')) bits |= 0o4000
    if (classes.includes('g')) bits |= 0o2000
  }
  if (step.permissions.includes('t') && (everybody || classes.some((name) => name !== 'o'))) {
    bits |= 0o1000
    cleared |= 0o1000
  }
  if (step.operator === '+') return mode | bits
  if (step.operator === '-') return mode & ~bits
  return (mode & ~cleared) | bits
}
