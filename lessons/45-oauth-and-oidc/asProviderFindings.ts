// The mistakes of a program that others let people sign in with.

import type { Finding } from '../../src/course/check/finding.ts'
import { sharedFindings } from './sharedFindings.ts'

const read = 'lesson:oauth-and-oidc'

export const asProviderFindings = {
  ...sharedFindings,
  'no-consent-page': {
    title: 'A signed-in user came from an application, and was not asked',
    why: 'GET /oauth/authorize has to respond with a 200, the name of the application, and a form '
      + 'for POST /oauth/authorize with a field called decision.',
    hint: 'Which status came back, and what is in the page? Is the address one of the lines of '
      + 'redirect_uris?',
    read,
  },
  'consent-framed': {
    title: 'A page of another site can show the page that asks the user in a frame',
    why: 'That page makes the frame invisible, and puts a button of its own under Allow. The user '
      + "clicks on a game, and allows the application: clickjacking. frame-ancestors 'none' in the "
      + 'policy (or X-Frame-Options: DENY) prevents it.',
    hint: 'Which headers does this page have, and which ones do your other pages have?',
    read: 'RFC 6749, section 10.13',
  },
  'spelled-otherwise': {
    title: "A redirect_uri was accepted that isn't written as it was registered",
    why: 'Two programs can read the same URI in two ways. If yours changes it before it compares '
      + '(capitals, ports, dots, spaces), it has to get all of these right. Comparing the texts '
      + 'leaves nothing to get wrong.',
    hint: 'What do you do with the parameter before you compare it with each line?',
    read: 'RFC 9700, section 4.1.3',
  },
  'no-way-back': {
    title: "Somebody who wasn't signed in came from an application, and did not get back to it",
    why: 'GET /oauth/authorize has to send them to /login?next=…, and the form there has to lead '
      + 'back to /oauth/authorize with all its parameters.',
    hint: 'Did your program refuse the request? An application has one or more addresses. If '
      + 'not: where is next in the form, and where does the program go after the password?',
    read,
  },
  'no-code': {
    title: 'A user pressed Allow, and the application did not get a code',
    why: 'The browser has to be sent to the redirect URI of the request with a 303. code and '
      + 'state are added to the query that it has. The code has a row in oauth_codes.',
    hint: 'Which status and Location came back?',
    read,
  },
  'state-lost': {
    title: 'The application got another state than it sent, or none',
    why: 'It compares state with what it has kept for this browser. Errors need state, too.',
    hint: 'Is state escaped in the form, and encoded in the URL?',
    read,
  },
  'code-refused': {
    title: "A good code wasn't exchanged for a token",
    why: 'POST /oauth/token has to respond with a 200 and access_token, token_type and expires_in '
      + 'for a new code with its client_id, redirect_uri and code_verifier.',
    hint: 'Which of the conditions is false? Compare with the row of oauth_codes.',
    read,
  },
  'userinfo-wrong': {
    title: 'The application asked who has signed in, and did not learn it',
    why: 'GET /oauth/userinfo has to respond with the email and the sub of the user whose token '
      + 'it is. sub is a text, another one for each user, and stays when the address changes.',
    hint: 'Where does your program get the user of a code and of a token from?',
    read,
  },
  'code-twice': {
    title: 'A code could be exchanged twice',
    why: 'A code goes through the browser, where others may see it. It works once, also when '
      + 'requests or copies of the program come at the same moment.',
    hint: 'Is there a transaction that begins before the row is read, or one statement that reads '
      + 'and writes?',
    read,
  },
  'family-survives': {
    title: 'A code was used twice, and the token of the first use still works',
    why: "Two have the code. Nobody knows which one is the thief, so the first one's token ends.",
    hint: 'Which family did the first use bring? Is its end undone by an error?',
    read,
  },
  'others-ended': {
    title: 'A second use of a code ended what did not come from it',
    why: 'Other applications, other users, and the sign-ins of this user in browsers and '
      + 'programs go on.',
    hint: "Does the statement end one family, or all of the user's?",
    read,
  },
  'code-expired': {
    title: 'A code was accepted after its time, or it lives too long',
    why: 'Applications exchange a code at once. What turns up later in a log or a history must be '
      + 'worth nothing.',
    hint: 'Compare expires_at with the time. Both are milliseconds.',
    read,
  },
  'code-stored': {
    title: 'A code is in the file of the database',
    why: 'Anyone who reads a copy of the file could use it. The column is called code_hash.',
    hint: 'Hash it as you hash the other tokens.',
    read,
  },
  'code-guessable': {
    title: 'A code can be guessed, or another one than was given out is accepted',
    why: 'A code has 256 random bits (a UUID will do, too), and each character counts.',
    hint: 'How are your other tokens made, and how are they looked up?',
    read,
  },
  'verifier-unchecked': {
    title: 'A code was exchanged without its verifier',
    why: 'PKCE is for stolen codes: only the application that began has the text whose SHA-256 is '
      + 'the challenge. Without it, or with any other text, the code is worth nothing.',
    hint: 'Is the challenge of the verifier compared with the one in the row, also if it is '
      + 'missing?',
    read,
  },
  'plain-accepted': {
    title: 'A code was exchanged with the challenge itself',
    why: 'With the method plain, the challenge is the verifier, and it was in the URL: anyone who '
      + 'sees the URL can use the code. A missing method means plain.',
    hint: 'Is code_challenge_method S256, and not only different from plain?',
    read,
  },
  'no-pkce-accepted': {
    title: 'A code was exchanged that had been asked for without a challenge',
    why: 'OAuth 2.1 requires PKCE. Otherwise an attacker leaves it out.',
    hint: 'What do you compare when there is no challenge?',
    read,
  },
  'code-of-other-app': {
    title: 'A code was exchanged by another application, or by an unknown one',
    why: 'A code is bound to the client_id that asked for it.',
    hint: 'Is the client in the condition of the statement?',
    read,
  },
  'other-redirect-uri': {
    title: 'A code was exchanged with another redirect_uri, or without one',
    why: "It has to be the one that the code was sent to, not just one of the application's.",
    hint: 'Is the redirect URI in the condition of the statement?',
    read,
  },
  'consent-skipped': {
    title: 'An application got a code that its user did not allow',
    why: 'The code is made when the user sends the form with decision=allow, and never before. '
      + 'Anything else is a no.',
    hint: 'Does GET make a code? What happens when decision is missing?',
    read,
  },
  'consent-forged': {
    title: 'Somebody else allowed an application for a user',
    why: "An evil page can send the form in the user's browser. It needs the token of the user's "
      + 'session, like all forms, and a session.',
    hint: 'Is the token of the form compared before the code is made?',
    read: 'lesson:csrf',
  },
  'requests-mixed': {
    title: 'The user allowed one application, and another one got the code',
    why: 'Two tabs can have two requests. The one that the user sees has to be in the form.',
    hint: "Where is the request kept while the user reads? One place per user isn't enough.",
    read,
  },
  'token-in-url': {
    title: 'A token was given in a URL, or a token or code was accepted from one',
    why: 'URLs are kept in histories and logs, and sent as Referer. Tokens come in the body of a '
      + 'response and go in Authorization. A code is exchanged in the body of a POST.',
    hint: 'Which response types are there? Where does the route read from?',
    read,
  },
  'app-may-all': {
    title: "An application did with its token what it wasn't allowed",
    why: "The user allowed it to know the email address. Its token isn't a session: links, keys, "
      + 'the password and what administrators do need other scopes.',
    hint: 'Which scopes are in the token, and does each route ask for its scope?',
    read,
  },
  'userinfo-open': {
    title: 'Somebody who may not know it got the address of a user',
    why: 'GET /oauth/userinfo needs a token with the scope email, of a user who is not disabled.',
    hint: 'Does this route ask for its scope as the others do?',
    read,
  },
  'wrong-error': {
    title: 'A request that has to be refused got another response',
    why: 'Applications read the status and error: 400 and JSON at /oauth/token, a redirect with '
      + 'error, or a page, at /oauth/authorize.',
    hint: 'Which line of your program made this response?',
    read,
  },
} as const satisfies Record<string, Finding>
