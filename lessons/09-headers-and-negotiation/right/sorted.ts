// Sorts the wishes and takes the first offer that one of them fits; packs with br where it can.
import { createServer } from 'node:http'
import { brotliCompressSync, gzipSync } from 'node:zlib'

const texts = { en: 'Good morning', de: 'Guten Morgen' }

type Wish = { value: string; q: number }

const parse = (
  header = ''
): Wish[] => header.toLowerCase().split(',').filter(Boolean).map((part) => {
  const [value = '', ...rest] = part.split(/\s*;\s*/)
  const q = rest.map((one) => /^q=([\d.]+)$/.exec(one)?.[1]).find(Boolean)
  return { value: value.trim(), q: Number(q ?? 1) }
})

const quality = (wishes: Wish[], offer: string): number => {
  const exact = wishes.find(({ value }) => value === offer)
  const wide = wishes.find(({ value }) =>
    value.endsWith('/*') && offer.startsWith(value.slice(0, -1)) && value !== '*/*')
  return (exact ?? wide ?? wishes.find(({ value }) => value === '*/*' || value === '*'))?.q ?? 0
}

createServer((request, response) => {
  const accept = parse(request.headers.accept ?? '*/*')
  const offers = ['application/json', 'text/plain'].map((type) =>
    ({ type, q: quality(accept, type) }))
  const best = offers.filter(({ q }) => q > 0).sort((one, other) => other.q - one.q)[0]
  response.setHeader('Vary', ['Accept', 'Accept-Language', 'Accept-Encoding'])
  if (best === undefined) return void response.writeHead(406).end()
  const languages = parse(request.headers['accept-language']).sort((one, other) => other.q - one.q)
  const german = languages.find(({ value }) => /^(?:en|de)\b/.test(value))?.value.startsWith('de')
  const text = german ? texts.de : texts.en
  const body = best.type === 'text/plain' ? text : JSON.stringify({ text })
  response.setHeader('Content-Type', `${best.type};charset=UTF-8`)
  const codings = parse(request.headers['accept-encoding']).filter(({ q }) => q > 0)
    .map(({ value }) => value)
  if (codings.includes('gzip')) {
    return void response.setHeader('Content-Encoding', 'gzip').end(gzipSync(body))
  }
  if (codings.includes('br')) {
    return void response.setHeader('Content-Encoding', 'br').end(brotliCompressSync(body))
  }
  response.end(body)
}).listen(process.env.PORT)
