import type { Tree } from './tree.js'

export interface Owner {
  readonly uid: number
  readonly gid: number
}

/** Reads a small file of a tree, links followed; undefined when there is none. */
export type ReadFile = (tree: Tree, path: string) => Promise<Uint8Array | undefined>

/**
 * The owner that `USER` or `--chown` names: `user`, `user:group`, `uid`, `uid:gid`, `:gid`, as BuildKit reads it.
 * A name is looked up in the tree's /etc/passwd and /etc/group, where an unknown one gives 0 without a word;
 * a number alone is the uid and the gid.
 */
export async function resolveOwner(text: string, tree: () => Promise<Tree>, read: ReadFile): Promise<Owner> {
  const colon = text.indexOf(':')
  const user = colon === -1 ? text : text.slice(0, colon)
  const group = colon === -1 ? '' : text.slice(colon + 1)
  let uid = 0
  let gid = 0
  const userId = numeric(user)
  if (userId !== undefined) {
    uid = userId
    gid = userId
  } else if (user !== '') {
    const entry = find(await fields(tree, read, 'etc/passwd'), user)
    uid = numeric(entry?.[2] ?? '') ?? 0
    gid = numeric(entry?.[3] ?? '') ?? 0
  }
  const groupId = numeric(group)
  if (groupId !== undefined) gid = groupId
  else if (group !== '') {
    const entry = find(await fields(tree, read, 'etc/group'), group)
    gid = numeric(entry?.[2] ?? '') ?? gid
  }
  return { uid, gid }
}

/** `root` is 0 whatever the image's files say. */
function numeric(text: string): number | undefined {
  if (text === 'root') return 0
  const value = /^[0-9]{1,10}$/.test(text) ? Number(text) : undefined
  return value !== undefined && value <= 0xffffffff ? value : undefined
}

function find(entries: readonly string[][], name: string): string[] | undefined {
  return entries.find((entry) => entry[0] === name)
}

async function fields(tree: () => Promise<Tree>, read: ReadFile, path: string): Promise<string[][]> {
  const bytes = await read(await tree(), path)
  const lines = Buffer.from(bytes ?? new Uint8Array(0))
    .toString('utf8')
    .split('\n')
  return lines.filter((line) => line.trim() !== '').map((line) => line.split(':'))
}
