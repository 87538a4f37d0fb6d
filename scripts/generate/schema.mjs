import { plainly } from './yaml.mjs'

/** docs/inputs.schema.json: the inputs as one object, as a GitLab component or a `with:` block has them. */
export function renderSchema(inputs) {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Inputs of Dockless',
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(inputs.map((row) => [row.name, property(row)])),
  }
  return `${JSON.stringify(schema, undefined, 2).replace(/\[([^[\]{}]*)\]/g, oneLine)}\n`
}

/** As wide as the formatter of this repository lets a line be. */
const WIDTH = 110

/** Short arrays stand on one line, as the formatter has them. */
function oneLine(array, items, offset, text) {
  const line = `[${items.trim().replace(/,\s+/g, ', ')}]`
  const before = offset - (text.lastIndexOf('\n', offset) + 1)
  return before + line.length <= WIDTH ? line : array
}

function property(row) {
  const description = plainly(row)
  const more = { ...(row.deprecated ? { deprecated: true } : {}), ...(row.secret ? { writeOnly: true } : {}) }
  if (row.kind === 'boolean') return { description, type: 'boolean', ...more }
  if (row.kind === 'choice') return { description, enum: row.choices, ...more }
  if (row.kind === 'list' || row.kind === 'pairs') {
    return {
      description,
      oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }],
      ...more,
    }
  }
  return { description, type: 'string', ...more }
}
