// A server is hidden behind a fresh name, on a random port. The program gets its URL and must find
// it, over IPv4 and over IPv6.

import { defineCheck, step, type Tools } from '../../src/course/check/check.ts'
import type { ProgramRun } from '../../src/course/check/program.ts'
import type { RawConnection } from '../../src/course/check/rawConnection.ts'
import type { TcpTarget } from '../../src/course/check/targets.ts'
import { findings } from './findings.ts'

export const check = defineCheck({
  kind: 'client',
  findings,
  steps: [
    step('Finds a server over IPv4', async (tools) => {
      const hidden = await hideServer(tools, '127.0.0.1', ['127.0.0.1'])
      judgeVisit(tools, hidden, await tools.run(hidden.plan))
    }),
    step('Finds a server over IPv6', async (tools) => {
      const hidden = await hideServer(tools, '::1', ['::1'])
      const run = await tools.run(hidden.plan)
      judgeQuestions(tools, hidden, ['AAAA'])
      judgeVisit(tools, hidden, run)
    }),
    step('Goes on to the next address when one does not accept', async (tools) => {
      // Both kinds, and only one of them has a server: whatever a program tries first, in one of
      // the two rounds that is the wrong one.
      for (const host of ['127.0.0.1', '::1']) {
        const hidden = await hideServer(tools, host, ['127.0.0.1', '::1'])
        const run = await tools.run(hidden.plan)
        if (hidden.target.connections.length === 0) {
          judgeQuestions(tools, hidden, ['A', 'AAAA'])
          return tools.fail('only-first-address', {
            expected: `a connection to ${host}, port ${hidden.target.port}`,
            actual: `no connection came, and ${endOf(run)}`,
          })
        }
        judgeVisit(tools, hidden, run)
      }
    }),
    step('Ends with 6 when the name has no address', async ({ fresh, serveDns, run, fail }) => {
      const dns = await serveDns({})
      const ended = await run({
        args: [`http://${fresh.word()}.test:${fresh.integer(20_000, 60_000)}/`],
        variables: { DNS_SERVER: dns.address },
      })
      if (ended.exitCode === 6) return
      const id = ended.exitCode === 7 ? 'dns-told-as-refusal' : 'no-address-not-told'
      return fail(id, { expected: 'the code 6', actual: endOf(ended) })
    }),
    step('Ends with 7 when nobody accepts', async (tools) => {
      const hidden = await hideServer(tools, '127.0.0.1', ['127.0.0.1'])
      hidden.target.close()
      const run = await tools.run(hidden.plan)
      if (run.exitCode === 7) return
      return tools.fail('refusal-not-told', { expected: 'the code 7', actual: endOf(run) })
    }),
  ],
})

type Id = keyof typeof findings

async function hideServer(
  { fresh, serveTcp, serveDns, skip }: Tools, host: string, addresses: string[],
) {
  const name = `${fresh.word()}.test`
  const word = fresh.word()
  const target = await serveTcp({
    host,
    onConnection(connection) {
      connection.write(`The word is ${word}\n`)
      // Waits for a whole line, then hangs up as servers do.
      void connection.waitFor((received) => received.includes('\n')).then(() => connection.end())
    },
  }).catch(() => skip(`This machine has no address ${host}`))
  const dns = await serveDns({ [name]: addresses })
  const plan = {
    args: [`http://${name}:${target.port}/`],
    variables: { DNS_SERVER: dns.address },
  }
  return { name, word, host, target, dns, plan }
}

type Hidden = Awaited<ReturnType<typeof hideServer>>

function judgeVisit(tools: Tools<Id>, hidden: Hidden, run: ProgramRun): void {
  const { fail } = tools
  const { word, target, dns } = hidden
  if (dns.questions.length === 0) return judgeSilence(tools, hidden, run)
  const connection = firstConnection(target)
  if (connection === undefined) return judgeAbsence(tools, hidden, run)
  if (connection.received.trim() !== word) {
    fail('no-greeting', {
      exchange: connection, mark: { start: 0, end: connection.received.length },
      expected: `the word ${word}`, actual: JSON.stringify(connection.received),
    })
  }
  if (run.exitCode !== 0) fail('wrong-end', { expected: 'the code 0', actual: endOf(run) })
}

// The name server was not asked.
function judgeSilence({ fail }: Tools<Id>, { name }: Hidden, run: ProgramRun): void {
  const evidence = { expected: `a question for ${name}`, actual: 'no question came' }
  if (/\bgetaddrinfo\b/.test(run.output)) fail('other-name-server', evidence)
  if (hasCrashed(run)) fail('crashed', { ...evidence, actual: endOf(run) })
  fail('hard-coded-address', evidence)
}

// Nobody came to the server: on which step of the way did the program stop?
function judgeAbsence(tools: Tools<Id>, hidden: Hidden, run: ProgramRun): void {
  const { fail } = tools
  const { host, target } = hidden
  const evidence = { expected: `a connection on port ${target.port}`, actual: endOf(run) }
  const hasGivenUp = run.exitCode === 6 || /has no address|\bquery(?:A|Aaaa)\b/.test(run.output)
  if (hasGivenUp) {
    judgeQuestions(tools, hidden, [host === '::1' ? 'AAAA' : 'A'])
    fail('missing-kind-ends-all', evidence)
  }
  if (hasCrashed(run)) fail('crashed', evidence)
  fail('hard-coded-port', { ...evidence, actual: `none came, and ${endOf(run)}` })
}

function judgeQuestions({ fail }: Tools<Id>, { name, dns }: Hidden, records: string[]): void {
  const missing = records.find((record) =>
    !dns.questions.some((question) => question.startsWith(`${record} `)))
  if (missing === undefined) return
  fail(missing === 'A' ? 'only-ipv6' : 'only-ipv4', {
    expected: `a question for the ${missing} records of ${name}`,
    actual: `asked was: ${dns.questions.join(', ') || 'nothing'}`,
  })
}

function hasCrashed({ exitCode, hasTimedOut }: ProgramRun): boolean {
  return !hasTimedOut && ![0, 6, 7].includes(exitCode ?? 0)
}

function endOf({ exitCode, hasTimedOut }: ProgramRun): string {
  if (hasTimedOut) return 'the program was still running after 3 seconds'
  return `the program ended with the code ${exitCode ?? 'unknown'}`
}

function firstConnection(target: TcpTarget): RawConnection | undefined {
  return target.connections[0]
}
