// Believes that each application is known.
//#file authorize.ts
//#replace
application === undefined || !application.redirectUris
//#with
!application.redirectUris
//#end
