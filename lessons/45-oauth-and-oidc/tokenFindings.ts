// The mistakes about ID tokens, and about the account that they lead to.

import type { Finding } from '../../src/course/check/finding.ts'

const validation = 'https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation'

export const tokenFindings = {
  'nonce-unchecked': {
    title: 'An ID token of another sign-in was accepted',
    why: 'Its nonce is not the one that this sign-in began with. Somebody who has got hold of a '
      + 'code or an ID token could sign in with it.',
    hint: 'Compare the nonce exactly. What if it is missing?',
    read: validation,
  },
  'audience-unchecked': {
    title: 'An ID token for another program was accepted',
    why: 'Its aud is not your client id. The owner of any other program that people sign in to '
      + 'with this provider could sign in here as them.',
    hint: 'Which claim says for whom the token is, and what do you compare it with?',
    read: validation,
  },
  'issuer-unchecked': {
    title: 'An ID token of another issuer was accepted',
    why: 'Its iss is not OIDC_ISSUER, so its sub is somebody else.',
    hint: 'Compare iss with the whole of OIDC_ISSUER.',
    read: validation,
  },
  'signature-unchecked': {
    title: 'An ID token was accepted that the provider has not signed',
    why: 'Its signature is missing, or made with another key. The provider signs with the UTF-8 '
      + 'bytes of OIDC_CLIENT_SECRET, and with HS256.',
    hint: 'Does the function of lesson 39 open it, and with which key?',
    read: 'RFC 7519, section 7.2',
  },
  'expired-accepted': {
    title: 'An ID token was accepted that has expired, or never does',
    why: 'An old one could come from a log.',
    hint: 'exp is a number of seconds, and it has to be there.',
    read: validation,
  },
  'unverified-email': {
    title: 'An account was made with an address that the provider has not verified',
    why: "Anybody can type somebody else's address at the provider. The real owner would find it "
      + "taken here, or use the attacker's account.",
    hint: 'email_verified has to be true. The text "true" is something else.',
    read: 'https://openid.net/specs/openid-connect-core-1_0.html#ClaimStability',
  },
  'account-taken-over': {
    title: 'The address of an account was enough to get in',
    why: 'Somebody at the provider has the same address as a user here, and got that account. An '
      + 'address can change hands, and not all providers check it.',
    hint: 'What does your program do when the address is taken? Which row does it look for first?',
    read: 'https://openid.net/specs/openid-connect-core-1_0.html#ClaimStability',
  },
  'found-by-email': {
    title: "The account isn't found by the issuer and the subject",
    why: 'provider_accounts says which user they belong to. The address may change, another '
      + 'subject is another person, and so is the same one at another issuer.',
    hint: 'Which columns does your where clause compare, and with what exactly?',
    read: 'https://openid.net/specs/openid-connect-core-1_0.html#IDToken',
  },
} as const satisfies Record<string, Finding>
