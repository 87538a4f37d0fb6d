import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dynamicProgram, libraryFiles } from '../../src/runner/elf.js'

let directory = ''
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'elf-'))
})
afterAll(() => rm(directory, { recursive: true }))

/** This Node is linked as some are; what the dynamic linker itself lists is what we must find. */
test('a dynamic program names its linker, and every library is found that the linker would load', async () => {
  const program = await dynamicProgram('/bin/sh')
  if (!program) throw new Error('/bin/sh is static here: choose another program')
  const files = await libraryFiles(program)
  const listed = execFileSync(program.loader, ['--list', '/bin/sh'], { encoding: 'utf8' })
  const names = [...listed.matchAll(/^\s*(?:(\S+) => )?(\/\S+)/gm)].map(([, name, file]) =>
    path.basename(name ?? file ?? ''),
  )
  expect(files?.[0]).toBe(program.loader)
  expect(files?.map((file) => path.basename(file)).toSorted()).toEqual([...new Set(names)].toSorted())
})

test('what is no dynamic program has none, whatever its bytes', async () => {
  const file = path.join(directory, 'file')
  const random = fc.uint8Array({ maxLength: 200 })
  await fc.assert(
    fc.asyncProperty(random, fc.boolean(), async (bytes, elf) => {
      await writeFile(file, elf ? Buffer.concat([Buffer.from('\x7fELF\x02\x01', 'latin1'), bytes]) : bytes)
      const program = await dynamicProgram(file)
      if (program !== undefined) expect(program.needed).toBeInstanceOf(Array)
    }),
    { numRuns: 50 },
  )
  await writeFile(file, '#!/bin/sh\n')
  expect(await dynamicProgram(file)).toBeUndefined()
})

test('a library that is nowhere is told', async () => {
  expect(await libraryFiles({ loader: '/bin/sh', needed: ['libno-such-thing.so.9'] })).toBeUndefined()
  expect(await libraryFiles({ loader: '/bin/sh', needed: ['../escape.so'] })).toBeUndefined()
})
