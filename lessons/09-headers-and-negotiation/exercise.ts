// One address, and several ways to say the same: as JSON or text, in English or German, packed
// or not. The headers of the request decide.

import { createServer } from 'node:http'
import { gzipSync } from 'node:zlib'

const greetings: Record<string, string> = { en: 'Good morning', de: 'Guten Morgen' }
const types = ['application/json', 'text/plain']

const server = createServer((request, response) => {
  if (request.url !== '/greeting') return void response.writeHead(404).end()

  //#region todo Choose type and language from Accept and Accept-Language
  //? Under which name does Node keep a header that came as ACCEPT?
  //? And what if the header is missing?
  //> Node writes all names of headers in lower case.
  //> `choose` is below; without a header its first offer is right
  //= const type = request.headers.accept
  //= const language = request.headers['accept-language']
  const type = choose(request.headers.accept, types)
  const language = choose(request.headers['accept-language'], Object.keys(greetings)) ?? 'en'
  //#endregion

  //#region todo Answer 406 when the client can read nothing that you have
  //? The client says: only image/png. Is sending JSON anyway a kindness?
  //> writeHead(406), with a line that says which types there are
  if (type === undefined) {
    response.writeHead(406, { vary: 'Accept', 'content-type': 'text/plain' })
    return void response.end(`There is ${types.join(' and ')}\n`)
  }
  //#endregion

  const text = greetings[language ?? 'en'] ?? 'Hello'
  const body = type === 'application/json' ? JSON.stringify({ text, language }) : text
  response.setHeader('content-type', `${type}; charset=utf-8`)
  response.setHeader('content-language', language ?? 'en')

  //#region todo Tell caches what the answer depends on, and pack it when the client can unpack it
  //? A cache keeps the German answer. The next visitor reads English.
  //? Which header prevents the mix-up?
  //> Vary names the headers you looked at. `weigh` tells whether gzip is welcome: more than 0
  //= response.end(body)
  response.setHeader('vary', 'Accept, Accept-Language, Accept-Encoding')
  if (weigh(request.headers['accept-encoding'], 'gzip') > 0) {
    response.setHeader('content-encoding', 'gzip')
    response.end(gzipSync(body))
  } else {
    response.end(body)
  }
  //#endregion
})

server.listen(process.env.PORT)

// The offer that the client likes best; of equals, the first. Undefined when it likes none.
function choose(header: string | undefined, offers: string[]): string | undefined {
  if (header === undefined) return offers[0]
  let best: string | undefined
  let highest = 0
  for (const offer of offers) {
    const weight = weigh(header, offer)
    if (weight > highest) [best, highest] = [offer, weight]
  }
  return best
}

// How much the client likes an offer: from 0, not at all, to 1.
function weigh(header: string | undefined, offer: string): number {
  //#region todo Read the list of wishes, each with a weight q
  //? In `text/plain;q=0.5, */*;q=0.1`, how much is application/json worth?
  //? And en, when `en-GB` is wished for?
  //> Split at commas, then at semicolons; the most precise wish that fits counts:
  //> text/plain before text/* before */*
  //= return header === offer ? 1 : 0
  const wishes = (header ?? '').toLowerCase().split(',').map((wish) => {
    const [range = '', ...parameters] = wish.split(';').map((part) => part.trim())
    const q = parameters.find((parameter) => parameter.startsWith('q='))
    return { range, weight: q === undefined ? 1 : Number(q.slice(2)) }
  })
  const [kind] = offer.split('/')
  const fitting = [offer, `${kind}/*`, '*/*', '*']
    .map((range) => wishes.find((wish) => wish.range === range))
    .find((wish) => wish !== undefined)
  const regional = wishes.find((wish) => wish.range.startsWith(`${offer}-`))
  return (fitting ?? regional)?.weight ?? 0
  //#endregion
}
