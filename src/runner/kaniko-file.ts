import { createReadStream } from 'node:fs'
import { messageOf } from '../errors/errors.js'
import { dynamicProgram, libraryFiles } from './elf.js'
import type { Tool } from './facts.js'

const CHUNK = 1 << 20
// Go keeps these as text in every binary, close together: the path of the main package, its dependencies, and the
// linker's flags where they were not trimmed.
const MAIN = Buffer.from('/kaniko/cmd/executor\n')
const MODULE = /path\tgithub\.com\/([\w.-]{1,64})\/kaniko\/cmd\/executor\n/
const VERSION = /\/kaniko\/pkg\/version\.version=v?(\d[\w.+-]{0,64})/
const BEFORE = 256

/**
 * What an executor's file says of itself: `1.28.3 of osscontainertools`. It is never run to be asked, because all that
 * it runs in is at its mercy; and `executor` is a name that other programs have too.
 */
export async function knowKaniko(file: string): Promise<Tool> {
  const said = await buildInformation(file).catch((error: unknown) => ({ problem: messageOf(error) }))
  if (typeof said === 'object')
    return { path: file, version: undefined, problem: `it cannot be read: ${said.problem}` }
  const owner = MODULE.exec(said)?.[1]
  if (owner === undefined)
    return { path: file, version: undefined, problem: 'its file does not say that it is kaniko’s executor' }
  const version = `${VERSION.exec(said)?.[1] ?? 'unnumbered'} of ${owner}`
  const dynamic = await dynamicProgram(file)
  if (!dynamic) return { path: file, version }
  const libraries = await libraryFiles(dynamic)
  if (libraries) return { path: file, version, libraries }
  const problem = `not every library that it needs is here (${[dynamic.loader, ...dynamic.needed].join(', ')}): build it with CGO_ENABLED=0`
  return { path: file, version, problem }
}

/** The part of the file in which the main package is named, and at most a chunk more; empty when there is none. */
async function buildInformation(file: string): Promise<string> {
  let carried = Buffer.alloc(0)
  let found = ''
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK })) {
    if (!Buffer.isBuffer(chunk)) break
    if (found !== '') return found + chunk.toString('latin1')
    const bytes = Buffer.concat([carried, chunk])
    const at = bytes.indexOf(MAIN)
    if (at !== -1) found = bytes.subarray(Math.max(0, at - BEFORE)).toString('latin1')
    carried = Buffer.from(bytes.subarray(-BEFORE))
  }
  return found
}
