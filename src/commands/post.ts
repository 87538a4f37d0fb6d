import { sweepStale } from '../lifetime/private-directory.js'
import { keepOutbox } from './keep-cache.js'
import type { Session } from './session.js'

/**
 * `dockless post`, and the action's post step: saves the cache that the build put aside, and removes what a build left
 * that was killed before it could. Its processes are gone already: they die with the one that started them.
 */
export async function post(session: Session): Promise<void> {
  const { host, log } = session
  await keepOutbox(session)
  for (const directory of await sweepStale(host.temporary))
    log.notice(`Removed ${directory}, which a killed build left`)
}
