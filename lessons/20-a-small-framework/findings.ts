// The mistakes that the check of the notice board names.

export const findings = {
  'route-missing': {
    title: "A request from the lesson's table got another status than the table says",
    why: 'The table in the lesson lists each method and path with the status of its response.',
    hint: 'After a 404 or a 405: is there a route with this method and this path? After a 500: '
      + 'which error did your program print? After another 2xx: which status does the handler set?',
    read: 'lesson:router',
  },
  'wrong-notice': {
    title: "The JSON in the response isn't the notice that was put up",
    why: 'A client reads the notice from this JSON: its id, its title and its text, unchanged. The '
      + 'id is the same in each response.',
    hint: 'Which value does the handler pass to json? Compare it with what the client sent, and '
      + 'with the response to its POST.',
    read: 'lesson:reading-a-body',
  },
  'put-up-twice': {
    title: 'One POST put up several notices',
    why: 'Each POST is one notice. The client learns about only one of them, and can remove only '
      + 'that one.',
    hint: 'How often does your program call addNotice for one request?',
    read: 'lesson:methods',
  },
  'no-location': {
    title: "The 201 doesn't say where the new notice is",
    why: 'A client follows Location to what it has created. Without it, it has to guess the URL.',
    hint: 'Which path does GET take for this notice, and which header tells it to the client? A '
      + 'whole URL needs the port that the client used, too.',
    read: 'RFC 9110, section 15.3.2',
  },
  'new-notice-not-found': {
    title: 'The path in Location, asked for at once, gets a 404',
    why: 'A client that has created something uses the path in Location from then on.',
    hint: 'What is in context.params when the handler of GET runs? Who puts it there?',
    read: 'lesson:router',
  },
  'not-removed': {
    title: 'A notice was still there after a DELETE that got a 2xx',
    why: 'A success tells the client that the notice is gone.',
    hint: 'Which notice does the handler of DELETE remove? What is in params?',
    read: 'lesson:methods',
  },
  'body-after-204': {
    title: 'A 204 has a body',
    why: 'A 204 never has a body. On a connection that stays open, a client takes what comes after '
      + 'its head for the next response.',
    hint: 'Which line sends the body, and which status does it go with?',
    read: 'RFC 9110, section 15.3.5',
  },
  'bystander-changed': {
    title: 'A request for one notice changed another one',
    why: 'A request may change only the notice that its path names.',
    hint: 'Does the handler use the id from the path? And can a new notice get the id of another?',
    read: 'lesson:urls-and-parameters',
  },
  'stored-after-refusal': {
    title: 'A POST was refused, and its notice was put up all the same',
    why: 'A client that gets a 4xx corrects its request and sends it again. Then there are two '
      + 'notices.',
    hint: 'In which order does the handler check the body and store the notice?',
    read: 'lesson:status-codes',
  },
  'not-a-page': {
    title: "The response to GET / isn't an HTML page",
    why: 'A browser shows a page only if Content-Type says text/html. Otherwise it may show the '
      + 'source, or download it.',
    hint: 'Which function of reply.ts makes a reply from Html?',
    read: 'lesson:hello-http',
  },
  'notice-not-shown': {
    title: 'The title or text of a notice is missing on the page, or has changed',
    why: 'People read the board on this page: the title and the text of every notice.',
    hint: 'Which notices does the page get, and when: at the start, or for each request? Is each '
      + 'text escaped once?',
    read: 'lesson:html-without-xss',
  },
  unescaped: {
    title: 'Text from a notice became markup on the page',
    why: 'Anyone who puts up a notice can run scripts in the browsers of all readers.',
    hint: 'Does each value go through the tag html as text? And are there quotes around each value '
      + 'in an attribute?',
    read: 'lesson:html-without-xss',
  },
  'query-in-the-path': {
    title: 'A path that works got another status with a query after it',
    why: 'A route is chosen by the path. The query is for its handler.',
    hint: 'Which part of the target do you look up in the router?',
    read: 'lesson:urls-and-parameters',
  },
  'missing-404': {
    title: "A request for something that isn't there didn't get a 404",
    why: 'A client must be able to tell that there is nothing at a URL.',
    hint: 'Which part of your program throws the 404 for this path: app.ts, or findNotice? Does '
      + 'its status reach the client unchanged?',
    read: 'RFC 9110, section 15.5.5',
  },
  'missing-405': {
    title: "A method that a path doesn't have didn't get a 405",
    why: '404 says that there is nothing here. 405 says that another method would work.',
    hint: 'findMatches returns the routes for a path, with any method. What do you do if it '
      + 'returns some, but none with this method?',
    read: 'RFC 9110, section 15.5.6',
  },
  'no-allow': {
    title: "The Allow header of a 405 isn't the list of the methods that the path has",
    why: 'A 405 must have the header Allow, a list such as GET, POST. It tells the client which '
      + 'methods would work.',
    hint: "Which methods do the matches for this path have? Does errorReplies use the error's "
      + 'headers?',
    read: 'RFC 9110, section 10.2.1',
  },
  'head-differs': {
    title: 'HEAD got another status than GET',
    why: 'HEAD asks for what GET would send, without the body. Link checkers use it.',
    hint: 'Which route does a HEAD request go to? And what does HTTP say about Range in a request '
      + "that isn't a GET?",
    read: 'RFC 9110, section 9.3.2',
  },
  'head-has-body': {
    title: 'The response to HEAD has a body',
    why: 'HEAD asks for the head alone. On a connection that stays open, a client takes what comes '
      + 'after it for the next response.',
    hint: 'Which line sends the body, and does it look at the method? In Node, response.end does.',
    read: 'RFC 9110, section 9.3.2',
  },
  'no-problem': {
    title: "The response to an error wasn't a problem document",
    why: 'A program reads the same members, status and detail, from every error of your server.',
    hint: 'Which middleware turns what was thrown into a reply, and which function of errors.ts '
      + 'helps?',
    read: 'RFC 9457, section 3',
  },
  'bad-body-accepted': {
    title: 'A body that must be refused was accepted',
    why: 'What is stored here is shown to everybody, and later code relies on its fields. Another '
      + 'type may mean something else, and a body without a limit can fill the memory.',
    hint: 'Which function of body.ts reads and checks the body? Which limits does it have?',
    read: 'lesson:reading-a-body',
  },
  'wrong-refusal': {
    title: 'A bad body was refused with a status that means something else',
    why: "400 is for a body that can't be read, 415 for another type, 413 for too many bytes.",
    hint: 'Does the status of an HttpError reach the client unchanged?',
    read: 'lesson:reading-a-body',
  },
  'server-blamed': {
    title: 'You sent a 5xx for a mistake of the client',
    why: 'A 5xx says that the same request can work later, so clients send it again.',
    hint: 'Does errorReplies run for this request? What does it do with an HttpError, and does it '
      + 'wait for next()?',
    read: 'RFC 9110, section 15.6',
  },
  'good-body-refused': {
    title: 'A valid notice was refused',
    why: 'A client may send 16,384 bytes, with any characters in its title and text. Its type may '
      + 'be written in capitals, and have a parameter.',
    hint: 'Which line refuses it, and what does that line check: the parsed value, or a promise? '
      + 'Is the limit in bytes?',
    read: 'lesson:reading-a-body',
  },
  'bug-not-a-500': {
    title: "GET /broken didn't get a 500",
    why: 'Its handler throws. A bug must not look like a success, or like a mistake of the client.',
    hint: "Is the route there? What does errorReplies do with an error that isn't an HttpError?",
    read: 'RFC 9110, section 15.6.1',
  },
  'bug-told': {
    title: 'The response to GET /broken contains the error message',
    why: 'Error messages may contain paths, queries and passwords. Strangers can read them here.',
    hint: 'Which text does your 500 have: your own words, or error.message?',
    read: 'lesson:middleware',
  },
  'no-request-id': {
    title: "A response doesn't have an X-Request-Id",
    why: 'Someone who reports an error quotes this id, so errors need it most of all.',
    hint: 'In which order are the middlewares around the handler? Which of them sees errors?',
    read: 'lesson:middleware',
  },
  'same-request-id': {
    title: 'Two responses had the same X-Request-Id',
    why: 'Then the id says nothing about which of the two requests is meant.',
    hint: 'When is the id made, and which variable has it? Do two requests at once share this one?',
    read: 'lesson:middleware',
  },
  'strange-path-500': {
    title: 'A strange path got a 5xx',
    why: "decodeURIComponent throws for %zz, and new URL for //. That's the client's mistake.",
    hint: 'Where is target read for the first time: inside errorReplies, or outside?',
    read: 'lesson:urls-and-parameters',
  },
} as const
