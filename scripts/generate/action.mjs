import { plainly, quoted } from './yaml.mjs'

const OUTPUTS = {
  image:
    'First tag with the digest of what was pushed: registry/repository:tag@sha256:…. Empty without a push.',
  digest: 'Digest of the image manifest.',
  imageid: 'Digest of the image configuration.',
  tags: 'Every tag that was pushed, one a line.',
  strategy: 'The way in which the image was built.',
  metadata: 'Metadata of the build as JSON, with the keys of docker/build-push-action.',
}

/** action.yml. No input has a `default:` that the runner would hand over as if it were given, except the token. */
export function renderAction(inputs) {
  const rows = inputs.filter((row) => row.hosts.includes('github'))
  return [
    '# Generated from src/request/table.ts by scripts/generate.mjs: do not edit.',
    'name: Dockless',
    'description: Build and push container images without a Docker daemon, root or a privileged container',
    'author: The Dockless authors',
    'branding:',
    '  icon: package',
    '  color: blue',
    'inputs:',
    ...rows.flatMap((row) => [
      `  ${row.name}:`,
      `    description: ${quoted(plainly(row))}`,
      '    required: false',
      ...(row.deprecated === undefined ? [] : [`    deprecationMessage: ${quoted(row.deprecated)}`]),
      ...(row.actionDefault === undefined ? [] : [`    default: ${row.actionDefault}`]),
    ]),
    'outputs:',
    ...Object.entries(OUTPUTS).flatMap(([name, description]) => [
      `  ${name}:`,
      `    description: ${quoted(description)}`,
    ]),
    'runs:',
    '  using: node24',
    '  main: dist/index.js',
    '  post: dist/post.js',
    '  post-if: always()',
    '',
  ].join('\n')
}
