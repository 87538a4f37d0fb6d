import { expect, test } from 'vitest'
import { builderProblem, realLine } from '../../src/runner/builder-problems.js'

const kubectl = (said: string): string =>
  `error: failed to list workers: Unavailable: connection error: desc = "error reading server preface: command [kubectl --context= --namespace=ci exec --container= -i builder-0 -- buildctl dial-stdio] has exited with exit status 1, make sure the URL is valid, and Docker 18.09 or later is installed on the remote host: stderr=${said}\\n"`
const connection = (said: string): string =>
  `error: failed to list workers: Unavailable: connection error: desc = "${said}"`

/** What buildctl and kubectl said when it was tried, the line in it that tells, a word of the cause and one of the fix. */
test.each([
  [
    connection(
      'transport: authentication handshake failed: tls: failed to verify certificate: x509: certificate signed by unknown authority',
    ),
    'tls: failed to verify certificate: x509: certificate signed by unknown authority',
    'another authority than builder-ca',
    'builder-ca',
  ],
  [
    connection(
      'transport: authentication handshake failed: tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-11-23T07:14:42Z is after 2026-11-22T07:14:37Z',
    ),
    'tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-11-23T07:14:42Z is after 2026-11-22T07:14:37Z',
    'not valid now',
    'clock',
  ],
  [
    connection(
      "transport: authentication handshake failed: tls: failed to verify certificate: x509: cannot validate certificate for 127.0.0.1 because it doesn't contain any IP SANs",
    ),
    "tls: failed to verify certificate: x509: cannot validate certificate for 127.0.0.1 because it doesn't contain any IP SANs",
    'another name',
    'the name that the certificate holds',
  ],
  [
    connection('error reading server preface: remote error: tls: certificate required'),
    'remote error: tls: certificate required',
    'is shown none',
    'builder-cert and builder-key',
  ],
  [
    connection('error reading server preface: remote error: tls: expired certificate'),
    'remote error: tls: expired certificate',
    'builder-cert has expired',
    'renewed',
  ],
  [
    connection(
      'transport: authentication handshake failed: tls: first record does not look like a TLS handshake',
    ),
    'tls: first record does not look like a TLS handshake',
    'plain text',
    '--tlscert',
  ],
  [
    connection('transport: Error while dialing: dial tcp 127.0.0.1:1: connect: connection refused'),
    'dial tcp 127.0.0.1:1: connect: connection refused',
    'nothing listens',
    '--addr tcp://',
  ],
  [
    connection(
      'transport: Error while dialing: dial tcp: lookup nowhere.invalid on 192.0.2.53:53: no such host',
    ),
    'dial tcp: lookup nowhere.invalid on 192.0.2.53:53: no such host',
    'no address',
    'DNS',
  ],
  [
    connection('transport: Error while dialing: dial unix /nowhere.sock: connect: no such file or directory'),
    'dial unix /nowhere.sock: connect: no such file or directory',
    'no such socket',
    'unix://PATH',
  ],
  [
    connection('transport: Error while dialing: dial unix /run/x.sock: connect: permission denied'),
    'dial unix /run/x.sock: connect: permission denied',
    'may not use the socket',
    '--group',
  ],
  [
    'error: could not read certificate/key: tls: private key does not match public key',
    'could not read certificate/key: tls: private key does not match public key',
    'cannot be used',
    'belong to builder-cert',
  ],
  [
    connection('transport: Error while dialing: exec: \\"kubectl\\": executable file not found in $PATH'),
    'exec: "kubectl": executable file not found in $PATH',
    'kubectl on this runner',
    'job image',
  ],
  [
    kubectl('error: You must be logged in to the server (Unauthorized)'),
    'You must be logged in to the server (Unauthorized)',
    'does not know who asks',
    'KUBECONFIG',
  ],
  [
    kubectl(
      'Error from server (Forbidden): pods \\"builder-0\\" is forbidden: User \\"system:serviceaccount:ci:default\\" cannot create resource \\"pods/exec\\" in API group \\"\\" in the namespace \\"ci\\"',
    ),
    'Error from server (Forbidden): pods "builder-0" is forbidden: User "system:serviceaccount:ci:default" cannot create resource "pods/exec" in API group "" in the namespace "ci"',
    'may not reach into the pod',
    'pods/exec',
  ],
  [
    kubectl('Error from server (NotFound): pods \\"builder-0\\" not found'),
    'Error from server (NotFound): pods "builder-0" not found',
    'no such pod',
    'namespace',
  ],
  [
    kubectl('Error from server (BadRequest): pod builder-0 does not have a host assigned'),
    'Error from server (BadRequest): pod builder-0 does not have a host assigned',
    'not ready',
    'kubectl get pod',
  ],
  [
    kubectl(
      'Error from server (InternalError): unable to upgrade connection: container not found (\\"buildkitd\\")',
    ),
    'Error from server (InternalError): unable to upgrade connection: container not found ("buildkitd")',
    'no such container',
    'container=NAME',
  ],
  [
    kubectl('error: cannot exec into a container in a completed pod; current phase is Succeeded'),
    'cannot exec into a container in a completed pod; current phase is Succeeded',
    'has ended',
    'StatefulSet',
  ],
  [
    kubectl(
      'E1123 07:15:49.642190   26791 memcache.go:265] \\"Unhandled Error\\" err=\\"couldn\'t get current server API group list: Get \\\\\\"http://127.0.0.1:1/api?timeout=32s\\\\\\": dial tcp 127.0.0.1:1: connect: connection refused\\"\\nThe connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?',
    ),
    'The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?',
    'does not reach a cluster',
    'kubeconfig',
  ],
])('%s', (stderr, line, cause, fix) => {
  expect(realLine(stderr)).toBe(line)
  expect(builderProblem(line)?.cause).toContain(cause)
  expect(builderProblem(line)?.fix).toContain(fix)
})

test('what nobody knows is told as it is, and silence too', () => {
  expect(realLine('error: something new\n')).toBe('something new')
  expect(builderProblem('something new')).toBeUndefined()
  expect(realLine('')).toBe('buildctl failed and said nothing')
})
