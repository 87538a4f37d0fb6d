import { describe, expect, test } from 'vitest'
import { hostOf } from '../../src/hosts/detect.js'
import type { HostName } from '../../src/port/host.js'

async function serviceOf(name: HostName, env: Record<string, string>) {
  const host = await hostOf(name, { env, cwd: '/builds/app', write() {}, colour: false, debug: false })
  const service = host.cacheService?.()
  if (service?.kind !== 'github') return service
  const { version, url, token, mode, hasPost } = service
  return { version, url: url.href, token: token.reveal(), mode, hasPost }
}

const V1 = { ACTIONS_CACHE_URL: 'https://ghes.example/abc/', ACTIONS_RUNTIME_TOKEN: 't' }
const V2 = { ...V1, ACTIONS_RESULTS_URL: 'https://results.example/', ACTIONS_CACHE_SERVICE_V2: 'True' }

describe('GitHub offers its cache service to actions', () => {
  test('version 2', async () => {
    expect(await serviceOf('github', { ...V2, INPUT_TAGS: '' })).toEqual({
      version: 2,
      url: 'https://results.example/',
      token: 't',
      mode: '',
      hasPost: true,
    })
  })
  test('version 1, where nothing says that there is a second one', async () => {
    const { ACTIONS_CACHE_SERVICE_V2: _, ...env } = V2
    expect(await serviceOf('github', env)).toMatchObject({
      version: 1,
      url: V1.ACTIONS_CACHE_URL,
      hasPost: false,
    })
  })
  test('version 1 without a token, as act has it', async () => {
    expect(await serviceOf('github', { ACTIONS_CACHE_URL: V1.ACTIONS_CACHE_URL })).toMatchObject({
      version: 1,
      token: '',
    })
  })
  test.each([
    [{}],
    [{ ACTIONS_RUNTIME_TOKEN: 't' }],
    [{ ...V2, ACTIONS_RUNTIME_TOKEN: '' }],
    [{ ...V2, ACTIONS_RESULTS_URL: 'no url' }],
  ])('none: %j', async (env) => {
    expect(await serviceOf('github', env)).toBeUndefined()
  })
})

test('GitLab keeps a directory of the project; nobody else keeps anything', async () => {
  expect(await serviceOf('gitlab', { CI_PROJECT_DIR: '/builds/app' })).toEqual({
    kind: 'directory',
    path: '/builds/app/.dockless-cache',
  })
  for (const name of ['jenkins', 'tekton', 'terminal'] as const)
    expect(await serviceOf(name, V2)).toBeUndefined()
})
