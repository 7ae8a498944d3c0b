// Believes that both members are texts.
//#file credentials.ts
//#replace
  const { email, password } = { email: undefined, password: undefined, ...Object(value) }
  if (typeof email !== 'string' || typeof password !== 'string') {
    throw new HttpError(422, 'Send an email address and a password')
  }
//#with
  const { email, password } = Object(value)
//#end
