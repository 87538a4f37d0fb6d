import path from 'node:path'
import { formatReference } from '../oci/reference.js'
import type { Facts, Tool, ToolName } from '../runner/facts.js'
import type { CatalogueTool } from './catalogue.js'

/** A builder of the catalogue, and whether it is there already. */
export interface Offer {
  readonly tool: CatalogueTool
  readonly directory: string
  readonly installed: boolean
}

/**
 * The facts as they are with the catalogue at hand: what is not on PATH, or has a known defect, comes from there. What
 * is not installed says so in `fetch`, and a plan may count on it: it is fetched before the build begins. Pure.
 */
export function withOffers(facts: Facts, offers: readonly Offer[]): Facts {
  const tools: Record<ToolName, Tool | undefined> = { ...facts.tools }
  for (const { tool, directory, installed } of offers) {
    for (const { program, fork } of tool.files) {
      const found = tools[program]
      if (found && found.problem === undefined) continue
      const at = {
        path: path.join(directory, program),
        version: [tool.version, ...(fork === undefined ? [] : [fork])].join(' '),
      }
      tools[program] = installed ? at : { ...at, fetch: formatReference(tool.image) }
    }
  }
  return { ...facts, tools }
}

/** The tools that must be fetched before the programs that `words` name can be run: argv arrays, and what is copied. */
export function toFetch(offers: readonly Offer[], words: readonly string[]): readonly CatalogueTool[] {
  const named = new Set(words)
  return offers
    .filter(({ installed, directory, tool }) => {
      return !installed && tool.files.some(({ program }) => named.has(path.join(directory, program)))
    })
    .map(({ tool }) => tool)
}
