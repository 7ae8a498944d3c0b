// The mistakes that this lesson knows: a response without an end, headers that are missing or
// misplaced, a missing name that gets a success.

import type { Finding } from '../../src/course/check/finding.ts'
import { pageFindings } from './pageFindings.ts'

export type Id = keyof typeof findings

export const findings = {
  'no-answer': {
    title: 'Your program took the request, but never ended the response',
    why: 'The client waits until it gives up. Node sends nothing by itself when your function '
      + "returns, because it can't know that you're done.",
    hint: 'Which call ends a response? Does every path through your function reach one?',
    read: 'lesson:hello-http',
  },
  'endless-answer': {
    title: 'You began the response, but never ended it',
    why: 'The head arrived, and perhaps a part of the body. The client waits for the rest, because '
      + 'nothing told it that the response is complete.',
    hint: 'response.write sends a part of the body. Which call says that it was the last one?',
    read: 'lesson:hello-http',
  },
  'header-as-reason': {
    title: 'A header is in the status line, where the reason phrase should be',
    why: 'The reason phrase is a short text such as OK, and clients ignore it. So the client gets '
      + "no Content-Type, and doesn't know what the body is.",
    hint: 'What can you pass to writeHead after the status: a string, and what else?',
    read: 'RFC 9112, section 4',
  },
  'not-answered-with-200': {
    title: "A request that should succeed didn't get a 200",
    why: 'A program looks at the status first, and this one tells it something else, whatever the '
      + 'body says.',
    hint: 'Which line of your program sends the response for this method and this path?',
    read: 'RFC 9110, section 15.3.1',
  },
  'missing-content-type': {
    title: "Your response doesn't say what its body is: it has no Content-Type",
    why: 'The bytes alone could be text, a page or JSON. Without the header, a browser guesses, '
      + 'and many programs give up.',
    hint: 'Which line of your program writes the head of this response, and with which headers?',
    read: 'RFC 9110, section 8.3',
  },
  'wrong-content-type': {
    title: "The Content-Type doesn't match the body",
    why: 'Clients trust the header. A browser shows a page that is sent as text/plain as source '
      + 'code, and JSON that is sent as text/html as a page full of braces.',
    hint: 'Which type belongs to plain text, which one to JSON, and which one to a page?',
    read: 'RFC 9110, section 8.3',
  },
  'wrong-hello': {
    title: "The response to GET /hello isn't Hello, World!",
    why: 'Clients rely on the text that an API promises, down to each character.',
    hint: 'Compare the two texts. Is it the capitals, the comma, the exclamation mark, or quotes '
      + 'around the text?',
    read: 'lesson:hello-http',
  },
  'object-passed-to-end': {
    title: 'You passed an object to response.end, and your server crashed',
    why: 'Only bytes can be sent. Node accepts a string or bytes, and throws an error for anything '
      + 'else. An error that nothing catches ends the program, for all clients.',
    hint: 'Which function turns an object into a string?',
    read: 'lesson:hello-http',
  },
  'answered-twice': {
    title: 'You sent two responses to one request, and your server crashed',
    why: 'The first response is already on its way, so Node throws an error for the second one. An '
      + 'error that nothing catches ends the program, for all clients.',
    hint: 'What does your function do after it has refused the request? Which word would stop it?',
    read: 'lesson:hello-http',
  },
  'header-too-late': {
    title: 'You set a header after the head was written, and your server crashed',
    why: 'After writeHead, or after the first part of the body, the head is final. Node throws an '
      + 'error for a later header, and that error ends the program.',
    hint: 'In which order does your function call setHeader, writeHead and end?',
    read: 'lesson:hello-http',
  },
  'object-as-text': {
    title: 'The body says [object Object] where your data should be',
    why: "That's what JavaScript makes of an object when it needs a string. What was in the object "
      + 'is lost.',
    hint: 'Where does your object become a string: in a template, with + or with String?',
    read: 'lesson:hello-http',
  },
  'not-json': {
    title: "The body isn't JSON",
    why: 'The client gives the body to its JSON parser, which stops at the first character that '
      + "isn't valid.",
    hint: 'Did you write the braces and quotes by hand? JSON needs double quotes around names, '
      + 'and a backslash before a quote in a string.',
    read: 'RFC 8259',
  },
  'length-too-short': {
    title: 'The body is longer than Content-Length says',
    why: 'The client reads as many bytes as the header says, and takes the rest for the next '
      + 'response. A character such as ë is two bytes, and an emoji is four.',
    hint: 'Do you count characters or bytes? What happens if you leave the header out?',
    read: 'RFC 9110, section 8.6',
  },
  'method-not-looked-at': {
    title: 'POST /hello got the response of GET /hello',
    why: 'One path can do several things. The method says which one the client wants.',
    hint: 'Does your condition check request.method as well as the path?',
    read: 'lesson:hello-http',
  },
  'name-not-read': {
    title: "A name was sent, but your program didn't find it",
    why: 'The name is in the body of the request, which arrives after the head, as JSON.',
    hint: 'Do you wait until the whole body has arrived? Is it an object by then, or still a '
      + 'string or a promise?',
    read: 'lesson:hello-http',
  },
  'wrong-message': {
    title: "The greeting isn't the one that POST /hello promises",
    why: 'A client reads the field message and shows it. A field with another name, or another '
      + 'text, is another API.',
    hint: 'Compare the two bodies. Is it the name of the field, the comma or the exclamation mark?',
    read: 'lesson:hello-http',
  },
  'missing-name-answered-200': {
    title: 'No name was sent, but your response says that all is well',
    why: 'The client made a mistake, and never learns about it. Someone reads '
      + '"Hello, undefined!" instead.',
    hint: 'What does your program do if the name is missing, null or an empty string?',
    read: 'RFC 9110, section 15.5.1',
  },
  'missing-name-other-status': {
    title: "No name was sent, but the status doesn't say so",
    why: 'A status from 400 to 499 says that the client should change something, and 400 is the '
      + 'general one. 5xx says that the server failed, so the client may try the same again.',
    hint: 'Which status says that the request itself is wrong?',
    read: 'RFC 9110, section 15.5.1',
  },
  'wrong-error': {
    title: "No name was sent, but the body doesn't say what is missing",
    why: 'The status says that something is wrong with the request. The field error says what, so '
      + 'that someone can fix it.',
    hint: 'Compare the two bodies. Which field should contain the sentence?',
    read: 'lesson:hello-http',
  },
  'unknown-path-not-404': {
    title: "There's nothing at this path, but you didn't send a 404",
    why: 'Anyone who mistypes a URL should learn that it leads nowhere. With a success, it would '
      + 'be bookmarked, linked and indexed.',
    hint: 'What does your program send if no condition matches? Does a condition match too much?',
    read: 'RFC 9110, section 15.5.5',
  },
  'answers-mixed-up': {
    title: "Fifty clients sent a request at once, and one of them didn't get its own greeting",
    why: "While one request waits for its body, others are served. A request's data must not be "
      + "where other requests write, or clients get to read each other's data.",
    hint: 'Which variables are outside the function that runs for each request?',
    read: 'lesson:tcp-is-a-stream',
  },
  'visitors-wait-in-line': {
    title: 'While one client is greeted, no other client is served',
    why: 'Your program works on one greeting for so long that everyone else has to wait. In Node, '
      + 'one thread serves all clients.',
    hint: 'Which line takes that long: a loop, a call whose name ends in Sync, a sleep?',
    read: 'lesson:hello-http',
  },
  'bodies-one-by-one': {
    title: 'A client got its response only after another client had sent its whole body',
    why: 'Some bodies arrive slowly, and some never do. If a server reads one body after another, '
      + 'a single slow client holds up everyone.',
    hint: 'Does your program wait for the body of one request before it reads the next? In Python: '
      + 'is it a ThreadingHTTPServer?',
    read: 'lesson:tcp-is-a-stream',
  },
  'visitors-turned-away': {
    title: 'Fifty clients sent a request at once, and one of them got no response',
    why: 'If a server finishes with one client before it accepts the next, the others have to '
      + 'wait, and the system refuses them when the queue is full. In Python, it has five places.',
    hint: 'Does your server wait for the body of one request before it accepts the next? In '
      + 'Python: is it a ThreadingHTTPServer, and what is its request_queue_size?',
    read: 'lesson:hello-http',
  },
  'name-refused': {
    title: "A name was sent, but your response says that it's missing",
    why: 'Names can contain spaces, quotes and letters of any script. JSON can be written with '
      + 'spaces and line breaks, and with other fields in any order.',
    hint: 'How do you find the name: with a JSON parser, or with a pattern? '
      + 'Which names does your condition refuse?',
    read: 'RFC 8259, section 2',
  },
  'name-changed': {
    title: "The name in the greeting isn't the one that was sent",
    why: 'A greeting contains the name exactly as it was sent, with all its words and quotes.',
    hint: 'Compare the two names. What happens to a quote, to a second word, or to a name that is '
      + 'inside another object?',
    read: 'lesson:hello-http',
  },
  'greeted-another': {
    title: "A second client was greeted with a name that it didn't send",
    why: 'Nothing of one request may be left over when the next one arrives.',
    hint: 'Where does the name in your greeting come from: this request, or something that was '
      + 'kept or hard-coded?',
    read: 'lesson:hello-http',
  },
  'pieces-broken': {
    title: 'A body that arrived byte by byte got a wrong greeting, or none',
    why: 'Bodies arrive in pieces of any size. A character such as ë is two bytes, and they can be '
      + 'in two pieces.',
    hint: 'When do bytes become text: piece by piece, or once all of them have arrived?',
    read: 'lesson:tcp-is-a-stream',
  },
  'broken-body-not-refused': {
    title: "A body without a name, or one that isn't JSON, wasn't refused with a 400",
    why: "Anyone can send such a body. It's the client's mistake, so 5xx is wrong. There's nobody "
      + 'to greet, so a success is wrong too.',
    hint: 'What does your program do if the JSON parser throws an error, or returns null?',
    read: 'RFC 9110, section 15.5.1',
  },
  'any-method-answered': {
    title: "A method that this API doesn't have got a success",
    why: 'A client that sends DELETE and gets a 200 believes that something was deleted.',
    hint: 'Does your condition name the method?',
    read: 'RFC 9110, section 15.5.6',
  },
  ...pageFindings,
} as const satisfies Record<string, Finding>
