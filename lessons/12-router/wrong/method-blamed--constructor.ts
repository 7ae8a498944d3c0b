// A tree of objects, in which a segment such as "constructor" is always found.
//#replace
  const found: Match[] = []
//#with
  const tree: Record<string, object> = { books: {}, authors: {} }
  const [first = '', ...others] = segments
  if (others.length === 0 && !Object.hasOwn(tree, first) && first in tree) {
    return [{ route: { method: 'NONE', segments, handler: () => ({}) }, parameters: {} }]
  }
  const found: Match[] = []
//#end
