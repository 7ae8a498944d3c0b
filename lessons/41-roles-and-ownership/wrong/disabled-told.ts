// Says that the account is disabled to those who know the password.
//#file users.ts
//#replace
password_hash from users where email = ? and disabled_at is null`)
//#with
password_hash from users where email = ?`)
//#end
//#file credentials.ts
//#replace
  if (isRight && found !== undefined) return found.user

//#with
  if (isRight && found !== undefined) {
    if (users.find(found.user.id) !== undefined) return found.user
    throw unauthorized('This account is disabled')
  }

//#end
