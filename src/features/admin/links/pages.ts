// The list of all links, and the page that comes before one is switched off or on. A target is text
// and not a link, because it may be as bad as somebody reports.
// Lesson: user-management (appendix)

import { html, type Html, type HtmlValue } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import { errorText, isWrong, tokenField } from '../../site/fields.ts'
import type { ShownForm } from '../../site/form.ts'
import type { AllLinksQuery, ListedLink, ModeratedLink } from '../../site/moderation.ts'
import { count, timeText } from '../../site/texts.ts'
import { adminPage, doneLine, moreLink, problemLine, searchField } from '../frame.ts'
import { defaultReason } from '../reports/rules.ts'
import type { AdminViewer } from '../requester.ts'
import { actions, type ActionName } from './rules.ts'

type LinksPage = {
  query: AllLinksQuery
  links: readonly ListedLink[]
  /** The URL of the next page. */
  next: string | undefined
  /** What was done just now. */
  done: string | null
}

const doneSentences = { block: actions.block.done, unblock: actions.unblock.done }

const stateWords: Record<ListedLink['state'], string> = {
  'active': '',
  'disabled': 'switched off by its owner',
  'blocked': 'switched off',
  'expired': 'expired',
  'used-up': 'used up',
}

export function linksPage(viewer: AdminViewer, { query, links, next, done }: LinksPage): Reply {
  return adminPage({
    viewer,
    title: 'All links',
    part: '/admin/links',
    body: html`${doneLine(doneSentences, done)}
<form role="search" action="/admin/links" class="filters">
${searchField('slug', { label: 'Slug begins with', value: query.slug })}
${searchField('search', { label: 'In slug or target', value: query.search })}
${searchField('owner', { label: "Owner's email", value: query.owner ?? '' })}
<p class="actions"><button>Find</button>
${isNarrowed(query) && html`<a class="button" href="/admin/links">Show all</a>`}</p></form>
${links.length === 0
  ? html`<p class="quiet" role="status">${next === undefined
    ? 'No links found.' : 'No links found so far.'}</p>`
  : html`<ul class="admin-list">${links.map(linkRow)}</ul>`}
${moreLink(next, query.search === '' ? 'More links' : 'Search more links')}`,
  })
}

/** Asks before a link is switched off or on. */
export function linkActionPage(
  viewer: AdminViewer,
  { name, link, form, ...response }: ShownForm & { name: ActionName; link: ModeratedLink },
): Reply {
  const { title, button, words } = actions[name]
  const path = `/admin/links/${link.slug}/${name}`
  return adminPage({
    ...response,
    viewer,
    title,
    part: '/admin/links',
    body: html`<p class="lead slug">/${link.slug}</p>
<p class="address"><code>${link.target}</code></p>
<p>${words}</p>
${problemLine(form)}
<form method="post" action="${path}" class="unlock">${tokenField(viewer)}
${name === 'block' && reasonField(form)}
<p class="actions"><button class="${name === 'block' ? 'danger' : 'primary'}">${button}</button>
<a class="button" href="${`/admin/links?slug=${link.slug}`}">Cancel</a></p></form>`,
  })
}

function isNarrowed({ slug, search, owner }: AllLinksQuery): boolean {
  return slug !== '' || search !== '' || owner !== undefined
}

function reasonField({ typed, issues }: ShownForm['form']): Html {
  return html`<div class="field"><label for="reason">Reason, shown to visitors</label>
<input id="reason" name="reason" maxlength="200" dir="auto"
value="${typed['reason'] ?? defaultReason}"
aria-describedby="reason-error" aria-invalid="${isWrong(issues, 'reason')}">
${errorText(issues, 'reason')}</div>`
}

function linkRow(link: ListedLink): Html {
  const { slug, state, disabledReason, isReported } = link
  return html`<li><div class="admin-row">
<span class="what"><a class="slug" href="/${slug}+">/${slug}</a>
${state !== 'active' && html`<span class="badge ${state}">${stateWords[state]}</span>`}
${isReported && html`<a class="badge" href="/admin/reports#report-${slug}">reported</a>`}
<span class="quiet target" dir="auto">${targetText(link)}</span></span>
<span>${ownerText(link)}<br>
<span class="quiet">made ${timeText(link.createdAt)}</span>
${disabledReason !== null && html`<br><span class="quiet" dir="auto">“${disabledReason}”</span>`}
</span>
<span class="when"><span>${count(link.people, 'click')}, ${count(link.bots, 'bot')}</span>
${actionLink(link)}</span></div></li>`
}

// As it's sent and, where that differs, as people read it.
function targetText({ target, readable }: ListedLink): string {
  return target === readable ? target : `${target} (${readable})`
}

function ownerText({ user, email }: ListedLink): HtmlValue {
  if (user === null) return 'without an account'
  return html`<a href="/admin/users/${user}">${email}</a>`
}

function actionLink({ slug, state }: ListedLink): Html {
  const [name, text] = state === 'blocked'
    ? ['unblock', 'Switch on again'] as const : ['block', 'Switch off'] as const
  return html`<a class="button" href="${`/admin/links/${slug}/${name}`}"
aria-label="${text} /${slug}">${text}</a>`
}
