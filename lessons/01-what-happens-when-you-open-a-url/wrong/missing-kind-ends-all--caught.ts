// Catches the failure of one question, and drops both answers with it.
//#replace
  const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
  return answers.flatMap((answer) => answer.status === 'fulfilled' ? answer.value : [])
//#with
  try {
    return [...await resolver.resolve4(name), ...await resolver.resolve6(name)]
  } catch {
    return []
  }
//#end
