// The mistakes that the check of the first lesson of the shortener names.

import type { Tools } from '../../src/course/check/check.ts'
import { followFindings } from './followFindings.ts'

export type FirstTools = Tools<keyof typeof findings>

export const findings = {
  'not-created': {
    title: 'POST /api/links with a good target did not get a 201',
    why: '201 says that something new has a URL now. A client that gets another status does not '
      + 'know whether its link was made.',
    hint: 'After a 404: is the route added to the router? After another status: which line of your '
      + 'handler sets it?',
    read: 'RFC 9110, section 15.3.2',
  },
  'good-target-refused': {
    title: 'POST /api/links refused a good target',
    why: 'Every URL that starts with http:// or https:// can be a target. With what is around it '
      + 'in the JSON, this one is far below the limits.',
    hint: 'Does your handler await the body, and read the member target? Which line refuses this '
      + 'text? Some URLs have capitals, a port, or more than 1,500 characters.',
    read: 'lesson:create-and-redirect',
  },
  'post-failed': {
    title: 'A POST with a good target made your program fail',
    why: 'A 5xx says that something went wrong in your program. The client cannot know whether its '
      + 'link was made.',
    hint: 'Which error did your program print? Does each value fit the type of its column, and is '
      + 'the slug a new one?',
    read: 'lesson:status-codes',
  },
  'not-json': {
    title: 'The response to a new link does not say that it is JSON',
    why: 'A client looks at Content-Type before it reads the body. Without application/json, fetch '
      + 'and others treat it as text.',
    hint: 'Which function of reply.ts sets this header?',
    read: 'lesson:headers-and-negotiation',
  },
  'wrong-link': {
    title: 'The JSON of a new link lacks its slug, its short URL or its target',
    why: 'The program that made the link reads all three from this JSON. A slug has 1 to 50 '
      + 'letters, digits, - or _.',
    hint: 'Which object does your handler give to json? Compare its members with the text.',
    read: 'lesson:create-and-redirect',
  },
  'target-changed': {
    title: 'The target in the JSON is another URL than the one that was sent',
    why: 'Every character of the target matters, in the query and in the fragment, too. The URL '
      + 'parser may write it in another way, but it stays the same URL.',
    hint: 'Which parts of the URL do you keep? Does something encode or decode it once more?',
    read: 'lesson:urls-and-parameters',
  },
  'same-slug': {
    title: 'Two links got the same slug',
    why: 'Every POST makes a link of its own, even for a target that was sent before: each of '
      + 'the two links can be changed later, and its clicks are counted separately.',
    hint: 'What is the slug of a new link made of, and does it change from one link to the next?',
    read: 'lesson:create-and-redirect',
  },
  'not-made-together': {
    title: 'Of five links that were requested at the same time, one was not made correctly',
    why: 'While one request waits, for its body or for anything else, your program handles others. '
      + 'Each of them has to get a 201 with its own slug and its own target.',
    hint: 'Does your handler choose a slug, wait, and then insert it? Does it keep something in a '
      + 'variable outside the handler?',
    read: 'lesson:transactions',
  },
  'wrong-short-url': {
    title: 'The short URL is not the public origin, a slash and the slug',
    why: 'People copy shortUrl and send it to others, so it must work as it is.',
    hint: 'Which setting says how the URL begins? What is between it and the slug?',
    read: 'lesson:create-and-redirect',
  },
  'no-location': {
    title: 'The 201 does not say where the new link is',
    why: 'A client follows Location to what it has created. Without it, it has to guess the URL.',
    hint: 'Under which path does the API show this link? Is the header there?',
    read: 'RFC 9110, section 15.3.2',
  },
  'location-leads-elsewhere': {
    title: 'The Location of the 201 does not lead to the link as JSON',
    why: 'The URL in Location is for the program that made the link: it reads the link there.',
    hint: 'Does Location begin with a slash, and name /api/links/ and the slug?',
    read: 'RFC 9110, section 10.2.2',
  },
  'not-shown': {
    title: 'GET /api/links/… does not show the link that was just made',
    why: 'The row must be in the table before the 201 is sent, so the next request finds it. The '
      + 'JSON is the same for both.',
    hint: 'Is there a route for this path? What does it look up, and does it send the same members '
      + 'as the 201? Does the insert run before the response?',
    read: 'lesson:create-and-redirect',
  },
  ...followFindings,
  'head-differs': {
    title: 'HEAD got another status or Location than GET',
    why: 'HEAD asks for what GET would send, without the body. Link checkers use it.',
    hint: 'Which route does HEAD go to? If the check sent Range: is it ignored for HEAD?',
    read: 'RFC 9110, section 9.3.2',
  },
  'head-has-body': {
    title: 'The response to HEAD has a body',
    why: 'HEAD asks for the head alone. On a connection that stays open, a client takes what comes '
      + 'after it for the next response.',
    hint: 'Which line sends the body, and does it look at the method? In Node, response.end does.',
    read: 'RFC 9110, section 9.3.2',
  },
  'not-404': {
    title: 'An unknown slug got a response as if it were a link',
    why: 'A visitor with a typo lands on another target. If a quote in the path is enough, '
      + 'the text has become part of the SQL.',
    hint: 'Does the statement compare the whole slug with a parameter? What does the handler do '
      + 'when there is no row?',
    read: 'lesson:sql-injection',
  },
  'wrong-status-for-a-miss': {
    title: 'An unknown slug got another status than 404',
    why: '404 says that there is nothing at this URL. A 200 says that here it is, a 410 that there '
      + 'was a link once, and a 5xx that your server is broken.',
    hint: 'What does the statement give when there is no row, and what does the handler do then?',
    read: 'RFC 9110, section 15.5.5',
  },
  'bad-target-accepted': {
    title: 'Something that is not a web address became the target of a link',
    why: 'The link leads nowhere, and only its visitors notice. A client that gets a 2xx does not '
      + 'look again.',
    hint: 'What does the URL parser say about this text, and which schemes do you allow? Is it a '
      + 'text at all?',
    read: 'lesson:urls-and-parameters',
  },
  'bad-body-accepted': {
    title: 'A body that is too large, of another type, or not UTF-8 or JSON was accepted',
    why: 'Without a limit, one client can fill your memory. And bytes that are read wrongly become '
      + 'another URL than the one that was sent.',
    hint: 'Which function of framework/body.ts reads the body, and what does it refuse?',
    read: 'lesson:reading-a-body',
  },
  'wrong-refusal': {
    title: 'A bad request was refused with a status that means something else',
    why: '400 is for a body that cannot be read, 415 for another type, 413 for too many bytes, and '
      + '422 (or 400) for a target that cannot be used.',
    hint: 'Does readJson read the body? Does the status of its HttpError reach the client?',
    read: 'lesson:reading-a-body',
  },
  'server-blamed': {
    title: 'You sent a 5xx for a mistake of the client',
    why: 'A 5xx says that your server failed, so clients may send the same request again later. '
      + 'But it can never work.',
    hint: 'Which error did your program print? new URL throws one for a text that is not a URL, '
      + 'and JSON can be null, a number or a list.',
    read: 'RFC 9110, section 15.6',
  },
  'stored-after-refusal': {
    title: 'A POST was refused, and its link is in the table all the same',
    why: 'A client that gets a 4xx corrects its request and sends it again. Then there are two '
      + 'links.',
    hint: 'In which order does your program check the target and insert the row?',
    read: 'lesson:status-codes',
  },
  'good-body-refused': {
    title: 'A body with a good target was refused',
    why: 'Content-Type can have a parameter such as charset, in any case, and a body can have '
      + 'members that this version of your program does not know.',
    hint: 'Which line refuses it? Compare the type without what follows the semicolon.',
    read: 'RFC 9110, section 8.3.1',
  },
  'not-405': {
    title: 'A method that a path does not have did not get a 405 with Allow',
    why: '404 says that there is nothing here. 405 says that another method would work, and Allow '
      + 'which one.',
    hint: 'The framework does this for every route. Which part of your program is in its way?',
    read: 'RFC 9110, section 15.5.6',
  },
  'not-in-the-table': {
    title: 'A link that was made is not in the table links',
    why: 'Each link must be in the file that DATABASE names before the 201 is sent.',
    hint: 'Which statement inserts the link? Is it committed, and are slug and target in their '
      + 'columns?',
    read: 'lesson:sql-and-sqlite',
  },
  'wrong-time': {
    title: 'The number in created_at is not the time of the POST in milliseconds',
    why: 'A number without its unit is read wrongly by the next program: seconds taken for '
      + 'milliseconds are a day in January 1970.',
    hint: 'What does Date.now() give? Which value does your statement insert?',
    read: 'lesson:sql-and-sqlite',
  },
  'lost-at-restart': {
    title: 'After kill -9 and a new start, a link got a 404',
    why: 'A short link is printed on paper: it has to work for years, and your program will be '
      + 'restarted often.',
    hint: 'Where does the handler look the slug up: in a Map, or in the database? And what does '
      + 'your program do with the table when it starts?',
    read: 'lesson:sql-and-sqlite',
  },
  'wrong-origin': {
    title: 'The short URL does not begin with PUBLIC_ORIGIN',
    why: 'The program cannot know under which name people reach it. If it guesses, people get '
      + 'links that work on your machine alone.',
    hint: 'Is shortUrl made from the setting each time, or stored with the link?',
    read: 'lesson:create-and-redirect',
  },
  'not-made-after-restart': {
    title: 'The first link after a restart was not made',
    why: 'The table still has the links from before, and each slug in it is taken.',
    hint: 'Which slug does your program try after a restart? Where does it remember the last one?',
    read: 'lesson:keys-and-joins',
  },
  'slug-used-again': {
    title: 'After a restart, a new link got the slug of an old one',
    why: 'Everyone who opens the old short link now lands on the new target.',
    hint: 'Where does your program remember which slugs are taken? Is it still there after a '
      + 'restart?',
    read: 'lesson:keys-and-joins',
  },
} as const
