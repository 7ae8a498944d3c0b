// Not written yet: this only tells the program of this lesson from the one before.

import { defineCheck, step } from '../../src/course/check/check.ts'
import { postLink } from '../29-create-and-redirect/client.ts'
import { neutralFindings } from '../29-create-and-redirect/neutralFindings.ts'

export const check = defineCheck({
  findings: {
    ...neutralFindings,
    'own-host': {
      title: 'Not written yet', why: 'Why?', hint: 'Hint?', read: 'lesson:create-and-redirect',
    },
  },
  steps: [
    step('Not written yet', async (tools) => {
      const { answer } = await postLink(tools, { target: 'http://127.1/' })
      if (answer.status !== 422) tools.fail('own-host')
    }),
  ],
})
