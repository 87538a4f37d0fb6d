import type { Mount } from './proc.js'

/** What tells a container from a machine, gathered by the caller. */
export interface ContainerSigns {
  /** Files that exist, out of `CONTAINER_FILES`. */
  readonly files: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly mounts: readonly Mount[]
  /** `/proc/self/ns/pid`: `pid:[4026531836]` */
  readonly pidNamespace: string | undefined
}

const INITIAL_PID_NAMESPACE = 'pid:[4026531836]' // PROC_PID_INIT_INO of the kernel

/** Files that Docker and Podman leave in every container of theirs. */
export const CONTAINER_FILES = ['/.dockerenv', '/run/.containerenv'] as const

/**
 * How we know that we are in a container, in words; undefined on a plain machine. A virtual machine whose disk was
 * made from a container image has the image's files too, so these do not count where all processes of the machine
 * are seen and the root is no overlay.
 */
export function containerEvidence(signs: ContainerSigns): string | undefined {
  const { files, env, mounts, pidNamespace } = signs
  const [file] = files
  const overlay = mounts.findLast((mount) => mount.mountPoint === '/')?.filesystem === 'overlay'
  if (file !== undefined && (overlay || pidNamespace !== INITIAL_PID_NAMESPACE)) return `${file} exists`
  if (inKubernetes(env)) return 'KUBERNETES_SERVICE_HOST is set'
  const kind = env['container']
  if (kind) return `the variable container is "${kind}"`
  return overlay ? 'the root filesystem is an overlay' : undefined
}

/** Kubernetes puts this variable into every container of a pod. */
export function inKubernetes(env: NodeJS.ProcessEnv): boolean {
  return Boolean(env['KUBERNETES_SERVICE_HOST'])
}
