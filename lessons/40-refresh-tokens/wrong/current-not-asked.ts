// Believes that whose session it is, sits there.
//#file passwordRoutes.ts
//#replace
    await authenticate(parts, { email: user.email, password: fields.currentPassword })
//#with
//#end
//#replace
import { authenticate, changePassword }
//#with
import { changePassword }
//#end
