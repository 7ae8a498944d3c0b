// The mistakes with new passwords that the check names.

import type { Finding } from '../../src/course/check/finding.ts'

const read = 'lesson:refresh-tokens'

export const passwordFindings = {
  'current-not-asked': {
    title: 'A password was changed without the current one',
    why: 'Somebody else may be sitting at an open browser. They could keep the account.',
    hint: 'Does your program wait until currentPassword is compared with the hash of this user? '
      + 'Only the credentials say which user that is, and nothing in the body.',
    read: 'https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html'
      + '#change-password-feature',
  },
  'weak-accepted': {
    title: "A new password was accepted that an account can't be made with",
    why: 'The rules are the same: a text of 8 characters to 1,024 bytes.',
    hint: 'Does the new password go through the same function as at sign-up, before it is stored?',
    read: 'lesson:passwords',
  },
  'scope-ignored': {
    title: 'An API key without the scope account changed the password',
    why: 'The key is for links. A thief who has it must not get the account.',
    hint: 'Which scope does this route ask for?',
    read: 'lesson:basic-and-api-keys',
  },
  'password-not-changed': {
    title: 'With the right current password, the password was not changed to the new one',
    why: 'Afterwards the new one signs in exactly as it was sent, with its spaces and letters.',
    hint: 'Which status came back? What is hashed and stored, and in which row?',
    read,
  },
  'old-password-accepted': {
    title: 'The old password still signs in',
    why: 'A person changes it because somebody else may know it.',
    hint: 'Where does your program read the hash from when somebody signs in?',
    read,
  },
  'own-session-ended': {
    title: 'The browser that changed the password was signed out',
    why: 'Its user has just proved who they are. They stay signed in here, and only here.',
    hint: 'How does the statement that ends the sessions know which one to keep?',
    read,
  },
  'session-outlives-password': {
    title: 'Another browser stayed signed in after the password was changed',
    why: 'If somebody else knew the old password, they may be signed in there.',
    hint: 'Which sessions are deleted? When a program sends the request, there is none to keep: '
      + 'what does a comparison with null give?',
    read: 'lesson:sessions',
  },
  'outlives-password': {
    title: 'A program stayed signed in after the password was changed',
    why: 'If somebody else knew the old password, they may have got tokens with it.',
    hint: 'Which families does your program end, and are their access tokens refused, too? That '
      + 'of the program which sets the password ends as well.',
    read,
  },
} as const satisfies Record<string, Finding>
