// What docs/strategies.md is derived from: a runner on which every strategy works, a task for each, and for every
// input and every feature of Dockerfiles one use of it.

const YES = { holds: true, evidence: 'example' }
const tool = (name, version) => ({ path: `/usr/bin/${name}`, version })

/** Programs as old as the oldest distribution that is in use has them. */
const OLD_TOOLS = { buildah: tool('buildah', 'buildah version 1.28.2'), podman: tool('podman', '4.3.1') }

const NAMES = ['buildkitd', 'buildctl', 'buildah', 'podman', 'img', 'runc', 'unshare', 'setpriv', 'git']
const TOOLS = Object.fromEntries(NAMES.map((name) => [name, tool(name, '99.0.0')]))

/** A record that has every name: a runner that allows everything passes every trial. */
const PASSED = new Proxy({}, { get: () => YES })

/** The image with s2i's builder, where s2i is what was asked for. */
export const S2I_BUILDER = {
  registry: 'registry.example',
  repository: 'builder',
  tag: '1',
  digest: undefined,
}

/** An unprivileged user's machine that allows all that a builder may need. */
export function runner(age, architecture) {
  return {
    system: { kernel: '6.12', architecture: 'x86_64', cpus: 2, memoryBytes: 2 ** 33, node: 'v24.0.0' },
    process: {
      uid: 1000,
      gid: 1000,
      user: 'ci',
      capabilities: [],
      boundingSet: ['setgid', 'setuid', 'sys_admin', 'setfcap'],
      noNewPrivileges: false,
      seccomp: 'none',
      nested: false,
      maskedProc: [],
    },
    subordinate: {
      uids: [{ start: 100000, count: 65536 }],
      gids: [{ start: 100000, count: 65536 }],
      helper: 'setuid',
    },
    sysctls: { maxUserNamespaces: 63359 },
    idMap: {
      method: 'newuidmap',
      uids: [{ inside: 0, outside: 1000, count: 1 }],
      gids: [{ inside: 0, outside: 1000, count: 1 }],
    },
    trials: PASSED,
    temporary: {
      path: '/tmp',
      filesystem: 'ext4',
      freeBytes: 2 ** 40,
      writable: true,
      mountOptions: ['rw', 'relatime'],
    },
    tools: {
      ...TOOLS,
      kaniko: tool('kaniko', 'v99.0.0 of osscontainertools'),
      newuidmap: tool('newuidmap'),
      newgidmap: tool('newgidmap'),
      ...(age === 'old' ? OLD_TOOLS : {}),
    },
    daemons: [
      {
        socket: '/run/user/1000/docker.sock',
        rootless: true,
        evidence: 'example',
        engine: 'docker',
        version: '99.0.0',
        architecture,
      },
    ],
    tookMs: 0,
  }
}

/** A Maven project of one module, which says no more of its image than JKube must know. */
export const PROJECT = {
  tool: 'maven',
  directory: '/src',
  file: '/src/pom.xml',
  shown: 'pom.xml',
  program: { path: '/usr/bin/mvn', isWrapper: false },
  java: { home: '/usr/lib/jvm/21', version: 21 },
  modules: [
    {
      address: ':app',
      packaging: 'jar',
      dependsOn: [],
      isApplication: true,
      javaVersion: 21,
      jib: { isConfigured: false, from: undefined, overridden: [] },
      jkube: {
        isConfigured: true,
        from: {
          text: 'registry.example/java:1',
          reference: { registry: 'registry.example', repository: 'java', tag: '1', digest: undefined },
          place: { file: 'pom.xml', line: 1 },
        },
        mainClass: 'app.Main',
        hasImages: false,
      },
    },
  ],
  isMultiModule: false,
  unread: [],
  environment: { open: {}, secret: {} },
  loginDirectories: [],
}

/**
 * Every input in use, as text. Needs it another, that is given `with` it in what it is compared to as well, or only beside
 * it (`and`); needs it a Dockerfile of its own, that is its `text`. Those that are not here are choices and booleans.
 */
export const INPUT_EXAMPLES = {
  context: 'other',
  file: 'other/Dockerfile',
  target: 'app',
  'build-args': 'VERSION=1',
  'build-contexts': 'other=other',
  labels: 'a=b',
  annotations: 'a=b',
  tags: 'registry.example/app:2',
  platforms: 'linux/s390x',
  load: 'oci:out',
  outputs: 'type=oci,dest=out',
  secrets: 'id=value',
  'secret-envs': 'id=VARIABLE',
  'secret-files': 'id=file',
  ssh: 'default=socket',
  'add-hosts': 'name:192.0.2.1',
  'shm-size': '64m',
  ulimit: 'nofile=1024',
  jib: 'from.image=registry.example/base:1',
  jkube: 'generator.java-exec.mainClass=app.Other',
  's2i-builder': 'registry.example/builder:1',
  's2i-environment': 'A=b',
  cache: 'none',
  'cache-scope': 'other',
  'cache-max-size': '1g',
  'cache-mounts': {
    value: '/a,jib-application',
    text: 'FROM scratch\nRUN --mount=type=cache,target=/a true',
  },
  builder: {
    value: 'tcp://builder.example:1234',
    and: { 'builder-ca': 'ca.pem', 'builder-cert': 'cert.pem', 'builder-key': 'key.pem' },
  },
  'builder-ca': { value: 'ca.pem', with: { builder: 'tcp://builder.example:1234' } },
  'builder-cert': {
    value: 'cert.pem',
    with: { builder: 'tcp://builder.example:1234', 'builder-ca': 'ca.pem' },
    and: { 'builder-key': 'key.pem' },
  },
  'builder-key': {
    value: 'key.pem',
    with: { builder: 'tcp://builder.example:1234', 'builder-ca': 'ca.pem' },
    and: { 'builder-cert': 'cert.pem' },
  },
  'tool-mirror': 'mirror.example',
  'tool-images': `buildah=registry.example/buildah@sha256:${'0'.repeat(64)}`,
  registry: { value: 'registry.example', with: { username: 'me', password: 'secret' } },
  username: { value: 'me', and: { password: 'secret' } },
  password: { value: 'secret', and: { username: 'me' } },
  'password-env': { value: 'VARIABLE', and: { username: 'me' } },
  'registry-mirrors': 'mirror.example',
  'insecure-registries': 'registry.example',
  'ca-certificates': 'ca.pem',
  'github-token': 'token',
}

/**
 * What a Dockerfile may hold that not every builder knows: a name for people, and a stage with one use of it. Needs it
 * an input, that is given `with` it.
 */
export const FEATURE_EXAMPLES = {
  RUN: 'RUN true',
  'RUN for another platform': { text: 'RUN true', with: { platforms: 'linux/s390x' } },
  'RUN --mount=type=bind': 'RUN --mount=type=bind,target=/a true',
  'RUN --mount=type=cache': 'RUN --mount=type=cache,target=/a true',
  'RUN --mount=type=tmpfs': 'RUN --mount=type=tmpfs,target=/a true',
  'RUN --mount=type=secret': 'RUN --mount=type=secret,id=a true',
  'RUN --mount=type=ssh': { text: 'RUN --mount=type=ssh true', with: { ssh: 'default=socket' } },
  'run --network': 'RUN --network=none true',
  'run --security': 'RUN --security=insecure true',
  'run --device': 'RUN --device=vendor.example/device true',
  'run --mount=type=secret,env': 'RUN --mount=type=secret,id=a,env=A true',
  heredoc: 'COPY <<E /a\na\nE',
  'copy --link': 'COPY --link a /a',
  'copy --parents': 'COPY --parents a /a',
  'copy --exclude': 'COPY --exclude=b a /a',
  'add --checksum': `ADD --checksum=sha256:${'0'.repeat(64)} https://host.example/a /a`,
  'add --unpack': 'ADD --unpack=false a.tar /a',
  'add url': 'ADD https://host.example/a /a',
  'add git': 'ADD https://host.example/a.git /a',
  'healthcheck --start-interval': 'HEALTHCHECK --start-interval=1s CMD true',
  'cmd below shell': 'SHELL ["/bin/bash", "-c"]\nCMD true',
  onbuild: 'ONBUILD COPY a /a',
  '# syntax': '# syntax=docker/dockerfile:1',
}
