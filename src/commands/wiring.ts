import { homedir } from 'node:os'
import { Secret } from '../log/secret.js'
import { mirrorPrefix } from '../relay/mirror-names.js'
import type { Relay } from '../relay/relay.js'
import { credentialDirectories } from '../strategies/enclosure.js'
import type { CacheWiring, MountsWiring, Wiring } from '../strategies/strategy.js'

/** Repository of the relay into which a builder pushes what it built. */
export const INBOX = 'in/image'

/** How a builder reaches this run's relay, and where it finds its cache. */
export function wiringOf(relay: Relay, directory: string, cache?: CacheWiring): Wiring {
  const { address, credential } = relay
  return {
    directory,
    relay: address,
    proxy: relay.proxy.reveal(),
    credential,
    inbox: INBOX,
    mirrorPrefix,
    credentialDirectories: credentialDirectories(homedir(), process.env),
    ...(cache ? { cache } : {}),
  }
}

/** How cache mounts are packed and unpacked: by this program, started once more. */
export function mountsWiring(writable: boolean, maxSize: number): MountsWiring {
  const [, entry = ''] = process.argv
  return { carrier: [process.execPath, entry], writable, maxSize }
}

/** Stands in a plan that is only printed, where a run has its private directory, its port and its credential. */
export const PLACEHOLDERS: Wiring = {
  directory: '/PRIVATE',
  relay: '127.0.0.1:PORT',
  proxy: 'http://127.0.0.1:PORT',
  credential: { username: 'dockless', password: new Secret('of this run alone') },
  inbox: INBOX,
  mirrorPrefix,
}
