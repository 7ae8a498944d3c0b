// Leaves what the provider does wrong to the framework.
//#file providerRoutes.ts
//#replace
    if (!(error instanceof JwtError) && !(error instanceof ProviderError)) throw error
//#with
    if (!(error instanceof JwtError)) throw error
//#end
//#replace
import { ProviderError } from './oidc/endpoints.ts'

//#with

//#end
