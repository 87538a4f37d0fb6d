import { assemble } from './assemble.js'
import { buildah } from './buildah.js'
import { buildkit } from './buildkit.js'
import { kaniko } from './kaniko.js'
import type { Strategy } from './strategy.js'

/** Every strategy, in the order in which `auto` asks them: the one that needs least of the runner comes first. */
export const STRATEGIES: readonly Strategy[] = [assemble, buildkit, buildah, kaniko]
