import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { hasEnded, OWNER, ourselves } from '../../src/lifetime/owner.js'

test('we are alive, and a process of our pid that started at another time is not', async () => {
  const us = await ourselves()
  expect(us).toMatch(new RegExp(`^${OWNER.source}$`))
  expect(await hasEnded(us)).toBe(false)
  const [pid, , namespace] = us.split('-')
  expect(await hasEnded(`${pid}-1-${namespace}`)).toBe(true)
})

test('of a process in another pid namespace nothing is known', async () => {
  const [pid, start] = (await ourselves()).split('-')
  expect(await hasEnded(`${pid}-${start}-zzzzzz`)).toBe(false)
  expect(await hasEnded('999999999-1-zzzzzz')).toBe(false)
})

test('a child that has ended has ended', async () => {
  const child = spawn(process.execPath, ['-e', ''])
  const [, , namespace] = (await ourselves()).split('-')
  await once(child, 'exit')
  expect(await hasEnded(`${child.pid}-1-${namespace}`)).toBe(true)
})
