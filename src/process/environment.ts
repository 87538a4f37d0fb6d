/** Variables of ours that a child may see; everything else is built for it, never inherited. */
const PASSED = [
  'PATH',
  'LANG',
  'LC_ALL',
  'TZ',
  'SOURCE_DATE_EPOCH',
  'NO_COLOR',
  'RUNNER_TRACKING_ID',
] as const

/**
 * The environment of a child process: a short list of harmless variables of ours and what the caller gives.
 * Inputs, tokens and the CI's job variables are never in it. `RUNNER_TRACKING_ID` passes because GitHub's
 * runner finds orphans by it.
 */
export function childEnvironment(
  given: Readonly<Record<string, string>> = {},
  ours: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const env: Record<string, string> = {}
  for (const name of PASSED) {
    const value = ours[name]
    if (value !== undefined) env[name] = value
  }
  return { ...env, ...given }
}
