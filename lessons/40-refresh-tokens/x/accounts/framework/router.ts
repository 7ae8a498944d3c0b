// Lesson 12: finds the routes that match a path. A literal beats a parameter, whatever was added
// first.

import type { Handler, Params } from './context.ts'

type Route = { method: string; segments: readonly string[]; handler: Handler }

export type Match = { method: string; handler: Handler; params: Params }

export class Router {
  readonly #routes: Route[] = []

  /** Adds a route: `router.add('GET', '/books/:isbn', showBook)`. */
  add(method: string, pattern: string, handler: Handler): void {
    this.#routes.push({ method, segments: pattern.split('/').slice(1), handler })
  }

  /** Finds the routes that match these segments, whatever their method; the best one first. */
  findMatches(segments: readonly string[]): Match[] {
    return this.#routes
      .filter((route) => matches(route.segments, segments))
      .sort((one, other) => rank(one).localeCompare(rank(other)))
      .map(({ method, handler, ...route }) =>
        ({ method, handler, params: readParams(route.segments, segments) }))
  }
}

function matches(pattern: readonly string[], segments: readonly string[]): boolean {
  return pattern.length === segments.length && pattern.every((word, index) =>
    word.startsWith(':') ? segments[index] !== '' : word === segments[index])
}

function readParams(pattern: readonly string[], segments: readonly string[]): Params {
  const entries = pattern.map((word, index) => [word, segments[index] ?? ''] as const)
    .filter(([word]) => word.startsWith(':'))
  return Object.fromEntries(entries.map(([word, value]) => [word.slice(1), value]))
}

// Sorts as text: 0 for a literal, 1 for a parameter.
function rank({ segments }: Route): string {
  return segments.map((word) => word.startsWith(':') ? 1 : 0).join('')
}
