import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createSecureContext } from 'node:tls'
import { BlobStore } from '../../src/cache/blob-store.js'
import { LazyContent, type OriginReader } from '../../src/cache/lazy-content.js'
import type { ProxyAccess } from '../../src/http/tunnel.js'
import { digestOf } from '../../src/oci/digest.js'
import { MediaType } from '../../src/oci/media-types.js'
import { Catalog } from '../../src/relay/catalog.js'
import { listen } from '../../src/relay/listener.js'
import { RegistryServer } from '../../src/relay/registry-server.js'
import { Repositories } from '../../src/relay/repositories.js'
import { Client } from './http.js'

/** A directory that goes with the test. */
export async function scratch(): Promise<AsyncDisposable & { readonly path: string }> {
  const directory = await mkdtemp(path.join(tmpdir(), 'relay-test-'))
  return {
    path: directory,
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  }
}

/** Nobody is between here and the hosts. */
export const NO_PROXIES: ProxyAccess = {
  proxyFor: () => undefined,
  trusted: () => Promise.resolve(createSecureContext()),
}

export async function contentIn(directory: string, reader?: OriginReader): Promise<LazyContent> {
  return new LazyContent(await BlobStore.open(path.join(directory, 'blobs')), reader)
}

/** Answers a request in the registry's place when it returns true. */
type Intercept = (request: IncomingMessage, response: ServerResponse) => boolean

export interface Standalone extends AsyncDisposable {
  readonly client: Client
  /** `METHOD path` of everything that was asked, in order. */
  readonly requests: string[]
  intercept: Intercept | undefined
}

/** The stand-alone registry on a free port, without a credential. */
export async function standalone(root: string): Promise<Standalone> {
  const server = new RegistryServer({
    repositories: new Repositories(
      await contentIn(root),
      await Catalog.load(path.join(root, 'repositories')),
      'repository',
    ),
    deletable: true,
    admit: () => {},
  })
  const requests: string[] = []
  const request = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    requests.push(`${incoming.method} ${incoming.url}`)
    if (!running.intercept?.(incoming, response)) await server.handle(incoming, response)
  }
  const listener = await listen({ request }, { host: '127.0.0.1', port: 0 })
  const running: Standalone = {
    client: new Client(`127.0.0.1:${listener.port}`),
    requests,
    intercept: undefined,
    async [Symbol.asyncDispose]() {
      await listener[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
    },
  }
  return running
}

/** A blob of random bytes. */
export function someBlob(size = 1000, algorithm: 'sha256' | 'sha512' = 'sha256') {
  const bytes: Buffer = randomBytes(size)
  return { bytes, digest: digestOf(bytes, algorithm), size }
}

/** An image manifest of a config and layers. */
export function someImage(
  parts: { config?: ReturnType<typeof someBlob>; layers?: readonly ReturnType<typeof someBlob>[] } = {},
  extra: Readonly<Record<string, unknown>> = {},
) {
  const config = parts.config ?? someBlob()
  const layers = parts.layers ?? [someBlob()]
  const document = {
    schemaVersion: 2,
    mediaType: MediaType.manifest,
    config: { mediaType: MediaType.config, digest: config.digest, size: config.size },
    layers: layers.map(({ digest, size }) => ({ mediaType: MediaType.layerGzip, digest, size })),
    ...extra,
  }
  const bytes = Buffer.from(JSON.stringify(document))
  const mediaType: string = MediaType.manifest
  return { bytes, digest: digestOf(bytes), size: bytes.length, config, layers, mediaType }
}

/** Pushes a blob as most clients do: POST, then PUT. */
export async function pushBlob(
  client: Client,
  name: string,
  blob: ReturnType<typeof someBlob>,
): Promise<void> {
  const begun = await client.call('POST', `/v2/${name}/blobs/uploads/`)
  const done = await client.call('PUT', `${begun.headers.location}?digest=${blob.digest}`, {
    body: blob.bytes,
  })
  if (done.status !== 201) throw new Error(`the blob was answered with ${done.status} ${done.text}`)
}

/** Pushes an image with all that it names. */
export async function pushImage(
  client: Client,
  name: string,
  reference: string,
  image: ReturnType<typeof someImage>,
): Promise<void> {
  for (const blob of [image.config, ...image.layers]) await pushBlob(client, name, blob)
  const done = await client.call('PUT', `/v2/${name}/manifests/${reference}`, {
    body: image.bytes,
    headers: { 'Content-Type': image.mediaType },
  })
  if (done.status !== 201) throw new Error(`the manifest was answered with ${done.status} ${done.text}`)
}
