// The mistakes that this lesson knows: in the chain, in the time, in errors, and at the door.

import type { Finding } from '../../src/course/check/finding.ts'

const own = 'lesson:middleware'

export const findings = {
  'forgotten-next': {
    title: "A request that nobody refused didn't get its handler's response",
    why: 'A middleware that neither responds nor calls next loses the request.',
    hint: 'Does every path through each middleware return a reply, or what next() returns?',
    read: own,
  },
  'guard-asks-everywhere': {
    title: 'A page other than /admin was refused with 401 or 403',
    why: 'The guard is around all handlers, so it has to let every other path pass.',
    hint: 'For which paths does your guard look at the key?',
    read: own,
  },
  'works-only-once': {
    title: "The first request passed through the whole chain, and the same request after it didn't",
    why: 'What counts the calls of next belongs to one request. If all requests share it, the '
      + 'chain is used up.',
    hint: 'Which variables of compose are made once, and which for each request?',
    read: own,
  },
  'middleware-not-run': {
    title: "The handler's response came back without the request id of the first middleware",
    why: "The first function in the list didn't run, or the reply that it returned was lost. "
      + 'Without the id, nobody finds the lines in the log that belong to this response.',
    hint: 'Does your compose begin with the first middleware, and return the reply of that one?',
    read: own,
  },
  'id-used-twice': {
    title: 'Two responses have the same request id',
    why: 'The id is there to tell requests apart.',
    hint: 'When is the id made: for each request, or once?',
    read: own,
  },
  'reversed-order': {
    title: 'The middleware functions run in another order than they are listed',
    why: 'The first of the list is the outermost. A guard inside the handler guards nothing.',
    hint: 'With which index does compose begin, and does it count up or down?',
    read: own,
  },
  'wrong-trace': {
    title: "X-Trace doesn't list each middleware once on the way in and once on the way out",
    why: 'Each function in the list runs once for each request, even if it is refused inside.',
    hint: 'For which requests does your chain skip a middleware, or the handler? An error that is '
      + 'thrown skips what is between the throw and the catch, on the way out.',
    read: own,
  },
  'no-timing': {
    title: 'The response has no Server-Timing with a duration such as total;dur=60.1',
    why: 'The browser shows the header Server-Timing in its developer tools: total;dur= and the '
      + 'milliseconds.',
    hint: 'Is the header set on the reply that next returned? Is there only a number after dur=?',
    read: 'https://www.w3.org/TR/server-timing/',
  },
  'missing-await': {
    title: 'Server-Timing says less time than the handler took',
    why: 'next() returns a promise at once. The reply is there when the promise is fulfilled, so '
      + 'you have to wait for it before you look at the clock again.',
    hint: 'What is between the two calls of performance.now(): the start of the work, or its end '
      + 'too? And is the difference in milliseconds?',
    read: own,
  },
  'time-too-long': {
    title: 'Server-Timing says more time than the whole request took',
    why: 'It should say how long this request took: neither the time since the start of the '
      + 'program, nor a fixed number.',
    hint: 'When does your clock start?',
    read: own,
  },
  'wrong-unit': {
    title: "The time in Server-Timing isn't in milliseconds",
    why: 'The standard says that dur is in milliseconds, and browsers show it as that.',
    hint: 'Which unit does your clock have?',
    read: 'https://www.w3.org/TR/server-timing/#dfn-duration',
  },
  'time-of-another-request': {
    title: 'While a second request came in, the time of the first one was wrong',
    why: 'A server has many requests at once. If they share a variable, the second one overwrites '
      + 'what the first one needs.',
    hint: 'Where do you keep the time at which a request started?',
    read: own,
  },
  crashed: {
    title: 'Nothing caught an error, and the server ended',
    why: 'A try covers only what happens before the function returns: a promise that is returned '
      + 'without await fails later. And errors catches nothing that is thrown further outside, '
      + 'such as by compose itself.',
    hint: 'Which line threw? Is it further inside than errors, and is there an await in the try?',
    read: own,
  },
  'error-not-answered': {
    title: "An error was thrown inside, and the status isn't 500",
    why: 'A 5xx says that the server failed and not the client. A program may try again later.',
    hint: 'Which status does your error middleware send?',
    read: 'RFC 9110, section 15.6.1',
  },
  'error-told-to-strangers': {
    title: 'Your response tells what the error says',
    why: 'Messages and stack traces tell strangers about files, tables and passwords. They belong '
      + 'in the log.',
    hint: 'What does the client need to know, and what do only you need to know? Look at the '
      + 'headers too.',
    read: 'lesson:status-codes',
  },
  'error-without-id': {
    title: 'A response to an error has no request id',
    why: 'It is the response that people will ask you about. So errors have to be caught further '
      + 'inside than where the id is set.',
    hint: 'Does the reply of the error middleware still pass through requestId and timing?',
    read: own,
  },
  'sent-twice': {
    title: 'One request was handled twice',
    why: 'A middleware called next twice, and compose let it happen. With an order or a payment in '
      + 'the handler, somebody pays twice.',
    hint: 'How can run(index) know that this index was reached before?',
    read: own,
  },
  'requests-mixed-up': {
    title: 'Requests passed through the chain at the same time, and one of them failed',
    why: 'Middleware can wait before it calls next, and then another request comes in between. '
      + 'What counts the calls of next must belong to one request.',
    hint: 'Which variables of your compose do two requests share?',
    read: own,
  },
  'middleware-left-out': {
    title: 'A list has eight middleware functions, and not each of them ran once',
    why: 'A chain runs every function of its list once, however long the list is.',
    hint: 'For how many functions does your compose work?',
    read: own,
  },
  'handler-not-run': {
    title: "A middleware called next, and the handler behind it didn't run",
    why: 'Only the second call of next is a mistake. The first one has to run the handler.',
    hint: 'What does the first call of next do in your compose?',
    read: own,
  },
  'guard-lets-in': {
    title: 'The page at /admin came back without the key',
    why: "A guard that doesn't respond instead of the handler guards nothing.",
    hint: 'Does your guard return its own reply, or does it go on to next() all the same?',
    read: own,
  },
  'wrong-key-accepted': {
    title: 'The page at /admin came back for a wrong key',
    why: 'Only the key itself is right: not one that contains it, and not any text.',
    hint: 'How does your guard compare the key?',
    read: own,
  },
  'guard-runs-handler': {
    title: 'The guard refused the request, but the handler ran',
    why: 'A refusal that comes after the work is too late: the handler has already done what was '
      + 'not allowed.',
    hint: 'Does your guard call next before it decides?',
    read: own,
  },
  'refused-otherwise': {
    title: "Without the key, /admin wasn't refused with 401 or 403",
    why: 'A 401 tells the client that a key is missing. Other statuses tell it something else.',
    hint: 'Which status does your guard send, and does it return its reply or throw?',
    read: 'RFC 9110, section 15.5.2',
  },
  'key-told': {
    title: 'Your refusal contains the key',
    why: 'Anyone can ask without a key, and then knows it.',
    hint: 'What is in the body and the headers of your 401?',
    read: own,
  },
  'guard-keeps-out': {
    title: "The right key was sent, and the page at /admin didn't come back",
    why: 'If you have the key, you have to get in, whatever others sent before.',
    hint: 'The key is in the header X-Key. What do you compare it with?',
    read: own,
  },
} as const satisfies Record<string, Finding>
