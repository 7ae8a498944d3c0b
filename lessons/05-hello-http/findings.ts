// The mistakes that this lesson knows: a reply that is never ended, headers that are forgotten or
// misplaced, a missing name that is answered as if all were well.

import type { Finding } from '../../src/course/check/finding.ts'
import { pageFindings } from './pageFindings.ts'

export type Id = keyof typeof findings

export const findings = {
  'no-answer': {
    title: 'You took the request, and never ended the reply',
    why: 'The client waits until somebody gives up. Node sends nothing by itself when your '
      + 'function returns: it cannot know that you are done.',
    hint: 'Which call ends a reply? Does every path through your function come to it?',
    read: 'lesson:hello-http',
  },
  'endless-answer': {
    title: 'You began the reply, and never ended it',
    why: 'The head came, and perhaps some of the body. The client waits for the rest, because '
      + 'nobody said that this was all.',
    hint: 'response.write sends a piece. Which call says: that was the last one?',
    read: 'lesson:hello-http',
  },
  'header-as-reason': {
    title: 'A header is where the reason phrase of the status should be',
    why: 'After the status comes a short reason for people, such as OK. Programs do not read it. '
      + 'So the client has no header, and does not know what the body is.',
    hint: 'Which two kinds of values does writeHead take after the status: a text, and what else?',
    read: 'RFC 9112, section 4',
  },
  'not-answered-with-200': {
    title: 'A request that should work was not answered with 200',
    why: 'A program looks at the status first. '
      + 'It takes any other answer for a failure, whatever the body says.',
    hint: 'Which line of your program answers this method and this address?',
    read: 'RFC 9110, section 15.3.1',
  },
  'missing-content-type': {
    title: 'Your answer does not say what its body is: it has no Content-Type',
    why: 'Bytes alone do not tell whether they are a text, a page or JSON. Without the header a '
      + 'browser guesses, and a program gives up.',
    hint: 'Which line of your program writes the head of this answer? Which headers does it give?',
    read: 'RFC 9110, section 8.3',
  },
  'wrong-content-type': {
    title: 'The Content-Type says something else than what the body is',
    why: 'Clients believe the header. A page sent as text/plain is shown as source code, and JSON '
      + 'sent as text/html is a page with braces.',
    hint: 'Which type belongs to a plain text, which to JSON, and which to a page?',
    read: 'RFC 9110, section 8.3',
  },
  'wrong-hello': {
    title: 'GET /hello does not answer with Hello, World!',
    why: 'The text is what this address promises to its clients, letter by letter.',
    hint: 'Compare the two texts: capitals, the comma, the exclamation mark, quotes around it?',
    read: 'lesson:hello-http',
  },
  'object-passed-to-end': {
    title: 'You handed an object to response.end, and your server ended',
    why: 'Only bytes travel. Node takes a text or bytes; for anything else it throws, and an error '
      + 'that nobody catches ends the program for all clients.',
    hint: 'Which function makes a text of an object?',
    read: 'lesson:hello-http',
  },
  'answered-twice': {
    title: 'You answered one request twice, and your server ended',
    why: 'The first answer is on its way already. Node refuses to write another head behind it, '
      + 'by an error, and an error that nobody catches ends the program for all clients.',
    hint: 'What does your function do after it has refused the request? Which word would stop it?',
    read: 'lesson:hello-http',
  },
  'header-too-late': {
    title: 'You set a header after the head was written, and your server ended',
    why: 'writeHead makes the head final, and so does the first piece of the body. Node refuses a '
      + 'header that comes later, by an error that ends the program for all clients.',
    hint: 'In which order does your function call setHeader, writeHead and end?',
    read: 'lesson:hello-http',
  },
  'object-as-text': {
    title: 'The body says [object Object] where your data should be',
    why: 'That is what JavaScript makes of an object when a text is wanted. What was in the object '
      + 'is lost.',
    hint: 'Where does your object become a text: in a template, with + or with String?',
    read: 'lesson:hello-http',
  },
  'not-json': {
    title: "The body isn't JSON",
    why: 'The client hands the body to its JSON reader, and that throws at the first letter that '
      + 'does not fit.',
    hint: 'Did you write the braces and quotes by hand? JSON wants double quotes around names.',
    read: 'RFC 8259',
  },
  'length-too-short': {
    title: 'The body is longer than Content-Length says',
    why: 'The client reads as many bytes as the header says, and takes the rest for the next '
      + 'response. A letter such as ë is two bytes, and an emoji is four.',
    hint: 'Do you count characters or bytes? What happens if you leave the header out?',
    read: 'RFC 9110, section 8.6',
  },
  'method-not-looked-at': {
    title: 'POST /hello gets the answer of GET /hello',
    why: 'One address can do several things. The method says which of them is meant.',
    hint: 'Does your condition look at request.method as well as at the address?',
    read: 'lesson:hello-http',
  },
  'name-not-read': {
    title: 'A name was sent, and your program did not find it',
    why: 'The name is in the body of the request, which comes after the head, as JSON.',
    hint: 'Do you wait until the whole body is there? Is it an object by then, or still a text, or '
      + 'a promise?',
    read: 'lesson:hello-http',
  },
  'wrong-message': {
    title: 'The greeting is not what POST /hello promises',
    why: 'A client reads the field message and shows it. Another name for the field, or another '
      + 'text, is another API.',
    hint: 'Compare the two bodies below: the name of the field, the comma, the exclamation mark?',
    read: 'lesson:hello-http',
  },
  'missing-name-answered-200': {
    title: 'No name was sent, and you answered with success',
    why: 'The client made a mistake and will never learn of it. Somebody reads "Hello, undefined!" '
      + 'instead.',
    hint: 'What does your program do when the name is missing, or is an empty text?',
    read: 'RFC 9110, section 15.5.1',
  },
  'missing-name-other-status': {
    title: 'No name was sent, and the status does not say so',
    why: '4xx means: you, the client, should change something, and 400 is the plain one of them. '
      + '5xx means: we failed, try again. That client would try again and again.',
    hint: 'Which status says that the request itself is wrong?',
    read: 'RFC 9110, section 15.5.1',
  },
  'wrong-error': {
    title: 'No name was sent, and the body does not tell what is missing',
    why: 'The status says that something was wrong. '
      + 'The field error says what, so that somebody can repair it.',
    hint: 'Compare the two bodies below. Which field should hold the sentence?',
    read: 'lesson:hello-http',
  },
  'unknown-path-not-404': {
    title: 'Nothing is at this address, and you did not answer 404',
    why: 'Anyone who mistypes a URL must learn that it leads nowhere. A success in its place is '
      + 'kept, linked and indexed.',
    hint: 'Which answer is left when no condition fits? Does one of them fit too much?',
    read: 'RFC 9110, section 15.5.5',
  },
  'answers-mixed-up': {
    title: 'Fifty asked at once, and one of them did not get its own answer',
    why: 'While one request waits for its body, others are served. What belongs to one request '
      + 'must not be where the others write, or visitors read what is not theirs.',
    hint: 'Which variables stand outside of the function that is called for each request?',
    read: 'lesson:tcp-is-a-stream',
  },
  'visitors-wait-in-line': {
    title: 'While one visitor is greeted, no other is served',
    why: 'Your program works on one greeting so long that all others wait for it. '
      + 'In Node there is one thread for everyone.',
    hint: 'Which line takes that long: a loop, a call whose name ends in Sync, a sleep?',
    read: 'lesson:hello-http',
  },
  'visitors-turned-away': {
    title: 'Fifty asked at once, and one of them got no answer',
    why: 'A server that talks to one client until it is done lets all others wait at the door, and '
      + 'the system turns them away when too many are waiting. In Python, only five may.',
    hint: 'Does your server wait for the body of one request before it takes the next? In Python: '
      + 'is it a ThreadingHTTPServer, and what is its request_queue_size?',
    read: 'lesson:hello-http',
  },
  'name-refused': {
    title: 'A name was sent, and you said that it is missing',
    why: 'Names have spaces, quotes and letters of all scripts, and JSON can be written with '
      + 'spaces, in any order and with other members.',
    hint: 'How do you find the name: with a JSON reader, or with a pattern? '
      + 'Which names does your condition refuse?',
    read: 'RFC 8259, section 2',
  },
  'name-changed': {
    title: 'The greeting has another name than the one that was sent',
    why: 'A name is greeted as it is, with all its words, quotes and letters.',
    hint: 'Compare the two names below. What happens to a quote, a second word, or a name that is '
      + 'inside another object?',
    read: 'lesson:hello-http',
  },
  'greeted-another': {
    title: 'A second visitor was greeted with another name than the one that was sent',
    why: 'Nothing of one request may be left when the next one comes.',
    hint: 'Is the name that you greet the one in this request, or was it kept or written down?',
    read: 'lesson:hello-http',
  },
  'pieces-broken': {
    title: 'A body that came byte by byte got a wrong greeting, or none',
    why: 'Bodies arrive in pieces of any size. A letter such as ë is two bytes, and they can be in '
      + 'two pieces.',
    hint: 'When do bytes become text: piece by piece, or when all of them are there?',
    read: 'lesson:tcp-is-a-stream',
  },
  'broken-body-not-refused': {
    title: 'A body without a name in it, or one that is not JSON, was not refused with 400',
    why: 'Anyone can send such a body. It is the mistake of the client, so 5xx is wrong, and there '
      + 'is nobody to greet, so a success is wrong too.',
    hint: 'What does your program do when the JSON reader throws, or gives null?',
    read: 'RFC 9110, section 15.5.1',
  },
  'any-method-answered': {
    title: 'A method that this API does not have got a success',
    why: 'A client that sends DELETE and gets 200 believes that something is deleted.',
    hint: 'Does your condition name the method that it is for?',
    read: 'RFC 9110, section 15.5.6',
  },
  ...pageFindings,
} as const satisfies Record<string, Finding>
