// Stores the end in seconds, and compares it with milliseconds: no session works.
//#file sessions.ts
//#replace
insert.run(hashToken(token), user, agent, now, now, now + sessionLimitMs)
//#with
insert.run(hashToken(token), user, agent, now, now, Math.floor((now + sessionLimitMs) / 1000))
//#end
