// The address was looked up by hand once, and written down.
//#replace
  const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
  return answers.flatMap((answer) => answer.status === 'fulfilled' ? answer.value : [])
//#with
  return ['127.0.0.1']
//#end
