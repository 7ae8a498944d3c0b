// Numbers its tokens, from 1 after each start.
//#file accessTokens.ts
//#replace
jti: randomUUID(),
//#with
jti: String(made += 1),
//#end
//#replace
export const accessSeconds = 900
//#with
let made = 0

export const accessSeconds = 900
//#end
