// Thinks of the public site only.
//#file targets.ts
//#replace
  return name === withoutDot(own.hostname) || isLoopback(name)
//#with
  return own.protocol === 'https:' && name === withoutDot(own.hostname)
//#end
