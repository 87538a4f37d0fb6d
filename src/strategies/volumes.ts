import type { Task } from './strategy.js'

/**
 * What is said where a builder restores the contents of a VOLUME after each RUN, as Docker's first builder did; BuildKit
 * keeps what the step wrote. `who` begins the sentence. Empty when no RUN of the target stands below a VOLUME of its stage.
 */
export function droppedFromVolumes({ dockerfile, needs }: Task, who: string): string[] {
  const places = needs.runs.filter(({ line }) =>
    dockerfile.stages.some(({ instructions }) => {
      const run = instructions.findIndex((one) => one.kind === 'RUN' && one.lines.start === line)
      return instructions.slice(0, Math.max(run, 0)).some(({ kind }) => kind === 'VOLUME')
    }),
  )
  if (places.length === 0) return []
  const where = places.map(({ file, line }) => `${file}:${line}`).join(', ')
  return [`${who} drops what a RUN step writes into a VOLUME that is declared above it: see ${where}`]
}
