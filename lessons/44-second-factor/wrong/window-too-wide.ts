// Tries two steps before this one, and two after it.
//#file totp.ts
//#replace
  return [now - 1, now, now + 1].find(
//#with
  return [now - 2, now - 1, now, now + 1, now + 2].find(
//#end
