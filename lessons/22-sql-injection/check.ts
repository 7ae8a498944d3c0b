// Searches as people do, as attackers do, and as people do whose names contain quotes.

import { defineCheck, step } from '../../src/course/check/check.ts'
import { survivalStep } from '../../src/course/check/hostileRequests.ts'
import { findings } from './findings.ts'
import { limitSongs, refuseSorts, sortSongs } from './listSteps.ts'
import { attack, findOddTitles, findSongs, findWildcards } from './wordSteps.ts'

// For steps that wait for the program many times: on a busy machine that adds up.
const patient = { deadlineMs: 15_000 }

export const check = defineCheck({
  findings,
  steps: [
    step('Songs are found by their title and their artist', findSongs, patient),
    step('Words that look like SQL find nothing', attack, patient),
    step('% and _ are characters like all others', findWildcards, patient),
    step('Any title is found', findOddTitles, patient),
    step('Songs are sorted', sortSongs),
    step('Any other sort or order is refused', refuseSorts, patient),
    step('The list has a limit', limitSongs, patient),
    survivalStep('/songs'),
  ],
})
