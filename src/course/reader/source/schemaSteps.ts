// The steps of the schema, each of which a lesson owns: `-- step 1: links`, and its owner below.

import { ownersIn, type Owner } from '../../lessons/owner.ts'

export type StepOwner = { name: string; line: number; owner: Owner }

/** Lists the steps that name their lesson. */
export function ownersOfSteps(text: string): readonly StepOwner[] {
  const lines = text.split('\n')
  return lines.flatMap((line, index) => {
    const name = /^-- step \d+: (.+)$/.exec(line)?.[1]
    if (name === undefined) return []
    const [owner] = ownersIn(lines.slice(index + 1, index + 10).join('\n'))
    return owner === undefined ? [] : [{ name, line: index + 1, owner }]
  })
}
