// What can be wrong with the response to a request that fails.

import type { Finding } from '../../src/course/check/finding.ts'

export const errorFindings = {
  '200-with-an-error-inside': {
    title: 'The status says success, but the body says that it failed',
    why: 'Programs read the status. A client takes this for a success, a cache may keep it, and '
      + 'monitoring sees no errors.',
    hint: 'Did the client get what it asked for? Which first digit says so?',
    read: 'RFC 9110, section 15',
  },
  'success-for-a-refusal': {
    title: 'A request that must be refused got a 2xx',
    why: 'Either the program did what it must not do, or the client believes that it did.',
    hint: 'Does your program notice this case? Does it stop where it notices it?',
    read: 'RFC 9110, section 15',
  },
  'refused-but-done': {
    title: 'A request was refused, but the library changed anyway',
    why: 'After a 4xx, the client believes that nothing happened.',
    hint: 'Which line changes the books? Is it before the check that refuses?',
    read: 'RFC 9110, section 15.5',
  },
  'added-twice': {
    title: 'Two clients added the same ISBN at the same time, and both got 201',
    why: 'Between the moment when your program looked for the ISBN and the moment when it stored '
      + 'the book, it let the other request run.',
    hint: 'Is there an await between the line that reads the books and the line that stores one?',
    read: 'RFC 9110, section 15.5.10',
  },
  'server-blamed-for-the-client': {
    title: 'The client made a mistake, but your status says that the server failed',
    why: '5xx means that the same request may work later. This one never will, and someone has to '
      + "look for a bug that isn't there.",
    hint: 'Who can fix this: the client, or the server?',
    read: 'RFC 9110, section 15.5',
  },
  'client-blamed-for-the-server': {
    title: 'The server failed, but your status says that the client made a mistake',
    why: '4xx means that the client has to change its request. Here no change would help.',
    hint: 'Would another request get a better response?',
    read: 'RFC 9110, section 15.6',
  },
  '403-for-an-unknown-key': {
    title: 'A request without a valid key got 403',
    why: '403 says that the server knows the key, and that it is not enough. This client sent no '
      + 'valid key, so a valid key may help: that is 401.',
    hint: 'Does the library know the key of this request?',
    read: 'RFC 9110, section 15.5.2',
  },
  '401-for-a-known-key': {
    title: 'A request with a valid key got 401',
    why: '401 asks for a valid key, and this client sent one. It may not do this: that is 403.',
    hint: 'Does the library know the key of this request?',
    read: 'RFC 9110, section 15.5.4',
  },
  'no-bearer-challenge': {
    title: "Your 401 doesn't say in WWW-Authenticate that it wants a Bearer key",
    why: 'A 401 must have the WWW-Authenticate header. It names the scheme that the client has to '
      + 'use. A browser that reads Basic, for instance, asks for a user name and a password.',
    hint: 'The client sends Authorization: Bearer …. Which word belongs in the header?',
    read: 'RFC 9110, section 11.6.1',
  },
  'not-found-for-a-wrong-method': {
    title: "The status is 404, but something is at this URL: it just doesn't support the method",
    why: 'The client looks for a mistake in the URL, and there is none.',
    hint: 'Which methods work at this URL? Which status says that this one does not?',
    read: 'lesson:methods',
  },
  'no-allow': {
    title: 'Your 405 has no Allow header',
    why: 'A 405 must list the methods that the URL supports.',
    hint: 'Which methods does your program support at this URL?',
    read: 'RFC 9110, section 15.5.6',
  },
  'allow-that-lies': {
    title: "The Allow header doesn't list the methods that work at this URL",
    why: 'A client reads it to find out what works. If a method is listed but refused, the client '
      + 'tries it in vain. If one is missing, the client never tries it.',
    hint: 'Which methods work at this URL? Each URL has its own list.',
    read: 'RFC 9110, section 10.2.1',
  },
  'no-retry-after': {
    title: 'Your 503 has no Retry-After header',
    why: 'You know that it takes an hour. Without Retry-After, each client has to guess.',
    hint: 'Which header says in how many seconds the client should try again?',
    read: 'RFC 9110, section 10.2.3',
  },
  'wrong-retry-after': {
    title: 'The value of Retry-After does not mean about an hour',
    why: 'It is a whole number of seconds, or an HTTP date such as Sat, 28 Nov 2026 17:36:58 GMT. '
      + 'Clients ignore anything else.',
    hint: 'How many seconds does an hour have?',
    read: 'RFC 9110, section 10.2.3',
  },
  'another-status': {
    title: "This status doesn't say what happened",
    why: 'A program acts on the status, and after another one it does something else.',
    hint: 'Which row of the table in the lesson is this situation?',
    read: 'RFC 9110, section 15',
  },
  'error-as-html': {
    title: 'An error was sent as an HTML page',
    why: 'A program sent the request, and it cannot read a page.',
    hint: 'Which function sends this error? Does every error get there?',
    read: 'RFC 9457, section 3',
  },
  'stack-sent-out': {
    title: 'An error was sent with its stack trace, or with the path of your program',
    why: 'It tells an attacker your files, your packages and your line numbers.',
    hint: 'Which parts of an error do you send: all of them, or a sentence that you chose?',
    read: 'RFC 9457, section 5',
  },
  'own-message-sent-out': {
    title: "A bug's own message was sent to the client",
    why: "It wasn't written for the client. This one says where files are, and another one may "
      + 'contain a password.',
    hint: 'Which errors did you throw on purpose? What do you say about all others?',
    read: 'RFC 9457, section 5',
  },
  'not-a-problem-document': {
    title: "This error isn't an application/problem+json document",
    why: 'If all errors have one format, a client needs one piece of code to read them.',
    hint: 'What does the Content-Type of this response say? Is the body a JSON object?',
    read: 'RFC 9457, section 3',
  },
  'missing-member': {
    title: 'A member of the problem document is missing or has the wrong type',
    why: 'A client looks for the members under their names, at the top of the object, and expects '
      + 'the types of RFC 9457. This exercise asks for title and status.',
    hint: 'Which of title and status are in the body? Is type a URI?',
    read: 'RFC 9457, section 3.1',
  },
  'two-different-statuses': {
    title: 'The status in the body differs from the status of the response',
    why: 'The body repeats the status for programs that no longer have the response. If '
      + 'it differs, they do the wrong thing.',
    hint: 'Which variable does each of the two come from?',
    read: 'RFC 9457, section 3.1.2',
  },
  'title-that-changes': {
    title: 'The same kind of problem got two different titles',
    why: 'title names the kind of problem, so it stays the same. What happened this time belongs '
      + 'in detail.',
    hint: 'Does your title contain a part of the request?',
    read: 'RFC 9457, section 3.1.3',
  },
} as const satisfies Record<string, Finding>
