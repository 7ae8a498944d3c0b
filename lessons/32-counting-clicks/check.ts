// Not written yet: this only tells the program of this lesson from the one before.

import { defineCheck, step } from '../../src/course/check/check.ts'
import { follow, makeLink, readLink, targetOf } from '../29-create-and-redirect/client.ts'
import { neutralFindings } from '../29-create-and-redirect/neutralFindings.ts'

export const check = defineCheck({
  findings: {
    ...neutralFindings,
    'click-lost': {
      title: 'Not written yet', why: 'Why?', hint: 'Hint?', read: 'lesson:create-and-redirect',
    },
  },
  steps: [
    step('Not written yet', async (tools) => {
      const { slug } = await makeLink(tools, { target: targetOf(tools.fresh) })
      await follow(tools, slug)
      const { clicks } = await readLink(tools, slug)
      if (clicks !== 1) tools.fail('click-lost')
    }),
  ],
})
