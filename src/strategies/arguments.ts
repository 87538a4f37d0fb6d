/** Words that belong together on a command line: `words('--file', path)`, spread into an argv. */
export function words(...together: readonly string[]): readonly string[] {
  return together
}

/** The same flag for each value. */
export function flags(flag: string, values: readonly string[]): string[] {
  return values.flatMap((value) => [flag, value])
}

/** `name=value` for each entry. */
export function pairs(values: Readonly<Record<string, string>>, prefix = ''): string[] {
  return Object.entries(values).map(([name, value]) => `${prefix}${name}=${value}`)
}

/** One CSV record, quoted as RFC 4180 has it: buildctl reads such values with a CSV reader. */
export function csv(fields: readonly string[]): string {
  return fields
    .map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field))
    .join(',')
}
