// The mistakes with codes that the check names.

import type { Finding } from '../../src/course/check/finding.ts'

const read = 'lesson:second-factor'

export const codeFindings = {
  'right-code-refused': {
    title: "A right code didn't do what it is for",
    why: 'It is the one that an app shows, or a recovery code that was never used. The check '
      + 'computes codes from the secret of your response.',
    hint: 'Which code does your program compute? Is the key of the HMAC the bytes, not the base32 '
      + 'text? Is the counter 8 bytes? Does the code have six digits, with zeros in front?',
    read: 'RFC 6238, section 4.2',
  },
  'wrong-code-accepted': {
    title: 'A wrong code was accepted',
    why: 'Only codes of this user and of the factor that is on now are right.',
    hint: 'What is compared with what? What happens when something is missing on both sides?',
    read,
  },
  'window-too-wide': {
    title: 'A code from too long ago or from too far ahead was accepted',
    why: 'One half minute before and after this one is enough for clocks that differ. Each one '
      + 'more makes guessing easier, and a code that somebody has seen lives longer.',
    hint: 'How many steps does your program try, and how long is one in its unit of time?',
    read: 'RFC 6238, section 5.2',
  },
  'window-too-narrow': {
    title: 'A code of the half minute before or after this one was refused',
    why: 'Clocks of phones are a few seconds off, and people need some seconds to type.',
    hint: 'Which steps does your program try?',
    read: 'RFC 6238, section 6',
  },
  'code-twice': {
    title: 'A code worked twice, or after a later one had been used',
    why: 'Somebody who has seen it on the screen, or got it with a fake page, has a minute and a '
      + 'half. The first use has to be the last, wherever it is.',
    hint: 'Where does your program write down which step was used? Is that done at every place '
      + 'where a code is right, the first one included, and by the statement that looks?',
    read: 'RFC 6238, section 5.2',
  },
  'unlimited-guesses': {
    title: 'After five wrong codes, another one was looked at',
    why: 'There are only a million codes, and three are right at a time. Somebody who knows the '
      + 'password would just try them.',
    hint: 'What does your program count, and for whom: for the account, or for a ticket or a '
      + 'route? What resets the count?',
    read: 'RFC 4226, section 7.3',
  },
  'guesses-per-client': {
    title: 'Five wrong codes from five IP addresses did not count together',
    why: 'An attacker has as many IP addresses as they like. What they try to get into is one '
      + 'account.',
    hint: 'What is in the name of the bucket that your program takes from?',
    read,
  },
  'locked-out': {
    title: 'Somebody was locked out who has done nothing wrong',
    why: 'Four wrong codes are mistakes that happen, and the right one ends the count. Five '
      + "minutes after five wrong ones, there's one more try. Others' guesses, keys and refresh "
      + 'tokens have nothing to do with it.',
    hint: 'Which of these was refused, and by which line?',
    read,
  },
  'recovery-few': {
    title: 'The recovery codes are fewer than ten, or too short',
    why: 'They are for years without the phone, and nothing but their length keeps people from '
      + 'guessing them: 80 random bits.',
    hint: 'How many are made, and from how many random bytes each?',
    read,
  },
  'recovery-stored': {
    title: 'A recovery code or a ticket is in the database file as it was given out',
    why: 'A copy of this file, from an old backup for example, would have keys to all accounts.',
    hint: 'What do you need of a text to recognize it when it comes back?',
    read: 'lesson:sessions',
  },
  'recovery-refused': {
    title: "A recovery code that was never used wasn't accepted",
    why: 'Somebody without the phone types it from a sheet of paper, as it was shown. It works '
      + 'wherever a code of the app does: it signs in, and switches the factor off.',
    hint: 'What is hashed when a code is made, and what when it comes back? Are letters, capitals '
      + "and hyphens the same? Is it refused earlier, because it isn't six digits?",
    read,
  },
  'recovery-twice': {
    title: 'A recovery code worked twice',
    why: 'A sheet of paper is seen by others. A code that was used is worth nothing.',
    hint: 'Does the statement that finds the code also remove it, and do you look whether it did?',
    read,
  },
} as const satisfies Record<string, Finding>
