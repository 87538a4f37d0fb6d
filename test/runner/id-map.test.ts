import { describe, expect, test } from 'vitest'
import { chooseIdMap, type IdMapGrounds, mappedIds } from '../../src/runner/id-map.js'

const WHOLE = [{ inside: 0, outside: 0, count: 4294967295 }]
const NOBODY_SUBORDINATE = { uids: [], gids: [] }
const ROOT: IdMapGrounds = {
  uid: 0,
  gid: 0,
  capabilities: ['setuid', 'setgid', 'setfcap'],
  subordinate: NOBODY_SUBORDINATE,
  ownUids: WHOLE,
  ownGids: WHOLE,
}

describe('which map to try', () => {
  test('a user: himself as root, then his subordinate ids, as unshare --map-auto does', () => {
    const subordinate = { uids: [{ start: 100000, count: 65536 }], gids: [{ start: 200000, count: 65536 }] }
    expect(chooseIdMap({ ...ROOT, uid: 1000, gid: 1001, capabilities: [], subordinate })).toEqual({
      method: 'newuidmap',
      uids: [
        { inside: 0, outside: 1000, count: 1 },
        { inside: 1, outside: 100000, count: 65536 },
      ],
      gids: [
        { inside: 0, outside: 1001, count: 1 },
        { inside: 1, outside: 200000, count: 65536 },
      ],
    })
  })

  test('several ranges follow one another', () => {
    const uids = [
      { start: 100000, count: 10 },
      { start: 500000, count: 20 },
    ]
    const map = chooseIdMap({ ...ROOT, uid: 7, subordinate: { uids, gids: [] } })
    expect(map?.uids.at(-1)).toEqual({ inside: 11, outside: 500000, count: 20 })
    expect(mappedIds(map?.uids ?? [])).toBe(31)
  })

  test('root: every id but one, for BuildKit takes the whole map for none', () => {
    expect(chooseIdMap(ROOT)).toEqual({
      method: 'capabilities',
      uids: [{ inside: 0, outside: 0, count: 4294967294 }],
      gids: [{ inside: 0, outside: 0, count: 4294967294 }],
    })
  })

  test('root in a pod with hostUsers: false: the ids that the pod has', () => {
    const own = [{ inside: 0, outside: 1_000_000, count: 65536 }]
    expect(chooseIdMap({ ...ROOT, ownUids: own, ownGids: own })?.uids).toEqual([
      { inside: 0, outside: 0, count: 65536 },
    ])
  })

  test('root in a rootless container: ranges that touch count as one', () => {
    const own = [
      { inside: 1, outside: 100000, count: 65536 },
      { inside: 0, outside: 1000, count: 1 },
    ]
    expect(chooseIdMap({ ...ROOT, ownUids: own, ownGids: own })?.uids).toEqual([
      { inside: 0, outside: 0, count: 65537 },
    ])
  })

  test('root without SETFCAP: every id but 0', () => {
    const map = chooseIdMap({ ...ROOT, capabilities: ['setuid', 'setgid'] })
    expect(map).toMatchObject({ method: 'shift', uids: [{ inside: 0, outside: 1, count: 4294967294 }] })
  })

  test('root without SETUID: no way', () => {
    expect(chooseIdMap({ ...ROOT, capabilities: ['setgid', 'setfcap'] })).toBeUndefined()
  })
})
