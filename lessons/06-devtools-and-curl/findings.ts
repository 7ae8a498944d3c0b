// The mistakes that this lesson knows: a request that is missing, or another part of it than asked.

import type { Finding } from '../../src/course/check/finding.ts'

export const findings = {
  'tasks-not-read': {
    title: 'Your program never asked for /tasks',
    why: 'The values are new in each run. Whoever does not ask cannot know them.',
    hint: 'Which address does the program get as its first word?',
    read: 'lesson:devtools-and-curl',
  },
  crashed: {
    title: 'Your program ended with an error before all requests were sent',
    why: 'An error that nobody catches ends the program, and the lines below it never run.',
    hint: 'What does the error say? Did a line before it use something that was still on its way?',
    read: 'lesson:devtools-and-curl',
  },
  'request-missing': {
    title: 'One of the four requests did not arrive',
    why: 'The server waited for it until your program had ended.',
    hint: 'Compare what was asked for with what came. Which line of your program sends this one?',
    read: 'lesson:devtools-and-curl',
  },
  'wrong-path': {
    title: 'A request arrived at another address than it should',
    why: 'The path says what a request is about. At another path the server has something else, or '
      + 'nothing, and answers 404.',
    hint: 'Compare the two addresses letter by letter.',
    read: 'RFC 3986, section 3.3',
  },
  'query-missing': {
    title: 'The search came without its word',
    why: 'Without the query the server answers with all the books that it has.',
    hint: 'What stands behind the question mark of the address that you sent?',
    read: 'RFC 3986, section 3.4',
  },
  'wrong-parameter': {
    title: 'The search word came under another name than search',
    why: 'A server looks for the names that it knows. It ignores the others, without a word.',
    hint: 'What stands between the question mark and the equals sign?',
    read: 'RFC 3986, section 3.4',
  },
  'value-not-encoded': {
    title: 'The search word arrived cut off or changed',
    why: 'An & ends a value and a + is a space, so such signs must be written in code.',
    hint: 'What is "red & blue" in a query? Let encodeURIComponent tell you.',
    read: 'RFC 3986, section 2.1',
  },
  'encoded-twice': {
    title: 'The search word was encoded twice',
    why: 'The server decodes it once, and looks for books about %20.',
    hint: 'How often does your word go through encodeURIComponent or URLSearchParams?',
    read: 'RFC 3986, section 2.4',
  },
  'another-word': {
    title: 'You searched for another word than the one that /tasks told',
    why: 'The words are new in each run. The examples in the comments are only examples.',
    hint: 'Which field of the tasks holds the word? What does your program take?',
    read: 'lesson:devtools-and-curl',
  },
  'get-with-a-body': {
    title: 'You gave a body to a GET',
    why: 'A GET says all in its address. fetch refuses to send a body with it, and servers that '
      + 'get one throw it away, or refuse it too.',
    hint: 'Should it be a GET at all: did you name the method? '
      + 'If so, where does a GET carry what it wants to tell?',
    read: 'RFC 9110, section 9.3.1',
  },
  'form-instead-of-json': {
    title: 'You sent a form where JSON was asked for',
    why: 'name=Mira&city=Lyon is another language. Numbers, lists and nesting get lost in it.',
    hint: 'What does curl -d say the type is, when you do not tell it?',
    read: 'lesson:devtools-and-curl',
  },
  'json-without-its-type': {
    title: 'The body is JSON, and Content-Type does not say so',
    why: 'A server does not guess. It takes the bytes for what the header says: plain text.',
    hint: 'Which header names the type of a body, and which type is JSON?',
    read: 'RFC 9110, section 8.3',
  },
  'object-as-text': {
    title: 'The body says [object Object] instead of the user',
    why: 'Only bytes travel. That is what JavaScript makes of an object when a text is wanted, and '
      + 'what was in the object is lost.',
    hint: 'Which function makes JSON of an object?',
    read: 'lesson:hello-http',
  },
  'wrong-body': {
    title: 'The user did not arrive as /tasks told it',
    why: 'The server stores what it gets.',
    hint: 'Compare the bytes of the body with what /tasks said.',
    read: 'lesson:devtools-and-curl',
  },
  'wrong-method': {
    title: 'The address is right, and the method is another',
    why: 'The method is the verb. With another verb the server does something else, or refuses.',
    hint: 'Which method does fetch use when you do not name one? And which one did the task name?',
    read: 'RFC 9110, section 9.3',
  },
  'missing-header': {
    title: 'The header Authorization of GET /me does not hold Bearer and the token',
    why: 'Without it the server does not know who is asking, and answers 401.',
    hint: 'Is the header called Authorization, and does it begin with Bearer and a space?',
    read: 'RFC 6750, section 2.1',
  },
  'wrong-end': {
    title: 'All requests arrived, and your program did not end with the code 0',
    why: 'Whoever started it takes it for failed.',
    hint: 'Which error did it print?',
    read: 'lesson:what-happens-when-you-open-a-url',
  },
} as const satisfies Record<string, Finding>
