// Ends the links of all users.
//#file oneTimeTokens.ts
//#replace
    'delete from one_time_tokens where user = ? and purpose = ?')
//#with
    'delete from one_time_tokens where purpose = ?')
//#end
//#replace
removeOthers.run(user, purpose)
//#with
removeOthers.run(purpose)
//#end
