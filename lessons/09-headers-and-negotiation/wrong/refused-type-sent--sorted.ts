// Goes through the ranges by weight, and takes the first offer that fits.
//#replace
let best: string | undefined
let highest = 0
for (const offer of offers) {
  const weight = weigh(accept, offer)
  if (weight > highest) {
    best = offer
    highest = weight
  }
}
return best
//#with
if (accept === undefined) return offers[0]
const list = accept.toLowerCase().split(',').map((member) => {
  const [range = '', ...rest] = member.split(';').map((part) => part.trim())
  return { range, q: Number(rest.find((each) => each.startsWith('q='))?.slice(2) ?? 1) }
}).filter(({ q }) => q > 0).sort((one, other) => other.q - one.q)
for (const { range } of list) {
  const found = offers.find((offer) =>
    range === offer || range === '*/*' || range === `${offer.split('/')[0]}/*`)
  if (found) return found
}
return undefined
//#end
