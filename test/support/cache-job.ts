import { runJob } from '../cache/fixture.js'
import { openTestStore, type TestPlace } from './cache-stores.js'

/** A job in a process of its own, so that it can be killed. Its argument says what it is; it tells how far it is. */
interface Told {
  readonly place: TestPlace
  /** What it may write to besides the store. */
  readonly directory: string
  readonly steps: readonly string[]
}

const tell = (line: string): void => void process.stdout.write(`${line}\n`)
const { place, directory, steps }: Told = JSON.parse(process.argv[2] ?? '')
await using store = openTestStore(place, directory)
tell('begun')
await runJob(steps, { store: store.store, directory, saving: () => tell('saving') })
tell('ended')
