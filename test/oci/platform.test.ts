import { expect, test } from 'vitest'
import type { Platform } from '../../src/oci/image.js'
import { choosePlatform, formatPlatform, nativePlatform, parsePlatform } from '../../src/oci/platform.js'

test.each([
  ['linux/amd64', 'linux/amd64'],
  ['LINUX/x86_64', 'linux/amd64'],
  ['linux/aarch64', 'linux/arm64'],
  ['linux/arm64/v8', 'linux/arm64'],
  ['linux/arm', 'linux/arm/v7'],
  ['linux/arm/v6', 'linux/arm/v6'],
  ['linux/i386', 'linux/386'],
  [' linux/riscv64 ', 'linux/riscv64'],
])('%s is %s', (text, full) => {
  const platform = parsePlatform(text)
  expect(platform && formatPlatform(platform)).toBe(full)
})

test.each(['', 'linux', 'linux/', '/amd64', 'linux/arm/v7/x', 'linux/am d64', 'linux//v7'])(
  '%j is none',
  (text) => {
    expect(parsePlatform(text)).toBeUndefined()
  },
)

test('this machine is linux of its own architecture', () => {
  expect(nativePlatform().os).toBe('linux')
  expect(formatPlatform(nativePlatform())).toMatch(/^linux\/[a-z0-9]+/)
})

test.each<readonly [wanted: string, entries: readonly string[], chosen: string | undefined]>([
  ['linux/amd64', ['linux/arm64', 'linux/amd64'], 'linux/amd64'],
  ['linux/arm64', ['linux/amd64', 'linux/arm64/v8'], 'linux/arm64/v8'],
  ['linux/arm/v7', ['linux/arm/v6', 'linux/arm/v7'], 'linux/arm/v7'],
  ['linux/arm/v7', ['linux/arm/v6'], undefined],
  ['linux/amd64', ['linux/amd64/v3'], 'linux/amd64/v3'],
  ['linux/s390x', ['linux/amd64'], undefined],
  ['windows/amd64', ['linux/amd64'], undefined],
])('%s of %j: %s', (wanted, entries, chosen) => {
  const raw = (text: string): Platform => {
    const [os = '', architecture = '', variant] = text.split('/')
    return variant === undefined ? { os, architecture } : { os, architecture, variant }
  }
  const found = choosePlatform(
    entries.map((platform) => ({ platform: raw(platform) })),
    parsePlatform(wanted) ?? raw(wanted),
  )
  expect(found && formatPlatform(found.platform)).toBe(chosen)
})
