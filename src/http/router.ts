// Finds the handler of a request: a tree of path segments for each method. A literal beats `:name`,
// which beats `*rest`; decided from left to right, going back when a branch leads nowhere. The
// order in which routes were added never matters. Lesson: router (core)
//
//   /books/new         literal                 GET /books/new     → this one
//   /books/:isbn       one segment             GET /books/978     → { isbn: '978' }
//   /files/*path       one segment or more     GET /files/a/b.txt → { path: 'a/b.txt' }

export type Route<Value> = { method: string; pattern: string; value: Value }

export type Match<Value> = Route<Value> & { params: Record<string, string> }

// Names are kept with the route and not in the tree: `/a/:x/b` and `/a/:y/c` share their nodes.
type Leaf<Value> = Route<Value> & { names: Name[] }

type Name = { name: string; index: number; isRest: boolean }

type Node<Value> = {
  literals: Map<string, Node<Value>>
  parameter: Node<Value> | undefined
  rest: Leaf<Value> | undefined
  leaf: Leaf<Value> | undefined
}

export class Router<Value> {
  #roots = new Map<string, Node<Value>>()
  #routes: Route<Value>[] = []

  /**
   * Adds a route. Patterns are written decoded: `/café`, not `/caf%C3%A9`.
   *
   * Throws when the pattern matches the same requests as an earlier one, repeats or forgets a name,
   * goes on after a `*`, or can match no request.
   */
  add(method: string, pattern: string, value: Value): void {
    const refuse = (reason: string) => new Error(`Cannot add ${method} ${pattern}: ${reason}`)
    if (!pattern.startsWith('/')) throw refuse('a pattern starts with "/"')
    const segments = pattern.slice(1).split('/')
    const names = namesOf(segments, refuse)
    const place = this.#placeFor(method, segments)
    const isRest = names.at(-1)?.isRest === true
    const taken = isRest ? place.rest : place.leaf
    if (taken !== undefined) {
      throw refuse(`it matches the same requests as ${method} ${taken.pattern}`)
    }
    place[isRest ? 'rest' : 'leaf'] = { method, pattern, value, names }
    this.#routes.push({ method, pattern, value })
  }

  /** Finds the route for a method and decoded segments, as `parseTarget` makes them. */
  find(method: string, segments: readonly string[]): Match<Value> | undefined {
    const root = this.#roots.get(method)
    const leaf = root && findLeaf(root, segments, 0)
    if (leaf === undefined) return undefined
    const { pattern, value } = leaf
    return { method: leaf.method, pattern, value, params: readParams(leaf, segments) }
  }

  /** Lists the methods that have a route for these segments, sorted. */
  methodsFor(segments: readonly string[]): string[] {
    const methods: string[] = []
    for (const [method, root] of this.#roots) {
      if (findLeaf(root, segments, 0) !== undefined) methods.push(method)
    }
    return methods.sort()
  }

  /** Lists every route, in the order in which they were added. */
  routes(): readonly Route<Value>[] {
    return this.#routes
  }

  #placeFor(method: string, segments: readonly string[]): Node<Value> {
    let node = this.#roots.get(method)
    if (node === undefined) this.#roots.set(method, (node = emptyNode()))
    for (const segment of segments) {
      if (segment.startsWith('*')) return node
      node = segment.startsWith(':') ? (node.parameter ??= emptyNode()) : literalOf(node, segment)
    }
    return node
  }
}

function namesOf(segments: readonly string[], refuse: (reason: string) => Error): Name[] {
  const names: Name[] = []
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1
    if (segment === '.' || segment === '..' || (segment === '' && !isLast)) {
      throw refuse(`no request can match the segment ${JSON.stringify(segment)}`)
    }
    const isRest = segment.startsWith('*')
    if (!isRest && !segment.startsWith(':')) continue
    const name = segment.slice(1)
    if (name === '' || name === '__proto__') throw refuse(`${JSON.stringify(segment)} needs a name`)
    if (names.some((other) => other.name === name)) throw refuse(`it has two names ${name}`)
    if (isRest && !isLast) throw refuse(`nothing can follow ${segment}`)
    names.push({ name, index, isRest })
  }
  return names
}

function emptyNode<Value>(): Node<Value> {
  return { literals: new Map(), parameter: undefined, rest: undefined, leaf: undefined }
}

function literalOf<Value>(node: Node<Value>, segment: string): Node<Value> {
  const found = node.literals.get(segment)
  if (found !== undefined) return found
  const added = emptyNode<Value>()
  node.literals.set(segment, added)
  return added
}

function findLeaf<Value>(
  node: Node<Value>,
  segments: readonly string[],
  index: number,
): Leaf<Value> | undefined {
  const segment = segments[index]
  if (segment === undefined) return node.leaf
  const literal = node.literals.get(segment)
  const exact = literal && findLeaf(literal, segments, index + 1)
  if (exact !== undefined) return exact
  // The empty segment after a final slash isn't a value: `/books/` has no isbn.
  const named = segment !== '' && node.parameter && findLeaf(node.parameter, segments, index + 1)
  return named || node.rest
}

function readParams<Value>(leaf: Leaf<Value>, segments: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {}
  for (const { name, index, isRest } of leaf.names) {
    params[name] = isRest ? segments.slice(index).join('/') : (segments[index] ?? '')
  }
  return params
}
