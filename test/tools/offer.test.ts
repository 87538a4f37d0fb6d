import { describe, expect, test } from 'vitest'
import { parseReference, type Reference } from '../../src/oci/reference.js'
import { catalogue } from '../../src/tools/catalogue.js'
import { type Offer, toFetch, withOffers } from '../../src/tools/offer.js'
import { MACHINE } from '../runner/facts-fixture.js'

const DIGEST = `sha256:${'a'.repeat(64)}`

function reference(text: string): Reference {
  const parsed = parseReference(text)
  if ('reason' in parsed) throw new Error(parsed.reason)
  return parsed
}

function buildkit(installed: boolean): Offer {
  const tool = catalogue().find(({ name }) => name === 'buildkit')
  if (!tool) throw new Error('the catalogue has no BuildKit')
  return { tool, directory: '/tools/buildkit/0.33.0/x64', installed }
}

const BARE = { ...MACHINE, tools: { ...MACHINE.tools, buildkitd: undefined, buildctl: undefined } }

describe('the catalogue', () => {
  test('pins every image by digest, and names what is asked for a version', () => {
    for (const { image, version } of catalogue()) {
      expect(image.digest).toMatch(/^sha256:[0-9a-f]{64}$/)
      expect(version).toMatch(/^\d+\.\d+\.\d+$/)
    }
  })

  test.each([
    ['mirror.example', 'mirror.example', 'moby/buildkit'],
    ['mirror.example:5000/hub/', 'mirror.example:5000', 'hub/moby/buildkit'],
  ])('behind tool-mirror %s the same digest is asked for', (mirror, registry, repository) => {
    const [plain, mirrored] = [catalogue(), catalogue({ mirror })].map((all) =>
      all.find(({ name }) => name === 'buildkit'),
    )
    expect(mirrored?.image).toEqual({ ...plain?.image, registry, repository })
  })

  test('an image of the user’s own choice is taken as it is, whatever the mirror', () => {
    const own = reference(`registry.example/tools/buildkit:v0.32.2@${DIGEST}`)
    const [tool] = catalogue({ mirror: 'mirror.example', images: { buildkit: own } })
    expect(tool).toMatchObject({ image: own, version: '0.32.2' })
  })

  test('an image for what is no builder is a mistake', () => {
    const own = reference(`registry.example/x@${DIGEST}`)
    expect(() => catalogue({ images: { builkit: own } })).toThrow('there is no builder "builkit"')
  })

  test('without a version in its tag it goes by its digest', () => {
    const own = reference(`registry.example/tools/buildkit@${DIGEST}`)
    expect(catalogue({ images: { buildkit: own } })[0]?.version).toBe('0.0.0-aaaaaaaaaaaa')
  })
})

describe('facts with the catalogue at hand', () => {
  test('what is not on PATH comes from the catalogue, and says that it must be fetched', () => {
    const { tools } = withOffers(BARE, [buildkit(false)])
    expect(tools.buildctl).toEqual({
      path: '/tools/buildkit/0.33.0/x64/buildctl',
      version: '0.33.0',
      fetch: expect.stringMatching(/^docker\.io\/moby\/buildkit:v0\.33\.0-rootless@sha256:/),
    })
    expect(tools.runc).toEqual(MACHINE.tools.runc)
  })

  test('what is installed is there like any other', () => {
    const { tools } = withOffers(BARE, [buildkit(true)])
    expect(tools.buildctl).toEqual({ path: '/tools/buildkit/0.33.0/x64/buildctl', version: '0.33.0' })
  })

  test('a program on PATH with a known defect gives way', () => {
    const runc = { path: '/usr/bin/runc', version: '1.0.0', problem: 'it does not know `run --keep`' }
    const { tools } = withOffers({ ...MACHINE, tools: { ...MACHINE.tools, runc } }, [buildkit(false)])
    expect(tools.runc).toMatchObject({ path: '/tools/buildkit/0.33.0/x64/runc' })
  })

  test('what a machine has stays what it is', () => {
    expect(withOffers(MACHINE, [buildkit(false)])).toEqual(MACHINE)
    expect(withOffers(BARE, [])).toEqual(BARE)
  })

  test('only what a plan runs is fetched', () => {
    const offers = [buildkit(false)]
    expect(toFetch(offers, ['/usr/bin/buildah', 'build'])).toEqual([])
    expect(toFetch(offers, ['/usr/bin/setpriv', '/tools/buildkit/0.33.0/x64/buildctl'])).toHaveLength(1)
    expect(toFetch([buildkit(true)], ['/tools/buildkit/0.33.0/x64/buildctl'])).toEqual([])
  })
})
