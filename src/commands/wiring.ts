import { Secret } from '../log/secret.js'
import { mirrorPrefix } from '../relay/mirror-names.js'
import type { Relay } from '../relay/relay.js'
import type { Wiring } from '../strategies/strategy.js'

/** Repository of the relay into which a builder pushes what it built. */
export const INBOX = 'in/image'

/** How a builder reaches this run's relay. */
export function wiringOf(relay: Relay, directory: string): Wiring {
  return { directory, relay: relay.address, credential: relay.credential, inbox: INBOX, mirrorPrefix }
}

/** Stands in a plan that is only printed, where a run has its private directory, its port and its credential. */
export const PLACEHOLDERS: Wiring = {
  directory: '/PRIVATE',
  relay: '127.0.0.1:PORT',
  credential: { username: 'dockless', password: new Secret('of this run alone') },
  inbox: INBOX,
  mirrorPrefix,
}
