import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { temporaryFolder } from '../temporaryFolder.ts'
import { findTranscripts, hasCurl, proveTranscript } from './runTranscript.ts'
import { difference, normalizeOutput, parseTranscript, splitWords } from './transcript.ts'

test('a command is split as a shell splits it', () => {
  const rows: [command: string, words: string[]][] = [
    ['curl  -i\tlocalhost:3002/', ['curl', '-i', 'localhost:3002/']],
    [`curl -H 'A: "b" $c'`, ['curl', '-H', 'A: "b" $c']],
    ['curl -d "{\\"a\\":1}"', ['curl', '-d', '{"a":1}']],
    [`curl -d 'it'\\''s'`, ['curl', '-d', "it's"]],
    [`curl a'b'"c"d`, ['curl', 'abcd']],
    [`curl ''`, ['curl', '']],
    ['curl "a\\n\\$b"', ['curl', 'a\\n$b']],
    ['curl -i \\\n  -X PUT', ['curl', '-i', '-X', 'PUT']],
    ['curl a\\ b \\"', ['curl', 'a b', '"']],
    [`curl 'a\nb'`, ['curl', 'a\nb']],
    ["curl 'http://a/?b=c&d=*'", ['curl', 'http://a/?b=c&d=*']],
  ]
  for (const [command, words] of rows) assert.deepEqual(splitWords(command), words, command)
})

test('what needs a shell is refused', () => {
  const rows = [
    'curl a | head', 'curl a > b', 'curl a; ls', 'curl a & b', 'curl $PORT', 'curl "$PORT"',
    'curl `ls`', 'curl "`ls`"', 'curl a?b', 'curl *', "curl 'a", 'curl "a', 'curl ~/a', 'curl (a)',
  ]
  for (const command of rows) assert.throws(() => splitWords(command), /needs a shell/, command)
})

test('a transcript is commands, each with its output', () => {
  assert.deepEqual(parseTranscript('$ curl -i \\\n    a\nHTTP/1.1 200 OK\n\nhi\n\n$ curl b\n'), [
    {
      line: 1, text: 'curl -i a', words: ['curl', '-i', 'a'],
      output: ['HTTP/1.1 200 OK', '', 'hi'],
    },
    { line: 7, text: 'curl b', words: ['curl', 'b'], output: [] },
  ])
  const [several] = parseTranscript(`$ curl a -d '{\n  "b": 1\n}' \\\n  -i\nhi`)
  assert.deepEqual(several?.words, ['curl', 'a', '-d', '{\n  "b": 1\n}', '-i'])
  assert.deepEqual(several.output, ['hi'])
  const rows: [body: string, reason: RegExp][] = [
    ["$ curl 'a\nhi", /Line 1: This needs a shell/],
    ['', /Line 1: A transcript begins with a command/],
    ['HTTP/1.1 200 OK\n$ curl a', /Line 1: A transcript begins/],
    ['$ curl a\nhi\n$ rm -r b', /Line 3: Only curl is run, and this is rm/],
    ['$ curl a | head', /Line 1: This needs a shell/],
  ]
  for (const [body, reason] of rows) assert.throws(() => parseTranscript(body), reason, body)
})

test('the real port becomes the one of the text', () => {
  assert.deepEqual(
    normalizeOutput('Location: http://localhost:4711/a\r\n* Connected, port 4711\r\n\r\n', 4711),
    ['Location: http://localhost:3002/a', '* Connected, port 3002'],
  )
})

test('output that the text shows is the same', () => {
  const rows: [shown: string[], printed: string[]][] = [
    [[], []],
    [['a', '', 'b'], ['a', '', 'b']],
    [['Date: Mon, 01 Jan 2026 00:00:00 GMT'], ['Date: Tue, 02 Jan 2026 00:00:00 GMT']],
    [['< date: x', 'Keep-Alive: timeout=5'], ['< date: y', 'Keep-Alive: timeout=6']],
    [['> User-Agent: curl/8.5.0'], ['> User-Agent: curl/7.88.1-DEV']],
    [['curl: (28) Timed out after 2001 ms'], ['curl: (28) Timed out after 2002 ms']],
    [['a', '…', 'b'], ['a', 'x', 'y', 'b']],
    [['a', '…', 'b'], ['a', 'b']],
    [['…', 'b'], ['a', 'b']],
    [['a', '…'], ['a', 'b']],
    [['a', '…'], ['a']],
    [['a', '…', 'b', 'c', '…', 'd'], ['a', 'b', 'x', 'b', 'c', 'd']],
    [['a', '…', 'b', '…', 'b'], ['a', 'b', 'b']],
  ]
  for (const [shown, printed] of rows) {
    assert.equal(difference(shown, printed), undefined, shown.join('|'))
  }
})

test('output that differs from the text is named', () => {
  const rows: [shown: string[], printed: string[], problem: RegExp][] = [
    [['a'], ['b'], /shows: {2}a\n.*printed: b/],
    [['a', 'b'], ['a'], /shows: {2}b\n.*printed: \(nothing more\)/],
    [['a'], ['a', 'b'], /lacks: {2}b/],
    [[], ['a'], /lacks: {2}a/],
    [['Date: x'], ['Etag: y'], /shows: {2}Date: \*\n.*printed: Etag: y/],
    [['HTTP/1.1 200 OK', '…'], ['HTTP/1.1 404 Not Found', 'a'], /200 OK\n.*404 Not Found/],
    [['a', '…', 'c'], ['a', 'b'], /shows: {2}c\n.*printed: b/],
    [['a', '…', 'b', '…', 'c'], ['a', 'x', 'c'], /shows: {2}b/],
    [['a', '…', 'b', '…', 'b'], ['a', 'b'], /shows: {2}b/],
    [['…', 'a', 'b'], ['b'], /shows: {2}a/],
  ]
  for (const [shown, printed, problem] of rows) {
    assert.match(difference(shown, printed) ?? 'the same', problem, shown.join('|'))
  }
})

const example = `import { createServer } from 'node:http'
createServer((request, response) => {
  response.setHeader('Location', 'http://' + request.headers.host + '/new')
  response.end(request.method + ' ' + request.url + '\\n')
}).listen(process.env.PORT, '127.0.0.1')
`

const readme = (greeting: string, name = 'hello') => `# A lesson

\`\`\`console examples/${name}.ts
$ curl -X PUT localhost:3002/a
${greeting}

$ curl -i \\
    'localhost:3002/b c' -s
curl: (3) URL using bad/illegal format or missing URL
$ curl -i localhost:3002/b
HTTP/1.1 200 OK
Location: http://localhost:3002/new
Date: Sat, 28 Nov 2026 10:00:00 GMT
…

GET /b
\`\`\`

\`\`\`console
$ nobody runs this
\`\`\`
`

test('a transcript is run with the real curl', { skip: !hasCurl }, async (t) => {
  const folder = temporaryFolder(t)
  mkdirSync(join(folder, 'examples'))
  writeFileSync(join(folder, 'examples/hello.ts'), example)
  writeFileSync(join(folder, 'examples/broken.ts'), 'throw new Error("Oh")')
  const rows: [text: string, problems: RegExp[]][] = [
    [readme('PUT /a'), []],
    [readme('PUT /x'), [/README\.md:4: \$ curl -X PUT[^]*shows: {2}PUT \/x\n.*printed: PUT \/a/]],
    [readme('PUT /a', 'missing'), [/README\.md:3: There is no examples\/missing\.ts/]],
    [readme('PUT /a', '../hello'), [/a transcript names a file in examples/]],
    [readme('PUT /a', 'broken'), [/broken\.ts: Your program crashed before it listened[^]*Oh/]],
  ]
  for (const [text, expected] of rows) {
    writeFileSync(join(folder, 'README.md'), text)
    const [transcript, ...others] = findTranscripts(folder)
    assert.ok(transcript !== undefined && others.length === 0)
    const problems = await proveTranscript(transcript)
    assert.equal(problems.length, expected.length, problems.join('\n'))
    for (const [index, pattern] of expected.entries()) assert.match(problems[index] ?? '', pattern)
  }
})
