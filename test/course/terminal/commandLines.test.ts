import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import test from 'node:test'
import { commandLines } from '../../../src/course/terminal/commandLines.ts'
import { textOf } from './standings.ts'

const long = 'abcdefghij'.repeat(9)

const commands = [
  'echo', 'echo a', `echo ${long}`, `echo '${long}' b`, `echo a'${long}'b`,
  "curl -i http://localhost:3001/books?tag=a%20b -H 'Content-Type: application/json'",
  `echo '{"a":1,"b":"two words","c":[1,2,3]}' --data-binary 'it'\\''s all right, isn'\\''t it'`,
  `echo $'${'gr\\xc3\\xbcn \\\\ \\\' '.repeat(12)}'`,
  `echo 'a\nb' c 'two\n\nlines ${long}' d`,
  `echo 'GET / HTTP/1.1\\r\\nHost: a\\r\\n' '\\\\' '\\x27${'\\xff'.repeat(30)}'`,
  "echo '' ''", `echo ${'a '.repeat(60)}`,
]

test('a short command is one line, and a long one is several at the left edge', () => {
  const rows: [command: string, columns: number, lines: string][] = [
    ['curl -i http://a/', 40, 'curl -i http://a/'],
    ['curl -i http://localhost:3001/', 25, 'curl -i \\\nhttp://localhost:3001/'],
    [`curl 'abcdefghijklmnop'`, 15, "curl \\\n'abcdefghijk'\\\n'lmnop'"],
    ["curl 'a\nb' c", 40, "curl 'a\nb' c"],
  ]
  for (const [command, columns, lines] of rows) {
    assert.equal(textOf(commandLines(command, columns)), lines)
  }
})

test('a shell reads the lines as it reads the command', (t) => {
  for (const shell of ['bash', 'zsh']) {
    const words = (command: string) => {
      const script = command.replace(/^(echo|curl)\b/, "printf '<%s>'")
      const { stdout, stderr } = spawnSync(shell, ['-c', script], { encoding: 'latin1' })
      assert.equal(stderr, '', script)
      return stdout
    }
    if (spawnSync(shell, ['-c', 'true']).status !== 0) {
      t.diagnostic(`${shell} is not on this machine`)
      continue
    }
    for (const command of commands) {
      const expected = words(command)
      for (const columns of [15, 20, 33, 80]) {
        const lines = textOf(commandLines(command, columns))
        assert.equal(words(lines), expected, lines)
        const widest = Math.max(...lines.split('\n').map((line) => line.length))
        assert.ok(widest <= columns, `${columns}: ${lines}`)
      }
    }
  }
})
