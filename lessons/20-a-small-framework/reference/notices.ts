// The notices of the board, in memory. A database comes in part C.

import { HttpError } from './framework/errors.ts'

export type Notice = { id: number; title: string; text: string }

const notices = new Map<number, Notice>()
let lastId = 0

/** Lists the notices, newest first. */
export function listNotices(): Notice[] {
  return [...notices.values()].reverse()
}

/** Finds a notice by the id in a path. Throws an HttpError 404. */
export function findNotice(id: string | undefined): Notice {
  const notice = /^[1-9]\d{0,8}$/.test(id ?? '') ? notices.get(Number(id)) : undefined
  if (notice === undefined) throw new HttpError(404, `There is no notice ${id}`)
  return notice
}

/** Adds a notice from parsed JSON. Throws an HttpError 422 if it isn't a title and a text. */
export function addNotice(value: unknown): Notice {
  const { title, text } = readFields(value)
  lastId += 1
  const notice = { id: lastId, title, text }
  notices.set(lastId, notice)
  return notice
}

/** Removes a notice. Throws an HttpError 404. */
export function removeNotice(id: string | undefined): void {
  notices.delete(findNotice(id).id)
}

function readFields(value: unknown): { title: string; text: string } {
  const { title, text } = { title: undefined, text: undefined, ...Object(value) }
  if (typeof title === 'string' && title.trim() !== '' && typeof text === 'string') {
    return { title, text }
  }
  throw new HttpError(422, 'Send a title and a text, both as strings, and the title not empty')
}
