import type { Facts, Tool } from '../../runner/facts.js'
import { build, engineConditions } from './buildah.js'
import { planEngine } from './plan.js'
import { assessment, atLeast, broken, held, toolCondition } from '../conditions.js'
import type { Assessment, BuildPlan, Condition, Strategy, Task, Wiring } from '../strategy.js'

/** `podman build`: the buildah that every Podman has in it. No daemon and no socket of Podman's is used. */
export const podman: Strategy = { name: 'podman', assess, plan, build }

/** Which buildah is in which Podman (go.mod of its releases); a Podman between two has that of the older one. */
const BUILDAH_IN: readonly (readonly [podman: readonly [number, number], buildah: string])[] = [
  [[5, 6], '1.41.0'],
  [[5, 5], '1.40.0'],
  [[5, 4], '1.39.0'],
  [[5, 3], '1.38.0'],
  [[5, 2], '1.37.0'],
  [[5, 1], '1.36.0'],
  [[5, 0], '1.35.0'],
  [[4, 8], '1.33.0'],
  [[4, 7], '1.32.0'],
  [[4, 6], '1.31.0'],
  [[4, 5], '1.30.0'],
  [[4, 4], '1.29.0'],
  [[4, 3], '1.28.0'],
  [[4, 2], '1.27.0'],
  [[4, 1], '1.26.0'],
  [[4, 0], '1.24.0'],
]

function assess(task: Task, facts: Facts): Assessment {
  return assessment('podman', [
    toolCondition(facts, 'podman'),
    versionCondition(facts.tools.podman),
    ...engineConditions(task, withBuildah(facts)),
  ])
}

function versionCondition(tool: Tool | undefined): Condition {
  const said = tool?.version ?? 'unknown'
  const buildah = buildahIn(tool)
  if (buildah !== undefined) return held('version', `${said}, which has buildah ${buildah} or newer in it`)
  return broken('version', said, 'Install Podman 4.0 or newer')
}

function buildahIn(tool: Tool | undefined): string | undefined {
  return BUILDAH_IN.find(([[major, minor]]) => atLeast(tool, major, minor))?.[1]
}

/** The facts with Podman in buildah's place. */
function withBuildah(facts: Facts): Facts {
  const { podman: tool } = facts.tools
  const version = buildahIn(tool)
  const buildah = tool && { ...tool, version }
  return { ...facts, tools: { ...facts.tools, buildah } }
}

function plan(task: Task, facts: Facts, wiring: Wiring): BuildPlan {
  return planEngine(task, withBuildah(facts), wiring, {
    name: 'podman',
    // Neither systemd nor a journal is there to be used; Podman looks for both.
    global: ['--cgroup-manager', 'cgroupfs', '--events-backend', 'none'],
    retries: atLeast(facts.tools.podman, 5, 0),
    runtimeIsGlobal: true,
  })
}
