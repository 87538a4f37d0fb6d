import { MediaType } from '../oci/media-types.js'
import { answerBytes, type Exchange } from './exchange.js'
import type { Repositories } from './repositories.js'
import { digestOrRefuse } from './route.js'
import { SpecError } from './spec-error.js'

/** distribution-spec, "Listing Tags". */
export function listTags(exchange: Exchange, repositories: Repositories, name: string): void {
  const all = repositories.tags(name)
  if (!all) throw new SpecError(404, 'NAME_UNKNOWN', `there is no repository ${name}`)
  const { query } = exchange
  const last = query.get('last') ?? undefined
  const limit = countOf(query.get('n'))
  const rest = last === undefined ? all : all.filter((tag) => tag > last)
  const tags = rest.slice(0, limit)
  const more = tags.length < rest.length ? tags.at(-1) : undefined
  answerBytes(exchange, Buffer.from(JSON.stringify({ name, tags })), {
    'Content-Type': 'application/json',
    ...(more === undefined ? {} : { Link: `</v2/${name}/tags/list?n=${limit}&last=${more}>; rel="next"` }),
  })
}

/** distribution-spec, "Listing Referrers": never 404, and the filter is always applied. */
export function listReferrers(
  exchange: Exchange,
  repositories: Repositories,
  name: string,
  digest: string,
): void {
  const subject = digestOrRefuse(digest)
  const wanted = exchange.query.get('artifactType') || undefined
  const manifests = repositories
    .referrers(name, subject)
    .filter((referrer) => wanted === undefined || referrer.artifactType === wanted)
  const index = { schemaVersion: 2, mediaType: MediaType.index, manifests }
  answerBytes(exchange, Buffer.from(JSON.stringify(index)), {
    'Content-Type': MediaType.index,
    ...(wanted === undefined ? {} : { 'OCI-Filters-Applied': 'artifactType' }),
  })
}

function countOf(text: string | null): number {
  if (text === null) return Number.POSITIVE_INFINITY
  if (!/^\d{1,15}$/.test(text)) throw new SpecError(400, 'UNSUPPORTED', `n=${text} is not a number of tags`)
  return Number(text)
}
