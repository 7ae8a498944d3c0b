// Forgets the IPv4 addresses inside IPv6.
//#file targets.ts
//#replace
    || /^\[::1?\]$|^\[::ffff:(?:7f[\da-f]{2}|0):/.test(name)
//#with
    || /^\[::1?\]$/.test(name)
//#end
