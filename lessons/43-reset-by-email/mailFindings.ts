// The mistakes with mails that the check names.

import type { Finding } from '../../src/course/check/finding.ts'

const read = 'lesson:reset-by-email'

export const mailFindings = {
  'mail-not-sent': {
    title: 'Somebody should have got a mail with a link, and did not',
    why: 'Signing up, in a form as well, and POST /api/users/forgot send a mail to the account. '
      + 'Its link begins with PUBLIC_ORIGIN, then comes /login/confirm or /login/reset, and the '
      + 'token.',
    hint: 'Does your program print that it could not send it? Is the file complete, and is its '
      + 'name right?',
    read,
  },
  'mail-to-stranger': {
    title: 'A mail went to an address that is not that of the account',
    why: 'Anyone who gets the link gets the account. Mails go to the address in the row of the '
      + 'user, and nobody else gets any.',
    hint: 'Which address do you put into To: the one that was typed, or the one that was found?',
    read,
  },
  'host-believed': {
    title: 'The link in a mail leads where a header of the request said',
    why: 'A stranger asks for the link of somebody else, with a Host of their own. When the person '
      + 'opens it, the stranger has the token.',
    hint: 'Where does your program get the beginning of the link from?',
    read: 'https://portswigger.net/web-security/host-header/exploiting/password-reset-poisoning',
  },
  'mail-malformed': {
    title: 'A mail does not have the form that the lesson prescribes',
    why: 'Mail servers refuse such mails, or take them for spam. Lines end in CRLF and are shorter '
      + 'than 998 characters; there are From, To, Subject, Date and Message-ID, each once; and one '
      + 'line of the text is the address of the account. No two mails have the same Message-ID.',
    hint: 'Open the file in an editor that shows the ends of lines.',
    read: 'RFC 5322, section 3.6',
  },
  'header-injected': {
    title: 'An address with a line break, or with more than an address in it, was accepted',
    why: 'In a mail it becomes a header field or a second recipient, which the sender of the '
      + 'request chose.',
    hint: 'Does your condition look at the whole text? In many languages, $ also matches before a '
      + 'line break at the end.',
    read: 'https://owasp.org/www-project-web-security-testing-guide/latest/'
      + '4-Web_Application_Security_Testing/07-Input_Validation_Testing/'
      + '10-Testing_for_IMAP_SMTP_Injection',
  },
  'mailbox-filled': {
    title: 'Anyone can fill the mailbox of somebody else',
    why: 'The first 5 requests for an address send a mail, and then one more every 10 minutes.',
    hint: 'Lesson 42 has buckets. Which name does this one need, and how many seconds per token?',
    read: 'lesson:limits',
  },
  'smtp-order': {
    title: 'A mail server got something that it did not expect',
    why: 'The order is EHLO, MAIL FROM, RCPT TO, DATA, the message, a line with a dot, QUIT. Each '
      + 'line ends in CRLF. After a reply that begins with 4 or 5, only RSET or QUIT may come, or '
      + 'HELO if EHLO was refused.',
    hint: 'Which digit does each reply have to begin with, before the next command is sent?',
    read: 'RFC 5321, section 4.1.4',
  },
  'smtp-not-awaited': {
    title: 'A command came before the reply to the one before it was complete',
    why: 'A reply can have several lines, and come in pieces. It ends with the line that has a '
      + 'space after the three digits. Without PIPELINING, the client has to wait for it.',
    hint: 'What does your program do when a reply comes in two pieces, or in three lines?',
    read: 'RFC 5321, section 4.2.1',
  },
  'dot-not-stuffed': {
    title: 'A line of a mail that begins with a dot did not arrive as it was',
    why: 'A line with a single dot ends the message. So SMTP clients double a dot at the beginning '
      + 'of a line, and servers take one away. In a file, nothing is doubled.',
    hint: 'Where does your program double dots: at the beginning of each line, and only for SMTP?',
    read: 'RFC 5321, section 4.5.2',
  },
  'smtp-refused-breaks': {
    title: 'After a mail that could not be sent, your program no longer worked as before',
    why: 'Mail servers refuse, break off and are down. The response stays the same, the program '
      + 'keeps running, and the next mail is sent.',
    hint: 'Who catches the error of the promise, and that of the socket?',
    read,
  },
} as const satisfies Record<string, Finding>
