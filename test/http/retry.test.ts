import { describe, expect, test } from 'vitest'
import { explainFailure, HttpFailure } from '../../src/http/failure.js'
import { attemptsAfter, backoffMs, retryAfterMs } from '../../src/http/retry.js'

describe('retryAfterMs', () => {
  const now = Date.parse('Wed, 21 Oct 2026 07:28:00 GMT')
  test.each([
    [undefined, undefined],
    ['3', 3000],
    ['0', 0],
    ['Wed, 21 Oct 2026 07:28:05 GMT', 5000],
    ['Wed, 21 Oct 2026 07:00:00 GMT', 0],
    ['120', 60_000],
    ['86400', 'hopeless'],
    ['soon', undefined],
  ])('%s', (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected)
  })
})

test('the wait grows, within bounds, and is never the same for all', () => {
  expect([1, 2, 3].map((failed) => backoffMs(failed, () => 0))).toEqual([100, 200, 400])
  expect([1, 2, 3].map((failed) => backoffMs(failed, () => 1))).toEqual([200, 400, 800])
  expect(backoffMs(40, () => 1)).toBe(10_000)
})

describe('explainFailure', () => {
  const failure = (code: string): HttpFailure =>
    explainFailure(Object.assign(new Error('what the system said'), { code }), 'r.example:5000')

  test.each([
    ['ENOTFOUND', 'dns', /no address was found/, /spelling|slip/],
    ['ECONNREFUSED', 'refused', /refused/, /registry runs/],
    ['EHOSTUNREACH', 'unreachable', /no way/, /firewall/],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout', /no answer in time/, /firewall/],
    ['ECONNRESET', 'cut', /cut/, /again/],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'untrusted', /certificate/, /ca-certificates/],
    ['CERT_HAS_EXPIRED', 'expired', /certificate is not valid now/, /renewed/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'wrong-host', /certificate is made for another host/, /name/],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'plain-http', /plain HTTP/, /insecure-registries/],
    ['ERR_SSL_PACKET_LENGTH_TOO_LONG', 'plain-http', /plain HTTP/, /insecure-registries/],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'tls', /handshake failed/, /TLS versions/],
    ['HPE_INVALID_CONSTANT', 'protocol', /not HTTP/, /registry/],
  ])('%s is %s', (code, kind, message, fix) => {
    const explained = failure(code)
    expect(explained.kind).toBe(kind)
    expect(explained.message).toMatch(message)
    expect(explained.message).toContain('r.example:5000')
    expect(explained.fix).toMatch(fix)
    expect(explained.exitStatus).toBe(4)
  })

  test('what is no failure of a connection is thrown as it is', () => {
    const own = new TypeError('a slip of ours')
    expect(() => explainFailure(own, 'r.example')).toThrow(own)
  })

  test('certificates are not tried again, a refusal a little, a cut often', () => {
    expect(attemptsAfter(failure('CERT_HAS_EXPIRED'), 5)).toBe(1)
    expect(attemptsAfter(failure('ENOTFOUND'), 5)).toBe(1)
    expect(attemptsAfter(failure('EAI_AGAIN'), 5)).toBe(5)
    expect(attemptsAfter(failure('ECONNREFUSED'), 5)).toBe(3)
    expect(attemptsAfter(failure('ECONNRESET'), 5)).toBe(5)
  })
})
