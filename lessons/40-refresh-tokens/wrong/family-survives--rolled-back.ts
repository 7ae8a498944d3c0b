// Throws inside the transaction, which undoes the end of the family.
//#file refreshTokens.ts
//#replace
      endReused.run(hash)
      return undefined
//#with
      endReused.run(hash)
      throw unauthorized('This refresh token was used before')
//#end
//#replace
import { toUser,
//#with
import { unauthorized } from './unauthorized.ts'
import { toUser,
//#end
