import { readdirSync, readFileSync } from 'node:fs'
import { chmod, chown, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { compareImages, readRegistryImage } from '../../support/image-diff.js'
import { EXECUTOR, NO_EXECUTOR, pathWithExecutor } from '../../support/kaniko.js'
import { makeRootsBase } from '../../support/bases.js'
import { must, run } from '../../support/command.js'
import { runInSandbox, SANDBOXES } from '../../support/sandbox.js'
import { type Driven, type Job, openWorkplace, read, type Workplace } from '../workplace.js'

const DOCKERFILE = `ARG BASE
FROM \${BASE} AS build
WORKDIR /src
COPY src/ .
ARG VERSION=dev
RUN cat *.txt > /out.txt; echo $VERSION >> /out.txt
RUN mkdir -p /made/sticky && chmod 1777 /made/sticky && echo x > /made/owned && chown 8:12 /made/owned
FROM \${BASE}
COPY --from=build /out.txt /app/out.txt
COPY --from=build --chown=1001:1001 /made /made
RUN rm -rf /var/lib/mail && ln -s /app/out.txt /home/link && echo x > /home/one && ln /home/one /home/two && chmod 4711 /home/one
USER app
WORKDIR /home/app
RUN echo mine > mine && id -u > uid
ENTRYPOINT ["cat"]
CMD ["/app/out.txt"]
`
const IGNORED = { ignore: ['config.ArgsEscaped'] }

let place: Workplace
let path: string
let context: string

beforeAll(async () => {
  if (EXECUTOR === undefined) return
  place = await openWorkplace()
  path = await pathWithExecutor(place.account)
  context = await place.context('sandboxed', {
    Dockerfile: DOCKERFILE,
    'src/a.txt': 'one\n',
    'src/b.txt': 'two\n',
  })
  const request = { buildArgs: { BASE: place.base } }
  const { built, done } = await place.run({ strategy: 'buildkit', context, request, inbox: 'in/reference' })
  expect(built, done.output).toBe(true)
})
afterAll(async () => {
  await place?.[Symbol.asyncDispose]()
})
beforeEach((test) => {
  if (EXECUTOR === undefined) test.skip(NO_EXECUTOR)
})

/** The two ways to a root of its own: namespaces of the account's, and a chroot of a default container's root. */
const WAYS = ['namespace', 'chroot'] as const
/** The third: a chroot in namespaces, where pivot_root is forbidden. */
const ALL_WAYS = [...WAYS, 'chroot in a namespace', 'one id', 'clone'] as const
const SANDBOX_OF = {
  chroot: SANDBOXES.dockerDefault,
  'chroot in a namespace': SANDBOXES.dockerSysAdmin,
  clone: SANDBOXES.crioBaseline,
}
/** A user without subordinate ids. */
const NO_RANGE = { trials: { mapRange: { holds: false, evidence: 'played by the test' } } }
type Way = (typeof ALL_WAYS)[number]

async function build(
  way: Way,
  job: Omit<Job, 'strategy'>,
  env: Readonly<Record<string, string>> = {},
): Promise<Driven> {
  const whole: Job = { strategy: 'kaniko', ...job }
  if (way === 'namespace') return place.run(whole, { env: { PATH: path, ...env } })
  if (way === 'one id')
    return place.run({ ...NO_RANGE, ...whole, force: true }, { env: { PATH: path, ...env } })
  const { argv, stdin } = place.command({ temporary: '/tmp', ...whole })
  return read(
    await runInSandbox(place.account, SANDBOX_OF[way], argv, { stdin, env: { PATH: path, ...env } }),
  )
}

/** Every file of an image that a step wrote, as text. */
async function textOf(inbox: string): Promise<string> {
  const out = join(place.account.directory, inbox.replaceAll('/', '-'))
  await place.relay.pull(`${inbox}:built`, `oci:${out}:x`)
  const script = 'for b in "$1"/blobs/sha256/*; do zcat -f "$b" | tr -d "\\000"; done | strings'
  return (await must({ argv: ['sh', '-c', script, 'sh', out], timeoutMs: 60_000 })).stdout
}

async function sameAsReference(inbox: string): Promise<void> {
  const [wanted, got] = await Promise.all([
    readRegistryImage(place.relay, 'in/reference:built'),
    readRegistryImage(place.relay, `${inbox}:built`),
  ])
  expect(compareImages(wanted, got, IGNORED)).toEqual([])
}

describe('the image is the one that BuildKit builds', () => {
  test('as the unprivileged account', async () => {
    const inbox = 'in/account'
    const request = { buildArgs: { BASE: place.base } }
    const { built, done } = await place.run(
      { strategy: 'kaniko', context, request, inbox },
      { env: { PATH: path } },
    )
    expect(built, done.output).toBe(true)
    await sameAsReference(inbox)
  })

  test.each([
    'dockerDefault',
    'dockerSeccompOff',
    'dockerSysAdmin',
    'dockerReadOnlyRoot',
    'kubernetesUnset',
    'kubernetesHostUsersFalse',
    'kubernetesBaseline',
  ] as const)('as root of a container: %s', async (sandbox) => {
    const inbox = `in/${sandbox.toLowerCase()}`
    const { argv, stdin } = place.command({
      strategy: 'kaniko',
      context,
      inbox,
      temporary: '/tmp',
      request: { buildArgs: { BASE: place.base } },
    })
    const done = await runInSandbox(place.account, SANDBOXES[sandbox], argv, { stdin, env: { PATH: path } })
    const { built } = read(done)
    expect(built, done.output).toBe(true)
    await sameAsReference(inbox)
  })
})

describe.each(WAYS)('by %s', (way) => {
  test('a RUN step that fails: its exit status, its line and its last words', async () => {
    const context = await place.context(`failing-${way}`, {
      Dockerfile: `FROM ${place.base} AS one\nRUN true\n\nFROM one\n# a comment\nRUN echo last words \\\n  && exit 42\n`,
    })
    const { error } = await build(way, { context })
    expect(error).toMatchObject({
      code: 'BUILD_FAILED',
      message: expect.stringMatching(/exited with status 42/),
      place: { file: 'Dockerfile', line: 6 },
    })
    expect(error?.message).toContain('last words')
  })

  test('an exit status like that of a shut door is a step’s own, and the step is not run again', async () => {
    const context = await place.context(`shut-${way}`, {
      Dockerfile: `FROM ${place.base}\nRUN echo once; exit 125\n`,
    })
    const { error, log } = await build(way, { context })
    expect(error).toMatchObject({ code: 'BUILD_FAILED', place: { line: 2 } })
    expect(log.match(/^once$/gm)).toHaveLength(1)
  })

  test('an image that the relay does not have is an error, never a pull from elsewhere', async () => {
    const missing = place.base.replace('team/base', 'team/none')
    const context = await place.context(`missing-${way}`, { Dockerfile: `FROM ${missing}\nRUN true\n` })
    const { built, error } = await build(way, { context })
    expect(built).toBe(false)
    expect(error).toMatchObject({
      code: 'BUILD_FAILED',
      message: expect.stringMatching(/not found|unknown/i),
    })
    expect(place.trap.connections).toEqual([])
  })

  test('target, labels, build arguments, ignored files, secrets and mounts', async () => {
    const inbox = `in/asked-${way}`
    const context = await place.context(`asked-${way}`, {
      Dockerfile: `FROM ${place.base} AS wanted
ARG VERSION=dev
COPY . /all
RUN --mount=type=secret,id=token test "$(cat /run/secrets/token)" = s3cr3t-t0ken && echo $VERSION > /version
RUN --mount=type=cache,target=/var/cache/x echo kept > /var/cache/x/file && test -e /var/cache/x/file
RUN --mount=type=bind,source=seen,target=/bound cp /bound /copied
RUN <<END
echo one > /heredoc
END
RUN grep -E '^10\\.1\\.2\\.3[[:space:]]+db\\.test$' /etc/hosts && grep '^fd00::7' /etc/hosts > /v6
FROM ${place.base}
RUN exit 1
`,
      '.dockerignore': 'token\n*.log\n!kept.log\n',
      token: { content: 's3cr3t-t0ken', mode: 0o600 },
      'a.log': 'ignored\n',
      'kept.log': 'kept\n',
      seen: 'seen\n',
    })
    const { built, done } = await build(way, {
      context,
      inbox,
      local: { ignoreFile: join(context, '.dockerignore') },
      request: {
        target: 'wanted',
        buildArgs: { VERSION: '1.2' },
        labels: { 'org.example.quote': 'a "b", c' },
        addHosts: [
          { name: 'db.test', address: '10.1.2.3' },
          { name: 'six.test', address: 'fd00::7' },
        ],
        secrets: [{ id: 'token', source: 'file', path: join(context, 'token') }],
      },
    })
    expect(built, done.output).toBe(true)
    const { files, config } = await readRegistryImage(place.relay, `${inbox}:built`)
    expect([...files.keys()].filter((name) => name.startsWith('all')).sort()).toEqual([
      ...['all', 'all/.dockerignore', 'all/Dockerfile', 'all/kept.log', 'all/seen'],
    ])
    expect(files.get('version')?.size).toBe(4)
    expect(files.get('copied')?.size).toBe(5)
    expect(files.get('heredoc')?.size).toBe(4)
    for (const name of [
      'run/secrets',
      'run/secrets/token',
      'bound',
      'var/cache/x/file',
      'kaniko',
      'etc/hosts',
    ])
      expect(files.has(name), name).toBe(false)
    expect(config['config']).toMatchObject({ Labels: { 'org.example.quote': 'a "b", c' } })
  })

  test('the same inputs and SOURCE_DATE_EPOCH give the same digest', async () => {
    const context = await place.context(`epoch-${way}`, {
      Dockerfile: `FROM ${place.base}\nWORKDIR /there\nCOPY a .\nRUN date > /dev/null && echo x > y\n`,
      a: 'a\n',
    })
    const digests: (string | undefined)[] = []
    for (const round of [1, 2]) {
      const inbox = `in/epoch-${way}-${round}`
      const request = { sourceDateEpoch: 1_700_000_001 }
      const { built, done } = await build(way, { context, inbox, request })
      expect(built, done.output).toBe(true)
      digests.push(await place.relay.digest(`${inbox}:built`))
    }
    expect(digests[0]).toMatch(/^sha256:/)
    expect(digests[1]).toBe(digests[0])
  })

  test('the second build takes every step from the cache', async () => {
    const context = await place.context(`cached-${way}`, {
      Dockerfile: `FROM ${place.base}\nCOPY a /a\nRUN echo worked-here > /b && cat /b\n`,
      a: 'a\n',
    })
    const wiring = { cache: { repository: `cache/${way}`, mode: 'max', writable: true } }
    const first = await build(way, { context, wiring, inbox: `in/cached-${way}-1` })
    expect(first.log).toMatch(/^worked-here$/m)
    const second = await build(way, { context, wiring, inbox: `in/cached-${way}-2` })
    expect(second.built, second.done.output).toBe(true)
    expect(second.log).not.toMatch(/^worked-here$/m)
  })

  test('the machine’s own root is as it was', async () => {
    const context = await place.context(`guard-${way}`, {
      Dockerfile: `FROM ${place.base} AS one\nRUN rm -rf /etc /home /usr /var /tmp 2>/dev/null; mkdir -p /tmp\nFROM ${place.base}\nCOPY --from=one /bin/busybox /x\nRUN rm -rf /usr /var; true\n`,
    })
    const before = readdirSync('/').map((name) => [name, readdirSync('/etc').length])
    const inbox = `in/guard-${way}`
    const { built, done } = await build(way, { context, inbox })
    expect(built, done.output).toBe(true)
    expect(readdirSync('/').map((name) => [name, readdirSync('/etc').length])).toEqual(before)
  })
})

describe('no credential is within reach of a RUN step', () => {
  /**
   * `attack FILE`: leaves a chroot if it can and prints the file; then tries to take hold of every process there is, and
   * prints those that it could: a child of its own shows that it knows how.
   */
  const ATTACK = `#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>
static void seize(int pid) {
  char byte;
  struct iovec here = { &byte, 1 }, there = { (void *)0x400000, 1 };
  if (process_vm_readv(pid, &here, 1, &there, 1, 0) == 1 || errno == EFAULT) printf("read memory of %d.\\n", pid);
  if (ptrace(PTRACE_SEIZE, pid, 0, 0) == 0) { printf("seized %d.\\n", pid); ptrace(PTRACE_DETACH, pid, 0, 0); }
}
int main(int count, char **words) {
  int child = fork();
  if (child == 0) { pause(); return 0; }
  seize(child);
  kill(child, SIGKILL);
  waitpid(child, 0, 0);
  printf("own child was %d.\\n", child);
  for (int pid = 1; pid < 70000; pid++) if (pid != getpid() && kill(pid, 0) == 0) seize(pid);
  fflush(stdout);
  char part[4096];
  mkdir("/.out", 0700);
  int root = open("/", O_RDONLY);
  if (chroot("/.out") || fchdir(root)) { printf("no second chroot.\\n"); return 0; }
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
  let attack: Buffer
  let login: string
  /** A base whose files are all root's. */
  let roots: string

  beforeAll(async () => {
    if (EXECUTOR === undefined) return
    const { account } = place
    const source = join(account.directory, 'attack.c')
    await writeFile(source, ATTACK)
    await must({ argv: ['gcc', '-static', '-O1', '-o', join(account.directory, 'attack'), source] })
    roots = await place.offer(await makeRootsBase(place.relay.directory), 'team/roots:1')
    attack = readFileSync(join(account.directory, 'attack'))
    const docker = join(account.home, '.docker')
    await mkdir(docker, { recursive: true })
    login = join(docker, 'config.json')
    await writeFile(login, CANARY)
    for (const file of [docker, login]) await chown(file, account.uid, account.gid)
    await chmod(login, 0o600)
  })

  test('the attack works where there is no wall', async () => {
    const root = join(place.account.directory, 'no-wall')
    await mkdir(root)
    await writeFile(join(root, 'attack'), attack, { mode: 0o755 })
    const argv = ['chroot', root, '/attack', login] as const
    const done = await runInSandbox(place.account, SANDBOXES.dockerDefault, [
      'sh',
      '-c',
      '"$@"; true',
      'sh',
      ...argv,
    ])
    expect(done.output).toContain(CANARY)
    expect(done.output).toContain('seized 1.')
  })

  test.each(ALL_WAYS)('%s', async (way) => {
    const inbox = `in/attack-${way.replaceAll(' ', '-')}`
    const context = await place.context(inbox.replace('/', '-'), {
      Dockerfile: `FROM ${way === 'one id' ? roots : place.base}
COPY attack /attack
RUN (/attack ${login}; env; cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline /proc/mounts; \\
  for p in /proc/[0-9]*; do cat $p/root${login} $p/cwd/auth.json; done) >/loot 2>/dev/null; true
`,
      attack: { content: attack, mode: 0o755 },
    })
    const env = {
      HTTPS_PROXY: 'http://me:canary-of-the-proxy@127.0.0.1:9',
      DOCKLESS_PASSWORD: 'canary-of-the-job',
    }
    const { built, done } = await build(way, { context, inbox }, env)
    expect(built, done.output).toBe(true)
    const loot = await textOf(inbox)
    const child = /own child was (\d+)\./.exec(loot)?.[1]
    expect(loot).toContain(`seized ${child}.`) // it did try
    for (const secret of [CANARY, 'canary-of-the-proxy', 'canary-of-the-job'])
      expect(loot.includes(secret), secret).toBe(false)
    if (!way.startsWith('chroot')) return
    expect(loot).toContain('no second chroot.')
    const ours = /dockless-(\d+)-/.exec(done.output)?.[1]
    expect(loot).not.toContain(`seized ${ours}.`)
    expect(loot).not.toContain(`read memory of ${ours}.`)
  })
})

describe('an end before the end', () => {
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
    for (let round = 0; round < seconds * 20 && !what(); round++)
      await new Promise((resolve) => void setTimeout(resolve, 50))
    return what()
  }

  test.each(['SIGTERM', 'SIGKILL'] as const)(
    '%s of ours: no process is left, and no file after SIGTERM',
    async (signal) => {
      const nap = `${800 + Math.floor(Math.random() * 90)}.${process.pid}`
      const context = await place.context(`end-${signal}`, {
        Dockerfile: `FROM ${place.base}\nRUN echo started && sleep ${nap}\n`,
      })
      await using driver = await place.start({ strategy: 'kaniko', context }, { env: { PATH: path } })
      expect(await until(() => running(`sleep\0${nap}`).length > 0, 60), driver.output()).toBe(true)
      driver.kill(signal, 'process')
      await driver.done
      expect(await until(() => running(nap).length === 0, 5)).toBe(true)
      if (signal === 'SIGTERM') expect(readdirSync(place.account.tmp)).toEqual([])
      else await must({ argv: ['sh', '-c', 'rm -rf "$1"/*', 'sh', place.account.tmp] })
    },
  )

  test.each([
    ['TERM', 'dockerDefault'],
    ['KILL', 'dockerDefault'],
    ['KILL', 'crioBaseline'],
  ] as const)(
    'SIG%s of ours in a container without unshare(2) (%s): every process ends',
    async (signal, sandbox) => {
      const nap = `${700 + Math.floor(Math.random() * 90)}.${process.pid}`
      const context = await place.context(`alone-${signal}-${sandbox.toLowerCase()}`, {
        Dockerfile: `FROM ${place.base}\nRUN echo started && (sleep ${nap} & sleep ${nap})\n`,
      })
      const { argv, stdin } = place.command({ strategy: 'kaniko', context, temporary: '/tmp' })
      // The shell stays in the container and tells what lives there when ours is gone.
      const script = `"$@" & ours=$!
count() { n=0; for f in /proc/[0-9]*/cmdline; do if tr '\\0' ' ' <$f 2>/dev/null | grep -q "^sleep ${nap}"; then n=$((n+1)); fi; done; echo $n; }
i=0; until [ "$(count)" -gt 0 ] || [ $i -gt 300 ]; do sleep 0.1; i=$((i+1)); done
echo "before: $(count)"; kill -${signal} $ours; wait $ours
i=0; until [ "$(count)" = 0 ] || [ $i -gt 50 ]; do sleep 0.1; i=$((i+1)); done
echo "after: $(count)"`
      const wrapped = ['bash', '-c', script, 'sh', 'sh', '-c', 'exec "$@" <&3', 'sh', ...argv] as const
      const done = await runInSandbox(
        place.account,
        SANDBOXES[sandbox],
        ['bash', '-c', 'exec 3<&0; exec "$@"', 'sh', ...wrapped],
        {
          stdin,
          env: { PATH: path },
        },
      )
      expect(done.stdout).toMatch(/^before: [12]$/m)
      expect(done.stdout).toMatch(/^after: 0$/m)
    },
  )
})

describe('the runner’s root', () => {
  test('is told from kaniko’s behind a bind mount too', async () => {
    const { directory } = place.account
    const script = `mkdir "$1/guard" && chmod 700 "$1/guard" && mkdir "$1/guard/root" && mount --bind / "$1/guard/root" &&
      exec "$2" -e 'import(process.argv[1]).then((m) => m.assertOwnRoot(process.argv[2])).catch((e) => console.log(e.code, e.message))' "$3" "$1/guard"`
    const module = join(directory, 'sources/strategies/kaniko/root.js')
    const argv = [
      'unshare',
      '--mount',
      'sh',
      '-c',
      script,
      'sh',
      directory,
      process.execPath,
      module,
    ] as const
    const done = await run({ argv })
    expect(done.stdout).toMatch(/^DEFECT kaniko may not have .*guard\/root for its root/m)
  })
})
