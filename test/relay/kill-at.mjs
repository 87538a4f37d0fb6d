// Loaded into a process by a test (--import): kills it with SIGKILL at one of its changes to the file system.
// KILL_AT is `<number>:<moment>`; the moments are before the change, after it, and, of a write, halfway through.
import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

const [number, moment] = process.env.KILL_AT.split(':')
let left = Number(number)
const die = () => process.kill(process.pid, 'SIGKILL')

function deadly(owner, name, isChange = () => true) {
  const original = owner[name]
  owner[name] = async function change(...args) {
    if (!isChange(...args) || --left !== 0) return original.apply(this, args)
    if (moment === 'halfway' && (name === 'writev' || name === 'writeFile')) {
      const bytes = name === 'writev' ? Buffer.concat(args[0]) : Buffer.from(args[0])
      await this.write(bytes, 0, bytes.length >> 1, name === 'writev' ? args[1] : 0)
    } else if (moment === 'after') await original.apply(this, args)
    die()
    return new Promise(() => {})
  }
}

const handle = await fs.open('/dev/null')
const handles = Object.getPrototypeOf(handle)
await handle.close()
for (const name of ['writev', 'writeFile', 'datasync']) deadly(handles, name)
for (const name of ['rename', 'rm']) deadly(fs, name)
deadly(fs, 'open', (_file, flags) => flags !== undefined && flags !== 'r')
syncBuiltinESMExports()
