import { expect, test } from 'vitest'
import { digestOf } from '../../src/oci/digest.js'
import { inOciForm } from '../../src/strategies/rewrite.js'
import { MemoryContent } from '../oci/memory-content.js'

const DOCKER = 'application/vnd.docker.distribution.manifest.v2+json'
const OCI = 'application/vnd.oci.image.manifest.v1+json'

/** An image of this config and these layers, in Docker's form. */
function dockerImage(content: MemoryContent, config: object, layers: readonly object[]) {
  const { digest } = content.put(Buffer.from(JSON.stringify(config)))
  const size = JSON.stringify(config).length
  const mediaType = 'application/vnd.docker.container.image.v1+json'
  const manifest = { schemaVersion: 2, mediaType: DOCKER, config: { mediaType, digest, size }, layers }
  const bytes = Buffer.from(JSON.stringify(manifest))
  return { manifest: { mediaType: DOCKER, digest: digestOf(bytes), size: bytes.length }, bytes, content }
}

test('an image in Docker’s form becomes one of the OCI: nothing of a container is left, nothing of the image is lost', async () => {
  const content = new MemoryContent()
  const kept = {
    Env: ['A=1'],
    Cmd: ['sh'],
    Healthcheck: { Test: ['CMD', 'true'] },
    OnBuild: ['RUN true'],
    Shell: ['/bin/sh', '-e', '-c'],
    Labels: { a: 'b' },
  }
  const docker = {
    architecture: 'amd64',
    os: 'linux',
    created: '2020-01-01T00:00:00Z',
    container: 'c0ffee',
    container_config: { Hostname: 'c0ffee', Cmd: ['sh'] },
    docker_version: '20.10',
    config: {
      ...{ Hostname: 'c0ffee', Domainname: '', Image: 'sha256:1', Tty: false, ...kept },
      ExposedPorts: { '53/udp': {}, '8000-8002/tcp': {} },
    },
    history: [
      { created_by: 'base', comment: 'FROM alpine' },
      { created_by: 'RUN', comment: 'FROM 0123456789ab' },
    ],
    rootfs: { type: 'layers', diff_ids: [] },
    'x-unknown': 1,
  }
  const layer = { digest: digestOf('layer'), size: 5 }
  const image = dockerImage(content, docker, [
    { mediaType: 'application/vnd.docker.image.rootfs.diff.tar.gzip', ...layer },
  ])

  const { manifest, bytes } = await inOciForm(image)
  expect(manifest).toEqual({ mediaType: OCI, digest: digestOf(bytes), size: bytes.length })
  const document = JSON.parse(Buffer.from(bytes).toString())
  expect(document).toEqual({
    schemaVersion: 2,
    mediaType: OCI,
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...document.config },
    layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', ...layer }],
  })
  const config = content.blobs.get(document.config.digest)
  expect(document.config.size).toBe(config?.length)
  const { container: _1, container_config: _2, docker_version: _3, ...ours } = docker
  expect(JSON.parse(config?.toString() ?? '')).toEqual({
    ...ours,
    history: [{ created_by: 'base', comment: 'FROM alpine' }, { created_by: 'RUN' }],
    config: { ...kept, ExposedPorts: { '53/udp': {}, '8000/tcp': {}, '8001/tcp': {}, '8002/tcp': {} } },
  })
})

test('an image of the OCI stays as it is, to the byte', async () => {
  const content = new MemoryContent()
  const image = dockerImage(content, {}, [])
  const oci = { ...image, manifest: { ...image.manifest, mediaType: OCI } }
  expect(await inOciForm(oci)).toBe(oci)
})
