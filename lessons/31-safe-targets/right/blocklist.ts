// Asks the network module whether an IP address is on this machine.
//#file targets.ts
//#replace
import { domainToUnicode } from 'node:url'
//#with
import { BlockList, isIP } from 'node:net'
import { domainToUnicode } from 'node:url'
//#end
//#replace
const longest = 2_048
//#with
const longest = 2_048

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8)
loopback.addSubnet('0.0.0.0', 8)
loopback.addAddress('::1', 'ipv6')
loopback.addAddress('::', 'ipv6')
loopback.addSubnet('::ffff:127.0.0.0', 104, 'ipv6')
loopback.addSubnet('::ffff:0.0.0.0', 104, 'ipv6')
//#end
//#replace
  return name === 'localhost' || name.endsWith('.localhost')
    || /^(?:127|0)\.\d+\.\d+\.\d+$/.test(name)
    // ::ffff:127.0.0.1 is written as [::ffff:7f00:1].
    || /^\[::1?\]$|^\[::ffff:(?:7f[\da-f]{2}|0):/.test(name)
//#with
  if (name === 'localhost' || name.endsWith('.localhost')) return true
  const address = name.replace(/^\[|\]$/g, '')
  return isIP(address) !== 0 && loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
//#end
