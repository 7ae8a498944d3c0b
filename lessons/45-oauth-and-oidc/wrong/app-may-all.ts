// Gives applications what they ask for.
//#file authorize.ts
//#replace
  if (read('scope') !== 'email') return 'invalid_scope'

//#with

//#end
//#file oauthRoutes.ts
//#replace
new Set(['email'])
//#with
parseScopes(`email ${form.get('scope')}`)
//#end
//#replace
import type { RefreshTokens }
//#with
import { parseScopes } from './scopes.ts'
import type { RefreshTokens }
//#end
