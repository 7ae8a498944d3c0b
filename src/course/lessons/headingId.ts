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

/** Gives each heading of a page an id of its own, in order. A repeated one gets a number: `more-1`. */
export function headingIds(headings: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  return headings.map((heading) => {
    const id = headingId(heading) || 'section'
    let free = id
    for (let count = 1; taken.has(free); count += 1) free = `${id}-${count}`
    taken.add(free)
    return free
  })
}
