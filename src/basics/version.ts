// The version of Groundwork that runs, as package.json says. Lesson: deploying (tour)

import { readFileSync } from 'node:fs'
import { isRecord } from './check.ts'

/** Reads the version, such as `1.4.2`. */
export function readVersion(): string {
  const file = new URL('../../package.json', import.meta.url)
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'))
  return isRecord(parsed) ? String(parsed['version']) : 'unknown'
}
