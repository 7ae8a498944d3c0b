// Clients that make links and follow them, over connections that stay open, and remember what was
// answered. A request without an answer counts as "maybe": it was sent, and the server may have done it.

import { Agent, request, type RequestOptions } from 'node:http'

export type ClickCount = { people: number; bots: number; maybePeople: number; maybeBots: number }

export type Acknowledged = {
  /** Slug and target of each 201. */
  links: Map<string, string>
  clicks: Map<string, ClickCount>
}

export type TrafficOptions = {
  port: number
  connections: number
  acknowledged: Acknowledged
  random: () => number
}

type Answer = { status: number; body: string }

const agents = { person: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0', bot: 'Twitterbot/1.0' }

export class Traffic {
  unanswered = 0
  #options: TrafficOptions
  #agent = new Agent({ keepAlive: true })
  #isCut = false

  constructor(options: TrafficOptions) {
    this.#options = options
  }

  /** Works until the server is gone. */
  async run(): Promise<void> {
    const clients = Array.from({ length: this.#options.connections }, () => this.#client())
    await Promise.all(clients)
    this.#agent.destroy()
  }

  async #client(): Promise<void> {
    const { acknowledged, random } = this.#options
    while (!this.#isCut) {
      const slugs = [...acknowledged.links.keys()]
      const slug = slugs[Math.floor(random() * slugs.length)]
      if (slug === undefined || random() < 0.15) await this.#create()
      else await this.#click(slug, random() < 0.2)
    }
  }

  async #create(): Promise<void> {
    const target = `https://example.com/${Math.floor(this.#options.random() * 1e9)}`
    const answer = await this.#send(
      { method: 'POST', path: '/api/links', headers: { 'content-type': 'application/json' } },
      JSON.stringify({ target }),
    )
    if (answer === undefined) return
    if (answer.status !== 201) throw new Error(`Expected 201, got ${answer.status}: ${answer.body}`)
    const link: unknown = JSON.parse(answer.body)
    if (typeof link !== 'object' || link === null || !('slug' in link)) throw new Error(answer.body)
    this.#options.acknowledged.links.set(String(link.slug), target)
  }

  async #click(slug: string, isBot: boolean): Promise<void> {
    const { clicks } = this.#options.acknowledged
    const count = clicks.get(slug) ?? { people: 0, bots: 0, maybePeople: 0, maybeBots: 0 }
    clicks.set(slug, count)
    const headers = { 'user-agent': isBot ? agents.bot : agents.person }
    const answer = await this.#send({ method: 'GET', path: `/${slug}`, headers })
    if (answer === undefined) {
      this.unanswered += 1
      count[isBot ? 'maybeBots' : 'maybePeople'] += 1
      return
    }
    if (answer.status !== 302) throw new Error(`Expected 302, got ${answer.status}: ${answer.body}`)
    count[isBot ? 'bots' : 'people'] += 1
  }

  #send(options: RequestOptions, body = ''): Promise<Answer | undefined> {
    return new Promise((resolve) => {
      const cut = () => {
        this.#isCut = true
        resolve(undefined)
      }
      const { port } = this.#options
      const outgoing = request({ ...options, host: '127.0.0.1', port, agent: this.#agent })
      outgoing.on('error', cut)
      outgoing.on('response', (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk) => (text += chunk))
        response.on('error', cut)
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }))
      })
      outgoing.end(body)
    })
  }
}
