// Not written yet: this only tells the program of this lesson from the one before.

import { defineCheck, step } from '../../src/course/check/check.ts'
import { postLink, targetOf } from '../29-create-and-redirect/client.ts'
import { neutralFindings } from '../29-create-and-redirect/neutralFindings.ts'

export const check = defineCheck({
  findings: {
    ...neutralFindings,
    'not-refused': {
      title: 'Not written yet', why: 'Why?', hint: 'Hint?', read: 'lesson:create-and-redirect',
    },
  },
  steps: [
    step('Not written yet', async (tools) => {
      const { answer } = await postLink(tools, { target: targetOf(tools.fresh), slug: 'api' })
      if (answer.status !== 422) tools.fail('not-refused')
    }),
  ],
})
