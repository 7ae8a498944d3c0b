// Accepts every token that was given to somebody.
//#file owner.ts
//#replace
  const formToken = hashOf(`form ${token}`)
//#with
  const formToken = hashOf(`form ${token}`)
  issued.add(formToken)
//#end
//#replace
  if (expected.length === actual.length && timingSafeEqual(expected, actual)) return
//#with
  if (issued.has(sent ?? '')) return
  if (expected.length === actual.length && timingSafeEqual(expected, actual)) return
//#end
//#replace
const yearSeconds = 31_536_000
//#with
const yearSeconds = 31_536_000
const issued = new Set<string>()
//#end
