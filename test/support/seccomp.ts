import { readFileSync } from 'node:fs'
import { release } from 'node:os'
import { fromTestbed } from './testbed.js'

/** A condition of a rule in a profile of Docker's form. */
interface Condition {
  readonly caps?: readonly string[]
  readonly arches?: readonly string[]
  readonly minKernel?: string
}

interface Rule {
  readonly names: readonly string[]
  readonly action: string
  readonly errnoRet?: number
  readonly args?: readonly object[]
  readonly includes?: Condition
  readonly excludes?: Condition
}

interface DockerProfile {
  readonly defaultAction: string
  readonly defaultErrnoRet?: number
  readonly archMap: readonly {
    readonly architecture: string
    readonly subArchitectures: readonly string[] | null
  }[]
  readonly syscalls: readonly Rule[]
}

/** Podman's and Buildah's, as Debian packs it. */
const PODMAN_PROFILE = '/usr/share/containers/seccomp.json'

/**
 * An engine's default seccomp profile in the form that an OCI runtime reads: the engine's own has rules that hold only
 * with a capability, on a processor or from a kernel on, and the engine resolves them before it calls the runtime.
 * `crio`: Podman's without unshare(2).
 */
export function seccompProfile(
  engine: 'docker' | 'podman' | 'crio',
  capabilities: readonly string[],
): object {
  const profile = readProfile(
    engine === 'docker' ? fromTestbed('share/seccomp-default.json') : PODMAN_PROFILE,
  )
  const closed = new Set(engine === 'crio' ? ['unshare'] : [])
  const here: Situation = {
    capabilities: new Set(capabilities),
    arch: process.arch === 'x64' ? 'amd64' : process.arch,
    kernel: release(),
  }
  const native = process.arch === 'x64' ? 'SCMP_ARCH_X86_64' : 'SCMP_ARCH_AARCH64'
  const architectures = profile.archMap
    .filter((entry) => entry.architecture === native)
    .flatMap((entry) => [entry.architecture, ...(entry.subArchitectures ?? [])])
  return {
    defaultAction: profile.defaultAction,
    ...(profile.defaultErrnoRet === undefined ? {} : { defaultErrnoRet: profile.defaultErrnoRet }),
    architectures,
    syscalls: profile.syscalls
      .filter((rule) => applies(rule, here))
      .map(({ names, action, errnoRet, args }) => ({
        names: names.filter((name) => !closed.has(name)),
        action,
        ...(errnoRet === undefined ? {} : { errnoRet }),
        ...(args === undefined ? {} : { args }),
      })),
  }
}

interface Situation {
  readonly capabilities: ReadonlySet<string>
  readonly arch: string
  readonly kernel: string
}

function applies({ includes, excludes }: Rule, here: Situation): boolean {
  const excluded =
    excludes?.caps?.some((cap) => here.capabilities.has(cap)) === true ||
    excludes?.arches?.includes(here.arch) === true
  return (
    !excluded &&
    (includes?.caps?.every((cap) => here.capabilities.has(cap)) ?? true) &&
    (includes?.arches?.includes(here.arch) ?? true) &&
    (includes?.minKernel === undefined || isAtLeast(here.kernel, includes.minKernel))
  )
}

function isAtLeast(kernel: string, wanted: string): boolean {
  const [major = 0, minor = 0] = kernel.split('.').map((part) => Number.parseInt(part, 10))
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split('.').map((part) => Number.parseInt(part, 10))
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)
}

function readProfile(file: string): DockerProfile {
  const profile: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (!isProfile(profile)) throw new Error(`${file} is no seccomp profile of Docker's form`)
  return profile
}

function isProfile(value: unknown): value is DockerProfile {
  return (
    typeof value === 'object' &&
    value !== null &&
    'defaultAction' in value &&
    'archMap' in value &&
    Array.isArray(value.archMap) &&
    'syscalls' in value &&
    Array.isArray(value.syscalls)
  )
}
