// The mistakes that this lesson knows: a reply that is never ended, headers that are forgotten or
// misplaced, a missing name that is answered as if all were well.

import type { Finding } from '../../src/course/check/finding.ts'

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
    title: 'A header stands where the reason of the status should be',
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
    hint: 'In which order do setHeader, writeHead and end stand in your function?',
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
    title: 'The body is no JSON',
    why: 'The client hands the body to its JSON reader, and that throws at the first letter that '
      + 'does not fit.',
    hint: 'Did you write the braces and quotes by hand? JSON wants double quotes around names.',
    read: 'RFC 8259',
  },
  'method-not-looked-at': {
    title: 'POST /hello gets the answer of GET /hello',
    why: 'One address can do several things. The method says which of them is meant.',
    hint: 'Does your condition look at request.method as well as at the address?',
    read: 'lesson:hello-http',
  },
  'name-not-read': {
    title: 'A name was sent, and your program did not find it',
    why: 'The name lies in the body of the request, which comes after the head, as JSON.',
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
      + '5xx means: we failed, try again. That client would try for ever.',
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
    why: 'Whoever mistypes an address must learn that it leads nowhere. A success in its place is '
      + 'kept, linked and indexed.',
    hint: 'Which answer is left when no condition fits? Does one of them fit too much?',
    read: 'RFC 9110, section 15.5.5',
  },
  'query-taken-for-path': {
    title: 'The page is found without a query, and lost with one',
    why: 'What follows a question mark belongs to the address, but not to the path. Here it brings '
      + 'the name.',
    hint: 'With what do you compare request.url? What is in it behind the question mark?',
    read: 'RFC 3986, section 3.4',
  },
  'answers-mixed-up': {
    title: 'Fifty asked at once, and one of them did not get its own answer',
    why: 'While one request waits for its body, others are served. What belongs to one request '
      + 'must not lie where the others write, or visitors read what is not theirs.',
    hint: 'Which variables stand outside of the function that is called for each request?',
    read: 'lesson:tcp-is-a-stream',
  },
  'visitors-turned-away': {
    title: 'Fifty asked at once, and one of them got no answer',
    why: 'A server that talks to one client until it is done lets all others wait at the door, and '
      + 'the system turns them away when too many stand there. In Python, only five may.',
    hint: 'Does your server wait for the body of one request before it takes the next? In Python: '
      + 'is it a ThreadingHTTPServer, and what is its request_queue_size?',
    read: 'lesson:hello-http',
  },
  'page-that-never-asks': {
    title: 'The page does not call the API',
    why: 'The page should send its own requests and show what comes back. That is how the pages of '
      + 'most services work, and you can watch them do it in the next lesson.',
    hint: 'Which function sends a request from a script? What did your script do with the answer?',
    read: 'https://developer.mozilla.org/en-US/docs/Web/API/Window/fetch',
  },
  'answer-not-on-the-page': {
    title: 'A browser opened the page, and what the API said is not on it',
    why: 'The page was loaded, its script ran and came to rest. '
      + 'What you see below is what a visitor sees then.',
    hint: 'What does the script wait for? Is it the answer that you show, or the promise of one?',
    read: 'https://developer.mozilla.org/en-US/docs/Web/API/Response',
  },
} as const satisfies Record<string, Finding>
