// Restores or saves a directory by the real @actions/cache, as actions/cache does in a job:
//   node actions-cache.mjs restore|save DIRECTORY KEY [PREFIX]
import { restoreCache, saveCache } from '@actions/cache'

const [, , verb, directory, key, prefix] = process.argv
if (verb === 'restore') await restoreCache([directory], key, [prefix])
else if ((await saveCache([directory], key)) < 0) process.exitCode = 1
