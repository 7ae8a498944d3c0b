// Judges GET /books: one parameter, called search, with exactly the text that was asked for.

import { find, tell, type Id, type Visit } from './visit.ts'

export function judgeSearch(visit: Visit): void {
  const { fail, tasks } = visit
  const request = find(visit, 'GET', '/books')
  const { target, text } = request
  if (text !== '') return fail('get-with-a-body', tell(request, text))
  const query = new URLSearchParams(target.split('?').slice(1).join('?'))
  const [[name, value] = []] = query
  const evidence = { ...tell(request, target), expected: `search: ${tasks.search}` }
  if (value === undefined) return fail('query-missing', { ...evidence, actual: 'no query' })
  if (!query.has('search')) {
    return fail('wrong-parameter', { ...evidence, actual: `${name}: ${value}` })
  }
  const came = query.getAll('search')
  const [first = ''] = came
  if (came.length > 1) {
    const actual = `search came ${came.length} times: ${came.join(', ')}`
    return fail('surplus-parameter', { ...evidence, actual })
  }
  if (first !== tasks.search) {
    return fail(changeOf(first, tasks.search, target), { ...evidence, actual: `search: ${first}` })
  }
  const surplus = [...query.keys()].find((key) => key !== 'search')
  // The token is a worse mistake than any other value: judgeRest names it.
  if (surplus === undefined || query.getAll(surplus).includes(tasks.token)) return
  const actual = `also ${surplus}: ${query.get(surplus)}`
  return fail('surplus-parameter', { ...evidence, actual })
}

function changeOf(came: string, search: string, target: string): Id {
  if (came === encodeURIComponent(search) || decodeOnce(came) === search) return 'encoded-twice'
  if (came === escape(search)) return 'encoded-twice'
  // What the server reads when some signs of the text were sent as they are.
  const unencoded = [search, encodeURI(search), escape(search), search.replaceAll(' ', '+')]
  if (unencoded.some((text) => readSearch(text) === came)) return 'value-not-encoded'
  if (came === search.replaceAll('+', ' ')) return 'value-not-encoded'
  const [start = ''] = search.split(/[&#]/)
  const isCutOff = target.includes('&') || search.includes('#')
  if (came.trim() === start.trim() && isCutOff) return 'value-not-encoded'
  const words = search.split(' ').filter((word) => /^[a-z]{6}/.test(word))
  return words.some((word) => came.includes(word.slice(0, 6))) ? 'value-changed' : 'another-word'
}

// The query ends at #, which fetch doesn't send.
function readSearch(text: string): string | null {
  return new URLSearchParams(`search=${text.split('#')[0]}`).get('search')
}

function decodeOnce(text: string): string | undefined {
  return new URLSearchParams(`search=${text}`).get('search') ?? undefined
}
