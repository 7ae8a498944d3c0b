// Asks for orders, first for the right ones, and then for how SQLite found them.

import { defineCheck, step } from '../../src/course/check/check.ts'
import { survivalStep } from '../../src/course/check/hostileRequests.ts'
import { findings } from './findings.ts'
import { askForCustomer, askForDay, askForProducts } from './orderSteps.ts'
import { countIndexes, useLargeFile, usePlans } from './planSteps.ts'

export const check = defineCheck({
  findings,
  steps: [
    step('The newest orders of a customer', askForCustomer),
    step('The orders of a day, by status', askForDay),
    step('Products by the beginning of their number', askForProducts),
    step('An index finds the orders', usePlans),
    step('There are not too many indexes', countIndexes),
    step('A file with 200,000 orders gets the indexes', useLargeFile, { deadlineMs: 20_000 }),
    survivalStep('/orders?email=amy@example.com'),
  ],
})
