// Clients that make links and follow them through any of several servers. A server or a node may
// die meanwhile: then they go on with another server, and remember what may be stored or not.

import assert from 'node:assert/strict'
import { Agent, type RequestOptions } from 'node:http'
import { pick } from '../pick.ts'
import type { Acknowledged } from './acknowledged.ts'
import { send, type Answer } from './send.ts'

export type ClusterTrafficOptions = {
  /** The ports of the servers. They may change. */
  ports: readonly number[]
  connections: number
  acknowledged: Acknowledged
  random: () => number
}

type Watcher = { since: number; resolve(waitedMs: number): void }

const person = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
// A server gives up after eight seconds, but a request may have several things to do.
const answerLimitMs = 30_000
// Without a limit, a link leads on while nothing can be stored, and the click isn't counted.
const visitLimit = 1_000_000_000

export class ClusterTraffic {
  /** Requests whose end nobody knows: cut off, or refused for now while they were stored. */
  uncertain = 0
  #options: ClusterTrafficOptions
  #agent: Agent
  #watchers: Watcher[] = []
  #isOver = false

  constructor(options: ClusterTrafficOptions) {
    this.#options = options
    this.#agent = new Agent({ keepAlive: true, maxSockets: options.connections })
  }

  /** Works until `stop`, and to the end of what is under way then. */
  async run(): Promise<void> {
    const { connections, acknowledged } = this.#options
    try {
      // The first link brings the edit key that all others are made with.
      while (acknowledged.editKey === undefined && !this.#isOver) await this.#create(0)
      const clients = Array.from({ length: connections }, (_, index) => this.#client(index))
      await Promise.all(clients)
    } finally {
      this.#isOver = true
      this.#agent.destroy()
    }
  }

  stop(): void {
    this.#isOver = true
  }

  /** Gives the milliseconds until something is stored that was asked for from now on. */
  nextStored(): Promise<number> {
    return new Promise((resolve) => {
      this.#watchers.push({ since: performance.now(), resolve })
    })
  }

  // Each client stays with a server until that one fails it.
  async #client(index: number): Promise<void> {
    const { acknowledged: { slugs }, random } = this.#options
    let server = index
    while (!this.#isOver) {
      const slug = slugs[Math.floor(random() * slugs.length)]
      const isCreate = slug === undefined || random() < 0.1
      const wasAnswered = isCreate ? await this.#create(server) : await this.#click(server, slug)
      if (!wasAnswered) server += 1
    }
  }

  async #create(server: number): Promise<boolean> {
    const { acknowledged, random } = this.#options
    const target = `https://example.com/${acknowledged.links.size}/${random()}`
    const { editKey } = acknowledged
    const headers = {
      'content-type': 'application/json',
      ...(editKey === undefined ? {} : { authorization: `Bearer ${editKey}` }),
    }
    const message = { method: 'POST', path: '/api/links', headers }
    const body = JSON.stringify({ target, visitLimit })
    const answer = await this.#store(server, message, { body, status: 201 })
    if (answer === 'refused') return false
    if (answer === 'uncertain') {
      acknowledged.maybeTargets.add(target)
      return false
    }
    const link: unknown = JSON.parse(answer.body)
    acknowledged.addLink(String(pick(link, 'slug')), target)
    acknowledged.editKey ??= String(pick(link, 'editKey'))
    return true
  }

  async #click(server: number, slug: string): Promise<boolean> {
    const { acknowledged, random } = this.#options
    const headers = {
      'user-agent': person, referer: `https://site${Math.floor(random() * 4)}.example/`,
    }
    const message = { method: 'GET', path: `/${slug}`, headers }
    const answer = await this.#store(server, message, { status: 302 })
    if (answer === 'refused') return false
    if (answer === 'uncertain') {
      acknowledged.addClick(slug, 'maybePeople')
      return false
    }
    assert.equal(answer.headers.location, acknowledged.links.get(slug))
    acknowledged.addClick(slug, 'people')
    return true
  }

  async #store(
    server: number, message: RequestOptions, { body, status }: { body?: string; status: number },
  ): Promise<Answer | 'refused' | 'uncertain'> {
    const { ports } = this.#options
    const since = performance.now()
    const options = { ...message, port: ports[server % ports.length], agent: this.#agent }
    const { answer, wasTaken } = await send(options, body, answerLimitMs)
    if (!wasTaken) return 'refused'
    if (answer === undefined || answer.status === 503) {
      this.uncertain += 1
      return 'uncertain'
    }
    assert.equal(answer.status, status, answer.body)
    this.#tellWatchers(since)
    return answer
  }

  #tellWatchers(since: number): void {
    const isOver = (watcher: Watcher) => since >= watcher.since
    for (const { since: start, resolve } of this.#watchers.filter(isOver)) {
      resolve(performance.now() - start)
    }
    this.#watchers = this.#watchers.filter((watcher) => !isOver(watcher))
  }
}
