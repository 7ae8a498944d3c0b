// Reads the claims, because they came from the provider itself.
//#file provider.ts
//#replace
  const { claims } = openJwt(Buffer.from(clientSecret), token)

//#with
  const [, payload = ''] = token.split('.')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())

//#end
//#replace
import { JwtError, openJwt } from
//#with
import { JwtError } from
//#end
