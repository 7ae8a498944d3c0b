// The files of the project that have a page in the reader: all of `src/`, the schema, the tests.
// Only a path in this list is ever read, so no request can ask for another file of the machine.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

export type ProjectFile = {
  /** From the project's folder, with slashes: `src/http/router.ts`. */
  path: string
  /** Undefined for a file that isn't text. */
  text: string | undefined
  bytes: number
  /** When it was changed. */
  modifiedMs: number
}

/**
 * Reads the files. In each folder its folders come first, then its files, by name. A file that is
 * known already, and hasn't changed since, isn't read again: it's the same object.
 */
export function readProjectFiles(
  root: string, known: ReadonlyMap<string, ProjectFile> = new Map(),
): readonly ProjectFile[] {
  const tests = listFiles(root, 'test').filter((path) => /\.(?:ts|js)$/.test(path))
  const schema = existsSync(join(root, 'schema.sql')) ? ['schema.sql'] : []
  return [...listFiles(root, 'src'), ...schema, ...tests].flatMap((path) => {
    const stats = statSync(join(root, path), { throwIfNoEntry: false })
    if (stats === undefined) return []
    const { size, mtimeMs: modifiedMs } = stats
    const file = known.get(path)
    if (file?.bytes === size && file.modifiedMs === modifiedMs) return [file]
    return [{ path, bytes: size, modifiedMs, text: readFile(join(root, path), size) }]
  })
}

// A symbolic link is neither a file nor a folder here: it might lead out of the project.
function listFiles(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return []
  const entries = readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
    .sort((left, right) => left.name.localeCompare(right.name, 'en'))
  const folders = entries.filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => listFiles(root, `${folder}/${name}`))
  const files = entries.filter((entry) => entry.isFile()).map(({ name }) => `${folder}/${name}`)
  return [...folders, ...files]
}

// A larger file isn't read line by line by anyone.
const mostBytes = 1_000_000

function readFile(path: string, bytes: number): string | undefined {
  return bytes > mostBytes ? undefined : readText(readFileSync(path))
}

const decoder = new TextDecoder('utf-8', { fatal: true })

// Git may write CRLF on Windows.
function readText(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined
  try {
    return decoder.decode(bytes).replaceAll('\r\n', '\n')
  } catch {
    return undefined
  }
}
