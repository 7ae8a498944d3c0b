// What the steps of this check share: the requests to one of the two stores, and what a ticket must
// look like in a response.

import { existsSync } from 'node:fs'
import type { Evidence, Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { isRecord } from '../../src/basics/check.ts'
import type { findings } from './findings.ts'

export type FindingId = keyof typeof findings

export type TicketTools = Tools<FindingId>

export type Person = { id: number; fullName: string }

/** A ticket as it must be in a response. */
export type Ticket = {
  id: number; title: string; isDone: boolean; createdAt: unknown; assignee: Person | null
}

/** The requests to a program with one of the stores. */
export class Client {
  readonly #send: TicketTools['send']
  readonly #fail: TicketTools['fail']
  /** `memory` or `sqlite`. */
  readonly store: string
  /** The people that were added, by their ids. */
  readonly #people = new Map<number, string>()
  /** A file that this program must not make. */
  readonly #unusedFile: string | undefined

  constructor(
    { send, fail }: Pick<TicketTools, 'send' | 'fail'>, store: string, unusedFile?: string,
  ) {
    this.#send = send
    this.#fail = fail
    this.store = store
    this.#unusedFile = unusedFile
  }

  async request(method: string, target: string, body?: object): Promise<HttpExchange> {
    const headers = [['Content-Type', 'application/json']] as const
    const plan = body === undefined ? {} : { headers, body: JSON.stringify(body) }
    return this.#send({ method, target, ...plan })
  }

  /** Ends the step. A program that uses the wrong store is told that first. */
  fail(id: FindingId, exchange: HttpExchange, evidence: Evidence = {}): never {
    this.refuseFile()
    const { status, text } = exchange.answer
    return this.#fail(id, {
      exchange, mark: 'body', ...evidence,
      actual: `with STORE=${this.store}: ${evidence.actual ?? `the status ${status} ${text}`}`,
    })
  }

  /** Ends the step if the program made a file although it has to use its memory. */
  refuseFile(): void {
    // SQLite makes it when it's opened.
    if (this.#unusedFile === undefined || !existsSync(this.#unusedFile)) return
    this.#fail('sql-outside-the-store', {
      expected: 'with STORE=memory: no database is opened, so there is no file',
      actual: 'there is a database in the file that DATABASE names',
    })
  }

  /** Adds a person, and gives the id. */
  async addPerson(fullName: string): Promise<Person> {
    const exchange = await this.request('POST', '/people', { fullName })
    const value = exchange.answer.json()
    this.#refuseRowNames(exchange)
    if (exchange.answer.status !== 201 || !isRecord(value) || value['fullName'] !== fullName) {
      return this.fail('not-stored', exchange, { expected: `201, and the name ${fullName}` })
    }
    const id = Number(value['id'])
    const known = this.#people.get(id)
    this.#people.set(id, fullName)
    if (known === undefined) return { id, fullName }
    return this.fail('people-merged', exchange, {
      expected: `another id than ${id}, which ${known} has`, actual: JSON.stringify(value),
    })
  }

  /** Adds a ticket, judges the response, and gives the ticket as it has to be from now on. */
  async addTicket(title: string, assignee: Person | null): Promise<Ticket> {
    const body = { title, assigneeId: assignee?.id ?? null }
    const exchange = await this.request('POST', '/tickets', body)
    const value = exchange.answer.json()
    if (exchange.answer.status !== 201 || !isRecord(value)) {
      return this.fail('not-stored', exchange, { expected: 'the status 201, and the ticket' })
    }
    const { id, createdAt } = value
    const ticket = { id: Number(id), title, isDone: false, createdAt, assignee }
    this.judgeTicket(exchange, value, ticket)
    if (!isRecentTime(createdAt)) {
      return this.fail('wrong-ticket', exchange, {
        expected: 'createdAt: the time in milliseconds', actual: JSON.stringify(value),
      })
    }
    return ticket
  }

  /** Judges one ticket of a response. */
  judgeTicket(exchange: HttpExchange, value: unknown, ticket: Ticket): void {
    this.#refuseRowNames(exchange)
    const evidence = { expected: JSON.stringify(ticket), actual: JSON.stringify(value) }
    const found = isRecord(value) ? value : {}
    const { id, title, isDone, createdAt, assignee } = found
    if (typeof isDone === 'number') return this.fail('booleans-as-numbers', exchange, evidence)
    if (!Object.hasOwn(found, 'assignee') && ticket.assignee === null) {
      return this.fail('null-missing', exchange, evidence)
    }
    if (id !== ticket.id && id === ticket.assignee?.id) {
      return this.fail('ids-mixed-up', exchange, evidence)
    }
    const person = ticket.assignee
    const isPerson = person === null ? assignee === null
      : isRecord(assignee) && assignee['id'] === person.id
        && assignee['fullName'] === person.fullName
    const isSame = id === ticket.id && title === ticket.title && isDone === ticket.isDone
      && createdAt === ticket.createdAt
    if (!isSame || !isPerson) return this.fail('wrong-ticket', exchange, evidence)
  }

  // A key with an underscore is the name of a column.
  #refuseRowNames(exchange: HttpExchange): void {
    const [name] = keysIn(exchange.answer.json()).filter((key) => key.includes('_'))
    if (name === undefined) return
    this.fail('row-names-leak', exchange, {
      expected: 'fullName, isDone, createdAt and assignee', actual: `a field ${name}`,
    })
  }
}

function keysIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const keys = Array.isArray(value) ? [] : Object.keys(value)
  return [...keys, ...Object.values(value).flatMap(keysIn)]
}

const dayMs = 86_400_000

function isRecentTime(value: unknown): boolean {
  return Number.isSafeInteger(value) && Math.abs(Number(value) - Date.now()) < dayMs
}
