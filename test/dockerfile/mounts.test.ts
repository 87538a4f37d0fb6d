import { describe, expect, it } from 'vitest'
import {
  cacheId,
  type Mount,
  parseRawMount,
  readMount,
  secretId,
  sshId,
} from '../../src/dockerfile/mounts.js'

const PLACE = { file: 'Dockerfile', line: 7 }

/** A mount with `$V` standing for `value`. */
function read(text: string): Mount {
  return readMount(parseRawMount(text, PLACE), (value) => value.replaceAll('$V', 'value'), PLACE)
}

describe('a mount', () => {
  it.each<[string, Partial<Mount>]>([
    ['target=/x', { type: 'bind', target: '/x', readOnly: true, required: false }],
    ['TYPE=Cache,dst=/x', { type: 'cache', target: '/x', readOnly: false }],
    ['type=tmpfs,destination=/x,size=64m', { type: 'tmpfs', target: '/x', readOnly: false, size: '64m' }],
    ['type=cache,target=/x,ro', { readOnly: true }],
    ['target=/x,rw', { readOnly: false }],
    ['target=/x,rw=false', { readOnly: true }],
    ['target=/x,readonly=0', { readOnly: false }],
    ['from=build,src=/a/$V,target=$V', { from: 'build', source: '/a/value', target: 'value' }],
    ['from=,target=/x', { from: undefined }],
    ['target=/x,target=/y', { target: '/y' }],
    ['"target=/a,b",type=bind', { target: '/a,b' }],
    ['type=cache,target=/x,sharing=LOCKED,mode=0750', { sharing: 'locked', mode: 0o750 }],
    ['type=secret,id=t,required,env=TOKEN', { id: 't', required: true, env: 'TOKEN', readOnly: true }],
    ['type=secret,id=t,mode=0440,uid=1,gid=2', { mode: 0o440, uid: 1, gid: 2 }],
    ['type=ssh', { type: 'ssh', id: undefined }],
  ])('%s', (text, expected) => {
    expect(read(text)).toMatchObject(expected)
  })

  it.each([
    ['type=bnd,target=/x', 'knows no type "bnd"'],
    ['tagret=/x', 'has no key "tagret"'],
    ['target', '"target" without a value'],
    ['target=/x,readonly=yes', 'readonly=yes'],
    ['type=cache,target=/x,sharing=some', 'knows no sharing "some"'],
    ['type=secret,id=a,mode=9', 'mode=9'],
    ['type=secret,id=a,uid=$V', 'uid=value'],
    ['type=secret,id=a,uid=4294967296', 'uid=4294967296'],
    ['target=/x,required', 'required does not go with type=bind'],
    ['target=/x,size=1', 'size does not go with type=bind'],
    ['type=tmpfs,target=/x,sharing=shared', 'sharing does not go with type=tmpfs'],
    ['type=tmpfs,target=/x,mode=1777', 'mode does not go with type=tmpfs'],
    ['type=ssh,source=a', 'source does not go with type=ssh'],
    ['type=secret,from=a,id=b', 'from does not go with type=secret'],
    ['type=secret', 'the secret has no id'],
    ['type=secret,id=a,source=b', 'an id and a source'],
    ['from=$V,target=/x', 'holds a variable'],
    ['"target=/x', 'is no list of fields'],
  ])('is refused: %s', (text, problem) => {
    const attempt = (): Mount => read(text)
    expect(attempt).toThrow(problem)
    expect(attempt).toThrow(expect.objectContaining({ place: PLACE, fix: expect.stringMatching(/\w/) }))
  })

  it('has an id', () => {
    expect(secretId(read('type=secret,target=/run/secrets/token/'))).toBe('token')
    expect(secretId(read('type=secret,source=s,target=/x'))).toBe('s')
    expect(sshId(read('type=ssh'))).toBe('default')
    expect(cacheId(read('type=cache,target=/root/.cache//'))).toBe('/root/.cache')
    expect(cacheId(read('type=cache,target=/'))).toBe('/')
  })
})
