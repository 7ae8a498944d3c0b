// The rules that the source keeps, as functions from a file's text to what is wrong with it. Node's
// own type stripper tells what is a type and what is code, so the scan need not guess.

import { stripTypeScriptTypes } from 'node:module'
import { posix } from 'node:path'

/** A source file; its path begins at the project's folder: `src/http/router.ts`. */
export type SourceFile = { path: string; text: string }

const longestFile = 250
const widestLine = 100
const longestFunction = 40
// Other names must say more than their folder does, before too many files share one.
const mostNamesakes = 4
const topicFiles = ['rules.ts', 'routes.ts', 'api.ts', 'pages.ts', 'store.ts', 'dependencies.ts']

// From the ground up. Two folders in one row are siblings, which never import each other; what lies
// directly in src/ stands on top.
const layers = [
  ['basics'], ['http', 'database'], ['services'], ['auth'], ['features'], ['tools'], ['course'],
  [''],
]

/** Names each rule that a file breaks by what it imports. */
export function importProblems(file: SourceFile): string[] {
  return specifiersOf(file.text).flatMap((specifier) => {
    const reason = importProblem(file.path, specifier)
    return reason === undefined ? [] : [`${file.path} imports ${specifier}: ${reason}`]
  })
}

/** Gives the paths of the files that a file imports. */
export function importsOf({ path, text }: SourceFile): string[] {
  return specifiersOf(text)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => posix.join(posix.dirname(path), specifier))
}

/** Finds imports that lead back to where they began; gives each circle as a path. */
export function circles(files: readonly SourceFile[]): string[] {
  const imports = new Map(files.map((file) => [file.path, importsOf(file)]))
  const finished = new Set<string>()
  const found: string[] = []
  const visit = (path: string, trail: readonly string[]) => {
    if (trail.includes(path)) found.push([...trail.slice(trail.indexOf(path)), path].join(' → '))
    if (trail.includes(path) || finished.has(path)) return
    for (const next of imports.get(path) ?? []) visit(next, [...trail, path])
    finished.add(path)
  }
  for (const { path } of files) visit(path, [])
  return found
}

/** Names each rule that a file breaks by what stands in it. */
export function contentProblems({ path, text }: SourceFile): string[] {
  const code = withoutComments(stripTypeScriptTypes(text))
  const typeParts = typePartsOf(text)
  const rules: [broken: boolean, message: string][] = [
    [text.trimEnd().split('\n').length > longestFile, `is longer than ${longestFile} lines`],
    [!path.endsWith('basics/config.ts') && reads(code, 'env'), 'reads process.env'],
    [!mayReadArguments(path) && reads(code, 'argv'), 'reads process.argv'],
    [hiddenProcess.test(code), 'hides what it reads of process'],
    [/\beval\s*\(|\bnew\s+Function\b/.test(code), 'makes code out of text'],
    [path === 'src/http/router.ts' && hasPattern(code), 'has a regular expression'],
    [typeParts.some((part) => /\bany\b/.test(part)), 'has an any'],
    [typeParts.some((part) => /^as\b(?!\s+const\b)/.test(part)), 'has an as'],
    [typeParts.some((part) => part.startsWith('!')), 'has a non-null !'],
    [/@ts-(?:ignore|expect-error|nocheck)/.test(text), 'switches the type checker off'],
    [/^export default\b/m.test(code), 'has a default export'],
  ]
  return rules.filter(([broken]) => broken).map(([, message]) => `${path} ${message}`)
}

/** Names each line of a file that is wider than 100 columns. */
export function wideLines({ path, text }: SourceFile): string[] {
  return text.split(/\r?\n/).flatMap((line, index) =>
    line.length > widestLine ? [`${path}:${index + 1} has ${line.length} columns`] : [])
}

/** Gives the names of the tables that a schema creates, virtual ones included. */
export function tablesOf(schema: string): string[] {
  const created = schema.matchAll(/^create (?:virtual )?table (?:if not exists )?(\w+)/gm)
  return [...created].map(([, name = '']) => name)
}

/** Names each table that more than one file writes, or that a file of the wrong layer writes. */
export function ownerProblems(files: readonly SourceFile[], tables: readonly string[]): string[] {
  const written = files.map(({ path, text }) => ({ path, names: writtenTables(text) }))
  const unnamed = written.filter(({ names }) => names.has('$'))
  return [
    ...unnamed.map(({ path }) => `${path} writes a table whose name is a value`),
    ...tables.flatMap((table) =>
      writerProblems(table, written.filter(({ names }) => names.has(table)))),
  ]
}

function writerProblems(table: string, writers: readonly { path: string }[]): string[] {
  const paths = writers.map(({ path }) => path)
  const strangers = table === 'users' ? paths.filter((path) => !path.startsWith('src/auth/')) : []
  return [
    ...(paths.length > 1 ? [`${table} is written by ${paths.join(' and ')}`] : []),
    ...strangers.map((path) => `${table} is written by ${path}, outside of src/auth/`),
  ]
}

const writeStatement = new RegExp(
  /\b(?:(?:insert(?:\s+or\s+\w+)?|replace)\s+into|update(?:\s+or\s+\w+)?|delete\s+from)/.source +
  /\s+["[]?(\w+|\$(?=\{))/.source, 'gi')

function writtenTables(text: string): Set<string> {
  const statements = withoutComments(text).matchAll(writeStatement)
  return new Set([...statements].map(([, name = '']) => name.toLowerCase()))
}

/** Names each file of rules that has a statement in it: SQL is in the file that owns the table. */
export function sqlProblems({ path, text }: SourceFile): string[] {
  if (posix.basename(path) !== 'rules.ts') return []
  const hasSql = /\bsql\s*(?:`|,|\}|as\b)/.test(withoutComments(stripTypeScriptTypes(text)))
  return hasSql ? [`${path} has SQL`] : []
}

/** Names each base name that too many files share, but for the files that every topic has. */
export function namesakes(files: readonly { path: string }[]): string[] {
  const groups = Map.groupBy(files, ({ path }) => posix.basename(path))
  return [...groups]
    .filter(([name, { length }]) => length > mostNamesakes && !topicFiles.includes(name))
    .map(([name, { length }]) => `${length} files are called ${name}`)
}

/** Names each function, method and arrow function with a name that has more than 40 lines. */
export function longFunctions({ path, text }: SourceFile): string[] {
  const lines = text.split('\n')
  return lines.flatMap((line, start) => {
    const [, indent = '', name] = functionStart.exec(line) ?? methodStart.exec(line) ?? []
    const isLong = name !== undefined && lengthOf(lines.slice(start), indent) > longestFunction
    return isLong ? [`${path} ${name}`] : []
  })
}

const functionStart = new RegExp(/^(\s*)(?:export )?/.source +
  /(?:(?:async )?function\*? |const (?=[^=]+ = (?:async )?(?:[(<]|\w+ =>)))(\w+)/.source)
const methodStart = new RegExp(/^(\s+)/.source +
  /(?!(?:if|for|while|switch|catch|return|await)\b)(?:(?:static|async|get|set) )*\*?/.source +
  /#?(\w+)(?:: (?:async )?|(?:: .+)? = (?:async )?)?[(<]/.source)

// The end is the brace at the indentation of the first line. What only closes the parameters goes
// on: `): Promise<void> {`. What a call closes with isn't the end of a function: `)` or `})`.
function lengthOf(lines: readonly string[], indent: string): number {
  if (!/[({[]$/.test(lines[0] ?? '')) return 1
  const end = lines.findIndex((line, index) =>
    index > 0 && line.startsWith(indent) && /^[)}\]](?!.*[({[]$)/.test(line.slice(indent.length)))
  return /^\s*\},?$/.test(lines[end] ?? '') ? end + 1 : 1
}

const fromClause = /^(?:import|export)\b[^'";]*?\bfrom\s*['"]([^'"]+)['"]/gm
const bareImport = /^import\s*['"]([^'"]+)['"]/gm
const dynamicImport = /\bimport\s*\(\s*['"]([^'"]+)['"]/g
const requireCall = /\brequire\s*\(\s*['"]([^'"]+)['"]/g

function specifiersOf(text: string): string[] {
  return [fromClause, bareImport, dynamicImport, requireCall]
    .flatMap((pattern) => [...text.matchAll(pattern)].map(([, specifier = '']) => specifier))
}

function importProblem(path: string, specifier: string): string | undefined {
  if (specifier.startsWith('node:')) return undefined
  if (!specifier.startsWith('.')) return 'it is a package'
  if (!specifier.endsWith('.ts')) return 'it has no .ts at its end'
  const target = posix.join(posix.dirname(path), specifier)
  if (!target.startsWith('src/')) return 'it is outside of src/'
  const [from, to] = [folderOf(path), folderOf(target)]
  if (from !== to && heightOf(to) > heightOf(from)) return 'it points up'
  if (from !== to && heightOf(to) === heightOf(from)) return 'it points at a sibling'
  const [ownFeature, otherFeature] = [featureOf(path), featureOf(target)]
  const isForeign = from === 'features' && otherFeature !== undefined && ownFeature !== otherFeature
  if (isForeign) return 'it is another feature'
  const sides = [sideOf(path), sideOf(target)].sort().join()
  return sides === 'api,pages' ? 'pages and the API never call each other' : undefined
}

function folderOf(path: string): string {
  const parts = path.split('/')
  return parts.length > 2 ? (parts[1] ?? '') : ''
}

function heightOf(folder: string): number {
  const height = layers.findIndex((names) => names.includes(folder))
  if (height === -1) throw new Error(`No layer has the folder src/${folder}`)
  return height
}

// `links` for src/features/links/make/rules.ts; undefined for the kit, which all features share.
function featureOf(path: string): string | undefined {
  const [, folder, feature, ...rest] = path.split('/')
  return folder === 'features' && rest.length > 0 && feature !== 'site' ? feature : undefined
}

// A topic has two sides, which share its rules. The files directly in a feature put both together.
function sideOf(path: string): 'pages' | 'api' | undefined {
  if (!/^src\/features\/\w+\/\w+\//.test(path)) return undefined
  if (/(?:\/r|R)outes\.ts$|(?:\/p|P)ages\.ts$/.test(path)) return 'pages'
  return /(?:\/a|A)pi\.ts$/.test(path) ? 'api' : undefined
}

function mayReadArguments(path: string): boolean {
  return path === 'src/main.ts' || /^src\/(?:tools|course)\//.test(path)
}

function reads(code: string, name: 'env' | 'argv'): boolean {
  return new RegExp(`\\bprocess\\s*(?:\\?\\.|\\.)\\s*${name}\\b`).test(code)
}

// `process['env']`, `const { env } = process` and an import: nobody needs them but to hide.
const hiddenProcess =
  /\bprocess\s*(?:\?\.)?\[|=\s*process\b(?!\s*\??\.)|from\s*['"]node:process['"]/

// Comments and strings are gone, and a router divides nothing: a slash that is left is a pattern.
function hasPattern(code: string): boolean {
  const bare = code.replaceAll(/'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/g, "''")
  return bare.includes('/') || /\bRegExp\b|\.(?:match|matchAll|search|replaceAll?)\(/.test(bare)
}

function withoutComments(code: string): string {
  return code.replaceAll(/('(?:\\.|[^'\\\n])*')|\/\*[^]*?\*\/|(?<![\\:/'"])\/\/.*/g, '$1')
}

// The parts that the stripper blanks out, without the comments and strings inside of them.
function typePartsOf(text: string): string[] {
  const code = stripTypeScriptTypes(text)
  if (code.length !== text.length) throw new Error('Stripping moved the text')
  let types = ''
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index)
    const isType = character !== code.charAt(index) || /\s/.test(character)
    types += isType ? character : '\0'
  }
  return types.split(/\0+/)
    .map((part) => part.replaceAll(/'(?:\\.|[^'\\\n])*'|\/\*[^]*?\*\/|\/\/.*/g, '').trim())
    .filter((part) => part !== '')
}
