// Clients that make links and follow them, over connections that stay open, and remember what was
// answered in full.

import assert from 'node:assert/strict'
import { Agent, type RequestOptions } from 'node:http'
import { pick } from '../pick.ts'
import type { Acknowledged } from './acknowledged.ts'
import { send, type Answer } from './send.ts'

export type TrafficOptions = {
  port: number
  connections: number
  acknowledged: Acknowledged
  random: () => number
}

const person = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const bot = 'Twitterbot/1.0'

export class Traffic {
  /** Requests that were sent and not answered. */
  unanswered = 0
  #options: TrafficOptions
  #agent: Agent
  #isCut = false

  constructor(options: TrafficOptions) {
    this.#options = options
    this.#agent = new Agent({ keepAlive: true, maxSockets: options.connections })
  }

  /** Works until the server is gone. Throws when it answers what it should not. */
  async run(): Promise<void> {
    try {
      // The first link brings the edit key that all others are made with.
      await this.#create()
      await Promise.all(Array.from({ length: this.#options.connections }, () => this.#client()))
    } finally {
      this.#isCut = true
      this.#agent.destroy()
    }
  }

  async #client(): Promise<void> {
    const { acknowledged: { slugs }, random } = this.#options
    while (!this.#isCut) {
      const slug = slugs[Math.floor(random() * slugs.length)]
      if (slug === undefined || random() < 0.1) await this.#create()
      else await this.#click(slug, random() < 0.2)
    }
  }

  async #create(): Promise<void> {
    const { acknowledged, random } = this.#options
    const target = `https://example.com/${acknowledged.links.size}/${random()}`
    const { editKey } = acknowledged
    const headers = {
      'content-type': 'application/json',
      ...(editKey === undefined ? {} : { authorization: `Bearer ${editKey}` }),
    }
    const answer = await this.#send(
      { method: 'POST', path: '/api/links', headers }, JSON.stringify({ target }),
    )
    if (answer === undefined) {
      acknowledged.maybeTargets.add(target)
      return
    }
    assert.equal(answer.status, 201, answer.body)
    const link: unknown = JSON.parse(answer.body)
    acknowledged.addLink(String(pick(link, 'slug')), target)
    acknowledged.editKey ??= String(pick(link, 'editKey'))
  }

  async #click(slug: string, isBot: boolean): Promise<void> {
    const { acknowledged, random } = this.#options
    const headers = {
      'user-agent': isBot ? bot : person,
      referer: `https://site${Math.floor(random() * 4)}.example/`,
    }
    const answer = await this.#send({ method: 'GET', path: `/${slug}`, headers })
    if (answer === undefined) {
      acknowledged.addClick(slug, isBot ? 'maybeBots' : 'maybePeople')
      return
    }
    assert.equal(answer.status, 302, answer.body)
    assert.equal(answer.headers.location, acknowledged.links.get(slug))
    acknowledged.addClick(slug, isBot ? 'bots' : 'people')
  }

  async #send(options: RequestOptions, body = ''): Promise<Answer | undefined> {
    const { port } = this.#options
    const sent = await send({ ...options, port, agent: this.#agent }, body)
    if (sent.answer === undefined) {
      this.#isCut = true
      this.unanswered += 1
    }
    return sent.answer
  }
}
