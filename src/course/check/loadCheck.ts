// Loads the check of a lesson. Node keeps a loaded module forever, so a check that changed on the
// disk is only seen at the next start.

import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { isRecord } from '../../basics/check.ts'
import type { Check } from './check.ts'

/** Loads `check.ts` of a lesson's folder. Rejects when it doesn't export a check. */
export async function loadCheck(folder: string): Promise<Check> {
  const path = join(folder, 'check.ts')
  const module: Record<string, unknown> = await import(pathToFileURL(path).href)
  const { check } = module
  if (isCheck(check)) return check
  throw new Error(`${path} doesn't export a check: export const check = defineCheck(…)`)
}

// defineCheck has made it, so its parts have been checked by the compiler.
function isCheck(value: unknown): value is Check {
  return isRecord(value) && Array.isArray(value['steps']) && isRecord(value['findings'])
}
