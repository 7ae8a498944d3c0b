// Leaves the zeros in front of a code out.
//#file totp.ts
//#replace
  return String(number % 1_000_000).padStart(6, '0')
//#with
  return String(number % 1_000_000)
//#end
