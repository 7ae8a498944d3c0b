// Computes the bytes from a counter, so they look random.
//#file slugs.ts
//#replace
for (const byte of randomBytes(length - slug.length)) {
//#with
count += 1
    const bytes = createHash('sha256').update(String(count)).digest()
    for (const byte of bytes.subarray(0, length - slug.length)) {
//#end
//#replace
import { randomBytes }
//#with
import { createHash }
//#end
//#replace
/** Makes a random slug that nobody can guess. */
//#with
let count = 0

/** Makes a random slug that nobody can guess. */
//#end
