// The step about a file that the program of lesson 32 has made.

import { step } from '../../src/course/check/check.ts'
import { statusEvidence } from '../../src/course/check/statusEvidence.ts'
import { postLink, readMade, targetOf } from '../29-create-and-redirect/client.ts'
import { keepOldFile, linkColumns } from './oldFile.ts'
import type { Id } from './visitor.ts'

export const oldFileSteps = [
  step<Id>('The program works with a file from before this lesson', async (tools) => {
    const { fresh, send } = tools
    await keepOldFile(tools, {
      tables: { links: linkColumns },
      changes: `alter table links drop column note; alter table links drop column owner;
        insert into links (slug, target, created_at)
        values ('${fresh.word()}-${fresh.word()}', '${targetOf(fresh)}', ${Date.now()})`,
      async use() {
        const page = await send({ target: '/' })
        if (page.answer.status !== 200) return statusEvidence(page, 200)
        const made = await postLink(tools, { target: targetOf(fresh), note: fresh.word() })
        return readMade(made) === undefined ? statusEvidence(made, 201) : undefined
      },
    })
  }, { deadlineMs: 20_000 }),
]
