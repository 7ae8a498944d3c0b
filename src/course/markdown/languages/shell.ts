// Commands of a shell, and what a terminal shows: commands after `$ `, and what they print.

import type { Language, Rule } from './language.ts'

const keywords = 'if|then|elif|else|fi|for|in|do|done|while|until|case|esac|export|function'

// Where the first word of a command is, also after `PORT=3000 `, but not on a line that continues
// the one before it.
const start = '^(?:\\$ )?[ \\t]{0,20}|[|;&(] ?|\\b(?:do|then|else) '
const assignment = '^(?:\\$ )?[A-Za-z_]\\w{0,40}=[^\\s\'"]{0,80} '
const isOwnLine = '(?<!\\\\\\r?\\n[ \\t]{0,20}(?:> )?)'

const commandName = `${isOwnLine}(?<=${start}|${assignment})[A-Za-z.][\\w./-]*(?=[\\s;)]|$)`

const command: readonly Rule[] = [
  ['comment', /(?<=^|\s)#[^\n]*/my],
  // Everything between `<<END` and `END` is text for the command.
  ['string', /<<-?'?(\w+)'?\n[^]*?(?:\n\1(?!\w)|$)/y],
  ['string', /'[^']*'?|"(?:[^"\\]|\\[^])*"?/y],
  ['variable', /\$\{[^}\n]{0,200}\}|\$\w+|\$[?!#@*$]/y],
  ['variable', new RegExp(`${isOwnLine}(?<=${start}|export )[A-Za-z_]\\w*(?==)`, 'my')],
  ['keyword', new RegExp(`${isOwnLine}(?<=${start})(?:${keywords})(?=[\\s;]|$)`, 'my')],
  ['function', new RegExp(commandName, 'my')],
  ['property', /(?<=\s)--?[A-Za-z][\w-]*/y],
  // The next line carries on; a terminal asks for it with `> `.
  ['operator', /\\\r?\n[^\S\n]*(?:> )?/y],
  [undefined, /[\w./:@%+,=~-]+|[^\S\n]+/y],
  ['operator', /\\[^]|[|&;<>()]/y],
]

/** A script, or commands without prompts. */
export const shell: Language = { start: command }

/** A session in a terminal: what commands print is not coloured. */
export const session: Language = {
  start: [
    ['prompt', /^\$ /my, { enter: 'command' }],
    [undefined, /[^\n]+|\n/y],
  ],
  command: [...command, [undefined, /\n/y, 'leave']],
}
