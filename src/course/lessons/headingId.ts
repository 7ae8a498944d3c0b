// The address of a heading inside its page, as code hosts make it: `## What's a port?` is reached
// by `#whats-a-port`.

/** Gives the id of a heading from its Markdown, such as `The **first** line`. */
export function headingId(markdown: string): string {
  return markdown
    .replaceAll(/!?\[([^[\]]*)\]\([^()]*\)/g, '$1')
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}_\- ]/gu, '')
    .replaceAll(' ', '-')
}

/** Gives each heading of a page its own id, in order. A repeated one gets a number: `more-1`. */
export function headingIds(headings: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  // Where the search for a free number goes on: many equal headings would else be tried again.
  const counts = new Map<string, number>()
  return headings.map((heading) => {
    const id = headingId(heading) || 'section'
    let count = counts.get(id) ?? 0
    let free = id
    while (taken.has(free)) free = `${id}-${count += 1}`
    counts.set(id, count)
    taken.add(free)
    return free
  })
}
