// A path as a person would write it.

import { isAbsolute, relative } from 'node:path'

/** Gives a path from the folder of the terminal when it is inside of it, else the whole path. */
export function shortPath(path: string, from: string = process.cwd()): string {
  const short = relative(from, path)
  return short === '' || short.startsWith('..') || isAbsolute(short) ? path : short
}
