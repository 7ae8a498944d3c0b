// Sends crowds of votes, counts the commits that they take, and makes transactions fail.

import { defineCheck, step } from '../../src/course/check/check.ts'
import { survivalStep } from '../../src/course/check/hostileRequests.ts'
import { holdLock, killInTheMiddle, meetFaults } from './faultSteps.ts'
import { findings } from './findings.ts'
import { refuseSome, refuseTwin, shareCommits } from './groupSteps.ts'
import { expectVote } from './votes.ts'

// A commit waits for the disk, which can be slow, and a write for a lock.
const patient = { deadlineMs: 20_000 }

export const check = defineCheck({
  findings,
  steps: [
    step('A vote that comes alone is stored', async (tools) => {
      await expectVote(tools, 'vote-refused')
    }, patient),
    // First, so that what is stored later than it should be can be seen at the end.
    step('Nobody can write: every client hears of it', holdLock, patient),
    step('Many votes at once take few commits', shareCommits, { deadlineMs: 30_000 }),
    step('A vote that fails harms no other', refuseSome, patient),
    step('Somebody votes twice at once', refuseTwin, patient),
    step('A transaction fails in the middle, or at its commit', meetFaults, patient),
    step('What was acknowledged is there after kill -9', killInTheMiddle, patient),
    survivalStep('/votes'),
  ],
})
