// Moves the work to another machine: one JSON file with the progress and the learner's texts.

import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, isAbsolute, join, sep } from 'node:path'
import { isRecord } from '../../basics/check.ts'
import type { Clock } from '../../basics/clock.ts'
import { fileStamp } from './fileStamp.ts'
import { readText } from './lockedFile.ts'
import { openProgress } from './progress.ts'
import { takeSnapshot } from './snapshot.ts'

export type Imported = { files: number; backups: readonly string[] }

/** Gives the text of an export: the progress and all texts in the learner's folder. */
export function exportWork(folder: string, clock: Clock = Date.now): string {
  const files: Record<string, string> = {}
  for (const path of takeSnapshot(folder).files.keys()) {
    if (!path.includes(sep)) continue
    files[path.replaceAll(sep, '/')] = readText(join(folder, path)) ?? ''
  }
  const progress: unknown = JSON.parse(openProgress(folder, clock).text())
  return `${JSON.stringify({ groundwork: 1, progress, files }, null, 2)}\n`
}

/**
 * Adds an export to the learner's folder. A file that is there with another text is kept beside the
 * new one. Throws when the text isn't an export, or names a file outside the folder.
 */
export function importWork(folder: string, text: string, clock: Clock = Date.now): Imported {
  const { progress, files } = parseExport(text)
  const backups: string[] = []
  const changed = files.filter(({ path, text }) => readText(join(folder, path)) !== text)
  for (const { path, text } of changed) {
    const target = join(folder, path)
    const mine = readText(target)
    mkdirSync(dirname(target), { recursive: true })
    if (mine !== undefined) {
      const backup = `${target}.backup-${fileStamp(clock())}`
      writeFileSync(backup, mine)
      backups.push(backup)
    }
    writeFileSync(target, text)
  }
  openProgress(folder, clock).merge(progress)
  return { files: changed.length, backups }
}

type Export = { progress: string; files: readonly { path: string; text: string }[] }

function parseExport(text: string): Export {
  const value = parseJson(text)
  const { groundwork, progress, files: texts } = isRecord(value) ? value : {}
  if (groundwork !== 1 || !isRecord(progress) || !isRecord(texts)) {
    throw new Error("This file wasn't made by npm run learn -- export")
  }
  const files = Object.entries(texts).map(([path, text]) => {
    if (typeof text !== 'string') throw new Error(`The text of ${path} is missing`)
    return { path: safePath(path), text }
  })
  return { progress: JSON.stringify(progress), files }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

// The file may come from somebody else. An export contains no hidden files, and a hidden
// file such as `.git/config` or `.envrc` can start programs as soon as its folder is opened.
function safePath(path: string): string {
  const names = path.split('/')
  const isHidden = names.some((name) => name === '' || name.startsWith('.'))
  const isOutside = isAbsolute(path) || /[\\:\0]/.test(path)
  if (isOutside || isHidden || names.length < 2) {
    throw new Error(`Can't write to ${JSON.stringify(path)}`)
  }
  return join(...names)
}
