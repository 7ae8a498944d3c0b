// The entries as JSON in a script element stay data.

import { step } from '../../src/course/check/check.ts'
import type { Id } from './findings.ts'
import {
  firstWord, hasAttack, isData, isRaw, newEntry, placeOfText, told, write, type GuestTools,
  type Shown,
} from './guestBook.ts'

export const scriptSteps = [
  step<Id>('The data in the script stays data', async (tools) => {
    const { fresh } = tools
    // One visitor begins a comment, and another one a script.
    const messages = [
      '</script><script>alert(1)</script>', '</SCRIPT ><svg onload=alert(1)>', '<!--', '<script>',
      'a "quote", a \\,\na line and an &amp; or &lt;', "O'Neil\u2028<3",
    ].map((message) => `${fresh.word()} ${message}`)
    const entries = messages.map((message) => newEntry(tools, {
      message, name: `${fresh.word()} "Z" O'Neil & Co <3`,
      website: `https://${fresh.word()}.example/?q=</script><svg/onload=alert(1)>`,
    }))
    const shown = await write(tools, entries)
    // Raw outside the script, it hides what comes after it, and the script isn't the reason.
    const raw = messages.find((message) => isRaw(shown, message))
    if (raw !== undefined) return tools.fail('not-escaped', told(shown.exchange, raw))
    for (const [index, message] of messages.entries()) {
      expectData(tools, shown, message)
      expectData(tools, shown, entries[index]?.name ?? '')
    }
  }),
]

function expectData({ fail }: GuestTools, { exchange, page }: Shown, text: string): void {
  const word = firstWord(text)
  const evidence = { exchange, mark: placeOfText(exchange, word, true) } as const
  if (hasAttack(page)) {
    return fail('script-broken-out', {
      ...evidence, mark: placeOfText(exchange, text, true),
      expected: 'no </script> before the end of the data', actual: text,
    })
  }
  const data = page.scripts.filter(isData)
  if (data.some((script) => /<!--[^]*<script/i.test(script.text))) {
    return fail('comment-in-script', {
      exchange, mark: placeOfText(exchange, '<!--', true), expected: 'no <!-- in the data',
      actual: '<!--, and <script after it',
    })
  }
  if (data.some((script) => holds(script.text, text))) return
  return fail(data.length === 0 ? 'no-data' : 'json-damaged', {
    ...evidence, expected: `JSON in the script that contains ${JSON.stringify(text)}`,
    actual: partOf(data.at(-1)?.text, word),
  })
}

function holds(json: string, text: string): boolean {
  try {
    return JSON.stringify(JSON.parse(json)).includes(JSON.stringify(text))
  } catch {
    return false
  }
}

function partOf(json: string | undefined, word: string): string {
  if (json === undefined) return 'no script of the type application/json'
  return json.slice(Math.max(json.lastIndexOf(word) - 20, 0)).slice(0, 80)
}
