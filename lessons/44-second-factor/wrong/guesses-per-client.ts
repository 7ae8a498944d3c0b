// Counts wrong codes for each client and user.
//#file secondStep.ts
//#replace
  const name = `codes of ${user}`
//#with
  const name = `codes of ${user} from ${client}`
//#end
//#replace
  { buckets, secondFactors }: SecondStepParts, user: number, code: unknown,

//#with
  { buckets, secondFactors }: SecondStepParts, user: number, code: unknown, client = '',

//#end
//#replace
  checkCode(parts, id, fields.code)
//#with
  checkCode(parts, id, fields.code, client)
//#end
//#replace
finishSignIn(parts: SecondStepParts, value: unknown): User {
//#with
finishSignIn(parts: SecondStepParts, value: unknown, client: string): User {
//#end
//#file sessionRoutes.ts
//#replace
finishSignIn(parts, await readJson(context))
//#with
finishSignIn(parts, await readJson(context), clientOf(context, parts.trustedHops))
//#end
//#replace
import { requireScope,
//#with
import { clientOf } from './proxy.ts'
import { requireScope,
//#end
//#file tokenRoutes.ts
//#replace
finishSignIn(parts, await readJson(context))
//#with
finishSignIn(parts, await readJson(context), clientOf(context, parts.trustedHops))
//#end
//#replace
import { authenticate, type
//#with
import { clientOf } from './proxy.ts'
import { authenticate, type
//#end
//#file loginCode.ts
//#replace
finishSignIn(parts, { ticket, code: typed.get('code') })
//#with
finishSignIn(
        parts, { ticket, code: typed.get('code') }, clientOf(context, parts.trustedHops))
//#end
//#replace
import { finishSignIn }
//#with
import { clientOf } from './proxy.ts'
import { finishSignIn }
//#end
//#file secondFactorRoutes.ts
//#replace
    checkCode(parts, user.id, fields.code)
//#with
    checkCode(parts, user.id, fields.code, clientOf(context, parts.trustedHops))
//#end
//#replace
import { requireScope,
//#with
import { clientOf } from './proxy.ts'
import { requireScope,
//#end
