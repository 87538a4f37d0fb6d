import { stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Host, Outputs } from '../port/host.js'
import type { HostOptions } from './options.js'
import { terminalHost } from './terminal.js'

/** A step of a Tekton task: results are files, and Tekton Chains signs what IMAGE_URL and IMAGE_DIGEST name. */
export function tektonHost(options: HostOptions, results: string): Host {
  const terminal = terminalHost(options)
  return {
    ...terminal,
    name: 'tekton',
    async publish(outputs) {
      await terminal.publish(outputs)
      await writeResults(results, outputs)
    },
  }
}

async function writeResults(directory: string, outputs: Outputs): Promise<void> {
  const there = await stat(directory).catch(() => undefined)
  if (!there?.isDirectory()) return
  await writeFile(path.join(directory, 'IMAGE_DIGEST'), outputs.digest)
  await writeFile(path.join(directory, 'IMAGE_URL'), outputs.tags[0] ?? '')
}
