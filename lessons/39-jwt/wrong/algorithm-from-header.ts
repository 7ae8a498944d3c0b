// Takes the hash from the header.
//#file jwt.ts
//#replace
  if (header['alg'] !== 'HS256') throw new JwtError('The token is not signed with HS256')
//#with
  const hash = /^HS(256|384|512)$/.exec(String(header['alg']))?.[1]
  if (hash === undefined) throw new JwtError('The token is not signed with HMAC')
//#end
//#replace
  const [sent, expected] = [decode(signature), macOf(key, `${head}.${payload}`)]
//#with
  const [sent, expected] = [decode(signature), macOf(key, `${head}.${payload}`, `sha${hash}`)]
//#end
//#replace
function macOf(key: Uint8Array, signed: string): Buffer {
  return createHmac('sha256', key).update(signed).digest()
//#with
function macOf(key: Uint8Array, signed: string, hash = 'sha256'): Buffer {
  return createHmac(hash, key).update(signed).digest()
//#end
//#file accessTokens.ts
//#replace
        if (signJwt(jwtSecret, { header, claims }) !== token) return undefined
//#with
//#end
