/** Numbers from 0 to 1, the same ones for the same seed (a linear congruential generator; constants of ANSI C). */
export function pickerOf(seed: number): () => number {
  let state = seed >>> 0
  const next = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return (state >>> 1) / 2 ** 31
  }
  next() // neighbouring seeds begin alike
  return next
}
