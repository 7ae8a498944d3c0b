// The step about links: those that somebody makes while signed in are theirs, in every browser, and
// nobody else sees them.

import { targetOf } from '../29-create-and-redirect/client.ts'
import { Browser, newBrowser, signIn, type Account, type Headers } from '../35-passwords/client.ts'
import { shows } from '../33-the-page/visitor.ts'
import {
  expectNoStore, findLink, openForm, ownHeaders, ownOrigin, ownSite, use, type CsrfTools,
} from './visits.ts'

type Person = { account?: Account; browser: Browser; slug: string }

export async function separateLists(tools: CsrfTools): Promise<void> {
  const { fresh } = tools
  const slugOf = () => `${fresh.word()}-${fresh.word()}`
  const ann: Person = { ...await newBrowser(tools), slug: slugOf() }
  const ben: Person = { ...await newBrowser(tools), slug: slugOf() }
  const stranger: Person = { browser: new Browser(tools), slug: slugOf() }
  const said = fresh.shuffle([ownHeaders(tools), ownOrigin(tools), ownSite])
  for (const [index, person] of [ann, ben, stranger].entries()) {
    await makeLink(tools, person, said[index] ?? [])
  }
  const elsewhere = ann.account && await signIn(tools, ann.account)
  const pages: readonly (readonly [whose: string, Browser | undefined, Person | undefined])[] = [
    ["the first user's page", ann.browser, ann],
    ["the first user's page in another browser", elsewhere, ann],
    ["the second user's page", ben.browser, ben],
    ["the page of a browser that's signed out", stranger.browser, stranger],
    ['the page of a new browser', new Browser(tools), undefined],
  ]
  const slugs = [ann, ben, stranger].map(({ slug }) => slug)
  for (const [whose, browser = new Browser(tools), own] of pages) {
    await judgeList(tools, browser, { whose, own: own?.slug, slugs })
  }
  await use(tools, ann.browser, '/logout')
  await judgeList(tools, ann.browser, {
    whose: 'the page after the first user has signed out', own: undefined, slugs,
  })
}

async function makeLink(
  tools: CsrfTools, { account, browser, slug }: Person, headers: Headers,
): Promise<void> {
  const typed = { target: targetOf(tools.fresh), slug }
  const exchange = await use(tools, browser, '/links', { typed, headers })
  const row = findLink(tools, slug)
  if (row === undefined) {
    tools.fail('form-without-effect', { exchange, expected: `a row in links for ${slug}` })
  }
  const email = account?.email ?? ''
  const id = tools.query('select id from users where email = ?', email)[0]?.['id'] ?? null
  if (row['user'] === id) return
  tools.fail('not-theirs', {
    exchange, expected: `in the row of ${slug}, user is ${String(id)}`,
    actual: String(row['user']),
  })
}

type List = { whose: string; own: string | undefined; slugs: readonly string[] }

async function judgeList(
  tools: CsrfTools, browser: Browser, { whose, own, slugs }: List,
): Promise<void> {
  const { exchange, page } = await openForm(tools, browser, '/links')
  const foreign = slugs.find((slug) => slug !== own && shows(page, slug))
  const evidence = { exchange, mark: 'body' } as const
  if (foreign !== undefined) {
    tools.fail('list-mixed', {
      ...evidence, expected: `${whose} without the link ${foreign}`, actual: "it's there",
    })
  }
  expectNoStore(tools, exchange)
  if (own === undefined || shows(page, own)) return
  tools.fail('not-theirs', {
    ...evidence, expected: `${whose} with the link ${own}`, actual: "it isn't there",
  })
}
