/** A YAML scalar in single quotes: no escapes but the doubled quote, so for text of one line only. */
export function quoted(text) {
  if (/[\n\r]/.test(text)) throw new Error(`one line, please: ${text}`)
  return `'${text.replaceAll("'", "''")}'`
}

/** Description and default in one sentence after the other, for where only a description is shown. */
export function described(row) {
  return row.default === '' ? row.description : `${row.description} Default: ${row.default}.`
}

/** The same without Markdown. */
export function plainly(row) {
  return described(row).replaceAll('`', '')
}
