// What is printed when a command can't do its work: one sentence, and no stack.

import { codeOf } from '../workshop/lockedFile.ts'
import { usage, WordsError } from './words.ts'

// Why a file or a folder can't be written to.
const reasons = new Map([
  ['EACCES', "you aren't allowed to change it"],
  ['EPERM', "you aren't allowed to change it"],
  ['EROFS', 'the disk is read-only'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'your disk quota is used up'],
  ['ENOTDIR', 'a part of the path is a file, not a folder'],
  ['EEXIST', 'a file with that name exists'],
])

/** Explains an error to a learner. */
export function explainError(error: unknown): string {
  if (error instanceof WordsError) return `${error.message}\n\n${usage}`
  if (!(error instanceof Error)) return String(error)
  const reason = reasons.get(codeOf(error) ?? '')
  const path = 'path' in error && typeof error.path === 'string' ? error.path : undefined
  if (reason === undefined || path === undefined) return error.message
  return `Can't write to ${path}: ${reason}. To work in another folder: add --my FOLDER`
}
