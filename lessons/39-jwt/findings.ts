// The mistakes that the check of JSON Web Tokens names.

import type { Finding } from '../../src/course/check/finding.ts'
import { neutralFindings } from '../35-passwords/neutralFindings.ts'

export const findings = {
  'account-not-made': neutralFindings['account-not-made'],
  'token-not-made': {
    title: "The right password didn't bring an access token that says what the lesson asks for",
    why: 'Programs read accessToken, tokenType and expiresIn. The program that gets the token back '
      + 'reads its header and its claims.',
    hint: 'Decode the parts between the dots as base64url. Which member is missing or different?',
    read: 'RFC 9068, section 2',
  },
  'wrong-password-accepted': {
    title: "A wrong password didn't bring a 401",
    why: 'A token is as good as the password, for a quarter of an hour. The 401 says that the '
      + "password wasn't right.",
    hint: 'Which function finds out whose password this is, and does the route of tokens call it?',
    read: 'lesson:passwords',
  },
  'may-be-kept': {
    title: 'The response with the access token may be kept in a cache',
    why: 'Anyone who gets it from the cache can use it.',
    hint: 'Which Cache-Control does the response of a sign-in have?',
    read: 'RFC 6749, section 5.1',
  },
  'not-accepted': {
    title: "A good access token wasn't accepted",
    why: 'It was signed with your key, it is for your program, and it has not expired.',
    hint: 'What is different about the token that is named below? Which line refuses it?',
    read: 'RFC 7519, section 4.1',
  },
  'secret-in-source': {
    title: "Your tokens aren't signed with JWT_SECRET or, without it, with a new random key",
    why: 'Anyone who has the source can sign tokens for any user, if the key is in it. And where '
      + 'several programs share JWT_SECRET, its bytes in UTF-8 have to be the key of them all.',
    hint: 'Is it the HMAC of both parts, with the dot between them? Where does the key come from? '
      + 'Without JWT_SECRET, it has to be a new random one.',
    read: 'RFC 8725, section 3.5',
  },
  'short-secret': {
    title: 'The program started with a JWT_SECRET of 31 bytes',
    why: 'Anyone with one token can try out keys on their own machine, as fast as they like, until '
      + 'the signature fits.',
    hint: 'How many bytes does the hash of HS256 have? Compare at the start, and throw an error.',
    read: 'RFC 7518, section 3.2',
  },
  'secret-refused': {
    title: "The program didn't start with a JWT_SECRET that's long enough, or without one",
    why: 'A key of 32 bytes is as good as any. Without JWT_SECRET, people can still try your '
      + 'program, but its tokens end with it.',
    hint: 'What does the length count: bytes, or characters? Is it checked after an empty variable '
      + 'was replaced by a random key?',
    read: 'RFC 7518, section 3.2',
  },
  'lives-too-long': {
    title: 'An access token is valid for longer than 15 minutes',
    why: "A token that was stolen works until it expires: there's nothing in the database that "
      + 'could be deleted.',
    hint: 'exp, iat and expiresIn are in seconds. How many are between exp and iat?',
    read: 'RFC 6750, section 5.3',
  },
  'secret-in-claims': {
    title: 'A token has something secret in it',
    why: "A signature hides nothing: everyone who sees the token can decode its claims. They're "
      + 'in logs and in the memory of browsers.',
    hint: 'Decode the middle part. Which of these members does your program need to find the user?',
    read: 'RFC 7519, section 12',
  },
  'read-before-verified': {
    title: 'A token was accepted that was changed after it was signed',
    why: 'Anyone can write claims. Only the signature says that they are yours.',
    hint: 'Which line compares the signature, and what has your program read before it gets there? '
      + 'The signature is for the text that came, not for the JSON as you would write it.',
    read: 'RFC 7515, section 5.2',
  },
  'none-accepted': {
    title: 'A token without a signature, or with a part of one, was accepted',
    why: 'Then anyone can make a token for any user, without knowing the key.',
    hint: 'Does the header of the token decide whether there has to be a signature? How long is '
      + 'that?',
    read: 'RFC 8725, section 3.2',
  },
  'algorithm-from-header': {
    title: "A token was accepted whose header doesn't say HS256",
    why: "The attacker writes the header. A program that lets it choose the algorithm runs one "
      + 'that its key was not made for.',
    hint: 'Which algorithm do you sign with? What has to be true of alg, before anything else?',
    read: 'RFC 8725, section 3.1',
  },
  'other-key-accepted': {
    title: "A token was accepted that wasn't signed with JWT_SECRET",
    why: 'A key that comes with the token proves nothing: the attacker has made both.',
    hint: 'Which key does your program verify with, and can anything in the token change that?',
    read: 'RFC 7515, section 10.3',
  },
  'base64-accepted': {
    title: "A part of a token was accepted that isn't base64url as it's defined",
    why: 'Then one token has many spellings. A list of revoked tokens, or a cache, knows only one.',
    hint: "Node ignores what it can't decode. What comes out when you encode the bytes again?",
    read: 'RFC 7515, section 2',
  },
  'malformed-accepted': {
    title: "A text was accepted that isn't three parts with JSON objects in UTF-8",
    why: 'Two programs that guess what it means can guess differently, and one of them checks '
      + 'what the other one uses.',
    hint: 'How many parts does your program look at? Does it decode bytes that are not UTF-8?',
    read: 'RFC 7519, section 7.2',
  },
  'header-ignored': {
    title: 'A token was accepted whose header says that it is something else',
    why: 'typ tells access tokens from tokens for another purpose. crit lists what a program must '
      + 'understand, or else refuse the token.',
    hint: 'Which members of the header does your program compare?',
    read: 'RFC 9068, section 4',
  },
  'wrong-time-accepted': {
    title: 'A token was accepted before or after the time that it is valid for',
    why: 'It is valid from nbf and iat on, give or take a minute, until exp. Nothing else ends it.',
    hint: 'exp, nbf and iat: which of them does your program compare with the clock, and is it a '
      + 'number? When exp is now, the token has expired.',
    read: 'RFC 7519, section 4.1.4',
  },
  'no-exp': {
    title: 'A token was accepted that never expires',
    why: "Its exp is missing or isn't a number. Compared with the clock, undefined is neither "
      + 'earlier nor later.',
    hint: 'What is typeof exp here? What does JavaScript say to 5 >= undefined?',
    read: 'RFC 9068, section 2.2',
  },
  'not-for-us': {
    title: 'A token was accepted that someone else made, or that is for someone else',
    why: 'The same key may sign for several sites. What their users may do there, they may not do '
      + 'here.',
    hint: 'Which two claims name the site? A list and a text both have a method called includes.',
    read: 'RFC 9068, section 4',
  },
  'unknown-user': {
    title: "A token was accepted for a user that its sub doesn't name",
    why: 'sub says whose token it is. The other claims tell what was true when it was made: since '
      + 'then, the account may have been deleted.',
    hint: 'Where does your program get the user from? Look for the id in sub in the database.',
    read: 'RFC 7519, section 4.1.2',
  },
  'scope-ignored': {
    title: "A token without the scope that's needed didn't get a 403",
    why: 'A token for a program that only reads links does less harm when it is stolen. The 403 '
      + 'says that the token is good, and still may not do this.',
    hint: 'Which scopes does the identity of a token have: those in its claims, or all of them?',
    read: 'RFC 9068, section 4',
  },
  'token-in-url': {
    title: 'An access token in the URL was accepted',
    why: 'URLs are in histories, in logs, and in the Referer header that goes to other sites.',
    hint: 'Which line of your program reads the query? A token comes in Authorization only.',
    read: 'RFC 9700, section 4.3.2',
  },
  'no-challenge': {
    title: "A bad token isn't refused with a 401 that says how to send a good one",
    why: 'At a 401, a program gets a new token and tries again. WWW-Authenticate names the scheme.',
    hint: 'Does your program throw the same error for a bad token as for a bad key?',
    read: 'RFC 6750, section 3',
  },
  'server-blamed': {
    title: 'A bad token or password made the program fail with a 5xx',
    why: 'A 5xx says that the server has a bug. It is the client that sent something wrong.',
    hint: 'Which line throws? Functions that compare bytes ask for equal lengths.',
    read: 'lesson:status-codes',
  },
} as const satisfies Record<string, Finding>
