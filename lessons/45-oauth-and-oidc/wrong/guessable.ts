// Makes the state of the time.
//#file providerRoutes.ts
//#replace
{ state: makeToken(), nonce
//#with
{ state: hashToken(String(Date.now())), nonce
//#end
//#replace
import { makeToken } from
//#with
import { hashToken, makeToken } from
//#end
