import { expect, test } from 'vitest'
import { KeyedLock } from '../../src/relay/keyed-lock.js'

test('one at a time for a key, in order; other keys do not wait; a failure frees it', async () => {
  const lock = new KeyedLock()
  const order: string[] = []
  let open = (): void => {}
  const gate = new Promise<void>((resolve) => {
    open = resolve
  })
  const first = lock.hold('a', async () => {
    await gate
    order.push('first')
    throw new Error('failed')
  })
  const second = lock.hold('a', async () => order.push('second'))
  await lock.hold('b', async () => order.push('other'))
  open()
  await expect(first).rejects.toThrow('failed')
  await second
  expect(order).toEqual(['other', 'first', 'second'])
})
