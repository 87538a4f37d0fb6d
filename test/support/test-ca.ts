import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { must } from './command.js'

/** A certificate authority that only a test trusts. */
export interface TestCa {
  /** PEM of the authority's certificate. */
  readonly certificateFile: string
  /** Issues a certificate for DNS names and IP addresses alike; with less than 0 days one that has expired. */
  issue(hosts: readonly string[], days?: number): Promise<{ certificateFile: string; keyFile: string }>
}

/** Makes an authority below `directory`, with openssl. */
export async function makeTestCa(directory: string): Promise<TestCa> {
  const home = join(directory, 'ca')
  await mkdir(home, { recursive: true, mode: 0o755 })
  const file = (name: string): string => join(home, name)
  const openssl = (...args: string[]) => must({ argv: ['openssl', ...args], cwd: home })
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  await openssl(
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    file('ca.key'),
    '-out',
    file('ca.pem'),
    '-days',
    '2',
    '-subj',
    '/CN=Dockless test CA',
    '-addext',
    'keyUsage=critical,keyCertSign',
  )
  let issued = 0
  return {
    certificateFile: file('ca.pem'),
    async issue(hosts, days = 2) {
      issued += 1
      const name = `server-${issued}`
      const names = hosts.map((host) => `${/^[\d.]+$|:/.test(host) ? 'IP' : 'DNS'}:${host}`)
      await writeFile(file(`${name}.ext`), `subjectAltName=${names.join(',')}\n`)
      await openssl(
        'req',
        ...newKey,
        '-keyout',
        file(`${name}.key`),
        '-out',
        file(`${name}.csr`),
        '-subj',
        `/CN=${hosts[0]}`,
      )
      await openssl(
        'x509',
        '-req',
        '-in',
        file(`${name}.csr`),
        '-CA',
        file('ca.pem'),
        '-CAkey',
        file('ca.key'),
        '-CAcreateserial',
        '-days',
        String(days),
        '-extfile',
        file(`${name}.ext`),
        '-out',
        file(`${name}.pem`),
      )
      return { certificateFile: file(`${name}.pem`), keyFile: file(`${name}.key`) }
    },
  }
}
