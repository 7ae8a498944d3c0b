// Looks first, and deletes the token when the password is hashed.
//#file oneTimeTokens.ts
//#replace
    delete from one_time_tokens where token_hash = ? and purpose = ? and expires_at > ?
    returning user`)
//#with
    select user from one_time_tokens where token_hash = ? and purpose = ? and expires_at > ?`)
//#end
//#replace
      const user = Number(row['user'])
      removeOthers.run(user, purpose)
      return user

//#with
      return Number(row['user'])
    },
    end(user) {
      removeOthers.run(user, 'reset-password')

//#end
//#file reset.ts
//#replace
  await changePassword(parts, user, password)

//#with
  await changePassword(parts, user, password)
  oneTimeTokens.end(user)

//#end
