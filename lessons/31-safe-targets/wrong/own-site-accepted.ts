// Thinks of this machine only.
//#file targets.ts
//#replace
  return name === withoutDot(own.hostname) || isLoopback(name)
//#with
  return own !== undefined && isLoopback(name)
//#end
