// Using a token ends all of the user's, whatever they are for.
//#file oneTimeTokens.ts
//#replace
    'delete from one_time_tokens where user = ? and purpose = ?')

//#with
    'delete from one_time_tokens where user = ?')

//#end
//#replace
      removeOthers.run(user, purpose)

//#with
      removeOthers.run(user)
//#end
