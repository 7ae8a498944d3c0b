// Starts the program on a new file, on old ones with data, on one with a step that fails, and on
// newer ones, and compares what is in the file before and after.

import { defineCheck, step } from '../../src/course/check/check.ts'
import { survivalStep } from '../../src/course/check/hostileRequests.ts'
import { freshContacts, lastWords, readFile, type FindingId } from './addressBook.ts'
import { failingStep } from './failingStep.ts'
import { findings } from './findings.ts'
import { meetFasterProgram } from './fasterProgram.ts'
import { newerStep } from './newerStep.ts'
import { judgeApi } from './requests.ts'

// The program is started several times: on a busy machine that adds up.
const patient = { deadlineMs: 20_000 }

export const check = defineCheck({
  findings,
  steps: [
    step<FindingId>('A new file gets its tables', judgeApi, patient),
    step<FindingId>('A second start changes nothing', async (tools) => {
      const { fresh, fail, change, stop } = tools
      const [first] = freshContacts(fresh)
      if (first === undefined) return
      // Somebody wrote this one into the file by hand. No step is left that may change it.
      change(
        'insert into contacts (id, name, email, phone) values (?, ?, ?, ?)',
        first.id + 1_000, first.name, first.email, first.phone,
      )
      const before = readFile(tools)
      await stop()
      const attempt = await tools.tryStart()
      if (!attempt.isListening) {
        return fail('second-start-fails', {
          expected: 'it listens again, with its own file', actual: lastWords(attempt),
        })
      }
      const after = readFile(tools)
      const evidence = {
        expected: JSON.stringify(before.contacts), actual: JSON.stringify(after.contacts),
      }
      if (after.contacts.length < before.contacts.length) return fail('data-lost', evidence)
      if (evidence.actual !== evidence.expected) return fail('ran-again', evidence)
    }, patient),
    failingStep,
    step<FindingId>('Two copies start at the same time', meetFasterProgram, patient),
    survivalStep<FindingId>('/contacts'),
    newerStep,
  ],
})
