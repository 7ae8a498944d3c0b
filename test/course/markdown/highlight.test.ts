import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import test from 'node:test'
import { codeLines } from '../../../src/course/markdown/codeLines.ts'
import { highlightCode } from '../../../src/course/markdown/highlight.ts'
import { plainText } from './plainText.ts'

// Each token as `kind:text`, without punctuation and what has no colour.
function tokens(code: string, language: string): string[] {
  const spans = String(highlightCode(code, language)).matchAll(/<span class="tok-(\w+)">([^<]*)</g)
  return [...spans]
    .map(([, kind, text = '']) => `${kind}:${plainText(text)}`)
    .filter((token) => !/^(?:punctuation|operator):/.test(token))
}

type Row = [code: string, ...expected: string[]]

function check(language: string, rows: readonly Row[]): void {
  for (const [code, ...expected] of rows) {
    assert.deepEqual(tokens(code, language), expected, `${language}: ${code}`)
  }
}

test('TypeScript', () => {
  check('ts', [
    ['const a = 1_000n // x', 'keyword:const', 'number:1_000n', 'comment:// x'],
    ['/* a */ b /* open', 'comment:/* a */', 'comment:/* open'],
    ['`a ${b ? `c${{ d: 1 }}` : e} f` + 1',
      'string:`a ', 'string:`c', 'property:d', 'number:1', 'string:`', 'string: f`', 'number:1'],
    ['html`<p>`', 'function:html', 'string:`<p>`'],
    ['a / b / c'],
    ['x = /[/"]\\/`/g.test(y)', 'string:/[/"]\\/`/g', 'function:test'],
    ['return /a/', 'keyword:return', 'string:/a/'],
    ['= /open\nlet', 'string:/open', 'keyword:let'],
    ['map.delete(1)', 'function:delete', 'number:1'],
    ['[...await all()]', 'keyword:await', 'function:all'],
    ['{ new: 1, get: 2 }', 'property:new', 'number:1', 'property:get', 'number:2'],
    ['default: x', 'keyword:default'],
    ['import type { A } from "b"',
      'keyword:import', 'keyword:type', 'type:A', 'keyword:from', 'string:"b"'],
    ['const { type, from } = x', 'keyword:const'],
    ['a: Map<string, number>', 'property:a', 'type:Map', 'type:string', 'type:number'],
    ['this.#find<A>(x as const)',
      'keyword:this', 'function:#find', 'type:A', 'keyword:as', 'keyword:const'],
    ["'it\\'s' + 'open\nlet", "string:'it\\'s'", "string:'open", 'keyword:let'],
    ['} let `${}}`', 'keyword:let', 'string:`', 'string:}`'],
  ])
})

test('SQL', () => {
  check('sql', [
    ['SELECT count(*) FROM links -- all',
      'keyword:SELECT', 'function:count', 'keyword:FROM', 'comment:-- all'],
    ["where a = 'it''s' and b > 1.5",
      'keyword:where', "string:'it''s'", 'keyword:and', 'number:1.5'],
    ['id INTEGER PRIMARY KEY', 'type:INTEGER', 'keyword:PRIMARY', 'keyword:KEY'],
    ['values (?, :name, $x)', 'keyword:values', 'variable:?', 'variable::name', 'variable:$x'],
    ['selected, "order"', 'string:"order"'],
  ])
})

test('shell: commands, and what they print', () => {
  check('sh', [
    ['npm test # all', 'function:npm', 'comment:# all'],
    ['PORT=1 node a.ts | head -n 1',
      'variable:PORT', 'function:node', 'function:head', 'property:-n'],
    ['curl -i \\\n  localhost "$A" \'b\'',
      'function:curl', 'property:-i', 'string:"$A"', "string:'b'"],
    ['for f in a; do ls $f; done',
      'keyword:for', 'keyword:do', 'function:ls', 'variable:$f', 'keyword:done'],
    ["cat <<'E'\nit's\nE\nls", 'function:cat', "string:<<'E'\nit's\nE", 'function:ls'],
  ])
  check('console', [
    ["$ echo a\nit's for you # 1\n$ ls",
      'prompt:$ ', 'function:echo', 'prompt:$ ', 'function:ls'],
    ["$ curl -d '{\n}' a\nend", 'prompt:$ ', 'function:curl', 'property:-d', "string:'{\n}'"],
    ['ls -l', 'function:ls', 'property:-l'],
  ])
})

test('HTTP, whatever ends its lines', () => {
  for (const end of ['\n', '\r\n', '␍␊\n', '\\r\\n\n']) {
    check('http', [
      [['POST /a?b=1 HTTP/1.1', 'Host: a:1', '', '{"b": 1}'].join(end),
        'keyword:POST', 'string:/a?b=1', 'type:HTTP/1.1', 'property:Host',
        'property:"b"', 'number:1'],
      [['HTTP/1.1 404 Not Found', 'A: HTTP/1.1 200', '', 'Host: text', ''].join(end),
        'type:HTTP/1.1', 'number:404', 'string:Not Found', 'property:A'],
      [['GET / HTTP/1.1', '', 'HTTP/1.1 200 OK', 'A: b'].join(end),
        'keyword:GET', 'string:/', 'type:HTTP/1.1',
        'type:HTTP/1.1', 'number:200', 'string:OK', 'property:A'],
      [['Host: a', 'Accept: b'].join(end), 'property:Host', 'property:Accept'],
    ])
  }
  check('http', [
    ['> GET / HTTP/1.1\n> A: b\n>\n< HTTP/1.1 200 OK\n<\n<p>',
      'prompt:> ', 'keyword:GET', 'string:/', 'type:HTTP/1.1', 'prompt:> ', 'property:A',
      'prompt:>\n< ', 'type:HTTP/1.1', 'number:200', 'string:OK', 'prompt:<\n'],
  ])
})

test('JSON', () => {
  check('json', [
    ['{"a": "b\\"", "c" : [-1.5e3, null]}',
      'property:"a"', 'string:"b\\""', 'property:"c"', 'number:-1.5e3', 'keyword:null'],
    ['"open', 'string:"open'],
  ])
})

test('HTML, with scripts', () => {
  check('html', [
    ['<!doctype html><a href="x" b=c>let &amp; </a>',
      'keyword:<!doctype html>', 'tag:<a', 'property:href', 'string:"x"', 'property:b', 'string:c',
      'tag:>', 'variable:&amp;', 'tag:</a>'],
    ['<!-- <b> --> a < b', 'comment:<!-- <b> -->'],
    ['<script type="module">if (a) { b(`</p>`) }</script>let',
      'tag:<script', 'property:type', 'string:"module"', 'tag:>', 'keyword:if', 'function:b',
      'string:`</p>`', 'tag:</script>'],
  ])
})

test('CSS', () => {
  check('css', [
    ['a:hover, .b { color: #fff; --c: var(--d) } /* e */',
      'tag:a', 'type:.b', 'property:color', 'number:#fff', 'property:--c', 'function:var',
      'property:--d', 'comment:/* e */'],
    ['@media { margin: -1.5rem "x" }',
      'keyword:@media', 'property:margin', 'number:-1.5rem', 'string:"x"'],
  ])
})

test('Python and Go', () => {
  check('py', [
    ['def f(a): return f"b" # c',
      'keyword:def', 'function:f', 'keyword:return', 'string:f"b"', 'comment:# c'],
    ['"""a\n"b""" + \'\'\'c\'\'\'', 'string:"""a\n"b"""', "string:'''c'''"],
    ['class A: x = None', 'keyword:class', 'type:A', 'keyword:None'],
  ])
  check('go', [
    ['func main() { var a string = `b\\` } // c', 'keyword:func', 'function:main', 'keyword:var',
      'type:string', 'string:`b\\`', 'comment:// c'],
    ['if err != nil { return 1 }', 'keyword:if', 'keyword:nil', 'keyword:return', 'number:1'],
  ])
})

test('a language that is not known has no colours', () => {
  for (const language of ['text', '', 'none', 'constructor', '__proto__']) {
    assert.equal(String(highlightCode('let <b>', language)), 'let &lt;b&gt;')
  }
  assert.deepEqual(tokens('let', 'TS'), ['keyword:let'])
})

test('colouring loses no character', () => {
  const root = join(import.meta.dirname, '../../..')
  const own = globSync(
    ['src/course/markdown/**/*.ts', 'src/http/h*.ts', 'src/features/**/*.{css,js}'],
    { cwd: root },
  )
  const texts = own.map((path) => readFileSync(join(root, path), 'utf8'))
  const known = ['ts', 'sql', 'sh', 'console', 'http', 'json', 'html', 'css', 'py', 'go']
  assert.ok(texts.length > 10)
  for (const text of [...texts, 'a\r\n\0\ud800💡\u2028$ <b>\r\n\r\n}}})`']) {
    for (const language of known) {
      assert.ok(plainText(String(highlightCode(text, language))) === text, language)
    }
  }
  for (const [index, path] of own.entries()) {
    assert.ok(tokens(texts[index] ?? '', extname(path).slice(1)).length > 3, path)
  }
})

test('a link is kept in one piece of a line, and lines are cut where the code is', () => {
  const code = 'one(two)\n`a\nb`\n'
  const links = [
    { start: 0, end: 3, address: '/one' }, { start: 4, end: 7, address: '/two' },
    { start: 10, end: 13, address: '/a' },
  ]
  const lines = codeLines(code, 'ts', links).map(({ content }) => String(content))
  assert.deepEqual(lines, [
    '<a href="/one"><span class="tok-function">one</span></a>'
      + '<span class="tok-punctuation">(</span><a href="/two">two</a>'
      + '<span class="tok-punctuation">)</span>',
    '<span class="tok-string">`</span><a href="/a"><span class="tok-string">a</span></a>',
    '<a href="/a"><span class="tok-string">b</span></a><span class="tok-string">`</span>',
    '',
  ])
})
