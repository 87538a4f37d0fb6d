import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls'
import { messageOf } from '../errors/errors.js'
import { hostOfUrl } from '../http/hosts.js'
import type { BuilderTls } from '../request/request.js'
import type { Reason } from './facts.js'

/** What buildctl, or kubectl behind it, says in front of what happened; gRPC quotes each error within the next. */
const WRAPPINGS: readonly RegExp[] = [
  /^error: /,
  /^failed to (?:list workers|solve|call [^:]+): /,
  /^(?:rpc error: code = )?Unavailable(?: desc =)?:? /,
  /^connection error: desc = /,
  /^transport: /,
  /^(?:authentication handshake failed|Error while dialing|error reading server preface): /,
  /^command \[kubectl [^\]]*\] has exited with exit status \d+, make sure the URL is valid[^=]*: stderr=/,
]
/** kubectl's own log, before it says what it comes to. */
const KUBECTL_LOG = /^[EWI]\d{4} /
const LONGEST = 300

/** The line that tells why, out of what buildctl says on standard error. */
export function realLine(stderr: string): string {
  let text = stderr.trim().split('\n').at(-1) ?? ''
  for (let before = ''; before !== text; ) {
    before = text
    for (const wrapping of WRAPPINGS) text = text.replace(wrapping, '')
    if (/^".*"$/.test(text)) text = text.slice(1, -1).replaceAll('\\"', '"').replaceAll('\\\\', '\\')
  }
  const lines = text.split(/\\n|\n/).filter((line) => line.trim() !== '')
  const last = lines.findLast((line) => !KUBECTL_LOG.test(line)) ?? lines.at(-1) ?? ''
  return last.replaceAll('\\"', '"').slice(0, LONGEST) || 'buildctl failed and said nothing'
}

/** Why a daemon could not be asked: cause and fix of a line that `realLine` gave; undefined when it is not known. */
export function builderProblem(line: string): Reason | undefined {
  return PROBLEMS.find(([pattern]) => pattern.test(line))?.[1]
}

/** What is said of a daemon that tells its workers and not its version, as BuildKit did before 0.11. */
export const NO_VERSION = 'it tells no version'

const READY = 'Wait until the pod is ready: `kubectl get pod` shows it; then run the job again'

/** By texts of buildctl 0.32 and kubectl 1.32, and OpenSSL's names of the alerts in which a handshake ends. */
const PROBLEMS: readonly (readonly [RegExp, Reason])[] = [
  [
    new RegExp(`^${NO_VERSION}$`),
    {
      cause: 'its BuildKit is older than 0.11, and cannot hand an image over',
      fix: 'Update the BuildKit of the builder to 0.11 or newer',
    },
  ],
  [
    /could not read ca certificate|could not read certificate\/key/,
    {
      cause: 'the files of builder-ca, builder-cert and builder-key cannot be used',
      fix: 'Give PEM files that this job can read; builder-key must belong to builder-cert',
    },
  ],
  [
    /x509: certificate signed by unknown authority/,
    {
      cause: 'its certificate is of another authority than builder-ca',
      fix: 'Give the authority that signed the certificate of the builder in builder-ca',
    },
  ],
  [
    /x509: certificate has expired or is not yet valid/,
    {
      cause: 'its certificate is not valid now',
      fix: 'Have the certificate of the builder renewed; if it is valid, set the clock of this runner',
    },
  ],
  [
    /x509: (?:certificate is valid for|cannot validate certificate for|certificate is not valid for)/,
    {
      cause: 'its certificate is for another name',
      fix: 'Write the name that the certificate holds into builder, or have one issued for the name in builder',
    },
  ],
  [
    /tls: certificate required|ALERT_CERTIFICATE_REQUIRED|ALERT_HANDSHAKE_FAILURE/,
    {
      cause: 'it asks for a certificate, and is shown none',
      fix: 'Give builder-cert and builder-key, of an authority that the builder trusts (--tlscacert of buildkitd)',
    },
  ],
  [
    /tls: expired certificate|ALERT_CERTIFICATE_EXPIRED/,
    {
      cause: 'builder-cert has expired, or the clock of the builder is wrong',
      fix: 'Have builder-cert renewed',
    },
  ],
  [
    /tls: (?:unknown certificate authority|bad certificate|unknown certificate)|ALERT_(?:UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_UNKNOWN)/,
    {
      cause: 'it does not trust the authority of builder-cert',
      fix: 'Give a builder-cert of the authority that buildkitd was given as --tlscacert',
    },
  ],
  [
    /first record does not look like a TLS handshake/,
    {
      cause: 'it speaks plain text',
      fix: 'Start its buildkitd with --tlscert, --tlskey and --tlscacert; or leave builder-ca away where the network is your own',
    },
  ],
  [
    /speaks TLS/,
    {
      cause: 'it speaks TLS, and is spoken to in plain text',
      fix: 'Give builder-ca; and builder-cert with builder-key if it asks for a certificate',
    },
  ],
  [
    /executable file not found in \$PATH/,
    {
      cause: 'a program is missing: kubectl on this runner, or buildctl in the pod',
      fix: 'Install what it names: kubectl in the job image; a pod of moby/buildkit has buildctl',
    },
  ],
  [
    /\(Forbidden\)/,
    {
      cause: 'this service account may not reach into the pod',
      fix: 'Give it a Role with the verb get on pods and the verbs get and create on pods/exec in the namespace of the pod',
    },
  ],
  [
    /\(Unauthorized\)|Unauthorized\b|must be logged in to the server/,
    {
      cause: 'the cluster does not know who asks',
      fix: 'Give kubectl a kubeconfig (KUBECONFIG), or run the job in a pod whose service account token is mounted',
    },
  ],
  [
    /\(NotFound\): pods |pods? "[^"]*" not found/,
    {
      cause: 'there is no such pod',
      fix: 'Look at the name and the namespace in builder: kube-pod://POD?namespace=NS',
    },
  ],
  [
    /does not have a host assigned|ContainerCreating|is not running|Pending/,
    { cause: 'the pod is not ready', fix: READY },
  ],
  [
    /container not found|container .* is not valid for pod/,
    {
      cause: 'the pod has no such container that runs',
      fix: `Look at the container in builder: kube-pod://POD?container=NAME. ${READY}`,
    },
  ],
  [
    /completed pod/,
    {
      cause: 'the pod has ended',
      fix: 'Start the pod again, as a Deployment or StatefulSet that keeps it running',
    },
  ],
  [
    /The connection to the server .* was refused|no configuration has been provided/,
    {
      cause: 'kubectl does not reach a cluster',
      fix: 'Give kubectl a kubeconfig (KUBECONFIG) whose server can be reached from here',
    },
  ],
  [
    /dial unix .*no such file or directory/,
    {
      cause: 'there is no such socket',
      fix: 'Look whether buildkitd runs with --addr unix://PATH, and mount its directory into the job',
    },
  ],
  [
    /dial unix .*permission denied/,
    {
      cause: 'this user may not use the socket',
      fix: 'Start buildkitd with --group GID, a group of the user of this job',
    },
  ],
  [
    /connection refused|ECONNREFUSED/,
    {
      cause: 'nothing listens there',
      fix: 'Look whether buildkitd runs there with --addr tcp://0.0.0.0:PORT, and at the port in builder',
    },
  ],
  [
    /no such host|server misbehaving|name resolution/,
    {
      cause: 'no address is found for its name',
      fix: 'Look at the name in builder, and at the DNS of this runner',
    },
  ],
  [
    /i\/o timeout|no route to host|network is unreachable|deadline exceeded|no answer within/,
    {
      cause: 'it does not answer',
      fix: 'Look whether the builder runs, and whether a firewall or network policy is between',
    },
  ],
]

/** Texts that only say that the daemon hung up; its reason got lost on the way. */
const UNCLEAR = /broken pipe|connection reset|\bEOF\b/
const HANDSHAKE_MS = 5000
/** In TLS 1.3 a certificate is refused after the handshake: so long the refusal may take. */
const REFUSAL_MS = 1000

/**
 * A daemon that hung up without a word that arrived: shakes hands with it once more, from here, and tells what came of
 * it. The line as it was when that says nothing more.
 */
export async function clearerLine(
  line: string,
  endpoint: string,
  tls: BuilderTls | undefined,
): Promise<string> {
  if (!endpoint.startsWith('tcp://') || !UNCLEAR.test(line)) return line
  const { host, port } = hostOfUrl(new URL(endpoint.replace(/^tcp/, 'https')))
  const client = tls?.client
  const [ca, cert, key] = await Promise.all(
    [tls?.ca, client?.certificate, client?.key].map(async (file) => file && (await readFile(file))),
  )
  const options: ConnectionOptions = {
    host,
    port,
    servername: isIP(host) === 0 ? host : '',
    ALPNProtocols: ['h2'],
    // Without an authority only the language is asked for, and nothing is told.
    rejectUnauthorized: ca !== undefined,
    ...(ca ? { ca } : {}),
    ...(cert && key ? { cert, key } : {}),
  }
  const { agreed, refusal } = await handshake(options)
  if (tls) return refusal ?? line
  return agreed ? `${line} (it speaks TLS)` : line
}

/** `agreed`: the handshake itself came about; `refusal`: what was said against it, then or afterwards. */
async function handshake(
  options: ConnectionOptions,
): Promise<{ readonly agreed: boolean; readonly refusal?: string }> {
  const socket: TLSSocket = connect(options)
  let agreed = false
  try {
    const refusal = await new Promise<string | undefined>((resolve) => {
      socket.setTimeout(HANDSHAKE_MS, () => resolve(undefined))
      socket.once('secureConnect', () => {
        agreed = true
        socket.setTimeout(REFUSAL_MS)
      })
      socket.once('close', () => resolve(undefined))
      socket.on('error', (error) =>
        resolve('code' in error ? `${error.code}: ${messageOf(error)}` : messageOf(error)),
      )
      socket.resume()
    })
    return { agreed, ...(refusal === undefined ? {} : { refusal }) }
  } finally {
    socket.destroy()
  }
}
