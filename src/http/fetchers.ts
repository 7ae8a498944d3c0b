// Tells programs that fetch links from people's browsers, by the User-Agent header. Browsers, and
// the apps that contain one, say "Mozilla/5.0 (device) …". A program either doesn't, or adds its
// name or an address where to ask about it. A person inside an app is still a person.
// Lesson: counting-clicks (core)

import { botNames, botWordParts, browserStarts, phoneMarks } from './botNames.ts'

/** Only so much of a header is read: those of real browsers have at most 600 characters. */
export const longestAgent = 1_000

/**
 * Says whether a program identifies itself as one: a crawler, a link preview, a monitor, a library.
 * A program that claims to be a browser and nothing else can't be told apart, and counts as one.
 */
export function isFetcher(header: string): boolean {
  const agent = withoutDetails(header.slice(0, longestAgent).trim().toLowerCase())
  if (!agent.startsWith('mozilla/') && !startsLikeBrowser(agent)) return true
  return saysNothing(agent) || hasContact(agent) || isOnlyCompatible(agent) || hasBotName(agent)
}

// In brackets, Facebook's apps name the phone's network and other apps: `FBCR/Ting.com`.
function withoutDetails(agent: string): string {
  return agent.replace(/\[fb[^\]]*\]?/, '[fban]')
}

// Some apps put their own name before what the browser of a phone says.
function startsLikeBrowser(agent: string): boolean {
  return (agent.includes('(khtml, like gecko)') && agent.includes(' mobile')) ||
    endsWord(agent, 'browser') ||
    phoneMarks.some((mark) => agent.includes(mark)) ||
    browserStarts.some((start) => agent.startsWith(start) && !isLetter(agent.at(start.length)))
}

// Every browser says more than `Mozilla/5.0`: what it runs on, in parentheses, or its name. A
// single word in parentheses is the name of a program: `Mozilla/5.0 (l9scan/2.0)`.
function saysNothing(agent: string): boolean {
  if (/^mozilla\/5\.0 \([^ ;/]+\/[^ ;]+\)$/.test(agent)) return true
  if (!agent.startsWith('mozilla/') || agent.replace('()', '').includes('(')) return false
  return !startsLikeBrowser(agent.replace(/^mozilla\/[\d.]* ?/, ''))
}

// `+https://example.com/bot`, `pages.example.com/bot` or an email address: where to ask about it.
function hasContact(agent: string): boolean {
  return agent.includes('://') || agent.includes('mailto:') || hasEmailAddress(agent) ||
    /\w\.(?:com|org|io|co)(?![\w.])/.test(agent)
}

// A browser for phones says `Ecosia android@142.0`: a domain begins with a letter.
function hasEmailAddress(agent: string): boolean {
  return /\w@[a-z]/.test(agent)
}

// `Mozilla/5.0 (compatible; Name/1.0)` is the usual form for programs. Only old browsers used it.
const compatibleBrowsers = [
  'msie', 'konqueror', 'dillo', 'icab', 'oregano', 'abrowse', 'netsurf', 'webbie', 'aol ',
  'antgalio', 'ibrowse', 'amiga', 'netpositive', 'webpositive', 'netfront', 'offbyone',
]

function isOnlyCompatible(agent: string): boolean {
  return /[(;] ?compatible[;)]/.test(agent) &&
    !compatibleBrowsers.some((name) => agent.includes(name))
}

function hasBotName(agent: string): boolean {
  return endsWord(agent, 'bot') || endsWord(agent, 'bots') || endsWord(agent, 'agent') ||
    botWordParts.some((part) => agent.includes(part)) ||
    botNames.some((name) => agent.includes(name))
}

// `Googlebot/2.1`, `archive.org_bot`: at the end of a word. Cubot makes phones.
function endsWord(agent: string, ending: string): boolean {
  let position = agent.indexOf(ending)
  while (position !== -1) {
    const isPhone = agent.startsWith('cubot', position - 2)
    if (!isPhone && !isLetter(agent.at(position + ending.length))) return true
    position = agent.indexOf(ending, position + 1)
  }
  return false
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && character >= 'a' && character <= 'z'
}
