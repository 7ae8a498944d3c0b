// One failed question fails both.
//#replace
  const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
  return answers.flatMap((answer) => answer.status === 'fulfilled' ? answer.value : [])
//#with
  return (await Promise.all([resolver.resolve4(name), resolver.resolve6(name)])).flat()
//#end
