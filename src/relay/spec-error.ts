import type { ServerResponse } from 'node:http'

/** The error codes of the distribution-spec ("Error Codes"). Builders retry for seconds on any other. */
export type SpecErrorCode =
  | 'BLOB_UNKNOWN'
  | 'BLOB_UPLOAD_INVALID'
  | 'BLOB_UPLOAD_UNKNOWN'
  | 'DIGEST_INVALID'
  | 'MANIFEST_BLOB_UNKNOWN'
  | 'MANIFEST_INVALID'
  | 'MANIFEST_UNKNOWN'
  | 'NAME_INVALID'
  | 'NAME_UNKNOWN'
  | 'SIZE_INVALID'
  | 'UNAUTHORIZED'
  | 'DENIED'
  | 'UNSUPPORTED'

/** An answer that is an error, in the form of the distribution-spec. */
export class SpecError extends Error {
  readonly status: number
  readonly code: SpecErrorCode
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    code: SpecErrorCode,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message)
    this.name = 'SpecError'
    this.status = status
    this.code = code
    this.headers = headers
  }
}

/** Sends the error; when an answer has begun, only breaking the connection can tell the client. */
export function sendError(response: ServerResponse, error: SpecError): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const body = JSON.stringify({ errors: [{ code: error.code, message: error.message, detail: null }] })
  response.writeHead(error.status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    ...error.headers,
  })
  response.end(body)
}
