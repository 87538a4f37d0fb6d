import { expect, test } from 'vitest'
import { parseAccessLog } from './registry.js'

test('the access log is read among everything else that a registry logs', () => {
  const log = [
    'time="2026-11-23T04:00:00Z" level=info msg="listening on 127.0.0.1:5000" go.version=go1.26',
    '127.0.0.1 - - [23/Nov/2026:04:00:01 +0000] "GET /v2/ HTTP/1.1" 401 87 "" "skopeo/1.9"',
    'time="2026-11-23T04:00:01Z" level=warning msg="error authorizing" http.request.uri="/v2/"',
    '127.0.0.1 - builder [23/Nov/2026:04:00:02 +0000] "PUT /v2/a/b/manifests/1?x=y HTTP/1.1" 201 0 "" "x"',
    '',
  ].join('\n')
  expect(parseAccessLog(log)).toEqual([
    ['GET', '/v2/', 401],
    ['PUT', '/v2/a/b/manifests/1?x=y', 201],
  ])
})
