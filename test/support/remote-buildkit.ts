import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must, run, type Running, start } from './command.js'
import type { TestCa } from './test-ca.js'
import { fromTestbed } from './testbed.js'

/** A network that one builder has for itself, joined to the machine's by a cable. Needs root. */
export interface RemoteNetwork extends AsyncDisposable {
  /** The machine, as the builder sees it. */
  readonly here: string
  /** The builder, as the machine sees it. */
  readonly there: string
  readonly namespace: string
  /** Cuts the cable, or mends it: nobody is told, packets are lost. */
  cut(): Promise<void>
  mend(): Promise<void>
}

/** A buildkitd in a network of its own that speaks TLS and asks for a certificate. */
export interface RemoteBuildkit extends AsyncDisposable {
  readonly endpoint: string
  /** A socket beside it, for what runs in its pod. */
  readonly socket: string
  readonly daemon: Running
}

let made = 0

/** Lays a network of two addresses; the builder finds the rest of the machine's addresses through it. */
export async function layNetwork(): Promise<RemoteNetwork> {
  const index = made++
  const namespace = `dockless-${process.pid}-${index}`
  const near = `dl${process.pid % 1_000_000}h${index}`
  const far = `dl${process.pid % 1_000_000}n${index}`
  const subnet = `10.213.${((process.pid * 4) % 240) + index}`
  const [here, there] = [`${subnet}.1`, `${subnet}.2`]
  const inside = (...args: string[]) => must({ argv: ['ip', '-n', namespace, ...args] })
  await must({ argv: ['ip', 'netns', 'add', namespace] })
  await must({ argv: ['ip', 'link', 'add', near, 'type', 'veth', 'peer', 'name', far, 'netns', namespace] })
  await must({ argv: ['ip', 'addr', 'add', `${here}/24`, 'dev', near] })
  await must({ argv: ['ip', 'link', 'set', near, 'up'] })
  await inside('addr', 'add', `${there}/24`, 'dev', far)
  await inside('link', 'set', 'lo', 'up')
  await inside('link', 'set', far, 'up')
  await inside('route', 'add', 'default', 'via', here)
  return {
    here,
    there,
    namespace,
    cut: async () => void (await inside('link', 'set', far, 'down')),
    mend: async () => {
      await inside('link', 'set', far, 'up')
      await inside('route', 'replace', 'default', 'via', here)
    },
    async [Symbol.asyncDispose]() {
      await run({ argv: ['ip', 'link', 'del', near] })
      await run({ argv: ['ip', 'netns', 'del', namespace] })
    },
  }
}

/** Starts buildkitd in a network, with a certificate of `ca`; `plain` are registries that speak plain HTTP, `gid` may use its socket. */
export async function startRemoteBuildkit(
  network: RemoteNetwork,
  ca: TestCa,
  options: { readonly plain: readonly string[]; readonly gid: number },
): Promise<RemoteBuildkit> {
  const directory = await mkdtemp(join(tmpdir(), 'dockless-remote-'))
  const { certificateFile, keyFile } = await ca.issue([network.there])
  await chmod(directory, 0o755)
  const socket = join(directory, 'pod.sock')
  const config = join(directory, 'buildkitd.toml')
  const registries = options.plain.map((host) => `[registry."${host}"]\n  http = true\n`)
  await writeFile(config, registries.join(''))
  await mkdir(join(directory, 'root'))
  const endpoint = `tcp://${network.there}:1234`
  const daemon = await start({
    argv: [
      // Not `ip netns exec`, which hides the control groups.
      ...(['nsenter', `--net=/run/netns/${network.namespace}`, 'setpriv', '--pdeathsig', 'TERM'] as const),
      ...[
        fromTestbed('bin/buildkitd'),
        '--config',
        config,
        '--root',
        join(directory, 'root'),
        '--addr',
        endpoint,
      ],
      ...['--tlscacert', ca.certificateFile, '--tlscert', certificateFile, '--tlskey', keyFile],
      ...['--addr', `unix://${socket}`, '--group', String(options.gid)],
      ...['--oci-worker-binary', 'runc', '--oci-worker-snapshotter', 'native', '--debug'],
    ],
    timeoutMs: 600_000,
  })
  await listening(network, daemon)
  return {
    endpoint,
    socket,
    daemon,
    async [Symbol.asyncDispose]() {
      daemon.kill('SIGTERM')
      const late = setTimeout(() => daemon.kill('SIGKILL'), 3000)
      await daemon.done
      clearTimeout(late)
      await rm(directory, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

async function listening(network: RemoteNetwork, daemon: Running): Promise<void> {
  for (let round = 0; round < 200; round += 1) {
    if (daemon.output().includes('running server on')) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`buildkitd did not listen at ${network.there}:\n${daemon.output().slice(-3000)}`)
}
