// The mistakes of the page, and of its script in the browser.

import type { Finding } from '../../src/course/check/finding.ts'

export const pageFindings = {
  'query-taken-for-path': {
    title: "The page is found without a query, but with one it isn't",
    why: 'What follows a question mark is part of the URL, but not of the path. Here it contains '
      + 'the name.',
    hint: 'What do you compare with request.url? What does it contain after the question mark?',
    read: 'RFC 3986, section 3.4',
  },
  'page-that-never-asks': {
    title: "The page doesn't call the API",
    why: 'The page should send its own requests and show the responses. Most web applications work '
      + 'that way, and in the next lesson you can watch them.',
    hint: 'Which function sends a request from a script, as soon as the page is open? '
      + 'To which server and which path?',
    read: 'https://developer.mozilla.org/en-US/docs/Web/API/Window/fetch',
  },
  'page-without-get': {
    title: 'A browser opened the page, and the page never sent GET /hello',
    why: "What it shows isn't what the API said: it was in the page already.",
    hint: 'Where does the text after "GET /hello said" come from?',
    read: 'https://developer.mozilla.org/en-US/docs/Web/API/Window/fetch',
  },
  'page-without-post': {
    title: 'A browser opened the page, and the page never sent POST /hello',
    why: 'Only the API decides what the greeting is. A fetch without a method is a GET, and fetch '
      + 'refuses to send a GET with a body.',
    hint: 'Which option of fetch sets the method? Did the script get as far as that line?',
    read: 'https://developer.mozilla.org/en-US/docs/Web/API/Window/fetch',
  },
  'page-sends-no-name': {
    title: "The page sent POST /hello, but its body isn't JSON with a name",
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
    why: 'The page called the API, and then nothing on it changed any more. Below is what a '
      + 'visitor sees. In this check, the API says something else than usual, so that no page can '
      + 'know it.',
    hint: 'What does the script wait for? Do you show the response, or the promise of one?',
    read: 'https://developer.mozilla.org/en-US/docs/Web/API/Response',
  },
} as const satisfies Record<string, Finding>
