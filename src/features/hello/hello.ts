// The rules of saying hello. Lesson: hello-http (core)

import { isRecord } from '../../basics/check.ts'

const longestName = 200

/** Finds the name in what was sent; undefined when there is none that can be greeted. */
export function readName(input: unknown): string | undefined {
  const name = isRecord(input) ? input['name'] : undefined
  if (typeof name !== 'string') return undefined
  const trimmed = name.trim()
  return trimmed === '' || trimmed.length > longestName ? undefined : trimmed
}

export function greet(name: string): string {
  return `Hello, ${name}!`
}
