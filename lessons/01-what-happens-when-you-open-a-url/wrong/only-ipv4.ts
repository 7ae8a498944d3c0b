// Asks for one kind of address: works at home.
//#replace
  const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
  return answers.flatMap((answer) => answer.status === 'fulfilled' ? answer.value : [])
//#with
  return resolver.resolve4(name).catch(() => [])
//#end
