import { assemble } from './assemble.js'
import { buildah } from './buildah/buildah.js'
import { buildkit } from './buildkit/buildkit.js'
import { docker } from './docker/docker.js'
import { img } from './img.js'
import { jib } from './jvm/jib.js'
import { jkube } from './jvm/jkube.js'
import { kaniko } from './kaniko/kaniko.js'
import { podman } from './buildah/podman.js'
import { s2iWith } from './s2i.js'
import { forDockerfiles, forProjects } from './source.js'
import type { AnyStrategy } from './strategy.js'

/** Every strategy, in the order in which `auto` asks them: the one that needs least of the runner comes first. */
export const STRATEGIES: readonly AnyStrategy[] = [
  ...[
    assemble,
    buildkit,
    buildah,
    podman,
    kaniko,
    docker,
    img,
    s2iWith([buildkit, buildah, podman, kaniko]),
  ].map(forDockerfiles),
  ...[jib, jkube].map(forProjects),
]
