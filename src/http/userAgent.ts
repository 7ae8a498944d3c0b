// What a User-Agent header says about a browser: its name, its kind of device and system, and
// whether it's a program that identifies itself. Headers can lie, so they only decide how a visit
// is counted and what a session is called. Lesson: counting-clicks (tour)

import { isFetcher, longestAgent } from './fetchers.ts'

export type Agent = { isBot: boolean; browser: string; device: string; system: string }

// The same few hundred agents come again and again.
const agents = new Map<string, Agent>()
const mostAgents = 1_000

/** Reads a User-Agent header. */
export function readAgent(header: string): Agent {
  const text = header.slice(0, longestAgent)
  const known = agents.get(text)
  if (known !== undefined) return known
  if (agents.size >= mostAgents) agents.clear()
  const agent = {
    isBot: isFetcher(text), browser: browserOf(text), device: deviceOf(text),
    system: systemOf(text),
  }
  agents.set(text, agent)
  return agent
}

/** Calls a browser as its user would: `Firefox on Linux`; a program by its own name, `curl`. */
export function describeAgent(header: string): string {
  const { browser, system } = readAgent(header)
  if (browser === 'other') return /^[\w.-]{1,40}/.exec(header)?.[0] ?? 'An unknown program'
  return system === 'other' ? browser : `${browser} on ${system}`
}

// Order matters: Edge and Opera also say Chrome, and Chrome says Safari.
const browserMarks = [
  ['Edg', 'Edge'], ['OPR/', 'Opera'], ['Opera', 'Opera'], ['OPiOS', 'Opera'], ['OPT/', 'Opera'],
  ['SamsungBrowser', 'Samsung Internet'],
  ['Firefox', 'Firefox'], ['FxiOS', 'Firefox'], ['Chrome', 'Chrome'], ['CriOS', 'Chrome'],
  ['Safari', 'Safari'], ['curl', 'curl'],
] as const

function browserOf(header: string): string {
  return browserMarks.find(([mark]) => header.includes(mark))?.[1] ?? 'other'
}

function deviceOf(header: string): string {
  if (header.includes('iPad') || (/Android/.test(header) && !/Mobile/.test(header))) return 'tablet'
  if (/Mobile|iPhone|Android/.test(header)) return 'phone'
  return /Windows|Macintosh|X11|Linux|CrOS/.test(header) ? 'computer' : 'other'
}

const systemMarks = [
  ['Android', 'Android'], ['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Windows', 'Windows'],
  ['Macintosh', 'macOS'], ['CrOS', 'ChromeOS'], ['Linux', 'Linux'],
] as const

function systemOf(header: string): string {
  return systemMarks.find(([mark]) => header.includes(mark))?.[1] ?? 'other'
}
