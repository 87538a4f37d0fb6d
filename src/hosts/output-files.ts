import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Outputs } from '../port/host.js'
import { type HostOptions, variable } from './options.js'

/** GitLab refuses a larger dotenv report. */
const DOTENV_SIZE = 5 * 1024

/**
 * Writes the outputs where the user asked for them: `DOCKLESS_DOTENV` as lines `NAME=value`, `DOCKLESS_JSON` as
 * one document. `defaults` are the files of a CI that collects them in any case. Paths are relative to `directory`.
 */
export async function writeOutputFiles(
  options: HostOptions,
  directory: string,
  outputs: Outputs,
  defaults: { readonly dotenv?: string; readonly json?: string } = {},
): Promise<void> {
  const dotenv = variable(options, 'DOCKLESS_DOTENV') ?? defaults.dotenv
  const json = variable(options, 'DOCKLESS_JSON') ?? defaults.json
  if (dotenv !== undefined) await writeFile(path.resolve(directory, dotenv), dotenvOf(outputs))
  if (json !== undefined) {
    await writeFile(path.resolve(directory, json), `${JSON.stringify(outputs, undefined, 2)}\n`)
  }
}

/**
 * The outputs as a dotenv report: one line each, 5 KiB at most. The names are not those of inputs: later jobs
 * inherit these variables, and a later build must not take them for its own. Tags that do not fit are left out;
 * `metadata` never fits and stands in the JSON document.
 */
export function dotenvOf(outputs: Outputs): string {
  const line = (name: string, value: string) => `DOCKLESS_OUTPUT_${name}=${value.replace(/[\r\n]+/g, ' ')}\n`
  const fixed = [
    line('IMAGE', outputs.image),
    line('DIGEST', outputs.digest),
    line('IMAGEID', outputs.imageid),
    line('STRATEGY', outputs.strategy),
    line('PLATFORMS', outputs.platforms.join(' ')),
  ].join('')
  let tags = [...outputs.tags]
  while (tags.length > 0 && Buffer.byteLength(fixed + line('TAGS', tags.join(' '))) > DOTENV_SIZE) {
    tags = tags.slice(0, -1)
  }
  return fixed + line('TAGS', tags.join(' '))
}
