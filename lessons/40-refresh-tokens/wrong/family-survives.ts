// Forgets which tokens were used as soon as somebody signs in.
//#file refreshTokens.ts
//#replace
      clean.run(user, now)
//#with
      clean.run(user, now)
      database.exec('delete from refresh_tokens where used_at is not null')
//#end
