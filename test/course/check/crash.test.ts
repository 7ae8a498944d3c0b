// A text that cannot be read as a program is told apart from a program that broke.

import assert from 'node:assert/strict'
import test from 'node:test'
import { findSyntaxError, placeCrash } from '../../../src/course/check/crash.ts'

const outputs: [title: string, output: string, mistake: string | undefined][] = [
  ['Node', "/my/exercise.ts:6\n  x(\n\nSyntaxError: Expected ')'\n", "SyntaxError: Expected ')'"],
  [
    'Node, of types', "SyntaxError [ERR_INVALID_TYPESCRIPT_SYNTAX]: Expected '}' {\n  code: 'E'\n}",
    "SyntaxError: Expected '}'",
  ],
  ['Python', '  File "app.py", line 2\n    def x(:\nSyntaxError: invalid syntax\n',
    'SyntaxError: invalid syntax'],
  ['Python, of spaces', '    x = 1\nIndentationError: unexpected indent\n',
    'IndentationError: unexpected indent'],
  ['Go', '# command-line-arguments\n./app.go:5:2: syntax error: unexpected }\n',
    './app.go:5:2: syntax error: unexpected }'],
  ['JSON', 'SyntaxError: Unexpected end of JSON input\n    at JSON.parse (<anonymous>)\n',
    undefined],
  ['another error', 'TypeError: x is not a function\n', undefined],
  ['a line of a log', 'The query has a SyntaxError: see below\n', undefined],
]

for (const [title, output, mistake] of outputs) {
  test(`reads what is printed: ${title}`, () => {
    assert.equal(findSyntaxError({ output, events: [] }), mistake)
  })
}

test('a line of the program that threw it did run', () => {
  const output = 'SyntaxError: Invalid regular expression: missing /\n'
  const crash = { event: 'crash', message: '', file: '/my/exercise.ts', line: 3 } as const
  assert.equal(findSyntaxError({ output, events: [crash] }), undefined)
})

test('the file of a crash is named as it is in the folder of the program', () => {
  const rows: [folder: string | undefined, name: string][] = [
    [undefined, 'app.ts'], ['/my/board', 'framework/app.ts'], ['/my/board/framework', 'app.ts'],
    ['/my/other', 'app.ts'],
  ]
  const crash = { event: 'crash', message: '', line: 3 } as const
  const events = [{ ...crash, file: '/my/board/framework/app.ts' }]
  for (const [folder, name] of rows) {
    assert.equal(placeCrash({ output: '', events }, folder).place?.file, name)
  }
})
