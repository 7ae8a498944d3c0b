// Says 400, and names the host in other words.
//#file targets.ts
//#replace
  return new HttpError(422, `The target ${reason}`)
//#with
  return new HttpError(400, `Not a good target: it ${reason}`)
//#end
//#replace
  return unicode === '' || unicode === hostname ? host : `${unicode} (${host})`
//#with
  return unicode === '' || unicode === hostname ? host : `${host}, in letters: ${unicode}`
//#end
