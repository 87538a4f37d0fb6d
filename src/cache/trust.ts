import type { SourceRevision } from '../port/host.js'

/**
 * How far a run's doing may be believed by others, the least first: `change` builds what anybody proposes (a pull or
 * merge request), `branch` what was pushed to some branch, `trusted` what stands on a protected or default branch or
 * a tag, or was built where no CI is.
 */
export const TRUST_LEVELS = ['change', 'branch', 'trusted'] as const
export type Trust = (typeof TRUST_LEVELS)[number]

/** Who wrote an entry. */
export interface Writer {
  /** `refs/heads/main`; `local` where there is no CI. */
  readonly ref: string
  readonly event: string
  readonly trust: Trust
}

/** A run, as the cache sees it. */
export interface Reader extends Writer {
  /** `refs/heads/main`; undefined where nobody knows. */
  readonly defaultRef: string | undefined
}

/** Events whose code or cause comes from outside, whatever ref they run on. */
const OUTSIDE: ReadonlySet<string> = new Set([
  'pull_request',
  'pull_request_target',
  'pull_request_review',
  'pull_request_review_comment',
  'issue_comment',
  'issues',
  'discussion',
  'discussion_comment',
  'fork',
  'watch',
  'workflow_run',
  'merge_request_event',
  'external_pull_request_event',
])

/** A laptop's: there is nobody to be protected from. */
export const LOCAL: Reader = { ref: 'local', event: '', trust: 'trusted', defaultRef: undefined }

/** Who a run of a CI is to the cache. */
export function readerOf(source: SourceRevision): Reader {
  const { ref, event = '', defaultBranch, change } = source
  const defaultRef = defaultBranch === undefined ? undefined : `refs/heads/${defaultBranch}`
  const outside = OUTSIDE.has(event) || change !== undefined || (ref ?? '').startsWith('refs/pull/')
  const standing = ref !== undefined && (ref === defaultRef || ref.startsWith('refs/tags/'))
  const trust = outside ? 'change' : standing || source.isProtected === true ? 'trusted' : 'branch'
  return { ref: ref ?? '', event, trust, defaultRef }
}

/**
 * Whether a run may use what `writer` wrote: its own ref's or the default branch's, and never what is trusted less
 * than itself.
 */
export function mayRead(reader: Reader, writer: Writer): boolean {
  if (TRUST_LEVELS.indexOf(writer.trust) < TRUST_LEVELS.indexOf(reader.trust)) return false
  return writer.ref === reader.ref || writer.ref === reader.defaultRef
}

/**
 * Whether a run may believe what was last pushed under its tag. Nobody knows who pushed that: a run that is trusted
 * more than others of its CI, which may have the same right to push, does not.
 */
export function mayBelieveTag(reader: Reader): boolean {
  return reader === LOCAL || reader.trust !== 'trusted'
}

/** True for runs that make what is given out: they build from nothing unless they are told otherwise. */
export function isRelease({ ref, event }: SourceRevision): boolean {
  return event === 'release' || (ref ?? '').startsWith('refs/tags/')
}
