// Makes a UUID: 122 random bits.
//#file apiKeys.ts
//#replace
makeToken(apiKeyPrefix)
//#with
apiKeyPrefix + randomUUID()
//#end
//#replace
import type { DatabaseSync,
//#with
import { randomUUID } from 'node:crypto'
import type { DatabaseSync,
//#end
//#replace
import { hashToken, makeToken }
//#with
import { hashToken }
//#end
