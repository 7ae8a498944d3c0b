// The mistakes of the page, and of its script in the browser.

import type { Finding } from '../../src/course/check/finding.ts'

export const pageFindings = {
  'query-taken-for-path': {
    title: 'The page is found without a query, and lost with one',
    why: 'What follows a question mark belongs to the address, but not to the path. Here it brings '
      + 'the name.',
    hint: 'With what do you compare request.url? What is in it behind the question mark?',
    read: 'RFC 3986, section 3.4',
  },
  'page-that-never-asks': {
    title: 'The page does not call the API',
    why: 'The page should send its own requests and show what comes back. That is how the pages of '
      + 'most services work, and you can watch them do it in the next lesson.',
    hint: 'Which function sends a request from a script, as soon as the page is open? '
      + 'To which server does it go?',
    read: 'https://developer.mozilla.org/en-US/docs/Web/API/Window/fetch',
  },
  'page-without-get': {
    title: 'A browser opened the page, and the page never sent GET /hello',
    why: 'What it shows is not what the API said: it was in the page already.',
    hint: 'Where does the text after "GET /hello said" come from?',
    read: 'https://developer.mozilla.org/en-US/docs/Web/API/Window/fetch',
  },
  'page-without-post': {
    title: 'A browser opened the page, and the page never sent POST /hello',
    why: 'Only the API decides what the greeting is. A fetch without a method is a GET, and a GET '
      + "can't have a body.",
    hint: 'Which option of fetch sets the method? Did the script get as far as that line?',
    read: 'https://developer.mozilla.org/en-US/docs/Web/API/Window/fetch',
  },
  'page-sends-no-name': {
    title: 'The page sent POST /hello, and its body is not JSON with a name',
    why: 'The server reads the name from the body, as JSON. A quote in a name breaks JSON that was '
      + 'put together by hand.',
    hint: 'Which function makes JSON of an object? Where does its result go?',
    read: 'https://developer.mozilla.org/en-US/docs/Web/API/RequestInit#body',
  },
  'page-sends-another-name': {
    title: 'The page sent another name than the one in its URL',
    why: 'The form opens /hello/page?name=…, so the query says who is to be greeted.',
    hint: 'Which variable in the script has the name, and is it the one that you send?',
    read: 'https://developer.mozilla.org/en-US/docs/Web/API/URLSearchParams',
  },
  'page-hangs': {
    title: 'A browser opened the page, and the page hangs',
    why: 'A script that waits in a loop lets nothing else run, not even the response that it waits '
      + 'for. The visitor sees a frozen tab.',
    hint: 'Which loop in the script waits for something? Which word waits without blocking?',
    read: 'lesson:tcp-is-a-stream',
  },
  'answers-swapped': {
    title: 'The page shows the greeting where the response to GET should be',
    why: 'The page has a place for each of the two responses, with a label before it.',
    hint: 'Compare the ids in the HTML with those in the script.',
    read: 'lesson:hello-http',
  },
  'answer-not-on-the-page': {
    title: "A browser opened the page, and what the API said isn't on it",
    why: 'The page asked the API and came to rest. What you see below is what a visitor sees then. '
      + 'In this check the API says something else than usual, so that no page can know it.',
    hint: 'What does the script wait for? Is it the response that you show, or the promise of one?',
    read: 'https://developer.mozilla.org/en-US/docs/Web/API/Response',
  },
} as const satisfies Record<string, Finding>
