const PARALLEL = 4

/** Runs `body` for each item, a few at once. Rejects with the first failure, when the others are through. */
export async function inParallel<T>(items: readonly T[], body: (item: T) => Promise<void>): Promise<void> {
  const left = [...items]
  const work = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await body(item)
  }
  const results = await Promise.allSettled(Array.from({ length: PARALLEL }, work))
  for (const result of results) if (result.status === 'rejected') throw result.reason
}
