// A server is hidden behind a fresh name, on a random address and port. The program gets its URL
// and must find it, over IPv4 and over IPv6.

import { defineCheck, step, type Tools } from '../../src/course/check/check.ts'
import type { ProgramRun } from '../../src/course/check/program.ts'
import { findings } from './findings.ts'
import { closedAddress, freshName, hideServer, openAddress, type Hidden } from './hidden.ts'

type Id = keyof typeof findings

export const check = defineCheck({
  kind: 'client',
  findings,
  steps: [
    step('Finds a server over IPv4', async (tools) => {
      const host = openAddress(tools.fresh)
      const hidden = await hideServer(tools, host, [host])
      judgeVisit(tools, hidden, await tools.run(hidden.plan))
    }),
    step('Finds a server over IPv6', async (tools) => {
      const hidden = await hideServer(tools, '::1', ['::1'])
      const run = await tools.run(hidden.plan)
      judgeQuestions(tools, hidden, ['AAAA'])
      judgeVisit(tools, hidden, run)
    }),
    step('Tries the addresses that are left if one refuses the connection', triesAll),
    step('Tries both kinds of addresses', async (tools) => {
      // Only one of the two has a server: whatever a program tries first, in one of the two runs
      // that is the wrong one.
      for (const host of [openAddress(tools.fresh), '::1']) {
        const other = host === '::1' ? closedAddress(tools) : '::1'
        const hidden = await hideServer(tools, host, [host, other])
        const run = await tools.run(hidden.plan)
        // A program that finds the server at the first kind doesn't have to ask for the other one.
        if (hidden.target.connections.length === 0) judgeQuestions(tools, hidden, ['A', 'AAAA'])
        judgeLeftOut(tools, hidden, run, 'address-left-out')
        judgeVisit(tools, hidden, run)
      }
    }),
    step('Ends with 6 if the name has no address', async (tools) => {
      const { fresh, serveDns, run, fail } = tools
      const [unknown, empty] = [freshName(fresh), freshName(fresh)]
      const dns = await serveDns({ [empty]: [] })
      for (const name of [unknown, empty]) {
        const ended = await run({
          args: [`http://${name}:${fresh.integer(20_000, 60_000)}/`],
          variables: { DNS_SERVER: dns.address },
        })
        if (ended.exitCode === 6) continue
        const id = ended.exitCode === 7 ? 'dns-told-as-refusal' : 'no-address-not-told'
        const about = name === unknown ? 'does not exist' : 'exists, but has no address'
        fail(id, { expected: `the code 6, because the name ${about}`, actual: endOf(ended) })
      }
    }),
    step('Ends with 7 if every connection is refused', async (tools) => {
      for (const addresses of [[closedAddress(tools)], [closedAddress(tools), '::1']]) {
        const hidden = await hideServer(tools, openAddress(tools.fresh), addresses)
        hidden.target.close()
        const run = await tools.run(hidden.plan)
        if (run.exitCode === 7) continue
        tools.fail('refusal-not-told', { expected: 'the code 7', actual: endOf(run) })
      }
    }),
  ],
})

// Three IPv4 addresses, and one of them has a server: the second, the last, or the first.
async function triesAll(tools: Tools<Id>): Promise<void> {
  const host = openAddress(tools.fresh)
  const [one, other] = [closedAddress(tools, 1), closedAddress(tools, 2)]
  const rounds = [[one, host, other], [one, other, host], [host, one, other]]
  for (const [round, addresses] of rounds.entries()) {
    const hidden = await hideServer(tools, host, addresses)
    const run = await tools.run(hidden.plan)
    judgeLeftOut(tools, hidden, run, round === 0 ? 'only-first-address' : 'address-left-out')
    judgeVisit(tools, hidden, run)
  }
}

function judgeLeftOut(
  { fail }: Tools<Id>, { target, host, addresses, elsewhere, dns }: Hidden, run: ProgramRun, id: Id,
): void {
  const hasCome = target.connections.length > 0 || elsewhere().length > 0
  if (hasCome || dns.questions.length === 0 || hasCrashed(run)) return
  fail(id, {
    expected: `a connection to ${host}, port ${target.port}`,
    actual: `the addresses are ${addresses.join(', ')}; no connection came, and ${endOf(run)}`,
  })
}

function judgeVisit(tools: Tools<Id>, hidden: Hidden, run: ProgramRun): void {
  const { fail } = tools
  const { word, target, dns } = hidden
  if (dns.questions.length === 0) return judgeSilence(tools, hidden, run)
  const [connection] = target.connections
  if (connection === undefined) return judgeAbsence(tools, hidden, run)
  const { received } = connection
  const mark = { start: 0, end: received.length }
  const evidence = { exchange: connection, mark, actual: JSON.stringify(received) }
  const expected = JSON.stringify(`${word}\n`)
  if (received === '') fail('nothing-sent', { ...evidence, expected: `the word ${word}` })
  if (received === word) fail('no-line-break', { ...evidence, expected })
  if (received.replace(/\r?\n$/, '\n') !== `${word}\n`) {
    fail('other-word', { ...evidence, expected })
  }
  if (run.hasTimedOut) fail('never-ends', { expected: 'the code 0', actual: endOf(run) })
  if (run.exitCode !== 0) fail('wrong-end', { expected: 'the code 0', actual: endOf(run) })
}

// The name server got no question.
function judgeSilence({ fail }: Tools<Id>, { name }: Hidden, run: ProgramRun): void {
  const evidence = { expected: `a DNS query for ${name}`, actual: 'no query came' }
  if (/\bgetaddrinfo\b/.test(run.output)) fail('other-name-server', evidence)
  if (hasCrashed(run)) fail('crashed', { ...evidence, actual: endOf(run) })
  fail('hard-coded-address', evidence)
}

// No connection came to the server: where did the program stop?
function judgeAbsence(tools: Tools<Id>, hidden: Hidden, run: ProgramRun): void {
  const { fail } = tools
  const { host, target, elsewhere } = hidden
  const expected = `a connection to ${host}, port ${target.port}`
  const [other] = elsewhere()
  if (other !== undefined) {
    fail('other-address', { expected, actual: `a connection to ${other}, port ${target.port}` })
  }
  const hasGivenUp = run.exitCode === 6 || /has no address|\bquery(?:A|Aaaa)\b/.test(run.output)
  if (hasGivenUp) {
    judgeQuestions(tools, hidden, [host === '::1' ? 'AAAA' : 'A'])
    fail('missing-kind-ends-all', { expected, actual: endOf(run) })
  }
  if (hasCrashed(run)) fail('crashed', { expected, actual: endOf(run) })
  fail('no-connection', { expected, actual: `none came, and ${endOf(run)}` })
}

function judgeQuestions({ fail }: Tools<Id>, { name, dns }: Hidden, records: string[]): void {
  const missing = records.find((record) =>
    !dns.questions.some((question) => question.startsWith(`${record} `)))
  if (missing === undefined || dns.questions.length === 0) return
  fail(missing === 'A' ? 'only-ipv6' : 'only-ipv4', {
    expected: `a query for the ${missing} records of ${name}`,
    actual: `the queries were: ${dns.questions.join(', ')}`,
  })
}

function hasCrashed({ exitCode, hasTimedOut }: ProgramRun): boolean {
  return !hasTimedOut && ![0, 6, 7].includes(exitCode ?? 0)
}

function endOf({ exitCode, hasTimedOut }: ProgramRun): string {
  if (hasTimedOut) return 'the program was still running after 3 seconds'
  return `the program ended with the code ${exitCode ?? 'unknown'}`
}
