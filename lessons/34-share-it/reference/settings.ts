// The settings. Only this file reads the environment.

import { isLoopback } from './targets.ts'

export type Settings = {
  /** The file of the database. */
  database: string
  /** Where people reach this program: `https://go.example`. Short URLs begin with it. */
  publicOrigin: string
  /** Whether other people can reach it. */
  isPublic: boolean
  /** How many proxies in front of this program add to X-Forwarded-For. */
  trustedHops: number
}

/** Reads the settings. Throws for one that can't be used. */
export function readSettings(): Settings {
  const { PORT = '3001', DATABASE = 'data.db', PUBLIC_ORIGIN, TRUSTED_HOPS = '0' } = process.env
  const { origin, hostname } = new URL(PUBLIC_ORIGIN || `http://localhost:${PORT}`)
  const trustedHops = Number(TRUSTED_HOPS)
  if (!Number.isInteger(trustedHops) || trustedHops < 0) {
    throw new Error(`Can't use TRUSTED_HOPS=${TRUSTED_HOPS}: write a number of proxies, such as 1`)
  }
  return { database: DATABASE, publicOrigin: origin, isPublic: !isLoopback(hostname), trustedHops }
}
