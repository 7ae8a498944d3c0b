// The page of a search: where the words were found, with the words marked.

import { html, type Html, type HtmlValue } from '../../http/html.ts'
import type { Reply } from '../../http/reply.ts'
import { readerPage } from './frame.ts'
import { search, wordPattern, wordsOf, type Found, type SearchIndex } from './search.ts'

/** Makes the page for what was typed. */
export function searchPage(index: SearchIndex, query: string): Reply {
  const found = search(index, query)
  return readerPage({
    title: query.trim() === '' ? 'Search' : `Search: ${query}`,
    description: 'Search the lessons, the glossary and the source of the course.',
    place: 'search',
    query,
    kind: 'plain',
    body: html`<section class="results">
<h1>Search</h1>
<form class="search" role="search" action="/search" aria-label="The whole course">
<label class="unseen" for="search">Words to search for</label>
<input id="search" name="q" type="search" value="${query}" autocomplete="off">
<button class="primary">Search</button></form>
${summary(query, found)}
<ol class="found">${found.map((each) => result(each, query))}</ol>
</section>`,
  })
}

function summary(query: string, found: readonly Found[]): HtmlValue {
  if (query.trim() === '') {
    return html`<p class="quiet">Searches all lessons and guides, the glossary, and
the names and introductions of source files.</p>`
  }
  if (found.length > 0) {
    const count = found.length === 1 ? '1 result' : `${found.length} results`
    return html`<p class="quiet" role="status">${count}</p>`
  }
  return html`<p role="status">No results. A shorter word finds more: <q>neg</q> also finds
<q>negotiation</q>.</p>`
}

function result({ address, kind, title, heading, excerpt }: Found, query: string): Html {
  const words = wordsOf(query)
  return html`
<li><p class="kind">${kind}${heading !== '' && html` · ${markWords(title, words)}`}</p>
<h2><a href="${address}">${markWords(heading === '' ? title : heading, words)}</a></h2>
<p>${markWords(excerpt, words)}</p></li>`
}

/** Marks the words that were searched for. */
export function markWords(text: string, words: readonly string[]): HtmlValue {
  if (words.length === 0) return text
  const parts: HtmlValue[] = []
  let end = 0
  for (const match of text.matchAll(wordPattern(words))) {
    parts.push(text.slice(end, match.index), html`<mark>${match[0]}</mark>`)
    end = match.index + match[0].length
  }
  return [...parts, text.slice(end)]
}
