import { needsOf } from '../../src/dockerfile/needs.js'
import { parseDockerfile } from '../../src/dockerfile/parse.js'
import { Secret } from '../../src/log/secret.js'
import { nativePlatform } from '../../src/oci/platform.js'
import { parseReference, type Reference } from '../../src/oci/reference.js'
import type { BuildRequest } from '../../src/request/request.js'
import type { Facts } from '../../src/runner/facts.js'
import type { Task, Wiring } from '../../src/strategies/strategy.js'
import { MACHINE } from '../runner/facts-fixture.js'

/** A reference that is one. */
export function reference(text: string): Reference {
  const parsed = parseReference(text)
  if ('reason' in parsed) throw new Error(parsed.reason)
  return parsed
}

const REQUEST: BuildRequest = {
  context: { kind: 'path', path: '/src/app' },
  file: undefined,
  target: undefined,
  buildArgs: {},
  buildContexts: {},
  labels: {},
  annotations: [],
  tags: [reference('registry.example/team/app:1')],
  platform: nativePlatform(),
  push: true,
  outputs: [],
  noCache: false,
  pull: false,
  secrets: [],
  ssh: [],
  network: 'default',
  addHosts: [],
  shmSize: undefined,
  limits: [],
  strategy: 'auto',
  builder: undefined,
  tools: { fetch: true, mirror: undefined, images: {} },
  logins: [],
  mirrors: [],
  insecureRegistries: [],
  caCertificates: [],
  cache: {
    store: { kind: 'none' },
    isGiven: false,
    mode: 'max',
    scope: undefined,
    maxSize: 4 * 1024 ** 3,
    mounts: [],
  },
  project: { jib: {}, jkube: {} },
  s2i: { builder: undefined, environment: {}, incremental: false },
  allowPrivileged: false,
  allowSharedCredentials: false,
  sourceDateEpoch: undefined,
}

/** A task: a Dockerfile's text, and what differs from a plain request. */
export function taskOf(text: string, request: Partial<BuildRequest> = {}): Task {
  const whole = { ...REQUEST, ...request }
  const dockerfile = parseDockerfile(text, 'Dockerfile')
  const { buildArgs, platform, target, buildContexts } = whole
  return {
    request: whole,
    context: {
      directory: '/src/app',
      dockerfile: '/src/app/Dockerfile',
      ignoreFile: '/src/app/.dockerignore',
      named: {},
    },
    dockerfile,
    needs: needsOf(dockerfile, { buildArgs, platform, target, namedContexts: buildContexts }),
  }
}

/** An unprivileged user's machine on which every builder works. */
export const RUNNER: Facts = {
  ...MACHINE,
  tools: {
    ...MACHINE.tools,
    buildah: { path: '/usr/bin/buildah', version: 'buildah version 1.28.2 (image-spec 1.1.0)' },
  },
}

/** The runner with some trials failed. */
export function without(...trials: (keyof Facts['trials'])[]): Facts {
  const failed = { holds: false, evidence: 'Operation not permitted' }
  return {
    ...RUNNER,
    trials: { ...RUNNER.trials, ...Object.fromEntries(trials.map((name) => [name, failed])) },
  }
}

export const WIRING: Wiring = {
  directory: '/tmp/private',
  relay: '127.0.0.1:4711',
  proxy: 'http://127.0.0.1:4711',
  credential: { username: 'run', password: new Secret('ephemeral') },
  inbox: 'in/image',
  mirrorPrefix: (registry) => `o/${registry.replace(':', '_')}`,
}

/** The values of a flag that may be given again and again. */
export function valuesOf(argv: readonly string[], flag: string): string[] {
  return argv.flatMap((word, index) => (argv[index - 1] === flag ? [word] : []))
}
