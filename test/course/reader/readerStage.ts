// Three small lessons in a temporary folder, a workshop that checks for real, and the reader of
// both.

import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { pathToFileURL } from 'node:url'
import { loadCheck } from '../../../src/course/check/loadCheck.ts'
import { runCheck } from '../../../src/course/check/run.ts'
import { loadLessons } from '../../../src/course/lessons/lesson.ts'
import { createReaderApp } from '../../../src/course/reader/app.ts'
import { createProgramRunner } from '../../../src/course/reader/programRunner.ts'
import { openWorkshop, type Workshop } from '../../../src/course/workshop/workshop.ts'
import type { App } from '../../../src/http/app.ts'
import type { Reply } from '../../../src/http/reply.ts'

export type Room = {
  workshop: Workshop
  lessonsFolder: string
  folder: string
  /** Has a small `src/`. */
  projectFolder: string
}

export type Stage = Room & {
  app: App
  errors: unknown[]
  close(): Promise<void>
  /** Asks for a page under the reader's own name. */
  get(path: string, headers?: Record<string, string>): Promise<Reply>
  /** Sends a form; with `part` as the page's script does. */
  post(path: string, fields?: Record<string, string>, part?: string): Promise<Reply>
}

const checkModule =
  pathToFileURL(join(import.meta.dirname, '../../../src/course/check/check.ts')).href

/** Makes a workshop with the three lessons; the caller takes the folders away again. */
export function makeRoom(): Room {
  const root = mkdtempSync(join(tmpdir(), 'reader-'))
  const lessonsFolder = join(root, 'lessons')
  const lessonFiles = Object.entries(files)
    .map(([path, text]) => [`lessons/${path}`, text] as const)
  for (const [path, text] of [...lessonFiles, ...Object.entries(sourceFiles)]) {
    const file = join(root, path)
    mkdirSync(join(file, '..'), { recursive: true })
    writeFileSync(file, text)
  }
  const folder = join(root, 'my')
  const workshop = openWorkshop({
    lessons: loadLessons(lessonsFolder),
    folder,
    check: async (lesson, options) =>
      runCheck({ lesson: lesson.id, check: await loadCheck(lesson.folder), ...options }),
  })
  return { workshop, lessonsFolder, folder, projectFolder: root }
}

/** Takes the folders of a room away. */
export async function leaveRoom({ workshop, folder }: Room): Promise<void> {
  await workshop.close()
  rmSync(join(folder, '..'), { recursive: true, force: true })
}

/** Builds the reader for the length of a test. */
export function makeStage(context: TestContext, more: { serverAddress?: string } = {}): Stage {
  const room = makeRoom()
  const errors: unknown[] = []
  const { app, close } = createReaderApp({
    ...room, ...more, runner: createProgramRunner(), origin: 'http://localhost:4000',
    onError: (error) => errors.push(error),
  })
  context.after(async () => {
    await close()
    await leaveRoom(room)
    assert.deepEqual(errors, [])
  })
  const own = { host: 'localhost:4000' }
  return {
    ...room, app, errors, close,
    get: (path, headers = {}) => app.request('GET', path, { headers: { ...own, ...headers } }),
    post(path, fields = {}, part) {
      const headers = {
        ...own, 'content-type': 'application/x-www-form-urlencoded',
        ...(part === undefined ? {} : { 'x-part': part }),
      }
      return app.request('POST', path, { headers, body: new URLSearchParams(fields).toString() })
    },
  }
}

/** Gives the body of a reply as text. */
export function bodyOf({ body }: Reply): string {
  assert.equal(typeof body, 'string')
  return String(body)
}

const exercise = `import { createServer } from 'node:http'

//#region todo Say that all went well
//? Which first digit means that all went well?
//> Read "The idea"
//= const status = 500
const status = 200
//#endregion

createServer((_request, response) => {
  response.writeHead(status, { 'content-type': 'text/plain' })
  response.end('Grüße\\n')
}).listen(process.env.PORT)
`

const check = `import { defineCheck, step } from ${JSON.stringify(checkModule)}

export const check = defineCheck({
  findings: {
    'wrong-status': {
      title: 'GET / is not answered with \`200\`',
      why: 'The **status** is for programs.',
      hint: 'Which three digits stand in the first line?',
      read: 'RFC 9110, section 15.3.1',
    },
  },
  steps: [
    step('GET / is answered with 200', async ({ send, fail }) => {
      const exchange = await send({ target: '/' })
      if (exchange.answer.status !== 200) {
        const actual = String(exchange.answer.status)
        fail('wrong-status', { exchange, mark: 'status', expected: '200', actual })
      }
    }),
    step('The next one too', async ({ send }) => { await send({ target: '/again' }) }),
  ],
})
`

const quiz = JSON.stringify({
  questions: [
    {
      question: 'Which status says that all went **well**?',
      code: 'response.writeHead(200, '
        + "{ 'content-type': 'application/json', 'cache-control': 'no-store' })",
      options: [
        { text: '\`200\`', correct: true, why: 'The first digit is a 2.' },
        { text: '\`500\`', correct: false, why: 'That blames the server.' },
      ],
    },
    {
      question: 'Who reads the status?',
      options: [
        { text: 'Programs', correct: true, why: 'They look at nothing else.' },
        { text: 'Nobody', correct: false, why: 'Every client does.' },
      ],
    },
  ],
})

const drawing = `<svg xmlns="http://www.w3.org/2000/svg" class="diagram" viewBox="0 0 720 90"
  role="img" aria-labelledby="t">
<title id="t">A client &amp; a server</title>
<style>.diagram .box { fill: none }</style>
<rect class="box" x="10" y="10" width="150" height="60"/>
<text class="label" x="30" y="45">client</text>
</svg>
`

const longLine = `const value = '${'long '.repeat(30)}'`

const files: Readonly<Record<string, string>> = {
  '00-start-here/README.md': `---
id: start-here
title: Start here
part: A
minutes: 10
needs: []
---

# Start here

The first **lesson** has \`code\`
and a [next one](../01-what-happens-when-you-open-a-url/README.md#the-name).

## The idea

![A client and a server](talk.svg)

Every answer begins with a status. See the [glossary](../glossary.md#status), and
[a later lesson](../08-status-codes/README.md). The server does it in
[\`status.ts\`](../../src/http/status.ts).

\`\`\`ts src/http/status.ts#describe
export function describe(status: number): string {
  return status === ok ? 'fine' : 'bad'
}
\`\`\`

\`\`\`ts examples/teapot.ts
const status = 418
\`\`\`

\`\`\`ts
// A comment
${longLine}
\`\`\`

> [!NOTE]
> A note.

| status | meaning |
|---|---|
| 200 | well |

## Break it

<details>
<summary>What you should have seen</summary>

Nothing.

</details>
`,
  '00-start-here/exercise.ts': exercise,
  '00-start-here/check.ts': check,
  '00-start-here/quiz.json': quiz,
  '00-start-here/talk.svg': drawing,
  '01-what-happens-when-you-open-a-url/README.md': `---
id: what-happens-when-you-open-a-url
title: What happens when you open a URL
part: A
minutes: 5
needs: [start-here]
---

# What happens when you open a URL

A name becomes an address.

## The name

A name server knows addresses of a negotiation.
`,
  '01-what-happens-when-you-open-a-url/quiz.json': quiz,
  '02-tcp-is-a-stream/README.md': `---
id: tcp-is-a-stream
title: TCP is a stream
part: A
minutes: 15
needs: [start-here, what-happens-when-you-open-a-url]
---

# TCP is a stream

Bytes arrive in pieces <script>alert(1)</script>.
`,
  '02-tcp-is-a-stream/exercise.ts': exercise,
  '02-tcp-is-a-stream/check.ts': check,
  'words.md': `# Some words

See [itself](words.md#more).

![Two boxes](boxes.svg)

## More

The end.
`,
  'boxes.svg': `<svg xmlns="http://www.w3.org/2000/svg" class="diagram" viewBox="0 0 360 60">
<title>Two boxes</title>
<a href="lesson:start-here"><text class="label" x="9" y="20">first</text></a>
<a href="lesson:status-codes"><text class="label" x="90" y="20">later</text></a>
</svg>
`,
  'glossary.md': `# Glossary

## Status

Three digits, see [the first lesson](00-start-here/README.md).

## Port

A numbered door.
`,
}

const sourceFiles: Readonly<Record<string, string>> = {
  'src/http/status.ts': `// What a \`status\` means. Lesson: start-here (core)
//
//   describe(200)   'well'

export const ok = 200

/** Says it in words. */
export function describe(status: number): string {
  return status === ok ? 'well' : 'not well'
}
`,
  'src/http/names.ts': `// Names of things.
// Lesson: cookies (appendix)

import { createServer } from 'node:http'
import { describe as say, ok } from './status.ts'

export const server = createServer((request, response) => response.end(say(ok) + request.say))
`,
  'src/http/data.bin': 'a\0b',
  'src/course/main.ts': '// The course.\n\nexport {}\n',
  'schema.sql': `-- All tables.

-- step 1: notes
-- Lesson: start-here (tour)

create table notes (id integer primary key);

-- step 2: marks
-- Lesson: cookies (core)

create table marks (note integer references notes (id));
`,
  'test/http/status.test.ts': "import '../../src/http/status.ts'\n",
  'test/http/all.test.ts': "import { ok } from '../../src/http/status.ts'\n\nok.toFixed()\n",
  'secret.txt': 'nobody sees this',
}
