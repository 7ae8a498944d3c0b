// Not written yet: this only tells the program of this lesson from the one before.

import { defineCheck, step } from '../../src/course/check/check.ts'

import { neutralFindings } from '../29-create-and-redirect/neutralFindings.ts'

export const check = defineCheck({
  findings: {
    ...neutralFindings,
    'no-page': {
      title: 'Not written yet', why: 'Why?', hint: 'Hint?', read: 'lesson:create-and-redirect',
    },
  },
  steps: [
    step('Not written yet', async (tools) => {
      const { answer } = await tools.send({ target: '/' })
      if (answer.status !== 200) tools.fail('no-page')
    }),
  ],
})
