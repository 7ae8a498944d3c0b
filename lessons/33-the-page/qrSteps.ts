// Steps: the QR code of each link, read from its picture.

import { step, type Evidence } from '../../src/course/check/check.ts'
import { postLink, readMade, targetOf } from '../29-create-and-redirect/client.ts'
import { readQr } from './qrPicture.ts'
import { readSvg, SvgError, type Picture } from './svgShapes.ts'
import type { Id, PageTools } from './visitor.ts'

export const qrSteps = [
  step<Id>('A phone can read the QR code of a link', readCodes, { deadlineMs: 20_000 }),
]

async function readCodes(tools: PageTools): Promise<void> {
  const { fresh, send, fail } = tools
  const long = `${fresh.word()}-${'x'.repeat(fresh.integer(20, 38))}-${fresh.integer(10, 99)}`
  for (const slug of [undefined, long]) {
    const exchange = await postLink(tools, { target: targetOf(fresh), ...(slug && { slug }) })
    const made = readMade(exchange)
    if (made === undefined) return fail('link-not-made', { exchange, expected: '201' })
    const known = await readCode(tools, made)
    // A slug that was chosen is found in capitals, too. The same picture needn't be read again.
    if (slug !== undefined) await readCode(tools, made, { spelling: slug.toUpperCase(), known })
  }
  const exchange = await send({ target: `/links/${fresh.word()}${fresh.word()}x/qr.svg` })
  if (exchange.answer.status === 404) return
  fail('no-qr', { exchange, mark: 'status', expected: '404 for a slug that nobody made' })
}

// Without it, a browser shows no picture in an <img>.
const namespace = /<svg\s[^>]*\bxmlns\s*=\s*["']http:\/\/www\.w3\.org\/2000\/svg["']/

async function readCode(
  { send, fail }: PageTools, { slug, shortUrl }: { slug: string; shortUrl: string },
  { spelling = slug, known = '' } = {},
): Promise<string> {
  const exchange = await send({ target: `/links/${spelling}/qr.svg` })
  const { status } = exchange.answer
  if (status !== 200) return fail('no-qr', { exchange, mark: 'status', expected: '200' })
  const type = exchange.answer.header('content-type') ?? 'no Content-Type'
  if (!/^image\/svg\+xml\s*(?:;|$)/i.test(type)) {
    fail('no-qr', {
      exchange, mark: 'header content-type', expected: 'Content-Type: image/svg+xml', actual: type,
    })
  }
  const evidence: Evidence = { exchange, mark: 'body' }
  if (!namespace.test(exchange.answer.text)) {
    fail('no-qr', { ...evidence, expected: '<svg xmlns="http://www.w3.org/2000/svg" …>' })
  }
  const { text } = exchange.answer
  if (text === known) return text
  const picture = tryToRead(text)
  if (typeof picture === 'string') {
    return fail('qr-element-unknown', {
      ...evidence, expected: 'only what the text lists', actual: `the picture has ${picture}`,
    })
  }
  const reading = readQr(picture)
  if (reading.id !== 'read') {
    const expected = `a code with ${shortUrl}`
    return fail(reading.id, { ...evidence, expected, actual: reading.detail })
  }
  if (reading.text === shortUrl) return text
  return fail('qr-other-text', { ...evidence, expected: shortUrl, actual: reading.text })
}

function tryToRead(text: string): Picture | string {
  try {
    return readSvg(text)
  } catch (error) {
    if (error instanceof SvgError) return error.message
    throw error
  }
}
