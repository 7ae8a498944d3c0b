// Asks for the second kind of addresses only if none of the first kind accepts.
//#replace
const addresses = await findAddresses(url.hostname)
if (addresses.length === 0) {
//#with
const port = Number(url.port)
const four = await resolver.resolve4(url.hostname).catch(() => [])
const early = await connectToFirst(four, port)
const addresses = early === undefined ? [...four, ...await findAddresses(url.hostname)] : four
if (addresses.length === 0) {
//#end
//#replace
const socket = await connectToFirst(addresses, Number(url.port))
//#with
const socket = early ?? await connectToFirst(addresses, port)
//#end
