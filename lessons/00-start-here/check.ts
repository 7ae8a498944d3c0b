// The first check: does the program respond, and does the status say that it worked?

import { defineCheck, step } from '../../src/course/check/check.ts'

export const check = defineCheck({
  findings: {
    'not-saved': {
      title: 'GET / still gets a 500: the file on disk has not changed',
      why: 'The check runs the file on disk, not what is in your editor. The status 500 was in the '
        + 'file when you got it, and means that the server failed.',
      hint: 'Have you changed the number? If you have, is there a dot or a star beside the file\'s '
        + 'name in your editor? Then it isn\'t saved yet.',
      read: 'lesson:start-here',
    },
    'wrong-status': {
      title: 'The status of GET / is not 200',
      why: 'A program looks at the status first. 200 means that the request worked, and that the '
        + 'response is what was asked for.',
      hint: 'The first line of the response has three digits. Which should they be?',
      read: 'RFC 9110, section 15.3.1',
    },
    'one-answer-only': {
      title: 'The first request got a 200, the second did not',
      why: 'A server responds to one request after another, whatever their paths are, for as long '
        + 'as it runs.',
      hint: 'What does your program do differently for the second request?',
      read: 'lesson:start-here',
    },
  },
  steps: [
    step('GET / gets a 200', async ({ send, fail }) => {
      const exchange = await send({ target: '/' })
      const { status } = exchange.answer
      const evidence = {
        exchange, mark: 'status', expected: 'the status 200', actual: `the status ${status}`,
      } as const
      if (status === 500) return fail('not-saved', evidence)
      if (status !== 200) return fail('wrong-status', evidence)
    }),
    step('The next request gets a 200 too', async ({ send, fail, fresh }) => {
      const exchange = await send({ target: `/${fresh.word()}` })
      const { status } = exchange.answer
      if (status !== 200) {
        return fail('one-answer-only', {
          exchange, mark: 'status', expected: 'the status 200', actual: `the status ${status}`,
        })
      }
    }),
  ],
})
