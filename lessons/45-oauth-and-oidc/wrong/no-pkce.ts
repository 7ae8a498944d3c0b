// Sends the verifier itself as the challenge.
//#file provider.ts
//#replace
code_challenge: challengeOf(verifier), code_challenge_method: 'S256'
//#with
code_challenge: verifier, code_challenge_method: 'plain'
//#end
//#replace
import { challengeOf } from './pkce.ts'

//#with

//#end
