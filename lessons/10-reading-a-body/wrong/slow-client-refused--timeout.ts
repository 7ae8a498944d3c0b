// Gives up after half a second without a piece.
//#replace
let length = 0
//#with
let length = 0
request.setTimeout(500, () => reject(new Refusal(408, 'Too slow')))
//#end
