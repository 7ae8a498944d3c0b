// What the program says about the visits of a link, and what is in its table.

import type { Tools } from '../../src/course/check/check.ts'
import { readLink } from '../29-create-and-redirect/client.ts'
import type { findings } from './findings.ts'

export type ClickTools = Tools<keyof typeof findings>

export type Counts = { clicks: number; robots: number }

/** Reads the numbers of a link from the API; both have to be in the table links, too. */
export async function readCounts(tools: ClickTools, slug: string): Promise<Counts> {
  const { clicks, robots } = await readLink(tools, slug)
  if (typeof clicks !== 'number' || typeof robots !== 'number') {
    return tools.fail('counts-missing', {
      expected: '"clicks" and "robots" are numbers', actual: JSON.stringify({ clicks, robots }),
    })
  }
  const counts = { clicks, robots }
  const [row] = tools.query('select clicks, robots from links where slug = ?', slug)
  const stored = { clicks: Number(row?.['clicks']), robots: Number(row?.['robots']) }
  if (formatCounts(stored) === formatCounts(counts)) return counts
  return tools.fail('totals-elsewhere', {
    expected: `in the table links: ${formatCounts(counts)}`, actual: formatCounts(stored),
  })
}

/** Writes counts for a person: `3 clicks, 1 robot`. */
export function formatCounts({ clicks, robots }: Counts): string {
  return `${formatNumber(clicks, 'click')}, ${formatNumber(robots, 'robot')}`
}

/** Writes a number of things: `1 click`, `3 clicks`. */
export function formatNumber(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`
}
