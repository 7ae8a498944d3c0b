// Reads the weight only after a small q.
//#replace
for (const member of (acceptEncoding ?? '').toLowerCase().split(',')) {
//#with
for (const member of (acceptEncoding ?? '').split(',')) {
//#end
//#replace
    accepted.set(coding, Number(weight.slice(2)))
//#with
    accepted.set(coding.toLowerCase(), weight.startsWith('q=') ? Number(weight.slice(2)) : 1)
//#end
