// The languages that can be coloured, by the names that follow a fence.

import { css } from './languages/css.ts'
import { go } from './languages/go.ts'
import { http } from './languages/http.ts'
import { json } from './languages/json.ts'
import type { Language } from './languages/language.ts'
import { markup } from './languages/markup.ts'
import { python } from './languages/python.ts'
import { script } from './languages/script.ts'
import { session, shell } from './languages/shell.ts'
import { sql } from './languages/sql.ts'

const languages = new Map<string, Language>([
  ...named(script, 'ts js typescript javascript mjs jsx tsx'),
  ...named(json, 'json jsonc'),
  ...named(sql, 'sql'),
  ...named(http, 'http'),
  ...named(markup, 'html xml svg'),
  ...named(css, 'css'),
  ...named(shell, 'sh bash shell'),
  ...named(session, 'console'),
  ...named(python, 'py python'),
  ...named(go, 'go'),
])

/** Finds the rules for a code; undefined for a language that is not known, such as `text`. */
export function languageOf(name: string, code: string): Language | undefined {
  const language = languages.get(name.toLowerCase())
  if (language !== shell && language !== session) return language
  // One name stands for both where people write code: what has prompts is a session.
  return /^\$ /m.test(code) ? session : shell
}

function named(language: Language, names: string): [string, Language][] {
  return names.split(' ').map((name) => [name, language])
}
