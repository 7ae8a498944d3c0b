// The mistakes that the check of sharing names.

import type { Finding } from '../../src/course/check/finding.ts'
import { neutralFindings } from '../29-create-and-redirect/neutralFindings.ts'

const read = 'lesson:share-it'
const { 'link-not-made': linkNotMade } = neutralFindings

export const findings = {
  'link-not-made': linkNotMade,
  'open-to-the-network': {
    title: 'Your program can be reached from other machines without the tunnel',
    why: 'Everyone in the same network can connect, and write X-Forwarded-For as they like. The '
      + 'tunnel runs on this machine, so 127.0.0.1 is enough.',
    hint: 'Which address does listen get?',
    read: 'lesson:hello-http',
  },
  'no-cookie': {
    title: 'A browser without a cookie got none with the page',
    why: 'The cookie says whose links are in the list.',
    hint: 'Under which conditions does the page set the cookie?',
    read: 'lesson:the-page',
  },
  'cookie-needs-https': {
    title: 'The public address is plain HTTP, and the cookie has the attribute Secure',
    why: 'Browsers send such a cookie back over HTTPS only. Some make an exception for localhost.',
    hint: 'What is the scheme of PUBLIC_ORIGIN, and what is PUBLIC_ORIGIN when nobody sets it?',
    read: 'lesson:cookies',
  },
  'proto-believed': {
    title: 'A header of the client changed the cookie',
    why: 'Everyone can send X-Forwarded-Proto. What people see in the address bar is in '
      + 'PUBLIC_ORIGIN.',
    hint: 'What decides in your program whether the cookie is Secure?',
    read,
  },
  'origin-not-used': {
    title: "Short URLs don't begin with PUBLIC_ORIGIN",
    why: 'Someone who gets a link to localhost looks for it on their own machine.',
    hint: 'Where does your program get the beginning of a short URL from?',
    read,
  },
  'host-believed': {
    title: "A header of the client changed the program's own links",
    why: 'Everyone can send these headers, and some tunnels pass them on. A stranger could make '
      + 'your program hand out links to another site.',
    hint: 'Which headers does your program read to make a URL? PUBLIC_ORIGIN is all it needs.',
    read,
  },
  'cookie-not-secure': {
    title: "Through the tunnel, the cookie doesn't have the attribute Secure",
    why: 'The browser would also send it over plain HTTP, where everyone on the way can read it.',
    hint: 'Is it the scheme of PUBLIC_ORIGIN that decides? The program itself always gets HTTP.',
    read: 'RFC 6265, section 4.1.2.5',
  },
  'cookie-refused': {
    title: "Browsers don't keep this cookie",
    why: 'A name that begins with __Host- needs Secure, Path=/ and no Domain.',
    hint: 'Compare the attributes with the rule for this prefix.',
    read: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie',
  },
  'form-refused': {
    title: 'Through the tunnel, the form of the page was refused',
    why: 'The browser sent back the cookie and the hidden fields that it got.',
    hint: 'Does your program look for the cookie under the name that it gave it? And if it '
      + 'compares Origin, with what?',
    read: 'lesson:the-page',
  },
  'list-without-origin': {
    title: "The list doesn't show the new link with its public address",
    why: 'People copy the short URL from this list, and send it to others.',
    hint: 'Which URL does the page show, and whose links does it list?',
    read,
  },
  'no-limit': {
    title: 'A client could send as many POST requests as it liked',
    why: 'Your program is on the internet now. One stranger with a loop fills the disk.',
    hint: 'Is the limit switched on when PUBLIC_ORIGIN is a public address? Do refused requests '
      + 'count?',
    read,
  },
  'limit-too-low': {
    title: 'A client was refused before it had sent sixty POST requests',
    why: 'The lesson promises sixty in a minute to each client.',
    hint: 'Is it < or <=? And does anything else count as a POST of this client?',
    read,
  },
  'limit-too-high': {
    title: 'A client could send more than sixty POST requests in a minute',
    why: 'The lesson promises that strangers are stopped after sixty.',
    hint: 'Which number does your program compare with, and what does it count?',
    read,
  },
  'no-retry-after': {
    title: "The 429 doesn't say when to try again",
    why: 'Without Retry-After a program tries again at once, or never.',
    hint: 'When does the minute of this client end? Say it in whole seconds, at least 1, or as a '
      + 'date.',
    read: 'RFC 6585, section 4',
  },
  'one-limit-for-all': {
    title: 'After one client had reached the limit, another one was refused',
    why: 'Through a tunnel, all connections come from 127.0.0.1. If that is counted, one stranger '
      + 'locks out everyone.',
    hint: 'Which entry of X-Forwarded-For did the tunnel add?',
    read,
  },
  'neighbour-refused': {
    title: 'After one client had reached the limit, another address that begins alike was refused',
    why: 'Each IPv4 address counts on its own, and each /64 prefix of IPv6. Neighbours have '
      + 'nothing to do with each other.',
    hint: 'How much of the address does your program compare?',
    read,
  },
  'limited-locally': {
    title: 'Without a PUBLIC_ORIGIN, POST requests were limited',
    why: 'On your own machine, all requests are yours.',
    hint: 'Under which condition is the limit switched on?',
    read,
  },
  'entry-missing': {
    title: 'A client without an IP address in X-Forwarded-For got around the limit',
    why: 'The entry was a word, or the header had fewer entries than there are proxies. Then the '
      + "connection's address counts, or anyone could make up a new name for each request.",
    hint: 'What does your program count if the entry that it looks for is missing, or is a word?',
    read,
  },
  'other-header-believed': {
    title: 'A client got around the limit with a header of its own',
    why: 'It sent the same X-Forwarded-For, and changed another header. Everyone can send those.',
    hint: 'What is the name made of under which your program counts a client?',
    read,
  },
  'other-path-not-limited': {
    title: 'After the limit, a client could still send POST requests to another path',
    why: 'The form makes links just as the API does. And a POST that gets a 404 costs something, '
      + 'too.',
    hint: 'Is there one count for a client, and does each POST pass it, whatever its path?',
    read,
  },
  'client-believed': {
    title: 'A client got around the limit with an X-Forwarded-For of its own',
    why: 'A tunnel adds its entry after what the client sent. The entries before it are whatever '
      + 'the client likes.',
    hint: 'Count from the right: TRUSTED_HOPS says how far. After a comma there may be a space, '
      + "which isn't part of the address.",
    read,
  },
  'reading-limited': {
    title: 'After the limit for POST, a request with another method was refused as well',
    why: 'People who follow links come from offices and phone networks that share an address.',
    hint: 'For which methods does the limit count?',
    read,
  },
  'household-not-limited': {
    title: 'A client got around the limit with many IPv6 addresses',
    why: 'A household usually has 2^64 IPv6 addresses, all with the same first 64 bits.',
    hint: 'Which part of an IPv6 address stands for one customer of a provider?',
    read,
  },
  'header-believed': {
    title: 'Without a trusted proxy, X-Forwarded-For was believed',
    why: 'TRUSTED_HOPS is 0: everything in this header is from the client itself.',
    hint: 'What does your program count when TRUSTED_HOPS is 0, or not set?',
    read,
  },
  'wrong-hop': {
    title: "With two trusted proxies, the wrong entry was counted, and not the client's",
    why: 'Each proxy adds the address that it sees: the last one sees the proxy before it, and '
      + 'that one sees the client.',
    hint: 'With TRUSTED_HOPS=2, which entry from the right did the outer proxy add?',
    read,
  },
} as const satisfies Record<string, Finding>
