// Numbers each step with the day on which it was written, as the year, the month and the day.
//#file database.ts
//#replace
import { steps } from './tables.ts'
//#with
import { steps as texts } from './tables.ts'

const days = [20261120, 20261129]
const steps = texts.map((text, index) => ({ text, day: days[index] ?? 0 }))
//#end
//#replace
    if (Number(done) > steps.length) {
      throw new Error(`The database has ${done} steps, and this program knows ${steps.length}`)
    }
    for (const step of steps.slice(Number(done))) database.exec(step)
    database.exec(`pragma user_version = ${steps.length}; commit`)
//#with
    for (const { text } of steps.filter(({ day }) => day > Number(done))) database.exec(text)
    database.exec(`pragma user_version = ${steps.at(-1)?.day}; commit`)
//#end
