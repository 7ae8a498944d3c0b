// Takes every token that it has ever made.
//#file owner.ts
//#replace
  const formToken = hashOf(`form ${token}`)
//#with
  const formToken = hashOf(`form ${token}`)
  made.add(formToken)
//#end
//#replace
const cookieForm
//#with
const made = new Set<string>()
const cookieForm
//#end
//#replace
  const [expected, actual] = [Buffer.from(formToken), Buffer.from(sent ?? '')]
  if (expected.length === actual.length && timingSafeEqual(expected, actual)) return
//#with
  if (sent === formToken || made.has(sent ?? '')) return
//#end
