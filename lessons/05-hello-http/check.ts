// Calls the hello API as a client would, fifty times at once too, and opens its page in a browser.

import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { defineCheck, step, type RequestPlan, type Tools } from '../../src/course/check/check.ts'
import type { Answer, HttpExchange } from '../../src/course/check/exchange.ts'
import { Failure } from '../../src/course/check/failure.ts'
import { receiveAnswer } from '../../src/course/check/request.ts'

const findings = {
  'no-answer': {
    title: 'You took the request, and never ended the reply',
    why: 'The client waits until somebody gives up. Node sends nothing by itself when your '
      + 'function returns: it cannot know that you are done.',
    hint: 'Which call ends a reply? Does every path through your function come to it?',
    read: 'lesson:hello-http',
  },
  'endless-answer': {
    title: 'You began the reply, and never ended it',
    why: 'The head came, and perhaps some of the body. The client waits for the rest, because '
      + 'nobody said that this was all.',
    hint: 'response.write sends a piece. Which call says: that was the last one?',
    read: 'lesson:hello-http',
  },
  'header-as-reason': {
    title: 'A header stands where the reason of the status should be',
    why: 'After the status comes a short reason for people, such as OK. Programs do not read it. '
      + 'So the client has no header, and does not know what the body is.',
    hint: 'Which two kinds of values does writeHead take after the status: a text, and what else?',
    read: 'RFC 9112, section 4',
  },
  'not-answered-with-200': {
    title: 'A request that should work was not answered with 200',
    why: 'A program looks at the status first. '
      + 'It takes any other answer for a failure, whatever the body says.',
    hint: 'Which line of your program answers this method and this address?',
    read: 'RFC 9110, section 15.3.1',
  },
  'missing-content-type': {
    title: 'Your answer does not say what its body is: it has no Content-Type',
    why: 'Bytes alone do not tell whether they are a text, a page or JSON. Without the header a '
      + 'browser guesses, and a program gives up.',
    hint: 'Which line of your program writes the head of this answer? Which headers does it give?',
    read: 'RFC 9110, section 8.3',
  },
  'wrong-content-type': {
    title: 'The Content-Type says something else than what the body is',
    why: 'Clients believe the header. A page sent as text/plain is shown as source code, and JSON '
      + 'sent as text/html is a page with braces.',
    hint: 'Which type belongs to a plain text, which to JSON, and which to a page?',
    read: 'RFC 9110, section 8.3',
  },
  'wrong-hello': {
    title: 'GET /hello does not answer with Hello, World!',
    why: 'The text is what this address promises to its clients, letter by letter.',
    hint: 'Compare the two texts: capitals, the comma, the exclamation mark, quotes around it?',
    read: 'lesson:hello-http',
  },
  'object-passed-to-end': {
    title: 'You handed an object to response.end, and your server ended',
    why: 'Only bytes travel. Node takes a text or bytes; for anything else it throws, and an error '
      + 'that nobody catches ends the program for all clients.',
    hint: 'Which function makes a text of an object?',
    read: 'lesson:hello-http',
  },
  'answered-twice': {
    title: 'You answered one request twice, and your server ended',
    why: 'The first answer is on its way already. Node refuses to write another head behind it, '
      + 'by an error, and an error that nobody catches ends the program for all clients.',
    hint: 'What does your function do after it has refused the request? Which word would stop it?',
    read: 'lesson:hello-http',
  },
  'object-as-text': {
    title: 'The body says [object Object] where your data should be',
    why: 'That is what JavaScript makes of an object when a text is wanted. What was in the object '
      + 'is lost.',
    hint: 'Where does your object become a text: in a template, with + or with String?',
    read: 'lesson:hello-http',
  },
  'not-json': {
    title: 'The body is no JSON',
    why: 'The client hands the body to its JSON reader, and that throws at the first letter that '
      + 'does not fit.',
    hint: 'Did you write the braces and quotes by hand? JSON wants double quotes around names.',
    read: 'RFC 8259',
  },
  'method-not-looked-at': {
    title: 'POST /hello gets the answer of GET /hello',
    why: 'One address can do several things. The method says which of them is meant.',
    hint: 'Does your condition look at request.method as well as at the address?',
    read: 'lesson:hello-http',
  },
  'name-not-read': {
    title: 'A name was sent, and your program did not find it',
    why: 'The name lies in the body of the request, which comes after the head, as JSON.',
    hint: 'Do you wait until the whole body is there? Is it an object by then, or still a text, or '
      + 'a promise?',
    read: 'lesson:hello-http',
  },
  'wrong-message': {
    title: 'The greeting is not what POST /hello promises',
    why: 'A client reads the field message and shows it. Another name for the field, or another '
      + 'text, is another API.',
    hint: 'Compare the two bodies below: the name of the field, the comma, the exclamation mark?',
    read: 'lesson:hello-http',
  },
  'missing-name-answered-200': {
    title: 'No name was sent, and you answered with success',
    why: 'The client made a mistake and will never learn of it. Somebody reads "Hello, undefined!" '
      + 'instead.',
    hint: 'What does your program do when the name is missing, or is an empty text?',
    read: 'RFC 9110, section 15.5.1',
  },
  'missing-name-other-status': {
    title: 'No name was sent, and the status does not say so',
    why: '4xx means: you, the client, should change something, and 400 is the plain one of them. '
      + '5xx means: we failed, try again. That client would try for ever.',
    hint: 'Which status says that the request itself is wrong?',
    read: 'RFC 9110, section 15.5.1',
  },
  'wrong-error': {
    title: 'No name was sent, and the body does not tell what is missing',
    why: 'The status says that something was wrong. '
      + 'The field error says what, so that somebody can repair it.',
    hint: 'Compare the two bodies below. Which field should hold the sentence?',
    read: 'lesson:hello-http',
  },
  'unknown-path-not-404': {
    title: 'Nothing is at this address, and you did not answer 404',
    why: 'Whoever mistypes an address must learn that it leads nowhere. A success in its place is '
      + 'kept, linked and indexed.',
    hint: 'Which answer is left when no condition fits? Does one of them fit too much?',
    read: 'RFC 9110, section 15.5.5',
  },
  'query-taken-for-path': {
    title: 'The page is found without a query, and lost with one',
    why: 'What follows a question mark belongs to the address, but not to the path. Here it brings '
      + 'the name.',
    hint: 'With what do you compare request.url? What is in it behind the question mark?',
    read: 'RFC 3986, section 3.4',
  },
  'answers-mixed-up': {
    title: 'Fifty asked at once, and one of them did not get its own answer',
    why: 'While one request waits for its body, others are served. What belongs to one request '
      + 'must not lie where the others write, or visitors read what is not theirs.',
    hint: 'Which variables stand outside of the function that is called for each request?',
    read: 'lesson:tcp-is-a-stream',
  },
  'visitors-turned-away': {
    title: 'Fifty asked at once, and one of them got no answer',
    why: 'A server that talks to one client until it is done lets all others wait at the door, and '
      + 'the system turns them away when too many stand there.',
    hint: 'Does your server wait for the body of one request before it takes the next? Alone, each '
      + 'request is answered.',
    read: 'lesson:hello-http',
  },
  'page-that-never-asks': {
    title: 'The page does not call the API',
    why: 'The page should send its own requests and show what comes back. That is how the pages of '
      + 'most services work, and you can watch them do it in the next lesson.',
    hint: 'Which function sends a request from a script? What did your script do with the answer?',
    read: 'https://developer.mozilla.org/en-US/docs/Web/API/Window/fetch',
  },
  'answer-not-on-the-page': {
    title: 'A browser opened the page, and what the API said is not on it',
    why: 'The page was loaded, its script ran and came to rest. '
      + 'What you see below is what a visitor sees then.',
    hint: 'What does the script wait for? Is it the answer that you show, or the promise of one?',
    read: 'https://developer.mozilla.org/en-US/docs/Web/API/Response',
  },
} as const

type Id = keyof typeof findings

const hello = 'Hello, World!'
const missingName = 'Missing name parameter'
const visitors = 50

export const check = defineCheck({
  findings,
  steps: [
    step('GET /hello says Hello, World!', async (tools) => {
      const exchange = await ask(tools, { target: '/hello' })
      demandSuccess(tools, exchange)
      demandType(tools, exchange, { pattern: /^text\//i, expected: 'text/plain' })
      if (exchange.answer.text.trim() !== hello) {
        return tools.fail('wrong-hello', bodies(exchange, hello))
      }
    }),
    step('POST /hello greets by name', async (tools) => {
      const name = tools.fresh.name()
      const exchange = await ask(tools, post({ name }))
      const { answer } = exchange
      const evidence = bodies(exchange, JSON.stringify({ message: `Hello, ${name}!` }))
      if (isMissingName(answer)) return tools.fail('name-not-read', evidence)
      demandSuccess(tools, exchange)
      if (answer.text.includes('[object Object]') && answer.json() === undefined) {
        return tools.fail('object-as-text', evidence)
      }
      if (answer.text.trim() === hello) return tools.fail('method-not-looked-at', evidence)
      demandJson(tools, exchange)
      const message = memberOf(answer, 'message')
      if (message === `Hello, ${name}!`) return
      const isLost = typeof message === 'string' && /undefined|null|\[object |, ?!/.test(message)
      return tools.fail(isLost ? 'name-not-read' : 'wrong-message', evidence)
    }),
    step('A request without a name is refused', async (tools) => {
      let before: HttpExchange | undefined
      for (const sent of [{}, { nickname: tools.fresh.name() }, { name: '' }]) {
        const exchange = await ask(tools, post(sent), before)
        before = exchange
        const { status } = exchange.answer
        const evidence = {
          exchange, mark: 'status', expected: 'the status 400', actual: `the status ${status}`,
        } as const
        if (status < 400) return tools.fail('missing-name-answered-200', evidence)
        if (status !== 400 && status !== 422) {
          return tools.fail('missing-name-other-status', evidence)
        }
        demandJson(tools, exchange)
        if (memberOf(exchange.answer, 'error') !== missingName) {
          return tools.fail('wrong-error', bodies(exchange, JSON.stringify({ error: missingName })))
        }
      }
      await ask(tools, { target: '/hello' }, before)
    }),
    step('Other addresses are answered with 404', async (tools) => {
      const word = tools.fresh.word()
      for (const target of [`/${word}`, `/hello/${word}`, `/hello${word}`]) {
        const exchange = await ask(tools, { target })
        const { status } = exchange.answer
        if (status !== 404 && status !== 410) {
          return tools.fail('unknown-path-not-404', {
            exchange, mark: 'status', expected: 'the status 404', actual: `the status ${status}`,
          })
        }
      }
    }),
    step('Fifty visitors at once get fifty answers', async (tools) => {
      const names = Array.from({ length: visitors }, (_, index) => `${tools.fresh.word()}-${index}`)
      // A few at a time come to the door, but none of them leaves before all are in.
      await Promise.all(names.map(async (name, index) => {
        await pause(Math.floor(index / 3))
        await greetInTwoPieces(tools, name)
      }))
    }, { deadlineMs: 8_000 }),
    step('The page is HTML, with a script that asks', async (tools) => {
      const plain = await ask(tools, { target: '/hello/page' })
      demandSuccess(tools, plain)
      demandType(tools, plain, {
        pattern: /^text\/html|^application\/xhtml/i, expected: 'text/html',
      })
      const word = tools.fresh.word()
      const exchange = await ask(tools, { target: `/hello/page?name=${word}` })
      const { status, text } = exchange.answer
      if (status === 404) return tools.fail('query-taken-for-path', { exchange, mark: 'status' })
      demandSuccess(tools, exchange)
      const isGreetedAlready = text.includes(`Hello, ${word}`)
      if (!callsSomething.test(text) || isGreetedAlready) {
        return tools.fail('page-that-never-asks', {
          exchange, mark: 'body', expected: 'a script that sends its own requests',
          actual: isGreetedAlready
            ? 'the greeting stands in the page already'
            : 'no fetch in the page',
        })
      }
    }),
    step('In a browser the page shows what the API said', async (tools) => {
      const word = tools.fresh.word()
      const target = `/hello/page?name=${word}`
      const exchange = await ask(tools, { target })
      const shown = await showInBrowser(`http://localhost:${tools.port}${target}`)
      if (shown === undefined) return tools.skip('No Chrome, Chromium or Edge was found here')
      for (const expected of [hello, `Hello, ${word}!`]) {
        if (shown.text.includes(expected)) continue
        const mistakes = shown.mistakes.map((mistake) => ` (the browser says: ${mistake})`).join('')
        return tools.fail('answer-not-on-the-page', {
          exchange, mark: 'body', expected: `the page shows ${expected}`,
          actual: `it shows: ${shown.text}${mistakes}`,
        })
      }
    }, { onDemand: true, deadlineMs: 20_000 }),
  ],
})

// A page may have its script in another file, and may ask in an older way.
const callsSomething = /fetch|XMLHttpRequest|EventSource|<script[^>]*\ssrc=|\bimport\b/i

function post(value: unknown): RequestPlan {
  const headers = [['Content-Type', 'application/json']] as const
  return { method: 'POST', target: '/hello', headers, body: JSON.stringify(value) }
}

// `before` is the exchange before this one: what ends a program may come right after its answer.
async function ask(
  tools: Tools<Id>, plan: RequestPlan, before?: HttpExchange,
): Promise<HttpExchange> {
  const exchange = await tools.send(plan).catch((error) => explainCrash(tools, error, before))
  const { reason } = exchange.answer
  // No reason has a slash or a colon, but every media type and every header line has one.
  if (!/[/:]|charset/i.test(reason)) return exchange
  return tools.fail('header-as-reason', {
    exchange, mark: 'reason', expected: 'a reason such as OK', actual: reason,
  })
}

// Node's last words tell two mistakes apart from all other crashes.
async function explainCrash(
  tools: Tools<Id>, error: unknown, before: HttpExchange | undefined,
): Promise<never> {
  if (!(error instanceof Failure) || !endings.has(error.id)) throw error
  // They may still be on their way; the very last line is Node's version.
  for (let tries = 0; tries < 25 && !/\nNode\.js v\d/.test(tools.output()); tries += 1) {
    await pause(20)
  }
  const { exchange } = error.evidence
  if (/"chunk" argument must be[^]*ERR_INVALID_ARG_TYPE/.test(tools.output())) {
    return tools.fail('object-passed-to-end', {
      exchange, expected: 'a text or bytes', actual: 'response.end was given something else',
    })
  }
  if (/ERR_HTTP_HEADERS_SENT|ERR_STREAM_WRITE_AFTER_END/.test(tools.output())) {
    return tools.fail('answered-twice', {
      exchange: before ?? exchange, expected: 'one answer', actual: 'a second one was begun',
    })
  }
  throw error
}

const endings = new Set(['closed-without-answer', 'half-answer', 'stopped-listening'])

// Sends the head and half of the body, and the rest a moment later: until then all of them wait.
async function greetInTwoPieces(tools: Tools<Id>, name: string): Promise<void> {
  const body = JSON.stringify({ name })
  const connection = await tools.connect()
  connection.write(`POST /hello HTTP/1.1\r\nHost: localhost:${tools.port}\r\n`
    + `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n`
    + 'Connection: close\r\n\r\n'
    + body.slice(0, 9))
  await pause(40)
  connection.write(body.slice(9))
  const outcome = await receiveAnswer(connection, { method: 'POST', timeoutMs: 6_000 })
  if (!('answer' in outcome)) {
    // If the server has ended, this says so.
    await ask(tools, { target: '/hello' })
    return tools.fail('visitors-turned-away', {
      exchange: connection, mark: outcome.problem, actual: outcome.actual,
    })
  }
  const expected = `Hello, ${name}!`
  const { text } = outcome.answer
  if (memberOf(outcome.answer, 'message') !== expected) {
    const told = JSON.stringify({ message: expected })
    return tools.fail('answers-mixed-up', {
      exchange: connection, mark: 'body', expected: told, actual: text,
    })
  }
}

function demandSuccess({ fail }: Tools<Id>, exchange: HttpExchange): void {
  const { status } = exchange.answer
  if (status !== 200) {
    fail('not-answered-with-200', {
      exchange, mark: 'status', expected: 'the status 200', actual: `the status ${status}`,
    })
  }
}

function demandJson(tools: Tools<Id>, exchange: HttpExchange): void {
  if (exchange.answer.json() === undefined) {
    tools.fail('not-json', { exchange, mark: 'body', actual: exchange.answer.text })
  }
  const pattern = /^application\/(?:[\w.+-]+\+)?json(?:$|[; ])/i
  demandType(tools, exchange, { pattern, expected: 'application/json' })
}

type WantedType = { pattern: RegExp; expected: string }

function demandType(
  { fail }: Tools<Id>, exchange: HttpExchange, { pattern, expected }: WantedType,
): void {
  const type = exchange.answer.header('content-type')
  const evidence = { exchange, mark: 'header content-type', expected } as const
  if (type === undefined) fail('missing-content-type', { ...evidence, actual: 'no Content-Type' })
  else if (!pattern.test(type)) fail('wrong-content-type', { ...evidence, actual: type })
}

function isMissingName(answer: Answer): boolean {
  return [400, 422].includes(answer.status) && answer.text.includes(missingName)
}

function memberOf(answer: Answer, name: string): unknown {
  const value = answer.json()
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

function bodies(exchange: HttpExchange, expected: string) {
  return {
    exchange, mark: 'body', expected, actual: exchange.answer.text.trim() || 'an empty body',
  } as const
}

type Shown = { text: string; mistakes: readonly string[] }

const browsers = [
  'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge',
  'microsoft-edge', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

// Opens the page and lets its scripts come to rest. Undefined when there is no browser that works.
async function showInBrowser(url: string): Promise<Shown | undefined> {
  const profile = mkdtempSync(join(tmpdir(), 'groundwork-browser-'))
  const words = [
    '--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-extensions',
    '--disable-background-networking', '--enable-logging=stderr', `--user-data-dir=${profile}`,
    '--virtual-time-budget=3000', '--dump-dom', url,
  ]
  try {
    for (const browser of browsers) {
      const shown = await runBrowser(browser, words)
      if (shown !== undefined) return shown
    }
    return undefined
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

function runBrowser(browser: string, words: readonly string[]): Promise<Shown | undefined> {
  const options = {
    encoding: 'utf8', timeout: 15_000, killSignal: 'SIGKILL', windowsHide: true,
  } as const
  return new Promise((resolve) => {
    execFile(browser, words, options, (error, page, log) => {
      if (error !== null || !page.includes('<')) return resolve(undefined)
      const mistakes =
        [...log.matchAll(/CONSOLE[^"]*"(Uncaught.*)", source:/g)].map(([, said = '']) => said)
      resolve({ text: visibleText(page), mistakes: mistakes.slice(0, 1) })
    })
  })
}

function visibleText(page: string): string {
  return page
    .replaceAll(/<(script|style|head)\b[^]*?<\/\1>/gi, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
