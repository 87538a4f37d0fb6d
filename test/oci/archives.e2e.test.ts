import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeDockerArchive } from '../../src/oci/docker-archive.js'
import { writeLayout, writeLayoutArchive } from '../../src/oci/layout.js'
import { parseReference } from '../../src/oci/reference.js'
import { assembleText } from '../assemble/fixture.js'
import { must } from '../support/command.js'
import { compareImages, readLayoutImage } from '../support/image-diff.js'

let directory = ''
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dockless-archives-'))
})
afterAll(() => rm(directory, { recursive: true }))

test('skopeo reads a layout, its archive and a docker archive as the same image', async () => {
  const image = await assembleText(
    'FROM scratch\nCOPY <<x /d/x\nhello\nx\nUSER 5\nWORKDIR /w\nCMD ["/d/x"]\n',
  )
  const tag = parseReference('example.com/a/b:1')
  if ('reason' in tag) throw new Error(tag.reason)
  const at = (name: string): string => join(directory, name)
  await writeLayout(image, at('layout'), '1')
  await writeLayoutArchive(image, at('oci.tar'), '1')
  await writeDockerArchive(image, at('docker.tar'), [tag])
  const sources = [
    `oci:${at('layout')}:1`,
    `oci-archive:${at('oci.tar')}:1`,
    `docker-archive:${at('docker.tar')}:example.com/a/b:1`,
  ]
  const own = await readLayoutImage(at('layout'))
  for (const [number, source] of sources.entries()) {
    const copy = at(`copy-${number}`)
    await must({ argv: ['skopeo', '--insecure-policy', 'copy', '--quiet', source, `oci:${copy}:x`] })
    expect(compareImages(own, await readLayoutImage(copy), { times: true }), source).toEqual([])
  }
})

test('skopeo adds to a layout of ours, and we to one of skopeo’s', async () => {
  const [one, two] = await Promise.all(
    ['1', '2'].map((text) => assembleText(`FROM scratch\nLABEL n=${text}\nWORKDIR /w\n`)),
  )
  if (!one || !two) throw new Error('two images were to be made')
  const layout = join(directory, 'shared')
  await writeLayout(one, layout, 'one')
  await must({
    argv: ['skopeo', '--insecure-policy', 'copy', '--quiet', `oci:${layout}:one`, `oci:${layout}:again`],
  })
  await writeLayout(two, layout, 'two')
  for (const [name, digest] of [
    ['one', one.manifest.digest],
    ['again', one.manifest.digest],
    ['two', two.manifest.digest],
  ] as const) {
    const done = await must({ argv: ['skopeo', 'inspect', '--format={{.Digest}}', `oci:${layout}:${name}`] })
    expect(done.stdout.trim()).toBe(digest)
  }
})
