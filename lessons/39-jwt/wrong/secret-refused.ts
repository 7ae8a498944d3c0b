// Counts characters.
//#file settings.ts
//#replace
  if (secret.length >= fewestBytes) return secret
//#with
  if (!JWT_SECRET || JWT_SECRET.length >= fewestBytes) return secret
//#end
