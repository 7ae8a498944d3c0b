// The orders that a list of links can have, and the cursor that says where a page of it ended.
// Lesson: pages-filters-sorting (core)

import { sql, type Sql } from '../../../database/sql.ts'
import type { Link } from '../links.ts'

export const linkSorts = ['-createdAt', 'createdAt', '-clicks', 'clicks', 'slug', '-slug'] as const

export type LinkSort = (typeof linkSorts)[number]

/** Where a page ended: the value it was sorted by, and the id that breaks ties. */
export type Cursor = { value: string | number; id: number }

export type Order = {
  /** The columns of `order by`. What a client asks for never becomes part of a statement. */
  by: Sql
  isDescending: boolean
  /** Whether an index has this order, so that a page is read without sorting. */
  isIndexed: boolean
  isByCreation: boolean
  /** Reads what a cursor keeps. */
  read: (link: Link) => string | number
  /** The condition for links that come after a cursor. */
  beyond: (after: Cursor) => Sql
  /** Gives a negative number when the left link comes first. */
  compare: (left: Link, right: Link) => number
}

type Kind = Pick<Order, 'read' | 'isIndexed'> & { column: Sql }

// Ids go up with each new link, so the order of ids is the order of creation.
const creation = { read: (link: Link) => link.createdAt, isIndexed: true }
const clicks = { column: sql`people`, read: (link: Link) => link.people, isIndexed: false }
const slug = { column: sql`slug`, read: (link: Link) => link.slug, isIndexed: true }

export const orders: Record<LinkSort, Order> = {
  '-createdAt': byCreation(true),
  'createdAt': byCreation(false),
  '-clicks': byColumn(clicks, true),
  'clicks': byColumn(clicks, false),
  '-slug': byColumn(slug, true),
  'slug': byColumn(slug, false),
}

/** Says whether the place of a cursor is before another one. */
export function isBefore({ isDescending }: Order, left: Cursor, right: Cursor): boolean {
  const sign = comparePlaces(left, right)
  return isDescending ? sign > 0 : sign < 0
}

/** Writes a cursor as text that a client hands back unread. */
export function formatCursor({ value, id }: Cursor): string {
  return Buffer.from(JSON.stringify([value, id])).toString('base64url')
}

/** Reads a cursor; undefined when it isn't one of ours for this order. */
export function parseCursor(text: string, sort: LinkSort): Cursor | undefined {
  const isBySlug = sort === 'slug' || sort === '-slug'
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    if (!Array.isArray(parts)) return undefined
    const [value, id]: unknown[] = parts
    if (!Number.isSafeInteger(id) || typeof id !== 'number') return undefined
    if (isBySlug) return typeof value === 'string' ? { value, id } : undefined
    return typeof value === 'number' && Number.isSafeInteger(value) ? { value, id } : undefined
  } catch {
    return undefined
  }
}

function byCreation(isDescending: boolean): Order {
  return {
    ...creation, isDescending, isByCreation: true,
    by: isDescending ? sql`id desc` : sql`id`,
    beyond: ({ id }) => isDescending ? sql`id < ${id}` : sql`id > ${id}`,
    compare: (left, right) => isDescending ? right.id - left.id : left.id - right.id,
  }
}

function byColumn({ column, read, isIndexed }: Kind, isDescending: boolean): Order {
  const placeOf = (link: Link): Cursor => ({ value: read(link), id: link.id })
  return {
    read, isIndexed, isDescending, isByCreation: false,
    by: isDescending ? sql`${column} desc, id desc` : sql`${column}, id`,
    beyond: ({ value, id }) => isDescending
      ? sql`(${column}, id) < (${value}, ${id})`
      : sql`(${column}, id) > (${value}, ${id})`,
    compare: (left, right) => isDescending
      ? comparePlaces(placeOf(right), placeOf(left))
      : comparePlaces(placeOf(left), placeOf(right)),
  }
}

function comparePlaces(left: Cursor, right: Cursor): number {
  if (left.value === right.value) return left.id - right.id
  return left.value < right.value ? -1 : 1
}
