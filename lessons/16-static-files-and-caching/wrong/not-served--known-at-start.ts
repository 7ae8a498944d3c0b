// Knows only the files that were there when it started.
//#replace
import { realpath, stat } from 'node:fs/promises'
//#with
import { readdir, realpath, stat } from 'node:fs/promises'
//#end
//#replace
const root = await realpath('public')
//#with
const root = await realpath('public')
const known = new Set(await readdir(root))
//#end
//#replace
  if (!segments.every(isFine)) return undefined
//#with
  if (!segments.every(isFine) || !known.has(segments[0] ?? '')) return undefined
//#end
