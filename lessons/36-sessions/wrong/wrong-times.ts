// Stores seconds.
//#file sessions.ts
//#replace
insert.run(hashToken(token), user, agent, now, now, now + sessionLimitMs)
//#with
const seconds = Math.floor(now / 1000)
      insert.run(hashToken(token), user, agent, seconds, now, now + sessionLimitMs)
//#end
