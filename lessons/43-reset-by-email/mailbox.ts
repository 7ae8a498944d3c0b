// The folder into which the program puts its mails, one file for each. They come after the response
// to a request, so the check looks again until they're there.

import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import type { Account } from '../35-passwords/client.ts'
import { findFault, findLinks, readMail, type Link, type Mail } from './readMail.ts'
import type { ResetTools } from './resetTools.ts'

export type LinkPath = '/login/reset' | '/login/confirm'

/** What somebody got: a mail with one link that is of use here. */
export type Letter = Omit<Link, 'path'> & {
  path: LinkPath
  mail: Mail
  file: string
  exchange: HttpExchange
}

// A program writes its mail within milliseconds. A busy machine makes each look longer, too.
const mostLooks = 200
const longestWaitMs = 10_000
const longestPauseMs = 25

export class Mailbox {
  readonly #tools: ResetTools
  readonly #folder: string
  readonly #mails = new Map<string, Mail>()
  readonly #taken = new Set<string>()

  constructor(tools: ResetTools) {
    this.#tools = tools
    this.#folder = join(dirname(tools.database), 'mails')
  }

  /**
   * Waits for the next mail to an account that has a link with this path, made by a request.
   * Whether the link begins as it should is asked later.
   */
  async next(
    { email }: Pick<Account, 'email'>, path: LinkPath, exchange: HttpExchange,
  ): Promise<Letter> {
    const end = performance.now() + longestWaitMs
    for (let looks = 0; looks < mostLooks && performance.now() < end; looks += 1) {
      this.#look()
      const letter = this.#find(email, path, exchange)
      if (letter !== undefined) return this.#take(letter)
      await pause(Math.min(looks + 1, longestPauseMs))
    }
    return this.#failWithout(email, path, exchange)
  }

  /** All mails that are there by now. */
  all(): readonly Mail[] {
    this.#look()
    return [...this.#mails.values()]
  }

  #look(): void {
    for (const file of filesOf(this.#folder)) {
      const known = this.#mails.get(file)
      // A program may write a file piece by piece: without a link, it isn't complete.
      if (known !== undefined && findLinks(known).length > 0) continue
      this.#mails.set(file, readMail(this.#read(file)))
    }
  }

  #find(email: string, path: LinkPath, exchange: HttpExchange): Letter | undefined {
    for (const [file, mail] of this.#mails) {
      if (this.#taken.has(file) || !mail.recipients.includes(email.toLowerCase())) continue
      const link = findLinks(mail).find((each) => each.path === path)
      if (link !== undefined && this.#read(file).endsWith('\n')) {
        return { ...link, path, mail, file, exchange }
      }
    }
    return undefined
  }

  #take(letter: Letter): Letter {
    const { file, mail, exchange } = letter
    const { fail } = this.#tools
    this.#taken.add(file)
    const fault = findFault(this.#read(file), mail) ?? this.#findTwin(mail)
    if (fault !== undefined) {
      return fail('mail-malformed', { exchange, actual: `mails/${file}: ${fault}` })
    }
    if (mail.recipients.length === 1) return letter
    return fail('mail-to-stranger', {
      exchange, expected: 'one address', actual: mail.recipients.join(', '),
    })
  }

  // RFC 5322, section 3.6.4. The same mail may be there twice.
  #findTwin(mail: Mail): string | undefined {
    const own = messageId(mail)
    const twin = [...this.#mails].find(([, other]) =>
      other.text !== mail.text && messageId(other) === own)
    return twin && `Its Message-ID is that of mails/${twin[0]}, too: ${own}`
  }

  #failWithout(email: string, path: LinkPath, exchange: HttpExchange): never {
    const files = filesOf(this.#folder)
    const own = [...this.#mails].filter(([file, { recipients }]) =>
      recipients.includes(email.toLowerCase()) && !this.#taken.has(file))
    const links = own.flatMap(([, mail]) => findLinks(mail)).map(({ url }) => url)
    const found = `${own.length} new mails to this address, with ${links.length} links`
    return this.#tools.fail('mail-not-sent', {
      exchange,
      expected: `a file *.eml in ${this.#folder}, with To: <${email}>, and in its text a link `
        + `with the path ${path} and a token`,
      actual: own.length === 0 ? `${files.length} such files, none of them new for this address`
        : `${found}${links.map((url) => `: ${url}`).join('')}`,
    })
  }

  #read(file: string): string {
    try {
      return readFileSync(join(this.#folder, file), 'latin1')
    } catch {
      return ''
    }
  }
}

function messageId({ fields }: Mail): string | undefined {
  return fields.find(({ name }) => name.toLowerCase() === 'message-id')?.value
}

function filesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.eml'))
  } catch {
    return []
  }
}
