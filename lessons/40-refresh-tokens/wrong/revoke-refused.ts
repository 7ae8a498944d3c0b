// Tells the program that its token is unknown.
//#file refreshTokens.ts
//#replace
    endByToken: (token) => void end.run(hashToken(token)),
//#with
    endByToken(token) {
      if (end.run(hashToken(token)).changes > 0) return
      throw new HttpError(404, 'There is no such token')
    },
//#end
//#replace
import { transaction }
//#with
import { HttpError } from './framework/errors.ts'
import { transaction }
//#end
