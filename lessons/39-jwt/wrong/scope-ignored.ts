// Gives every token all scopes.
//#file accessTokens.ts
//#replace
import { allScopes, formatScopes, parseScopes, type Scope } from './scopes.ts'
//#with
import { allScopes, formatScopes, type Scope } from './scopes.ts'
//#end
//#replace
        return user && { user, scopes: parseScopes(String(claims['scope'])) }
//#with
        return user && { user, scopes: allScopes }
//#end
