// What the clients know: which links and clicks were answered, and which were sent and never
// answered. Those the server may have stored or not, and nobody can tell from outside.

export type ClickCount = { people: number; bots: number; maybePeople: number; maybeBots: number }

export class Acknowledged {
  /** Target of each link that was answered with 201, by slug. Each target is used once. */
  readonly links = new Map<string, string>()
  /** Targets of links that were asked for without an answer. */
  readonly maybeTargets = new Set<string>()
  readonly clicks = new Map<string, ClickCount>()
  /** The slugs again, as a list to choose from. */
  readonly slugs: string[] = []
  editKey: string | undefined = undefined

  addLink(slug: string, target: string): void {
    this.links.set(slug, target)
    this.slugs.push(slug)
  }

  addClick(slug: string, kind: keyof ClickCount): void {
    const count = this.clicks.get(slug) ?? { people: 0, bots: 0, maybePeople: 0, maybeBots: 0 }
    this.clicks.set(slug, count)
    count[kind] += 1
  }

  totals(): { links: number; people: number; bots: number } {
    let people = 0
    let bots = 0
    for (const count of this.clicks.values()) {
      people += count.people
      bots += count.bots
    }
    return { links: this.links.size, people, bots }
  }
}
