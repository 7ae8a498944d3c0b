// Keeps the rows of revoked keys, makes keys in hex, gives times as numbers, and a 400 for headers
// that it can't read.
//#file tables.ts
//#replace
    created_at integer not null,
    expires_at integer
  ) strict;
//#with
    created_at integer not null,
    expires_at integer,
    revoked_at integer
  ) strict;
//#end
//#file apiKeys.ts
//#replace
const key = makeToken(apiKeyPrefix)
//#with
const key = apiKeyPrefix + randomBytes(32).toString('hex')
//#end
//#replace
import type { DatabaseSync,
//#with
import { randomBytes } from 'node:crypto'
import type { DatabaseSync,
//#end
//#replace
import { hashToken, makeToken }
//#with
import { hashToken }
//#end
//#replace
    where key_hash = ? and (expires_at
//#with
    where key_hash = ? and revoked_at is null and (expires_at
//#end
//#replace
select ${columns} from api_keys where user = ? order by id desc`
//#with
select ${columns} from api_keys where user = ? and revoked_at is null`
//#end
//#replace
'delete from api_keys where user = ? and id = ?'
//#with
`update api_keys set revoked_at = ?
    where user = ? and id = ? and revoked_at is null`
//#end
//#replace
remove.run(user, id)
//#with
remove.run(Date.now(), user, id)
//#end
//#replace
  expiresAt: string | null
}
//#with
  expiresAt: number | null
}
//#end
//#replace
expiresAt: typeof expiresAt === 'number' ? new Date(expiresAt).toISOString() : null
//#with
expiresAt: expiresAt === null ? null : Number(expiresAt)
//#end
//#file keyRoutes.ts
//#replace
return empty(204, noStore)
//#with
return json({ revoked: true }, 200, noStore)
//#end
//#replace
import { empty, json }
//#with
import { json }
//#end
//#file unauthorized.ts
//#replace
'Bearer realm="Links", Basic realm="Links", charset="UTF-8"'
//#with
'basic realm="our links"'
//#end
//#file identify.ts
//#replace
throw unauthorized("These credentials can't be read")
//#with
throw new HttpError(400, "These credentials can't be read")
//#end
//#replace
    throw new HttpError(403, 'Everybody on the way can read this: send it over https only')
//#with
    throw unauthorized('Everybody on the way can read this: send it over https only')
//#end
