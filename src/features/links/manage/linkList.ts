// The list of an owner's links on the start page: search, order, and what can be done with each.
// Lesson: pages-filters-sorting (tour)

import type { Account } from '../../../auth/access/identity.ts'
import { html, type Html, type HtmlValue } from '../../../http/html.ts'
import { hiddenField } from '../../site/fields.ts'
import { formatCursor, type Cursor } from '../../site/list.ts'
import { count } from '../../site/texts.ts'
import type { Link } from '../links.ts'
import { rowText, stateBadge } from '../parts.ts'
import { sparkline } from './chart.ts'
import type { LinkSort } from './list.ts'

export type LinkList = {
  /** Each with people a day, for its small chart. */
  links: readonly { link: Link; daily: readonly number[] }[]
  search: string
  sort: LinkSort
  /** Where the page before this one ended; undefined on the first page. */
  after: Cursor | undefined
  /** Where the next page begins. */
  next: Cursor | undefined
  origin: string
  now: number
  account: Account | undefined
}

export const usualSort: LinkSort = '-createdAt'

const sortNames = [
  ['-createdAt', 'Newest first'], ['-clicks', 'Most clicks'], ['slug', 'By name'],
] as const

/** The list; nothing while there are no links. */
export function linkList(list: LinkList): HtmlValue {
  const { links, search, account } = list
  if (links.length === 0 && search === '') return ''
  return html`<section aria-labelledby="list-title" class="mine">
<div class="list-head">
<h2 id="list-title">${account === undefined ? 'Links made in this browser' : 'Your links'}</h2>
${searchForm(list)}
</div>
${search !== '' && searched(list)}
${links.length > 0 && html`${sortChoices(list)}
<ul class="links">${links.map((listed) => linkRow(list, listed))}</ul>`}
${otherPages(list)}
<p class="quiet">Download all as <a href="/api/links/export?format=csv" download>CSV</a> or
<a href="/api/links/export?format=csv&amp;for=excel" download>CSV for Excel</a></p>
</section>`
}

function searchForm({ search, sort }: LinkList): Html {
  return html`<form role="search" action="/#list-title" class="search">
<label for="search" class="unseen">Search your links</label>
<input id="search" name="search" type="search" dir="auto"
placeholder="Search" value="${search}">
${sort !== usualSort && hiddenField('sort', sort)}
<button>Find</button></form>`
}

// What was searched, because only a few of the links are shown, and the way back to all of them.
function searched({ links, search, sort, next }: LinkList): Html {
  const quoted = html`“<span dir="auto">${search}</span>”`
  const nothing = next === undefined
    ? html`None of your links has ${quoted} in it.` : html`No link with ${quoted} was found so far.`
  return html`<p class="quiet">${links.length === 0
    ? nothing : html`Only links with ${quoted} in them are shown.`}
<a href="${listUrl({ search: '', sort })}">Show all links</a></p>`
}

function sortChoices(list: LinkList): Html {
  return html`<div class="choices" role="group" aria-label="Sort by">
${sortNames.map(([sort, name]) => html`<a href="${listUrl({ ...list, sort })}"
${sort === list.sort && html`aria-current="true"`}>${name}</a> `)}</div>`
}

function otherPages(list: LinkList): HtmlValue {
  const { after, next } = list
  if (after === undefined && next === undefined) return ''
  return html`<p class="actions">
${after !== undefined && html`<a class="button" href="${listUrl(list)}">First page</a>`}
${next !== undefined && html`<a class="button" href="${listUrl(list, next)}">More links</a>`}</p>`
}

// A new order or search begins at the first page.
function listUrl({ search, sort }: Pick<LinkList, 'search' | 'sort'>, cursor?: Cursor): string {
  const query = new URLSearchParams(search === '' ? {} : { search })
  if (sort !== usualSort) query.set('sort', sort)
  if (cursor !== undefined) query.set('cursor', formatCursor(cursor))
  return `/${query.size === 0 ? '' : `?${query}`}#list-title`
}

function linkRow({ origin, now }: LinkList, { link, daily }: LinkList['links'][number]): Html {
  const { slug, people, bots } = link
  const url = `${origin}/${slug}`
  const page = `/links/${slug}`
  const recent = daily.reduce((sum, day) => sum + day, 0)
  return html`<li class="row">
<span class="slug"><a id="link-${slug}" href="${url}">${url.replace(/^https?:\/\//, '')}</a>
${stateBadge(link, now)}</span>
${rowText(link)}
<span class="numbers">
<a class="clicks" href="${page}">${count(people, 'click')}</a>
${bots > 0 && html`<span class="quiet">${count(bots, 'bot')}</span>`}</span>
${sparkline(daily, `${count(recent, 'click')} in the last ${daily.length} days`)}
<span class="tasks"><button class="copy" type="button" data-copy="${url}"
aria-describedby="link-${slug}" hidden>Copy</button>
<a class="button" href="${page}#qr" aria-label="QR code of /${slug}">QR code</a>
<a class="button" href="${page}#settings-title" aria-label="Edit /${slug}">Edit</a></span>
</li>`
}
