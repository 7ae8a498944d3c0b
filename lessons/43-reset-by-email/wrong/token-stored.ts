// Stores the token itself.
//#file oneTimeTokens.ts
//#replace
import { hashToken, makeToken } from
//#with
import { makeToken } from
//#end
//#replace
insert.run(hashToken(token), 
//#with
insert.run(token, 
//#end
//#replace
use.get(hashToken(token), 
//#with
use.get(token, 
//#end
