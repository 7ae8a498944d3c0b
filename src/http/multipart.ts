// Reads a form with files (multipart/form-data, RFC 7578): each field is a part between two lines
// with the boundary, and has headers of its own. Lesson: reading-a-body (tour)
//
//   --boundary
//   Content-Disposition: form-data; name="file"; filename="links.csv"
//   Content-Type: text/csv
//
//   slug,target …
//   --boundary--

import { readBytes, type BodyLimits } from './body.ts'
import { readParameters } from './charset.ts'
import type { Context } from './context.ts'
import { HttpError } from './errors.ts'

export type Part = { name: string; bytes: Uint8Array }

const mostParts = 20
const longestHead = 1_024
const longestName = 100
const boundaryForm = /^[\w'()+,./:=? -]{0,69}[\w'()+,./:=?-]$/

/**
 * Reads the parts of a form. Throws an HttpError 415 for another type, 413 above the limit, and 400
 * for a form that breaks off, has more than 20 parts, or a part without a name.
 */
export async function readMultipart(context: Context, limits: BodyLimits): Promise<Part[]> {
  const boundary = readBoundary(context.header('content-type') ?? '')
  const { buffer, byteOffset, length } = await readBytes(context, limits)
  return parseParts(Buffer.from(buffer, byteOffset, length), boundary)
}

// RFC 2046, section 5.1.1: 70 characters at most, and no space at the end.
function readBoundary(contentType: string): string {
  const [type = ''] = contentType.split(';', 1)
  const isForm = contentType.length <= 300 && type.trim().toLowerCase() === 'multipart/form-data'
  const boundary = isForm ? findParameter(contentType, 'boundary') : undefined
  if (boundary !== undefined && boundaryForm.test(boundary)) return boundary
  const headers = { accept: 'multipart/form-data' }
  const message = 'Send the form as multipart/form-data with a boundary'
  throw new HttpError(415, 'unsupported-media-type', message, { headers })
}

function findParameter(header: string, wanted: string): string | undefined {
  return readParameters(header).find(({ name }) => name === wanted)?.value
}

function parseParts(body: Buffer, boundary: string): Part[] {
  const parts: Part[] = []
  const first = `--${boundary}`
  const delimiter = Buffer.from(`\r\n${first}`)
  if (body.toString('latin1', 0, first.length) !== first) throw badForm()
  let position = first.length
  while (body.toString('latin1', position, position + 2) !== '--') {
    const headEnd = body.indexOf('\r\n\r\n', position)
    const end = body.indexOf(delimiter, headEnd + 4)
    if (headEnd === -1 || end === -1 || headEnd - position > longestHead) throw badForm()
    if (parts.length === mostParts) throw badForm()
    const name = readName(body.toString('utf8', position, headEnd))
    parts.push({ name, bytes: body.subarray(headEnd + 4, end) })
    position = end + delimiter.length
  }
  return parts
}

function readName(head: string): string {
  const line = head.split('\r\n').find((each) => /^content-disposition: *form-data;/i.test(each))
  const name = findParameter(line ?? '', 'name') ?? ''
  if (name === '' || name.length > longestName) throw badForm()
  return name
}

function badForm(): HttpError {
  return new HttpError(400, 'bad-form', 'Cannot read the form: send its parts as RFC 7578 says')
}
