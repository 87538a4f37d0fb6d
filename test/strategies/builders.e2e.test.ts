import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, writeFile, chown, chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compareImages, readRegistryImage } from '../support/image-diff.js'
import { killOne, must, run, type Running } from '../support/command.js'
import { openWorkplace, read, type Workplace } from './workplace.js'

const BUILDERS = ['buildkit', 'buildah'] as const

const MULTI_STAGE = `ARG BASE
FROM \${BASE} AS build
WORKDIR /src
COPY src/ .
ARG VERSION=dev
RUN --mount=type=secret,id=token test "$(cat /run/secrets/token)" = "s3cr3t-t0ken" && \\
    sh -c 'cat *.txt > /out.txt; echo $VERSION >> /out.txt'
RUN mkdir -p /made/sticky && chmod 1777 /made/sticky && echo x > /made/suid && chown 8:12 /made/suid && chmod 4711 /made/suid
FROM \${BASE}
COPY --from=build /out.txt /app/out.txt
COPY --from=build --chown=1001:1001 /made /made
RUN rm -rf /var/lib/mail && ln -s /app/out.txt /home/link && ln /app/out.txt /home/hard
USER app
WORKDIR /home/app
RUN echo mine > mine && id -u > uid
ENTRYPOINT ["cat"]
CMD ["/app/out.txt"]
`
/** What buildah leaves where its mounts were, when the base does not have it. */
const MOUNT_POINTS = ['/etc/hosts', '/etc/hostname', '/etc/resolv.conf']

let place: Workplace

beforeAll(async () => {
  place = await openWorkplace()
})
afterAll(async () => {
  await place?.[Symbol.asyncDispose]()
})

async function slow(name: string): Promise<{ context: string; nap: string }> {
  // A number of its own, so that the step is found in the list of processes.
  const nap = `${900 + Math.floor(Math.random() * 90)}.${process.pid}`
  const context = await place.context(name, {
    Dockerfile: `FROM ${place.base}\nRUN echo started && sleep ${nap}\n`,
  })
  return { context, nap }
}

/** Resolves when the step of `slow` runs; throws when the driver ends before. */
async function underWay(driver: Running, nap: string): Promise<void> {
  let over = false
  void driver.done.then(() => (over = true))
  await until(() => over || running(`sleep\0${nap}`).length > 0, 60)
  if (over || running(nap).length === 0) throw new Error(`the step never ran: ${driver.output()}`)
}

/** Processes on the machine whose command line has this in it. */
function running(what: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => {
      try {
        return readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(what)
      } catch {
        return false
      }
    })
    .map(Number)
}

async function until(what: () => boolean, seconds: number): Promise<boolean> {
  for (let round = 0; round < seconds * 20; round++) {
    if (what()) return true
    await new Promise((resolve) => void setTimeout(resolve, 50))
  }
  return what()
}

describe('the same Dockerfile', () => {
  const secret = { id: 'token', source: 'file' }

  test.each(BUILDERS)('%s builds it from the relay alone and pushes it there', async (strategy) => {
    const context = await place.context(`multi-${strategy}`, {
      Dockerfile: MULTI_STAGE,
      'src/a.txt': 'one\n',
      'src/b.txt': 'two\n',
      token: { content: 's3cr3t-t0ken', mode: 0o600 },
    })
    const { built, done } = await place.run({
      strategy,
      context,
      inbox: `in/${strategy}`,
      request: {
        buildArgs: { BASE: place.base, VERSION: '1.2' },
        labels: { 'org.example.quote': 'a "b", c' },
        secrets: [{ ...secret, path: join(context, 'token') }],
      },
    })
    expect(built, done.output).toBe(true)
    const image = await readRegistryImage(place.relay, `in/${strategy}:built`)
    expect(image.files.get('home/app/uid')?.size).toBe(5)
    expect(image.config['config']).toMatchObject({
      User: 'app',
      WorkingDir: '/home/app',
      Entrypoint: ['cat'],
      Cmd: ['/app/out.txt'],
      Labels: { 'org.example.quote': 'a "b", c' },
    })
  })

  test('both images have the same files and the same settings', async () => {
    const [left, right] = await Promise.all(
      BUILDERS.map((strategy) => readRegistryImage(place.relay, `in/${strategy}:built`)),
    )
    if (!left || !right) throw new Error('an image is missing')
    // History and dates differ by nature; ArgsEscaped is a setting of Windows images that BuildKit writes.
    const differences = compareImages(left, right, {
      ignore: [...MOUNT_POINTS, 'config.ArgsEscaped'],
    })
    expect(differences).toEqual([])
  })

  test('nobody asked the registry that the Dockerfile names', () => {
    expect(place.trap.connections).toEqual([])
  })
})

describe.each(BUILDERS)('%s', (strategy) => {
  test('an image that the relay does not have is an error, never a pull from elsewhere', async () => {
    const missing = place.base.replace('team/base', 'team/none')
    const context = await place.context(`missing-${strategy}`, { Dockerfile: `FROM ${missing}\nRUN true\n` })
    const { built, error } = await place.run({ strategy, context })
    expect(built).toBe(false)
    expect(error).toMatchObject({ code: 'BUILD_FAILED', message: expect.stringMatching(/not found|unknown/) })
    expect(place.trap.connections).toEqual([])
  })

  test('a RUN step that fails: its exit status, its line and its last words', async () => {
    const context = await place.context(`failing-${strategy}`, {
      Dockerfile: `FROM ${place.base} AS one\nRUN true\n\nFROM one\n# a comment\nRUN echo last words \\\n  && exit 42\n`,
    })
    const { error } = await place.run({ strategy, context })
    expect(error).toMatchObject({
      code: 'BUILD_FAILED',
      message: expect.stringMatching(/exited with status 42/),
      place: { file: 'Dockerfile', line: 6 },
    })
    expect(error?.message).toContain('last words')
  })

  test('a file that COPY does not find: its line', async () => {
    const context = await place.context(`nofile-${strategy}`, {
      Dockerfile: `FROM ${place.base}\nRUN true\nCOPY nowhere /x\n`,
    })
    const { error } = await place.run({ strategy, context })
    expect(error).toMatchObject({
      code: 'BUILD_FAILED',
      message: expect.stringContaining('nowhere'),
      place: { line: 3 },
    })
  })

  const SIGHTS = [
    { sight: 'with a /proc of its own', trials: {} },
    { sight: 'with a masked /proc', trials: { mountProc: { holds: false, evidence: 'played by the test' } } },
  ]

  test.each(SIGHTS)('SIGTERM in the middle of a RUN, $sight: nothing is left', async ({ trials, sight }) => {
    const { context, nap } = await slow(`term-${strategy}-${sight.length}`)
    await using driver = await place.start({ strategy, context, trials })
    await underWay(driver, nap)
    driver.kill('SIGTERM', 'process')
    const { done, error } = read(await driver.done)
    expect(error?.message).toBe('ended by SIGTERM')
    expect(done.status).toBe(0)
    expect(running(nap)).toEqual([])
    expect(running(place.account.tmp)).toEqual([])
    expect(readdirSync(place.account.tmp)).toEqual([])
  })

  test.each(SIGHTS)(
    'SIGKILL of ours, $sight: no process of the builder lives on',
    async ({ trials, sight }) => {
      const { context, nap } = await slow(`kill-${strategy}-${sight.length}`)
      await using driver = await place.start({ strategy, context, trials })
      await underWay(driver, nap)
      const of = /"directory":"([^"]+)"/.exec(driver.output())?.[1] ?? 'nothing'
      expect(running(of)).not.toEqual([])
      driver.kill('SIGKILL', 'process')
      await driver.done
      expect(await until(() => running(nap).length + running(of).length === 0, 5)).toBe(true)
      const ids = ['unshare', '--user', '--map-auto', '--map-root-user'] as const
      await place.account.run([...ids, 'rm', '-rf', of])
    },
  )

  test('it works below a long path, and leaves nothing', async () => {
    const temporary = join(await place.account.own('long'), 'x'.repeat(90), 'y'.repeat(90))
    await must({ argv: ['mkdir', '-p', temporary] })
    await must({ argv: ['chown', '-R', `${place.account.uid}:${place.account.gid}`, join(temporary, '..')] })
    const context = await place.context(`long-${strategy}`, {
      Dockerfile: `FROM ${place.base}\nRUN echo far > /far\n`,
    })
    const { built, done } = await place.run({ strategy, context, temporary })
    expect(built, done.output).toBe(true)
    expect(readdirSync(temporary)).toEqual([])
  })

  test('it honours what the request says of RUN steps', async () => {
    const context = await place.context(`steps-${strategy}`, {
      Dockerfile: `FROM ${place.base}
COPY --from=extra note /note
RUN grep 10.1.2.3 /etc/hosts && ulimit -n > /nofile && df -k /dev/shm | tail -n 1 > /shm && cat /etc/hosts > /hosts
`,
    })
    const extra = await place.context(`extra-${strategy}`, { note: 'from elsewhere\n' })
    const { built, done } = await place.run({
      strategy,
      context,
      inbox: `in/steps-${strategy}`,
      local: { named: { extra } },
      request: {
        buildContexts: { extra: { kind: 'path', path: extra } },
        addHosts: [{ name: 'far.example', address: '10.1.2.3' }],
        limits: [{ name: 'nofile', soft: 321, hard: 400 }],
        shmSize: 8 << 20,
        noCache: true,
        pull: true,
      },
    })
    expect(built, done.output).toBe(true)
    const out = await place.account.own(`out-${strategy}`)
    await chown(out, 0, 0)
    await place.relay.pull(`in/steps-${strategy}:built`, `oci:${out}/image:x`)
    const { files } = await readRegistryImage(place.relay, `in/steps-${strategy}:built`)
    expect(files.get('note')?.size).toBe(15)
    expect(files.get('nofile')?.size).toBe(4)
  })

  test('network: none', async () => {
    const context = await place.context(`net-${strategy}`, {
      Dockerfile: `FROM ${place.base}\nRUN test "$(ls /sys/class/net 2>/dev/null; cat /proc/net/route | wc -l)" != x && test "$(cat /proc/net/dev | grep -v -e '|' -e ' lo:' | grep -c :)" = 0\n`,
    })
    const { built, done } = await place.run({ strategy, context, request: { network: 'none' } })
    expect(built, done.output).toBe(true)
  })

  test('the same inputs and SOURCE_DATE_EPOCH give the same layers', async () => {
    const context = await place.context(`epoch-${strategy}`, {
      Dockerfile: `FROM ${place.base}\nWORKDIR /there\nCOPY a .\nRUN date > /dev/null && echo x > y\n`,
      a: 'a\n',
    })
    const layers: unknown[] = []
    for (const round of [1, 2]) {
      const inbox = `in/epoch-${strategy}-${round}`
      const { built, done } = await place.run({
        strategy,
        context,
        inbox,
        request: { sourceDateEpoch: 1_700_000_001 },
      })
      expect(built, done.output).toBe(true)
      // Of the config test/differences says so, where it is what is published: buildah names its container in it.
      layers.push((await readRegistryImage(place.relay, `${inbox}:built`)).manifest['layers'])
    }
    expect(layers[0]).toEqual(layers[1])
  })

  test('as an account without a name in /etc/passwd we map the ids ourselves', async () => {
    const context = await place.context(`gate-${strategy}`, {
      Dockerfile: `FROM ${place.base}\nRUN chown 8:12 /bin && su -s /bin/sh mail -c id > /who\n`,
    })
    const { built, done, plan } = await place.run({ strategy, context, process: { user: null } })
    expect(built, done.output).toBe(true)
    expect((plan?.daemon ?? plan?.commands[0])?.join(' ')).not.toContain('--map-auto')
  })

  test('as root of this machine it builds in a user namespace all the same', async () => {
    const context = await place.context(`root-${strategy}`, {
      Dockerfile: `FROM ${place.base}\nRUN cat /proc/self/uid_map > /map && chown 8:12 /bin\n`,
    })
    const directory = join(place.account.directory, `root-${strategy}`)
    await mkdir(directory)
    const { argv, stdin } = place.command({ strategy, context, inbox: `in/root-${strategy}` })
    const env = { ...place.account.environment(), TMPDIR: directory }
    const { built, done } = read(await run({ argv, stdin, env }))
    expect(built, done.output).toBe(true)
    expect(readdirSync(directory)).toEqual([])
  })
})

describe('no credential is within reach of a RUN step', () => {
  /** Leaves a chroot if it can and prints a file of the machine. */
  const ESCAPE = `#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
int main(int count, char **words) {
  char part[4096];
  mkdir("/.out", 0700);
  int root = open("/", O_RDONLY);
  if (chroot("/.out") || fchdir(root)) return 1;
  for (int i = 0; i < 64; i++) if (chdir("..")) return 1;
  if (chroot(".")) return 1;
  for (int at = 1; at < count; at++) {
    int file = open(words[at], O_RDONLY);
    for (int got; (got = read(file, part, sizeof part)) > 0;) if (write(1, part, got) < 0) return 1;
  }
  return 0;
}
`
  const CANARY = 'canary-of-the-home-directory'
  let escape: Buffer
  let login: string

  beforeAll(async () => {
    const source = join(place.account.directory, 'escape.c')
    await writeFile(source, ESCAPE)
    await must({ argv: ['gcc', '-static', '-O1', '-o', join(place.account.directory, 'escape'), source] })
    escape = readFileSync(join(place.account.directory, 'escape'))
    const docker = join(place.account.home, '.docker')
    await mkdir(docker, { recursive: true })
    login = join(docker, 'config.json')
    await writeFile(login, CANARY)
    await chown(docker, place.account.uid, place.account.gid)
    await chown(login, place.account.uid, place.account.gid)
    await chmod(login, 0o600)
  })

  const masked = { mountProc: { holds: false, evidence: 'played by the test' } }
  test.each([
    { strategy: 'buildkit', trials: {}, how: 'in its own container' },
    { strategy: 'buildkit', trials: masked, how: 'without a process sandbox' },
    { strategy: 'buildah', trials: {}, how: 'in its own container' },
    { strategy: 'buildah', trials: masked, how: 'in a chroot' },
  ] as const)('$strategy, $how', async ({ strategy, trials, how }) => {
    const inbox = `in/spy-${strategy}-${how.replaceAll(/\W+/g, '-')}`
    const context = await place.context(inbox.replace('/', '-'), {
      Dockerfile: `FROM ${place.base}
COPY escape /escape
RUN (/escape ${login}; env; cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline /proc/mounts; \\
  for p in /proc/[0-9]*; do cat $p/root${login} $p/cwd/auth.json $p/cwd/docker/config.json; done; \\
  find / -xdev -name config.json -size -64 -exec cat {} + ; find / -xdev -name auth.json -exec cat {} +) 2>/dev/null > /loot; true
`,
      escape: { content: escape, mode: 0o755 },
    })
    const wiring = { credentialDirectories: [join(place.account.home, '.docker')] }
    const env = { HTTPS_PROXY: 'http://me:canary-of-the-proxy@127.0.0.1:9' }
    const { built, done } = await place.run({ strategy, context, inbox, trials, wiring }, { env })
    expect(built, done.output).toBe(true)
    const out = join(place.account.directory, inbox.replaceAll('/', '-'))
    await place.relay.pull(`${inbox}:built`, `oci:${out}:x`)
    // Blobs are gzipped tars: what the step wrote is looked at as it was.
    const loot = await must({
      argv: [
        'sh',
        '-c',
        'for b in "$1"/blobs/sha256/*; do zcat -f "$b" | tr -d "\\000"; done | strings',
        'sh',
        out,
      ],
      timeoutMs: 60_000,
    })
    expect(loot.stdout).toContain('/proc') // the step did look
    const password = Buffer.from(`run:${place.password}`).toString('base64')
    for (const secret of [CANARY, place.password, password, 'canary-of-the-proxy'])
      expect(loot.stdout.includes(secret), secret).toBe(false)
  })
})

describe('a daemon that fails', () => {
  async function daemonOf(output: () => string): Promise<number> {
    const directory = /"directory":"([^"]+)"/.exec(output())?.[1] ?? 'nothing'
    const found = running(`buildkitd\0--config`).filter((pid) => {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      return words.includes(directory) && !words.startsWith('unshare') && !words.includes('--kill-child')
    })
    const [pid] = found
    if (pid === undefined) throw new Error(`no buildkitd runs: ${output()}`)
    return pid
  }

  test('one that dies is noticed at once', async () => {
    const { context, nap } = await slow('dies')
    await using driver = await place.start({ strategy: 'buildkit', context })
    await underWay(driver, nap)
    killOne(await daemonOf(driver.output), 'SIGKILL')
    const { error } = read(await driver.done)
    expect(error).toMatchObject({ code: 'NOTHING_FITS', message: expect.stringContaining('buildkitd died') })
    expect(running(nap)).toEqual([])
  })

  test('one that hangs is noticed within seconds', async () => {
    const { context, nap } = await slow('hangs')
    await using driver = await place.start({ strategy: 'buildkit', context })
    await underWay(driver, nap)
    killOne(await daemonOf(driver.output), 'SIGSTOP')
    const { error } = read(await driver.done)
    expect(error).toMatchObject({ code: 'NOTHING_FITS', message: expect.stringContaining('hangs') })
    expect(running(nap)).toEqual([])
  })
})
