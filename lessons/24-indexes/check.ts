// Asks for orders, first for the right ones, and then for how SQLite found them.

import { defineCheck, step } from '../../src/course/check/check.ts'
import { survivalStep } from '../../src/course/check/hostileRequests.ts'
import { findings } from './findings.ts'
import { useOtherIndexes } from './otherIndexSteps.ts'
import { askForCustomer, askForDay, askForProducts } from './orderSteps.ts'
import { countIndexes, useLargeFile, usePlans } from './planSteps.ts'

const patient = { deadlineMs: 20_000 }

export const check = defineCheck({
  findings,
  steps: [
    step('The newest orders of a customer', askForCustomer, patient),
    step('The orders of a day, by status', askForDay, patient),
    step('Products by the beginning of their number', askForProducts, patient),
    step('The order of a list is the same with any index', useOtherIndexes, patient),
    step('An index finds the orders', usePlans, patient),
    step('There are not too many indexes', countIndexes),
    step('A file with 200,000 orders gets the indexes', useLargeFile, patient),
    survivalStep('/orders?email=amy@example.com'),
  ],
})
