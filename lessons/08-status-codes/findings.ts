// The mistakes that this lesson knows: a status that says something else than what happened, a
// header that belongs to a status and is missing, an error in another shape.

import type { Finding } from '../../src/course/check/finding.ts'

export const findings = {
  'created-is-not-201': {
    title: 'You did not answer 201 to a POST that created something',
    why: '200 says that it went well. 201 says that something new is there now, and a client that '
      + 'reads 201 goes on to look for its address.',
    hint: 'Which status has the name Created?',
    read: 'RFC 9110, section 15.3.2',
  },
  'created-without-location': {
    title: 'Something was created, and nobody knows where',
    why: 'The server has chosen the address. Without the header Location the client cannot show, '
      + 'change or delete what it made.',
    hint: 'At which address does GET show the new book? Which header tells it?',
    read: 'RFC 9110, section 10.2.2',
  },
  'location-that-leads-nowhere': {
    title: 'The header Location names an address at which the new book is not',
    why: 'The client goes where Location points. It must find there what it made.',
    hint: 'Compare the address with the id of the book. Does the path begin with a slash?',
    read: 'RFC 9110, section 10.2.2',
  },
  'shown-is-not-200': {
    title: 'GET for a book that is there is not answered with 200',
    why: 'This is the plainest case: the client asked for something, and here it is.',
    hint: 'Does your program find the book? Which status says that all went well?',
    read: 'RFC 9110, section 15.3.1',
  },
  'deleted-is-no-success': {
    title: 'A book was deleted, and the status does not say so',
    why: 'The client wants to know one thing: is it gone?',
    hint: 'Which status says that it worked, and that there is nothing more to say?',
    read: 'RFC 9110, section 15.3.5',
  },
  'no-content-with-a-body': {
    title: 'You answered 204, and then a body, or the length of one',
    why: '204 is No Content: the answer ends with its head. Bytes that come after it are taken for '
      + 'the beginning of the next answer.',
    hint: 'Do you have something to say? Then which status would fit? If not, what do you send?',
    read: 'RFC 9110, section 15.3.5',
  },
  'moved-for-now': {
    title: 'The book has moved for good, and you said: only for now',
    why: 'Bookmarks, caches and search engines keep the old address and come '
      + 'there again and again.',
    hint: 'Two statuses say "for good". Their names have the word Permanent '
      + 'in them, or Permanently.',
    read: 'RFC 9110, section 15.4',
  },
  'moved-without-location': {
    title: 'You said that it has moved, and not where to',
    why: 'A browser reads the header Location and goes there. Without it, it shows an empty page.',
    hint: 'Which header carries the new address? Is it the right one for this book?',
    read: 'RFC 9110, section 10.2.2',
  },
  '200-with-an-error-inside': {
    title: 'You answered with success, and the body says that it failed',
    why: 'Programs read the status. A client takes this for success, a cache keeps it, and no '
      + 'alarm rings when every answer fails.',
    hint: 'Did the client get what it asked for? Which digit must the status begin with?',
    read: 'RFC 9110, section 15',
  },
  'success-for-a-refusal': {
    title: 'You answered with success to a request that had to be refused',
    why: 'The client believes that it was done. Either it was, and it should not have been, or it '
      + 'was not, and nobody knows.',
    hint: 'Does your program notice this case? And does the function end where it notices it?',
    read: 'RFC 9110, section 15',
  },
  'server-blamed-for-the-client': {
    title: 'The client made a mistake, and you said that the server failed',
    why: '5xx means: try again, it may work later. It never will. '
      + 'And somebody is woken at night for a bug that is not there.',
    hint: 'Who can repair this: the one who asked, or the one who answers?',
    read: 'RFC 9110, section 15.5',
  },
  'client-blamed-for-the-server': {
    title: 'The server failed, and you said that the client made a mistake',
    why: '4xx means: change your request. '
      + 'The client can change whatever it likes, it will not help.',
    hint: 'Could any other request have got a better answer?',
    read: 'RFC 9110, section 15.6',
  },
  '401-and-403-swapped': {
    title: 'You took 401 for 403, or 403 for 401',
    why: '401 says: I do not know who you are, log in. 403 says: I know, and the answer is no. A '
      + 'browser that reads 401 asks for a password; after 403 there is no point in it.',
    hint: 'Does this visitor have a key that the library knows?',
    read: 'RFC 9110, section 15.5.2',
  },
  'no-www-authenticate': {
    title: 'You answered 401 and did not say which kind of key you want',
    why: 'A 401 must have the header WWW-Authenticate: it tells a client how to log in.',
    hint: 'The client sends Authorization: Bearer …. What must the server have said before?',
    read: 'RFC 9110, section 11.6.1',
  },
  'not-found-for-a-wrong-method': {
    title: 'You answered 404, but the address is right: only the method is not',
    why: 'The client looks for a mistake in the address, and there is none.',
    hint: 'What does GET answer at this address? Which status says that the method is wrong?',
    read: 'lesson:methods',
  },
  'no-allow': {
    title: 'You answered 405 without the header Allow',
    why: 'A 405 must say which methods do work at this address.',
    hint: 'Which methods does your program know for one book?',
    read: 'RFC 9110, section 15.5.6',
  },
  'allow-that-lies': {
    title: 'The header Allow does not name the methods that work at this address',
    why: 'A client reads it to find out what it can do here. A method that is refused leads it '
      + 'astray, and one that is left out is never tried.',
    hint: 'Which methods does your program know at this address? Each address has its own.',
    read: 'RFC 9110, section 10.2.1',
  },
  'no-retry-after': {
    title: 'You answered 503, and nobody knows when to come back',
    why: 'You know that it takes an hour. '
      + 'Without Retry-After each client guesses, and most of them guess "at once".',
    hint: 'Which header tells the seconds until the next try?',
    read: 'RFC 9110, section 10.2.3',
  },
  'wrong-retry-after': {
    title: 'The header Retry-After holds no time that a program can read',
    why: 'It is a number of seconds, or a date in the form of HTTP. Anything else is ignored.',
    hint: 'How many seconds is that?',
    read: 'RFC 9110, section 10.2.3',
  },
  'another-status': {
    title: 'This status says something else than what has happened',
    why: 'A client acts on the number. Each of the fourteen makes it do something else.',
    hint: 'Look at the table of the lesson. Which line of it is this situation?',
    read: 'RFC 9110, section 15',
  },
  'html-or-stack-as-error': {
    title: 'An error left your server as a page of HTML or as a stack trace',
    why: 'A program asked, and cannot read a page. A stack trace is read by somebody else: '
      + 'it tells an attacker your files, your packages and your lines.',
    hint: 'What do you send of an error: all of it, or the words that you chose?',
    read: 'RFC 9457, section 5',
  },
  'own-message-sent-out': {
    title: 'The words of a bug left your server',
    why: 'This error was not thrown for the client. '
      + 'Its message tells where your files lie, and the next one may tell a password.',
    hint: 'Which errors did you throw on purpose? What do you say about all the others?',
    read: 'RFC 9457, section 5',
  },
  'another-error-shape': {
    title: 'This error is not an application/problem+json document',
    why: 'With one shape for all errors a client needs one piece of code to read them. '
      + 'With a shape for each, it needs one for each of your addresses.',
    hint: 'What does the header Content-Type of this answer say? Is the body a JSON object?',
    read: 'RFC 9457, section 3',
  },
  'problem-without-title': {
    title: 'The problem document does not say what the problem is',
    why: 'title is a short text for people, and the same each time for the same type of problem.',
    hint: 'Which of the members type, title and status are in the body?',
    read: 'RFC 9457, section 3.1.3',
  },
  'two-different-statuses': {
    title: 'The body does not tell the status that the head tells',
    why: 'The body has a copy of the status for whoever stored it without the head. A copy that '
      + 'differs, or is no number, sends people to the wrong place.',
    hint: 'From which variable does each of the two numbers come?',
    read: 'RFC 9457, section 3.1.2',
  },
} as const satisfies Record<string, Finding>
