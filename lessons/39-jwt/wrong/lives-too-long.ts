// Signs people in for a day.
//#file accessTokens.ts
//#replace
export const accessSeconds = 900
//#with
export const accessSeconds = 86_400
//#end
