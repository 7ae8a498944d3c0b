// Nasty texts take time in proportion to their length: eight times the text may not take sixty-four
// times the work. Work is what the processor did in this thread, so a busy machine changes nothing.

import assert from 'node:assert/strict'
import test from 'node:test'
import { highlightCode } from '../../../src/course/markdown/highlight.ts'
import { renderMarkdown } from '../../../src/course/markdown/markdown.ts'

const [short, long] = [25_000, 200_000]
const limit = 24
const shortest = 5_000

function work(run: () => unknown): number {
  const before = process.threadCpuUsage()
  run()
  const { user, system } = process.threadCpuUsage(before)
  return user + system
}

// What takes less than some milliseconds is too short to compare. A second try leaves out what
// happens once, such as compiling and clearing memory.
function assertLinear(name: string, run: (length: number) => unknown): void {
  let most = work(() => run(long))
  if (most < shortest * limit) return
  const least = Math.max(shortest, Math.min(work(() => run(short)), work(() => run(short))))
  if (most > least * limit) most = work(() => run(long))
  assert.ok(most <= least * limit, `${name}: ${least} µs for ${short}, ${most} µs for ${long}`)
}

function fill(piece: string, length: number): string {
  return piece.repeat(Math.ceil(length / piece.length))
}

test('Markdown', () => {
  const pieces = [
    '`', '[', '![', '*', '**a ', '*a _b ', '**a*', '[a](', '](', '[[a](b)', '[*a ', '\\',
    '<https://', '<', '> ', '- ', '- a\n\n', '> - ', '1. ', '| a |\n', '|', 'a|b\n-|-\n', '#',
    '# a\n', '```\n', '<details>\n', '<details>\n\n<summary>a</summary>\n', '\n', ' ',
  ]
  for (const piece of pieces) {
    assertLinear(JSON.stringify(piece), (length) => renderMarkdown(fill(piece, length)))
  }
})

test('Markdown whose parts differ', () => {
  const texts: Record<string, (length: number) => string> = {
    'runs of backticks': (length) => Array.from({ length: Math.sqrt(length * 2) }, (_, index) =>
      '`'.repeat(index + 1)).join(' '),
    'blanks in a heading': (length) => `# ${' '.repeat(length)}x`,
    'blanks in an info string': (length) => `\`\`\`${' '.repeat(length)}\``,
    'marks at the end of a heading': (length) => `# ${fill(' #', length)}x`,
    'a wide table': (length) => `${fill('|a', length / 4)}\n${fill('|-', length / 4)}\n${
      fill('|\n', length / 2)}`,
    'links after open marks': (length) => fill('*a ', length / 2) + fill('[x](y)', length / 2),
  }
  for (const [name, text] of Object.entries(texts)) {
    assertLinear(name, (length) => renderMarkdown(text(length)))
  }
})

test('code', () => {
  const pieces: Record<string, readonly string[]> = {
    ts: ["'", '"\\', '`', '${', '`${', '/*', ',/[', '= /', 'a<', 'a    ', '1_', '{', 'default:'],
    sql: ["'", '/*', '--', 'a(', '1.', '?'],
    sh: ["'", '"\\', '<<A\n', '${', '$ a\\\n', 'A=b ', 'a/', '--a'],
    console: ['$ ', '$ "\n', "$ '"],
    http: ['GET ', 'GET / ', 'HTTP/1.1 200\r\n', 'a:', '\r\n', '{"a"', '> GET / HTTP/1.1\n'],
    json: ['"', '"\\', '"a" ', '"a"    ', '[', '1e'],
    html: ['<', '<a ', '<a b="', '<!--', '<!', '&', '<script>', '<script>{`'],
    css: ['{', 'a:', '/*', '"', 'a-', '@'],
    py: ['"""', "'", 'f', '"\\'],
    go: ['`', '/*', '"'],
  }
  for (const [language, list] of Object.entries(pieces)) {
    for (const piece of list) {
      assertLinear(`${language} ${piece}`, (length) => highlightCode(fill(piece, length), language))
    }
  }
})
