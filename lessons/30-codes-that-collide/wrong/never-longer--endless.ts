// Tries until it finds a slug of seven characters.
//#file make.ts
//#replace
for (let tries = 1; tries <= mostTries; tries += 1) {
//#with
for (let tries = 1; ; tries += 1) {
//#end
//#replace
slugLength + Math.max(0, tries - triesAtOneLength)
//#with
slugLength
//#end
//#replace
}
throw new Error(`No slug was free in ${mostTries} tries`)
//#with
}
//#end
