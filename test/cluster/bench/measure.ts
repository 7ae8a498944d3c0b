// Loads all servers of a site at the same time, and measures what it costs servers and nodes.
//
// Lesson: outgrowing-one-machine (appendix)

import { loadServer, type Outcome } from '../../bench/load.ts'
import type { Processes } from '../../bench/processes.ts'
import type { Row } from '../../bench/rows.ts'
import { parseJson, pick } from '../../pick.ts'
import { ask } from '../ask.ts'
import type { Site } from './site.ts'
import { readUsage, usedBetween, type Usage } from './usage.ts'

export type Pressure = { row: Row; connections: number; seconds: number }

export type Measurement = {
  /** Good responses. */
  responses: number
  perSecond: number
  p50Ms: number
  /** Of the server where it is longest. */
  p99Ms: number
  errors: number
  servers: Usage
  nodes: Usage
  /** Transactions that the servers had stored, and the writes in them. */
  commits: number
  writes: number
}

type Reading = Pick<Measurement, 'servers' | 'nodes' | 'commits' | 'writes'>

/** Measures one kind of request, with the connections shared out among the servers. */
export async function measure(
  processes: Processes, site: Site, { row, connections, seconds }: Pressure,
): Promise<Measurement> {
  const shares = shareOut(connections, site.targets.length)
  const before = await read(site)
  const outcomes = await Promise.all(site.targets.map((target, index) =>
    loadServer(processes, row.load(target), { connections: shares[index] ?? 0, seconds })))
  const after = await read(site)
  return { ...addUp(outcomes), ...between(before, after) }
}

/** Splits a number into whole parts that are as equal as possible. */
export function shareOut(total: number, parts: number): number[] {
  return Array.from({ length: parts }, (_, index) =>
    Math.floor(total / parts) + (index < total % parts ? 1 : 0))
}

/** Puts together what several load generators measured at the same time. */
export function addUp(
  outcomes: readonly Outcome[],
): Pick<Measurement, 'responses' | 'perSecond' | 'p50Ms' | 'p99Ms' | 'errors'> {
  const sum = (read: (outcome: Outcome) => number) =>
    outcomes.reduce((total, outcome) => total + read(outcome), 0)
  return {
    responses: sum(({ requests, refused }) => requests - refused),
    perSecond: sum(({ requests, refused, seconds }) => (requests - refused) / seconds),
    p50Ms: sum(({ p50Ms, requests }) => p50Ms * requests) / sum(({ requests }) => requests),
    p99Ms: Math.max(...outcomes.map(({ p99Ms }) => p99Ms)),
    errors: sum(({ refused, broken }) => refused + broken),
  }
}

async function read({ targets, nodes }: Site): Promise<Reading> {
  let [commits, writes] = [0, 0]
  for (const { origin } of targets) {
    const { body } = await ask(`${origin}/bench/commits`)
    const counts = parseJson(body.toString())
    commits += Number(pick(counts, 'commits'))
    writes += Number(pick(counts, 'writes'))
  }
  return {
    commits, writes,
    servers: readUsage(targets.map(({ child }) => child.pid)),
    nodes: readUsage(nodes?.all.map(({ processId }) => processId) ?? []),
  }
}

function between(before: Reading, after: Reading): Reading {
  return {
    commits: after.commits - before.commits,
    writes: after.writes - before.writes,
    servers: usedBetween(before.servers, after.servers),
    nodes: usedBetween(before.nodes, after.nodes),
  }
}
