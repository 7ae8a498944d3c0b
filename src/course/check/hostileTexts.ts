// Texts that a program with a shortcut loses, changes, or takes for a part of a statement: for
// lessons in which what a client sends ends up in a database.

import type { Fresh } from './fresh.ts'

/** Gives such texts in a random order. All of them are valid Unicode. */
export function hostileTexts(fresh: Fresh): string[] {
  const word = fresh.word()
  return fresh.shuffle([
    `Seán O'${fresh.name()}`, `''${word}'`, `"${word}" \`${word}\` [${word}]`, `\\'${word}\\`,
    `${word}'); drop table notes; --`, `${word}' or 1=1 --`, `/* ${word} */ ; -- ${word}`,
    `?1 :${word} @${word} $${word} ? {} %s`, `100 % _ a+b %2B %27 &#39; <b>${word}</b>`,
    '007', '1e3', '3.0', '0x10', '-0', 'null', 'true', ' ', `  ${word}\r\n\t`, '__proto__',
    fresh.foreignText(), `${word} 👩‍👩‍👧 e\u0301 é`, `${word}\u0000${word}`,
  ])
}
