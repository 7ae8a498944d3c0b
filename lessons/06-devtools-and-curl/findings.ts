// The mistakes that this lesson knows: a request that is missing, a part of it that isn't as asked,
// or more than was asked for.

import type { Finding } from '../../src/course/check/finding.ts'

export const findings = {
  'tasks-not-read': {
    title: 'Your program never requested /tasks',
    why: "The values are new in each run. Without that request, your program can't know them.",
    hint: 'The URL of the server is the first argument of your program. Where do you use it?',
    read: 'lesson:devtools-and-curl',
  },
  crashed: {
    title: 'Your program ended with an error before it had sent all requests',
    why: 'An error that nothing catches ends the program, so the lines after it never ran.',
    hint: 'What does the error say? Did you use something before it had arrived?',
    read: 'lesson:devtools-and-curl',
  },
  'request-missing': {
    title: 'One of the four requests never arrived',
    why: 'The server waited for it until your program ended.',
    hint: 'Compare what was expected with what came. Which line of your program sends it?',
    read: 'lesson:devtools-and-curl',
  },
  'wrong-path': {
    title: 'A request arrived with the wrong path',
    why: 'The path says what the request is about. At another path, the server has something else, '
      + 'or nothing.',
    hint: 'Compare the two paths letter by letter.',
    read: 'RFC 3986, section 3.3',
  },
  'verb-in-the-path': {
    title: 'The method arrived as a part of the path',
    why: 'A server reads the method from the first word of the request. At this path, it has '
      + 'nothing.',
    hint: 'Which property of the second argument of fetch sets the method?',
    read: 'RFC 9110, section 9.1',
  },
  'query-missing': {
    title: 'GET /books came without the search text',
    why: 'Without a query, a server sends the whole list.',
    hint: 'What comes after the question mark in the URL that you request?',
    read: 'RFC 3986, section 3.4',
  },
  'wrong-parameter': {
    title: "The search text came in a parameter that isn't called search",
    why: "A server reads the parameters that it knows, and most ignore all others. So you'd get "
      + 'the whole list and no error.',
    hint: 'What is between the question mark and the equals sign?',
    read: 'RFC 3986, section 3.4',
  },
  'surplus-parameter': {
    title: 'The query contains more than the one parameter search',
    why: 'If a name comes twice, some servers take the first value and others the last. And if the '
      + 'server knows the other name, it changes the result.',
    hint: 'Look at the query that was sent: which part of it did no task ask for?',
    read: 'lesson:devtools-and-curl',
  },
  'value-not-encoded': {
    title: 'The search text was cut off or changed: some characters were not percent-encoded',
    why: 'In a query, & starts the next parameter, # ends the part that is sent, and % starts a '
      + 'code. Most servers read + as a space. To send such a character itself, write its code.',
    hint: 'What is "red & blue" in a query? Try encodeURIComponent in the console.',
    read: 'RFC 3986, section 2.1',
  },
  'encoded-twice': {
    title: 'The search text was encoded twice',
    why: 'The server decodes it once, and then searches for a text with %20 in it.',
    hint: 'How many functions encode the text? URLSearchParams is one of them.',
    read: 'RFC 3986, section 2.4',
  },
  'value-changed': {
    title: 'The search text arrived, but some of its characters are different',
    why: 'A search for another text has another result.',
    hint: 'Compare the two texts. Which function in your program changes or drops characters?',
    read: 'lesson:devtools-and-curl',
  },
  'another-word': {
    title: "You searched for a text that isn't the one in /tasks",
    why: 'The values are new in each run. Those in the comments are only examples.',
    hint: 'Which field of the tasks has the search text? Which one do you send?',
    read: 'lesson:devtools-and-curl',
  },
  'get-with-a-body': {
    title: 'You gave a body to a GET',
    why: 'The body of a GET has no defined meaning. fetch refuses to send it, and servers '
      + 'ignore it or refuse the request.',
    hint: 'Did you mean another method? If not, which part of the URL has the parameters?',
    read: 'RFC 9110, section 9.3.1',
  },
  'form-instead-of-json': {
    title: 'You sent a form, and the server asked for JSON',
    why: 'A form is another format: name=Mira&city=Lyon. Lists, numbers and nested values get lost '
      + 'in it.',
    hint: 'Which Content-Type does your request have, and who chose it?',
    read: 'lesson:devtools-and-curl',
  },
  'json-without-its-type': {
    title: 'The body is JSON, but Content-Type says something else',
    why: 'The header tells the server how to read the bytes. Many servers refuse JSON that is '
      + 'declared as plain text.',
    hint: 'Which header names the type of a body, and what is the type of JSON called?',
    read: 'RFC 9110, section 8.3',
  },
  'object-as-text': {
    title: 'The body says [object Object], and the user is lost',
    why: 'A body is bytes. When JavaScript needs a string and gets an object, it makes this text.',
    hint: 'Which function turns an object into JSON?',
    read: 'lesson:hello-http',
  },
  'not-json': {
    title: "The body of POST /users isn't JSON",
    why: 'In JSON, names and strings are in double quotes, and some characters in them need a '
      + 'backslash. A server refuses what it cannot parse.',
    hint: 'Look at the body that was sent. Which function would have written it for you?',
    read: 'RFC 8259, section 7',
  },
  'json-of-json': {
    title: 'The user was turned into JSON twice',
    why: 'The server parses the body once, and gets a string instead of a user.',
    hint: 'How often does the user pass through JSON.stringify?',
    read: 'lesson:devtools-and-curl',
  },
  'body-cut-off': {
    title: 'The body was cut off, because Content-Length is too small',
    why: 'The server reads as many bytes as Content-Length says. It takes the rest for the start '
      + 'of the next request.',
    hint: 'Is the length counted in characters or in bytes? In UTF-8, an ë is two bytes.',
    read: 'RFC 9112, section 6.3',
  },
  'wrong-body': {
    title: "The user that arrived isn't the one in /tasks",
    why: 'The server stores what it gets.',
    hint: 'Compare the fields of the body with those of the user in /tasks.',
    read: 'lesson:devtools-and-curl',
  },
  'wrong-method': {
    title: 'A request has the right path and the wrong method',
    why: 'The same path with another method is another request: it reads where it should delete.',
    hint: "Which method does fetch use when you don't name one? Which one did the task name?",
    read: 'RFC 9110, section 9.1',
  },
  'missing-header': {
    title: "The Authorization header of GET /me isn't Bearer and the token",
    why: "Without it, the server doesn't know who sent the request, and responds with 401.",
    hint: 'Is the header called Authorization? Does its value start with Bearer and one space?',
    read: 'RFC 6750, section 2.1',
  },
  'token-in-another-place': {
    title: 'The token was also sent outside the Authorization header',
    why: 'URLs end up in logs, in the history and in the Referer header. Anyone who reads the '
      + 'token there can act in your name.',
    hint: 'Search your program for the token. Where do you use it, except in Authorization?',
    read: 'RFC 6750, section 5.3',
  },
  'surplus-request': {
    title: 'Your program sent a change that nobody asked for',
    why: 'POST and DELETE change something on the server. A second user or a deleted link that '
      + 'should still be there is hard to undo.',
    hint: 'Which line of your program sends this request? Does it run more than once?',
    read: 'lesson:devtools-and-curl',
  },
  'wrong-end': {
    title: 'All requests arrived, but your program did not end with the code 0',
    why: 'Any other code means that it failed, so a script that runs it stops there.',
    hint: 'Which error did it print? Or what is it still waiting for?',
    read: 'lesson:what-happens-when-you-open-a-url',
  },
} as const satisfies Record<string, Finding>
