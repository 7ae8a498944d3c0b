// Asks for IPv6 only when there is no IPv4 address.
//#replace
  const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
  return answers.flatMap((answer) => answer.status === 'fulfilled' ? answer.value : [])
//#with
  const four = await resolver.resolve4(name).catch(() => [])
  if (four.length > 0) return four
  return resolver.resolve6(name).catch(() => [])
//#end
