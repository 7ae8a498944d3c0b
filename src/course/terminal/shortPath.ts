// A path as a person would write it.

import { isAbsolute, relative } from 'node:path'

/** Gives a path relative to the terminal's folder if it's inside, or else the whole path. */
export function shortPath(path: string, from: string = process.cwd()): string {
  const short = relative(from, path)
  return short === '' || short.startsWith('..') || isAbsolute(short) ? path : short
}
