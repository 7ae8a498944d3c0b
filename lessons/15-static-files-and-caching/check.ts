// Asks for files, for parts of files, again for the same files, and for files that nobody offered.

import { rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineCheck, step, type Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'

const hugeBytes = 3 * 1024 ** 3

export const check = defineCheck({
  findings: {
    'not-served': {
      title: 'A file that lies in public was not served, or not as it is',
      why: 'The address is the name of the file, with its percent signs decoded.',
      hint: 'Which path does your program open for this address?',
      read: 'lesson:static-files-and-caching',
    },
    'wrong-type': {
      title: 'A file came with the wrong type',
      why: 'A browser does not guess any more: '
        + 'a style sheet that is called text/plain is thrown away.',
      hint: 'Which ending does the file have, and which type belongs to it?',
      read: 'RFC 9110, section 8.3',
    },
    'missing-file-not-404': {
      title: 'A file that is not there was not answered with 404',
      why: 'A wrong address is the usual case on the internet. It is no failure of the server.',
      hint: 'What does your program do when the file cannot be found, or is a folder?',
      read: 'RFC 9110, section 15.5.5',
    },
    traversal: {
      title: 'With ../ a stranger got out of the folder and read your program',
      why: 'The next one reads your passwords. Programs do this all day long, with every address.',
      hint: 'What does join do with two dots?',
      read: 'lesson:urls-and-parameters',
    },
    'encoded-traversal': {
      title: 'With an encoded ../ a stranger got out of the folder and read your program',
      why: 'You looked for dots before decoding, or did not look at the slash that decoding made.',
      hint: 'What is %2e%2e%2f after decoding? Where do you check: before or after?',
      read: 'lesson:urls-and-parameters',
    },
    'hidden-file-served': {
      title: 'You served a file whose name begins with a dot',
      why: 'In .env stand passwords, and .git has the whole history of your program.',
      hint: 'Which files in a folder do people not think of?',
      read: 'RFC 8615',
    },
    'link-followed': {
      title: 'A symbolic link in public led out of the folder, and you followed it',
      why: 'A link is a door. Whoever can make one in your folder reads every file of the machine.',
      hint: 'Which function tells where a path really leads?',
      read: 'lesson:static-files-and-caching',
    },
    'no-etag': {
      title: 'The answer has no ETag',
      why: 'Without a tag a browser must fetch the whole file again, each time.',
      hint: 'Which header names a version of a file?',
      read: 'RFC 9110, section 8.8.3',
    },
    'same-etag': {
      title: 'The file has changed, and its ETag has not',
      why: 'Browsers keep the old file for ever, and people tell you to "empty the cache".',
      hint: 'What do you make the tag of? Does it change with the content?',
      read: 'RFC 9110, section 8.8.1',
    },
    'not-modified-ignored': {
      title: 'The client has this version, and you sent it again with 200',
      why: 'If-None-Match says: I have this one, tell me whether it is still good. '
        + '304 is the answer, with no body.',
      hint: 'Do you compare the whole header, or each tag in it? And with a W/ before it?',
      read: 'RFC 9110, section 13.1.2',
    },
    'range-ignored': {
      title: 'A part was asked for, and the whole file came',
      why: 'Films could not be wound forward, and a download that broke off would begin anew.',
      hint: 'Which header asks for a part, and which status tells that it is one?',
      read: 'RFC 9110, section 14',
    },
    'wrong-range': {
      title: 'The part that came is not the one that was asked for',
      why: 'Both ends count: bytes=2-4 is three bytes. '
        + 'The client puts the parts together, and one byte too few breaks the file.',
      hint: 'Does the last byte belong to it? What does a range without its first number mean?',
      read: 'RFC 9110, section 14.1.2',
    },
    'no-416': {
      title: 'A part behind the end of the file was not refused with 416',
      why: 'The client must learn that its copy is longer than your file.',
      hint: 'What is the first byte that was asked for, and how long is the file?',
      read: 'RFC 9110, section 15.5.17',
    },
    'whole-file-in-memory': {
      title: 'Twelve bytes of a very large file were asked for, and your '
        + 'program could not send them',
      why: 'Whoever reads a file as a whole needs memory for all of it, for each visitor. '
        + 'Node refuses that for files over two gigabytes.',
      hint: 'Which function reads only the part from start to end?',
      read: 'lesson:static-files-and-caching',
    },
    crashed: {
      title: 'An address ended your server',
      why: 'A file that is not there is an error event of the stream. Nobody heard it.',
      hint: 'Which stream or promise has nobody who catches its error?',
      read: 'lesson:tcp-is-a-stream',
    },
  },
  steps: [
    step('Files come with their types', async ({ send, fail }) => {
      const rows = [
        ['/index.html', /^text\/html; ?charset="?utf-8/i, 'Bücher'],
        ['/style.css', /^text\/css/i, 'seagreen'],
        ['/count.js', /^(?:text|application)\/javascript/i, 'document.title'],
        ['/tree.svg', /^image\/svg\+xml/i, '<svg'],
        ['/books.csv?sort=pages', /^text\/csv/i, 'Book 400'],
        ['/read%20me%2C%20sch%C3%B6n.txt', /^text\/plain; ?charset="?utf-8/i, 'Öffnungszeiten'],
      ] as const
      for (const [target, type, text] of rows) {
        const exchange = await send({ target })
        const { answer } = exchange
        if (answer.status !== 200 || !answer.text.includes(text)) {
          return fail('not-served', {
            exchange, mark: 'status', expected: `200 and ${text}`, actual: `${answer.status}`,
          })
        }
        const actual = answer.header('content-type') ?? 'no Content-Type'
        if (!type.test(actual)) {
          return fail('wrong-type', {
            exchange, mark: 'header content-type', expected: String(type), actual,
          })
        }
      }
    }),
    step('What is not there is not found', async ({ send, fail, fresh }) => {
      for (const target of [`/${fresh.word()}.html`, `/${fresh.word()}/index.html`, '/%zz']) {
        const exchange = await send({ target })
        if (![404, 400].includes(exchange.answer.status)) {
          return fail('missing-file-not-404', toldStatus(exchange, 404))
        }
      }
    }),
    step('Nobody gets out of the folder', async ({ send, fail }) => {
      const rows = [
        ['/../exercise.ts', 'traversal'],
        ['/x/../../exercise.ts', 'traversal'],
        ['/%2e%2e/exercise.ts', 'encoded-traversal'],
        ['/..%2fexercise.ts', 'encoded-traversal'],
        ['/%2e%2e%2fexercise.ts', 'encoded-traversal'],
        ['/..%5cexercise.ts', 'encoded-traversal'],
        ['/style.css%00.txt', 'encoded-traversal'],
      ] as const
      for (const [target, id] of rows) {
        const exchange = await send({ target })
        const { status } = exchange.answer
        if (status < 300) {
          return fail(id, { exchange, mark: 'body', expected: '404 or 400', actual: `${status}` })
        }
        if (status >= 500) return fail('missing-file-not-404', toldStatus(exchange, 404))
      }
      const hidden = await send({ target: '/.env' })
      if (hidden.answer.status < 300) {
        return fail('hidden-file-served', {
          exchange: hidden, mark: 'body', expected: '404', actual: `${hidden.answer.status}`,
        })
      }
    }),
    step('A link does not lead out either', async (tools) => {
      const name = `${tools.fresh.word()}.txt`
      const link = (path: string) => symlinkSync(join(tools.folder, 'exercise.ts'), path)
      await withFile(tools, name, link, async () => {
        const exchange = await tools.send({ target: `/${name}` })
        if (exchange.answer.status < 300) {
          tools.fail('link-followed', {
            exchange, mark: 'body', expected: '404', actual: `${exchange.answer.status}`,
          })
        }
      })
    }),
    step('Who has this version gets 304', async (tools) => {
      const { send, fail, fresh } = tools
      const name = `${fresh.word()}.txt`
      const target = `/${name}`
      await withFile(tools, name, (path) => writeFileSync(path, 'one'), async (path) => {
        const first = await send({ target })
        const tag = first.answer.header('etag')
        if (tag === undefined || !/^(?:W\/)?"[^"]*"$/.test(tag)) {
          return fail('no-etag', {
            exchange: first, mark: 'header etag', expected: 'ETag: "…"', actual: tag ?? 'no ETag',
          })
        }
        const bare = tag.replace(/^W\//, '')
        for (const known of [tag, `"other", ${tag}`, `W/${bare}`, '*']) {
          const exchange = await send({ target, headers: [['If-None-Match', known]] })
          if (exchange.answer.status !== 304) {
            return fail('not-modified-ignored', toldStatus(exchange, 304))
          }
        }
        const other = await send({ target, headers: [['If-None-Match', '"other"']] })
        if (other.answer.status !== 200) return fail('not-modified-ignored', toldStatus(other, 200))
        // Of the same length, one second later.
        writeFileSync(path, 'two')
        utimesSync(path, new Date(Date.now() + 1_000), new Date(Date.now() + 1_000))
        const changed = await send({ target, headers: [['If-None-Match', tag]] })
        if (changed.answer.status === 304 || changed.answer.header('etag') === tag) {
          return fail('same-etag', {
            exchange: changed, mark: 'header etag', expected: 'another ETag', actual: tag,
          })
        }
      })
    }),
    step('Parts are sent as parts', async ({ send, fail, fresh }) => {
      const whole = (await send({ target: '/books.csv' })).answer.body
      const size = whole.length
      const start = fresh.integer(1, 100)
      const rows = [
        [`bytes=${start}-${start + 9}`, start, start + 9],
        ['bytes=0-0', 0, 0],
        [`bytes=${size - 5}-`, size - 5, size - 1],
        ['bytes=-7', size - 7, size - 1],
        [`bytes=${size - 3}-${size + 100}`, size - 3, size - 1],
      ] as const
      for (const [range, from, to] of rows) {
        const exchange = await send({ target: '/books.csv', headers: [['Range', range]] })
        const { answer } = exchange
        if (answer.status !== 206) return fail('range-ignored', toldStatus(exchange, 206))
        const told = answer.header('content-range') ?? 'no Content-Range'
        if (answer.body !== whole.slice(from, to + 1)) {
          return fail('wrong-range', {
            exchange, mark: 'body', expected: `${to - from + 1} bytes, from ${from} to ${to}`,
            actual: `${answer.body.length} bytes`,
          })
        }
        if (told.toLowerCase() !== `bytes ${from}-${to}/${size}`) {
          return fail('wrong-range', {
            exchange, mark: 'header content-range', expected: `bytes ${from}-${to}/${size}`,
            actual: told,
          })
        }
      }
      const behind = await send({ target: '/books.csv', headers: [['Range', `bytes=${size}-`]] })
      if (behind.answer.status !== 416) return fail('no-416', toldStatus(behind, 416))
      const strange = await send({ target: '/books.csv', headers: [['Range', 'lines=1-2']] })
      if (strange.answer.status !== 200) return fail('wrong-range', toldStatus(strange, 200))
    }),
    step('A large file needs no large memory', async (tools) => {
      const name = `${tools.fresh.word()}.bin`
      const make = (path: string) => {
        writeFileSync(path, '')
        // A hole: it takes no room on the disk.
        truncateSync(path, hugeBytes)
      }
      await withFile(tools, name, make, async () => {
        const exchange = await tools.send({
          target: `/${name}`, headers: [['Range', `bytes=${hugeBytes - 12}-`]],
        })
        const { status, body } = exchange.answer
        if (status !== 206 || body.length !== 12) {
          tools.fail('whole-file-in-memory', toldStatus(exchange, 206))
        }
      })
    }),
  ],
})

// Makes a file in public for the time of a step.
async function withFile(
  { folder, skip }: Pick<Tools, 'folder' | 'skip'>,
  name: string,
  make: (path: string) => void,
  use: (path: string) => Promise<void>,
): Promise<void> {
  const path = join(folder, 'public', name)
  try {
    try {
      make(path)
    } catch (error) {
      return skip(`This machine does not allow it: ${String(error)}`)
    }
    await use(path)
  } finally {
    rmSync(path, { force: true })
  }
}

function toldStatus(exchange: HttpExchange, status: number) {
  return {
    exchange, mark: 'status', expected: `the status ${status}`,
    actual: `the status ${exchange.answer.status}`,
  } as const
}
