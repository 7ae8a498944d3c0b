// Refuses a used token, and does nothing else.
//#file refreshTokens.ts
//#replace
      endReused.run(hash)
//#with
//#end
