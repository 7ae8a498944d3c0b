// Tries only the step before this one, and this one.
//#file totp.ts
//#replace
  return [now - 1, now, now + 1].find(
//#with
  return [now - 1, now].find(
//#end
