// Which lesson a source file belongs to: its first comment says so, as in `Lesson: jwt (core)`.

export type Tier = 'core' | 'tour' | 'appendix'

export type Owner = {
  /** The lesson's id. */
  lesson: string
  /** `core` must be understood, `tour` is worth a look, `appendix` is for looking things up. */
  tier: Tier
}

const ownerForm = /\bLesson: ([a-z]+(?:-[a-z]+)*) \((core|tour|appendix)\)/g

/** Lists the owners that a text's first comment names: one, unless something is wrong. */
export function ownersIn(text: string): readonly Owner[] {
  return [...firstComment(text).matchAll(ownerForm)].map(([, lesson = '', tier]) =>
    ({ lesson, tier: tier === 'core' || tier === 'tour' ? tier : 'appendix' }))
}

/** Gives the comment lines at the top of a file, with their marks; '' if there is none. */
export function firstComment(text: string): string {
  return /^(?:(?:\/\/|--).*\r?\n?)*/.exec(text)?.[0] ?? ''
}
