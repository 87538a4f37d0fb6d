import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls'
import { DocklessError, messageOf } from '../errors/errors.js'
import type { Environment } from './proxy.js'

const CERTIFICATE = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^-]+-----END (?:TRUSTED )?CERTIFICATE-----/g

/** Where distributions keep their bundle of authorities; the first that exists is theirs. */
const SYSTEM_BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt', // Debian, Ubuntu, Alpine, Arch
  '/etc/pki/tls/certs/ca-bundle.crt', // Fedora, RHEL
  '/etc/ssl/ca-bundle.pem', // openSUSE
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem', // CentOS
  '/etc/ssl/cert.pem', // Alpine without the package, macOS, BSD
]

/**
 * The authorities whose certificates we trust: Node's own, the system's bundle (or SSL_CERT_FILE in its place),
 * SSL_CERT_DIR, NODE_EXTRA_CA_CERTS, and the PEM files of the input `ca-certificates`. Only the last must be
 * readable: WRONG_INPUT otherwise.
 */
async function trustedAuthorities(
  files: readonly string[],
  environment: Environment,
): Promise<readonly string[]> {
  const texts = await Promise.all([
    systemBundle(environment),
    directoryBundle(environment['SSL_CERT_DIR']),
    readOrEmpty(environment['NODE_EXTRA_CA_CERTS']),
    ...files.map(readAuthorityFile),
  ])
  const known = new Map(rootCertificates.map((pem) => [compact(pem), pem]))
  for (const pem of texts.flatMap((text) => text.match(CERTIFICATE) ?? [])) known.set(compact(pem), pem)
  return [...known.values()]
}

/** A TLS context that trusts `trustedAuthorities`. It takes some ten milliseconds: make one and share it. */
export async function trustContext(
  files: readonly string[],
  environment: Environment,
): Promise<SecureContext> {
  return createSecureContext({ ca: [...(await trustedAuthorities(files, environment))] })
}

async function systemBundle(environment: Environment): Promise<string> {
  const named = environment['SSL_CERT_FILE']
  if (named) return readOrEmpty(named)
  for (const file of SYSTEM_BUNDLES) {
    const text = await readOrEmpty(file)
    if (text !== '') return text
  }
  return ''
}

async function directoryBundle(directories: string | undefined): Promise<string> {
  const texts: string[] = []
  for (const directory of directories?.split(path.delimiter).filter((d) => d !== '') ?? []) {
    const names = await readdir(directory).catch(() => [])
    texts.push(...(await Promise.all(names.map((name) => readOrEmpty(path.join(directory, name))))))
  }
  return texts.join('\n')
}

async function readAuthorityFile(file: string): Promise<string> {
  const fix = 'Give a file that this job can read, with certificates in PEM (-----BEGIN CERTIFICATE-----).'
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new DocklessError('WRONG_INPUT', `ca-certificates: ${file} cannot be read: ${messageOf(error)}`, {
      fix,
    })
  })
  if (!text.match(CERTIFICATE)) {
    throw new DocklessError('WRONG_INPUT', `ca-certificates: ${file} holds no certificate in PEM`, { fix })
  }
  return text
}

async function readOrEmpty(file: string | undefined): Promise<string> {
  return file ? readFile(file, 'utf8').catch(() => '') : ''
}

function compact(pem: string): string {
  return pem.replace(/\s+/g, '')
}
