// What a User-Agent header says of a browser: its name, its kind of device and system, and whether
// it is a program that says so itself. Headers can lie, so nothing is decided by it but how a visit
// is counted and how a session is called. Lesson 27 (counting-clicks).

export type Agent = { isBot: boolean; browser: string; device: string; system: string }

// The same few hundred agents come again and again.
const agents = new Map<string, Agent>()
const mostAgents = 1_000

/** Reads a User-Agent header. */
export function readAgent(header: string): Agent {
  const known = agents.get(header)
  if (known !== undefined) return known
  if (agents.size >= mostAgents) agents.clear()
  const agent = {
    isBot: isBot(header), browser: browserOf(header), device: deviceOf(header),
    system: systemOf(header),
  }
  agents.set(header, agent)
  return agent
}

/** Calls a browser as its user would: `Firefox on Linux`; a program by its own name, `curl`. */
export function describeAgent(header: string): string {
  const { browser, system } = readAgent(header)
  if (browser === 'other') return /^[\w.-]{1,40}/.exec(header)?.[0] ?? 'An unknown program'
  return system === 'other' ? browser : `${browser} on ${system}`
}

// Programs that fetch a link because somebody posted it, or to index it. They say so themselves.
const botWords = [
  'bot', 'crawl', 'spider', 'slurp', 'preview', 'facebookexternalhit', 'whatsapp', 'mastodon',
  'embedly', 'pinterest', 'vkshare', 'bingpreview', 'google-', 'skypeuri', 'snapchat', 'archiver',
]

function isBot(header: string): boolean {
  // A maker of phones that ends in "bot".
  const agent = header.toLowerCase().replaceAll('cubot', '')
  return botWords.some((word) => agent.includes(word))
}

// Order matters: Edge and Opera also say Chrome, and Chrome says Safari.
const browserMarks = [
  ['Edg', 'Edge'], ['OPR/', 'Opera'], ['SamsungBrowser', 'Samsung Internet'],
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
