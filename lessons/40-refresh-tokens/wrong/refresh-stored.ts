// Stores tokens as they are.
//#file refreshTokens.ts
//#replace
import { hashToken, makeToken } from './tokens.ts'
//#with
import { makeToken } from './tokens.ts'
//#end
//#replace
const familyLimitMs
//#with
const hashToken = (token: string): string => token
const familyLimitMs
//#end
