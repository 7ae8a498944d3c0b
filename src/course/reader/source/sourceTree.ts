// The project's files as the reader shows them: what each is for, which lesson owns it, what it
// imports, what imports it, and its tests.

import { posix } from 'node:path'
import type { Owner } from '../../lessons/owner.ts'
import { declaredIn, findDeclared, type Declared } from './declared.ts'
import { importsOf, type Import } from './imports.ts'
import { readIntroduction, type Introduction } from './introduction.ts'
import { ownersOfSteps, type StepOwner } from './schemaSteps.ts'
import type { ProjectFile } from './projectFiles.ts'

export type SourceEntry = ProjectFile & Scanned & {
  /** The paths of the files that import it, without tests. */
  importedBy: readonly string[]
  tests: readonly string[]
}

type Scanned = {
  introduction: Introduction
  /** The schema has an owner for each of its steps. */
  steps: readonly StepOwner[]
  imports: readonly Import[]
}

export type OwnedFile = { path: string; name: string; line: number | undefined; owner: Owner }

export type SourceTree = {
  /** In the order of the folders. */
  entries: readonly SourceEntry[]
  find(path: string): SourceEntry | undefined
  /** What a file declares; empty if the file is missing. */
  declaredIn(path: string): readonly Declared[]
  /** What a lesson owns, core files first. */
  ownedBy(lesson: string): readonly OwnedFile[]
  /** The path of the page of a file, at a declaration; undefined if the file is missing. */
  addressOf(path: string, name?: string): string | undefined
}

/** Gives the address of the page of a file. */
export function sourceAddress(path: string, line?: number): string {
  const escaped = path.split('/').map(encodeURIComponent).join('/')
  return `/source/${escaped}${line === undefined ? '' : `#L${line}`}`
}

/** Takes the files of a project together. */
export function createSourceTree(files: readonly ProjectFile[]): SourceTree {
  const imports = new Map(files.map((file) => [file.path, scan(file).imports]))
  const importers = importersOf(imports)
  const paths = new Set(files.map(({ path }) => path))
  const entries = files.map((file): SourceEntry => {
    const known = importers.get(file.path) ?? []
    return {
      ...file,
      ...scan(file),
      importedBy: known.filter((path) => !isTest(path)),
      tests: testsOf(file.path, paths, known),
    }
  })
  const byPath = new Map(entries.map((entry) => [entry.path, entry]))
  const declared = new Map<string, readonly Declared[]>()
  return {
    entries,
    find: (path) => byPath.get(path),
    declaredIn(path) {
      const { text } = byPath.get(path) ?? {}
      if (text === undefined) return []
      const known = declared.get(path) ?? declaredIn({ path, text })
      declared.set(path, known)
      return known
    },
    ownedBy: (lesson) => ownedBy(entries, lesson),
    addressOf(path, name) {
      const { text } = byPath.get(path) ?? {}
      if (!byPath.has(path)) return undefined
      const line = text === undefined ? undefined : findDeclared({ path, text }, name)
      return sourceAddress(path, line)
    },
  }
}

/** Says whether a path is that of a test. */
export function isTest(path: string): boolean {
  return path.startsWith('test/')
}

// What is known of a file by itself. One that hasn't changed is the same object.
const scanned = new WeakMap<ProjectFile, Scanned>()

function scan(file: ProjectFile): Scanned {
  const { path, text = '' } = file
  const found = scanned.get(file) ?? {
    introduction: readIntroduction(text),
    steps: path === 'schema.sql' ? ownersOfSteps(text) : [],
    imports: /\.(?:ts|js)$/.test(path) ? importsOf(path, text) : [],
  }
  scanned.set(file, found)
  return found
}

function importersOf(
  imports: ReadonlyMap<string, readonly Import[]>,
): ReadonlyMap<string, readonly string[]> {
  const importers = new Map<string, string[]>()
  for (const [path, list] of imports) {
    for (const target of new Set(list.map((each) => each.target))) {
      importers.set(target, [...importers.get(target) ?? [], path])
    }
  }
  return importers
}

// `src/http/router.ts` has `test/http/router.test.ts`. Some files share a test with their folder,
// or are tested by what imports them.
function testsOf(
  path: string, paths: ReadonlySet<string>, importers: readonly string[],
): readonly string[] {
  if (isTest(path)) return []
  const mirrored = path.replace(/^src\//, 'test/').replace(/\.[a-z]+$/, '')
  const named = [`${mirrored}.test.ts`, `${posix.dirname(mirrored)}.test.ts`]
    .filter((each) => paths.has(each))
  const importing = importers.filter((each) => each.endsWith('.test.ts'))
  return [...new Set([...named, ...importing])]
}

const tiers = ['core', 'tour', 'appendix'] as const

function ownedBy(entries: readonly SourceEntry[], lesson: string): readonly OwnedFile[] {
  const owned = entries.filter(({ path }) => !isTest(path)).flatMap((entry): OwnedFile[] => {
    const { path, introduction: { owner }, steps } = entry
    const parts = steps.map(({ name, line, ...step }) =>
      ({ path, name: `${path}, step "${name}"`, line, owner: step.owner }))
    return owner === undefined ? parts : [{ path, name: path, line: undefined, owner }, ...parts]
  })
  return tiers.flatMap((tier) =>
    owned.filter(({ owner }) => owner.lesson === lesson && owner.tier === tier))
}
