// A server is hidden behind a fresh name, on a random port. The program gets its URL and must find
// it, over IPv4 and over IPv6.

import { defineCheck, step, type Tools } from '../../src/course/check/check.ts'
import type { ProgramRun } from '../../src/course/check/program.ts'
import type { RawConnection } from '../../src/course/check/rawConnection.ts'
import type { TcpTarget } from '../../src/course/check/targets.ts'

export const check = defineCheck({
  kind: 'client',
  findings: {
    'hard-coded-address': {
      title: 'Your program never asked for the address of the name',
      why: 'Only a name server knows where a name leads today. An address in the program is right '
        + 'until the server moves.',
      hint: 'Which name stands in the URL, and which line of your program asks for its addresses?',
      read: 'lesson:what-happens-when-you-open-a-url',
    },
    'hard-coded-port': {
      title: 'Your program asked for the name, and then knocked at another door',
      why: 'An address leads to a machine. '
        + 'The port leads to one program on it, and the URL names it.',
      hint: 'Which address and which port does connect get? Where do both come from?',
      read: 'lesson:what-happens-when-you-open-a-url',
    },
    'only-ipv4': {
      title: 'The server has an IPv6 address, and your program never asked for it',
      why: 'Some servers have addresses of one kind only. '
        + 'Who asks for the other kind finds nothing.',
      hint: 'A records hold IPv4 addresses. What are the records for IPv6 called?',
      read: 'RFC 3596',
    },
    'only-first-address': {
      title: 'The first address did not accept, and your program gave up',
      why: 'A name may have several addresses, and one of them may be out of order.',
      hint: 'What does your program do after a connection was refused, while addresses are left?',
      read: 'RFC 8305',
    },
    'dns-told-as-refusal': {
      title: 'The name has no address, and your program says that the connection was refused',
      why: 'Who reads 7 looks for a server that is down. The mistake is in the name, so the search '
        + 'goes the wrong way.',
      hint: 'Which code does curl give when it cannot resolve a name?',
      read: 'lesson:what-happens-when-you-open-a-url',
    },
    'refusal-not-told': {
      title: 'Nobody listened, and your program did not end with the code 7',
      why: 'A program tells whoever started it by its exit code whether it '
        + 'worked, and how it failed.',
      hint: 'What happens in your program when no address is left to try?',
      read: 'lesson:what-happens-when-you-open-a-url',
    },
    'no-greeting': {
      title: 'Your program connected, and did not give the word back',
      why: 'A connection is not a conversation yet. '
        + 'The server speaks first here, and waits for you.',
      hint: 'The last word of the greeting, and a line break after it: do you send exactly that?',
      read: 'lesson:what-happens-when-you-open-a-url',
    },
    'wrong-end': {
      title: 'Your program got everything right and did not end with the code 0',
      why: 'Scripts go on only after a 0.',
      hint: 'Does an error come after the greeting? Look at what your program printed.',
      read: 'lesson:what-happens-when-you-open-a-url',
    },
  },
  steps: [
    step('Finds a server over IPv4', async (tools) => {
      const hidden = await hideServer(tools, '127.0.0.1', ['127.0.0.1'])
      judgeVisit(tools, hidden, await tools.run(hidden.plan))
    }),
    step('Finds a server over IPv6', async (tools) => {
      const hidden = await hideServer(tools, '::1', ['::1'])
      const run = await tools.run(hidden.plan)
      if (!hidden.dns.questions.some((question) => question.startsWith('AAAA '))) {
        return tools.fail('only-ipv4', {
          expected: `a question for the AAAA records of ${hidden.name}`,
          actual: `asked was: ${hidden.dns.questions.join(', ') || 'nothing'}`,
        })
      }
      judgeVisit(tools, hidden, run)
    }),
    step('Goes on to the next address when one does not accept', async (tools) => {
      // Both kinds, and only one of them has a server: whatever a program tries first, in one of
      // the two rounds that is the wrong one.
      for (const host of ['127.0.0.1', '::1']) {
        const hidden = await hideServer(tools, host, ['127.0.0.1', '::1'])
        const run = await tools.run(hidden.plan)
        if (hidden.target.connections.length === 0) {
          return tools.fail('only-first-address', {
            expected: `a connection to ${host}, port ${hidden.target.port}`,
            actual: `the program ended with the code ${run.exitCode ?? 'unknown'}`,
          })
        }
        judgeVisit(tools, hidden, run)
      }
    }),
    step('Ends with 6 when the name has no address', async ({ fresh, serveDns, run, fail }) => {
      const dns = await serveDns({})
      const { exitCode } = await run({
        args: [`http://${fresh.word()}.test:${fresh.integer(20_000, 60_000)}/`],
        variables: { DNS_SERVER: dns.address },
      })
      const actual = `it ended with the code ${exitCode ?? 'unknown'}`
      if (exitCode !== 6) return fail('dns-told-as-refusal', { expected: 'the code 6', actual })
    }),
    step('Ends with 7 when nobody accepts', async (tools) => {
      const hidden = await hideServer(tools, '127.0.0.1', ['127.0.0.1'])
      hidden.target.close()
      const { exitCode } = await tools.run(hidden.plan)
      const actual = `it ended with the code ${exitCode ?? 'unknown'}`
      if (exitCode !== 7) return tools.fail('refusal-not-told', { expected: 'the code 7', actual })
    }),
  ],
})

type Id = 'hard-coded-address' | 'hard-coded-port' | 'no-greeting' | 'wrong-end'

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
  return { name, word, target, dns, plan }
}

type Hidden = Awaited<ReturnType<typeof hideServer>>

function judgeVisit(
  { fail }: Tools<Id>, { name, word, target, dns }: Hidden, run: ProgramRun,
): void {
  if (dns.questions.length === 0) {
    fail('hard-coded-address', { expected: `a question for ${name}`, actual: 'no question came' })
  }
  const connection = firstConnection(target)
  if (connection === undefined) {
    fail('hard-coded-port', {
      expected: `a connection on port ${target.port}`,
      actual: `none came, and the program ended with the code ${run.exitCode ?? 'unknown'}`,
    })
  }
  if (connection?.received.trim() !== word) {
    fail('no-greeting', {
      exchange: connection, mark: { start: 0, end: connection?.received.length ?? 0 },
      expected: `the word ${word}`, actual: JSON.stringify(connection?.received),
    })
  }
  if (run.exitCode !== 0) {
    fail('wrong-end', { expected: 'the code 0', actual: `the code ${run.exitCode ?? 'unknown'}` })
  }
}

function firstConnection(target: TcpTarget): RawConnection | undefined {
  return target.connections[0]
}
