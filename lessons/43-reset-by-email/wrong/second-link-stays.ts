// Ends only the link that is used.
//#file oneTimeTokens.ts
//#replace
      removeOthers.run(user, purpose)

//#with
//#end
