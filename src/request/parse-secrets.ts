import path from 'node:path'
import { Secret } from '../log/secret.js'
import type { RequestEnvironment } from './environment.js'
import type { Reader } from './reader.js'
import type { BuildSecret, SshForward } from './request.js'
import type { InputName } from './table.js'

const ID = /^[A-Za-z0-9_.-]+$/

/**
 * Reads `secrets`, `secret-envs` and `secret-files`. A malformed item of `secrets` is counted, never shown:
 * it may be a part of a secret whose line end was not quoted.
 */
export function readSecrets(reader: Reader, env: RequestEnvironment): readonly BuildSecret[] {
  const secrets = [...readValues(reader), ...readVariables(reader, env), ...readFiles(reader, env)]
  const seen = new Set<string>()
  for (const { id, source } of secrets) {
    const input = source === 'value' ? 'secrets' : source === 'env' ? 'secret-envs' : 'secret-files'
    if (seen.has(id)) reader.wrong(input, `the secret "${id}" is given twice`, 'Keep one of them')
    seen.add(id)
  }
  return secrets
}

function readValues(reader: Reader): readonly BuildSecret[] {
  const secrets: BuildSecret[] = []
  reader.pairs('secrets').forEach(({ key, value }, i) => {
    const id = key.trim()
    if (value === undefined || !ID.test(id)) {
      const fix =
        'Write ID=VALUE; a value of several lines goes in quotes: "ID=…", double quotes in it doubled'
      reader.wrong('secrets', `item ${i + 1} is not of the form ID=VALUE (it is not shown)`, fix)
    } else if (value === '') {
      reader.wrong(
        'secrets',
        `the secret "${id}" is empty`,
        'Give it a value; in CI, an unknown secret is empty',
      )
    } else {
      secrets.push({ id, source: 'value', value: new Secret(value) })
    }
  })
  return secrets
}

function readVariables(reader: Reader, env: RequestEnvironment): readonly BuildSecret[] {
  return named(reader, 'secret-envs', 'ID=VARIABLE').flatMap(({ id, value: variable }) => {
    const value = env.variable(variable)
    if (value !== undefined) return [{ id, source: 'env', variable, value: new Secret(value) } as const]
    reader.wrong(
      'secret-envs',
      `the variable ${variable} of "${id}" is not set`,
      `Set ${variable} for this step`,
    )
    return []
  })
}

function readFiles(reader: Reader, env: RequestEnvironment): readonly BuildSecret[] {
  return named(reader, 'secret-files', 'ID=PATH').flatMap(({ id, value }) => {
    const file = path.resolve(env.cwd, value)
    if (env.isReadableFile(file)) return [{ id, source: 'file', path: file } as const]
    reader.wrong(
      'secret-files',
      `the file ${value} of "${id}" cannot be read`,
      'Name a file that is there and readable',
    )
    return []
  })
}

/** Items `ID=…`. One without an id may be a secret that strayed in, so its text is not shown. */
function named(
  reader: Reader,
  input: InputName,
  form: string,
): readonly { readonly id: string; readonly value: string }[] {
  return reader.pairs(input).flatMap(({ key, value }, i) => {
    if (ID.test(key) && value) return [{ id: key, value }]
    reader.wrong(input, `item ${i + 1} is not of the form ${form} (it is not shown)`, `Write ${form}`)
    return []
  })
}

/** Reads `ssh`: `default` is the agent of SSH_AUTH_SOCK; `ID=PATH[,PATH]` a key or an agent's socket. */
export function readSsh(reader: Reader, env: RequestEnvironment): readonly SshForward[] {
  return reader.pairs('ssh').flatMap(({ key: id, value }) => {
    if (!ID.test(id)) {
      reader.wrong('ssh', `"${id}" is not an id`, 'Write default, or ID=PATH')
      return []
    }
    if (value === undefined || value === '') {
      if (env.variable('SSH_AUTH_SOCK')) return [{ id, paths: [] }]
      reader.wrong(
        'ssh',
        `"${id}" stands for the ssh agent and SSH_AUTH_SOCK is not set`,
        `Start an agent, or write ${id}=PATH`,
      )
      return []
    }
    const file = path.resolve(env.cwd, value)
    if (env.exists(file)) return [{ id, paths: [file] }]
    reader.wrong('ssh', `${value} of "${id}" is not there`, 'Name a private key or the socket of an agent')
    return []
  })
}
