// Lessons for tests, in a folder of their own.

import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A lesson without a mistake; `files` are added, and replace those of the same name. */
export function makeLesson(
  folder: string,
  name: string,
  files: Readonly<Record<string, string>> = {},
): void {
  const all = { ...goodFiles(name), ...files }
  for (const [path, text] of Object.entries(all)) {
    const file = join(folder, name, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
}

export const goodReadme = (name: string, fields: Readonly<Record<string, string>> = {}): string => {
  const id = name.slice(3)
  const usual = { title: 'A lesson', part: 'A', minutes: '10', needs: '[]' }
  const all = { id, ...usual, ...fields }
  return `---
${Object.entries(all).map(([field, value]) => `${field}: ${value}`).join('\n')}
---

# A lesson

The server answers. [Read on](#exercise), or look at the [file](exercise.ts).

![A client asks a server](picture.svg)

## Exercise

1. Answer with \`200\`.
2. Look at [the address](https://nodejs.org/).

## Break it

Take a line away.

## In the real world

See RFC 9110, section 15.3.2.
`
}

export const goodExercise = `import { createServer } from 'node:http'

createServer((request, response) => {
  //#region todo Answer with 200
  //? Which number says that all is well?
  //> Read "Exercise"
  //= response.writeHead(500)
  response.writeHead(200)
  //#endregion
  response.end()
}).listen()
`

const question = {
  question: 'Which is `200`?',
  options: [
    { text: 'OK', correct: true, why: 'It is.' },
    { text: 'Not found', why: 'That is 404.' },
  ],
}

export const goodQuiz = JSON.stringify({ questions: [question, question] })

const wrongNumber = (status: number): string =>
  `// Says ${status}.\n//#replace\nwriteHead(200)\n//#with\nwriteHead(${status})\n//#end\n`

function goodFiles(name: string): Record<string, string> {
  return {
    'README.md': goodReadme(name),
    'exercise.ts': goodExercise,
    'check.ts': '',
    'quiz.json': goodQuiz,
    'picture.svg': '<svg xmlns="http://www.w3.org/2000/svg"><title>A picture</title></svg>',
    'wrong/bad-status.ts': wrongNumber(500),
    'wrong/bad-status--teapot.ts': wrongNumber(418),
    'wrong/no-content.ts': wrongNumber(204),
    'wrong/created.ts': wrongNumber(201),
    'right/whole.ts': 'console.log()\n',
  }
}
