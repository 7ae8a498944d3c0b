// Says 400 to bad values and to an address that's taken, 200 to a new account, and repeats what was
// typed.
//#file accounts.ts
//#replace
    json(await register(parts, await readJson(context)), 201, headers))
//#with
    json({ status: 'welcome', ...await register(parts, await readJson(context)) }, 200, headers))
//#end
//#file credentials.ts
//#replace
  throw new HttpError(409, 'There is an account with this address: sign in')
//#with
  throw new HttpError(400, `${email} can't be used`)
//#end
//#replace
    throw new HttpError(422, 'Send an email address and a password')
//#with
    throw new HttpError(401, 'Who are you?')
//#end
//#replace
  throw new HttpError(401, 'This email address and this password do not belong together')
//#with
  throw new HttpError(401, `This isn't the password of ${email}, asked at ${Date.now()}`)
//#end
//#replace
  throw new HttpError(422, 'An email address has the form ann@example.org')
//#with
  throw new HttpError(400, 'An email address has the form ann@example.org')
//#end
//#replace
  throw new HttpError(422,
    `A password
//#with
  throw new HttpError(400,
    `A password
//#end
