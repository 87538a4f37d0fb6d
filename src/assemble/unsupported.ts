import { DocklessError, type Place } from '../errors/errors.js'
import type { AddInstruction, Dockerfile, StageInstruction } from '../dockerfile/ast.js'
import { isGitUrl } from '../dockerfile/needs.js'
import { StageScope } from '../dockerfile/scope.js'
import type { StagePlan } from '../dockerfile/stages.js'

/** Something that the assembler cannot do, in words that complete "it has …". */
export interface Unsupported {
  readonly what: string
  readonly place: Place
}

/**
 * What the target needs and the assembler cannot do: RUN, and little else. Empty when it can build it.
 * Pure. ONBUILD triggers of base images that the plan does not know are looked at when the build meets them.
 */
export function unsupported(
  dockerfile: Dockerfile,
  plan: StagePlan,
  buildArgs: Readonly<Record<string, string>>,
): readonly Unsupported[] {
  return plan.stages.flatMap(({ instructions }) => {
    const scope = StageScope.onImage(dockerfile, plan.globals, buildArgs, [])
    return instructions.flatMap((instruction) => {
      const problem = unsupportedInstruction(instruction, (word) => expanded(scope, word, instruction))
      declare(scope, instruction)
      return problem === undefined
        ? []
        : [{ what: problem, place: { file: dockerfile.file, line: instruction.lines.start } }]
    })
  })
}

/** What of one instruction the assembler cannot do; undefined when it can. `expand` expands a word of it. */
export function unsupportedInstruction(
  instruction: StageInstruction,
  expand: (word: string) => string,
): string | undefined {
  if (instruction.kind === 'RUN') return 'a RUN instruction, which only a builder with a kernel can run'
  if (instruction.kind === 'ADD') return checkedClone(instruction, expand)
  return undefined
}

/** fetchGit checks the commit out by its name; to hold a branch or tag against one is BuildKit's. */
function checkedClone(instruction: AddInstruction, expand: (word: string) => string): string | undefined {
  if (instruction.checksum === undefined) return undefined
  const git = instruction.sources.map(expand).some(isGitUrl)
  return git ? 'an ADD of a git repository with --checksum' : undefined
}

/** A word as far as it can be expanded without the base image: a failure is told by the build, with its place. */
function expanded(scope: StageScope, word: string, instruction: StageInstruction): string {
  return attempt(() => scope.expand(word, instruction.lines.start)) ?? word
}

function declare(scope: StageScope, instruction: StageInstruction): void {
  attempt(() => {
    if (instruction.kind === 'ARG') scope.declare(instruction)
    if (instruction.kind !== 'ENV') return
    for (const { name, value } of scope.expandPairs(instruction.pairs, instruction.lines.start))
      scope.set(name, value)
  })
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action()
  } catch (error) {
    if (error instanceof DocklessError) return undefined
    throw error
  }
}
