// Who visits a link: people with browsers of all kinds, and programs that look at it first.

import type { Fresh } from '../../src/course/check/fresh.ts'
import type { RequestPlan } from '../../src/course/check/check.ts'

type Headers = NonNullable<RequestPlan['headers']>

export type Visitor = { method?: string; headers: Headers }

const browsers = [
  'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) '
    + 'Version/19.1 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) '
    + 'Chrome/142.0.0.0 Safari/537.36',
  // A person in the browser of an app.
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) '
    + 'Mobile/22F76 Instagram 300.0.0.0 (iPhone15,2; iOS 19_1; de_DE)',
]

/** Makes people, each with another browser, in another order in each run. */
export function people(fresh: Fresh): readonly Visitor[] {
  return fresh.shuffle(browsers).map((agent) => ({
    headers: [
      ['Accept', 'text/html'], ['User-Agent', agent],
      // What browsers say of a click on a link: none of it is a purpose.
      ['Sec-Fetch-Mode', 'navigate'], ['Sec-Fetch-Site', 'cross-site'],
      ['Referer', `https://${fresh.word()}.example/preview`],
    ],
  }))
}

/** Makes a person whose address a proxy passes on. */
export function personFrom(address: string): Visitor {
  return { headers: [['User-Agent', browsers[0] ?? ''], ['X-Forwarded-For', address]] }
}

const [firefox = '', , chrome = ''] = browsers

/** Programs that say who they are: at least one for each rule, as each visit waits for the disk. */
export function robots(fresh: Fresh): readonly Visitor[] {
  const name = fresh.word()
  const words = [
    // Where it can be, the word is a part of a longer one.
    `Mozilla/5.0 (compatible; ${name}bot/1.0; +https://${name}.example)`,
    `${firefox} ${name}-Crawler/2`,
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${name.toUpperCase()}SPIDER`,
    'Mozilla/5.0 (Windows NT 6.1; WOW64) BingPreview/1.0b',
    'Mozilla/5.0 (compatible; Embedly/0.2; +http://support.embed.ly/)',
    'Mozilla/5.0 (compatible; facebookexternalhit/1.1)',
  ]
  const others = fresh.shuffle([
    'curl/8.17.0', 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
    'WhatsApp/2.23.20.0', 'python-requests/2.32.3',
  ]).slice(0, 1)
  return fresh.shuffle([...words, ...others, `${name}/1.0 (like Mozilla/5.0)`])
    .map((agent) => ({ headers: [['User-Agent', agent]] }))
}

/** Programs that don't say who they are. */
export function nameless(): readonly Visitor[] {
  return [{ headers: [] }, { headers: [['User-Agent', '']] }]
}

/** Browsers that fetch a page before anybody has clicked. */
export function prefetches(fresh: Fresh): readonly Visitor[] {
  const purposes = fresh.shuffle([
    ['Sec-Purpose', 'prefetch'], ['Sec-Purpose', 'prefetch;prerender'], ['Purpose', 'PREFETCH'],
    ['X-Purpose', 'Preview'], ['X-moz', 'prefetch'],
  ] as const)
  return purposes.map((purpose) => ({ headers: [['User-Agent', chrome], purpose] }))
}

/** A person whose browser names another purpose than to fetch ahead. */
export function purposeful(fresh: Fresh): Visitor {
  const purpose = fresh.pick([
    ['Purpose', 'navigate'], ['X-Purpose', 'view'], ['Sec-Purpose', 'navigate;click'],
  ] as const)
  return { headers: [['User-Agent', chrome], purpose] }
}

/** A browser that asks for the head only: link checkers do that. */
export function headRequest(): Visitor {
  return { method: 'HEAD', headers: [['User-Agent', firefox]] }
}
