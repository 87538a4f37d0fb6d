import type { HostName } from '../port/host.js'
import { CAPABILITIES } from '../runner/proc.js'
import type { Facts, IdRange, Tool, Trial } from '../runner/facts.js'
import type { Assessment } from '../strategies/strategy.js'

/** What `doctor` found, in the three forms in which it is told. Nothing in it is secret: made for tickets. */
export interface DoctorReport {
  /** For a terminal or a log. */
  readonly text: string
  /** For a job summary or an issue. */
  readonly markdown: string
  /** The document of `doctor --json`. */
  readonly json: {
    readonly host: HostName
    readonly facts: Facts
    readonly assessments: readonly Assessment[]
  }
}

/** Tells what the runner is and allows, what every strategy makes of it, and what to change. Pure. */
export function renderDoctor(facts: Facts, assessments: readonly Assessment[], host: HostName): DoctorReport {
  const sections = [...factSections(facts), toolSection(facts), daemonSection(facts)]
  return {
    text: renderText(host, sections, facts, assessments),
    markdown: renderMarkdown(host, sections, facts, assessments),
    json: { host, facts, assessments },
  }
}

interface Section {
  readonly title: string
  readonly rows: readonly (readonly [name: string, value: string])[]
}

/** A trial or a condition, as it is told. */
interface Finding {
  readonly name: string
  readonly holds: boolean
  readonly evidence: string
  readonly cause?: string
  readonly fix?: string
}

function factSections(facts: Facts): readonly Section[] {
  const { system, process, subordinate, sysctls, temporary } = facts
  const place = system.container === undefined ? 'a plain machine' : `a container: ${system.container}`
  return [
    {
      title: 'System',
      rows: [
        ['kernel', `Linux ${system.kernel}, ${system.architecture}`],
        ['size', `${system.cpus} processors, ${bytes(system.memoryBytes)} of memory`],
        ['place', system.kubernetes ? `${place}, in Kubernetes` : place],
        ['node', system.node],
      ],
    },
    {
      title: 'Process',
      rows: [
        ['user', `uid ${process.uid} (${process.user ?? 'no entry in /etc/passwd'}), gid ${process.gid}`],
        ['capabilities', capabilities(process.capabilities)],
        ['bounding set', capabilities(process.boundingSet)],
        ['no_new_privs', process.noNewPrivileges ? 'set' : 'not set'],
        ['seccomp', process.seccomp],
        ['security label', process.securityLabel ?? 'none'],
        ['user namespace', process.nested ? 'one of a container' : 'the initial one'],
        ['masked in /proc', listed(process.maskedProc)],
      ],
    },
    {
      title: 'Subordinate ids',
      rows: [
        ['uids', ranges(subordinate.uids)],
        ['gids', ranges(subordinate.gids)],
        ['newuidmap', subordinate.helper ?? 'not on PATH'],
        ['map', mapLine(facts)],
      ],
    },
    {
      title: 'Kernel switches',
      rows: [
        ['user.max_user_namespaces', switched(sysctls.maxUserNamespaces)],
        ['kernel.unprivileged_userns_clone', switched(sysctls.unprivilegedUsernsClone)],
        [
          'kernel.apparmor_restrict_unprivileged_userns',
          switched(sysctls.apparmorRestrictUnprivilegedUserns),
        ],
      ],
    },
    {
      title: 'Temporary directory',
      rows: [
        ['path', `${temporary.path}${temporary.writable ? '' : ' (cannot be written)'}`],
        ['filesystem', `${temporary.filesystem}, ${temporary.mountOptions.join(',')}`],
        ['free', bytes(temporary.freeBytes)],
      ],
    },
  ]
}

function mapLine({ idMap, cloned }: Facts): string {
  if (idMap) return idMap.method
  return cloned
    ? `${cloned.idMap.method}, in namespaces by clone(2): unshare(2) is closed`
    : 'none could be written'
}

function toolSection({ tools }: Facts): Section {
  const rows = Object.entries(tools).map(([name, tool]) => [name, toolLine(tool)] as const)
  return { title: 'Tools on PATH', rows }
}

function toolLine(tool: Tool | undefined): string {
  if (tool === undefined) return 'not found'
  const version = tool.version === undefined ? '' : `${tool.version} `
  return `${version}${tool.path}${tool.problem === undefined ? '' : `: ${tool.problem}`}`
}

function daemonSection({ daemons }: Facts): Section {
  const rows = daemons.map(
    ({ socket, rootless, evidence }) =>
      [socket, `${rootless ? 'rootless' : 'ROOT-EQUIVALENT'}: ${evidence}`] as const,
  )
  return { title: 'Container daemons within reach', rows: rows.length > 0 ? rows : [['none', '']] }
}

const TRIAL_NAMES: Readonly<Record<keyof Facts['trials'], string>> = {
  userNamespace: 'make a user namespace',
  mapRoot: 'map root in it',
  mapRange: 'map 65,536 ids in it',
  mount: 'mount in it',
  mountProc: 'mount a fresh /proc in it',
  container: 'set a host name and a root in it',
  overlay: 'use an overlay in it',
  fuse: 'open /dev/fuse',
}

function trialFindings({ trials }: Facts): readonly Finding[] {
  const finding = (name: keyof Facts['trials']): Finding => {
    const trial: Trial = trials[name]
    return { ...trial, name: TRIAL_NAMES[name] }
  }
  return [
    finding('userNamespace'),
    finding('mapRoot'),
    finding('mapRange'),
    finding('mount'),
    finding('mountProc'),
    finding('container'),
    finding('overlay'),
    finding('fuse'),
  ]
}

/** Every fix once, in the order in which the strategies ask for it. */
function fixes(assessments: readonly Assessment[]): readonly string[] {
  const failed = assessments.flatMap((one) => one.conditions.filter((condition) => !condition.holds))
  return [...new Set(failed.map((condition) => condition.fix).filter((fix) => fix !== ''))]
}

function verdict({ strategy, holds }: Assessment): string {
  return `${strategy}: ${holds ? 'can build here' : 'cannot build here'}`
}

function renderText(
  host: HostName,
  sections: readonly Section[],
  facts: Facts,
  assessments: readonly Assessment[],
): string {
  const lines: string[] = [`What this runner allows (host: ${host}; probed in ${facts.tookMs} ms)`]
  for (const { title, rows } of sections) {
    const width = Math.max(...rows.map(([name]) => name.length))
    lines.push('', title, ...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`.trimEnd()))
  }
  const told = new Set<string>()
  lines.push('', 'Trials', ...trialFindings(facts).flatMap((finding) => findingLines(finding, told)))
  lines.push('', 'Strategies')
  for (const assessment of assessments) {
    lines.push(`  ${verdict(assessment)}`)
    lines.push(
      ...assessment.conditions.flatMap((one) => findingLines(one, new Set()).map((line) => `  ${line}`)),
    )
  }
  const todo = fixes(assessments)
  if (todo.length > 0)
    lines.push('', 'What to change for more strategies', ...todo.map((fix) => `  - ${fix}`))
  return `${lines.join('\n')}\n`
}

/** `told` holds the causes that stand above already: one switch may fail six trials. */
function findingLines(finding: Finding, told: Set<string>): readonly string[] {
  const { name, holds, evidence, cause, fix } = finding
  const lines = [`  ${holds ? 'yes' : 'NO '}  ${name}${evidence ? `: ${evidence}` : ''}`]
  if (!holds && cause && told.has(cause)) return [...lines, '       cause and fix: as above']
  if (cause) told.add(cause)
  if (!holds && cause) lines.push(`       cause: ${cause}`)
  if (!holds && fix) lines.push(`       fix: ${fix}`)
  return lines
}

function renderMarkdown(
  host: HostName,
  sections: readonly Section[],
  facts: Facts,
  assessments: readonly Assessment[],
): string {
  const lines: string[] = [
    '## What this runner allows',
    '',
    `Host ${host}, probed in ${facts.tookMs} ms.`,
    '',
  ]
  lines.push('| strategy | here | what is missing |', '| --- | --- | --- |')
  for (const { strategy, holds, conditions } of assessments) {
    const missing = conditions.filter((condition) => !condition.holds)
    const why = missing.map(({ name, evidence }) => `${name}: ${evidence}`).join('; ')
    lines.push(`| ${cell(strategy)} | ${holds ? 'yes' : 'no'} | ${cell(why)} |`)
  }
  const todo = fixes(assessments)
  if (todo.length > 0)
    lines.push('', '### What to change for more strategies', '', ...todo.map((fix) => `- ${inline(fix)}`))
  lines.push(
    '',
    '### Trials',
    '',
    '| trial | holds | evidence | cause and fix |',
    '| --- | --- | --- | --- |',
  )
  for (const { name, holds, evidence, cause, fix } of trialFindings(facts)) {
    const why = [cause, fix].filter((text) => text !== undefined).join('. Fix: ')
    lines.push(`| ${cell(name)} | ${holds ? 'yes' : 'no'} | ${cell(evidence)} | ${cell(why)} |`)
  }
  lines.push('', '<details><summary>Facts</summary>', '')
  for (const { title, rows } of sections) {
    lines.push(`**${title}**`, '', '| | |', '| --- | --- |')
    lines.push(...rows.map(([name, value]) => `| ${cell(name)} | ${cell(value)} |`), '')
  }
  lines.push('</details>')
  return `${lines.join('\n')}\n`
}

/** Text in a cell of a Markdown table: code spans stay, everything that would end the cell or be HTML does not. */
function cell(text: string): string {
  return inline(text).replaceAll('|', '\\|')
}

function inline(text: string): string {
  const escaped = text.replaceAll(/\s*\n\s*/g, ' ')
  // Inside of a code span nothing is HTML, outside of it everything might be.
  return escaped
    .split('`')
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll('&', '&amp;').replaceAll('<', '&lt;')))
    .join('`')
}

/** Root's forty capabilities in a word; a container's fourteen by name. */
function capabilities(held: readonly string[]): string {
  const missing = CAPABILITIES.filter((name) => !held.includes(name))
  if (missing.length === 0) return 'all'
  return missing.length <= 5 ? `all but ${missing.join(', ')}` : listed(held)
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ')
}

function ranges(list: readonly IdRange[]): string {
  return listed(list.map(({ start, count }) => `${count} from ${start}`))
}

function switched(value: number | undefined): string {
  return value === undefined ? 'not in this kernel' : String(value)
}

function bytes(size: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB']
  const power = Math.min(units.length - 1, size > 0 ? Math.floor(Math.log2(size) / 10) : 0)
  const value = size / 1024 ** power
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power] ?? ''}`
}
