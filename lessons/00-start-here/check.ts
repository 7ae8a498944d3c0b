// The first check: does the program answer, and does it say that all went well?

import { defineCheck, step } from '../../src/course/check/check.ts'

export const check = defineCheck({
  findings: {
    'not-saved': {
      title: 'GET / still answers 500: the file on the disk has not changed',
      why: 'The check runs what is on the disk, not what is in your editor. '
        + '500 is what the file said when you got it: "the server failed".',
      hint: 'Have you changed the number? If so: is there a dot or a star beside the name of the '
        + 'file in your editor? Then it is not saved yet.',
      read: 'lesson:start-here',
    },
    'wrong-status': {
      title: 'GET / does not answer 200',
      why: 'A program that reads an answer looks at the status first, and only 200 says: here is '
        + 'what you asked for.',
      hint: 'Three digits stand in the first line that came back. Which should be there?',
      read: 'RFC 9110, section 15.3.1',
    },
    'one-answer-only': {
      title: 'The first request was answered, the second was not',
      why: 'A server answers one request after another, for as long as it runs.',
      hint: 'What happens in your program after response.end?',
      read: 'lesson:start-here',
    },
  },
  steps: [
    step('GET / is answered with 200', async ({ send, fail }) => {
      const exchange = await send({ target: '/' })
      const { status } = exchange.answer
      const evidence = {
        exchange, mark: 'status', expected: 'the status 200', actual: `the status ${status}`,
      } as const
      if (status === 500) return fail('not-saved', evidence)
      if (status !== 200) return fail('wrong-status', evidence)
    }),
    step('The next request is answered too', async ({ send, fail, fresh }) => {
      const exchange = await send({ target: `/${fresh.word()}` })
      const { status } = exchange.answer
      if (status !== 200) return fail('one-answer-only', { exchange, mark: 'status' })
    }),
  ],
})
