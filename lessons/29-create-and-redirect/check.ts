// Not written yet: this only tells the program of this lesson from the one before.

import { defineCheck, step } from '../../src/course/check/check.ts'
import { makeLink, expectRedirect, targetOf } from './client.ts'
import { neutralFindings } from './neutralFindings.ts'

export const check = defineCheck({
  findings: {
    ...neutralFindings,
    'x': {
      title: 'Not written yet', why: 'Why?', hint: 'Hint?', read: 'lesson:create-and-redirect',
    },
  },
  steps: [
    step('Not written yet', async (tools) => {
      const { slug, target } = await makeLink(tools, { target: targetOf(tools.fresh) })
      await expectRedirect(tools, slug, target)
    }),
  ],
})
