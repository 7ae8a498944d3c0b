// The address of a heading inside its page, as code hosts make it: `## What's a port?` is reached
// by `#whats-a-port`.

/** Gives the id of a heading from its Markdown, such as `The **first** line`. */
export function headingId(markdown: string): string {
  return markdown
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}_\- ]/gu, '')
    .replaceAll(' ', '-')
}

/** Gives the id of each heading of a page, in order. A repeated one gets a number: `more-1`. */
export function headingIds(headings: readonly string[]): readonly string[] {
  const counts = new Map<string, number>()
  return headings.map((heading) => {
    const id = headingId(heading)
    const count = counts.get(id) ?? 0
    counts.set(id, count + 1)
    return count === 0 ? id : `${id}-${count}`
  })
}
