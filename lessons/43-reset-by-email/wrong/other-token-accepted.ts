// Compares tokens without regard to upper and lower case.
//#file oneTimeTokens.ts
//#replace
      insert.run(hashToken(token), purpose
//#with
      insert.run(hashToken(token.toLowerCase()), purpose
//#end
//#replace
use.get(hashToken(token), purpose
//#with
use.get(hashToken(token.toLowerCase()), purpose
//#end
