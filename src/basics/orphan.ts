// npm starts a program through a shell. When npm is told to stop, some shells (dash, the one of
// Debian) end without telling the program, which would keep its port for ever. So the server looks
// now and then whether those who started it are still there.

import { readFileSync } from 'node:fs'

const intervalMs = 500

/** Calls back once when the parent process, or (on Linux) its parent, is gone. */
export function onOrphaned(callback: () => void): void {
  const start = ancestors()
  const timer = setInterval(() => {
    if (ancestors() === start) return
    clearInterval(timer)
    callback()
  }, intervalMs)
  timer.unref()
}

// A process that loses its parent gets another one: so a change in this text tells.
function ancestors(): string {
  return `${process.ppid} ${parentOf(process.ppid)}`
}

// The parent's number is the second word after the name in brackets (proc_pid_stat(5)).
function parentOf(processId: number): string {
  try {
    const text = readFileSync(`/proc/${processId}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[1] ?? ''
  } catch {
    return ''
  }
}
