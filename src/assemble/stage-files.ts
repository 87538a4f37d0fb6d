import { applyChanges, type Change } from './draft.js'
import { Tree } from './tree.js'

/**
 * The files of a stage as they are so far. The base is read only when somebody asks: an image that gets an ENV, or
 * layers by `COPY --link`, never needs its base's layers here.
 */
export class StageFiles {
  #base: (() => Promise<Tree>) | undefined
  #tree: Promise<Tree> | undefined
  #above: (readonly Change[])[] = []

  /** `base` gives a tree that is ours to change. */
  constructor(base: () => Promise<Tree>) {
    this.#base = base
  }

  static empty(): StageFiles {
    return new StageFiles(() => Promise.resolve(new Tree()))
  }

  /** The files; the same tree every time, changed in place by the stage's instructions. */
  async tree(): Promise<Tree> {
    this.#tree ??= this.#base?.()
    this.#base = undefined
    const tree = (await this.#tree) ?? new Tree()
    for (let next = this.#above.shift(); next; next = this.#above.shift()) applyChanges(tree, next)
    return tree
  }

  /** Lays a layer on top that was made without looking at what is below it. */
  stack(changes: readonly Change[]): void {
    this.#above.push(changes)
  }

  /** The files of a stage that builds on this finished one. */
  child(): StageFiles {
    return new StageFiles(async () => (await this.tree()).clone())
  }
}
