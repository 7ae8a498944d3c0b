// Adds authors and books, tries to make them contradict each other, and reads the lists.

import { defineCheck, step } from '../../src/course/check/check.ts'
import { survivalStep } from '../../src/course/check/hostileRequests.ts'
import { useTwoCopies } from './copySteps.ts'
import { meetFault } from './faultStep.ts'
import { findings } from './findings.ts'
import { keepAuthors, refuseDuplicates, refuseOrphans } from './keySteps.ts'
import {
  countBooks, keepEverything, keepOrder, listFirst, listMany, showNewName,
} from './listSteps.ts'

// The program waits for the disk with each write, and a step has dozens of them.
const patient = { deadlineMs: 15_000 }

export const check = defineCheck({
  findings,
  steps: [
    step('An author and a book are added and listed', listFirst),
    step('Nothing is added twice', refuseDuplicates, patient),
    step('A book needs an author', refuseOrphans, patient),
    step('An author with books stays', keepAuthors, patient),
    step('An error that no key has caused', meetFault, patient),
    step('The lists have all books, and the number of books of each author', countBooks, patient),
    step('The lists show the current name of an author', showNewName),
    step('A list of a hundred books takes as few statements', listMany),
    step('The lists are in the order of the ids', keepOrder),
    step('A killed program finds everything again', keepEverything, patient),
    step('Two copies of the program share the file', useTwoCopies, patient),
    survivalStep('/authors'),
  ],
})
