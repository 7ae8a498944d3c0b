// The order of a question's options: another one at each visit, the same while a page is open.

import { hash, randomInt } from 'node:crypto'

/** Names an order; a page passes it on with each answer. */
export type Order = string

/** Makes a new order. */
export function newOrder(): Order {
  return String(randomInt(1_000_000_000))
}

/** Reads an order that a page has passed on; anything else makes a new one. */
export function readOrder(text: string | null): Order {
  return text !== null && /^\d{1,9}$/.test(text) ? text : newOrder()
}

/** Gives the numbers from 0 up to a length, shuffled. The same order gives the same numbers. */
export function shuffled(length: number, order: Order, question: number): readonly number[] {
  const keys = Array.from({ length }, (_, index) => hash('sha256', `${order} ${question} ${index}`))
  return keys.map((_, index) => index)
    .sort((left, right) => ((keys[left] ?? '') < (keys[right] ?? '') ? -1 : 1))
}
