import type { Mount } from './proc.js'

/** What tells a container from a machine, gathered by the caller. */
export interface ContainerSigns {
  /** Files that exist, out of `CONTAINER_FILES`. */
  readonly files: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly mounts: readonly Mount[]
}

/** Files that Docker and Podman leave in every container of theirs. */
export const CONTAINER_FILES = ['/.dockerenv', '/run/.containerenv'] as const

/** How we know that we are in a container, in words; undefined on a plain machine. */
export function containerEvidence(signs: ContainerSigns): string | undefined {
  const [file] = signs.files
  if (file !== undefined) return `${file} exists`
  if (inKubernetes(signs.env)) return 'KUBERNETES_SERVICE_HOST is set'
  const kind = signs.env['container']
  if (kind) return `the variable container is "${kind}"`
  const root = signs.mounts.findLast((mount) => mount.mountPoint === '/')
  if (root?.filesystem === 'overlay') return 'the root filesystem is an overlay'
  return undefined
}

/** Kubernetes puts this variable into every container of a pod. */
export function inKubernetes(env: NodeJS.ProcessEnv): boolean {
  return Boolean(env['KUBERNETES_SERVICE_HOST'])
}
