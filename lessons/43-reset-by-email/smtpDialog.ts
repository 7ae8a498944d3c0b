// One connection to the check's mail server, from the greeting to QUIT.

import type { RawConnection } from '../../src/course/check/rawConnection.ts'
import type { MailServerPlan, Mood } from './mailServer.ts'

/** One mail. */
export type Delivery = {
  recipients: string[]
  /** The message without the doubled dots; undefined if there was none. */
  message: string | undefined
}

/** What came over one connection: some programs send several mails. */
export type Dialog = {
  connection: RawConnection
  deliveries: readonly Delivery[]
  /** What came at a moment at which something else has to come. */
  disorder: string | undefined
  /** What came before the reply to the command before it. */
  haste: string | undefined
  /** Resolves when the connection has ended, or nothing more is expected. */
  over: Promise<void>
}

export type DialogPlan = MailServerPlan & { mood: Mood; isSlow: boolean }

const longestWaitMs = 5_000
// How long a program may take to close the connection, too.
const closingMs = 300
const longestMessage = 1_000_000

/** Begins to talk to a program that has connected. */
export function startDialog(connection: RawConnection, plan: DialogPlan): Dialog {
  const talk = new Talk(connection, plan)
  talk.over = talk.run()
  return talk
}

type Step = 'greeting' | 'without-ehlo' | 'ready' | 'sender' | 'recipient' | 'refused' | 'done'

// Which commands may come after which, apart from NOOP, RSET and QUIT.
const expected: Readonly<Record<Step, readonly string[]>> = {
  greeting: ['EHLO', 'HELO'],
  'without-ehlo': ['HELO'],
  ready: ['MAIL'],
  sender: ['RCPT'],
  recipient: ['DATA'],
  refused: [],
  done: ['MAIL'],
}

// Where a reply comes in pieces: waiting between them costs time.
const slowSteps: readonly Step[] = ['greeting', 'ready', 'sender']

const forms: ReadonlyMap<string, RegExp> = new Map([
  // The name of a host, or an IP address in brackets (RFC 5321, section 4.1.1.1).
  ['EHLO', /^EHLO (?:[\w.-]+|\[[\w.:-]+\])$/i],
  ['HELO', /^HELO (?:[\w.-]+|\[[\w.:-]+\])$/i],
  ['MAIL', /^MAIL FROM:<([^<>]*)>(?: \S+)*$/i],
  ['RCPT', /^RCPT TO:<([^<>]+)>(?: \S+)*$/i],
  ['DATA', /^DATA$/i],
  ['QUIT', /^QUIT$/i],
  ['RSET', /^RSET$/i],
  ['NOOP', /^NOOP\b/i],
])

// The usual mistakes are an email address instead of a host, a space after the colon, and no angle
// brackets.
const written: ReadonlyMap<string, string> = new Map([
  ['EHLO', 'EHLO host'], ['HELO', 'HELO host'],
  ['MAIL', 'MAIL FROM:<address>'], ['RCPT', 'RCPT TO:<address>'],
])

class Talk implements Dialog {
  readonly connection: RawConnection
  readonly deliveries: Delivery[] = []
  disorder: string | undefined
  haste: string | undefined
  over = Promise.resolve()
  readonly #plan: DialogPlan
  #position = 0
  #step: Step = 'greeting'
  // What comes after a refusal only ends the dialog, in whatever way.
  #isRefused = false

  constructor(connection: RawConnection, plan: DialogPlan) {
    this.connection = connection
    this.#plan = plan
  }

  async run(): Promise<void> {
    await this.#plan.untilOpen()
    if (this.#plan.mood === 'closes-at-once') return this.connection.destroy()
    await this.#greet()
    while (this.disorder === undefined) {
      const line = await this.#readLine()
      if (line === undefined || !(await this.#obey(line))) break
    }
    this.connection.end()
    await this.connection.waitForEnd(closingMs)
    this.connection.destroy()
  }

  async #greet(): Promise<void> {
    if (this.#plan.mood !== 'refuses-client') {
      return this.#reply(['220-mail.example greets you', '220 ready'])
    }
    this.#step = 'refused'
    await this.#reply(['554-mail.example', '554 takes no mails'])
  }

  // Says whether the dialog goes on.
  async #obey(line: string): Promise<boolean> {
    const name = line.slice(0, 4).toUpperCase()
    const match = forms.get(name)?.exec(line)
    const mayCome = ['QUIT', 'RSET', 'NOOP', ...expected[this.#step]].includes(name)
    if (match === null || match === undefined || !mayCome) {
      const form = mayCome ? written.get(name) : undefined
      this.disorder = `${line.slice(0, 100)}, where ${form === undefined ? this.#describeStep()
        : `it's written ${form}`}`
      return false
    }
    if (name === 'QUIT') {
      await this.#reply(['221 Bye'])
      return false
    }
    this.#isRefused ||= this.#mayEnd() && name !== 'HELO'
    if (name === 'DATA' && this.#plan.mood === 'refuses-data') return this.#say('451 No', 'refused')
    if (name === 'DATA') return this.#takeMessage()
    if (name === 'MAIL') this.deliveries.push({ recipients: [], message: undefined })
    if (name === 'RCPT') this.deliveries.at(-1)?.recipients.push(String(match[1]).toLowerCase())
    return this.#answer(name)
  }

  async #answer(name: string): Promise<boolean> {
    const { mood } = this.#plan
    if (name === 'EHLO' || name === 'HELO') {
      if (mood === 'closes-after-greeting') return false
      if (mood === 'refuses-ehlo' && name === 'EHLO') return this.#say('502 No', 'without-ehlo')
      this.#step = 'ready'
      await this.#reply(name === 'HELO' ? ['250 mail.example']
        : ['250-mail.example', '250-SIZE 1000000', '250 HELP'])
      return true
    }
    if (name === 'NOOP') return this.#say('250 OK', this.#step)
    if (name === 'RSET') {
      const isEarly = this.#step === 'greeting' || this.#step === 'without-ehlo'
      return this.#say('250 OK', isEarly ? this.#step : 'done')
    }
    if (name === 'MAIL' && mood === 'refuses-sender') return this.#say('451 Not now', 'refused')
    if (name === 'RCPT' && mood === 'refuses-recipient') {
      await this.#reply(['550-5.1.1 Nobody', '550 5.1.1 has this address'])
      this.#step = 'refused'
      return true
    }
    return this.#say('250 OK', name === 'MAIL' ? 'sender' : 'recipient')
  }

  async #say(line: string, next: Step): Promise<boolean> {
    this.#step = next
    await this.#reply([line])
    return true
  }

  async #takeMessage(): Promise<boolean> {
    await this.#reply(['354 Go on'])
    if (this.#plan.mood === 'resets-in-message') {
      this.connection.reset()
      return false
    }
    const start = this.#position
    const read = () => /(?:^|\r\n)\.\r\n/.exec(this.connection.received.slice(start))
    await this.connection.waitFor((received) =>
      read() !== null || received.length > longestMessage, longestWaitMs)
    const end = read()
    if (end === null) {
      this.disorder = 'a message without CRLF, dot, CRLF at its end'
      return false
    }
    const text = this.connection.received.slice(start, start + end.index)
    this.#position = start + end.index + end[0].length
    const delivery = this.deliveries.at(-1)
    if (delivery !== undefined) {
      delivery.message = `${text.replaceAll(/(^|\r\n)\./g, '$1')}\r\n`
    }
    const isRefused = this.#plan.mood === 'refuses-message'
    return this.#say(isRefused ? '554 No' : '250 Queued', isRefused ? 'refused' : 'done')
  }

  async #readLine(): Promise<string | undefined> {
    const rest = () => this.connection.received.slice(this.#position)
    await this.connection.waitFor(() => rest().includes('\n'), longestWaitMs)
    const end = rest().indexOf('\n')
    if (end === -1) {
      if (!this.#mayEnd()) this.disorder = this.#describeEnd()
      return undefined
    }
    const line = rest().slice(0, end)
    this.#position += end + 1
    // RFC 5321, section 4.1.1: spaces at the end are to be tolerated.
    if (line.endsWith('\r')) return line.trimEnd()
    this.disorder = `${line.slice(0, 100)} without CR before LF`
    return undefined
  }

  // Each line is a piece of its own, and the last one is two: a program has to wait for its end.
  async #reply(lines: readonly string[]): Promise<void> {
    const last = lines.at(-1) ?? ''
    const pieces = [...lines.slice(0, -1).map((line) => `${line}\r\n`), last.slice(0, 2),
      `${last.slice(2)}\r\n`]
    const isSlow = this.#plan.isSlow && slowSteps.includes(this.#step)
    for (const [index, piece] of pieces.entries()) {
      const early = this.connection.received.slice(this.#position)
      if (early !== '' && !this.#isRefused) {
        this.haste ??= `${firstLine(early)}, before the reply ${last} was complete`
      }
      this.connection.write(piece)
      if (isSlow && index < pieces.length - 1) await this.#plan.settle()
    }
  }

  // After a refusal, a program may give up in whatever way. Without EHLO, it may also say HELO.
  #mayEnd(): boolean {
    return this.#step === 'refused' || this.#step === 'without-ehlo'
  }

  #describeStep(): string {
    const names = expected[this.#step]
    const usual = names.length === 0 ? 'QUIT' : names.join(' or ')
    return this.#step === 'refused' ? 'only QUIT or RSET may come, after a refusal'
      : `${usual} has to come`
  }

  #describeEnd(): string {
    const how = this.connection.ending === undefined ? 'nothing more' : 'the end of the connection'
    return `${how}, where ${this.#step === 'done' ? 'QUIT has to come' : this.#describeStep()}`
  }
}

function firstLine(text: string): string {
  return text.split('\r\n', 1).join('').slice(0, 100)
}
