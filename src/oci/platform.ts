import type { Platform } from './image.js'

const ARCHITECTURE: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  'x86-64': 'amd64',
  x64: 'amd64',
  aarch64: 'arm64',
  armhf: 'arm',
  armel: 'arm',
  i386: '386',
  i686: '386',
  ia32: '386',
  ppc64el: 'ppc64le',
}

/** Reads `os/arch[/variant]` as BuildKit does (`linux/aarch64` is `linux/arm64`); undefined when it is not one. */
export function parsePlatform(text: string): Platform | undefined {
  const [os, architecture, variant, ...more] = text.trim().toLowerCase().split('/')
  if (
    !os ||
    !architecture ||
    more.length > 0 ||
    !/^[a-z0-9._-]+$/.test(`${os}${architecture}${variant ?? ''}`)
  )
    return undefined
  const named = ARCHITECTURE[architecture] ?? architecture
  if (named === 'arm64' && (variant === undefined || variant === 'v8')) return { os, architecture: named }
  if (named === 'arm' && variant === undefined) return { os, architecture: named, variant: 'v7' }
  return variant ? { os, architecture: named, variant } : { os, architecture: named }
}

/** `linux/amd64`, `linux/arm/v7`. */
export function formatPlatform(platform: Platform): string {
  return [platform.os, platform.architecture, ...(platform.variant ? [platform.variant] : [])].join('/')
}

/** The platform that this process runs on, as an image platform: always linux, whose images we build. */
export function nativePlatform(): Platform {
  return parsePlatform(`linux/${process.arch}`) ?? { os: 'linux', architecture: process.arch }
}

/** Chooses the entry of an index for `wanted`: exact variant first, then no variant at all (containerd's order for these). */
export function choosePlatform<T extends { readonly platform?: Platform }>(
  entries: readonly T[],
  wanted: Platform,
): T | undefined {
  const same = entries.filter(
    (e) => e.platform?.os === wanted.os && e.platform.architecture === wanted.architecture,
  )
  const normal = (p: Platform | undefined): string | undefined =>
    p?.architecture === 'arm64' && p.variant === 'v8' ? undefined : p?.variant
  return (
    same.find((e) => normal(e.platform) === normal(wanted)) ??
    same.find((e) => e.platform?.variant === undefined) ??
    (wanted.variant === undefined ? same[0] : undefined)
  )
}
