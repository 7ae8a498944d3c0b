// Asks for IPv6 first, one question after the other.
//#replace
  const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
  return answers.flatMap((answer) => answer.status === 'fulfilled' ? answer.value : [])
//#with
  const six = await resolver.resolve6(name).catch(() => [])
  const four = await resolver.resolve4(name).catch(() => [])
  return [...six, ...four]
//#end
