import type { Host } from '../port/host.js'
import { sourceFromGit } from './git-source.js'
import { type HostOptions, temporaryOf } from './options.js'
import { writeOutputFiles } from './output-files.js'
import { plainSink } from './plain-sink.js'
import { memoryState } from './state-file.js'

/** A laptop, a Kubernetes Job, a CI that we do not know: text for people and nothing else. */
export function terminalHost(options: HostOptions): Host {
  const state = memoryState()
  return {
    name: 'terminal',
    sink: plainSink(options),
    temporary: temporaryOf(options),
    workspace: options.cwd,
    source: () => sourceFromGit(options.cwd),
    credentials: () => [],
    gitCredentials: () => [],
    mask() {},
    publish: (outputs) => writeOutputFiles(options, options.cwd, outputs),
    async summary() {},
    saveState: state.save,
    state: state.get,
  }
}
