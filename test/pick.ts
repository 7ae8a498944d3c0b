// Looks inside unknown data, such as a JSON body, without claiming what it is.

/** Gives what is at a path, or undefined: `pick(body, 'links', 0, 'slug')`. */
export function pick(value: unknown, ...path: (string | number)[]): unknown {
  let inner = value
  for (const name of path) {
    inner = typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined
  }
  return inner
}

/** Gives the list at a path; an empty one where there is none. */
export function pickList(value: unknown, ...path: (string | number)[]): unknown[] {
  const found = pick(value, ...path)
  return Array.isArray(found) ? found : []
}

/** Gives several fields of an object: `pickEach(link, ['slug', 'note'])`. */
export function pickEach(value: unknown, names: readonly string[]): unknown[] {
  return names.map((name) => pick(value, name))
}

/** Gives the fields of an object; none for anything else. */
export function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

export function parseJson(text: string): unknown {
  return JSON.parse(text)
}
