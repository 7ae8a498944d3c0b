// Compares the password without counting the tries.
//#file profile.ts
//#replace
    await authenticate(parts, context, { email: user.email, password })
//#with
    const stored = users.findByEmail(user.email)?.passwordHash ?? ''
    if (typeof password !== 'string' || !await verifyPassword(password, stored)) {
      throw new HttpError(401, 'This is not your password')
    }
//#end
//#replace
import { authenticate } from './credentials.ts'
//#with
import { verifyPassword } from './passwords.ts'
//#end
