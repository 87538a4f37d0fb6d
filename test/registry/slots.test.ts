import { expect, test } from 'vitest'
import { Slots } from '../../src/registry/slots.js'

test('who waits comes in when somebody leaves, in order', async () => {
  const slots = new Slots(1)
  const order: string[] = []
  const leave = await slots.take()
  const second = slots.take().then((release) => (order.push('second'), release))
  const third = slots.take().then((release) => (order.push('third'), release))
  leave()
  leave() // twice is once
  ;(await second)()
  ;(await third)()
  expect(order).toEqual(['second', 'third'])
})

test('who gives up waiting takes no slot', async () => {
  const slots = new Slots(1)
  const leave = await slots.take()
  const controller = new AbortController()
  const reason = new Error('enough')
  const waiting = slots.take(controller.signal)
  controller.abort(reason)
  await expect(waiting).rejects.toBe(reason)
  await expect(slots.take(controller.signal)).rejects.toBe(reason)
  leave()
  expect(await slots.take()).toBeTypeOf('function')
})

test('many who wait on one signal raise no warning of a leak', async () => {
  const warnings: Error[] = []
  const note = (warning: Error): void => void warnings.push(warning)
  process.on('warning', note)
  const slots = new Slots(1)
  const { signal } = new AbortController()
  const leave = await slots.take(signal)
  const waiting = Array.from({ length: 30 }, async () => (await slots.take(signal))())
  leave()
  await Promise.all(waiting)
  await new Promise((resolve) => setImmediate(resolve))
  process.off('warning', note)
  expect(warnings).toEqual([])
})
