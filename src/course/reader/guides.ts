// Texts of the course that aren't lessons: `lessons/typescript.md`, `lessons/what-is-a-backend.md`.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Guide = { name: string; title: string; body: string; folder: string }

/** Reads the guides of a folder: each Markdown file beside the lessons, but the glossary. */
export function readGuides(folder: string): readonly Guide[] {
  if (!existsSync(folder)) return []
  const names = readdirSync(folder).filter((name) => /^[a-z][a-z-]*\.md$/.test(name)).sort()
  return names.filter((name) => name !== 'glossary.md').map((file) => {
    const body = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n')
    const name = file.slice(0, -'.md'.length)
    return { name, title: /^# (.+)$/m.exec(body)?.[1] ?? name, body, folder }
  })
}
