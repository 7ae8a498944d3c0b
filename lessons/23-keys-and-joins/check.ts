// Adds authors and books, tries to make them contradict each other, and reads the lists.

import { defineCheck, step } from '../../src/course/check/check.ts'
import { survivalStep } from '../../src/course/check/hostileRequests.ts'
import { useTwoCopies } from './copySteps.ts'
import { findings } from './findings.ts'
import { keepAuthors, refuseDuplicates, refuseOrphans } from './keySteps.ts'
import { countBooks, keepEverything, listFirst, listMany, showNewName } from './listSteps.ts'

export const check = defineCheck({
  findings,
  steps: [
    step('An author and a book are added and listed', listFirst),
    step('Nothing is added twice', refuseDuplicates),
    step('A book needs an author', refuseOrphans),
    step('An author with books stays', keepAuthors),
    step('Authors are listed with the number of their books', countBooks),
    step('The lists show the current name of an author', showNewName),
    step('A list of a hundred books takes as few statements', listMany),
    step('Two copies of the program share the file', useTwoCopies, { deadlineMs: 15_000 }),
    step('A killed program finds everything again', keepEverything, { deadlineMs: 10_000 }),
    survivalStep('/authors'),
  ],
})
