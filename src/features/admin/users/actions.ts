// The dangerous actions of administrators: what each is called, what it changes, and what it means
// for the user, as the page before it says. Lesson: user-management (appendix)

import { refuse } from '../../site/refusal.ts'
import type { UserChange } from './rules.ts'

export type ActionName = 'promote' | 'demote' | 'disable' | 'enable'

type Action = { title: string; button: string; change: UserChange; words: string; done: string }

const signsOut = 'They get an email, are signed out everywhere and have to sign in again.'

/** The actions, by their names in URLs. */
export const actions: Record<ActionName, Action> = {
  promote: {
    title: 'Make an administrator?',
    button: 'Make an administrator',
    change: { role: 'admin' },
    words: `They will see all users and reports, and can disable accounts and links. ${signsOut}`,
    done: 'This user is an administrator now',
  },
  demote: {
    title: 'Remove the administrator role?',
    button: 'Remove the role',
    change: { role: 'user' },
    words: `They keep their account and their links. Their keys lose the scope admin for good.
${signsOut}`,
    done: 'This user is no longer an administrator',
  },
  disable: {
    title: 'Disable the account?',
    button: 'Disable the account',
    change: { disabled: true },
    words: `They are signed out everywhere and can't sign in, and their keys stop working at once.
Their links keep working.`,
    done: 'The account is disabled',
  },
  enable: {
    title: 'Enable the account?',
    button: 'Enable the account',
    change: { disabled: false },
    words: 'They can sign in again with their own password, and their keys work again.',
    done: 'The account is enabled',
  },
}

/** Reads the name of an action from a path. Throws a Refusal `not-found`. */
export function readActionName(text: string): ActionName {
  if (isActionName(text)) return text
  throw refuse('not-found', 'There is no such action')
}

function isActionName(text: string): text is ActionName {
  return Object.hasOwn(actions, text)
}
