import type { Outputs } from '../port/host.js'

/** What a summary tells besides the outputs. Sizes in bytes, durations in milliseconds. */
export interface Story {
  readonly why: string
  readonly buildMs: number
  readonly pushMs: number
  readonly sent: number
  readonly mounted: number
  readonly present: number
}

/** The job's summary as GitHub-flavoured Markdown, short enough to be read. */
export function renderSummary(outputs: Outputs, story: Story): string {
  const rows: [string, string][] = [
    ['Image', outputs.image === '' ? 'not pushed' : code(outputs.image)],
    ['Digest', code(outputs.digest)],
    ['Tags', outputs.tags.map(code).join('<br>') || 'none'],
    ['Platform', outputs.platforms.map(code).join(', ')],
    ['Built by', `${code(outputs.strategy)}: ${cell(story.why)}`],
    ['Time', `${seconds(story.buildMs)} to build, ${seconds(story.pushMs)} to push`],
    [
      'Moved',
      `${formatSize(story.sent)} sent, ${formatSize(story.mounted)} mounted, ${formatSize(story.present)} already there`,
    ],
  ]
  return [
    '### Dockless',
    '',
    '| | |',
    '|---|---|',
    ...rows.map(([name, value]) => `| ${name} | ${value} |`),
    '',
  ].join('\n')
}

/** `1.5 MB`: decimal units, as registries and transfer meters count. */
function formatSize(size: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const
  let value = size
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`
}

function seconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`
}

function code(text: string): string {
  return `\`${cell(text).replaceAll('`', "'")}\``
}

/** Text that cannot break out of its cell. */
function cell(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ').replaceAll('|', '\\|')
}
