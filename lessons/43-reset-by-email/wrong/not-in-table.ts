// Gives the link for a password a whole day, too.
//#file oneTimeTokens.ts
//#replace
  'reset-password': 30 * minuteMs,
//#with
  'reset-password': 1_440 * minuteMs,
//#end
