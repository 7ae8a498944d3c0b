// Splits IPv6 addresses as they are written.
//#file proxy.ts
//#replace
  const [left = '', right = ''] = hostname.slice(1, -1).split('::')
//#with
  if (hostname !== '') return address.split(':').slice(0, 4).join(':')
  const [left = '', right = ''] = hostname.slice(1, -1).split('::')
//#end
