// Gives the page a policy of its own, and forgets the rest of the usual one.
//#file authorize.ts
//#replace
  const headers = policyFor(new URL(binding.redirectUri).origin)
//#with
  const headers = {
    'content-security-policy': `form-action 'self' ${new URL(binding.redirectUri).origin}`,
  }
//#end
//#replace
import { pageReply, policyFor }
//#with
import { pageReply }
//#end
