// The mistakes that the check names in a program that is the client of another provider.

import type { Finding } from '../../src/course/check/finding.ts'
import { sharedFindings } from './sharedFindings.ts'
import { tokenFindings } from './tokenFindings.ts'

const read = 'lesson:oauth-and-oidc'

export const findings = {
  ...sharedFindings,
  ...tokenFindings,
  'wrong-refusal': {
    title: "A sign-in was refused, and its response doesn't say so",
    why: '403 says that the browser was not signed in. 400, 401 and 409 will do, and so does a '
      + 'redirect to /login. Without OIDC_ISSUER, GET /login/with gets a 404.',
    hint: 'Which response does your program send when it lets nobody in?',
    read: 'RFC 9110, section 15.5.4',
  },
  'secret-shown': {
    title: 'OIDC_CLIENT_SECRET, or a token that the provider gave, is in a response',
    why: 'The secret is the password of your program at the provider, and the key of all ID '
      + 'tokens. Neither it nor a token goes into a URL or a page, not even one about an error.',
    hint: 'Which texts do you put into the URL, and which ones into your pages about errors?',
    read: 'RFC 6749, section 2.3.1',
  },
  'not-sent-to-provider': {
    title: "GET /login/with doesn't send the browser to the provider as it should",
    why: 'It gets a 303 to the authorization_endpoint of the discovery document, with '
      + 'response_type=code, client_id, redirect_uri, scope, state, nonce, code_challenge and '
      + 'code_challenge_method.',
    hint: 'Which Location came? The redirect_uri begins with PUBLIC_ORIGIN.',
    read: 'https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest',
  },
  'no-state': {
    title: 'A sign-in works without a state, or with a wrong one',
    why: 'The state shows that the sign-in was begun here. Without it, any page can send a browser '
      + 'to your callback with a code of its own.',
    hint: 'Does your program look for the state of the URL before it does anything else? What '
      + 'does it find when both are missing?',
    read: 'RFC 9700, section 4.7',
  },
  'state-of-other-browser': {
    title: 'A browser was signed in with the state of another one',
    why: 'An attacker begins, stops before the callback, and gives its URL to somebody else: they '
      + "are signed in to the attacker's account, and save their links there.",
    hint: 'What does the browser have, beside the URL, that shows it has begun this sign-in?',
    read: 'RFC 6749, section 10.12',
  },
  'state-twice': {
    title: 'One browser came back twice with the same state, and was signed in twice',
    why: 'A state is for one sign-in. URLs stay in histories and logs.',
    hint: 'When does your program forget a state: before it asks for the token?',
    read: 'RFC 9700, section 2.1',
  },
  guessable: {
    title: 'A value that protects the sign-in can be guessed',
    why: 'state, nonce and code_verifier are new for each sign-in, and have 128 random bits or '
      + 'more. Times, counters and their hashes can be tried out.',
    hint: 'Which function makes them, and how often?',
    read: 'RFC 6749, section 10.10',
  },
  'no-pkce': {
    title: "The sign-in isn't protected by PKCE",
    why: 'The provider gets the SHA-256 of a secret, the verifier, and later the verifier itself. '
      + 'Somebody who has stolen the code has no verifier. It must not be in the URL.',
    hint: 'code_challenge is the hash in base64url, without padding, and code_challenge_method is '
      + 'S256.',
    read: 'RFC 7636, section 4.2',
  },
  'wrong-verifier': {
    title: "The code_verifier doesn't belong to the code_challenge of this sign-in",
    why: 'The provider refuses the code. Each sign-in has a verifier of its own, 43 to 128 '
      + 'characters long, and it is sent as it is.',
    hint: 'Where does your program keep the verifier until the browser comes back?',
    read: 'RFC 7636, section 4.5',
  },
  'wrong-token-request': {
    title: 'The request that exchanges the code is wrong, and the provider refused it',
    why: 'It is a form with grant_type, code, redirect_uri and code_verifier. The client id and '
      + 'the secret are in Authorization: Basic, each of them encoded as in a form.',
    hint: 'Is every value as it was in the URL, decoded once and encoded once?',
    read: 'RFC 6749, section 4.1.3',
  },
  'provider-sign-in-refused': {
    title: 'Somebody came back with a good code, and was not signed in as they should be',
    why: 'The state is of this browser, and the ID token is good: the response is a 303 to / with '
      + "the cookie of a session, of a new account with the provider's address, or of the one "
      + 'that belongs to this subject.',
    hint: 'Which of your conditions refused it? Print the error, and the check shows it to you. '
      + 'With a list of one, aud is good, too.',
    read,
  },
  'password-known': {
    title: 'An account that was made with the provider has a password that others know',
    why: 'Nobody has chosen one. An empty text, the address or the subject must not open it: a '
      + 'mail can set a password later.',
    hint: 'What do you hash for a user without a password? Random bytes belong to nobody.',
    read: 'lesson:passwords',
  },
  'session-kept': {
    title: 'The session that the browser had before still works',
    why: 'A sign-in ends the session that the browser came with, also when the provider tells who '
      + 'it is. Otherwise the next person here goes on as the one before.',
    hint: 'Does your callback start the session with the same function as POST /login?',
    read: 'lesson:sessions',
  },
  'disabled-signed-in': {
    title: 'A disabled user was signed in by the provider',
    why: 'The provider says who it is. Whether they may come in is for you to say.',
    hint: 'Which function finds the user of a row in provider_accounts?',
    read: 'lesson:roles-and-ownership',
  },
  'factor-skipped': {
    title: 'A user with a second factor was signed in without a code',
    why: 'Somebody who gets into the account at the provider would be in this one, too. The '
      + 'callback shows the page that asks for the code.',
    hint: 'What does POST /login do before it starts a session?',
    read: 'lesson:second-factor',
  },
  'host-believed': {
    title: 'The redirect_uri is made of what the request says',
    why: 'Anybody can send Host, Forwarded and X-Forwarded-Host. The code would go to a place that '
      + 'an attacker has chosen.',
    hint: 'Which setting says where people reach your program?',
    read: 'RFC 9700, section 4.1',
  },
  'provider-error-breaks': {
    title: 'Something went wrong at the provider, and your program broke, or kept others waiting',
    why: 'Providers are down at times, and people say no. Then nobody is signed in, the browser '
      + 'gets a 403 (or a 502, 503 or 504), and your program goes on. While it waits, others get '
      + 'their responses.',
    hint: 'Which of your lines throws when the response has another status, or other JSON?',
    read: 'RFC 6749, section 4.1.2.1',
  },
} as const satisfies Record<string, Finding>
