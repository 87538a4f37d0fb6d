import { DocklessError, messageOf } from '../errors/errors.js'

/** Why no usable answer came. */
export type FailureKind =
  | 'dns'
  | 'refused'
  | 'unreachable'
  | 'timeout'
  | 'cut'
  | 'untrusted'
  | 'wrong-host'
  | 'expired'
  | 'client-certificate'
  | 'plain-http'
  | 'tls'
  | 'proxy'
  | 'redirect'
  | 'protocol'

export interface FailureDetails {
  readonly kind: FailureKind
  /** Host with port, as in the reference or URL. */
  readonly host: string
  readonly fix: string
  /** True when the same request may well succeed a moment later. */
  readonly transient?: boolean
  readonly cause?: unknown
}

/** A request that got no usable answer. */
export class HttpFailure extends DocklessError {
  readonly kind: FailureKind
  readonly host: string
  readonly transient: boolean

  constructor(message: string, details: FailureDetails) {
    super('REGISTRY_FAILED', message, { fix: details.fix, cause: details.cause })
    this.name = 'HttpFailure'
    this.kind = details.kind
    this.host = details.host
    this.transient = details.transient ?? false
  }
}

/**
 * A connection that could not be made. It hides the `code` of what is underneath on purpose: undici acts on
 * `ERR_TLS_CERT_ALTNAME_INVALID` by itself, and may then leave a request waiting for ever.
 */
export class ConnectFailure extends Error {
  constructor(cause: unknown) {
    super(messageOf(cause), { cause })
    this.name = 'ConnectFailure'
  }
}

const UNTRUSTED: ReadonlySet<string> = new Set([
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'CERT_SIGNATURE_FAILURE',
  'INVALID_CA',
  'INVALID_PURPOSE',
])

const KIND_OF_CODE: Readonly<Record<string, FailureKind>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_NODATA: 'dns',
  EAI_FAIL: 'dns',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ECONNRESET: 'cut',
  ECONNABORTED: 'cut',
  EPIPE: 'cut',
  UND_ERR_SOCKET: 'cut',
  UND_ERR_INFO: 'cut',
  ERR_STREAM_PREMATURE_CLOSE: 'cut',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrong-host',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'expired',
  ERR_SSL_WRONG_VERSION_NUMBER: 'plain-http',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'plain-http',
  ERR_SSL_HTTP_REQUEST: 'plain-http',
  ERR_SSL_UNKNOWN_PROTOCOL: 'plain-http',
}

/** The kind of a failure of node:net, node:tls, node:dns or undici; undefined when it is of none of them. */
export function failureKind(error: unknown): FailureKind | undefined {
  if (error instanceof HttpFailure) return error.kind
  const code = codeOf(error)
  if (code === undefined) return undefined
  const kind = KIND_OF_CODE[code]
  if (kind) return kind
  if (UNTRUSTED.has(code)) return 'untrusted'
  if (/ALERT_(?:CERTIFICATE_REQUIRED|BAD_CERTIFICATE|HANDSHAKE_FAILURE)/.test(code))
    return 'client-certificate'
  if (/^(?:ERR_SSL_|ERR_TLS_|CERT_|CRL_|EPROTO)/.test(code)) return 'tls'
  if (/^(?:HPE_|UND_ERR_)/.test(code)) return 'protocol'
  return undefined
}

/** The first `code` in an error and its causes, outermost first. */
function codeOf(error: unknown): string | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string') return at.code
  }
  return undefined
}

/** Says of a failed request what happened, why, and what to do. Throws on what is no failure of a connection. */
export function explainFailure(error: unknown, host: string): HttpFailure {
  if (error instanceof HttpFailure) return error
  const kind = failureKind(error)
  if (!kind) throw error
  const { message, fix } = EXPLANATIONS[kind](host, plainMessage(error))
  const transient = TRANSIENT.has(kind) || codeOf(error) === 'EAI_AGAIN'
  return new HttpFailure(message, { kind, host, fix, transient, cause: error })
}

const TRANSIENT: ReadonlySet<FailureKind> = new Set<FailureKind>(['refused', 'unreachable', 'timeout', 'cut'])

/** OpenSSL puts its own source lines around what it says: `140…:error:0A00010B:SSL routines:…:reason:file:line:`. */
function plainMessage(error: unknown): string {
  const inner = error instanceof ConnectFailure ? error.cause : error
  const text =
    inner instanceof AggregateError && !inner.message ? messageOf(inner.errors[0]) : messageOf(inner)
  const reason = /error:[0-9A-F]+:[^:]*:[^:]*:([^:]+)/.exec(text)?.[1]
  return (reason ?? text).trim()
}

type Explanation = (host: string, detail: string) => { readonly message: string; readonly fix: string }

const EXPLANATIONS: Readonly<Record<FailureKind, Explanation>> = {
  dns: (host) => ({
    message: `${host}: no address was found for this host name`,
    fix: 'Check the name for a slip, and that this runner can look it up: its DNS, or HTTPS_PROXY where only a proxy reaches the internet.',
  }),
  refused: (host) => ({
    message: `${host}: the connection was refused, nothing listens there`,
    fix: `Check that the registry runs and that host and port are right: ${host}.`,
  }),
  unreachable: (host, detail) => ({
    message: `${host}: no way to this host (${detail})`,
    fix: 'Check the network of this runner, its firewall, and HTTPS_PROXY and NO_PROXY.',
  }),
  timeout: (host, detail) => ({
    message: `${host}: no answer in time (${detail})`,
    fix: 'Check that this runner may reach the host: firewall, HTTPS_PROXY, NO_PROXY.',
  }),
  cut: (host, detail) => ({
    message: `${host}: the connection was cut (${detail})`,
    fix: 'Run it again; if it stays so, look at the registry and at proxies and firewalls before it.',
  }),
  untrusted: (host, detail) => ({
    message: `${host}: its TLS certificate is signed by an authority that this runner does not know (${detail})`,
    fix: 'Give the authority as a PEM file with the input ca-certificates (or SSL_CERT_FILE).',
  }),
  'wrong-host': (host, detail) => ({
    message: `${host}: its TLS certificate is made for another host (${detail})`,
    fix: 'Use the name that the certificate holds, or have the registry get a certificate for this one.',
  }),
  expired: (host, detail) => ({
    message: `${host}: its TLS certificate is not valid now (${detail})`,
    fix: 'Have the certificate renewed; if it is valid, set the clock of this runner.',
  }),
  'client-certificate': (host, detail) => ({
    message: `${host}: the server refused the TLS handshake (${detail}); it may want a client certificate, which is not supported`,
    fix: 'Use an address of the registry that asks for a login instead of a client certificate.',
  }),
  'plain-http': (host) => ({
    message: `${host}: answered in plain HTTP where HTTPS was spoken`,
    fix: `If that is meant to be, name it in the input insecure-registries: ${host}.`,
  }),
  tls: (host, detail) => ({
    message: `${host}: the TLS handshake failed (${detail})`,
    fix: 'Check what listens there: the port, and the TLS versions that it allows.',
  }),
  proxy: (host, detail) => ({
    message: `${host}: the proxy did not let us through (${detail})`,
    fix: 'Check HTTPS_PROXY and NO_PROXY.',
  }),
  redirect: (host, detail) => ({
    message: `${host}: ${detail}`,
    fix: 'Ask the admin of the registry to mend its redirects.',
  }),
  protocol: (host, detail) => ({
    message: `${host}: what came back is not HTTP as it should be (${detail})`,
    fix: 'Check that the host and port are those of a registry.',
  }),
}
