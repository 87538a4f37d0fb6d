import { chmod, mkdtemp, rm, symlink } from 'node:fs/promises'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { containerEvidence } from '../../src/runner/container.js'
import { findDaemons, isRootless, remoteDaemon, socketPlaces } from '../../src/runner/daemons.js'
import { parseMountInfo } from '../../src/runner/proc.js'

describe('container or machine', () => {
  const overlayRoot = parseMountInfo('1 0 0:55 / / rw - overlay overlay rw\n')
  const diskRoot = parseMountInfo('1 0 254:0 / / rw - ext4 /dev/vda rw\n')
  const inside = { files: [], env: {}, mounts: diskRoot, pidNamespace: 'pid:[4026532201]' }
  const outside = { ...inside, pidNamespace: 'pid:[4026531836]' }
  test.each([
    ['a file of Docker', { ...inside, files: ['/.dockerenv'] }, '/.dockerenv exists'],
    [
      "Docker with the machine's processes",
      { ...outside, files: ['/.dockerenv'], mounts: overlayRoot },
      '/.dockerenv',
    ],
    ['a pod', { ...inside, env: { KUBERNETES_SERVICE_HOST: '10.0.0.1' } }, 'KUBERNETES_SERVICE_HOST'],
    ['systemd-nspawn', { ...inside, env: { container: 'lxc' } }, '"lxc"'],
    ['an overlay as root', { ...inside, mounts: overlayRoot }, 'overlay'],
  ])('%s', (_, signs, evidence) => expect(containerEvidence(signs)).toContain(evidence))
  test('a machine', () => {
    expect(containerEvidence(outside)).toBeUndefined()
  })
  test('a virtual machine whose disk was made from a container image is a machine', () => {
    expect(containerEvidence({ ...outside, files: ['/.dockerenv'] })).toBeUndefined()
  })
})

describe('daemons', () => {
  test('the places are those of the user, and what the environment names', () => {
    const env = { DOCKER_HOST: 'unix:///srv/d.sock', XDG_RUNTIME_DIR: '/run/user/1000' }
    expect(socketPlaces(1000, env)).toEqual([
      '/srv/d.sock',
      '/run/docker.sock',
      '/var/run/docker.sock',
      '/run/podman/podman.sock',
      '/run/user/1000/docker.sock',
      '/run/user/1000/podman/podman.sock',
    ])
  })

  test('who owns a socket tells whether its daemon is root', () => {
    expect(isRootless('/run/docker.sock', 0)).toBe(false)
    expect(isRootless('/run/user/1000/docker.sock', 1000)).toBe(true)
    // Seen from inside of a container that maps its owner to root.
    expect(isRootless('/run/user/1000/podman/podman.sock', 0)).toBe(true)
    expect(isRootless('/run/user/0/podman/podman.sock', 0)).toBe(false)
  })

  test('an address elsewhere counts as rootful, and no password is told', () => {
    const daemon = remoteDaemon('DOCKER_HOST', 'ssh://ci:hunter22@builder.example')
    expect(daemon).toMatchObject({ socket: 'ssh://builder.example', rootless: false })
    expect(JSON.stringify(daemon)).not.toContain('hunter22')
    expect(remoteDaemon('DOCKER_HOST', undefined)).toBeUndefined()
  })

  test('a real socket is found once, whatever its names', async () => {
    const directory = await mkdtemp(path.join(os.tmpdir(), 'dockless-daemon-'))
    const server = createServer()
    try {
      const socket = path.join(directory, 'docker.sock')
      await new Promise<void>((resolve) => void server.listen(socket, resolve))
      await chmod(socket, 0o666)
      await symlink(socket, path.join(directory, 'other.sock'))
      const env = {
        DOCKER_HOST: `unix://${socket}`,
        CONTAINER_HOST: `unix://${path.join(directory, 'other.sock')}`,
        XDG_RUNTIME_DIR: directory,
      }
      const found = (await findDaemons(4242, env)).filter((daemon) => daemon.socket.startsWith(directory))
      expect(found).toHaveLength(1)
      expect(found[0]?.rootless).toBe(process.getuid?.() !== 0)
    } finally {
      server.close()
      await rm(directory, { recursive: true })
    }
  })
})
