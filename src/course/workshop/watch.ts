// Notices what the learner saves. Events of the file system only say "look again": they arrive
// twice, early, late, or (in containers, on network disks) never, so the watch also looks by itself
// now and then. Some editors empty a file before they write it, so a file is only reported when it
// hasn't changed for a moment.

import { watch, type FSWatcher } from 'node:fs'
import { changedFiles, isSameLook, takeSnapshot, type FileLook, type Snapshot } from './snapshot.ts'

/** `path` is in the watched folder; `isNew`: there was no such file before. */
export type Save = { path: string; modifiedMs: number; isNew: boolean }

export type WatchOptions = {
  folder: string
  onSave: (save: Save) => void
  /** Only looks, and does so more often. */
  poll?: boolean
}

export type Watcher = {
  /** Notes these files, by their paths in the folder, as known: they don't count as saves. */
  absorb(paths: readonly string[]): void
  close(): void
}

const slowLookMs = 500
const pollMs = 100

/** So long a file must keep still before it counts as saved. */
const quietMs = 20

/** An empty file is hardly ever what was meant: the text is on its way. */
const emptyQuietMs = 400

/** Watches a folder and those in it, whether they are there yet or not. */
export function watchSaves(options: WatchOptions): Watcher {
  return new FolderWatcher(options)
}

type Pending = { look: FileLook; sinceMs: number; isNew: boolean }

class FolderWatcher implements Watcher {
  readonly #options
  readonly #events = new Map<string, FSWatcher>()
  readonly #pending = new Map<string, Pending>()
  readonly #interval
  #timer: NodeJS.Timeout | undefined
  #known: Snapshot

  constructor(options: WatchOptions) {
    this.#options = options
    this.#known = takeSnapshot(options.folder)
    this.#interval = setInterval(() => this.#look(), options.poll === true ? pollMs : slowLookMs)
    this.#watchFolders(this.#known)
  }

  absorb(paths: readonly string[]): void {
    const now = takeSnapshot(this.#options.folder)
    const files = new Map(this.#known.files)
    for (const path of paths) {
      const look = now.files.get(path)
      if (look !== undefined) files.set(path, look)
      this.#pending.delete(path)
    }
    this.#known = { ...this.#known, files }
    this.#watchFolders(now)
  }

  close(): void {
    clearInterval(this.#interval)
    clearTimeout(this.#timer)
    for (const watcher of this.#events.values()) watcher.close()
    this.#events.clear()
    this.#pending.clear()
  }

  #look(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const now = takeSnapshot(this.#options.folder)
    const nowMs = performance.now()
    for (const path of changedFiles(this.#known, now)) {
      const look = now.files.get(path)
      const pending = this.#pending.get(path)
      if (look === undefined || isSameLook(pending?.look, look)) continue
      const isNew = pending?.isNew ?? !this.#known.files.has(path)
      this.#pending.set(path, { look, sinceMs: nowMs, isNew })
    }
    this.#known = now
    this.#watchFolders(now)
    this.#settle(now, nowMs)
  }

  // Reports the files that kept still, and looks again soon when there are others.
  #settle(now: Snapshot, nowMs: number): void {
    for (const [path, { look, sinceMs, isNew }] of [...this.#pending]) {
      if (!isSameLook(look, now.files.get(path))) {
        this.#pending.delete(path)
        continue
      }
      if (nowMs - sinceMs < (look.size === 0 ? emptyQuietMs : quietMs)) continue
      this.#pending.delete(path)
      this.#options.onSave({ path, modifiedMs: look.modifiedMs, isNew })
    }
    if (this.#pending.size > 0) this.#lookIn(quietMs)
  }

  #watchFolders({ folders }: Snapshot): void {
    if (this.#options.poll === true) return
    for (const [folder, watcher] of this.#events) {
      if (folders.includes(folder)) continue
      watcher.close()
      this.#events.delete(folder)
    }
    for (const folder of folders) {
      if (!this.#events.has(folder)) this.#watchFolder(folder)
    }
  }

  // Where the system has no events left to give, the slow look does it.
  #watchFolder(folder: string): void {
    try {
      const watcher = watch(folder, () => this.#lookIn(1))
      watcher.on('error', () => {
        watcher.close()
        this.#events.delete(folder)
      })
      this.#events.set(folder, watcher)
    } catch {
      return
    }
  }

  // A running timer stays: a program that writes all the time must not put off the check forever.
  #lookIn(delayMs: number): void {
    this.#timer ??= setTimeout(() => this.#look(), delayMs)
  }
}
