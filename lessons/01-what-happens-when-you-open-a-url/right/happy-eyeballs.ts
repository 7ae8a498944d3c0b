// Node can try the addresses by itself, when it is given a way to look them up.
//#replace
const socket = await connectToFirst(addresses, Number(url.port))
//#with
const socket = await new Promise<Socket | undefined>((resolve) => {
  const records = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  const tried = connect({
    host: url.hostname, port: Number(url.port), autoSelectFamily: true,
    lookup: (_name, _options, answer) => answer(null, records),
  })
  tried.once('connect', () => resolve(tried))
  tried.once('error', () => resolve(undefined))
})
//#end
//#replace
async function connectToFirst
//#with
export async function connectToFirst
//#end
