// Stores the key instead of its hash.
//#file apiKeys.ts
//#replace
hashToken(key), formatScopes
//#with
key, formatScopes
//#end
//#replace
select.get(hashToken(text), 
//#with
select.get(text, 
//#end
//#replace
import { hashToken, makeToken }
//#with
import { makeToken }
//#end
